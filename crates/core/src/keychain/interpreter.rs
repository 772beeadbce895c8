//! Which program a process is to a person: an interpreter is told by what it runs, and what only passes a command on is
//! none.

/// What only passes a command on.
const BETWEEN: [&str; 10] =
    ["busybox", "chrt", "env", "ionice", "nice", "nohup", "setsid", "stdbuf", "timeout", "xargs"];
const SHELLS: [&str; 10] = ["ash", "bash", "csh", "dash", "fish", "ksh", "mksh", "sh", "tcsh", "zsh"];

/// A process, by the name of its program and the words of its command line after that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// It only passes a command on: what is above it counts.
    Between,
    /// A program by itself, or an interpreter that does not say what it runs.
    Program,
    /// An interpreter and what it runs.
    Script(Script),
}

/// What an interpreter runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Script {
    /// A file, as the command line names it.
    File(String),
    /// A module or a class, by its name.
    Module(String),
}

/// Tells what a process is.
pub fn told(name: &str, words: &[String]) -> Told {
    let name = name.trim_end_matches(|letter: char| letter.is_ascii_digit() || ".-".contains(letter));
    let script = match name {
        "java" => of_java(words),
        "deno" | "bun" => of_runner(words),
        "dotnet" => words.first().filter(|word| word.to_ascii_lowercase().ends_with(".dll")).cloned().map(Script::File),
        _ => Interpreter::of(name).and_then(|interpreter| interpreter.script(words)),
    };
    match script {
        Some(script) => Told::Script(script),
        None if BETWEEN.contains(&name) || SHELLS.contains(&name) => Told::Between,
        None => Told::Program,
    }
}

/// `java -jar FILE`, or the name of a class or a module.
fn of_java(words: &[String]) -> Option<Script> {
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "-jar" => return words.next().cloned().map(Script::File),
            "-m" | "--module" => return words.next().cloned().map(Script::Module),
            "-cp" | "-classpath" | "--class-path" | "-p" | "--module-path" | "--add-modules" | "--add-opens"
            | "--add-exports" | "--add-reads" => {
                words.next();
            }
            word if word.starts_with(['-', '@']) => {}
            class => return Some(Script::Module(class.to_owned())),
        }
    }
    None
}

/// `deno run FILE`, `bun FILE`: options without a value may stand before the file.
fn of_runner(words: &[String]) -> Option<Script> {
    let mut plain = words.iter().filter(|word| !word.starts_with('-'));
    let first = plain.next()?;
    let file = if first == "run" { plain.next()? } else { first };
    let is_file = file.contains(['.', '/', '\\']);
    is_file.then(|| Script::File(file.clone()))
}

/// How an interpreter's command line says what it runs.
struct Interpreter {
    /// Letters of options after which code stands in the command line itself.
    code: &'static str,
    /// Letters of options after which a module's name stands.
    module: &'static str,
    /// Letters of options with a value.
    value: &'static str,
    /// Long options with a value in the next word.
    long: &'static [&'static str],
    /// Long options after which code stands.
    long_code: &'static [&'static str],
}

impl Interpreter {
    /// By the name of the program without its version.
    fn of(name: &str) -> Option<Self> {
        let of = |code, module, value| Self { code, module, value, long: &[], long_code: &[] };
        Some(match name {
            "bash" | "ksh" | "mksh" | "zsh" | "sh" | "dash" | "ash" => {
                Self { long: &["--rcfile", "--init-file"], ..of("cs", "", "oO") }
            }
            "fish" | "csh" | "tcsh" => Self { long_code: &["--command"], ..of("c", "", "C") },
            "lua" | "luajit" => of("e", "", "l"),
            "Rscript" => of("e", "", ""),
            "python" | "pypy" => of("c", "m", "WX"),
            "perl" => of("eE", "", "IMm"),
            "ruby" => of("e", "", "CEIr"),
            "php" => of("rBRE", "", "cdz"),
            "node" | "nodejs" => Self {
                long: &["--require", "--import", "--loader", "--experimental-loader", "--conditions"],
                long_code: &["--eval", "--print"],
                ..of("ep", "", "rC")
            },
            _ => return None,
        })
    }

