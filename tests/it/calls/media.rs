//! Uploads and downloads by content URI and by file.

use matrix_openapi::client_server::Client;
use matrix_openapi::id::MxcUri;
use matrix_openapi::{Credentials, Error};
use matrix_openapi_testing::{Server, json_response};

async fn server(body: &'static str) -> (Server, Client) {
    let server = Server::responding(move |_| json_response("200 OK", body)).await;
    let client = Client::builder(&server.url).credentials(Credentials::access_token("t")).build().unwrap();
    (server, client)
}

#[tokio::test]
async fn content_is_downloaded_by_its_uri() {
    let (server, client) = server("picture").await;
    let uri = MxcUri::parse("mxc://example.org/abc").unwrap();
    assert_eq!(client.download(&uri).await.unwrap().bytes().await.unwrap(), "picture");
    client.download("mxc://example.org:8448/abc").await.unwrap();
    // Old clients append fragments.
    client.download(MxcUri::unchecked("mxc://example.org/abc#auto")).await.unwrap();
    client.thumbnail(&uri, 32, 16).await.unwrap();
    let requests = server.take_requests();
    let lines: Vec<_> = requests.iter().map(|request| request.line.as_str()).collect();
    let expected = [
        "GET /_matrix/client/v1/media/download/example.org/abc",
        "GET /_matrix/client/v1/media/download/example.org%3A8448/abc",
        "GET /_matrix/client/v1/media/download/example.org/abc",
        "GET /_matrix/client/v1/media/thumbnail/example.org/abc?width=32&height=16",
    ];
    assert_eq!(lines, expected);
    assert!(requests.iter().all(|request| request.header("authorization") == ["Bearer t"]));
    for uri in ["https://example.org/abc", "mxc://example.org", "mxc://example.org/../a"] {
        let error = client.download(uri).await.unwrap_err();
        assert!(
            matches!(&error, Error::InvalidArgument { argument, .. } if argument == "content"),
            "{error}"
        );
    }
    assert!(client.thumbnail(MxcUri::unchecked("nonsense"), 1, 1).await.is_err());
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_file_is_uploaded_under_its_name() {
    let (server, client) = server(r#"{"content_uri":"mxc://example.org/abc"}"#).await;
    let folder = std::env::temp_dir().join(format!("matrix-openapi-upload-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("cät.png");
    std::fs::write(&path, "meow").unwrap();
    let uri = client.upload_file(&path).content_type("image/png").await.unwrap();
    assert_eq!(uri, "mxc://example.org/abc");
    let request = server.take_requests().remove(0);
    assert_eq!(request.line, "POST /_matrix/media/v3/upload?filename=c%C3%A4t.png");
    assert_eq!(request.header("content-type"), ["image/png"]);
    assert_eq!(request.header("content-length"), ["4"]);
    assert_eq!(request.body, b"meow");

    client.upload_file(&path).filename(None::<&str>).content_type(None::<&str>).await.unwrap();
    let request = server.take_requests().remove(0);
    assert_eq!(request.line, "POST /_matrix/media/v3/upload");
    assert_eq!(request.header("content-type"), ["application/octet-stream"]);

    let error = client.upload_file(folder.join("none")).await.unwrap_err();
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(matches!(&error, Error::InvalidArgument { argument, .. } if argument == "path"), "{error}");
    assert!(server.requests().is_empty());
}
