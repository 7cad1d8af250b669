//! Archives of upstream trees, good and bad.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{Builder, EntryType, Header};

use super::project::Project;

pub type Tar = Builder<GzEncoder<Vec<u8>>>;

/// Returns an archive of a project's tree below a folder, with entries added by `more`.
pub fn archive(project: &Project, top: &str, more: impl FnOnce(&mut Tar)) -> Vec<u8> {
    let mut tar = Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    let mut comment = header(EntryType::XGlobalHeader, 0);
    let text = format!("52 comment={}\n", "0123456789abcdef0123456789abcdef01234567");
    assert_eq!(text.len(), 52);
    comment.set_size(52);
    tar.append_data(&mut comment, "pax_global_header", text.as_bytes()).unwrap();
    append(&mut tar, &project.tree(), &project.tree(), top);
    more(&mut tar);
    tar.into_inner().unwrap().finish().unwrap()
}

fn append(tar: &mut Tar, root: &Path, folder: &Path, top: &str) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            append(tar, root, &path, top);
        } else {
            let bytes = fs::read(&path).unwrap();
            let mut header = header(EntryType::Regular, bytes.len());
            header.set_mtime(951_782_400);
            tar.append_data(
                &mut header,
                Path::new(top).join(path.strip_prefix(root).unwrap()),
                bytes.as_slice(),
            )
            .unwrap();
        }
    }
}

fn header(kind: EntryType, size: usize) -> Header {
    let mut header = Header::new_ustar();
    header.set_entry_type(kind);
    header.set_size(size as u64);
    header.set_mode(0o644);
    header
}

/// Adds an entry with a name that the library refuses to write.
fn raw_entry(tar: &mut Tar, name: &str, kind: EntryType, link: &str) {
    let mut header = header(kind, 0);
    header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
    header.as_mut_bytes()[157..157 + link.len()].copy_from_slice(link.as_bytes());
    header.set_cksum();
    tar.append(&header, std::io::empty()).unwrap();
}

fn put(project: &Project, name: &str, bytes: &[u8]) -> PathBuf {
    let path = project.folder().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn an_archive_also_has_a_commit_and_a_date() {
    let project = Project::new();
    project.update(&[]);
    let from_folder = project.snapshot();
    let bytes = archive(&project, "matrix-spec-1.19", |_| {});
    let path = put(&project, "anything.tar.gz", &bytes);
    // The description is the same, so the pin keeps the folder as source until it is removed.
    let report = project.update(&["--from", path.to_str().unwrap()]);
    assert_eq!(report, "v1.19 to v1.19, 5 operations\nno change\n");
    assert_eq!(project.snapshot(), from_folder);
    fs::remove_file(project.spec().join("pin.toml")).unwrap();
    project.update(&["--from", path.to_str().unwrap()]);
    let pin = fs::read_to_string(project.spec().join("pin.toml")).unwrap();
    assert!(
        pin.contains(
            "source = \"anything.tar.gz\"\ncommit = \"0123456789abcdef0123456789abcdef01234567\"\ndate = \"2000-02-29\"\n"
        ),
        "{pin}"
    );
    let sum = |pin: &str| pin.lines().find(|line| line.starts_with("sha256")).unwrap().to_owned();
    assert_eq!(sum(&pin), sum(std::str::from_utf8(&from_folder["pin.toml"]).unwrap()));
    let before = project.snapshot();
    assert!(project.update(&["--from", path.to_str().unwrap()]).ends_with("no change\n"));
    assert_eq!(project.snapshot(), before);
    project.update(&["--from", path.to_str().unwrap(), "--date", "2026-05-01"]);
    assert!(fs::read_to_string(project.spec().join("pin.toml")).unwrap().contains("date = \"2026-05-01\"\n"));
}

#[test]
fn the_release_may_be_in_the_name_of_an_archive_only() {
    let project = Project::new();
    let path = put(&project, "v1.18.tar.gz", &archive(&project, "", |_| {}));
    assert!(
        project.update(&["--from", path.to_str().unwrap()]).starts_with("nothing to v1.18, 5 operations\n")
    );
}

#[test]
fn truncated_archives_are_refused() {
    let project = Project::new();
    project.update(&[]);
    let whole = archive(&project, "v1.20", |_| {});
    for length in [whole.len() / 3, whole.len() / 2, whole.len() - 9, whole.len() - 1] {
        let path = put(&project, "v1.20.tar.gz", &whole[..length]);
        project.refused(&["--from", path.to_str().unwrap()], "the archive ends too early; download it again");
    }
    for bytes in [&b""[..], b"<html>not found</html>"] {
        let path = put(&project, "v1.20.tar.gz", bytes);
        project.refused(&["--from", path.to_str().unwrap()], "v1.20.tar.gz: the archive ");
    }
}

#[test]
fn archives_with_entries_outside_are_refused() {
    for (name, kind, link, message) in [
        ("v1.20/data/../../../evil", EntryType::Regular, "", "leads out of the archive"),
        ("../evil", EntryType::Regular, "", "leads out of the archive"),
        ("/tmp/evil", EntryType::Regular, "", "leads out of the archive"),
        ("v1.20/../evil", EntryType::Directory, "", "leads out of the archive"),
        ("v1.20/data/evil", EntryType::Symlink, "/etc", "is not a plain file (Symlink)"),
        ("v1.20/data/evil.yaml", EntryType::Link, "/etc/passwd", "is not a plain file (Link)"),
        ("v1.20/data/evil", EntryType::Fifo, "", "is not a plain file (Fifo)"),
        ("evil", EntryType::Symlink, "/etc", "is not a plain file (Symlink)"),
    ] {
        let project = Project::new();
        project.update(&[]);
        let bytes = archive(&project, "v1.20", |tar| raw_entry(tar, name, kind, link));
        let path = put(&project, "v1.20.tar.gz", &bytes);
        project.refused(&["--from", path.to_str().unwrap()], &format!("the entry {name} {message}"));
    }
}

#[test]
fn archives_of_other_content_are_refused() {
    let project = Project::new();
    project.update(&[]);
    let mut tar = Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    tar.append_data(&mut header(EntryType::Regular, 1), "other/file", &b"x"[..]).unwrap();
    let path = put(&project, "v1.20.tar.gz", &tar.into_inner().unwrap().finish().unwrap());
    project.refused(&["--from", path.to_str().unwrap()], "the archive contains no folder data");
}

#[test]
fn archives_beyond_the_limits_are_refused() {
    let project = Project::new();
    project.update(&[]);
    let bytes = archive(&project, "v1.20", |tar| {
        let mut header = header(EntryType::Regular, 513 * 1024 * 1024);
        header.set_path("v1.20/data/api/large.yaml").unwrap();
        header.set_cksum();
        tar.get_mut().write_all(header.as_bytes()).unwrap();
    });
    let path = put(&project, "v1.20.tar.gz", &bytes);
    project.refused(
        &["--from", path.to_str().unwrap()],
        "the archive unpacks to more than the limit of 512 MiB",
    );
}

#[test]
fn an_archive_of_two_trees_is_refused() {
    let project = Project::new();
    let bytes = archive(&project, "v1.19", |tar| append(tar, &project.tree(), &project.tree(), "v1.18"));
    let path = put(&project, "both.tar.gz", &bytes);
    project.refused(&["--from", path.to_str().unwrap()], "the archive contains more than one folder data");
}
