//! The scheduled job that proposes a new release, with a real repository, and stand-ins for `cargo`, which would be slow,
//! and `gh`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use matrix_openapi_codegen::yaml;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Changes files and writes output like an update.
const CARGO: &str = r##"#!/bin/sh
case "$*" in
    "xtask update-spec latest")
        if [ -n "$REFUSAL" ]; then echo "error: $REFUSAL" >&2; exit 1; fi
        sh -c "$UPDATE"
        printf 'nothing to v1.20\n\nleft to do:\n  sentences: some\n' ;;
    "xtask check") echo 'wording: missing' >&2; exit 1 ;;
    "xtask diff HEAD spec --format json") printf '{\n  "operations": {},\n  "verdict": "minor"\n}\n' ;;
    "xtask diff HEAD spec --format markdown") printf '## Operations\n' ;;
    *) exit 2 ;;
esac
"##;

const GH: &str = r#"#!/bin/sh
[ -n "$GH_TOKEN" ] || exit 3
printf '%s|' "$@" >> "$LOG"
echo >> "$LOG"
case "$1 $2" in
    "auth setup-git") ;;
    "pr list" | "issue list") echo "$OPEN" ;;
    "pr create" | "pr edit" | "issue create" | "issue edit")
        while [ "$1" != --body-file ]; do shift; done; cat "$2" >> "$LOG" ;;
    *) exit 2 ;;
esac
"#;

/// A clone of a repository, with the stand-ins.
struct Job {
    folder: TempDir,
}

