import type { Text } from "../en";
import { list } from "./network";

export const incoming: Text["incoming"] = {
	title: "受信ネットワークトラフィック",
	titleOf: (name) => `${name} の受信ネットワークトラフィック`,
	text: "サービスへのアクセス元を選択します。パブリックとプライベートを切り替えると、サービスは再デプロイされます。",
	change: "受信ネットワークトラフィックを変更",
	opens: (name) =>
		`インターネット上の誰でも、デフォルトドメインで ${name} にアクセスできるようになります。切り替えが完了するまで、サービスにはどこからもアクセスできません。`,
	closes: (name) =>
		`インターネットから ${name} とそのカスタムドメインにアクセスできなくなります。VPC 内のクライアントは、完了後に表示される別のドメインを使用します。`,
	domainLost: "先に VPC Ingress 接続が削除され、そのドメインは復元できません。",
	moves:
		"VPC Ingress 接続を、選択したエンドポイントに切り替えます。クライアントが使用するドメインは変わりません。切り替え中は、一時的にアクセスできないことがあります。",
	newWay: "VPC Ingress 接続を作成します。VPC 内のクライアントが使用するドメインは、完了後に表示されます。",
	deleteIngress: "VPC Ingress 接続を削除",
	deleteIngressTitle: (name) => `VPC Ingress 接続 ${name} を削除しますか?`,
	deleteIngressText:
		"サービスにはどこからもアクセスできなくなります。クライアントが使用しているドメインは失われ、復元できません。",
	delete: "削除",
	endpoints: "プライベートエンドポイント",
	endpointsText:
		"VPC 内のクライアントがプライベートサービスにアクセスするための VPC インターフェイスエンドポイントです。1 つのエンドポイントを複数のサービスで共有できます。料金はアベイラビリティーゾーンごとに時間単位で発生します。",
	endpoint: "VPC インターフェイスエンドポイント",
	id: "ID",
	none: "プライベートエンドポイントはありません",
	noneText: "サービスの作成時、または既存のサービスをプライベートに変更するときに作成できます。",
	gone: "エンドポイントが見つかりません",
	goneText: "削除されたか、別のアカウントまたはリージョンにあります。",
	available: "使用可能",
	unavailable: "使用不可",
	services: "サービス",
	actionsOf: (name) => `${name} のアクション`,
	stillUsed: (services) => `${list(services)} が使用中です。先に別のエンドポイントに切り替えてください。`,
	deleteTitle: (name) => `${name} を削除しますか?`,
	deleteText: "VPC インターフェイスエンドポイントを削除します。同じ設定のエンドポイントはいつでも作成できます。",
	reachTitle: "アクセスできるクライアント",
	reachText:
		"VPC 内のクライアントからの HTTPS 接続が対象です。ネットワークの設定に基づく判定で、パケットは送信しません。プライベートサービスでは、ウェブ ACL の送信元 IP アドレスに基づくルールは機能しません。代わりにセキュリティグループを使用してください。",
	clients: "クライアントのセキュリティグループ",
	clientsText:
		"アクセス元の EC2 インスタンス、ECS タスク、VPC 内の Lambda 関数などに関連付けられたセキュリティグループです。",
	from: "アクセス元",
	allSubnets: (vpc, count) => `${vpc} の全サブネット (${count} 個)`,
	allowTitle: (group) => `クライアントから ${group} へのポート 443 を許可しますか?`,
	allowText:
		"エンドポイントのセキュリティグループにルールを追加し、クライアントのセキュリティグループからの接続を許可します。この変更は元に戻せます。",
	groupsOut: (groups, port) =>
		groups.length === 0
			? "クライアントのアウトバウンド通信を許可するセキュリティグループがありません。"
			: `クライアントのセキュリティグループ ${list(groups)} のアウトバウンドルールで、TCP ポート ${port} が許可されていません。`,
	groupsIn: (groups, port) =>
		`エンドポイントのセキュリティグループ ${list(groups)} のインバウンドルールで、このクライアントからの TCP ポート ${port} が許可されていません。`,
	noWay: "このサービスには VPC Ingress 接続がないため、どこからもアクセスできません。",
	createWay: "エンドポイントを選択",
	customDomains: "VPC 内のカスタムドメイン",
	customDomainsText:
		"VPC が使用する DNS に、各ドメインの CNAME レコード (値は下記のターゲット) を追加すると、VPC 内のクライアントからこれらのドメインでアクセスできます。",
	domains: "ドメイン",
	targetIn: (vpc) => `CNAME ターゲット (${vpc})`,
};
