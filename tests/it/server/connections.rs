//! A router behind a connection, called by our own client. The router is mounted in axum, since that is tested here.

use matrix_openapi::client_server::{Client, op, types};
use matrix_openapi::http::Redirect;
use matrix_openapi::id::ServerName;
use matrix_openapi::media::FederationContent;
use matrix_openapi::server::{Content, FederationFile, Router};
use matrix_openapi::server_server;
use matrix_openapi::signing::SigningKey;
use matrix_openapi::{Credentials, Error};
use tokio::net::TcpListener;

use super::known_tokens;

/// Mounts a router in axum, on loopback, and returns its URL.
pub async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let app = axum::Router::new().fallback_service(router);
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    url
}

#[tokio::test]
async fn our_client_and_our_server_understand_each_other() {
    let router = known_tokens()
        .on(op::Whoami, |received| async move { Ok(types::WhoamiResponse::new(received.user_id()?)) })
        .on(op::UploadContent, |received| async move {
            let read = received.request.body.bytes(1 << 20).await?;
            let uri = format!("mxc://example.org/{}", read.len());
            Ok(types::UploadContentResponse::new(matrix_openapi::id::MxcUri::unchecked(uri)))
        })
        .on(op::GetContentAuthed, |received| async move {
            Ok(Content::new("text/plain", received.request.media_id.repeat(100_000)))
        });
    let url = serve(router).await;
    let client = Client::builder(&url).credentials(Credentials::access_token("alice")).build().unwrap();
    assert_eq!(client.whoami().await.unwrap().user_id, "@alice:example.org");
    let uploaded = client.upload_content(vec![7; 100_000]).await.unwrap();
    assert_eq!(uploaded.content_uri, "mxc://example.org/100000");
    let downloaded = client.get_content_authed("example.org", "abc").await.unwrap();
    assert_eq!(downloaded.bytes_within(1 << 20).await.unwrap().len(), 300_000);
    let unknown = client.get_capabilities().await.unwrap_err();
    assert!(matches!(unknown, Error::Api(error) if error.status.as_u16() == 404));
}

#[tokio::test]
async fn a_signed_request_and_a_file_go_from_server_to_server() {
    let key = || SigningKey::new("ed25519:1", &[7; 32]).unwrap();
    let here: ServerName = "here.example.org".parse().unwrap();
    let router = Router::new()
        .signatures(here, move |_| {
            let public = key().public_key_base64();
            async move { Ok(Some(public)) }
        })
        .on(server_server::op::GetContent, |received| async move {
            let file = Content::new("text/plain", format!("--{}--\r\n", received.request.media_id));
            Ok(FederationFile::new(file))
        })
        .on(server_server::op::GetContentThumbnail, |_| async {
            let elsewhere = Redirect::to("https://cdn.example.org/file");
            Ok(FederationFile::redirect(&elsewhere.map_err(|_| super::ErrorResponse::not_found(""))?))
        });
    let url = serve(router).await;
    let credentials = Credentials::federation("there.example.org", "here.example.org", key());
    let client = server_server::Client::builder(&url).credentials(credentials).build().unwrap();
    let file = client.get_content("a_b-c").await.unwrap();
    let FederationContent::File(file) = file.content else { panic!("no file") };
    assert_eq!(file.bytes_within(1000).await.unwrap(), "--a_b-c--\r\n");
    let file = client.get_content_thumbnail("abc", 1, 1).await.unwrap();
    let FederationContent::Redirect(target) = file.content else { panic!("no redirect") };
    assert_eq!(target.location(), "https://cdn.example.org/file");
}
