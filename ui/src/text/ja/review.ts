import { resourceName, roleName } from "../arn";
import type { Text } from "../en";
import { bytesFormat, dayFormat } from "../format";
import type { BesideWords, LookWords } from "../words";

const bytes = bytesFormat("ja");
const day = dayFormat("ja");
const number = new Intl.NumberFormat("ja");

const sized = (size: number | null) =>
	size === null ? "サイズは不明です。" : `圧縮時のサイズは ${bytes(size)} です。`;
const imageMissing = ({ uri }: { uri: string }) =>
	`${uri} がリポジトリにありません。イメージをプッシュするか、存在するものを選択してください。`;
const otherPlatform = ({ platforms }: { platforms: string[] }) =>
	`イメージは ${platforms.join("、")} 用ですが、App Runner で実行できるのは linux/amd64 です。次のようにビルドし直してプッシュしてください。`;
const tooLarge = ({ bytes }: { bytes: number | null }) =>
	`${sized(bytes)}展開後のサイズとアプリケーションが書き込むデータの合計が 3 GB に収まる必要があります。小さいベースイメージを使用するか、ビルドでのみ必要なものを除いてください。`;
const untrusting = (principal: string) => (arn: string) =>
	`${roleName(arn)} の信頼ポリシーに ${principal} がないため、App Runner が使用できません。次のステートメントを追加するか、別のロールを選択してください。`;
const roleMissing = ({ arn }: { arn: string }) =>
	`${roleName(arn)} はこのアカウントのロールにありません。削除されている場合は別のロールを選択してください。別のアカウントのロールは拒否されます。`;
const rolesUnread = () => "このアカウントのロールを読み取れませんでした。";
const notAgreed = ({ arn }: { arn: string }) =>
	`${resourceName(arn)} は使用できません。まだ承認されていないか、削除されています。AWS の App Runner コンソールで「接続されたアカウント」を開いてハンドシェイクを完了するか、別の接続を選択してください。`;
const nameTaken = ({ name }: { name: string }) =>
	`「${name}」という名前のサービスがこのリージョンに既に存在します。別の名前を入力してください。`;
const quotaReached = ({ count, quota }: { count: number; quota: number }) =>
	`このリージョンには ${number.format(count)} 個のサービスがあります (デフォルトのクォータは ${number.format(quota)} 個)。クォータを引き上げていない場合は、サービスを削除するか、Service Quotas で引き上げをリクエストしてください。`;

const otherPort = ({ port, exposed }: { port: string; exposed: number[] }) =>
	`イメージはポート ${exposed.join("、")} で待ち受けると宣言していますが、サービスのポートは ${port} です。`;
const noCommand = () => "起動するコマンドがイメージにもサービスにもありません。開始コマンドを入力してください。";
const referencesMissing = ({ missing }: { missing: string[] }) =>
	`次のシークレットまたはパラメータが存在しません: ${missing.join("、")}`;
const referencesDenied = ({ denied }: { denied: string[] }) =>
	`インスタンスロールに次のものを読み取る権限がありません: ${denied.join("、")}。権限を追加するか、別のロールを選択してください。`;
const subnetsDoubtful = ({ free, needed, public: open }: { free: number; needed: number | null; public: string[] }) =>
	[
		...(open.length > 0
			? [
					`次のサブネットの経路はインターネットゲートウェイですが、App Runner のインターフェイスからは利用できません: ${open.join("、")}。`,
				]
			: []),
		...(needed !== null && needed > free
			? [
					`最大サイズでのデプロイには ${number.format(needed)} 個のアドレスが必要ですが、空きは ${number.format(free)} 個です。`,
				]
			: []),
	].join("");
const rightsMissing = ({ denied }: { denied: string[] }) =>
	`実行に必要な権限が不足しています。次のアクションの許可を管理者に依頼してください: ${denied.join("、")}`;

