import type { Text } from "../en";

export const reach: Text["wizard"]["reach"] = {
	incoming: {
		publicText: "インターネットから HTTPS でアクセスできます。",
		privateText: "VPC 内のクライアントのみがアクセスできます。",
		endpoint: "VPC インターフェイスエンドポイント",
		endpointText:
			"プライベートエンドポイントを使用すると、サービスにはインターネットからではなく、VPC インターフェイスエンドポイント経由でアクセスします。VPC 内のクライアントは、サービスの作成時に AWS が発行するドメインに HTTPS でアクセスします。",
		existing: "既存のエンドポイントを使用",
		create: "新しいエンドポイントを作成",
		existingLabel: "既存の VPC インターフェイスエンドポイント",
		choose: "VPC インターフェイスエンドポイントを選択",
		find: "VPC インターフェイスエンドポイントを検索",
		empty:
			"このリージョンに App Runner 用の VPC インターフェイスエンドポイントがありません。新しいエンドポイントを作成してください。",
		refresh: "VPC インターフェイスエンドポイントを更新",
		place: (vpc, subnets) => `VPC: ${vpc} · サブネット: ${subnets}`,
		unavailable: "使用不可",
		unavailableText: "作成中、拒否済み、または削除中です。",
		nameText: "Name タグの値です。",
		subnetsText:
			"アベイラビリティーゾーンごとに 1 つまで選択できます。2 つのゾーンを選択すると、一方に障害が発生してもアクセスできます。",
		groupsText:
			"エンドポイントへのアクセスを許可する範囲です。クライアントからの HTTPS (ポート 443) を許可してください。選択しない場合は VPC のデフォルトのグループを使用します。",
	},
	firewall: {
		label: "ウェブアプリケーションファイアウォール",
		text: "AWS WAF が、サービスに届く前のリクエストをウェブ ACL のルールで検査します。AWS WAF の料金が発生します。",
		off: "オフ",
		on: "ウェブ ACL を使用",
		choose: "ウェブ ACL を選択",
		find: "ウェブ ACL を検索",
		empty: "このリージョンにウェブ ACL がありません。",
		how: "作成するには、AWS コンソールで **AWS WAF** を開き、このリージョンを選択して、リージョナルリソース用のウェブ ACL を作成します。その後、一覧を更新してください。",
		refresh: "ウェブ ACL を更新",
	},
	keys: {
		text: "このリージョンの対称キーを選択するか、ARN を入力します。",
		empty: "このリージョンにこのアカウントのキーがありません。ARN を入力してください。",
		refresh: "キーを更新",
		use: (typed) => `「${typed}」を使用`,
		unusable: "使用不可",
	},
	roles: {
		trusting: "App Runner を信頼するロール",
		others: "App Runner を信頼しないロール",
		trusts: (parties, wanted) => `${wanted} ではなく ${parties} を信頼しています`,
		trustsNobody: (wanted) => `${wanted} を含め、信頼するプリンシパルがありません`,
		denies: (wanted) => `${wanted} が記載されていますが、引き受けは許可されていません`,
		repairable: "信頼を追加可能",
		unusable: "使用不可",
		unusableText: "信頼ポリシーを読み取れないか、App Runner が拒否されています。",
		trustOf: (role) => `${role}: 信頼ポリシー`,
		added: (principal) => `${principal} を追加`,
	},
	places: {
		endpoint: (part) => `${part} (VPC インターフェイスエンドポイント)`,
		connector: (part) => `${part} (VPC コネクタ)`,
	},
	repository: {
		title: "別のアカウントのリポジトリポリシー",
		text: "イメージは別のアカウントにあります。App Runner がこのロールで取得できるように、リポジトリの所有者がこのポリシーを追加する必要があります。",
		what: "リポジトリポリシー",
	},
	revisions: {
		label: "リビジョン",
		option: (revision) => `リビジョン ${revision}`,
		latest: "最新",
	},
};
