import type { Text } from "../en";
import type { WireCodeWords } from "../words";

export const connection: Text["connection"] = {
	title: "ネットワーク",
	menu: "ネットワーク…",
	open: "ネットワーク設定",
	text: "このアプリケーションから AWS への接続方法です。すべてのプロファイルに適用されます。サンドボックスとこのコンピュータ上のエンドポイントではプロキシを使用しません。",
	proxy: "プロキシ",
	system: "システムの設定",
	environment: "環境変数",
	environmentText: "AWS CLI と同様に、HTTPS_PROXY と NO_PROXY を使用します。",
	manual: "手動",
	none: "プロキシなし",
	noneText: "AWS に直接接続します。",
	direct: "プロキシは設定されていません。",
	through: (proxy) => `設定値: ${proxy}`,
	throughWithPassword: (proxy) => `設定値: ${proxy} (ユーザー名あり)`,
	unfollowed: (why) => `${why}AWS には直接接続します。`,
	url: "アドレス",
	urlHint: "スキーム、ホスト、ポートを入力します (例: http://proxy.example.com:8080)。",
	except: "除外するホスト",
	exceptHint: "直接接続するホストをカンマ区切りで入力します (例: .corp.example.com, 10.0.0.0/8)。",
	ca: "証明書ファイル",
	caHint: "システムの証明書に加えて信頼する証明書 (PEM) です。会社のプロキシが通信内容を検査する環境で必要になります。",
	caSubjects: (count, names) => `使用中の証明書 ${count} 件: ${names}`,
	caElsewhere: {
		environment: (path) => `AWS_CA_BUNDLE で指定された ${path} が優先されます。`,
		profile: (path, name) => `プロファイル「${name}」の ca_bundle で指定された ${path} が優先されます。`,
	},
	test: "接続をテスト",
	testing: "接続をテストしています",
	testedDirect: (endpoint, ms) => `${endpoint} から ${ms} ミリ秒で応答がありました。`,
	testedThrough: (endpoint, ms, proxy) => `${proxy} を経由して、${endpoint} から ${ms} ミリ秒で応答がありました。`,
	save: "保存",
	strip: "接続状態",
	offline: (since) => `${since} から接続できません。`,
	readAt: (time) => `表示されている内容は ${time} 以前に取得したものです。`,
	clockStrip: "時刻",
	clockAhead: (minutes) =>
		`このコンピュータの時刻は ${minutes} 分進んでいます。AWS にリクエストを拒否される場合があります。システムの日付と時刻の設定で修正してください。`,
	clockBehind: (minutes) =>
		`このコンピュータの時刻は ${minutes} 分遅れています。AWS にリクエストを拒否される場合があります。システムの日付と時刻の設定で修正してください。`,
	stale: (time) => `更新できませんでした。表示されている内容は ${time} に取得したものです。`,
};

export const wireCodes: WireCodeWords = {
	proxyFault: {
		malformed: "プロキシのアドレスとして正しくありません (例: http://proxy.example.com:8080)。",
		no_port: "末尾にポートを指定してください (例: :8080)。",
		password:
			"ユーザー名とパスワードはここに保存できません。アプリケーションを起動する前に HTTPS_PROXY にこのアドレスを設定し、[環境変数] を選択してください。",
		socks: "SOCKS プロキシには対応していません。HTTP プロキシのアドレスを管理者に確認してください。",
		script:
			"プロキシ自動設定 (PAC) スクリプトには対応していません。AWS への接続に使用するプロキシを管理者に確認し、手動で入力してください。",
		scheme: "プロキシのアドレスは http:// または https:// で始まる必要があります。",
	},
	proxySource: {
		system: "システムの設定",
		environment: "HTTPS_PROXY または ALL_PROXY",
		manual: "このアプリケーションのネットワーク設定",
	},
	proxyRefusal: {
		sign_in:
			"プロキシがユーザー名とパスワードを要求しています。両方を含むアドレスを HTTPS_PROXY に設定し、ネットワーク設定で [環境変数] を選択してください。NTLM および Kerberos 認証には対応していません。",
		unreachable: "プロキシに接続できませんでした。社外のネットワークではプロキシが不要な場合があります。",
		closed:
			"プロキシが AWS へのリクエストを許可していません。amazonaws.com への接続を許可するよう管理者に依頼してください。",
	},
	caFault: {
		missing: () => "ファイルが見つかりません。",
		unreadable: ({ reason }) => `ファイルを読み込めません: ${reason}`,
		no_certificate: () => "ファイルに証明書が含まれていません。PEM 形式のファイルを指定してください。",
		bad_certificate: ({ number }) => `ファイルの ${number} 番目の証明書が壊れています。`,
	},
	caSource: {
		environment: () => "AWS_CA_BUNDLE",
		profile: ({ name }) => `プロファイル「${name}」の ca_bundle`,
		setting: () => "このアプリケーションのネットワーク設定",
	},
	certificateFault: {
		unknown_issuer:
			"証明書の発行者がこのコンピュータで信頼されていません。会社のプロキシが通信内容を検査している可能性があります。その認証局の証明書を入手し、ネットワーク設定でファイルを指定してください。",
		out_of_date: "このコンピュータの時刻では、証明書の有効期間外です。",
		wrong_host: "別のホストの証明書です。このコンピュータと AWS の間で、別のものが応答しています。",
		other: "このコンピュータと AWS の間で、別のものが応答している可能性があります。",
	},
};
