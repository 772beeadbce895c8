import type { Text } from "../en";
import { dayFormat } from "../format";
import type { FileCodeWords } from "../words";

const day = dayFormat("ja");

const fileKind: FileCodeWords["fileKind"] = {
	list: "リスト (1 行に 1 項目、先頭にハイフン)",
	map: "キーと値",
	text: "文字列",
	number: "数値 (引用符なし)",
};
const reading: FileCodeWords["reading"] = {
	number: "数値",
	boolean: "真偽値",
	date: "日付",
	nothing: "値なし",
};
const meant = (nearest: string | null) => (nearest === null ? "" : `${nearest} の間違いではありませんか?`);

export const fileCodes: FileCodeWords = {
	fileKind,
	reading,
	severity: { error: "エラー", warning: "警告", advice: "アドバイス" },
	notTaken: {
		pre_build: "ビルド前のコマンド (pre-build)",
		post_build: "ビルド後のコマンド (post-build)",
		build_environment: "ビルド時の環境変数 (build.env)",
		runtime_version: "ランタイムのバージョン (runtime-version)",
		pre_run: "最終イメージでのコマンド (pre-run)",
		port_variable: "ポート用の追加の環境変数 (network.env)",
	},
	fileFinding: {
		empty: () => "ファイルが空です。",
		not_yaml: ({ column }) =>
			`${column} 文字目で YAML として読み取れなくなりました。この行と前の行のインデント、引用符、括弧を確認してください。`,
		tab_indentation: () => "YAML のインデントにタブは使用できません。スペースを使用してください。",
		several_documents: () =>
			"ここから別のドキュメントが始まりますが、App Runner には読み取られません。--- 以降を削除してください。",
		duplicate_key: ({ key }) => `${key} が重複しています。どちらか一方を削除してください。`,
		missing_key: ({ key }) => `必須のキー ${key} がありません。`,
		unknown_key: ({ key, nearest }) => `${key} は App Runner で使用できないキーです。${meant(nearest)}`,
		misplaced: ({ key, place }) => `ここに ${key} を指定しても効果がありません。${place} に指定してください。`,
		wrong_kind: ({ expected }) => `${fileKind[expected]}で指定してください。`,
		environment_is_map: () =>
			"環境変数はリストで、名前と値をそれぞれ指定してください (例: - name: LOG_LEVEL、次の行に value: info)。",
		must_be_quoted: ({ value, read_as }) =>
			`YAML では${reading[read_as]}として読み取られます。文字列にするには引用符で囲んでください: "${value}"`,
		blank: () => "値を指定してください。",
		version_unknown: () => "ファイルのバージョンは 1.0 を指定してください。",
		runtime_unknown: ({ name, nearest }) => `${name} というランタイムはありません。${meant(nearest)}`,
		runtime_ended: ({ since }) => `このランタイムは ${day(since)} 以降、新しいサービスには使用できません。`,
		not_a_version: () => "バージョンは 22.21 のように、数字とドットで指定してください。",
		version_of_other_runtime: ({ expected }) =>
			`選択したランタイムのバージョンではありません。${expected} で始まるバージョンを指定してください。`,
		pre_run_unsupported: () => "このランタイムでは pre-run を使用できません。コマンドを build に移動してください。",
		other_command_name: ({ command, name }) =>
			`Python 3.11 には ${command} コマンドがありません。${name} を使用してください。`,
		packages_left_behind: () =>
			"このビルドで残るのは /app だけですが、pip は別の場所にインストールします。run.pre-run でもこのコマンドを実行するか、--target で /app にインストールしてください。",
		not_a_port: () => "1～65535 のポートを指定してください。",
		line_break: () =>
			"コマンドは 1 行で指定してください。複数のコマンドは && でつなげるか、リストの項目に分けてください。",
		port_reserved: () => "PORT は App Runner が設定します。ポートを変更するには run.network.port を指定してください。",
		duplicate_variable: ({ name }) => `環境変数 ${name} が重複しています。`,
		not_a_reference: () =>
			"シークレットの ARN、またはパラメータの ARN か名前 (例: /my-app/database-url) を指定してください。",
		looks_secret: () =>
			"機密情報の可能性があります。リポジトリを参照できるすべてのユーザーに見えるため、Secrets Manager または Parameter Store に保存し、run.secrets から参照してください。",
	},
};

export const file: Text["wizard"]["file"] = {
	place: (path, branch) => `App Runner は、ブランチ **${branch}** の **${path}** を読み取ります。`,
	placeWithoutBranch: (path) => `App Runner は **${path}** を読み取ります。`,
	placeText:
		"ファイル名は正確に一致している必要があります。リポジトリは変更されません。完成したら、内容をコピーしてリポジトリに保存してください。",
	text: "内容",
	textDescription: "入力、貼り付け、またはファイルを開くことができます。入力中に内容を確認します。",
	open: "ファイルを開く",
	tooLarge: "apprunner.yaml としては大きすぎるファイルです。",
	unreadable: "ファイルを読み込めませんでした。",
	example: "例から始める",
	fromSettings: "現在の設定から始める",
	empty: "問題点とファイルの設定内容がここに表示されます。",
	checking: "ファイルを確認しています",
	findings: "確認結果",
	none: "問題は見つかりませんでした。",
	errors: (count) => `エラー ${count} 件`,
	warnings: (count) => `警告 ${count} 件`,
	advice: (count) => `アドバイス ${count} 件`,
	more: (count) => `ほか ${count} 件`,
	line: (line) => `${line} 行目`,
	whole: "ファイル全体",
	goTo: (line) => `${line} 行目に移動`,
	summary: "ファイルの設定内容",
	runtimeVersion: (runtime, version) => `${runtime} (バージョン ${version})`,
	preBuild: "ビルド前のコマンド",
	build: "ビルドコマンド",
	postBuild: "ビルド後のコマンド",
	preRun: "最終イメージでのコマンド",
	portAlso: (port, variable) => `${port} (${variable} にも設定)`,
	buildVariables: "ビルド時の環境変数",
	variables: "環境変数",
	notTaken: "次の設定はファイルでのみ指定できます。この設定をウィザードで使用すると失われます。",
	use: "この設定をウィザードで使用",
	used: "ファイルの設定をウィザードに取り込みました",
	usedWithout: "ファイルでのみ指定できるものを除き、ファイルの設定をウィザードに取り込みました",
};
