//! Releases from a server, and servers that fail.

use std::fs;

use super::archives::archive;
use super::project::Project;
use super::server::{Reply, Server};

const REFERENCES: &str = "/matrix-spec.git/info/refs?service=git-upload-pack";
const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// Returns a server with one path.
fn serving(path: &str, reply: Reply) -> Server {
    Server::new([(path.to_owned(), reply)])
}

/// Returns the path of a reference's archive on upstream's host.
fn packed(reference: &str) -> String {
    format!("/matrix-spec/archive/refs/{reference}.tar.gz")
}

fn pin(project: &Project) -> String {
    fs::read_to_string(project.spec().join("pin.toml")).unwrap()
}

#[test]
fn a_release_comes_from_the_archive_of_its_tag() {
    let project = Project::new();
    let bytes = archive(&project, "matrix-spec-1.19", |_| {});
    let server = serving(&packed("tags/v1.19"), Reply::Whole(bytes));
    let upstream = server.url("/matrix-spec");
    let report = project.update(&["v1.19", "--upstream", &upstream]);
    assert!(report.starts_with("nothing to v1.19, 5 operations\n"), "{report}");
    assert_eq!(server.requested(), [packed("tags/v1.19")]);
    let source = server.url(&packed("tags/v1.19"));
    let expected = format!(
        "\nrelease = \"v1.19\"\nsource = \"{source}\"\ncommit = \"{COMMIT}\"\ndate = \"2000-02-29\"\n"
    );
    assert!(pin(&project).contains(&expected), "{}", pin(&project));
    assert!(pin(&project).contains(&project.sum_of_inputs()));
    project.refused(
        &["v1.20", "--upstream", &upstream],
        &format!(
            "cannot download {}: the server responded with 404 Not Found",
            server.url(&packed("tags/v1.20"))
        ),
    );
}

#[test]
fn the_latest_release_is_the_highest_of_the_tags() {
    let project = Project::new();
    let line = |reference: &str| format!("003d{COMMIT} {reference}\n");
    let list =
        ["HEAD\0symref=HEAD:refs/heads/main", "refs/tags/v1.20", "refs/tags/v1.3", "refs/tags/v1.21-rc.1"];
    let list = format!("001e# service=git-upload-pack\n0000{}0000", list.map(line).concat());
    let server = Server::new([
        (REFERENCES.to_owned(), Reply::Whole(list.into_bytes())),
        (packed("tags/v1.20"), Reply::Whole(archive(&project, "matrix-spec-1.20", |_| {}))),
    ]);
    let report = project.update(&["latest", "--upstream", &server.url("/matrix-spec")]);
    assert!(report.starts_with("nothing to v1.20, 5 operations\n"), "{report}");
    assert_eq!(server.requested(), [REFERENCES.to_owned(), packed("tags/v1.20")]);
    let none = serving(REFERENCES, Reply::Whole(b"0000".to_vec()));
    project.refused(&["latest", "--upstream", &none.url("/matrix-spec.git")], "has no tag of a release");
}

#[test]
fn an_unstable_release_is_pinned_as_such() {
    let project = Project::new();
    let mentions = "      x-addedInMatrixVersion: '1.21'\n";
    let ping = super::project::operation("/ping", "get", "ping");
    project.write("api/identity/ping.yaml", &super::project::document("/base", &(ping + mentions)));
    let server = serving(&packed("heads/main"), Reply::Whole(archive(&project, "matrix-spec-main", |_| {})));
    let report = project.update(&["unstable", "--upstream", &server.url("/matrix-spec")]);
    assert!(report.starts_with("nothing to v1.22, 5 operations\n"), "{report}");
    assert!(pin(&project).contains("\nrelease = \"v1.22\"\n"), "{}", pin(&project));
    assert!(pin(&project).contains("\nunstable = true\n"), "{}", pin(&project));
    assert!(pin(&project).contains(&format!("\ncommit = \"{COMMIT}\"\n")), "{}", pin(&project));
    project.update(&["v1.22"]);
    assert!(!pin(&project).contains("unstable"), "{}", pin(&project));
}

