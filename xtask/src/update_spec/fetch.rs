//! Archives from the network, which `curl` fetches: this is the project's only step that needs one, once a release.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::Release;

/// The packed data files of all of the specification are a tenth of this.
const MOST_BYTES: &str = "134217728";

/// The archive that upstream publishes of a release.
pub fn published(release: Release) -> String {
    format!("https://github.com/matrix-org/matrix-spec/archive/refs/tags/{release}.tar.gz")
}

/// Whether this is an address rather than a path.
pub fn is_address(from: &str) -> bool {
    from.split_once("://")
        .is_some_and(|(scheme, _)| scheme.bytes().all(|letter| letter.is_ascii_alphanumeric()))
}

/// The address without what may be secret in it: the user, the query and the fragment.
pub fn public_part(address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    format!("{scheme}://{host}/{path}")
}

/// Fetches an archive into a folder and returns where it is.
pub fn download(address: &str, into: &Path) -> Result<PathBuf> {
    let public = public_part(address);
    if !address.starts_with("https://") {
        bail!("{public} cannot be downloaded: only https is safe from changes on the way");
    }
    // Named like upstream names it, for the release may be in the name.
    let name =
        public.rsplit('/').next().filter(|name| !name.is_empty() && *name != "..").unwrap_or("archive");
    let path = into.join(name);
    let output = Command::new("curl")
        .args([
            "--fail",
            "--silent",
            "--show-error",
            "--location",
            "--proto",
            "=https",
            "--max-filesize",
            MOST_BYTES,
        ])
        .arg("--output")
        .arg(&path)
        .args(["--url", address])
        .output()
        .with_context(|| format!("{public} cannot be downloaded: curl cannot be run"))?;
    if !output.status.success() {
        // Only the status, since messages may repeat the address.
        bail!("{public} cannot be downloaded: curl ended with {}", output.status);
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths_are_told_apart() {
        assert!(is_address("https://example.org/a.tar.gz") && is_address("http://a"));
        assert!(!is_address("a/b.tar.gz") && !is_address("./https://a") && !is_address("/a://b"));
    }

    #[test]
    fn secrets_of_an_address_are_not_public() {
        assert_eq!(
            public_part("https://me:key@example.org/v1.19.tar.gz?key=1#key"),
            "https://example.org/v1.19.tar.gz"
        );
        assert_eq!(public_part("https://example.org"), "https://example.org/");
        assert_eq!(public_part("https://a@b/c@d"), "https://b/c@d");
    }

    #[test]
    fn the_published_archive_is_named_after_the_release() {
        let address = published("1.19".parse().unwrap());
        assert!(address.starts_with("https://") && address.ends_with("/v1.19.tar.gz"), "{address}");
    }
}
