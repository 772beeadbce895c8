//! How the window draws on Linux. Two things that need a GPU are asked for by default, WebKitGTK's renderer over DMA
//! buffers and GTK's look for OpenGL; without one (a virtual display, a virtual machine) they are done by the processor,
//! and cost memory and a good part of the start. What the person has set stays.

#[cfg(target_os = "linux")]
pub(crate) fn choose() {
    if has_gpu() {
        return;
    }
    for (setting, value) in [("WEBKIT_DISABLE_DMABUF_RENDERER", "1"), ("GDK_GL", "disable")] {
        // Called first of all, while no other thread runs. When it fails the default holds, which is only slower.
        let _ = glib::setenv(setting, value, false);
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
