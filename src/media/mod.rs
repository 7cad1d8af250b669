//! Binary bodies: uploads, downloads and files over federation.

pub(crate) mod body;
mod body_stream;
pub(crate) mod download;
mod exact_length;
pub(crate) mod federation_media;
pub(crate) mod header_parameters;
pub(crate) mod multipart;
mod parts;
mod upload_progress;

pub use self::body::Body;
pub use self::download::{Download, DownloadStream};
pub use self::federation_media::{FederationContent, FederationMedia};
