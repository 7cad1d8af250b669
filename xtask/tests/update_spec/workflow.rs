//! The scheduled job that proposes a new release, with a repository that is really there and stand-ins for what is
//! not: `cargo`, which would only be slow, and `gh`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use matrix_openapi_codegen::load::yaml;
use tempfile::TempDir;

const CARGO: &str = r##"#!/bin/sh
case "$*" in
    "xtask diff HEAD spec --format json") printf '{\n  "operations": {},\n  "verdict": "minor"\n}\n' ;;
    "xtask diff HEAD spec --format markdown") printf '## Operations\n' ;;
    *) exit 2 ;;
esac
"##;

const GH: &str = r#"#!/bin/sh
printf '%s|' "$@" >> "$LOG"
case "$1 $2" in
    "pr list") echo "$OPEN" ;;
    "pr create" | "pr edit") while [ "$1" != --body-file ]; do shift; done; cat "$2" >> "$LOG" ;;
    *) exit 2 ;;
esac
"#;

/// A clone of a repository, and the programs.
struct Job {
    folder: TempDir,
}

impl Job {
    fn new() -> Self {
        let job = Self { folder: TempDir::new().unwrap() };
        for (name, text) in [("cargo", CARGO), ("gh", GH)] {
            let path = job.path("bin").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        job.git(job.folder.path(), &["init", "--quiet", "--bare", "origin"]);
        job.git(job.folder.path(), &["clone", "--quiet", "origin", "clone"]);
        for folder in ["spec", "docs"] {
            fs::create_dir(job.path("clone").join(folder)).unwrap();
        }
        job.pin("v1.19");
        job.git(&job.path("clone"), &["add", "."]);
        let author = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
        job.git(&job.path("clone"), &[&author[..], &["commit", "--quiet", "--message", "First"]].concat());
        job
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn pin(&self, release: &str) {
        fs::write(self.path("clone/spec/pin.toml"), format!("# A pin.\nrelease = \"{release}\"\n")).unwrap();
    }

    fn git(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Runs the last step of the job and returns what `gh` was asked for.
    fn run(&self, open: &str) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/workflows/update-spec.yml");
        let workflow = yaml::read(&path).unwrap();
        let script = workflow.pointer("/jobs/update/steps/2/run").unwrap().as_str().unwrap();
        let log = self.path("log");
        fs::write(&log, "").unwrap();
        let search = std::env::join_paths(
            [self.path("bin")].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
        );
        let output = Command::new("bash")
            .args(["-e", "-c", script])
            .current_dir(self.path("clone"))
            .env("PATH", search.unwrap())
            .env("LOG", &log)
            .env("OPEN", open)
            .env("RUNNER_TEMP", self.folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        fs::read_to_string(log).unwrap()
    }
}

#[test]
fn without_a_change_nothing_is_proposed() {
    let job = Job::new();
    assert_eq!(job.run(""), "");
    assert_eq!(job.git(&job.path("origin"), &["branch"]), "");
}

#[test]
fn a_release_is_proposed_with_its_verdict_and_its_diff() {
    for (open, last) in [("", "pr|create|--head|"), ("7", "pr|edit|")] {
        let job = Job::new();
        job.pin("v1.20");
        fs::write(job.path("clone/docs/new.md"), "New.").unwrap();
        fs::write(job.path("clone/elsewhere"), "Not of the release.").unwrap();
        let body = job.path("body.md");
        assert_eq!(
            job.run(open),
            format!(
                "pr|list|--head|update-spec/v1.20|--json|number|--jq|.[].number|{last}update-spec/v1.20|--title|\
                 Matrix v1.20 (minor)|--body-file|{}|## Operations\n",
                body.display()
            )
        );
        let of = |format: &str| {
            job.git(&job.path("origin"), &["log", "-1", format, "--name-only", "update-spec/v1.20"])
        };
        assert_eq!(of("--format=%s"), "Matrix v1.20 (minor)\n\ndocs/new.md\nspec/pin.toml");
    }
}
