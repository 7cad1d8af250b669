//! Uploads, downloads and redirects through the generated methods.

use std::io;

use http::StatusCode;
use matrix_openapi::client_server::Client;
use matrix_openapi::error::RedirectError;
use matrix_openapi::media::Body;
use matrix_openapi::{Credentials, Error};
use matrix_openapi_testing::{Server, chunks, json_response, response};

fn client(server: &Server) -> Client {
    Client::builder(&server.url).credentials(Credentials::access_token("syt_hidden")).build().unwrap()
}

fn uploaded() -> Vec<u8> {
    json_response("200 OK", r#"{"content_uri":"mxc://example.org/abc"}"#)
}

#[tokio::test]
async fn an_upload_has_one_content_type_and_one_length() {
    let path = std::env::temp_dir().join(format!("matrix-openapi-media-{}", std::process::id()));
    std::fs::write(&path, "abcdef").unwrap();
    let file = Body::file(&path).await.unwrap();
    assert_eq!(file.length(), Some(6));
    assert_eq!(Body::file(path.with_extension("none")).await.unwrap_err().kind(), io::ErrorKind::NotFound);
    let bodies: [Body; 4] = [
        b"abcdef".to_vec().into(),
        Body::sized_stream(6, chunks(&["ab", "", "cdef", ""])),
        Body::stream(chunks(&["abc", "def"])),
        file,
    ];
    let server = Server::scripted(vec![uploaded(); 5]).await;
    let client = client(&server);
    for body in bodies {
        let sent = client.upload_content(body).content_type("text/plain").filename("a b&ü.txt").send().await;
        assert_eq!(sent.unwrap().content_uri.as_str(), "mxc://example.org/abc");
    }
    client.upload_content_to_mxc("example.org", "a/b", "abcdef").send().await.unwrap();
    std::fs::remove_file(&path).unwrap();

    for (number, request) in server.requests().iter().enumerate() {
        let (line, content_type) = match number {
            4 => ("PUT /_matrix/media/v3/upload/example.org/a%2Fb", "application/octet-stream"),
            _ => ("POST /_matrix/media/v3/upload?filename=a%20b%26%C3%BC.txt", "text/plain"),
        };
        assert_eq!((request.line.as_str(), request.header("content-type")), (line, vec![content_type]));
        assert_eq!(request.header("authorization"), ["Bearer syt_hidden"]);
        if number == 2 {
            assert_eq!(request.header("transfer-encoding"), ["chunked"]);
            assert!(request.header("content-length").is_empty());
            assert_eq!(request.body, b"3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
        } else {
            assert!(request.header("transfer-encoding").is_empty());
            assert_eq!(
                (request.header("content-length"), &request.body[..]),
                (vec!["6"], &b"abcdef"[..]),
                "{number}"
            );
        }
    }
}

#[tokio::test]
async fn a_stream_of_the_wrong_length_is_not_uploaded() {
    let server = Server::scripted(vec![uploaded(); 6]).await;
    let client = client(&server);
    let cases: [(u64, &[&'static str]); 5] =
        [(7, &["abc", "def"]), (5, &["abc", "def"]), (6, &["abc", "def", "g"]), (1, &[]), (3, &["abcdef"])];
    for (length, content) in cases {
        let body = Body::sized_stream(length, chunks(content));
        let error = client.upload_content(body).send().await.unwrap_err();
        assert!(matches!(error, Error::Body { .. }), "{length} {content:?}: {error:?}");
        assert!(!error.is_temporary() && error.to_string().contains("the given length"), "{error}");
    }
    assert!(server.requests().is_empty(), "{:?}", server.requests());
    client.upload_content(Body::sized_stream(0, chunks(&["abc"]))).send().await.unwrap();
    assert_eq!(server.request().header("content-length"), ["0"]);
    assert!(server.request().body.is_empty());
}

#[tokio::test]
async fn a_download_has_type_disposition_and_name() {
    let disposition = "inline; filename=\"x\"; filename*=UTF-8''na%C3%AFve.png";
    let headers = [("Content-Type", "image/png"), ("Content-Disposition", disposition)];
    let file = response("200 OK", &headers, b"\x89PNG....");
    let old = [&b"HTTP/1.1 200 OK\r\nContent-Disposition: inline; filename=\"na\xefve\"\r\n"[..], b"\r\nabc"];
    let server = Server::scripted(vec![file.clone(), file.clone(), file, old.concat()]).await;
    let client = client(&server);

    let mut download = client.get_content_authed("example.org", "abc").timeout_ms(5).send().await.unwrap();
    assert_eq!((download.status(), download.content_type()), (StatusCode::OK, Some("image/png")));
    assert_eq!((download.content_disposition(), download.content_length()), (Some(disposition), Some(8)));
    assert_eq!(download.file_name().as_deref(), Some("naïve.png"));
    let mut content = Vec::new();
    while let Some(chunk) = download.chunk().await.unwrap() {
        content.extend_from_slice(&chunk);
    }
    assert_eq!(content, b"\x89PNG....");

    let download = client.get_content_override_name_authed("example.org", "abc", "a/ü").send().await.unwrap();
    assert_eq!(download.bytes_within(8).await.unwrap(), &b"\x89PNG...."[..]);
    let download = client.get_content_thumbnail_authed("example.org", "abc", 64, 32).send().await.unwrap();
    let error = download.bytes_within(7).await.unwrap_err();
    assert!(
        matches!(error, Error::BodyTooLarge { operation: "getContentThumbnailAuthed", limit: 7 }),
        "{error:?}"
    );

    // The length is unknown, so the client only finds out by reading that the file is too long.
    let download = client.get_content_authed("example.org", "abc").send().await.unwrap();
    assert_eq!((download.content_length(), download.content_disposition()), (None, None));
    assert_eq!(download.file_name().as_deref(), Some("naïve"));
    let error = download.bytes_within(2).await.unwrap_err();
    assert!(matches!(error, Error::BodyTooLarge { limit: 2, .. }), "{error:?}");

    let lines: Vec<_> = server.requests().into_iter().map(|request| request.line).collect();
    assert_eq!(
        lines,
        [
            "GET /_matrix/client/v1/media/download/example.org/abc?timeout_ms=5",
            "GET /_matrix/client/v1/media/download/example.org/abc/a%2F%C3%BC",
            "GET /_matrix/client/v1/media/thumbnail/example.org/abc?height=64&width=32",
            "GET /_matrix/client/v1/media/download/example.org/abc",
        ]
    );
}

fn redirect(status: &str, location: &str) -> Vec<u8> {
    response(status, &[("Location", location)], b"elsewhere")
}

#[tokio::test]
async fn a_download_follows_redirects_without_the_token() {
    for status in ["307 Temporary Redirect", "308 Permanent Redirect"] {
        let away = Server::scripted(vec![response("200 OK", &[("Content-Type", "image/gif")], b"GIF")]).await;
        let home = Server::scripted(vec![
            redirect(status, "/moved?signature=1"),
            redirect(status, &format!("{}/file", away.url)),
        ])
        .await;
        let client = client(&home);
        let download = client.get_content_authed("example.org", "abc").send().await.unwrap();
        assert_eq!(download.content_type(), Some("image/gif"));
        assert_eq!(download.bytes().await.unwrap(), "GIF");
        let requests = home.requests();
        assert_eq!(requests[1].line, "GET /moved?signature=1");
        assert!(requests.iter().all(|request| request.header("authorization") == ["Bearer syt_hidden"]));
        let request = away.request();
        assert_eq!((request.line.as_str(), request.header("authorization")), ("GET /file", vec![]));
    }
}

#[tokio::test]
#[allow(deprecated)] // Servers before release 1.11 have no other way.
async fn the_deprecated_download_follows_redirects_and_never_has_a_token() {
    let server =
        Server::scripted(vec![redirect("307 Elsewhere", "/file"), response("200 OK", &[], b"abc")]).await;
    let call = client(&server).get_content("example.org", "abc").allow_redirect(true).send().await;
    assert_eq!(call.unwrap().bytes().await.unwrap(), "abc");
    let requests = server.requests();
    assert_eq!(requests[0].line, "GET /_matrix/media/v3/download/example.org/abc?allow_redirect=true");
    assert!(requests.iter().all(|request| request.header("authorization").is_empty()));
}

#[tokio::test]
async fn single_sign_on_returns_the_location() {
    let location = "https://sso.example.org/?state=hidden";
    let server = Server::scripted(vec![redirect("302 Found", location); 2]).await;
    let plain = Server::json("{}").await;
    let error = client(&plain).redirect_to_sso("app://cb").send().await.unwrap_err();
    assert!(matches!(error, Error::Redirect { problem: RedirectError::Expected, .. }), "{error:?}");
    let client = client(&server);
    let to = client.redirect_to_sso("https://app.example.org/?a=b&c").send().await.unwrap();
    assert_eq!((to.status(), to.location()), (StatusCode::FOUND, location));
    assert!(!format!("{to:?}").contains("hidden"));
    let to = client.redirect_to_id_p("github/x", "app://cb").send().await.unwrap();
    assert_eq!(to.location(), location);

    let requests = server.requests();
    assert_eq!(
        [&requests[0].line, &requests[1].line],
        [
            "GET /_matrix/client/v3/login/sso/redirect?redirectUrl=https%3A%2F%2Fapp.example.org%2F%3Fa%3Db%26c",
            "GET /_matrix/client/v3/login/sso/redirect/github%2Fx?redirectUrl=app%3A%2F%2Fcb",
        ]
    );
    assert!(requests.iter().all(|request| request.header("authorization").is_empty()));
}

#[tokio::test]
async fn an_empty_json_body_is_an_object_and_a_missing_one_is_absent() {
    let room = json_response("200 OK", r#"{"room_id":"!r:example.org"}"#);
    let me = json_response("200 OK", r#"{"user_id":"@a:example.org"}"#);
    let server =
        Server::scripted(vec![json_response("200 OK", "{}"), room, json_response("200 OK", "{}"), me]).await;
    let client = client(&server);
    client.delete_device("D 1").send().await.unwrap();
    client.join_room("#a:example.org").send().await.unwrap();
    client.logout().send().await.unwrap();
    client.whoami().send().await.unwrap();

    let requests = server.requests();
    assert_eq!(requests[0].line, "DELETE /_matrix/client/v3/devices/D%201");
    for request in &requests[..2] {
        assert_eq!(
            (&request.body[..], request.header("content-type")),
            (&b"{}"[..], vec!["application/json"])
        );
        assert_eq!(request.header("content-length"), ["2"]);
    }
    assert_eq!(requests[2].line, "POST /_matrix/client/v3/logout");
    for request in &requests[2..] {
        assert_eq!((&request.body[..], request.header("content-type")), (&b""[..], vec![]));
        assert!(request.header("transfer-encoding").is_empty());
    }
}

#[cfg(feature = "server-server")]
mod federation {
    use matrix_openapi::__private::Call;
    use matrix_openapi::auth::Authentication;
    use matrix_openapi::error::{ErrorCode, MultipartError};
    use matrix_openapi::http::{Operation, RetryPolicy};
    use matrix_openapi::media::{FederationContent, FederationMedia};
    use matrix_openapi::server_server::{self, OPERATIONS};

    use super::*;

    const TYPE: [(&str, &str); 1] =
        [("Content-Type", "multipart/mixed; boundary=\"gc 0p4Jq0M2Yt08jU534c0p\"")];

    fn mixed(parts: &[&str]) -> Vec<u8> {
        let parts = parts.iter().map(|part| format!("--gc 0p4Jq0M2Yt08jU534c0p\r\n{part}\r\n"));
        let body: String = parts.chain(["--gc 0p4Jq0M2Yt08jU534c0p--\r\n".to_owned()]).collect();
        response("200 OK", &TYPE, body.as_bytes())
    }

    /// Downloads a file with an unsigned request, since only the response matters.
    async fn download(response: Vec<u8>) -> Result<FederationMedia, Error> {
        let server = Server::scripted(vec![response]).await;
        let client = server_server::Client::builder(&server.url)
            .max_json_size(16)
            .retries(RetryPolicy::never())
            .build()
            .unwrap();
        let signed = OPERATIONS.iter().find(|operation| operation.id == "getContent").unwrap();
        let mut open = signed.clone();
        open.authentication = Authentication::None;
        let open: &'static Operation = Box::leak(Box::new(open));
        let mut call = Call::new(client.session(), open);
        call.path("abc");
        let media = call.send_media().await;
        assert_eq!(server.request().line, "GET /_matrix/federation/v1/media/download/abc");
        media
    }

    const JSON: &str = "Content-Type: application/json\r\n\r\n{ }";

    #[tokio::test]
    async fn a_file_is_the_second_part() {
        let file =
            "Content-Type: text/plain\r\nContent-Disposition: inline; filename=a.txt\r\n\r\nabc\r\n--gc";
        let media = download(mixed(&[JSON, file])).await.unwrap();
        assert_eq!(media.metadata.json(), "{ }");
        let FederationContent::File(mut file) = media.content else { panic!("{media:?}") };
        assert_eq!((file.status(), file.content_type()), (StatusCode::OK, Some("text/plain")));
        assert_eq!((file.file_name().as_deref(), file.content_length()), (Some("a.txt"), None));
        assert_eq!(file.headers().len(), 2);
        let mut content = Vec::new();
        while let Some(chunk) = file.chunk().await.unwrap() {
            content.extend_from_slice(&chunk);
        }
        assert_eq!(content, b"abc\r\n--gc");
        assert!(file.chunk().await.unwrap().is_none());

        let media = download(mixed(&[JSON, "\r\nabc"])).await.unwrap();
        let FederationContent::File(file) = media.content else { panic!("{media:?}") };
        assert!(matches!(file.bytes_within(2).await, Err(Error::BodyTooLarge { limit: 2, .. })));
    }

    #[tokio::test]
    async fn empty_metadata_does_not_hide_the_file() {
        for metadata in ["\r\n", "Content-Type: application/json\r\n\r\n", "\r\n \r\n"] {
            let media = download(mixed(&[metadata, "\r\nabc"])).await.unwrap();
            assert_eq!(media.metadata.json(), "{}", "{metadata:?}");
            let FederationContent::File(file) = media.content else { panic!("{media:?}") };
            assert_eq!(file.bytes().await.unwrap(), "abc");
        }
    }

    #[tokio::test]
    async fn a_location_is_returned_and_not_followed() {
        for part in ["Location: https://cdn.example.org/a?signature=hidden\r\n", "location:/a?b\r\n\r\n"] {
            let media = download(mixed(&[JSON, part])).await.unwrap();
            assert!(!format!("{media:?}").contains("hidden"));
            let FederationContent::Redirect(to) = media.content else { panic!("{media:?}") };
            let expected = ["https://cdn.example.org/a?signature=hidden", "/a?b"];
            assert!(expected.iter().any(|expected| to.location().ends_with(expected)), "{}", to.location());
        }
        let error = download(mixed(&[JSON, "Location: file:///etc/passwd\r\n"])).await.unwrap_err();
        assert!(matches!(error, Error::Redirect { problem: RedirectError::Location, .. }), "{error:?}");
    }

    #[tokio::test]
    async fn a_malformed_response_is_a_typed_error() {
        let problem = |response| async {
            match download(response).await {
                Err(Error::Multipart { operation: "getContent", problem }) => problem,
                other => panic!("{other:?}"),
            }
        };
        let file = response("200 OK", &[("Content-Type", "image/png")], b"\x89PNG");
        assert_eq!(problem(file).await, MultipartError::ContentType);
        let none = response("200 OK", &[("Content-Type", "multipart/mixed")], b"--\r\n\r\n{}\r\n--\r\n");
        assert_eq!(problem(none).await, MultipartError::Boundary);
        assert_eq!(problem(mixed(&[JSON])).await, MultipartError::TooFewParts);
        assert_eq!(problem(response("200 OK", &TYPE, b"{}")).await, MultipartError::Unfinished);

        let error = download(mixed(&["\r\n{", "\r\nabc"])).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        let error = download(mixed(&["\r\n{\"a\":\"0123456789\"}", "\r\nabc"])).await.unwrap_err();
        assert!(matches!(error, Error::BodyTooLarge { limit: 16, .. }), "{error:?}");
        let error =
            download(json_response("504 Late", r#"{"errcode":"M_NOT_YET_UPLOADED"}"#)).await.unwrap_err();
        assert_eq!(error.errcode(), Some(&ErrorCode::NotYetUploaded));
    }

    #[tokio::test]
    async fn an_incomplete_file_fails_at_its_end() {
        let body =
            b"--gc 0p4Jq0M2Yt08jU534c0p\r\n\r\n{}\r\n--gc 0p4Jq0M2Yt08jU534c0p\r\n\r\nabc\r\n--gc 0p4Jq";
        let media = download(response("200 OK", &TYPE, body)).await.unwrap();
        let FederationContent::File(mut file) = media.content else { panic!("{media:?}") };
        assert_eq!(file.chunk().await.unwrap().unwrap(), "abc");
        let error = file.chunk().await.unwrap_err();
        assert!(matches!(error, Error::Multipart { problem: MultipartError::Unfinished, .. }), "{error:?}");
        assert!(file.chunk().await.unwrap().is_none());
    }

    #[tokio::test]
    async fn the_generated_methods_return_media_and_are_signed() {
        fn media(_: &(impl Future<Output = Result<FederationMedia, Error>> + Send)) {}
        let server = Server::scripted(vec![]).await;
        let client = server_server::Client::builder(&server.url).build().unwrap();
        let (content, thumbnail) = (
            client.get_content("abc").timeout_ms(5).send(),
            client.get_content_thumbnail("abc", 64, 64).animated(true).send(),
        );
        media(&content);
        media(&thumbnail);
        for error in [content.await.unwrap_err(), thumbnail.await.unwrap_err()] {
            assert!(matches!(error, Error::Credentials { held: None, .. }), "{error:?}");
        }
        assert!(server.requests().is_empty());
    }
}
