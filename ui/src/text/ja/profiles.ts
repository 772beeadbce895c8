import type { ProfileCodeWords } from "../words";

const SDK_REFUSES = "AWS SDK とこのアプリケーションは、両方のファイルの内容をすべて読み取れなくなります。";
const CLI_REFUSES =
	"AWS CLI は両方のファイルの内容をすべて読み取れなくなります。このアプリケーションでは最後のものが有効です。";
const IGNORED = "この行は無視されます。";
const READ_OTHERWISE = "読み取られますが、意図した値にならない可能性があります。";

const VALUE_FAULTS: ProfileCodeWords["valueFault"] = {
	line_break: "1 行で入力してください。",
	control_character: "制御文字が含まれています。手入力してください。",
	outer_whitespace: "先頭または末尾の空白は保存されません。空白を削除してください。",
	comment: "先頭または空白の後の # や ; はコメントの始まりとして扱われるため、この値は使用できません。",
};

export const profileCodes: ProfileCodeWords = {
	chainFault: {
		unknown_profile: ({ profile }) => `参照しているプロファイル「${profile}」が AWS の設定ファイルにありません。`,
		missing_source: ({ profile, source }) =>
			`プロファイル「${profile}」のソースプロファイル「${source}」が見つかりません。`,
		loop: ({ profiles }) =>
			`プロファイルが互いにソースプロファイルとして参照し合っています: ${[...profiles, profiles[0]].join(" → ")}`,
		two_sources: ({ profile }) =>
			`プロファイル「${profile}」に source_profile と credential_source の両方があります。指定できるのは一方だけです。`,
		no_source: ({ profile }) =>
			`プロファイル「${profile}」にはロールがありますが、ロールを引き受けるための認証情報が指定されていません。`,
		unknown_source: ({ profile, source }) =>
			`プロファイル「${profile}」の credential_source「${source}」は AWS でサポートされていません。`,
		incomplete_sso: ({ profile, missing }) =>
			`プロファイル「${profile}」は IAM アイデンティティセンターを使用しますが、次の設定がありません: ${missing.join("、")}`,
		sso_keys_in_profile: ({ profile, keys }) =>
			`プロファイル「${profile}」は SSO セッションを参照しているため、次の設定はセッション側にのみ指定できます: ${keys.join("、")}`,
		unknown_sso_session: ({ profile, session }) =>
			`プロファイル「${profile}」が参照する SSO セッション「${session}」が見つかりません。`,
		half_key_pair: ({ profile, missing }) =>
			`プロファイル「${profile}」のアクセスキーが不完全です。次の設定がありません: ${missing.join("、")}`,
		token_without_role: ({ profile }) =>
			`プロファイル「${profile}」にはウェブ ID トークンがありますが、引き受けるロールが指定されていません。`,
		bad_duration: ({ profile, value }) =>
			`プロファイル「${profile}」の duration_seconds が ${value} です。900～43,200 の数値を指定してください。`,
		nothing: ({ profile }) => `プロファイル「${profile}」には、認証情報を取得する設定がありません。`,
	},
	editRefusal: {
		bad_name: ({ name }) =>
			name === ""
				? "名前を入力してください。"
				: `「${name}」は名前として使用できません。使用できるのは、英数字と _ - / . % @ : + のみです。`,
		bad_key: ({ key }) => `「${key}」は設定の名前として使用できません。`,
		bad_value: ({ fault }) => VALUE_FAULTS[fault],
		name_taken: ({ line }) => `この名前は既にファイルの ${line} 行目で使用されています。`,
		section_absent: () => "ファイルに見つかりません。既に削除された可能性があります。",
		section_ambiguous: ({ lines }) =>
			`ファイルの複数の箇所 (${lines.join("、")} 行目) にあります。先にテキストエディタで 1 つにまとめてください。`,
		section_faulty: ({ line }) => `${line} 行目を読み取れません。先にテキストエディタで修正してください。`,
		key_absent: () => "この設定は既に存在しません。",
		key_nested: ({ line }) =>
			`${line} 行目の設定には字下げされた設定が含まれており、変更すると失われます。テキストエディタで変更してください。`,
		only_in_config: () => "設定ファイル (~/.aws/config) でのみ使用できます。",
	},
	valueFault: VALUE_FAULTS,
	way: {
		role: "ソースプロファイルの認証情報で引き受けるロール",
		source: "credential_source の認証情報",
		web_identity: "ウェブ ID トークン",
		sso: "IAM アイデンティティセンター",
		login: "コンソールサインイン",
		process: "外部プログラム",
		keys: "アクセスキー",
		keys_of_both_files: "両方のファイルの値を組み合わせたアクセスキー",
	},
	base: {
		static_keys: "アクセスキー",
		sso: "IAM アイデンティティセンター",
		login: "AWS CLI のコンソールサインイン",
		keychain: "キーチェーンのアクセスキー",
		process: "外部プログラム",
		web_identity: "ウェブ ID",
		environment: "環境変数",
		ec2_metadata: "EC2 インスタンスのロール",
		ecs_container: "ECS タスクのロール",
	},
	configFile: { config: "設定ファイル (~/.aws/config)", credentials: "認証情報ファイル (~/.aws/credentials)" },
	lineReason: {
		byte_order_mark: "ファイルの先頭に BOM があります。BOM なしで保存してください。",
		header_not_closed: "セクションの見出しに閉じ括弧 (]) がありません。",
		text_after_header: "セクションの見出しの後に余分な文字があります。",
		not_a_property: "セクションの見出しでも「名前 = 値」の設定でもありません。",
		empty_key: "等号の前に設定の名前がありません。",
		property_before_section: "最初のセクションより前に設定があります。",
		nothing_to_continue: "字下げされていますが、上に対応する設定がありません。",
		nested_not_a_property: "字下げされた行が「名前 = 値」の形式ではありません。",
		nested_empty_key: "字下げされた設定の等号の前に名前がありません。",
		empty_section_name: "セクションに名前がありません。",
		bad_section_name: "セクションの名前に使用できない文字があります。",
		quoted_section_name: "セクションの名前の引用符が閉じられていません。",
		bad_key: "設定の名前に使用できない文字があります。",
		profile_without_prefix: "このファイルでは、プロファイル名の前に profile が必要です: [profile 名前]",
		prefix_in_credentials: "このファイルでは、プロファイル名の前に profile を付けません: [名前]",
		only_in_config: "この種類のセクションは ~/.aws/config でのみ有効です。",
		unknown_section: "この種類のセクションはありません。",
		hidden_default: "[profile default] があるため、このセクションは無効です。",
		repeated_section: "同じセクションが複数あります。",
		repeated_key: "同じ設定がセクション内に複数あります。",
		comment_in_value: "コメントに見える部分が値として扱われます。# または ; の前に空白が必要です。",
	},
	lineFollows: {
		byte_order_mark: SDK_REFUSES,
		header_not_closed: SDK_REFUSES,
		text_after_header: SDK_REFUSES,
		not_a_property: SDK_REFUSES,
		empty_key: SDK_REFUSES,
		property_before_section: SDK_REFUSES,
		nothing_to_continue: SDK_REFUSES,
		nested_not_a_property: SDK_REFUSES,
		nested_empty_key: SDK_REFUSES,
		repeated_section: CLI_REFUSES,
		repeated_key: CLI_REFUSES,
		empty_section_name: IGNORED,
		bad_section_name: IGNORED,
		quoted_section_name: IGNORED,
		bad_key: IGNORED,
		profile_without_prefix: IGNORED,
		prefix_in_credentials: IGNORED,
		only_in_config: IGNORED,
		unknown_section: IGNORED,
		hidden_default: IGNORED,
		comment_in_value: READ_OTHERWISE,
	},
	profileKind: {
		sandbox: "内蔵 (AWS アカウント不要)",
		static_keys: "アクセスキー",
		sso: "IAM アイデンティティセンター",
		assume_role: "引き受けたロール",
		keychain: "キーチェーンのアクセスキー",
		process: "外部プログラム",
		web_identity: "ウェブ ID",
		login: "AWS CLI のコンソールサインイン",
		environment: "環境変数",
		machine: "このマシンまたはコンテナ",
		incomplete: "設定が不完全",
	},
	keychainState: {
		ready: {
			title: "キーチェーンは使用可能です",
			body: "アクセスキーを保存し、許可したプログラムに提供します。",
		},
		locked: {
			title: "キーチェーンがロックされています",
			body: "「再試行」を選択すると、システムがロックの解除を求めます。パスワードとキーを管理するシステムのアプリケーションで解除することもできます。通常は、パスワードでこのコンピュータにサインインすると解除されます。",
		},
		absent: {
			title: "このシステムにはキーチェーンがありません",
			body: "Linux では、GNOME Keyring、KWallet、KeePassXC など、Secret Service に対応したプログラムがキーチェーンとして機能します。インストールして起動してください。それまでは何も保存されません。平文で保存されることもありません。IAM アイデンティティセンター、または認証情報を返す独自のプログラム (credential_process) は、キーチェーンなしで使用できます。",
		},
		no_collection: {
			title: "キーチェーンにデフォルトのキーリングがありません",
			body: "キーチェーンは応答していますが、キーを保存するデフォルトのキーリングがありません。「パスワードと鍵」(Seahorse) でキーリングを作成し、デフォルトに設定してください。",
		},
		denied: {
			title: "キーチェーンの使用が許可されていません",
			body: "「再試行」を選択すると、システムが確認のダイアログを表示します。App Runner Desktop を許可してください。",
		},
	},
	keyPart: {
		id: "アクセスキー ID の形式ではありません。AKIA で始まる英大文字と数字で、通常は 20 文字です。",
		secret: "シークレットアクセスキーの形式ではありません。空白を含まず、通常は 40 文字です。",
	},
	consent: { waiting: "回答待ち", allowed: "許可", refused: "拒否" },
	color: { blue: "青", green: "緑", grey: "グレー", red: "赤", purple: "紫", yellow: "黄" },
	protection: {
		none: { title: "保護なし", body: "通常どおり変更できます。" },
		production: { title: "本番環境", body: "ロックを解除してから数分間のみ変更できます。" },
		read_only: { title: "読み取り専用", body: "この設定がある間は、何も変更できません。" },
	},
};
