//! Trees that are checkouts of a repository: `update-spec` pins their commit, and starts no program that they configure.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use super::project::{Project, document, operation};

fn git(folder: &Path, arguments: &[&str]) -> String {
    let author = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
    let output = Command::new("git").arg("-C").arg(folder).args(author).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Returns a project whose tree is a checkout.
fn checkout() -> Project {
    let project = Project::new();
    git(&project.tree(), &["init", "--quiet"]);
    commit(&project.tree());
    project
}

fn commit(folder: &Path) -> String {
    git(folder, &["add", "."]);
    git(folder, &["commit", "--quiet", "--message", "A commit"]);
    git(folder, &["rev-parse", "HEAD"])
}

/// Returns the pinned commit after an update from a folder.
fn pinned(project: &Project, folder: &Path) -> Option<String> {
    // The pin of the same description from another source would stay.
    let _ = fs::remove_file(project.spec().join("pin.toml"));
    project.update(&["v1.19", "--from", folder.to_str().unwrap()]);
    let pin = fs::read_to_string(project.spec().join("pin.toml")).unwrap();
    let line = pin.lines().find_map(|line| line.strip_prefix("commit = "))?;
    Some(line.trim_matches('"').to_owned())
}

#[test]
fn a_checkout_has_its_commit_unless_something_was_changed_since() {
    let project = checkout();
    let tree = project.tree();
    let head = git(&tree, &["rev-parse", "HEAD"]);
    assert_eq!(pinned(&project, &tree), Some(head.clone()));
    assert_eq!(pinned(&project, &tree.join("data")), Some(head.clone()));
    let (file, text) = ("api/identity/ping.yaml", document("/base", &operation("/pong", "get", "ping")));
    let before = fs::read_to_string(tree.join("data").join(file)).unwrap();
    project.write(file, &text);
    assert_eq!(pinned(&project, &tree), None);
    // A file in the index is not in a commit either.
    git(&tree, &["add", "."]);
    assert_eq!(pinned(&project, &tree), None);
    project.write(file, &before);
    assert_eq!(pinned(&project, &tree), Some(head.clone()));
    project.write("api/identity/new.yaml", &document("/base", &operation("/new", "get", "new")));
    assert_eq!(pinned(&project, &tree), None);
    fs::remove_file(tree.join("data/api/identity/new.yaml")).unwrap();
    project.write("api/identity/definitions/unused.yaml", "{}");
    assert_eq!(pinned(&project, &tree), Some(head));
    let second = commit(&tree);
    assert_eq!(pinned(&project, &tree), Some(second));
    fs::remove_file(tree.join("data/api/identity/definitions/unused.yaml")).unwrap();
    assert_eq!(pinned(&project, &tree), None);
}

#[test]
fn the_commit_is_found_wherever_git_keeps_it() {
    let project = checkout();
    let tree = project.tree();
    let head = git(&tree, &["rev-parse", "HEAD"]);
    git(&tree, &["gc", "--quiet"]);
    git(&tree, &["pack-refs", "--all"]);
    assert_eq!(pinned(&project, &tree), Some(head.clone()));
    git(&tree, &["checkout", "--quiet", "--detach"]);
    assert_eq!(pinned(&project, &tree), Some(head.clone()));
    let worktree = project.folder().join("elsewhere/v1.19");
    git(&tree, &["worktree", "add", "--quiet", "-b", "other", worktree.to_str().unwrap()]);
    assert_eq!(pinned(&project, &worktree), Some(head));
    fs::write(worktree.join("data/api/identity/more.yaml"), document("/base", "  {}\n")).unwrap();
    let other = commit(&worktree);
    assert_eq!(pinned(&project, &worktree), Some(other));
    // Inside of a checkout, but not one itself.
    let inside = project.folder().join("repository/v1.19");
    fs::create_dir_all(&inside).unwrap();
    git(inside.parent().unwrap(), &["init", "--quiet"]);
    git(
        &project.folder().join("repository"),
        &["commit", "--quiet", "--allow-empty", "--message", "A commit"],
    );
    fs::rename(worktree.join("data"), inside.join("data")).unwrap();
    assert_eq!(pinned(&project, &inside), None);
}

#[test]
fn nothing_that_a_folder_configures_is_started() {
    let project = checkout();
    let tree = project.tree();
    let (program, trace) = (project.folder().join("program"), project.folder().join("trace"));
    fs::write(&program, format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\ncat\n", trace.display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let name = program.to_str().unwrap();
    for (key, value) in [
        ("core.fsmonitor", name),
        ("core.hooksPath", project.folder().to_str().unwrap()),
        ("core.pager", name),
        ("core.sshCommand", name),
        ("core.alternateRefsCommand", name),
        ("filter.own.clean", name),
        ("filter.own.smudge", name),
        ("filter.own.process", name),
        ("filter.own.required", "true"),
        ("diff.external", name),
        ("alias.status", &format!("!{name}")),
        ("alias.rev-parse", &format!("!{name}")),
        ("extensions.partialClone", "origin"),
        ("remote.origin.url", &format!("ext::{name}")),
        ("remote.origin.promisor", "true"),
        ("protocol.ext.allow", "always"),
    ] {
        // Written without git, which would start the programs.
        let path = tree.join(".git/config");
        let text = fs::read_to_string(&path).unwrap();
        let (section, key) = key.rsplit_once('.').unwrap();
        let section = section
            .split_once('.')
            .map_or_else(|| section.to_owned(), |(section, name)| format!("{section} \"{name}\""));
        fs::write(path, format!("{text}[{section}]\n\t{key} = {value}\n")).unwrap();
    }
    fs::write(tree.join(".gitattributes"), "* filter=own diff=own\n").unwrap();
    // Git runs the filters if a time differs from the index.
    project.write("api/identity/ping.yaml", &document("/base", &operation("/pong", "get", "ping")));
    for folder in [tree.clone(), tree.join("data")] {
        assert_eq!(pinned(&project, &folder), None);
    }
    // A missing object must not be fetched.
    fs::remove_dir_all(tree.join(".git/objects")).unwrap();
    fs::create_dir(tree.join(".git/objects")).unwrap();
    assert_eq!(pinned(&project, &tree), None);
    assert!(!trace.exists(), "{}", fs::read_to_string(trace).unwrap_or_default());
    // Git itself starts the programs.
    let _ = Command::new("git").arg("-C").arg(&tree).args(["status", "--porcelain"]).output();
    assert!(trace.exists());
}

#[test]
fn a_broken_repository_has_no_commit_and_does_no_harm() {
    let project = checkout();
    let tree = project.tree();
    let git_folder = tree.join(".git");
    for head in [
        "",
        "ref: refs/heads/../../../../etc/passwd",
        "ref: /etc/passwd",
        "ref: refs/heads/loop",
        "0123",
        &"0".repeat(40),
        &"-".repeat(40),
    ] {
        fs::create_dir_all(git_folder.join("refs/heads")).unwrap();
        fs::write(git_folder.join("refs/heads/loop"), "ref: refs/heads/loop").unwrap();
        fs::write(git_folder.join("HEAD"), head).unwrap();
        assert_eq!(pinned(&project, &tree), None, "{head}");
    }
    fs::remove_file(git_folder.join("HEAD")).unwrap();
    let made = Command::new("mkfifo").arg(git_folder.join("HEAD")).status().unwrap();
    assert!(made.success());
    assert_eq!(pinned(&project, &tree), None);
    fs::remove_dir_all(&git_folder).unwrap();
    fs::write(&git_folder, "gitdir: /dev").unwrap();
    assert_eq!(pinned(&project, &tree), None);
}

#[test]
fn a_pipe_or_a_device_in_place_of_a_file_is_refused() {
    let project = Project::new();
    let pipe = project.folder().join("v1.19.tar.gz");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [pipe.to_str().unwrap(), "/dev/zero"] {
        project.refused(&["v1.19", "--from", path], "not a plain file");
    }
    let bundles = project.folder().join("bundles");
    for api in ["client-server", "server-server", "application-service", "identity-service", "push-gateway"] {
        fs::create_dir_all(bundles.join(format!("{api}-api"))).unwrap();
        fs::write(bundles.join(format!("{api}-api/api.json")), "{}").unwrap();
    }
    let endless = bundles.join("identity-service-api/api.json");
    fs::remove_file(&endless).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &endless).unwrap();
    project.refused(
        &["v1.19", "--from", bundles.to_str().unwrap()],
        "the bundles of all five APIs are required, and there is no identity-service-api/api.json",
    );
}
