//! Files.

use matrix_openapi::client_server::op;

use super::{alice, server};

#[tokio::test]
async fn uploaded_files_can_be_downloaded() {
    let server = server().await;
    let client = alice(&server);
    let file: Vec<u8> = (0..100_000_u32).map(|number| (number % 251) as u8).collect();
    let upload = client.upload_content(file.clone()).content_type("image/png").filename("a b.png".to_owned());
    let uri = upload.await.unwrap().content_uri;
    let download = client.download(&uri).await.unwrap();
    assert_eq!(download.content_type(), Some("image/png"));
    assert_eq!(download.file_name().as_deref(), Some("a b.png"));
    assert_eq!(download.bytes_within(1 << 20).await.unwrap(), file);
    // There are no thumbnails, but the file is an image.
    assert_eq!(client.thumbnail(&uri, 8, 8).await.unwrap().bytes_within(1 << 20).await.unwrap(), file);
    assert_eq!(server.violations(), []);
    // The record of the request has the uploaded file, too.
    let recorded = server.requests(op::UploadContent).remove(0);
    assert_eq!(recorded.request.body.bytes(1 << 20).await.unwrap(), file);
}

#[tokio::test]
async fn a_file_may_be_uploaded_to_a_reserved_uri_and_an_unknown_one_is_a_sample() {
    let server = server().await;
    let client = alice(&server);
    let uri = client.create_content().await.unwrap().content_uri;
    let id = uri.media_id().unwrap().to_owned();
    client.upload_content_to_mxc("example.org", &id, "later").content_type("text/plain").await.unwrap();
    assert_eq!(client.download(&uri).await.unwrap().bytes_within(100).await.unwrap(), "later");
    let other = client.download("mxc://example.org/unknown").await.unwrap();
    assert!(!other.bytes_within(100).await.unwrap().is_empty());
}