/// The result of a run.
struct Outcome {
    success: bool,
    /// The arguments of `gh`.
    log: String,
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
        for (name, text) in
            [("spec/pin.toml", "release = \"v1.19\"\n"), ("README.md", "Old.\n"), ("a.rs", "Old.\n")]
        {
            fs::write(job.path("clone").join(name), text).unwrap();
        }
        job.git(&job.path("clone"), &["add", "."]);
        let author = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
        job.git(&job.path("clone"), &[&author[..], &["commit", "--quiet", "--message", "First"]].concat());
        job
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn git(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Runs the steps of the job like the runner: each if its condition is true, until one fails.
    fn run(&self, environment: &[(&str, &str)]) -> Outcome {
        let log = self.path("log");
        fs::write(&log, "").unwrap();
        fs::write(self.path("outputs"), "").unwrap();
        let search = std::env::join_paths(
            [self.path("bin")].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
        );
        let search = search.unwrap();
        let mut success = true;
        for step in steps(&workflow("update-spec.yml")).iter().filter(|step| step.get("run").is_some()) {
            let outputs = fs::read_to_string(self.path("outputs")).unwrap();
            let wanted = step.get("if").and_then(Value::as_str);
            let wanted = wanted.map(|condition| {
                let outcome = condition.strip_prefix("steps.refresh.outputs.outcome == '").unwrap();
                format!("outcome={}\n", outcome.trim_end_matches('\''))
            });
            if wanted.is_some_and(|wanted| wanted != outputs) {
                continue;
            }
            let mut command = Command::new("bash");
            command.args(["-e", "-c", step["run"].as_str().unwrap()]).current_dir(self.path("clone"));
            command.env("PATH", &search).env("LOG", &log).env("RUNNER_TEMP", self.folder.path());
            command.env("GITHUB_OUTPUT", self.path("outputs")).env_remove("GH_TOKEN");
            // Like the runner, only for steps that request it.
            if step.get("env").is_some_and(|env| env.get("GH_TOKEN").is_some()) {
                command.env("GH_TOKEN", "token");
            }
            let output = command.envs(environment.iter().copied()).output().unwrap();
            success = output.status.success();
            if !success {
                break;
            }
        }
        Outcome { success, log: fs::read_to_string(log).unwrap() }
    }
}

fn workflow(name: &str) -> Value {
    yaml::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/workflows").join(name)).unwrap()
}

fn steps(workflow: &Value) -> Vec<Value> {
    let jobs = workflow["jobs"].as_object().unwrap().values();
    jobs.flat_map(|job| job["steps"].as_array().unwrap().clone()).collect()
}

const UPDATE: &str =
    "printf 'release = \"v1.20\"\\n' > spec/pin.toml; echo New. > docs/new.md; echo New. > README.md";

#[test]
fn without_a_change_nothing_is_proposed() {
    let job = Job::new();
    let outcome = job.run(&[]);
    assert!(outcome.success && outcome.log.is_empty(), "{}", outcome.log);
    assert_eq!(job.git(&job.path("origin"), &["branch"]), "");
}

#[test]
fn a_release_is_proposed_with_its_verdict_tasks_and_diff() {
    for (open, last) in [("", "pr|create|--head|"), ("7", "pr|edit|")] {
        let job = Job::new();
        fs::write(job.path("clone/elsewhere"), "Not of the release.").unwrap();
        let outcome = job.run(&[("UPDATE", UPDATE), ("OPEN", open)]);
        assert!(outcome.success, "{}", outcome.log);
        assert_eq!(
            outcome.log,
            format!(
                "auth|setup-git|\npr|list|--head|update-spec/v1.20|--json|number|--jq|.[].number|\n\
                 {last}update-spec/v1.20|--title|Matrix v1.20 (minor)|--body-file|{}|\n\
                 ### Left to do\n\n      sentences: some\n\n`cargo xtask check` says:\n\n    wording: missing\n\n\
                 ## Operations\n",
                job.path("body.md").display()
            )
        );
        let of = |format: &str| {
            job.git(&job.path("origin"), &["log", "-1", format, "--name-only", "update-spec/v1.20"])
        };
        assert_eq!(of("--format=%s"), "Matrix v1.20 (minor)\n\nREADME.md\ndocs/new.md\nspec/pin.toml");
    }
}

#[test]
fn a_refusal_is_reported_once_with_its_error() {
    for (open, last) in
        [("", "issue|create|--title|The newest Matrix release cannot be brought in|"), ("7", "issue|edit|7|")]
    {
        let job = Job::new();
        let outcome = job.run(&[("REFUSAL", "a.yaml#/b: defective"), ("OPEN", open)]);
        // The run must be shown as failed.
        assert!(!outcome.success);
        let asked = format!("\n{last}--body-file|{}|\n", job.path("body.md").display());
        assert!(
            outcome.log.starts_with("issue|list|--state|open|") && outcome.log.contains(&asked),
            "{}",
            outcome.log
        );
        assert!(outcome.log.ends_with("failed:\n\n    error: a.yaml#/b: defective\n"), "{}", outcome.log);
        assert_eq!(job.git(&job.path("clone"), &["status", "--porcelain"]), "");
        assert_eq!(job.git(&job.path("origin"), &["branch"]), "");
    }
}

#[test]
fn workflows_use_actions_of_one_commit_without_credentials_and_with_few_rights() {
    for name in ["ci.yml", "update-spec.yml"] {
        let workflow = workflow(name);
        for step in steps(&workflow) {
            let Some(action) = step.get("uses").and_then(Value::as_str) else { continue };
            let (_, commit) = action.split_once('@').unwrap();
            assert!(
                commit.len() == 40 && commit.bytes().all(|digit| digit.is_ascii_hexdigit()),
                "{name}: {action}"
            );
            if action.starts_with("actions/checkout@") {
                assert_eq!(step["with"]["persist-credentials"], false, "{name}");
            }
            assert!(step.get("env").is_none(), "{name}: {action}");
        }
        let rights = workflow["permissions"].as_object().unwrap();
        assert!(rights.values().all(|right| right == "read"), "{name}: {rights:?}");
    }
    let workflow = workflow("update-spec.yml");
    let rights = json!({"contents": "write", "issues": "write", "pull-requests": "write"});
    assert_eq!(workflow["jobs"]["update"]["permissions"], rights);
    // The job that compiles the import has no token.
    assert!(steps(&workflow).iter().all(|step| {
        let runs_cargo =
            step.get("run").and_then(Value::as_str).is_some_and(|run| run.contains("cargo xtask update"));
        !runs_cargo || step.get("env").is_none() || step["name"] == "Report a refusal"
    }));
}
