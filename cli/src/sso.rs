//! Single sign-on in the user's browser, with a listener on loopback for the login token.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use url::Url;

use crate::failure::{Failure, Outcome};

/// How long the user may take.
const TIME_LIMIT: Duration = Duration::from_secs(10 * 60);

/// How long a browser may take for one request.
const REQUEST_LIMIT: Duration = Duration::from_secs(10);

/// The size limit of a request head, in bytes.
const MAX_HEAD: usize = 16 << 10;

/// A listener for one login token.
pub struct Listener {
    listener: TcpListener,
    port: u16,
    /// The part of the path that only the server's redirect has.
    secret: String,
}

impl Listener {
    /// Listens on a free port.
    ///
    /// # Errors
    /// If no port is free.
    pub async fn bind() -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let bits = [(); 2].map(|()| RandomState::new().hash_one(port));
        Ok(Self { listener, port, secret: bits.iter().map(|bits| format!("{bits:016x}")).collect() })
    }

    /// Returns the URL to which the server redirects the browser.
    pub fn redirect_url(&self) -> String {
        format!("http://127.0.0.1:{}/{}", self.port, self.secret)
    }

    /// Waits for the token. Ignores requests to other paths, since every page in the browser can send one.
    ///
    /// # Errors
    /// If the user takes too long.
    pub async fn token(self) -> Outcome<String> {
        let late = |_| {
            Failure::NoResponse(
                "nobody has logged in within ten minutes; run `matrix-api login` again".to_owned(),
            )
        };
        timeout(TIME_LIMIT, self.wait()).await.map_err(late)?
    }

    async fn wait(&self) -> Outcome<String> {
        loop {
            let (stream, _) = self.listener.accept().await?;
            // Serves one connection at a time: one that the browser opens in advance costs at most the time limit.
            if let Ok(Some(token)) = timeout(REQUEST_LIMIT, self.serve(stream)).await {
                return Ok(token);
            }
        }
    }

    async fn serve(&self, mut stream: TcpStream) -> Option<String> {
        let mut head = Vec::with_capacity(1024);
        while !head.windows(4).any(|window| window == b"\r\n\r\n") {
            let mut limited = (&mut stream).take(MAX_HEAD.saturating_sub(head.len()) as u64);
            if limited.read_buf(&mut head).await.ok()? == 0 {
                return None;
            }
        }
        let token = self.token_in(&head);
        let (status, text) = match token {
            Some(_) => ("200 OK", "The login continues in the program. You can close this page."),
            None => ("404 Not Found", "Nothing is here."),
        };
        let response = format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n{text}",
            text.len()
        );
        // The token counts even if the browser does not read the response.
        let _ = stream.write_all(response.as_bytes()).await;
        let _ = stream.shutdown().await;
        token
    }

    fn token_in(&self, head: &[u8]) -> Option<String> {
        let target = std::str::from_utf8(head).ok()?.strip_prefix("GET ")?.split(' ').next()?;
        let url = Url::parse(&format!("http://127.0.0.1{target}")).ok()?;
        let is_ours = url.path().strip_prefix('/') == Some(self.secret.as_str());
        let mut pairs = url.query_pairs().filter(|_| is_ours);
        pairs.find(|(name, _)| name == "loginToken").map(|(_, token)| token.into_owned())
    }
}

/// Returns the URL of the homeserver's page at which single sign-on starts.
pub fn address(base: &str, redirect: &str) -> String {
    let query =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("redirectUrl", redirect).finish();
    format!("{base}/_matrix/client/v3/login/sso/redirect?{query}")
}
