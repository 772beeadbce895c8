import type { Text } from "../en";
import type { NetworkCodeWords } from "../words";

export const list = (ids: string[]) => ids.join("、");

export const networkCodes: NetworkCodeWords = {
	block: {
		groups_out: ({ groups, port }) =>
			groups.length === 0
				? "コネクタの送信を許可するセキュリティグループがありません。"
				: `コネクタのセキュリティグループ ${list(groups)} のアウトバウンドルールで、TCP ポート ${port} が許可されていません。`,
		groups_in: ({ groups, port }) =>
			`宛先のセキュリティグループ ${list(groups)} のインバウンドルールで、コネクタからの TCP ポート ${port} が許可されていません。`,
		acl: ({ acl, subnet, way, is_answer }) =>
			is_answer
				? `${subnet} のネットワーク ACL ${acl} で応答が拒否されています。ネットワーク ACL はステートレスのため、ポート 1024–65535 を${way === "in" ? "インバウンド" : "アウトバウンド"}で許可する必要があります。`
				: `${subnet} のネットワーク ACL ${acl} の${way === "in" ? "インバウンド" : "アウトバウンド"}で拒否されています。`,
		no_route: ({ table }) => `ルートテーブル ${table} に宛先へのルートがありません。`,
		blackhole: ({ table }) => `${table} のルートのターゲットは削除されています (ブラックホール)。`,
		public_subnet: ({ table, gateway }) =>
			`パブリックサブネットです。${table} のルートはインターネットゲートウェイ ${gateway} に向かいますが、コネクタにはプライベートアドレスしかないため使用できません。NAT ゲートウェイへのルートがあるプライベートサブネットを選択してください。`,
		nat_unusable: ({ nat }) => `NAT ゲートウェイ ${nat} は、使用可能な状態でないか、パブリックではありません。`,
		nat_without_way_out: ({ nat, subnet }) =>
			`NAT ゲートウェイ ${nat} のサブネット ${subnet} に、インターネットゲートウェイへのルートがありません。`,
		peering_inactive: ({ peering }) => `VPC ピアリング接続 ${peering} がアクティブではありません。`,
		endpoint_unusable: ({ endpoint }) => `VPC インターフェイスエンドポイント ${endpoint} は使用できません。`,
		no_route_back: ({ table, subnet }) => `${subnet} のルートテーブル ${table} に、戻りのルートがありません。`,
		dns_off: ({ vpc }) => `${vpc} の DNS 解決が無効なため、名前を解決できません。`,
		no_addresses: ({ subnet, v6 }) => `${subnet} には ${v6 ? "IPv6" : "IPv4"} アドレスがありません。`,
	},
	doubt: {
		unread: ({ action }) => `確認には ${action} の許可が必要です。`,
		beyond: ({ via }) => `経路上の ${"id" in via ? via.id : "VPC"} から先は確認できません。`,
		groups_partly: ({ groups }) =>
			`セキュリティグループ ${list(groups)} で許可されているのは、対象となるアドレスの一部のみです。`,
		acl_partly: ({ acl, subnet }) => `${subnet} のネットワーク ACL ${acl} で許可されているのは一部のみです。`,
		route_partly: ({ table }) => `${table} のルートにより、一部は別の宛先に向かいます。`,
		endpoint_policy: ({ endpoint }) =>
			`VPC エンドポイント ${endpoint} のポリシーで、すべてのアクセスが許可されているわけではありません。リクエストが許可されるかどうかは判定していません。`,
		stranger: () => "VPC 内のアドレスですが、何のアドレスかわかりません。",
		name: () => "名前は VPC 内で解決されるため、ここでは判定できません。IP アドレスを入力してください。",
		absent: () => "経路上のリソースが見つかりません。",
	},
	hop: {
		groups: ({ ids }) => list(ids),
		acl: ({ id }) => id,
		table: ({ id }) => id,
		via: ({ via }) => ("id" in via ? via.id : ""),
		endpoint: ({ id }) => id,
		interface: ({ id }) => id,
		internet: () => "インターネット",
		target: ({ id }) => id,
	},
	subnetKind: { public: "パブリック", private: "プライベート", isolated: "分離", unknown: "不明" },
	badge: {
		no_nat: () => "NAT ゲートウェイなし",
		nat_elsewhere: ({ zone }) => `別のゾーンの NAT ゲートウェイ (${zone})`,
		few_addresses: ({ needed }) => `空きアドレスが ${needed} 個未満`,
		blackhole: ({ to }) => `ブラックホールルート: ${to}`,
		zone_refused: () => "VPC コネクタ非対応のアベイラビリティーゾーン",
	},
	unfit: {
		other_addresses: "選択済みのサブネットとアドレスタイプが異なります",
		no_v4: "IPv4 アドレスがありません",
		zone_refused: "このアベイラビリティーゾーンは VPC コネクタに対応していません",
	},
	note: {
		one_zone: ({ zone }) =>
			`すべてのサブネットが ${zone} にあります。このゾーンに障害が発生すると通信できなくなります。複数のアベイラビリティーゾーンのサブネットを選択してください。`,
		mixed_addresses: () =>
			"IPv4 のみのサブネットとデュアルスタックのサブネットが混在しています。App Runner では、どちらかに揃える必要があります。",
		few_addresses: ({ free, needed }) =>
			`空きアドレスは ${free} 個ですが、最大 ${needed} 個必要です。デプロイ中は、新しいインスタンスと古いインスタンスが同時に実行されます。`,
	},
	via: {
		local: "VPC 内",
		internet_gateway: "インターネットゲートウェイ",
		egress_only_gateway: "Egress-Only インターネットゲートウェイ",
		nat: "NAT ゲートウェイ",
		endpoint: "VPC エンドポイント",
		peering: "ピアリング接続",
		transit_gateway: "Transit Gateway",
		virtual_gateway: "仮想プライベートゲートウェイ",
		interface: "ネットワークインターフェイス",
		other: "その他",
	},
};

