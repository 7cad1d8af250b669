//! A project's `spec` folder beside a small upstream tree, both temporary.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

const APIS: [&str; 5] = ["application-service", "client-server", "identity", "push-gateway", "server-server"];

/// The folders, with methods to run the program on them.
pub struct Project {
    folder: PathBuf,
    _temporary: Option<TempDir>,
}

impl Project {
    /// Returns a project with one operation in each API and with overlays that change nothing.
    pub fn new() -> Self {
        let temporary = TempDir::new().unwrap();
        let project = Self::in_folder(temporary.path());
        Self { _temporary: Some(temporary), ..project }
    }

    /// Returns such a project in an existing folder.
    pub fn in_folder(folder: &Path) -> Self {
        let project = Self { folder: folder.to_owned(), _temporary: None };
        for api in APIS {
            project.write(
                &format!("api/{api}/ping.yaml"),
                &document("/base", &operation("/ping", "get", "ping")),
            );
        }
        fs::create_dir_all(project.spec().join("overlays")).unwrap();
        fs::write(project.spec().join("overlays/corrections.yaml"), "overlay: 1.0.0\nactions: []\n").unwrap();
        project
    }

    /// Returns the folder around the spec folder and the tree.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn spec(&self) -> PathBuf {
        self.folder().join("spec")
    }

    pub fn tree(&self) -> PathBuf {
        self.folder().join("v1.19")
    }

    /// Writes a file below `data`.
    pub fn write(&self, file: &str, text: &str) {
        let path = self.tree().join("data").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Returns the command `update-spec`, from the tree unless the arguments say otherwise.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("update-spec").args(arguments).arg("--spec").arg(self.spec()).env("NO_PROXY", "*");
        // Compiling is slow; the tests that need it set this themselves.
        command.env("CARGO", "true");
        if !arguments.iter().any(|argument| ["--from", "--upstream"].contains(argument)) {
            command.arg("--from").arg(self.tree());
        }
        command
    }

    /// Runs `update-spec`.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs `update-spec` successfully and returns the report.
    pub fn update(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs `update-spec`, which must fail with this message and change nothing.
    pub fn refused(&self, arguments: &[&str], message: &str) {
        let (before, beside) = (self.snapshot(), self.beside_spec());
        let output = self.run(arguments);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(errors.contains(message), "expected {message}\nfound {errors}");
        assert_eq!(output.status.code(), Some(1), "{errors}");
        assert_eq!(self.snapshot(), before, "{message}");
        assert_eq!(self.beside_spec(), beside, "{message}");
    }

    /// Returns the text of an API's file.
    pub fn yaml(&self, api: &str) -> String {
        fs::read_to_string(self.spec().join(format!("{api}.yaml"))).unwrap()
    }

    /// Returns the hashes of upstream's prose.
    pub fn prose(&self) -> String {
        fs::read_to_string(self.spec().join("prose.yaml")).unwrap()
    }

    /// Returns all files of the spec folder with their bytes.
    pub fn snapshot(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.spec(), &self.spec(), &mut files);
        files
    }

    /// Restores the files of the spec folder.
    pub fn restore(&self, files: &BTreeMap<String, Vec<u8>>) {
        fs::remove_dir_all(self.spec()).unwrap();
        for (name, bytes) in files {
            let path = self.spec().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    /// Returns the names in the folder around the spec folder.
    pub fn beside_spec(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Returns the hash in the pin of a tree whose files are all read.
    pub fn sum_of_inputs(&self) -> String {
        let mut files = BTreeMap::new();
        let data = self.tree().join("data");
        collect(&data, &data, &mut files);
        let mut lines: Vec<_> =
            files.iter().map(|(name, bytes)| format!("{}  {name}\n", sha256(bytes))).collect();
        lines.sort();
        sha256(lines.concat().as_bytes())
    }
}

/// Returns a document with a prefix and these paths, to which more keys can be appended.
pub fn document(base: &str, paths: &str) -> String {
    format!(
        "openapi: 3.1.0\nservers:\n  - url: 'https://{{basePath}}'\n    \
         variables: {{basePath: {{default: {base}}}}}\npaths:\n{paths}"
    )
}

/// Returns a path with one operation, whose response is empty.
pub fn operation(path: &str, method: &str, id: &str) -> String {
    format!(
        "  {path}:\n    {method}:\n      operationId: {id}\n      responses: {{200: {{description: Fine.}}}}\n"
    )
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            files.insert(
                path.strip_prefix(root).unwrap().to_str().unwrap().to_owned(),
                fs::read(&path).unwrap(),
            );
        }
    }
}
