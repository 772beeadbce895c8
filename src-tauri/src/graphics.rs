//! How WebKitGTK draws. Its renderer over DMA buffers needs a GPU; on a machine without one (a virtual display, a
//! virtual machine) it costs a third more memory and a tenth more time to start than the plain one.

#[cfg(target_os = "linux")]
pub(crate) fn choose() {
    use std::os::unix::process::CommandExt;

    const SETTING: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(SETTING).is_some() || has_gpu() {
        return;
    }
    // A variable of the own process can be set only while no other thread runs, which nobody can prove here; a fresh
    // start with it is safe. It returns only when it fails, and then the default does.
    if let Ok(program) = std::env::current_exe() {
        let _ = std::process::Command::new(program).args(std::env::args_os().skip(1)).env(SETTING, "1").exec();
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn choose() {}

/// Whether there is a device to render with.
#[cfg(target_os = "linux")]
fn has_gpu() -> bool {
    std::fs::read_dir("/dev/dri").is_ok_and(|mut entries| {
        entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("renderD")))
    })
}