    /// What stands in a command line after the interpreter's own name. Nothing where it is code, or cannot be told.
    fn script(&self, words: &[String]) -> Option<Script> {
        let mut words = words.iter().filter(|word| !word.is_empty());
        while let Some(word) = words.next() {
            if word == "--" {
                return words.next().cloned().map(Script::File);
            }
            if let Some(long) = word.strip_prefix("--") {
                let name = long.split_once('=').map_or(word.as_str(), |(name, _)| &word[..name.len() + 2]);
                if self.long_code.contains(&name) {
                    return None;
                }
                if self.long.contains(&word.as_str()) {
                    words.next();
                }
            } else if let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.is_empty()) {
                for (at, letter) in letters.char_indices() {
                    let rest = &letters[at + letter.len_utf8()..];
                    if self.code.contains(letter) {
                        return None;
                    }
                    let takes_more = self.module.contains(letter) || self.value.contains(letter);
                    let value = match (takes_more, rest.is_empty()) {
                        (false, _) => continue,
                        (true, false) => rest,
                        (true, true) => words.next()?,
                    };
                    if self.module.contains(letter) {
                        return Some(Script::Module(value.to_owned()));
                    }
                    break;
                }
            } else if word == "-" {
                return None;
            } else {
                return Some(Script::File(word.clone()));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interpreter_is_told_by_what_it_runs() {
        let file = |name: &str| Told::Script(Script::File(name.to_owned()));
        let module = |name: &str| Told::Script(Script::Module(name.to_owned()));
        for (line, wanted) in [
            ("python3.11 /usr/bin/aws s3 ls", file("/usr/bin/aws")),
            ("python3 -E -W ignore -Xutf8 x.py -c y", file("x.py")),
            ("python -m awscli.main s3", module("awscli.main")),
            ("python -Im awscli", module("awscli")),
            ("python3 -c import_boto3 x.py", Told::Program),
            ("python3 -Ec code", Told::Program),
            ("python3", Told::Program),
            ("python3 -", Told::Program),
            ("pypy3.10 -- -odd.py", file("-odd.py")),
            ("node --require ./a.js --max-old-space-size=100 app.js", file("app.js")),
            ("node --eval=1 app.js", Told::Program),
            ("nodejs -r ./a.js -e 1 app.js", Told::Program),
            ("perl -we print x", Told::Program),
            ("perl -I lib -MPOSIX tool.pl", file("tool.pl")),
            ("ruby3.2 -rjson tool.rb", file("tool.rb")),
            ("php -d a=b -f tool.php", file("tool.php")),
            ("php -r code", Told::Program),
            ("java -Xmx1g -cp a:b -jar tool.jar x", file("tool.jar")),
            ("java -cp a:b --add-opens java.base/x=ALL com.example.Main x", module("com.example.Main")),
            ("java -version", Told::Program),
            ("deno run --allow-net tool.ts x", file("tool.ts")),
            ("bun ./tool.ts", file("./tool.ts")),
            ("bun run build", Told::Program),
            ("dotnet /opt/tool.dll x", file("/opt/tool.dll")),
            ("dotnet build", Told::Program),
            ("lua5.4 tool.lua", file("tool.lua")),
            ("Rscript --vanilla tool.R", file("tool.R")),
            ("bash -eu -o pipefail deploy.sh prod", file("deploy.sh")),
            ("sh -c app-runner-desktop", Told::Between),
            ("bash -ec code", Told::Between),
            ("zsh-5.9 -i", Told::Between),
            ("bash", Told::Between),
            ("env A=b tool", Told::Between),
            ("timeout 5 tool", Told::Between),
            ("aws s3 ls", Told::Program),
            ("pythonista x.py", Told::Program),
            ("terraform plan", Told::Program),
            ("nodeenv x", Told::Program),
        ] {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            assert_eq!(told(&words[0], &words[1..]), wanted, "{line}");
        }
    }
}
