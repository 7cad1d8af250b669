//! SOCKS proxies. The proxy is a socket, since it does not speak HTTP.

use std::time::Duration;

use matrix_openapi::reqwest;
use matrix_openapi_testing::Server;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use super::{bounded, builder};

/// Serves one connection by SOCKS 5 (RFC 1928), and connects it to `server`, whatever name is requested. Returns that name.
async fn proxy(listener: TcpListener, server: String) -> String {
    let (mut client, _) = listener.accept().await.unwrap();
    let [version, methods] = [client.read_u8().await.unwrap(), client.read_u8().await.unwrap()];
    assert_eq!(version, 5);
    client.read_exact(&mut vec![0; methods.into()]).await.unwrap();
    client.write_all(&[5, 0]).await.unwrap();
    let mut head = [0; 5];
    client.read_exact(&mut head).await.unwrap();
    // The command to connect, and a name as the address.
    assert_eq!(head[..4], [5, 1, 0, 3]);
    let mut name = vec![0; head[4].into()];
    client.read_exact(&mut name).await.unwrap();
    client.read_u16().await.unwrap();
    client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
    let mut server = TcpStream::connect(server).await.unwrap();
    let _ = copy_bidirectional(&mut client, &mut server).await;
    String::from_utf8(name).unwrap()
}

#[tokio::test]
async fn a_socks_proxy_resolves_the_name_and_carries_the_request() {
    let server = Server::json(r#"{"user_id":"@a:example.org"}"#).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("socks5h://{}", listener.local_addr().unwrap());
    let proxy = tokio::spawn(proxy(listener, server.url.trim_start_matches("http://").to_owned()));
    let client = builder("http://homeserver.example.org", Duration::from_secs(20))
        .allow_plain_http()
        .proxy(reqwest::Proxy::all(url).unwrap())
        .build()
        .unwrap();
    bounded(client.whoami().send()).await.unwrap();
    assert_eq!(server.request().line, "GET /_matrix/client/v3/account/whoami");
    drop(client);
    assert_eq!(bounded(proxy).await.unwrap(), "homeserver.example.org");
}
