//! Interrupted updates: killed, without space, without permission. They leave the old description or the new one.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Write, stderr};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::project::{Project, document, operation};

type Files = BTreeMap<String, Vec<u8>>;

/// Writes an old description and a tree of a new one; returns both as files.
fn old_and_new(project: &Project) -> (Files, Files) {
    project.update(&[]);
    let old = project.snapshot();
    for api in ["client-server", "identity"] {
        let paths: String =
            (0..20).map(|index| operation(&format!("/{index}"), "get", &format!("get{index}"))).collect();
        project.write(&format!("api/{api}/new.yaml"), &document("/base", &paths));
    }
    project.update(&["v1.20"]);
    let new = project.snapshot();
    project.restore(&old);
    (old, new)
}

/// Pseudorandom numbers, the same in every run (Marsaglia, "Xorshift RNGs").
struct Random(u64);

impl Random {
    fn below(&mut self, end: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        end.mul_f64((self.0 >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

#[test]
fn a_kill_at_any_point_leaves_the_old_or_the_new() {
    let project = Project::new();
    let (old, new) = old_and_new(&project);
    let incoming = project.spec().with_file_name("spec.incoming");
    let started = Instant::now();
    project.update(&["v1.20", "--dry-run"]);
    let duration = started.elapsed();
    let mut random = Random(0x6d61_7472_6978_2121);
    let (mut olds, mut news) = (0, 0);
    for point in 0..50 {
        project.restore(&old);
        let mut child =
            project.command(&["v1.20"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // At any time; while files are written; shortly around the exchange.
        let (after, within) = match point % 3 {
            0 => (None, duration.mul_f64(1.2)),
            1 => (Some(incoming.clone()), duration.mul_f64(0.5)),
            _ => (Some(incoming.join("overlays")), Duration::from_millis(5)),
        };
        while after.as_ref().is_some_and(|after| !after.exists()) && child.try_wait().unwrap().is_none() {
            sleep(Duration::from_micros(200));
        }
        let delay = random.below(within);
        sleep(delay);
        child.kill().unwrap();
        child.wait().unwrap();
        let found = project.snapshot();
        match (found == old, found == new) {
            (true, _) => olds += 1,
            (_, true) => news += 1,
            _ => panic!("kill {point} after {delay:?}: {:?}", found.keys()),
        }
        if point % 10 == 9 {
            project.update(&["v1.20"]);
            assert_eq!(project.snapshot(), new, "kill {point} after {delay:?}");
            assert_eq!(project.beside_spec(), ["spec", "v1.19"], "kill {point} after {delay:?}");
        }
    }
    eprintln!("{olds} kills left the old description, {news} the new one");
}

#[test]
fn two_updates_of_one_folder_do_not_interfere() {
    let project = Project::new();
    let (old, new) = old_and_new(&project);
    let mut children: Vec<_> = (0..4)
        .map(|_| project.command(&["v1.20"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap())
        .collect();
    for child in children.drain(..) {
        let output = child.wait_with_output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() || errors.contains("another update is running in "), "{errors}");
    }
    assert_ne!(new, old);
    assert_eq!(project.snapshot(), new);
}

/// A file system in memory.
struct Disk<'a> {
    folder: &'a Path,
}

impl<'a> Disk<'a> {
    /// Mounts it; `None`, with a note on standard error, if this is not permitted.
    fn mount(folder: &'a Path, options: &str) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(folder).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self { folder });
        }
        // Not captured with the test's output, so it is seen.
        let _ = writeln!(stderr(), "skipped: mounting a file system needs root");
        None
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let status = Command::new("mount").args(["-o", &options]).arg(self.folder).status().unwrap();
        assert!(status.success(), "{options}");
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.folder).status();
    }
}

#[test]
fn a_full_disk_leaves_the_old() {
    let sample = Project::new();
    let (old, _) = old_and_new(&sample);
    let folder = sample.folder().join("disk");
    let Some(disk) = Disk::mount(&folder, "size=4m") else { return };
    let project = Project::in_folder(disk.folder);
    let (also_old, new) = old_and_new(&project);
    assert_eq!(also_old, old);
    let ballast = disk.folder.join("ballast");
    let mut refusals = 0;
    // With increasing room, so each file in turn does not fit.
    for pages in 0..200 {
        fill(&ballast);
        fs::OpenOptions::new()
            .write(true)
            .open(&ballast)
            .and_then(|file| {
                let length = file.metadata()?.len();
                file.set_len(length.saturating_sub(pages * 4096))
            })
            .unwrap();
        let output = project.run(&["v1.20"]);
        if output.status.success() {
            break;
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.contains("No space left on device"), "{pages} pages: {errors}");
        assert_eq!(project.snapshot(), old, "{pages} pages: {errors}");
        assert_eq!(project.beside_spec(), ["ballast", "spec", "v1.19"], "{pages} pages: {errors}");
        refusals += 1;
    }
    assert!(refusals >= 10, "only {refusals} sizes were too small");
    assert_eq!(project.snapshot(), new);
}

/// Fills the file system.
fn fill(ballast: &Path) {
    let mut file = fs::OpenOptions::new().create(true).append(true).open(ballast).unwrap();
    while file.write_all(&[1; 4096]).is_ok() {}
}

#[test]
fn a_read_only_folder_stays_as_it_is() {
    let project = Project::new();
    let (old, new) = old_and_new(&project);
    let mode = |mode| fs::set_permissions(project.spec(), fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    project.refused(&["v1.20"], "spec is read-only, nothing was changed");
    let report = project.update(&["v1.20", "--dry-run"]);
    assert!(report.starts_with("v1.19 to v1.20, 45 operations\n"), "{report}");
    assert_eq!(project.snapshot(), old);
    mode(0o755);
    project.update(&["v1.20"]);
    assert_eq!(project.snapshot(), new);
}

#[test]
fn a_read_only_disk_stays_as_it_is() {
    let sample = Project::new();
    let folder = sample.folder().join("disk");
    let Some(disk) = Disk::mount(&folder, "size=4m") else { return };
    let project = Project::in_folder(disk.folder);
    let (_, new) = old_and_new(&project);
    disk.remount("ro");
    project.refused(&["v1.20"], "spec.incoming: Read-only file system");
    let report = project.update(&["v1.20", "--dry-run"]);
    assert!(report.ends_with("dry run, nothing was written\n"), "{report}");
    disk.remount("rw");
    project.update(&["v1.20"]);
    assert_eq!(project.snapshot(), new);
}

#[test]
fn a_folder_that_is_a_disk_of_its_own_stays_as_it_is() {
    let project = Project::new();
    let (old, _) = old_and_new(&project);
    let folder = project.spec();
    fs::remove_dir_all(&folder).unwrap();
    let Some(_disk) = Disk::mount(&folder, "size=4m") else { return };
    for (name, bytes) in &old {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    project.refused(&["v1.20"], "cannot move files into ");
}
