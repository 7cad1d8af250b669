//! Files of other homeservers, which arrive as multipart responses.

use std::time::Duration;

use http::header::LOCATION;
use matrix_openapi_core::__private::decode;
use matrix_openapi_core::json::RawObject;
use url::Url;

use crate::error::Error;
use crate::http::redirect::{Redirect, redirect_target};
use crate::media::body_stream::BodyStream;
use crate::media::download::Download;
use crate::media::multipart::boundary;
use crate::media::parts::Parts;

/// A file of another server's content repository.
///
/// See [content repository](https://spec.matrix.org/v1.19/server-server-api/#content-repository).
#[derive(Debug)]
#[non_exhaustive]
pub struct FederationMedia {
    /// The metadata of the file; an empty object in all current releases.
    pub metadata: RawObject,
    /// The file.
    pub content: FederationContent,
}

/// The file of a [`FederationMedia`].
#[derive(Debug)]
#[non_exhaustive]
pub enum FederationContent {
    /// The file is part of the response.
    File(Download),
    /// The file is at another URL, perhaps only for a short time. Fetch it without credentials.
    Redirect(Redirect),
}

impl FederationMedia {
    /// Reads a response up to the content of the file.
    pub(crate) async fn read(
        operation: &'static str,
        response: reqwest::Response,
        from: &Url,
        limit: usize,
        idle: Duration,
    ) -> Result<Self, Error> {
        let status = response.status();
        let boundary =
            boundary(response.headers()).map_err(|problem| Error::Multipart { operation, problem })?;
        let mut parts = Parts::new(operation, BodyStream::new(operation, response, idle), &boundary);
        // Text before the first boundary has no meaning.
        parts.skip_content().await?;
        parts.headers().await?;
        let metadata = decode(operation, parts.content_within(limit).await?)?.value;
        let headers = parts.headers().await?;
        let content = if headers.contains_key(LOCATION) {
            FederationContent::Redirect(Redirect::new(
                status,
                redirect_target(from, &headers).map_err(|problem| Error::Redirect { operation, problem })?,
            ))
        } else {
            FederationContent::File(Download::of_part(status, headers, parts))
        };
        Ok(Self { metadata, content })
    }
}