#[test]
fn an_archive_is_recognized_by_its_content_and_found_behind_redirects() {
    let project = Project::new();
    let bytes = archive(&project, "matrix-spec-1.19", |_| {});
    let server = Server::new([
        ("/tarball".to_owned(), Reply::Status(302, "/there/tarball?token=hush".to_owned())),
        ("/there/tarball?token=hush".to_owned(), Reply::Whole(bytes)),
        ("/round".to_owned(), Reply::Status(302, "/round".to_owned())),
    ]);
    project.update(&["--from", &server.url("/tarball")]);
    assert!(
        pin(&project).contains(&format!("source = \"{}\"\n", server.url("/tarball"))),
        "{}",
        pin(&project)
    );
    project.refused(&["--from", &server.url("/round")], "/round: it redirects too often");
}

#[test]
fn a_broken_download_changes_nothing() {
    let project = Project::new();
    project.update(&[]);
    let bytes = archive(&project, "v1.20", |_| {});
    let (length, path) = (bytes.len(), "/v1.20.tar.gz");
    for (reply, message) in [
        (Reply::Cut(bytes.clone(), length / 2), format!("ended too early, after {} bytes", length / 2)),
        (Reply::Cut(bytes.clone(), length - 1), format!("ended too early, after {} bytes", length - 1)),
        (Reply::Cut(bytes.clone(), 0), "ended too early, after 0 bytes".to_owned()),
        (Reply::Length(bytes.clone(), length + 1), format!("ended too early, after {length} bytes")),
        (Reply::Unfinished(bytes.clone()), format!("ended too early, after {length} bytes")),
        (Reply::Length(bytes.clone(), length - 1), "the archive ends too early".to_owned()),
        (Reply::Length(bytes.clone(), 0), "the archive ends too early".to_owned()),
        (
            Reply::Length(bytes, 128 * 1024 * 1024 + 1),
            "it is larger than the limit of 134217728 bytes".to_owned(),
        ),
        (Reply::Whole(b"<html>Sign in</html>".to_vec()), "/v1.20.tar.gz: the archive is damaged".to_owned()),
        (Reply::Status(500, String::new()), "the server responded with 500 ".to_owned()),
        (Reply::Status(403, String::new()), "the server responded with 403 Forbidden".to_owned()),
        (Reply::Status(302, "ftp://localhost/a".to_owned()), "v1.20.tar.gz: ".to_owned()),
        (Reply::Noise, "127.0.0.1 sent no HTTP response".to_owned()),
    ] {
        let server = serving(path, reply);
        project.refused(&["--from", &server.url(path)], &message);
    }
}

#[test]
fn without_a_network_the_message_helps_and_shows_no_secret() {
    let project = Project::new();
    project.update(&[]);
    for (address, message) in [
        (
            "http://me:hush@127.0.0.1:1/a.tar.gz?hush",
            "cannot download http://127.0.0.1:1/a.tar.gz: no connection to 127.0.0.1",
        ),
        (
            "https://me:hush@no.such.host.invalid/a.tar.gz#hush",
            "cannot download https://no.such.host.invalid/a.tar.gz: no connection to no.such.host.invalid",
        ),
        ("ftp://me:hush@localhost/a.tar.gz", "cannot download ftp://localhost/a.tar.gz: only http and https"),
        ("http://me:hush@:80:80/a.tar.gz", "the URL after `--from` is not valid"),
    ] {
        project.refused(&["--from", address], message);
        let errors = String::from_utf8(project.run(&["--from", address]).stderr).unwrap();
        assert!(!errors.contains("hush"), "{errors}");
    }
    project.refused(
        &["latest", "--upstream", "http://127.0.0.1:1/matrix-spec"],
        "import a release from disk with `--from`",
    );
}
