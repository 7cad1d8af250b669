//! Binary bodies, sent and received.

pub(crate) mod body;
pub(crate) mod download;
pub(crate) mod exact_length;
pub(crate) mod federation_media;
pub(crate) mod multipart;
pub(crate) mod parameters;
pub(crate) mod progress;

pub use self::body::Body;
pub use self::download::{Download, DownloadStream};
pub use self::federation_media::{FederationContent, FederationMedia};
