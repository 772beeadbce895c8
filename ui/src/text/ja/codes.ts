import type { CodeWords } from "../words";

const number = new Intl.NumberFormat("ja");

export const codes: CodeWords = {
	finding: {
		required: () => "値を入力してください。",
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
		name_taken: () => "同じ名前のサービスが、このアカウントとリージョンに既に存在します。",
		memory_not_for_cpu: () => "選択した CPU では、このメモリサイズは使用できません。",
		environment_name_reserved: () => "PORT は App Runner が設定します。代わりに「ポート」を変更してください。",
		environment_name_prefix: () => "AWSAPPRUNNER で始まる名前は、AWS の古いドキュメントで予約されています。",
		environment_name_unusual: () => "シェルから参照できない名前です。英数字とアンダースコアの使用をお勧めします。",
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
		set_health_path: ({ path }) => `${path} に変更`,
	},
	problem: {
		sign_in_expired: {
			title: "サインインの有効期限が切れています",
			body: () => "このプロファイルのサインインは無効になりました。何も変更されていません。",
		},
		credentials_missing: {
			title: "このプロファイルから認証情報を取得できません",
			body: ({ reason }) => `認証情報を読み込めませんでした: ${reason}`,
		},
		credentials_invalid: {
			title: "認証情報が正しくありません",
			body: () => "アクセスキーが間違っているか、無効化または削除されています。",
		},
		profile_unknown: {
			title: "プロファイルが見つかりません",
			body: ({ profile }) => `「${profile}」は AWS の設定ファイルにありません。`,
		},
		profile_runs_program: {
			title: "このプロファイルは外部プログラムを実行します",
			body: ({ profile }) =>
				`「${profile}」は外部プログラム (credential_process) から認証情報を取得します。このアプリケーションが許可なくプログラムを実行することはありません。`,
		},
		profiles_unreadable: { title: "AWS の設定ファイルを読み込めません", body: ({ reason }) => reason },
		endpoint_insecure: {
			title: "カスタムエンドポイントが安全ではありません",
			body: ({ url }) => `${url} は HTTPS でも、このコンピュータ上のアドレスでもないため、認証情報は送信されません。`,
		},
		account_closed: {
			title: "このアカウントでは App Runner を利用できません",
			body: () =>
				"AWS App Runner は新規のお客様の受け付けを終了しており、このアカウントには利用実績がありません。既に利用しているアカウントでは、引き続きサービスを作成できます。",
		},
		access_denied: {
			title: "この操作を実行する権限がありません",
			body: ({ action }) => `アクセス許可 ${action} がありません。`,
		},
		throttled: {
			title: "AWS によりリクエストが制限されています",
			body: () => "短時間に多くのリクエストが送信されました。",
		},
		unreachable: { title: "AWS に接続できません", body: () => "接続を確立できませんでした。" },
		timed_out: {
			title: "AWS からの応答がありません",
			body: () => "リクエストを送信しましたが、時間内に応答がありませんでした。",
		},
		clock_skew: {
			title: "このコンピュータの時刻がずれています",
			body: () => "時刻が数分以上ずれていると、AWS はリクエストを拒否します。",
		},
		server_failed: {
			title: "AWS 側でエラーが発生しました",
			body: () => "AWS 側の問題です。通常は時間をおくと解消します。",
		},
		answer_unreadable: {
			title: "応答を読み取れませんでした",
			body: () => "AWS から、このアプリケーションが解釈できない応答がありました。",
		},
		not_found: { title: "見つかりません", body: () => "既に削除された可能性があります。" },
		service_name_taken: {
			title: "サービス名は既に使用されています",
			body: ({ name }) => `「${name}」という名前のサービスが、このアカウントとリージョンに既に存在します。`,
		},
		role_name_taken: {
			title: "ロール名は既に使用されています",
			body: ({ name }) =>
				`「${name}」という名前の IAM ロールが既に存在します。そのロールを使用するか、別の名前を入力してください。`,
		},
		already_exists: { title: "既に存在します", body: () => "同じ名前のリソースが既に存在します。" },
		quota_exceeded: { title: "クォータに達しました", body: () => "このアカウントではこれ以上作成できません。" },
		account_restricted: {
			title: "このアカウントで作成できるサービスは 2 つまでです",
			body: () => "アカウントによっては、リージョンごとの App Runner サービスが 2 つに制限されています。",
		},
		role_not_assumable: {
			title: "App Runner がまだロールを引き受けられません",
			body: () =>
				"新しいロールが反映されるまで少し時間がかかります。続く場合は、ロールの信頼ポリシーを確認してください。",
		},
		invalid_state: {
			title: "現在この操作は実行できません",
			body: () => "別のオペレーションが進行中か、現在のステータスでは許可されていません。",
		},
		in_use: { title: "使用中です", body: () => "ほかのリソースで使用されています。" },
		request_refused: {
			title: "AWS がリクエストを拒否しました",
			body: () => "AWS からのメッセージは以下のとおりです。",
		},
		deployment_failed: {
			title: "デプロイに失敗しました",
			body: ({ diagnosis }) =>
				diagnosis === null
					? "ログからはまだ原因を特定できません。"
					: "サービスは作成されましたが、アプリケーションが起動しませんでした。",
		},
		deletion_failed: {
			title: "削除が完了しませんでした",
			body: () => "App Runner はサービスを完全には削除できませんでした。",
		},
		draft_invalid: {
			title: "修正が必要な設定があります",
			body: ({ findings }) =>
				`${findings.filter((finding) => finding.severity === "error").length} 件の設定にエラーがあります。`,
		},
		session_stale: {
			title: "セッションが更新されました",
			body: () => "このページを開いた後に認証情報が再読み込みされました。何も変更されていません。",
		},
		account_changed: {
			title: "アカウントが異なります",
			body: ({ expected, actual }) =>
				`この変更はアカウント ${expected} で開始されましたが、プロファイルは現在アカウント ${actual} のものです。何も変更されていません。`,
		},
		confirmation_mismatch: {
			title: "名前が一致しません",
			body: () => "入力された名前がサービス名と一致しません。何も変更されていません。",
		},
		plan_gone: {
			title: "実行内容が古くなっています",
			body: () => "もう一度読み込んで、現在の実行内容を確認してください。",
		},
		run_busy: { title: "この変更は実行中です", body: () => "現在、処理が進行しています。" },
		journal_unwritable: {
			title: "変更を記録できません",
			body: ({ reason }) => `変更は実行前に必ず記録されます。記録に失敗したため、次の処理は開始していません。${reason}`,
		},
		link_refused: { title: "リンクを開けませんでした", body: () => "ブラウザを起動できませんでした。" },
		internal: {
			title: "アプリケーションでエラーが発生しました",
			body: ({ reason }) => `予期しないエラーです: ${reason}`,
		},
	},
	remedy: {
		retry: () => "もう一度お試しください。",
		wait_and_retry: () => "しばらく待ってから、もう一度お試しください。",
		sign_in: () => "もう一度サインインしてください。ターミナルで次のコマンドを実行します。",
		switch_profile: () => "上部のバーで別のプロファイルに切り替えてください。",
		edit_profiles: () => "~/.aws/config または ~/.aws/credentials のプロファイルを修正してください。",
		grant_action: ({ action }) =>
			`${action} の許可を管理者に依頼してください。ポリシーステートメントの例は次のとおりです。`,
		check_network: () => "ネットワーク、VPN、プロキシ、ファイアウォールを確認してください。",
		set_clock: () => "このコンピュータの日付と時刻を合わせてください。",
		change_field: () => "設定を変更して、もう一度お試しください。",
		free_quota: () =>
			"不要なリソースを削除するか、Service Quotas コンソールでクォータの引き上げをリクエストしてください。",
		ask_support: () => "リクエスト ID を添えて AWS サポートに問い合わせてください。",
		use_other_account: () =>
			"既に App Runner を利用しているアカウントを使用するか、Amazon ECS Express Mode への移行を検討してください。",
		read_logs: () => "サービスのログを確認してください。",
		reload: () => "もう一度読み込んでください。",
		free_disk: () => "ディスクの空き容量を増やしてください。",
	},
	cause: {
		image_missing: {
			title: "イメージが存在しません",
			body: () =>
				"指定したタグまたはダイジェストがリポジトリにありません。イメージをプッシュするか、存在するものを選択してください。",
		},
		access_role_invalid: {
			title: "App Runner がアクセスロールを使用できません",
			body: () =>
				"ロールが build.apprunner.amazonaws.com を信頼し、Amazon ECR からの取得を許可している必要があります。ウィザードで新しいロールを作成するか、ロールを修正してください。",
		},
		port_mismatch: {
			title: "アプリケーションが別のポートで待ち受けています",
			body: ({ configured, listening }) =>
				`サービスの設定はポート ${configured} ですが、アプリケーションログによるとポート ${listening} で待ち受けています。サービスのポートを ${listening} に設定するか、アプリケーションが環境変数 PORT を使うようにしてください。`,
		},
		loopback_only: {
			title: "アプリケーションがループバックアドレスでのみ待ち受けています",
			body: () => "127.0.0.1 や localhost ではなく、0.0.0.0 で待ち受けるようにしてください。",
		},
		exec_format: {
			title: "別のプロセッサ用のイメージです",
			body: () =>
				"App Runner は x86-64 のイメージを実行します。次のようにビルドしてください: docker build --platform linux/amd64",
		},
		never_started: {
			title: "コンテナが起動しませんでした",
			body: () =>
				"アプリケーションログがないため、コンテナは一度も実行されていません。多くの場合、arm64 用のイメージが原因です。次のようにビルドしてください: docker build --platform linux/amd64",
		},
		container_exited: {
			title: "アプリケーションが終了しました",
			body: ({ exit_code }) =>
				exit_code === "137"
					? "終了コードは 137 です。メモリ不足の可能性があります。メモリを増やすか、アプリケーションログを確認してください。"
					: `終了コードは ${exit_code} です。原因はアプリケーションログで確認できます。`,
		},
		health_path_refused: {
			title: "ヘルスチェックのパスが成功を返しません",
			body: ({ path, status }) =>
				`${path} はステータス ${status} を返しました。200 を返すパスを指定するか、TCP のヘルスチェックを使用してください。`,
		},
		health_check_failed: {
			title: "ヘルスチェックに失敗しました",
			body: () =>
				"アプリケーションが時間内にポートで応答しませんでした。0.0.0.0 と設定したポートで待ち受けているか、起動に時間がかかりすぎていないかを確認してください。",
		},
		subnets_full: {
			title: "サブネットに空きアドレスがありません",
			body: () =>
				"VPC コネクタのサブネットに空きがありません。より大きいサブネットを使用するか、最大サイズを小さくしてください。",
		},
		build_failed: {
			title: "ビルドに失敗しました",
			body: () => "ビルドコマンドがエラーで終了しました。詳細はデプロイログで確認できます。",
		},
		other: { title: "デプロイに失敗しました", body: () => "ログの最初のエラーは次のとおりです。" },
	},
	action: {
		create_access_role: ({ name }) =>
			`App Runner が Amazon ECR からイメージを取得するための IAM ロール **${name}** を作成`,
		attach_access_policy: ({ role }) => `イメージ取得用の AWS 管理ポリシーをロール **${role}** にアタッチ`,
		create_auto_scaling: ({ spec }) => `Auto Scaling 設定 **${spec.name}** を作成`,
		create_service: ({ spec }) => `App Runner サービス **${spec.name}** を作成`,
		await_running: () => "サービスが実行中になるまで待機",
		delete_service: ({ name }) => `App Runner サービス **${name}** を削除`,
		await_gone: () => "サービスの削除が完了するまで待機",
	},
	undo: {
		delete_role: "ロールを削除",
		detach_policy: "ポリシーをデタッチ",
		delete_auto_scaling: "Auto Scaling 設定を削除",
		delete_service: "サービスを削除",
		nothing: "元に戻すものはありません",
		impossible: "元に戻せません",
	},
	field: {
		image_uri: "コンテナイメージの URI",
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
	profileKind: {
		sandbox: "内蔵 (AWS アカウント不要)",
		static_keys: "アクセスキー",
		sso: "IAM アイデンティティセンター",
		assume_role: "引き受けたロール",
		process: "外部プログラム",
		web_identity: "ウェブ ID",
		incomplete: "設定が不完全",
	},
	link: {
		service: "サービスを開く",
		console_service: "AWS コンソールで表示",
		availability: "AWS のお知らせを読む",
		guide: "App Runner デベロッパーガイド",
		pricing: "App Runner の料金",
	},
	wizardStep: {
		source: "ソースおよびデプロイ",
		service: "サービスを設定",
		review: "確認および作成",
	},
};
