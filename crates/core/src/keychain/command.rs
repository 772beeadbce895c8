//! The command by which other programs get a kept key, as it stands behind `credential_process`.
//!
//! AWS's SDK for Rust hands that line to `sh -c` (Windows: `cmd.exe /C`), botocore takes it apart by itself (`shlex`;
//! Windows: as the C library does). So it is written in the words that all of them read alike, and what any of them
//! might read otherwise is not taken for ours.

/// The name of the application's program, without `.exe`.
const PROGRAM: &str = "app-runner-desktop";
/// What it is asked for.
pub const VERB: &str = "credentials";

/// The command line by which a program gets a kept key, by the path of this application's program and the key's id.
pub fn command_line(program: &str, key: &str) -> String {
    format!("{} {VERB} {key}", quoted(program))
}

/// The id of the kept key that a command line is for; `None` for a command line that is not this application's.
pub fn key_of(command: &str) -> Option<String> {
    let words = words(command)?;
    let [program, verb, key] = &words[..] else { return None };
    let name = program.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_ours = name == PROGRAM || name.eq_ignore_ascii_case("app-runner-desktop.exe");
    if is_ours && verb == VERB { key_id(key) } else { None }
}

/// The id of a kept key as it is written here: a UUID in the form with hyphens, which others may write in capitals.
pub fn key_id(text: &str) -> Option<String> {
    let is_at_its_place = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    (text.len() == 36 && text.bytes().enumerate().all(is_at_its_place)).then(|| text.to_ascii_lowercase())
}

