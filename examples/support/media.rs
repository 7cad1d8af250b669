use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use super::caller::Caller;
use super::homeserver::{SERVER_NAME, Shared};
use super::reply::{JsonResponse, Refusal, query_parameter, read_body};
use super::secret::random_secret;

/// An uploaded file. Clones share its bytes.
#[derive(Clone)]
pub struct Media {
    content_type: HeaderValue,
    file_name: Option<String>,
    bytes: Bytes,
}

pub async fn upload(
    State(server): State<Shared>,
    _caller: Caller,
    request: Request,
) -> Result<JsonResponse, Refusal> {
    let mut types = request.headers().get_all(header::CONTENT_TYPE).iter().cloned();
    let content_type = types.next().unwrap_or(HeaderValue::from_static("application/octet-stream"));
    if types.next().is_some() {
        return Err(Refusal::bad_request("M_INVALID_PARAM", "more than one content type"));
    }
    let file_name = query_parameter(request.uri().query(), "filename");
    let bytes = read_body(request, &server).await?;
    let media_id = random_secret();
    let media = Media { content_type, file_name, bytes };
    server.state.lock().await.media.insert(media_id.clone(), media);
    Ok(JsonResponse(json!({ "content_uri": format!("mxc://{SERVER_NAME}/{media_id}") })))
}

pub async fn download(
    State(server): State<Shared>,
    _caller: Caller,
    Path((name, media_id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    find(&server, &name, &media_id).await.map(attachment)
}

pub async fn download_as(
    State(server): State<Shared>,
    _caller: Caller,
    Path((name, media_id, file_name)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    let media = find(&server, &name, &media_id).await?;
    Ok(attachment(Media { file_name: Some(file_name), ..media }))
}

async fn find(server: &Shared, name: &str, media_id: &str) -> Result<Media, Refusal> {
    let state = server.state.lock().await;
    let media = state.media.get(media_id).filter(|_| name == SERVER_NAME);
    media.cloned().ok_or_else(|| Refusal::not_found("no such media"))
}

/// The response with a file, always as an attachment, with its name in the encoded form, which allows any text.
fn attachment(media: Media) -> Response {
    let disposition = match &media.file_name {
        Some(name) => {
            format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(name, NON_ALPHANUMERIC))
        }
        None => "attachment".to_owned(),
    };
    let headers = [(header::CONTENT_TYPE, media.content_type)];
    (headers, [(header::CONTENT_DISPOSITION, disposition)], media.bytes).into_response()
}