const look: LookWords = {
	image_found: {
		title: "イメージ",
		passed: ({ uri }) => `${uri} はリポジトリにあります。`,
		failed: imageMissing,
		doubtful: imageMissing,
		unknown: () => "パブリックイメージ、または別のアカウントやリージョンのイメージは、ここからは確認できません。",
	},
	image_platform: {
		title: "イメージのプラットフォーム",
		passed: ({ platforms }) => `${platforms.join("、")} 用のイメージです。`,
		failed: otherPlatform,
		doubtful: otherPlatform,
		unknown: () => "マニフェストにプラットフォームの記載がありません。App Runner で実行できるのは linux/amd64 です。",
	},
	image_size: {
		title: "イメージのサイズ",
		passed: ({ bytes }) => sized(bytes),
		failed: tooLarge,
		doubtful: tooLarge,
		unknown: () => "サイズは不明です。",
	},
	image_port: {
		title: "イメージのポート",
		passed: ({ port }) => `イメージはポート ${port} で待ち受けると宣言しています。`,
		failed: otherPort,
		doubtful: otherPort,
		unknown: () => "イメージに待ち受けるポートの記載がありません。",
	},
	image_command: {
		title: "イメージの起動",
		passed: () => "アプリケーションを起動するコマンドがあります。",
		failed: noCommand,
		doubtful: noCommand,
		unknown: () => "イメージに起動するコマンドがあるか不明です。",
	},
	access_role: {
		title: "ECR アクセスロール",
		passed: ({ arn }) => `App Runner は ${roleName(arn)} を引き受けることができます。`,
		failed: ({ arn }) => untrusting("build.apprunner.amazonaws.com")(arn),
		doubtful: roleMissing,
		unknown: rolesUnread,
	},
	instance_role: {
		title: "インスタンスロール",
		passed: ({ arn }) => `App Runner は ${roleName(arn)} を引き受けることができます。`,
		failed: ({ arn }) => untrusting("tasks.apprunner.amazonaws.com")(arn),
		doubtful: roleMissing,
		unknown: rolesUnread,
	},
	references: {
		title: "シークレットとパラメータ",
		passed: () => "環境変数が参照するものはすべて存在します。",
		failed: referencesMissing,
		doubtful: referencesMissing,
		unknown: () => "環境変数が参照するものが存在するか確認できませんでした。",
	},
	reference_rights: {
		title: "シークレットとパラメータの読み取り",
		passed: () => "インスタンスロールは、環境変数が参照するものをすべて読み取れます。",
		failed: referencesDenied,
		doubtful: referencesDenied,
		unknown: () => "インスタンスロールの読み取り権限を確認できませんでした。",
	},
	subnets: {
		title: "VPC コネクタのサブネット",
		passed: ({ free, needed }) =>
			needed === null
				? `空きアドレスは ${number.format(free)} 個です。`
				: `空きアドレスは ${number.format(free)} 個です (最大サイズでのデプロイに必要な数は ${number.format(needed)} 個)。`,
		failed: subnetsDoubtful,
		doubtful: subnetsDoubtful,
		unknown: () => "VPC コネクタのサブネットを読み取れませんでした。",
	},
	rights: {
		title: "実行に必要な権限",
		passed: () => "すべての処理を実行する権限があります。",
		failed: rightsMissing,
		doubtful: rightsMissing,
		unknown: () => "実行に必要な権限を確認できませんでした。",
	},
	connection: {
		title: "接続",
		passed: ({ arn }) => `${resourceName(arn)} を使用できます。`,
		failed: notAgreed,
		doubtful: notAgreed,
		unknown: () => "このアカウントの接続を読み取れませんでした。",
	},
	name: {
		title: "サービス名",
		passed: ({ name }) => `「${name}」はこのリージョンで使用できます。`,
		failed: nameTaken,
		doubtful: nameTaken,
		unknown: () => "このリージョンのサービスを読み取れませんでした。",
	},
	quota: {
		title: "サービスのクォータ",
		passed: ({ count, quota }) =>
			`このリージョンのサービスは ${number.format(count)} 個です (クォータ ${number.format(quota)} 個)。`,
		failed: quotaReached,
		doubtful: quotaReached,
		unknown: () => "このリージョンのサービスの数を確認できませんでした。",
	},
};

const beside: BesideWords = {
	outgoing_by_vpc: () => "VPC 経由の通信: NAT ゲートウェイの時間とデータ量、または VPC エンドポイント",
	interface_endpoint: ({ zones }) =>
		zones === 0
			? "新しい VPC インターフェイスエンドポイント: アベイラビリティーゾーンごとの時間とデータ量"
			: `新しい VPC インターフェイスエンドポイント: ${number.format(zones)} 個のアベイラビリティーゾーンの時間とデータ量`,
	web_acl: () => "ウェブ ACL が検査するリクエスト (AWS WAF)",
	secrets: ({ count }) => `Secrets Manager のシークレット ${number.format(count)} 個: 月額と読み取り回数`,
	kms_key: () => "KMS キー: 月額と使用回数",
	traces: () => "AWS X-Ray に記録されるトレース",
};

