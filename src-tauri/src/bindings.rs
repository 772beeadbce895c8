//! The commands and events of the window, and their TypeScript.

use serde::{Deserialize, Serialize};
use tauri_specta::{Builder, Event, collect_commands, collect_events};

use ard_core::session::SessionRef;

use crate::{callers, commands, config, files, guard, keys, network, options, project, sandbox, sign_in, window, wire};

/// Somebody signed in or out, entered a code or agreed to a program: what was refused may work now.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub(crate) struct CredentialsChanged {}

/// Something about what the keychain keeps changed: a key, where tokens are, or a program that asks for a key.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub(crate) struct KeychainChanged {}

/// The connection was lost, or is there again; or this machine's clock turned out to be wrong, or right.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub(crate) struct ConnectivityChanged {
    /// Whether there is a connection again: what was read before may be old.
    pub(crate) returned: bool,
}

/// Another way to AWS was chosen.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub(crate) struct WireChanged {}

/// The machine slept: what was read before may be old.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub(crate) struct Woken {}

/// A mark was set or taken away, or production was unlocked or locked.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub(crate) struct MarksChanged {}

/// The profiles' files were changed.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub(crate) struct ProfilesChanged {}

/// A project was opened or closed.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub(crate) struct ProjectChanged {}

/// A run changed: ask for it again.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub(crate) struct RunChanged {
    /// The run.
    pub(crate) id: String,
}

/// A service changed, appeared or is gone: what was read of it is stale.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub(crate) struct ServiceChanged {
    /// The session in which it was seen; its epoch does not matter.
    pub(crate) session: SessionRef,
    /// The service.
    pub(crate) arn: String,
}

/// All commands and events.
#[expect(clippy::too_many_lines, reason = "one line for each command")]
pub(crate) fn builder() -> Builder<tauri::Wry> {
    Builder::new()
        .disable_serde_phases()
        .commands(collect_commands![
            commands::welcome,
            commands::session_open,
            guard::marks_list,
            guard::mark_set,
            guard::guard_get,
            guard::guard_unlock,
            guard::guard_lock,
            callers::caller_decide,
            project::project_get,
            project::project_open,
            project::project_make,
            project::project_close,
            wire::wire_get,
            wire::wire_set,
            wire::wire_test,
            wire::connectivity_get,
            window::window_open,
            window::window_name,
            keys::keychain_get,
            keys::keychain_unlock,
            keys::tokens_keep,
            keys::key_add,
            keys::key_move,
            keys::key_profile,
            keys::key_forget,
            keys::plan_key_rotation,
            keys::plan_key_end,
            config::config_get,
            config::config_plan,
            config::config_apply,
            sign_in::sign_in_begin,
            sign_in::sign_in_open,
            sign_in::sign_in_wait,
            sign_in::sign_in_cancel,
            sign_in::sign_out,
            sign_in::code_enter,
            sign_in::program_allow,
            sign_in::sso_accounts,
            sign_in::sso_roles,
            sign_in::session_standing,
            commands::permissions_get,
            commands::services_list,
            commands::services_elsewhere,
            commands::service_get,
            commands::service_operations,
            commands::service_log,
            commands::service_diagnosis,
            commands::service_follow,
            commands::service_unfollow,
            options::repositories_list,
            options::images_list,
            options::roles_list,
            options::auto_scaling_list,
            options::connectors_list,
            options::network_list,
            files::picture_save,
            network::network_reach,
            network::network_picture,
            network::connectors_in_use,
            network::connector_check,
            network::plan_connector,
            network::plan_delete_connector,
            network::endpoints_in_use,
            network::network_entry,
            network::private_domains,
            network::plan_group,
            network::plan_incoming,
            network::plan_delete_ingress,
            network::endpoint_check,
            network::plan_endpoint,
            network::plan_delete_endpoint,
            network::database_propose,
            network::plan_allow_inbound,
            options::observability_list,
            options::connections_list,
            options::image_get,
            options::endpoints_list,
            options::secrets_list,
            options::parameters_list,
            options::keys_list,
            options::web_acls_list,
            commands::environment_import,
            commands::configuration_file_examine,
            commands::configuration_file_write,
            commands::plan_connection,
            commands::plan_secret,
            commands::draft_new,
            commands::draft_preflight,
            commands::draft_cost,
            commands::draft_copy,
            commands::drafts_list,
            commands::draft_get,
            commands::draft_save,
            commands::draft_forget,
            commands::draft_check,
            commands::plan_create,
            commands::plan_delete,
            commands::run_start,
            commands::run_get,
            commands::runs_list,
            commands::run_resume,
            commands::run_undo,
            commands::run_leave,
            commands::link_open,
            sandbox::sandbox_controls,
            sandbox::sandbox_change,
        ])
        .events(collect_events![
            ConnectivityChanged,
            CredentialsChanged,
            KeychainChanged,
            MarksChanged,
            ProfilesChanged,
            ProjectChanged,
            RunChanged,
            ServiceChanged,
            WireChanged,
            Woken
        ])
}

#[cfg(test)]
mod tests {
    use specta_typescript::Typescript;

    const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/bindings/index.ts");

    /// With `ARD_WRITE_BINDINGS` set the file is written, else it is compared.
    #[test]
    fn the_committed_bindings_are_current() {
        let fresh = std::env::temp_dir().join(format!("bindings-{}.ts", std::process::id()));
        let language = Typescript::default().header("// Generated by `cargo xtask bindings`. Not to be edited.\n");
        super::builder().export(language, &fresh).unwrap();
        let text = std::fs::read_to_string(&fresh).unwrap();
        std::fs::remove_file(&fresh).unwrap();
        if std::env::var_os("ARD_WRITE_BINDINGS").is_some() {
            std::fs::create_dir_all(std::path::Path::new(COMMITTED).parent().unwrap()).unwrap();
            std::fs::write(COMMITTED, text).unwrap();
        } else {
            assert_eq!(std::fs::read_to_string(COMMITTED).unwrap(), text, "run `cargo xtask bindings`");
        }
    }
}
