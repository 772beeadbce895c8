import type { Text } from "../en";
import type { BoundsCodeWords } from "../words";

const number = new Intl.NumberFormat("ja");

export const boundsCodes: BoundsCodeWords = {
	feature: {
		look: "サービスの表示",
		logs: "ログの表示",
		create_from_image: "コンテナイメージからのサービスの作成",
		create_from_code: "ソースコードからのサービスの作成",
		new_roles: "IAM ロールの作成と修正",
		secrets: "シークレットとパラメータの使用と保存",
		connector: "VPC コネクタの作成",
		reach: "VPC コネクタの到達性の確認",
		change_connector: "VPC コネクタの置き換えと削除",
		allow_inbound: "セキュリティグループの作成とインバウンドルールの追加",
		private_service: "プライベートサービスの設定",
		web_acl: "ウェブ ACL の関連付け",
		delete: "サービスの削除",
		undo: "変更を元に戻す操作",
		identity: "自分の ID とアクセス許可の確認",
		key_rotation: "自分のアクセスキーのローテーション",
	},
	featureState: {
		allowed: "許可されています",
		refused: "許可されていません",
		depends: "条件によります",
		unknown: "不明",
		inapplicable: "この ID では対象外です",
	},
	refusedBy: {
		nobody: "許可するポリシーがありません",
		denial: "ポリシーで拒否されています",
		boundary: "アクセス許可の境界で許可されていません",
		organization: "組織のポリシーで許可されていません",
	},
	pinReason: {
		unreadable: ({ reason }) => `ファイルを読み込めません: ${reason}`,
		too_large: ({ most }) => `ファイルが大きすぎます。上限は ${number.format(most)} バイトです。`,
		not_an_object: () => "ファイルの内容が JSON オブジェクトではありません。",
		unknown_key: ({ key }) => `「${key}」は使用できません。指定できるのは account、region、profile のみです。`,
		repeated_key: ({ key }) => `「${key}」が重複しています。`,
		missing_key: ({ key }) => `「${key}」がありません。`,
		bad_account: () => "アカウントは 12 桁の数字を引用符で囲んで指定してください。",
		region_not_served: ({ region }) =>
			region === "" ? "リージョンは文字列で指定してください。" : `「${region}」では App Runner は提供されていません。`,
		bad_profile: () => "プロファイルの名前を指定してください。",
	},
	projectRefusal: {
		not_whole: () => "フォルダのパス全体を / または ~ から入力してください。",
		no_folder: () => "フォルダが見つかりません。",
		no_pin: () => "このフォルダにも上位のフォルダにも app-runner-desktop.json がありません。",
		too_high: () =>
			"ホームフォルダとその上位のフォルダはプロジェクトにできません。すべてが対象になってしまうためです。",
		exists: () => "このフォルダには既に app-runner-desktop.json があります。プロジェクトとして開いてください。",
		system: ({ reason }) => `ファイルを書き込めませんでした: ${reason}`,
	},
	regionArea: {
		united_states: "米国",
		asia_pacific: "アジアパシフィック",
		europe: "欧州",
		americas: "カナダ、メキシコ、南米",
		middle_east_and_africa: "中東とアフリカ",
	},
};

