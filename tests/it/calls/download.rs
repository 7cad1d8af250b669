//! Downloads.

use std::pin::Pin;

use futures_core::Stream;
use http::StatusCode;
use matrix_openapi::__private::Call;
use matrix_openapi::Error;
use matrix_openapi_testing::{Server, response};

use super::{GET, user};

fn file() -> Vec<u8> {
    let disposition = "attachment; filename=\"x\"; filename*=UTF-8''..%2Fna%C3%AFve.png";
    response("200 OK", &[("Content-Type", "image/png"), ("Content-Disposition", disposition)], b"\x89PNG....")
}

#[tokio::test]
async fn downloads_have_name_and_type_and_arrive_in_chunks() {
    let server = Server::scripted(vec![file(), file(), file(), file()]).await;
    let session = user(&server);
    let open = || Call::new(&session, &GET).send_stream();
    let mut download = open().await.unwrap();
    assert_eq!(download.status(), StatusCode::OK);
    assert_eq!((download.content_type(), download.content_length()), (Some("image/png"), Some(8)));
    assert_eq!(download.file_name().as_deref(), Some("naïve.png"));
    assert!(!format!("{download:?}").contains("PNG"));
    let mut content = Vec::new();
    while let Some(chunk) = download.chunk().await.unwrap() {
        content.extend_from_slice(&chunk);
    }
    assert_eq!(content, b"\x89PNG....");

    let mut stream = open().await.unwrap().into_stream();
    let mut content = Vec::new();
    while let Some(chunk) = std::future::poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
        content.extend_from_slice(&chunk.unwrap());
    }
    assert_eq!(content, b"\x89PNG....");
    assert_eq!(open().await.unwrap().bytes().await.unwrap().len(), 8);
    let error = open().await.unwrap().bytes_within(7).await.unwrap_err();
    assert!(matches!(error, Error::BodyTooLarge { limit: 7, .. }));
}
