use matrix_openapi::client_server::{op, types};
use matrix_openapi::id::MxcUri;
use matrix_openapi::server::http::HeaderValue;
use matrix_openapi::server::http::header::CONTENT_DISPOSITION;
use matrix_openapi::server::{Content, ErrorResponse, Received};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::secret::random_secret;
use super::state::{MAX_BODY, Media, SERVER_NAME, Shared};

pub async fn upload(
    server: Shared,
    received: Received<op::UploadContent>,
) -> Result<types::UploadContentResponse, ErrorResponse> {
    let request = received.request;
    let content_type = request.content_type.unwrap_or_else(|| "application/octet-stream".to_owned());
    let media =
        Media { content_type, file_name: request.filename, bytes: request.body.bytes(MAX_BODY).await? };
    let media_id = random_secret();
    let uri = MxcUri::unchecked(format!("mxc://{SERVER_NAME}/{media_id}"));
    server.state.lock().await.media.insert(media_id, media);
    Ok(types::UploadContentResponse::new(uri))
}

pub async fn download(
    server: Shared,
    received: Received<op::GetContentAuthed>,
) -> Result<Content, ErrorResponse> {
    let request = received.request;
    find(&server, request.server_name.as_str(), &request.media_id).await.map(attachment)
}

pub async fn download_as(
    server: Shared,
    received: Received<op::GetContentOverrideNameAuthed>,
) -> Result<Content, ErrorResponse> {
    let request = received.request;
    let media = find(&server, request.server_name.as_str(), &request.media_id).await?;
    Ok(attachment(Media { file_name: Some(request.file_name), ..media }))
}

async fn find(server: &Shared, name: &str, media_id: &str) -> Result<Media, ErrorResponse> {
    let state = server.state.lock().await;
    let media = state.media.get(media_id).filter(|_| name == SERVER_NAME);
    media.cloned().ok_or_else(|| ErrorResponse::not_found("no such media"))
}

/// Returns the response with a file, always as an attachment, with its name in the encoded form, which allows any text.
fn attachment(media: Media) -> Content {
    let disposition = match &media.file_name {
        Some(name) => {
            format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(name, NON_ALPHANUMERIC))
        }
        None => "attachment".to_owned(),
    };
    let content = Content::new(&media.content_type, media.bytes);
    match HeaderValue::try_from(disposition) {
        Ok(disposition) => content.header(CONTENT_DISPOSITION, disposition),
        // Not reached: the name is encoded.
        Err(_) => content,
    }
}
