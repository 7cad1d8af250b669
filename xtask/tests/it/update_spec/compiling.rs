//! A description whose generated code does not compile. A small crate stands in for the root crate; its build script
//! generates wrong code for one operationId.

use std::fs;
use std::path::PathBuf;

use super::project::{Project, document, operation};

const BUILD: &str = r#"
fn main() {
    println!("cargo::rerun-if-env-changed=MATRIX_OPENAPI_SPEC");
    let spec = std::path::PathBuf::from(std::env::var_os("MATRIX_OPENAPI_SPEC").unwrap());
    // Overlays are compiled too.
    assert!(spec.join("overlays/corrections.yaml").is_file(), "no overlays");
    let text = std::fs::read_to_string(spec.join("identity.yaml")).unwrap();
    let mut code = String::new();
    for id in text.lines().filter_map(|line| line.trim().strip_prefix("operationId: ")) {
        match id {
            "stop" => {
                println!("cargo::error={}/identity.yaml: not for this generator", spec.display());
                std::process::exit(1);
            }
            "broken" => (0..7).for_each(|index| code += &format!("pub fn broken{index}() -> Missing{index} {{}}\n")),
            _ => code += &format!("pub fn {id}() {{}}\n"),
        }
    }
    let folder = std::path::PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    std::fs::write(folder.join("identity.rs"), code).unwrap();
}
"#;

/// A project with a root crate.
struct Crate(Project);

impl Crate {
    fn new() -> Self {
        let project = Project::new();
        let put = |name: &str, text: &str| {
            let path = project.folder().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        put(
            "Cargo.toml",
            "[package]\nname = \"bindings\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n",
        );
        put("build.rs", BUILD);
        put("src/lib.rs", "include!(concat!(env!(\"OUT_DIR\"), \"/identity.rs\"));\n");
        Self(project)
    }

    /// Runs `update-spec` with a cargo that compiles, and returns whether it succeeded, with its output.
    fn run(&self, arguments: &[&str]) -> (bool, String) {
        let mut command = self.0.command(arguments);
        command.env("CARGO", env!("CARGO")).env("CARGO_MANIFEST_DIR", self.0.folder().join("xtask"));
        let output = command.env("CARGO_TARGET_DIR", self.target()).output().unwrap();
        let text = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
        (output.status.success(), text)
    }

    fn target(&self) -> PathBuf {
        self.0.folder().join("target")
    }

    fn operation(&self, id: &str) {
        self.0.write("api/identity/ping.yaml", &document("/base", &operation("/ping", "get", id)));
    }
}

#[test]
fn code_that_does_not_compile_changes_nothing() {
    let project = Crate::new();
    let (success, text) = project.run(&[]);
    assert!(success, "{text}");
    let before = project.0.snapshot();
    for (id, message) in [
        (
            "broken",
            "error: nothing was changed: the generated code does not compile, 7 errors:\n  identity.rs:1: ",
        ),
        ("stop", "error: nothing was changed: cargo cannot build the crate: error: "),
    ] {
        project.operation(id);
        for arguments in [&["v1.20"][..], &["v1.20", "--dry-run"]] {
            let (success, text) = project.run(arguments);
            assert!(!success && text.contains(message), "{text}");
            let folder = project.0.folder().to_str().unwrap();
            assert!(!text.contains(folder) && !text.contains("/tmp/"), "{text}");
            assert_eq!(project.0.snapshot(), before, "{id}");
        }
    }
    let (_, text) = project.run(&["v1.20"]);
    assert!(text.contains("spec/identity.yaml: not for this generator"), "{text}");
    project.operation("broken");
    let (_, text) = project.run(&["v1.20"]);
    assert!(
        text.contains("cannot find type `Missing0` in this scope: `pub fn broken0() -> Missing0 {}`"),
        "{text}"
    );
    assert!(text.ends_with("\n  and 2 more\n") && text.matches("identity.rs:").count() == 5, "{text}");
    let left: Vec<_> = fs::read_dir(project.target().join("spec-check")).unwrap().collect();
    assert!(left.iter().all(|entry| !entry.as_ref().unwrap().path().join("spec").exists()), "{left:?}");
    project.operation("fine");
    assert!(project.run(&["v1.20"]).0);
    assert_ne!(project.0.snapshot(), before);
}
