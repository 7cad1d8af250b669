//! Small upstream trees for tests, written into a temporary folder.

use std::fs;
use std::path::PathBuf;

use matrix_openapi_codegen::Api;
use tempfile::TempDir;

/// A tree in which each API has one operation; tests add or replace files.
pub struct Tree {
    folder: TempDir,
}

impl Tree {
    pub fn new() -> Self {
        let tree = Self { folder: TempDir::with_prefix("tree").unwrap() };
        for api in Api::ALL {
            tree.write(
                &format!("api/{api}/ping.yaml"),
                &document("/base", &operation("/ping", "get", "ping")),
            );
        }
        tree
    }

    /// Returns the path, which is named like a release.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("v1.19")
    }

    /// Writes a file below `data`.
    pub fn write(&self, file: &str, text: &str) {
        let path = self.path().join("data").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Adds a file of the client-server API.
    pub fn with(self, file: &str, text: &str) -> Self {
        self.write(&format!("api/client-server/{file}"), text);
        self
    }

    /// Returns the path of a folder beside the tree.
    pub fn beside(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(&path).unwrap();
        path
    }

    /// Copies the tree to a folder with another name, and returns its path.
    pub fn renamed(&self, name: &str) -> PathBuf {
        let path = self.beside(name);
        matrix_openapi_testing::copy_folder(&self.path(), &path);
        path
    }
}

/// Returns a document with a path prefix and these paths; more keys may follow.
pub fn document(base: &str, paths: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: A, version: 1.0.0}}\n\
         servers:\n  - url: 'https://{{basePath}}'\n    variables:\n      basePath: {{default: {base}}}\npaths:\n{paths}"
    )
}

/// Returns a path with one operation, whose response is empty.
pub fn operation(path: &str, method: &str, id: &str) -> String {
    format!(
        "  \"{path}\":\n    {method}:\n      operationId: {id}\n      responses: {{200: {{description: Fine.}}}}\n"
    )
}

/// Returns a path with one operation, whose response is JSON of a schema.
pub fn responding(path: &str, id: &str, schema: &str) -> String {
    format!(
        "  \"{path}\":\n    get:\n      operationId: {id}\n      responses:\n        200:\n          description: Fine.\n          \
         content: {{application/json: {{schema: {schema}}}}}\n"
    )
}
