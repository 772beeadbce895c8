import { webAclName } from "../arn";
import { dayFormat } from "../format";
import { changeOf } from "../place";
import type { CodeWords } from "../words";
import { boundsCodes } from "./bounds";
import { wireCodes } from "./connection";
import { failures } from "./failures";
import { fileCodes } from "./file";
import { networkCodes } from "./network";
import { profileCodes } from "./profiles";

const number = new Intl.NumberFormat("ja");
const day = dayFormat("ja");

const PROVIDERS: CodeWords["provider"] = { github: "GitHub", bitbucket: "Bitbucket" };

export const codes: CodeWords = {
	...failures,
	...boundsCodes,
	...fileCodes,
	...profileCodes,
	...wireCodes,
	...networkCodes,
	finding: {
		required: () => "必須項目です。",
		too_short: ({ min }) => `${min} 文字以上で入力してください。`,
		too_long: ({ max, length }) =>
			`${number.format(max)} 文字以内で入力してください。現在は ${number.format(length)} 文字です。`,
		name_characters: () => "使用できるのは英数字、ハイフン (-)、アンダースコア (_) です。先頭は英数字にしてください。",
		role_name_characters: () => "使用できるのは英数字と + = , . @ - _ です。",
		not_a_number: () => "整数を入力してください。",
		out_of_range: ({ min, max }) => `${number.format(min)}～${number.format(max)} の数値を入力してください。`,
		line_break: () => "コマンドは 1 行で入力してください。複数のコマンドは && でつなげます。",
		image_registry_unsupported: () =>
			"App Runner が取得できるのは Amazon ECR と Amazon ECR Public のイメージのみです。先にどちらかへプッシュしてください。",
		image_malformed: () => "イメージ URI が正しくありません。ホスト名より後のリポジトリ名とタグを確認してください。",
		image_is_private: () => "プライベートリポジトリのイメージです。プロバイダーに Amazon ECR を選択してください。",
		image_is_public: () => "パブリックギャラリーのイメージです。プロバイダーに Amazon ECR Public を選択してください。",
		image_tag_missing: () => "タグの指定がないため、「latest」を使用します。",
		image_of_other_account: ({ account }) =>
			`アカウント ${account} のイメージです。リポジトリポリシーで取得が許可されている必要があり、デプロイは手動のみとなります。`,
		image_of_other_region: ({ region }) => `${region} のイメージです。使用できますが、デプロイに少し時間がかかります。`,
		automatic_not_possible: () => "自動デプロイを使用できるのは、自分のアカウントのイメージのみです。",
		automatic_with_digest: () => "ダイジェストは変わらないため、自動デプロイは開始されません。",
		not_a_role_arn: () => "IAM ロールの ARN を入力してください (例: arn:aws:iam::123456789012:role/my-role)。",
		role_name_taken: () =>
			"同じ名前の IAM ロールが既に存在します。そのロールを使用するか、別の名前を入力してください。",
		role_not_trusted: ({ principal }) =>
			`このロールの信頼ポリシーに ${principal} がないため、App Runner が使用できない可能性があります。`,
		trust_is_repaired: ({ principal }) =>
			`このロールの信頼ポリシーに ${principal} を追加します。現在信頼されているプリンシパルはそのままです。`,
		name_taken: () => "同じ名前のサービスが、このアカウントとリージョンに既に存在します。",
		memory_not_for_cpu: () => "選択した CPU では、このメモリサイズは使用できません。",
		not_a_connection: () => "この接続は、このアカウントとリージョンに存在しません。一覧から選択してください。",
		connection_pending: () =>
			"この接続は承認を待っています。AWS の App Runner コンソールで「接続されたアカウント」を開き、ハンドシェイクを完了してください。",
		not_a_repository: () => "リポジトリの URL を入力してください (例: https://github.com/owner/name)。",
		directory_not_absolute: () => "ディレクトリはスラッシュ (/) で始めてください。/ がリポジトリのルートです。",
		runtime_ended: ({ since }) => `このランタイムは ${day(since)} 以降、新しいサービスには使用できません。`,
		start_command_missing: () =>
			"アプリケーションを起動するコマンドがありません。npm start などのコマンドを入力してください。",
		environment_name_reserved: () => "PORT は App Runner が設定します。代わりに「ポート」を変更してください。",
		environment_name_prefix: () => "AWSAPPRUNNER で始まる名前は、AWS の古いドキュメントで予約されています。",
		environment_name_unusual: () => "シェルから参照できない名前です。英数字とアンダースコアの使用をお勧めします。",
		looks_secret: () =>
			"機密情報のようです。プレーンテキストの値は、サービスを参照できるすべてのユーザーに見えます。Secrets Manager または Parameter Store に保存して参照してください。",
		not_a_secret: () =>
			"シークレットの ARN を入力してください (例: arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:name-AbCdEf)。",
		not_a_parameter: () => "パラメータの名前または ARN を入力してください。",
		reference_of_other_account: ({ account }) =>
			`アカウント ${account} のパラメータです。使用できるのは自分のアカウントのパラメータのみです。`,
		reference_needs_role: () => "読み取りにはインスタンスロールが必要ですが、設定されていません。",
		tracing_needs_role: () => "トレースの送信にはインスタンスロールが必要ですが、設定されていません。",
		not_a_grant_target: () => "リソースの名前または ARN を入力してください。",
		not_a_kms_key: () =>
			"KMS キーの ARN を入力してください (例: arn:aws:kms:ap-northeast-1:123456789012:key/1234abcd-…)。エイリアスは使用できません。",
		kms_key_of_other_region: ({ region }) => `${region} のキーです。サービスと同じリージョンのキーを指定してください。`,
		connector_alike: ({ name }) =>
			`${name} と同じサブネットとセキュリティグループです。同じ構成のコネクタは App Runner に拒否されることがあります。`,
		connector_name_taken: () =>
			"同じ名前の VPC コネクタが既に存在します。そのコネクタを使用するか、別の名前を入力してください。",
		not_in_vpc: ({ ids }) => `選択した VPC にありません: ${ids.join(", ")}。`,
		public_subnets: ({ ids }) =>
			`次のサブネットの経路はインターネットゲートウェイですが、App Runner のインターフェイスからは利用できません: ${ids.join(", ")}。NAT ゲートウェイへの経路があるプライベートサブネットを選択してください。`,
		no_way_out: () =>
			"インターネットへの経路があるサブネットがありません。インターネットや、VPC エンドポイントのない AWS サービスへのアクセスは失敗します。",
		zone_unsupported: ({ zones }) =>
			`App Runner は ${zones.join(", ")} の VPC コネクタに対応していません。別のゾーンのサブネットを選択してください。`,
		several_in_one_zone: ({ zones }) =>
			`サブネットはアベイラビリティーゾーンごとに 1 つで十分です。複数選択されています: ${zones.join(", ")}`,
		one_zone: () =>
			"すべてのサブネットが 1 つのアベイラビリティーゾーンにあります。そのゾーンに障害が発生すると通信できなくなります。",
		few_addresses: ({ needed, free }) =>
			`最大サイズでのデプロイには ${number.format(needed)} 個のアドレスが必要ですが、空きは ${number.format(free)} 個です。より大きいサブネットを選択するか、最大サイズを小さくしてください。`,
		not_a_web_acl: () =>
			"ウェブ ACL の ARN を入力してください (例: arn:aws:wafv2:ap-northeast-1:123456789012:regional/webacl/my-acl/1234abcd-…)。",
		web_acl_of_other_region: ({ region }) =>
			`${region} のウェブ ACL、または CloudFront 用のウェブ ACL です。サービスと同じリージョンのリージョナルのウェブ ACL を選択してください。`,
		web_acl_without_addresses: () =>
			"プライベートサービスでは、ウェブ ACL の送信元 IP アドレスに基づくルールは機能しません。代わりにエンドポイントのセキュリティグループを使用してください。",
		endpoint_unknown: () =>
			"このエンドポイントは使用できません。準備中、App Runner のリクエスト用ではない、またはこのアカウントとリージョンに存在しない可能性があります。一覧から選択してください。",
		subnets_share_zone: ({ zones }) =>
			`インターフェイスエンドポイントのサブネットは、アベイラビリティーゾーンごとに 1 つです。複数選択されています: ${zones.join(", ")}`,
		endpoint_needs_https: () =>
			"サービスを使用するクライアントからの HTTPS (ポート 443) を、これらのセキュリティグループで許可してください。",
		group_name_characters: () =>
			"使用できるのは、半角の英数字、スペース、. _ - : / ( ) # , @ [ ] + = & ; { } ! $ * のみです。",
		group_name_reserved: () => "sg- で始まる名前は AWS が予約しています。",
		group_name_taken: () => "この VPC には同じ名前のセキュリティグループがあります。",
		secret_name_characters: () =>
			"使用できるのは英数字、スラッシュ (/)、ハイフン (-)、アンダースコア (_)、ピリオド (.) です。シークレットの名前には + = @ も使用できます。",
		parameter_name_reserved: () => "aws または ssm で始まるパラメータ名は AWS によって予約されています。",
		default_security_group: () =>
			"セキュリティグループが選択されていないため、VPC のデフォルトのグループを使用します。",
		new_revision: () => "同じ名前の設定が既に存在するため、新しいリビジョンを作成します。",
		duplicate: () => "同じ名前の行が既にあります。",
		too_many: ({ max }) => `追加できるのは ${number.format(max)} 個までです。`,
		max_below_min: () => "最大サイズは最小サイズ以上にしてください。",
		path_without_slash: () => "パスはスラッシュ (/) で始めてください。",
		timeout_not_below_interval: () => "タイムアウトは間隔より短くすることをお勧めします。",
		tag_key_reserved: () => "aws: で始まるキーは AWS によって予約されています。",
		region_not_served: ({ region }) =>
			`${region} では App Runner を利用できません。別のリージョンに切り替えてください。`,
		service_quota_reached: ({ count }) =>
			`このリージョンには既に ${number.format(count)} 個のサービスがあります。デフォルトのクォータに達しているため、作成に失敗する可能性があります。`,
	},
	fix: {
		set_memory: ({ memory }) => `${number.format(Number(memory) / 1024)} GB に変更`,
		set_manual: () => "手動デプロイに変更",
		use_existing_role: () => "既存のロールを使用",
		repair_trust: () => "信頼ポリシーに App Runner を追加",
		set_port: ({ port }) => `ポート ${port} に変更`,
		set_secret_name: ({ name }) => `${name} に変更`,
		set_health_path: ({ path }) => `${path} に変更`,
		set_directory: ({ directory }) => `${directory} に変更`,
		create_instance_role: ({ name }) => `ロール ${name} を作成`,
	},
	action: {
		create_access_key: ({ user }) => `ユーザー **${user}** の新しいアクセスキーを作成し、キーチェーンに保存`,
		await_access_key: () => "新しいアクセスキーが AWS で有効になるまで待機",
		deactivate_access_key: ({ user, access_key_id }) => `${user} の古いアクセスキー **${access_key_id}** を無効化`,
		delete_access_key: ({ user, access_key_id }) => `${user} のアクセスキー **${access_key_id}** を削除`,
		create_access_role: ({ name }) =>
			`App Runner が Amazon ECR からイメージを取得するための IAM ロール **${name}** を作成`,
		attach_access_policy: ({ role }) => `イメージ取得用の AWS 管理ポリシーをロール **${role}** にアタッチ`,
		create_instance_role: ({ name }) => `実行中のアプリケーション用の IAM ロール **${name}** を作成`,
		put_instance_policy: ({ role }) => `アプリケーションに必要な権限のみをロール **${role}** に付与`,
		repair_trust: ({ role }) => `ロール **${role}** の信頼ポリシーに App Runner を追加`,
		create_observability: ({ name }) => `AWS X-Ray でトレースするオブザーバビリティ設定 **${name}** を作成`,
		create_connection: ({ name, provider }) => `${PROVIDERS[provider]} への接続 **${name}** を作成`,
		create_connector: ({ spec }) => `VPC コネクタ **${spec.name}** を作成`,
		create_auto_scaling: ({ spec }) => `Auto Scaling 設定 **${spec.name}** を作成`,
		create_group: ({ name, vpc }) => `${vpc} にセキュリティグループ **${name}** を作成`,
		allow_inbound: ({ name, port, from_name }) =>
			`セキュリティグループ **${name}** に、**${from_name}** からの TCP ポート ${port} を許可するルールを追加`,
		use_connector: ({ name }) => `**${name}** の通信を新しい VPC コネクタに切り替え`,
		await_connector: ({ name }) => `**${name}** が新しい VPC コネクタで実行中になるまで待機`,
		delete_connector: ({ name }) => `VPC コネクタ **${name}** を削除`,
		create_endpoint: ({ spec }) =>
			spec.name === null
				? `**${spec.vpc}** に VPC インターフェイスエンドポイントを作成`
				: `${spec.vpc} に VPC インターフェイスエンドポイント **${spec.name}** を作成`,
		await_endpoint: () => "VPC インターフェイスエンドポイントが使用可能になるまで待機",
		create_service: ({ spec }) => `App Runner サービス **${spec.name}** を作成`,
		await_running: () => "サービスが実行中になるまで待機",
		associate_web_acl: ({ arn }) => `ウェブ ACL **${webAclName(arn)}** をサービスに関連付け`,
		create_ingress: ({ spec }) =>
			spec.endpoint === null
				? `${spec.vpc} からサービスへの VPC Ingress 接続 **${spec.name}** を作成`
				: `${spec.vpc} の ${spec.endpoint} からサービスへの VPC Ingress 接続 **${spec.name}** を作成`,
		await_ingress: () => "VPC Ingress 接続が使用可能になるまで待機",
		set_access: ({ name, public: isPublic }) =>
			isPublic
				? `**${name}** をインターネットからアクセス可能に変更`
				: `**${name}** へのインターネットからのアクセスを停止`,
		await_access: ({ name }) => `**${name}** が再び実行中になるまで待機`,
		move_ingress: ({ name, after }) =>
			after.endpoint === null
				? `VPC Ingress 接続 **${name}** を新しいエンドポイントに切り替え`
				: `VPC Ingress 接続 **${name}** を ${after.endpoint} に切り替え`,
		await_move: () => "切り替え先で VPC Ingress 接続が使用可能になるまで待機",
		change_endpoint: ({ name, before, after }) =>
			`VPC インターフェイスエンドポイント **${name}** を変更 (${changeOf(before, after)
				.map(({ added, ids }) => `${added ? "追加" : "関連付けを解除"}: ${ids.join(", ")}`)
				.join(" / ")})`,
		await_endpoint_change: () => "VPC インターフェイスエンドポイントが再び使用可能になるまで待機",
		probe: ({ name, before }) => `**${name}** が引き続き応答することを確認 (変更前: HTTP ${before})`,
		delete_endpoint: ({ name }) => `VPC インターフェイスエンドポイント **${name}** を削除`,
		delete_ingress: ({ name }) => `VPC Ingress 接続 **${name}** を削除し、完了を待つ`,
		create_secret: ({ name }) => `Secrets Manager にシークレット **${name}** を作成`,
		put_parameter: ({ name }) => `SSM Parameter Store に暗号化パラメータ **${name}** を作成`,
		delete_service: ({ name }) => `App Runner サービス **${name}** を削除`,
		await_gone: () => "サービスの削除が完了するまで待機",
	},
	undo: {
		delete_access_key: "古いアクセスキーの使用に戻し、新しいアクセスキーを削除",
		activate_access_key: "アクセスキーを再度有効化",
		delete_role: "ロールを削除",
		detach_policy: "ポリシーをデタッチ",
		delete_policy: "ポリシーを削除",
		restore_trust: "信頼ポリシーを元の内容に戻す",
		delete_observability: "オブザーバビリティ設定を削除",
		delete_connector: "VPC コネクタを削除",
		delete_connection: "接続を削除",
		delete_auto_scaling: "Auto Scaling 設定を削除",
		delete_endpoint: "VPC インターフェイスエンドポイントを削除",
		disassociate_web_acl: "ウェブ ACL の関連付けを解除",
		delete_ingress: "VPC Ingress 接続を削除",
		restore_access: "アクセス元の設定を元に戻す",
		restore_endpoint: "以前のサブネットとセキュリティグループに戻す",
		restore_ingress: "以前のエンドポイントに戻す",
		revoke_inbound: "ルールを削除",
		delete_group: "セキュリティグループを削除",
		restore_connector: "以前のコネクタに戻す",
		delete_secret: "シークレットをただちに削除",
		delete_parameter: "パラメータを削除",
		delete_service: "サービスを削除",
		nothing: "元に戻すものはありません",
		impossible: "元に戻せません",
	},
	field: {
		image_uri: "コンテナイメージの URI",
		connection: "接続",
		connection_name: "接続名",
		group_name: "セキュリティグループ名",
		repository: "リポジトリ",
		branch: "ブランチ",
		source_directory: "ソースディレクトリ",
		runtime: "ランタイム",
		build_command: "ビルドコマンド",
		trigger: "デプロイトリガー",
		access_role_name: "サービスロール名",
		access_role_arn: "既存のサービスロール",
		service_name: "サービス名",
		cpu: "仮想 CPU",
		memory: "メモリ",
		port: "ポート",
		start_command: "開始コマンド",
		environment_name: "環境変数の名前",
		environment_value: "環境変数の値",
		secret_name: "シークレットまたはパラメータの名前",
		secret_value: "シークレットの値",
		auto_scaling_arn: "Auto Scaling 設定",
		auto_scaling_name: "設定名",
		max_concurrency: "同時実行数",
		min_size: "最小サイズ",
		max_size: "最大サイズ",
		health_path: "パス",
		health_interval: "間隔",
		health_timeout: "タイムアウト",
		healthy_threshold: "正常のしきい値",
		unhealthy_threshold: "非正常のしきい値",
		instance_role_arn: "インスタンスロール",
		instance_role_name: "インスタンスロール名",
		grant_target: "インスタンスロールのリソース",
		kms_key_arn: "KMS キーの ARN",
		web_acl_arn: "ウェブ ACL",
		endpoint_id: "VPC インターフェイスエンドポイント",
		endpoint_name: "VPC インターフェイスエンドポイント名",
		endpoint_vpc: "VPC",
		endpoint_subnets: "サブネット",
		endpoint_security_groups: "セキュリティグループ",
		connector_arn: "VPC コネクタ",
		connector_name: "VPC コネクタ名",
		connector_vpc: "VPC",
		connector_subnets: "サブネット",
		connector_security_groups: "セキュリティグループ",
		observability_arn: "オブザーバビリティ設定",
		observability_name: "オブザーバビリティ設定名",
		endpoint_tag_key: "タグのキー",
		endpoint_tag_value: "タグの値",
		connector_tag_key: "タグのキー",
		connector_tag_value: "タグの値",
		tag_key: "タグのキー",
		tag_value: "タグの値",
	},
	status: {
		running: "実行中",
		paused: "一時停止中",
		operation_in_progress: "オペレーション進行中",
		create_failed: "作成失敗",
		delete_failed: "削除失敗",
		deleted: "削除済み",
	},
	operation: {
		create: "サービスの作成",
		deploy: "デプロイの開始",
		update: "サービスの更新",
		pause: "サービスの一時停止",
		resume: "サービスの再開",
		delete: "サービスの削除",
	},
	operationStatus: {
		pending: "保留中",
		in_progress: "進行中",
		succeeded: "成功",
		failed: "失敗",
		rollback_in_progress: "ロールバック中",
		rollback_succeeded: "未適用 (ロールバック済み)",
		rollback_failed: "ロールバック失敗",
	},
	runState: {
		running: "進行中",
		waiting_for_sign_in: "サインイン待ち",
		interrupted: "中断",
		failed: "失敗",
		succeeded: "成功",
		undoing: "元に戻しています",
		undo_failed: "元に戻せませんでした",
		undone: "元に戻しました",
		left: "そのまま終了",
	},
	stepState: {
		pending: "未開始",
		running: "進行中",
		waiting_for_iam: "新しいロールが AWS 全体に反映されるのを待っています",
		waiting_for_resource: "必要なリソースの準備が AWS で完了するのを待っています",
		waiting_for_rate: "AWS のリクエスト制限により待機中です。自動的に続行します",
		waiting_for_network: "AWS に接続できません。接続が回復すると自動的に続行します",
		waiting_for_sign_in: "サインインを待っています",
		done: "完了",
		failed: "失敗",
		unknown: "不明 (実行結果は再開時に確認します)",
		undoing: "元に戻しています",
		undone: "元に戻しました",
		undo_failed: "元に戻せませんでした",
	},
	ability: {
		busy: "別のオペレーションが進行中です。完了するまでお待ちください。",
		needs_running: "サービスの実行中のみ可能です。",
		needs_paused: "サービスの一時停止中のみ可能です。",
		deleted: "サービスは削除されています。",
	},
	automaticClosed: {
		ecr_public: "Amazon ECR Public のイメージは手動でのみデプロイできます。",
		other_account: "別のアカウントのイメージは手動でのみデプロイできます。",
	},
	provider: PROVIDERS,
	runtime: {
		python311: "Python 3.11",
		nodejs22: "Node.js 22",
		corretto11: "Java (Amazon Corretto 11)",
		corretto8: "Java (Amazon Corretto 8)",
		nodejs18: "Node.js 18",
		nodejs16: "Node.js 16",
		nodejs14: "Node.js 14",
		nodejs12: "Node.js 12",
		python3: "Python 3.7 および 3.8",
		dotnet6: "Microsoft .NET 6",
		go1: "Go 1.18",
		ruby31: "Ruby 3.1",
		php81: "PHP 8.1",
	},
	variableSource: {
		plain: "プレーンテキスト",
		secrets_manager: "Secrets Manager",
		parameter_store: "SSM Parameter Store",
	},
	grantResource: { dynamodb_table: "DynamoDB テーブル", s3_bucket: "S3 バケット", sqs_queue: "SQS キュー" },
	access: {
		dynamodb_table: { read: "読み取り", read_write: "読み取りと書き込み" },
		s3_bucket: { read: "読み取り", read_write: "読み取りと書き込み" },
		sqs_queue: { read: "受信", read_write: "受信と送信" },
	},
	wayOut: {
		internet_gateway: "インターネットゲートウェイ",
		nat: "NAT ゲートウェイ",
		none: "経路なし",
		unknown: "経路不明",
	},
	keyUnusable: {
		not_enabled: "無効、削除待ち、またはキーマテリアルのインポート待ちのキーです。",
		not_symmetric: "対称暗号化キーではないため、App Runner では使用できません。",
		unknown: "キーの種類を読み取れませんでした。",
	},
	leftOut: {
		private_endpoint:
			"コピー元はプライベートなサービスですが、エンドポイントが不明か、別のアカウントまたはリージョンにあります。エンドポイントを選択または作成してください。",
		runtime: "コピー元のランタイムは新しいサービスに使用できません。別のランタイムを選択してください。",
		source: "コピー元のサービスのソースを取得できませんでした。ソースを選択してください。",
		connection:
			"ソースコードへの接続が別のアカウントまたはリージョンにあります。接続を選択するか、新規に追加してください。",
		auto_scaling: "コピー元の Auto Scaling 設定の値を読み取れませんでした。アカウントのデフォルトの設定を使用します。",
		kms_key:
			"KMS キーが別のアカウントまたはリージョンにあります。別のキーを選択しない場合は AWS 所有のキーを使用します。",
		connector:
			"VPC コネクタのサブネットが別のアカウントまたはリージョンにあります。新しいコネクタのサブネットを選択してください。",
		web_acl: "ウェブ ACL が別のアカウントまたはリージョンにあります。別のウェブ ACL を選択しない場合は使用しません。",
		instance_role:
			"インスタンスロールが別のアカウントにあります。参照するシークレットとパラメータを読み取れる新しいロールを作成します。ほかに必要な権限は追加してください。",
		references:
			"シークレットとパラメータが別のアカウントまたはリージョンにあります。このアカウントとリージョンのものを指定してください。",
	},
	preset: {
		small_api: { title: "小規模な API", body: "最小サイズ、HTTP ヘルスチェック" },
		flask: { title: "Flask アプリケーション", body: "Flask の標準ポートを使用" },
		nextjs: { title: "Next.js アプリケーション", body: "標準ポートを使用し、すべてのアドレスで待ち受け" },
		private_postgres: {
			title: "PostgreSQL を使用するプライベートサービス",
			body: "VPC からのみアクセス可能、データベースも VPC 内",
		},
	},
	link: {
		service: "サービスを開く",
		console_service: "AWS コンソールで表示",
		console_connections: "AWS コンソールの「接続されたアカウント」",
		availability: "AWS のお知らせを読む",
		guide: "App Runner デベロッパーガイド",
		pricing: "App Runner の料金",
	},
	wizardStep: {
		source: "ソースおよびデプロイ",
		build: "ビルドを設定",
		service: "サービスを設定",
		review: "確認および作成",
	},
};
