import type { Text } from "../en";

const list = (ids: string[]) => ids.join("、");

export const incoming: Text["incoming"] = {
	title: "受信トラフィック",
	titleOf: (name) => `${name} の受信トラフィック`,
	text: "サービスにアクセスできる範囲を選択します。パブリックとプライベートを切り替えると再デプロイされますが、その間もサービスは応答を続けます。",
	change: "受信トラフィックを変更",
	start: "開始",
	opens: (name) =>
		`インターネット上の誰でも、デフォルトドメインで ${name} にアクセスできるようになります。先に VPC Ingress 接続が削除され、そのドメインは元に戻せません。切り替えが終わるまで、サービスにはどこからもアクセスできません。`,
	closes: (name) =>
		`インターネットから ${name} にも、そのカスタムドメインにもアクセスできなくなります。VPC 内のクライアントは別のドメインを使います。ドメインは完了後に表示されます。`,
	moves:
		"VPC からの経路を、選択したエンドポイントに切り替えます。クライアントが使うドメインは変わりません。切り替え中は、一時的にアクセスできないことがあります。",
	deleteIngress: "VPC Ingress 接続を削除",
	deleteIngressTitle: (name) => `VPC Ingress 接続 ${name} を削除しますか?`,
	deleteIngressText:
		"サービスにはどこからもアクセスできなくなります。クライアントが使っているドメインは元に戻せません。",
	deleteIngressConfirm: (name) => `確認のため、名前を入力してください: ${name}`,
	delete: "削除",
	endpoints: "プライベートエンドポイント",
	endpointsText:
		"VPC 内のクライアントがプライベートサービスにアクセスするための VPC インターフェイスエンドポイントです。1 つのエンドポイントを複数のサービスで共有できます。料金は時間とアベイラビリティーゾーンごとに発生します。",
	endpoint: "VPC インターフェイスエンドポイント",
	none: "プライベートエンドポイントがありません",
	noneText: "サービスの作成時、または作成後にプライベートへ変更するときに作成できます。",
	gone: "エンドポイントが見つかりません",
	goneText: "削除されたか、別のアカウントまたはリージョンにあります。",
	available: "使用可能",
	unavailable: "使用不可",
	services: "サービス",
	noServices: "なし",
	actionsOf: (name) => `${name} のアクション`,
	stillUsed: (services) =>
		`${services.join("、")} がこのエンドポイントを使用しています。先に別のエンドポイントへ切り替えてください。`,
	deleteTitle: (name) => `${name} を削除しますか?`,
	deleteText: "VPC インターフェイスエンドポイントを削除します。同じ設定でいつでも作成し直せます。",
	reachTitle: "アクセスできるクライアント",
	reachText:
		"VPC 内のクライアントからの HTTPS 接続です。ネットワークの設定から判定し、実際の通信は行いません。プライベートサービスでは、ウェブ ACL の IP アドレスルールは効きません。アクセスはセキュリティグループで制御します。",
	clients: "クライアントのセキュリティグループ",
	clientsText: "EC2 インスタンス、ECS タスク、VPC 内の Lambda 関数など、アクセス元のものです。",
	from: "アクセス元",
	allSubnets: (vpc, count) => `${vpc} の全サブネット (${count} 個)`,
	allowTitle: (group) => `${group} へのポート 443 の接続をクライアントに許可しますか?`,
	allowText:
		"エンドポイントのセキュリティグループにルールを追加します。クライアントのセキュリティグループからの接続が許可されます。この変更は元に戻せます。",
	groupsOut: (groups, port) =>
		groups.length === 0
			? "クライアントの送信を許可するセキュリティグループがありません。"
			: `クライアントのセキュリティグループ ${list(groups)} のアウトバウンドルールで、TCP ポート ${port} が許可されていません。`,
	groupsIn: (groups, port) =>
		`エンドポイントのセキュリティグループ ${list(groups)} のインバウンドルールで、このクライアントからの TCP ポート ${port} が許可されていません。`,
	noWay: "このサービスへの VPC Ingress 接続がないため、どこからもアクセスできません。",
	createWay: "エンドポイントを選択",
	customDomains: "VPC 内のカスタムドメイン",
	customDomainsText:
		"VPC が使用する DNS に、各ドメインの CNAME レコードをターゲットを値として追加すると、VPC 内のクライアントはこれらの名前でサービスにアクセスできます。",
	domains: "ドメイン",
	targetIn: (vpc) => `${vpc} での CNAME ターゲット`,
};