export const review: Text["wizard"]["review"] = {
	description: "設定と実行内容を確認します。まだ何も作成されていません。",
	edit: "編集",
	editStep: (step) => `${step}を編集`,
	stepTitle: (step, title) => `ステップ ${step}: ${title}`,
	plan: "実行内容",
	planText: "「作成とデプロイ」を選択すると、次の順に実行されます。",
	command: "AWS CLI コマンド",
	canUndo: "すべて元に戻せます。元に戻るのは、この変更で行った操作だけです。",
	cannotUndo: "一部は元に戻せません。",
	notes: "設定に関する注意事項",
	planning: "実行内容を準備しています",
	created: (name) => `${name} (新規作成)`,
	grant: (resource, target, access) => `${resource} ${target}: ${access}`,
	exports: {
		title: "実行内容のコード",
		text: "自分で実行する場合や、コードとして管理する場合に使用します。ほかのツールで作成したものは、そのツールで変更および削除してください。",
		script: {
			label: "AWS CLI",
			text: "すべてのステップを実行するシェルスクリプトです。",
			what: "スクリプト全体",
			copy: "スクリプトをコピー",
		},
		cloudformation: {
			label: "CloudFormation",
			text: "スタックのテンプレートです。ロールを作成する場合、スタックに CAPABILITY_NAMED_IAM が必要です。",
			what: "CloudFormation テンプレート",
			copy: "テンプレートをコピー",
		},
		terraform: {
			label: "Terraform",
			text: "プロバイダー hashicorp/aws 用の設定です。",
			what: "Terraform の設定",
			copy: "設定をコピー",
		},
	},
	preflight: {
		title: "作成前の確認",
		text: "数分後に失敗する可能性があるものを事前に確認します。確認しても何も変更されません。",
		looking: "AWS を確認しています",
		again: "もう一度確認",
		outcome: { passed: "問題なし", failed: "問題あり", doubtful: "要注意", unknown: "未確認" },
		command: "コマンド",
		policy: "信頼ポリシーのステートメント",
		someFailed: (count) =>
			`「作成前の確認」で問題が ${number.format(count)} 件見つかりました。このままではサービスが起動しない可能性がありますが、作成することはできます。`,
		look,
	},
	cost: {
		title: "1 か月の料金",
		text: "米ドル、税抜きです。",
		hours: "リクエストがある時間 (1 日あたり)",
		hoursText: "それ以外の時間はメモリのみ課金されます。",
		hoursValue: (hours) => `${hours} 時間`,
		instances: "同時にアクティブなインスタンス数",
		instancesText: "この時間にリクエストを処理するインスタンスの数です。",
		instancesInvalid: "1 以上の整数を入力してください。",
		total: "見込み額",
		idle: "アイドル: 常にプロビジョニングされるメモリ",
		active: "アクティブ: CPU と、追加のインスタンスのメモリ",
		automatic: "自動デプロイ",
		ceiling: "上限 (24 時間リクエストがある場合)",
		build: "ビルド (別途)",
		perMinute: (price) => `1 分あたり ${price}`,
		reckoning: "料金を計算しています",
		provisioned: (count) => `常に ${number.format(count)} 個のインスタンスがプロビジョニングされるものとしています。`,
		provisionedUnknown:
			"選択した Auto Scaling 設定が常にプロビジョニングするインスタンス数はここでは不明なため、1 個としています。",
		published: (checked) => `AWS が公開している料金です (${day(checked)} 時点)。`,
		estimated: (checked) =>
			`概算です (${day(checked)} 時点)。AWS 以外の情報や、このリージョンの AWS Fargate の料金をもとにしています。実際の請求額とは多少異なることがあります。`,
		elsewhere:
			"データ転送、NAT ゲートウェイ、ログ、イメージの保存、シークレットなど、ほかのサービスの料金は含まれません。",
		beside,
		unknown: "このリージョンの料金は不明です。",
	},
};
