//! Binary bodies: uploads, downloads and files over federation.

pub(crate) mod body;
mod body_stream;
#[cfg(all(helper = "upload", any(helper = "download", helper = "download_without_credentials")))]
mod calls;
pub(crate) mod download;
mod exact_length;
pub(crate) mod federation_media;
mod file_source;
pub(crate) mod header_parameters;
pub(crate) mod multipart;
mod parts;
mod upload_progress;

pub use self::body::Body;
#[cfg(all(helper = "upload", any(helper = "download", helper = "download_without_credentials")))]
pub use self::calls::{DownloadMedia, UploadFile};
pub use self::download::{Download, DownloadStream};
pub use self::federation_media::{FederationContent, FederationMedia};