export const network: Text["network"] = {
	title: "ネットワーク",
	text: "サービスからコネクタのサブネットを経て、宛先までの経路です。項目にポインタを合わせると、そこを通る経路が強調されます。",
	chooseText: "サブネットをクリックして選択します。項目にポインタを合わせると、そこを通る経路が強調されます。",
	picture: "図",
	table: "表",
	shownAs: "表示形式",
	yourService: "サービス",
	newConnector: "新しいコネクタ",
	serviceWord: "App Runner サービス",
	connectorWord: "VPC コネクタ",
	defaultGroup: "デフォルトのセキュリティグループ",
	subnetsChosen: (count) => `サブネット ${count} 個`,
	more: (count) => `他 ${count} 件`,
	usedBy: (connectors) => `${connectors.join("、")} が使用中`,
	instances: (addresses, more) => `インスタンス: ${addresses.join("、")}${more > 0 ? ` ほか ${more} 個` : ""}`,
	free: (count) => `空きアドレス ${count} 個`,
	localOnly: "VPC 内のみ",
	mainTable: "メインルートテーブル",
	unusable: "使用不可",
	blackhole: "ブラックホール",
	controls: "ズーム",
	zoomIn: "拡大",
	zoomOut: "縮小",
	fit: "全体を表示",
	chooseVpc: "VPC を選択すると、サブネットが表示されます。",
	empty: "この VPC にはサブネットがありません。",
	verdicts: "判定",
	zone: "アベイラビリティーゾーン",
	subnet: "サブネット",
	kind: "タイプ",
	addresses: "アドレス",
	routes: "ルートテーブル",
	remarks: "備考",
	chosen: "選択済み",
	choose: (subnet) => `${subnet} を選択`,
	unread: "一部を表示できません。次の許可が必要です:",
	enlarge: "図を大きく表示",
	export: "エクスポート",
	saveSvg: "SVG で保存",
	savePng: "PNG で保存",
	copyMermaid: "Mermaid 形式でコピー",
	saved: (file) => `${file} に保存しました`,
	notSaved: "図を保存できませんでした",
	pictureOf: (vpc) => `${vpc} のネットワーク`,
	groupsTitle: "セキュリティグループのルール",
	groupOfConnector: (name, id) => `${name} (${id}): コネクタ`,
	groupOf: (name, id, databases) => `${name} (${id}): ${databases}`,
	nothingOut: "アウトバウンドは何も許可されていません。",
	nothingIn: "インバウンドは何も許可されていません。",
	allTraffic: "すべてのトラフィック",
	notTcp: "TCP 以外のトラフィック",
	tcp: (from, to) => {
		if (from === 0 && to === 65_535) return "すべてのポートの TCP";
		return from === to ? `TCP ポート ${from}` : `TCP ポート ${from}～${to}`;
	},
	anywhere: "すべてのアドレス",
	bearers: (group) => `セキュリティグループ ${group} を持つリソース`,
	letsOut: (what, where) => `${where}への${what}を許可します。`,
	letsIn: (what, where) => `${where}からの${what}を許可します。`,
	cost: "アウトバウンド通信の料金",
	costText:
		"us-east-1 の料金に基づく例です。他のリージョンでは少し異なります。アベイラビリティーゾーン間のデータ転送には別途料金がかかります。",
	costNat: (nat, month, gb) => `NAT ゲートウェイ ${nat}: 月額 ${month}、1 GB あたり ${gb}`,
	costEndpoint: (zones, month, gb) =>
		`代替: AWS API ごとのインターフェイスエンドポイント (アベイラビリティーゾーン ${zones} 個で月額 ${month}、1 GB あたり ${gb})。S3 と DynamoDB には、無料のゲートウェイエンドポイントを使用できます。`,
};