export const permissions: Text["permissions"] = {
	title: "アクセス許可",
	description:
		"このアカウントとリージョンで許可されている操作です。実際には実行せず、IAM で確認できる範囲を表示します。",
	table: "このアプリケーションの機能",
	feature: "機能",
	state: "許可",
	resource: "対象",
	dependsOn: (keys) => `条件: ${keys}`,
	refusedCount: (count) => `${number.format(count)} 件のアクションが許可されていません`,
	onlyRefused: "許可されていないもののみ表示",
	nothingRefused: "許可されていないものはありません",
	nothingRefusedText: "このアプリケーションの操作は、IAM で拒否されていません。",
	nothingKnown: "許可されていないと確認されたものはありません",
	nothingKnownText: "ただし、一部またはすべてを IAM で確認できませんでした。",
	who: "適用されるポリシーの対象",
	root: "アカウントのルートユーザー",
	rootText:
		"ルートユーザーは、組織がアカウントに許可しているすべての操作を実行できます。AWS は、ルートユーザーで作業しないことを推奨しています。",
	user: (name) => `ユーザー ${name}`,
	role: (name) => `ロール ${name}`,
	permissionSet: (name, role) => `許可セット ${name} (ロール ${role})`,
	federated: "フェデレーションユーザー",
	federatedText:
		"IAM はフェデレーションユーザーのポリシーをシミュレートできないため、許可されている操作はわかりません。",
	unasked: "許可されている操作を確認できません",
	partly: "一部を IAM で確認できませんでした",
	policy: "管理者に渡すポリシー",
	policyText: "許可されていないアクションだけを許可するポリシーです。アクセス許可の管理者に渡してください。",
	policyWhole:
		"IAM で確認できなかったため、このアプリケーションが使用できるすべてのアクションを許可するポリシーです。不要なものは削除してください。",
	policySet: (name) =>
		`このロールは許可セットから作成されています。ポリシーは IAM アイデンティティセンターの許可セット ${name} に、インラインポリシーとして追加してください。`,
	policyWidens:
		"このポリシーではロールの許可内容を変更できるため、自分自身に権限を付与できるようになります。管理者がロールを作成するか、リソースを特定の名前に絞ることを検討してください。",
	policyLength: (length, limit) =>
		`管理ポリシーの上限 ${number.format(limit)} 文字のうち ${number.format(length)} 文字です (空白は数えません)。`,
	policyTooLong: "1 つの管理ポリシーには長すぎます。ステートメントを 2 つのポリシーに分けてください。",
	heldBack: "ポリシーを追加するだけでは許可されないものがあります。",
	heldBackBy: {
		denial: "一部は別のポリシーで拒否されています。その拒否を削除する必要があります。",
		boundary: "一部はアクセス許可の境界で許可されていません。境界も広げる必要があります。",
		organization: "一部は組織のポリシーで許可されていません。変更できるのは組織の管理者のみです。",
	},
	copy: "ポリシーをコピー",
	limits: "確認できないこと",
	limitsText: [
		"各アクションは、このアカウントとリージョンのすべてのリソースに対して確認しています。特定の名前やタグに限って許可されているものは、「許可されていません」と表示されます。",
		"組織のポリシー (SCP) は、IAM がシミュレートできる範囲で考慮されます。条件付きの SCP は、正しく評価されないことがあります。アクセス許可の境界は考慮されます。",
		"リソースのポリシー (キー、シークレット、リポジトリ)、リソースコントロールポリシー、VPC エンドポイントポリシー、セッションポリシーは考慮されません。",
		"MFA や IP アドレスなど、実際のリクエストでのみ決まる条件はわかりません。条件によるものは、その旨を表示します。",
		"ポリシーの変更が AWS 全体に反映されるまで、数分かかることがあります。",
	],
	see: "許可されている操作を確認",
};

export const project: Text["project"] = {
	strip: "プロジェクト",
	named: (name) => `プロジェクト ${name}`,
	account: (id) => `アカウント ${id}`,
	elsewhere: "このウィンドウはプロジェクトの対象外です。ここからは何も変更できません",
	go: (where) => `${where} に移動`,
	broken: "プロジェクトのファイルを修正するか、プロジェクトを閉じるまで、何も変更できません",
	line: (line, reason) => `${line} 行目: ${reason}`,
	manage: "プロジェクト…",
	menu: "プロジェクト…",
	title: "プロジェクト",
	intro:
		"プロジェクトは、アカウントとリージョンを指定するファイル app-runner-desktop.json があるフォルダです。開いている間は、ほかのアカウントやリージョンのリソースは変更できません。表示は制限されません。",
	open: "開く",
	opened: "開いているプロジェクト",
	file: "ファイル",
	close: "プロジェクトを閉じる",
	closed: "プロジェクトを閉じました",
	tabs: "操作",
	openTab: "プロジェクトを開く",
	makeTab: "プロジェクトを作成",
	folder: "フォルダ",
	folderHint: "~/work/shop のように、パス全体を入力してください。上位のフォルダにあるプロジェクトも見つかります。",
	recent: "以前に開いたプロジェクト",
	makeText:
		"フォルダにファイル app-runner-desktop.json を書き込みます。このフォルダを開くほかの人にも、同じプロジェクトが適用されます。",
	pinAccount: "アカウント ID",
	pinRegion: "リージョン",
	pinProfile: "プロファイル",
	pinProfileHint:
		"最初に開くプロファイルです。このフォルダを使うほかの人には、同じ名前のプロファイルがないことがあります。",
	noProfile: "なし",
	make: "プロジェクトを作成",
	repair: "プロジェクトを確認",
};

export const elsewhere: Text["elsewhere"] = {
	look: "すべてのリージョンを確認",
	looking: "ほかのリージョンを確認しています",
	also: "確認したリージョン:",
	none: "ほかのリージョンにもサービスはありません。",
	found: (count, region) => `${region} に ${number.format(count)} 件のサービス`,
	title: "ほかのリージョンのサービス",
	goTo: (region) => `${region} に切り替える`,
	unread: (region, why) => `${region}: ${why}`,
	unreadTitle: "確認できなかったリージョン:",
	failed: "ほかのリージョンを確認できませんでした。",
};

export const regions: Text["regions"] = {
	notOffered: "このリージョンでは App Runner は提供されていません",
	notOfferedGroup: "App Runner が提供されていないリージョン (今後の追加もありません)",
	unserved: (profile, own, here) =>
		`プロファイル「${profile}」に指定されている ${own} では App Runner が提供されていないため、${here} で開いています。`,
};
