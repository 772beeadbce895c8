import { deviceName } from "../arn";
import { hostOf } from "../format";
import { type FailureWords, pinWords, refusalWords, words } from "../words";
import { boundsCodes } from "./bounds";
import { wireCodes } from "./connection";
import { profileCodes } from "./profiles";

export const failures: FailureWords = {
	problem: {
		keychain_unusable: {
			title: "システムのキーチェーンを使用できません",
			body: ({ state }) => `${profileCodes.keychainState[state].title}。${profileCodes.keychainState[state].body}`,
		},
		keychain_failed: {
			title: "システムのキーチェーンでエラーが発生しました",
			body: ({ reason }) => `キーチェーンからのメッセージ: ${reason}`,
		},
		key_gone: {
			title: "キーがキーチェーンにありません",
			body: ({ access_key_id }) =>
				`アクセスキー ${access_key_id} はキーチェーンから削除されています。もう一度追加するか、別のキーを使用してください。`,
		},
		key_malformed: {
			title: "アクセスキーの形式ではありません",
			body: ({ part }) => profileCodes.keyPart[part],
		},
		key_temporary: {
			title: "一時的なキーです",
			body: () => "一時的なキー (ASIA…) は自動的に失効するため保存されません。AKIA で始まるキーを使用してください。",
		},
		key_known: {
			title: "このキーは既にキーチェーンに保存されています",
			body: ({ access_key_id }) =>
				`${access_key_id} はキーチェーンのページに表示されています。そこからプロファイルを作成できます。`,
		},
		key_of_root: {
			title: "ルートユーザーのキーは置き換えられません",
			body: () =>
				"これはアカウントのルートユーザーのキーです。ルートユーザーの権限は制限できません。AWS は、このキーを削除し、代わりに IAM アイデンティティセンターまたはロールを使用することを推奨しています。",
		},
		keys_full: {
			title: "ユーザーには既に 2 つのアクセスキーがあります",
			body: ({ user, access_key_ids }) =>
				`1 人のユーザーが持てるアクセスキーは 2 つまでです。${user} には ${access_key_ids.join(" と ")} があります。使用していないキーを削除してから、もう一度お試しください。古いキーとして表示されている場合はここで、それ以外は IAM コンソールで削除できます。`,
		},
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
		person_needed: {
			title: "このプロファイルを使用するには操作が必要です",
			body: ({ need }) => {
				switch (need.kind) {
					case "sign_in":
						return `${hostOf(need.session.start_url)} の IAM アイデンティティセンターへの有効なサインインがありません。`;
					case "code":
						return `ロールを引き受けるには、MFA デバイス「${deviceName(need.device)}」のコードが必要です。`;
					case "program":
						return `「${need.profile}」は外部プログラム (credential_process) から認証情報を取得します。許可するまでプログラムは実行されません。`;
					case "login":
						return `「${need.profile}」は AWS CLI のコンソールサインイン (aws login) を使用しますが、有効なサインインがありません。`;
				}
			},
		},
		code_used: {
			title: "このコードは既に使用されています",
			body: () => "MFA デバイスのコードは 1 回のみ有効です。次のコードは 30 秒以内にデバイスに表示されます。",
		},
		code_refused: {
			title: "コードが受け付けられませんでした",
			body: () => "このデバイスのコードであること、入力時に表示されていたコードであることを確認してください。",
		},
		sign_in_refused: {
			title: "サインインが拒否されました",
			body: () => "ブラウザで拒否されたか、AWS により許可されませんでした。",
		},
		sign_in_too_late: {
			title: "サインインの有効期限が切れました",
			body: () => "時間内にブラウザでのサインインが完了しませんでした。",
		},
		sign_in_not_kept: {
			title: "サインインを保存できませんでした",
			body: ({ reason }) => `サインインしましたが、このコンピュータに保存できませんでした: ${reason}`,
		},
		sign_in_no_door: {
			title: "ブラウザからこのアプリケーションに戻れません",
			body: ({ reason }) => `このコンピュータでは、ブラウザからの応答を受け取れません: ${reason}`,
		},
		sign_in_gone: {
			title: "このサインインは終了しています",
			body: () => "既に完了したか、キャンセルされました。",
		},
		profile_faulty: {
			title: "このプロファイルの設定は正しくありません",
			body: ({ fault }) => words(profileCodes.chainFault, fault.code, fault),
		},
		read_only: {
			title: "読み取り専用に設定されています",
			body: ({ account }) =>
				`アカウント ${account} またはプロファイルが、このアプリケーションで読み取り専用に設定されています。何も変更されていません。`,
		},
		production_locked: {
			title: "本番環境はロックされています",
			body: ({ account }) =>
				`アカウント ${account} またはプロファイルが、このアプリケーションで本番環境に設定されています。何も変更されていません。`,
		},
		config_refused: {
			title: "変更できません",
			body: ({ refusal }) => words(profileCodes.editRefusal, refusal.code, refusal),
		},
		config_not_text: {
			title: "ファイルが UTF-8 のテキストではありません",
			body: ({ path }) => `${path} のほかの内容を損なわずに変更することができません。何も変更されていません。`,
		},
		config_not_own: {
			title: "ファイルの所有者が異なります",
			body: ({ path }) =>
				`${path} は別のユーザーが所有しているか、通常のファイルではありません。何も変更されていません。`,
		},
		config_changed: {
			title: "ファイルがほかで変更されました",
			body: ({ path }) => `${path} の内容が、確認した時点から変更されています。何も書き込まれていません。`,
		},
		config_unusable: {
			title: "ファイルの読み取りまたは書き込みができません",
			body: ({ path, reason }) => `ファイル ${path}: ${reason}`,
		},
		callers_unusable: {
			title: "プログラムはキーチェーンのアクセスキーを取得できません",
			body: ({ path, reason }) =>
				`許可したプログラムの一覧を読み書きできません。破損している場合は、${path} を削除してください。削除すると、各プログラムが次にアクセスキーを要求したときに、もう一度許可を求められます。${reason}`,
		},
		too_many_windows: {
			title: "開いているウィンドウが多すぎます",
			body: () => "新しいウィンドウを開くには、ほかのウィンドウを閉じてください。",
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
		offline: {
			title: "ネットワークに接続されていません",
			body: () => "何も開始されていません。接続を再確認しています。しばらくしてから、もう一度お試しください。",
		},
		proxy_malformed: {
			title: "プロキシを使用できません",
			body: ({ fault, source }) => `${wireCodes.proxySource[source]}で指定されています。${wireCodes.proxyFault[fault]}`,
		},
		proxy_refused: {
			title: "プロキシを経由して AWS に接続できません",
			body: ({ refusal }) => wireCodes.proxyRefusal[refusal],
		},
		ca_unusable: {
			title: "証明書ファイルを使用できません",
			body: ({ path, source, fault }) =>
				`${path} (${words(wireCodes.caSource, source.kind, source)}): ${words(wireCodes.caFault, fault.kind, fault)}`,
		},
		certificate_refused: {
			title: "AWS の証明書として提示された証明書を信頼できません",
			body: ({ fault }) => wireCodes.certificateFault[fault],
		},
		clock_wrong: {
			title: "このコンピュータの時刻がずれています",
			body: ({ minutes }) => {
				const refuses = "時刻が数分以上ずれていると、AWS はリクエストを拒否します。";
				if (minutes === null) return refuses;
				return `${Math.abs(minutes)} 分${minutes > 0 ? "進んで" : "遅れて"}います。${refuses}`;
			},
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
		creation_failed: {
			title: "AWS で作成に失敗しました",
			body: () => "AWS で作成が開始されましたが、その後失敗が報告されました。",
		},
		trust_changed: {
			title: "信頼ポリシーが変更されています",
			body: ({ role }) => `ロール「${role}」の信頼ポリシーが読み取り後に変更されたため、そのままにしました。`,
		},
		service_changed: {
			title: "サービスが変更されています",
			body: ({ name }) =>
				`「${name}」の VPC コネクタが計画後に変更されたため、そのままにしました。もう一度計画し直してください。`,
		},
		endpoint_in_use: {
			title: "VPC インターフェイスエンドポイントは使用中です",
			body: ({ services }) =>
				`次のサービスがこのエンドポイントを使用しています: ${services.join("、")}。先に別のエンドポイントに切り替えてください。`,
		},
		ingress_not_moved: {
			title: "VPC Ingress 接続を変更できませんでした",
			body: () => "App Runner が別のエンドポイントへの切り替えを開始しましたが、失敗しました。",
		},
		ingress_changed: {
			title: "VPC Ingress 接続が変更されています",
			body: ({ name }) => `この計画の作成後に「${name}」が別のエンドポイントに切り替えられたため、変更しませんでした。`,
		},
		nothing_to_change: {
			title: "変更する内容がありません",
			body: () => "既にこの設定になっています。",
		},
		endpoint_changed: {
			title: "VPC インターフェイスエンドポイントが変更されています",
			body: ({ name }) =>
				`「${name}」のサブネットまたはセキュリティグループが、この計画の想定と異なります。別の操作で変更された可能性があるため、以降の変更は行いませんでした。`,
		},
		subnets_gone: {
			title: "VPC インターフェイスエンドポイントを元に戻せません",
			body: ({ name, subnets }) =>
				`「${name}」の元のサブネットが存在しないか、空き IP アドレスがないため、現在の設定のままにしました: ${subnets.join("、")}。アドレスを空けてからもう一度試すか、エンドポイントを編集してください。`,
		},
		answers_worse: {
			title: "サービスが変更前のように応答しません",
			body: ({ name, before, now }) =>
				`「${name}」は変更前に HTTP ${before} を返していましたが、現在は${
					now === null ? "応答していません" : ` HTTP ${now} を返しています`
				}。新しい VPC コネクタ経由では、アプリケーションが必要な接続先に到達できない可能性があります。変更を元に戻すか、原因を解消してからもう一度試してください。`,
		},
		connector_in_use: {
			title: "VPC コネクタは使用中です",
			body: ({ services }) => `先に次のサービスを別のコネクタに切り替えてください: ${services.join("、")}`,
		},
		secret_gone: {
			title: "シークレットの値をもう一度入力してください",
			body: () =>
				"シークレットの値は保存前にアプリケーションが終了したため失われました。値がこのコンピュータに記録されることはありません。",
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
		pinned_elsewhere: {
			title: "開いているプロジェクトの対象外です",
			body: ({ project, account, region }) =>
				`プロジェクト ${project} を開いている間は、アカウント ${account} の ${region} のみ変更できます。何も変更されていません。`,
		},
		pin_broken: {
			title: "プロジェクトのファイルを解釈できません",
			body: ({ file, fault }) =>
				`修正するか、プロジェクトを閉じるまで、何も変更できません。${file}${fault.line === null ? "" : ` の ${fault.line} 行目`}: ${pinWords(boundsCodes, fault.reason)}`,
		},
		project_refused: {
			title: "プロジェクトにできません",
			body: ({ path, refusal }) => `${path === "" ? "" : `${path}: `}${refusalWords(boundsCodes, refusal)}`,
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
		enter_code: () => "MFA デバイスのコードを入力してください。",
		allow_program: () => "プログラムを確認し、実行を許可してください。",
		unlock: () => "ロックを数分間解除してから、もう一度実行してください。",
		change_mark: () => "保護が不要になった場合は、設定を変更してください。",
		switch_profile: () => "上部のバーで別のプロファイルに切り替えてください。",
		edit_profiles: () => "~/.aws/config または ~/.aws/credentials のプロファイルを修正してください。",
		grant_action: ({ action }) =>
			`${action} の許可を管理者に依頼してください。ポリシーステートメントの例は次のとおりです。`,
		see_permissions: () => "許可されている操作と不足しているものを確認してください。",
		go_to_project: () => "プロジェクトのアカウントとリージョンに移動してください。",
		repair_pin: () => "ファイルを修正するか、問題の内容を確認してください。",
		close_project: () => "別の場所で作業する場合は、プロジェクトを閉じてください。",
		check_network: () => "ネットワーク、VPN、プロキシ、ファイアウォールを確認してください。",
		set_wire: () => "このアプリケーションが使用するプロキシと証明書を確認してください。",
		edit_environment: () => "環境変数を修正してから、このアプリケーションを再起動してください。",
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
};
