//! Internal parsers, for the fuzz targets alone: compiled only with `--cfg fuzzing`.

use bytes::Bytes;
use matrix_openapi_core::error::ApiError;
use url::Url;

pub use crate::auth::bearer_token::BearerToken;
use crate::auth::uia::Uia;
pub use crate::client::base_url::{PlainHttp, base_url, is_loopback};
pub use crate::http::redirect::location;
pub use crate::media::multipart::{MultipartReader, Piece, boundary};
pub use crate::media::parameters::file_name;
pub use matrix_openapi_core::__private::encode;

/// The `auth` object for the next stage of the challenge in an error.
pub async fn answer(uia: &Uia, base: &Url, error: &ApiError, tried: &mut Vec<String>) -> Option<Bytes> {
    uia.answer(base, error.uia.as_ref()?, error.errcode.as_ref(), tried).await.ok().flatten()
}