export const reach: Text["reach"] = {
	title: "到達性",
	text: "コネクタを使用すると、アプリケーションからの通信はすべて VPC を経由します。ネットワークの設定に基づく判定で、パケットは送信しません。",
	to: "宛先",
	verdict: "判定",
	way: "経路",
	internet: "インターネット",
	internetText: "HTTPS、IPv4",
	service: (name) => `AWS API: ${name}`,
	database: (id, engine) => `${id} (${engine})`,
	reachable: "到達可能",
	blocked: "到達不可",
	unknown: "判定できません",
	inSubnet: (subnet) => `${subnet} から:`,
	noDatabases: "データベースは表示されていません。表示には次の許可が必要です:",
	choose: "サブネットを選択すると、到達性が表示されます。",
	another: "宛先を追加",
	anotherText: "IP アドレス (VPC 内も可)、データベースのホスト名、または sqs などの AWS API を入力してください。",
	useHost: (host) => `${host} を使用`,
	port: "TCP ポート",
	add: "追加",
	allowOn: (port, group) => `${group} でポート ${port} を許可…`,
	allowNeedsGroup: "コネクタに専用のセキュリティグループがあれば、ここから許可できます。",
	allowTitle: (group, port) => `コネクタから ${group} へのポート ${port} を許可しますか?`,
	allowText:
		"セキュリティグループにルールを追加します。コネクタのセキュリティグループからの接続が許可されます。あとで元に戻せます。",
	allow: "許可",
	allowing: "ルールを追加しています",
	allowed: "ルールを追加しました。すぐに接続できます。",
	notAllowed: "ルールを追加できませんでした",
	notAllowedText: "何も変更されていません。理由は次のとおりです。",
	again: "ネットワークを再確認",
	at: (time) => `${time} 時点`,
};

export const database: Text["database"] = {
	open: "データベースに接続",
	title: "データベースに接続",
	database: "データベース",
	databaseText: "このアカウントとリージョンにある Amazon RDS のデータベースです。",
	choose: "データベースを選択",
	find: "データベースを検索",
	empty: "Amazon RDS のデータベースはありません。",
	refresh: "データベースを更新",
	way: "使用する VPC コネクタ",
	connector: (name) => name,
	newConnector: (name) => `新しいコネクタ: ${name}`,
	places: (subnets, groups) =>
		`データベースの VPC のサブネット ${subnets} 個、セキュリティグループ: ${groups.length === 0 ? "VPC のデフォルト" : groups.join("、")}`,
	noWay: "データベースの VPC に、コネクタで使用できるプライベートサブネットがありません。",
	variables: "環境変数",
	url: "接続 URL を 1 つにまとめる",
	urlText: "PASSWORD をパスワードに置き換えてから、値をシークレットとして保存してください。",
	parts: "項目ごとに分ける",
	partsText: "パスワードを入力してから、シークレットとして保存してください。",
	partsSecret:
		"パスワードは、Amazon RDS が管理するシークレットから読み取られます。RDS はデフォルトで 7 日ごとにパスワードを変更するため、変更後はサービスを再デプロイしてください。",
	byHand: "設定ファイルを使用する場合、環境変数は apprunner.yaml で設定します。次の行をコピーしてください。",
	submit: "適用",
};

export const newGroup: Text["newGroup"] = {
	open: "セキュリティグループを作成",
	vpcFirst: "先に VPC を選択してください。",
	title: "セキュリティグループを作成",
	text: "アウトバウンドトラフィックをすべて許可し、インバウンドトラフィックを許可しないセキュリティグループです。VPC コネクタにはこれで十分です。接続先のセキュリティグループに、このグループからのインバウンドルールを追加してください。",
	create: "作成",
	nameFirst: "名前を入力すると、実行内容が表示されます。",
	making: "セキュリティグループを作成しています",
	made: "セキュリティグループを作成しました。",
	madeNotListed: "セキュリティグループを作成しましたが、まだ EC2 の一覧に表示されていません。",
	again: "再確認",
	failed: "セキュリティグループを作成できませんでした",
	failedText: "何も変更されていません。理由は次のとおりです。",
};
