//! Uploads and downloads by content URI and by file.

use std::fmt;
use std::path::{Path, PathBuf};

use matrix_openapi_core::arguments::IntoOption;
use matrix_openapi_core::id::{IntoId, MxcUri};

use crate::client::options::CallOptions;
use crate::client_server::Client;
use crate::error::Error;
use crate::http::box_future::BoxFuture;
use crate::http::call::Call;
use crate::http::response_fields::{self, ResponseFields};
use crate::media::body::Body;
use crate::media::download::Download;

/// A download; [`Client::download`] and [`Client::thumbnail`] start one. Await it.
///
/// It fails with the variants of [`Error`].
#[must_use = "a download starts only once it is awaited"]
pub struct DownloadMedia<'a> {
    call: Result<Call<'a>, Error>,
}

/// The upload of a file; [`Client::upload_file`] starts one. Await it: the output is the URI of the content.
///
/// It fails with the variants of [`Error`]; a path to something other than a plain file, or to one that cannot be opened, is an
/// invalid argument. The file is read anew for each retry, and after a refresh of the token.
#[must_use = "a file is uploaded only once it is awaited"]
pub struct UploadFile<'a> {
    call: Result<Call<'a>, Error>,
    path: PathBuf,
    filename: Option<String>,
}

impl DownloadMedia<'_> {
    /// Overrides client settings for this request, replacing any earlier options.
    pub fn options(mut self, options: impl Into<CallOptions>) -> Self {
        if let Ok(call) = &mut self.call {
            call.options(options);
        }
        self
    }
}

impl UploadFile<'_> {
    /// Sets the type of the content, such as `image/png`. The default is `application/octet-stream`, since the name of a file
    /// does not tell its content.
    pub fn content_type(mut self, content_type: impl IntoOption<String>) -> Self {
        if let (Ok(call), Some(content_type)) = (&mut self.call, content_type.into_option()) {
            call.header("Content-Type", &content_type);
        }
        self
    }

    /// Sets the name under which the file is uploaded, in place of its own; `None` uploads it without a name.
    pub fn filename(mut self, filename: impl IntoOption<String>) -> Self {
        self.filename = filename.into_option();
        self
    }

    /// Overrides client settings for this request, replacing any earlier options.
    pub fn options(mut self, options: impl Into<CallOptions>) -> Self {
        if let Ok(call) = &mut self.call {
            call.options(options);
        }
        self
    }

    async fn send(self) -> Result<MxcUri, Error> {
        let mut call = self.call?;
        let operation = call.operation().id;
        let body = Body::file(&self.path).await;
        let refuse = |error| Error::argument(operation, "path", format!("cannot be read: {error}"));
        call.bytes(body.map_err(refuse)?);
        call.query("filename", &self.filename);
        ResponseFields::of(call).await?.content_uri()
    }
}

impl<'a> IntoFuture for DownloadMedia<'a> {
    type Output = Result<Download, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.call?.send_stream().await })
    }
}

impl<'a> IntoFuture for UploadFile<'a> {
    type Output = Result<MxcUri, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl Client {
    /// Starts the download of content, which is streamed.
    ///
    /// Servers before Matrix v1.11 have no authenticated media; use `get_content` for them.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let picture = client.download("mxc://example.org/abc").await?.bytes_within(1 << 20).await?;
    /// println!("{} bytes", picture.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn download(&self, content: impl IntoId<MxcUri>) -> DownloadMedia<'_> {
        self.media(["getContentAuthed", "getContent"], &content)
    }

    /// Starts the download of a thumbnail of content. It has at least this size, in pixels, if the server can make it.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let thumbnail = client.thumbnail("mxc://example.org/abc", 64, 64).await?.bytes_within(1 << 20).await?;
    /// println!("{} bytes", thumbnail.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn thumbnail(&self, content: impl IntoId<MxcUri>, width: u32, height: u32) -> DownloadMedia<'_> {
        let mut download = self.media(["getContentThumbnailAuthed", "getContentThumbnail"], &content);
        if let Ok(call) = &mut download.call {
            call.query("width", &u64::from(width));
            call.query("height", &u64::from(height));
        }
        download
    }

    /// Starts the upload of a file under its own name, read while it is sent.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let content = client.upload_file("cat.png").content_type("image/png").await?;
    /// println!("{content}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn upload_file(&self, path: impl AsRef<Path>) -> UploadFile<'_> {
        let path = path.as_ref().to_owned();
        let filename = path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
        UploadFile { call: response_fields::call(self.session(), "uploadContent"), path, filename }
    }

    /// Starts one of two operations that take a server and a media ID: the second if the description lacks the first.
    fn media(&self, operations: [&'static str; 2], content: &impl IntoId<MxcUri>) -> DownloadMedia<'_> {
        let [first, second] = operations;
        let call = response_fields::call(self.session(), first);
        let call = call.or_else(|_| response_fields::call(self.session(), second)).map(|mut call| {
            match content.check().map(MxcUri::unchecked) {
                Ok(uri) => {
                    call.path(uri.server_name().unwrap_or_default());
                    call.path(uri.media_id().unwrap_or_default());
                }
                Err(error) => call.refuse("content", error),
            }
            call
        });
        DownloadMedia { call }
    }
}

impl fmt::Debug for DownloadMedia<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DownloadMedia").field(&self.call).finish()
    }
}

impl fmt::Debug for UploadFile<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadFile")
            .field("call", &self.call)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
