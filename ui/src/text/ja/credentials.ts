import type { Text } from "../en";

export const signIn: Text["signIn"] = {
	title: "IAM アイデンティティセンターにサインイン",
	here: "ブラウザで IAM アイデンティティセンターにサインインしてください。",
	begin: "サインイン",
	beginning: "ブラウザでページを開いています",
	browser: (host) =>
		`ブラウザで AWS アクセスポータル **${host}** を開きました。サインインしてアクセスを許可すると、このウィンドウは自動的に続行します。`,
	byCode: (host) => `ブラウザで **${host}** のページを開きました。次のコードの確認が求められます。`,
	compare:
		"ページに表示されたコードがこのコードと完全に一致し、ご自身がこのサインインを開始した場合にのみ続行してください。",
	code: "コード",
	left: (time) => `残り時間: ${time}`,
	over: "時間切れです。",
	openAgain: "ページをもう一度開く",
	useCode: "代わりにコードを使用",
	useBrowser: "コードを使用せずにサインイン",
	signedIn: "サインインしました",
	again: "もう一度サインイン",
	out: "サインアウト",
	outTitle: "IAM アイデンティティセンターからサインアウトしますか?",
	outText: (profile) =>
		`「${profile}」が使用するサインインを終了します。AWS CLI でも終了します。同じサインインを使用するほかのプロファイルもサインアウトされます。`,
	signedOut: "サインアウトしました",
};

export const mfa: Text["mfa"] = {
	title: "MFA コードを入力",
	begin: "コードを入力",
	device: "MFA デバイス",
	code: "MFA コード",
	hint: "デバイスに現在表示されている 6 桁の数字を入力してください。",
	submit: "続行",
	used: "このコードは既に使用されています。",
	wait: (seconds) => `次のコードは ${seconds} 秒後にデバイスに表示されます。`,
	next: "デバイスに新しいコードが表示されました。そのコードを入力してください。",
	missing: "デバイスに表示されているコードを入力してください。",
};

export const program: Text["program"] = {
	title: "このプログラムを許可しますか?",
	begin: "プログラムを確認",
	text: (profile) => `プロファイル「${profile}」は、次のプログラムから認証情報を取得します。`,
	command: "コマンドライン",
	rights: "認証情報が必要になるたびに、このコンピュータ上でご自身の権限で実行されます。",
	once: "コマンドラインが変更された場合にのみ、再度確認します。",
	allow: "このプログラムを許可",
};

export const login: Text["login"] = {
	title: "AWS CLI でサインイン",
	text: "このプロファイルは AWS CLI のコンソールサインインを使用します。ターミナルで次のコマンドを実行してください。",
};

export const standing: Text["standing"] = {
	title: "認証情報",
	credentials: (until) => `認証情報の有効期限: ${until}`,
	signedIn: (until) => `サインインの有効期限: ${until}`,
	renews: "サインイン済み (自動更新)",
	signIn: {
		ends: (time) => `サインインの有効期限まであと ${time} です。`,
		soon: "サインインの有効期限が近づいています。",
		ended: "サインインの有効期限が切れました。",
	},
	code: {
		ends: (time) => `あと ${time} で新しい MFA コードの入力が必要になります。`,
		soon: "まもなく新しい MFA コードの入力が必要になります。",
		ended: "新しい MFA コードの入力が必要です。",
	},
};

export const guard: Text["guard"] = {
	strip: "保護または色を設定したアカウント",
	account: (name, id) => `${name} (${id})`,
	locked: "本番環境 – ロック中",
	unlocked: (minutes) => `本番環境 – ロック解除中 (残り ${minutes} 分)`,
	readOnly: "読み取り専用",
	unlock: "ロックを解除",
	unlockMore: "ロックを解除…",
	lock: "今すぐロック",
	unlockBegin: "本番環境のロックを解除",
	unlockTitle: "本番環境のロックを解除しますか?",
	unlockText: "数分間変更できるようになり、その後自動的にロックされます。",
	unlockConfirm: (id) => `確認のため、アカウント ID を入力してください: ${id}`,
	unlockConfirmEither: (id, name) => `確認のため、アカウント ID または名前を入力してください: ${id} または ${name}`,
	mismatch: "アカウントと一致しません。",
	mark: "アカウントまたはプロファイルの保護と色…",
	markBegin: "保護の設定を変更",
	markTitle: "アカウントとプロファイルの保護と色",
	markText: "この設定はこのコンピュータに保存されます。両方に設定した場合は、より厳しい保護が適用されます。",
	tabs: "設定の対象",
	ofAccount: "アカウント",
	ofProfile: "プロファイル",
	accountText: (id) => `アカウント ${id} (どのプロファイルから使用する場合も)`,
	profileText: (profile) => `プロファイル「${profile}」(どのアカウントを使用する場合も)`,
	name: "アカウント名",
	nameHint: "このアカウントの呼び名です。確認画面に表示され、プロファイルの検索にも使用できます。",
	protection: "保護",
	color: "色",
	noColor: "色なし",
	save: "保存",
};

export const switcher: Text["switcher"] = {
	title: "プロファイルの切り替え",
	regionTitle: (profile) => `${profile} のリージョン`,
	find: "プロファイルを検索",
	findHint: "名前、種類、アカウント名で検索できます。この一覧は Ctrl+K (Mac では ⌘K) で開きます。",
	findRegion: "リージョンを検索",
	profiles: "プロファイル",
	regions: "リージョン",
	current: "使用中",
	recent: "最近使用",
	none: "一致なし",
	matches: (count) => `${count} 件の一致`,
	back: "プロファイルに戻る",
	faulty: "使用できません:",
};

export const files: Text["files"] = {
	title: "AWS の設定ファイルに無効な行があります",
	line: (file, line, reason) => `${file} の ${line} 行目: ${reason}`,
};