/// A path as one word. On Windows there are no quotation marks in paths, and single ones mean nothing.
fn quoted(path: &str) -> String {
    let is_windows = path.starts_with(r"\\") || path.get(1..3).is_some_and(|after| after == r":\" || after == ":/");
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:@+,".contains(&byte) || is_windows && byte == b'\\';
    if !path.is_empty() && path.bytes().all(plain) {
        path.to_owned()
    } else if is_windows {
        format!("\"{path}\"")
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

/// What means something to a shell where it stands by itself.
const SHELLS: &str = "|&;<>()$`*?[]{}~!#=%^\n\r";

/// The words of a command line; `None` for one in which a shell would see more than words.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            ' ' | '\t' => words.extend(word.take()),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match rest.next()? {
                        '\'' => break,
                        inside => word.push(inside),
                    }
                }
            }
            '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match rest.next()? {
                        '"' => break,
                        '$' | '`' | '%' => return None,
                        '\\' if rest.peek() == Some(&'"') => word.extend(rest.next()),
                        inside => word.push(inside),
                    }
                }
            }
            // On Windows it stands between directories; elsewhere before what is meant as it is.
            '\\' => {
                let escaped = rest.next_if(|next| matches!(next, '\'' | '"' | ' '));
                word.get_or_insert_default().push(escaped.unwrap_or('\\'));
            }
            _ if SHELLS.contains(character) => return None,
            plain => word.get_or_insert_default().push(plain),
        }
    }
    words.extend(word);
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0b6f4c1e-7d1c-4c57-9a1e-2f5d8c3b9a40";

    #[test]
    fn a_command_line_of_ours_is_known() {
        for line in [
            "/usr/bin/app-runner-desktop credentials ID",
            "app-runner-desktop credentials ID",
            "  /usr/bin/app-runner-desktop\tcredentials   ID ",
            "'/opt/App Runner Desktop/app-runner-desktop' credentials ID",
            "\"/opt/App Runner Desktop/app-runner-desktop\" credentials \"ID\"",
            r"/opt/App\ Runner/app-runner-desktop credentials ID",
            r"'/home/it'\''s/app-runner-desktop' credentials ID",
            r"C:\Apps\app-runner-desktop.exe credentials ID",
            r"C:\Apps\App-Runner-Desktop.EXE credentials ID",
            r#""C:\Program Files\App Runner Desktop\app-runner-desktop.exe" credentials ID"#,
            r#""\\server\share\app-runner-desktop.exe" credentials ID"#,
        ] {
            assert_eq!(key_of(&line.replace("ID", ID)).as_deref(), Some(ID), "{line}");
            assert_eq!(key_of(&line.replace("ID", &ID.to_ascii_uppercase())).as_deref(), Some(ID), "{line}");
        }
    }

    #[test]
    fn another_command_line_is_a_programs() {
        for line in [
            "",
            "/usr/bin/app-runner-desktop",
            "/usr/bin/app-runner-desktop credentials",
            "/usr/bin/app-runner-desktop credentials key",
            "/usr/bin/app-runner-desktop credentials ID0",
            "/usr/bin/app-runner-desktop credentials 0b6f4c1e07d1c04c5709a1e02f5d8c3b9a40",
            "/usr/bin/app-runner-desktop credentials ID --more",
            "/usr/bin/app-runner-desktop sign-in ID",
            "/usr/bin/app-runner-desktop-2 credentials ID",
            "/usr/bin/App-Runner-Desktop credentials ID",
            "/usr/bin/aws-vault credentials ID",
            "sh /usr/bin/app-runner-desktop credentials ID",
            "/usr/bin/app-runner-desktop credentials ID; rm -rf ~",
            "/usr/bin/app-runner-desktop credentials ID && x",
            "X=1 /usr/bin/app-runner-desktop credentials ID",
            "$(x)/app-runner-desktop credentials ID",
            "\"$(x)/app-runner-desktop\" credentials ID",
            "\"`x`/app-runner-desktop\" credentials ID",
            "~/bin/app-runner-desktop credentials ID",
            "%APPDATA%\\app-runner-desktop.exe credentials ID",
            "'/usr/bin/app-runner-desktop credentials ID",
            "\"/usr/bin/app-runner-desktop credentials ID",
            "/usr/bin/app-runner-desktop credentials ID\nx",
        ] {
            assert_eq!(key_of(&line.replace("ID", ID)), None, "{line}");
        }
    }

    #[test]
    fn only_an_id_is_taken_for_one() {
        assert_eq!(key_id(ID).as_deref(), Some(ID));
        assert_eq!(key_id(&ID.to_ascii_uppercase()).as_deref(), Some(ID));
        for other in [
            "",
            "7f6c1a52-0000-4000-8000-00000000000",
            "7f6c1a5200000-4000-8000-000000000001",
            "../../../../../../../../../etc/passwd",
        ] {
            assert_eq!(key_id(other), None, "{other}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for (path, line) in [
            ("/usr/bin/app-runner-desktop", "/usr/bin/app-runner-desktop credentials ID"),
            ("/opt/App Runner/app-runner-desktop", "'/opt/App Runner/app-runner-desktop' credentials ID"),
            ("/home/it's $HOME/app-runner-desktop", r"'/home/it'\''s $HOME/app-runner-desktop' credentials ID"),
            ("/home/小林/app-runner-desktop", "'/home/小林/app-runner-desktop' credentials ID"),
            (r"C:\Apps\app-runner-desktop.exe", r"C:\Apps\app-runner-desktop.exe credentials ID"),
            (
                r"C:\Program Files\App Runner\app-runner-desktop.exe",
                r#""C:\Program Files\App Runner\app-runner-desktop.exe" credentials ID"#,
            ),
        ] {
            let line = line.replace("ID", ID);
            assert_eq!(command_line(path, ID), line);
            assert_eq!(key_of(&line).as_deref(), Some(ID), "{line}");
        }
    }

    /// What `sh` makes of the line, as the SDK has it.
    #[cfg(unix)]
    #[test]
    fn a_shell_reads_what_was_meant() {
        for path in ["/opt/App Runner/app-runner-desktop", "/home/it's $HOME `x` \"y\" \\z/app-runner-desktop"] {
            let script = format!("printf '%s|' {}", command_line(path, ID));
            let output = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("{path}|credentials|{ID}|"));
        }
    }
}
