import type { Text } from "../en";
import type { NetworkCodeWords } from "../words";

const list = (ids: string[]) => ids.join("、");

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
		internet: () => "インターネット",
		target: ({ id }) => id,
	},
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
	anotherText: "IP アドレス、データベースのホスト名、または sqs などの AWS API を入力してください。",
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
