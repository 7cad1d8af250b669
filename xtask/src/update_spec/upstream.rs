//! The upstream repository: its releases, and their archives.

use std::str::FromStr;

use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::Release;
use reqwest::Url;

use super::fetch::Downloads;

/// The URL of the upstream repository.
pub const REPOSITORY: &str = "https://github.com/matrix-org/matrix-spec";

/// The branch of the next release.
const UNSTABLE: &str = "refs/heads/main";

/// The release to import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// This release.
    Release(Release),
    /// The newest release.
    Latest,
    /// The current state of the next release.
    Unstable,
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "latest" => Ok(Self::Latest),
            "unstable" => Ok(Self::Unstable),
            text => {
                text.parse().map(Self::Release).map_err(|error| format!("{error}, `latest` or `unstable`"))
            }
        }
    }
}

/// Returns the URL of the archive, and the release in it unless it is the state of the next one.
pub fn archive(repository: &str, wanted: Wanted, downloads: &Downloads) -> Result<(Url, Option<Release>)> {
    let release = match wanted {
        Wanted::Release(release) => Some(release),
        Wanted::Latest => Some(latest(repository, downloads)?),
        Wanted::Unstable => None,
    };
    let name = release.map_or_else(|| UNSTABLE.to_owned(), |release| format!("refs/tags/{release}"));
    Ok((address(repository, &format!("/archive/{name}.tar.gz"))?, release))
}

/// Returns the newest release with a tag, from the list of references that git hosts serve.
fn latest(repository: &str, downloads: &Downloads) -> Result<Release> {
    let list = downloads.bytes(&address(repository, ".git/info/refs?service=git-upload-pack")?)?;
    let Some(release) = newest(&String::from_utf8_lossy(&list)) else {
        bail!("{repository} has no tag of a release; name the release instead of `latest`");
    };
    Ok(release)
}

/// Returns the newest release among lines that end in `refs/tags/<tag>`; release candidates do not count.
fn newest(references: &str) -> Option<Release> {
    let tags = references.lines().filter_map(|line| line.rsplit_once(" refs/tags/"));
    tags.filter_map(|(_, tag)| tag.strip_prefix('v')?.parse().ok()).max()
}

fn address(repository: &str, path: &str) -> Result<Url> {
    let repository = repository.trim_end_matches('/').trim_end_matches(".git");
    Url::parse(&format!("{repository}{path}")).context("the URL of the upstream repository is not valid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_a_release_or_one_of_two_words() {
        assert_eq!("latest".parse(), Ok(Wanted::Latest));
        assert_eq!("unstable".parse(), Ok(Wanted::Unstable));
        assert_eq!("v1.19".parse(), Ok(Wanted::Release(Release { major: 1, minor: 19 })));
        let refused = "newest".parse::<Wanted>();
        assert_eq!(
            refused,
            Err("`newest` is not a Matrix release such as v1.19, `latest` or `unstable`".to_owned())
        );
    }

    #[test]
    fn the_newest_release_has_the_highest_number() {
        let line = |reference: &str| format!("003d{} {reference}\n", "0".repeat(40));
        let list = [
            "HEAD\0symref=HEAD:refs/heads/main",
            "refs/heads/v1.30",
            "refs/tags/v1.9",
            "refs/tags/v1.19",
            "refs/tags/v1.19^{}",
            "refs/tags/v1.20-rc.1",
            "refs/tags/r0.6.1",
            "refs/tags/1.40",
        ];
        let newest = newest(&list.map(line).concat());
        assert_eq!(newest, Some(Release { major: 1, minor: 19 }));
        assert_eq!(super::newest(""), None);
    }
}
