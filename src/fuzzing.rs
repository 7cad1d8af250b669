//! Internal parsers, for the fuzz targets alone: compiled only with `--cfg fuzzing`.

use bytes::Bytes;
use matrix_openapi_core::error::ApiError;
use url::Url;

pub use crate::auth::bearer_token::BearerToken;
use crate::auth::uia::Uia;
pub use crate::client::base_url::{PlainHttp, base_url, is_loopback};
pub use crate::http::redirect::redirect_target;
pub use crate::media::header_parameters::file_name;
pub use crate::media::multipart::{MultipartReader, PartContent, boundary};
pub use matrix_openapi_core::__private::encode;

/// Returns the `auth` object for the next stage of the challenge in an error.
pub async fn respond(uia: &Uia, base: &Url, error: &ApiError, tried: &mut Vec<String>) -> Option<Bytes> {
    uia.respond(base, error.uia.as_ref()?, error.errcode.as_ref(), tried).await.ok().flatten()
}
