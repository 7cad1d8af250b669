//! A listener on loopback for the callback of the user's browser:
//! [RFC 8252](https://www.rfc-editor.org/rfc/rfc8252#section-7.3).

use std::fmt;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::task::Poll;
use std::time::Duration;

use matrix_openapi_core::secret::Secret;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::client_server::Client;
use crate::error::Error;
use crate::oauth::authorization_code::{AuthorizationCode, AuthorizationLogin};
use crate::oauth::callback::Callback;
use crate::oauth::error::OAuthError;

impl AuthorizationCode<'_> {
    /// Starts the login with a listener on loopback for the callback.
    ///
    /// # Errors
    /// As [`start`](Self::start), and if the system provides no port.
    pub async fn loopback(self) -> Result<LoopbackLogin, Error> {
        let listener = Listener::bind().await?;
        let login = self.redirect_uri(listener.redirect_uri()).start()?;
        Ok(LoopbackLogin::new(listener, login))
    }
}

/// How long the user may take by default.
const TIME_LIMIT: Duration = Duration::from_secs(10 * 60);

/// How long a browser may take for one request.
const REQUEST_LIMIT: Duration = Duration::from_secs(10);

/// The longest head of a request that is read, in bytes.
const MAX_REQUEST: usize = 16 << 10;

/// How many connections may be open: browsers open some ahead of their requests.
const MAX_CONNECTIONS: usize = 32;

const DONE: &str = "The login continues in the program. You can close this page.";
const NOTHING: &str = "Nothing is here.";

/// A login in the user's browser, with a listener on `127.0.0.1`.
///
/// See [loopback interface redirection](https://www.rfc-editor.org/rfc/rfc8252#section-7.3).
#[must_use = "a login is complete only after `wait`"]
pub struct LoopbackLogin {
    listener: Listener,
    login: AuthorizationLogin,
    time_limit: Duration,
}

impl LoopbackLogin {
    pub(super) fn new(listener: Listener, login: AuthorizationLogin) -> Self {
        Self { listener, login, time_limit: TIME_LIMIT }
    }

    /// Returns the URL that the program opens in the user's browser.
    pub fn url(&self) -> &str {
        self.login.url()
    }

    /// Returns the device that logs in.
    pub fn device_id(&self) -> &str {
        self.login.device_id()
    }

    /// Limits the time that the user may take; the default is ten minutes.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// Waits for the callback, and returns a client with the session, which is saved in the client's store.
    ///
    /// The first callback with the state of this login counts, then the listener is closed. Others are ignored, since every
    /// page in the user's browser can send one. Dropping the future ends the login.
    ///
    /// # Errors
    /// [`OAuthError::Expired`] after the time limit, and the errors of [`AuthorizationLogin::finish`].
    pub async fn wait(self) -> Result<Client, Error> {
        let callback = timeout(self.time_limit, self.listener.callback(self.login.state())).await;
        self.login.finish_with(callback.map_err(|_| OAuthError::Expired)?).await
    }
}

impl fmt::Debug for LoopbackLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LoopbackLogin").field(&self.login).finish()
    }
}

/// A listener for one callback.
pub(super) struct Listener {
    listener: TcpListener,
    port: u16,
}

impl Listener {
    pub(super) async fn bind() -> Result<Self, OAuthError> {
        let bound = async {
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            let port = listener.local_addr()?.port();
            Ok(Self { listener, port })
        };
        bound.await.map_err(|source| OAuthError::System { what: "port on loopback", source })
    }

    pub(super) fn redirect_uri(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Waits for the first callback with this state.
    async fn callback(self, state: &Secret) -> Callback {
        // Dropping the set at the end closes the connections that are left.
        let mut connections = JoinSet::new();
        loop {
            let next = poll_fn(|context| match connections.poll_join_next(context) {
                Poll::Ready(Some(served)) => {
                    Poll::Ready(ListenerStep::Served(served.ok().and_then(Result::ok).flatten()))
                }
                _ => self.listener.poll_accept(context).map(|accepted| ListenerStep::Accepted(accepted.ok())),
            });
            match next.await {
                ListenerStep::Served(Some(callback)) => return callback,
                ListenerStep::Served(None) => {}
                ListenerStep::Accepted(Some((stream, _))) if connections.len() < MAX_CONNECTIONS => {
                    connections.spawn(timeout(REQUEST_LIMIT, serve(stream, state.clone())));
                }
                ListenerStep::Accepted(Some(_)) => {}
                // The process may have too many files open for now.
                ListenerStep::Accepted(None) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }
}

/// A step of the listener.
enum ListenerStep {
    Accepted(Option<(TcpStream, SocketAddr)>),
    Served(Option<Callback>),
}

/// Reads one request and responds; `None` if it is not a callback with this state.
async fn serve(mut stream: TcpStream, state: Secret) -> Option<Callback> {
    let mut head = Vec::with_capacity(1024);
    while !head.windows(4).any(|window| window == b"\r\n\r\n") {
        let mut limited = (&mut stream).take(MAX_REQUEST.saturating_sub(head.len()) as u64);
        if limited.read_buf(&mut head).await.ok()? == 0 {
            return None;
        }
    }
    let callback = target(&head).map(Callback::parse);
    let callback = callback.filter(|callback| callback.is_complete() && callback.has_state(&state));
    let (status, text) = if callback.is_some() { ("200 OK", DONE) } else { ("404 Not Found", NOTHING) };
    let response = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Referrer-Policy: no-referrer\r\nConnection: close\r\n\r\n{text}",
        text.len()
    );
    // The callback counts even if the browser does not read the response.
    let _ = stream.write_all(response.as_bytes()).await;
    let _ = stream.shutdown().await;
    callback
}

/// Returns the target of a GET request to the path of the redirect URI.
fn target(head: &[u8]) -> Option<&str> {
    let head = std::str::from_utf8(head).ok()?;
    let target = head.strip_prefix("GET ")?.split(' ').next()?;
    target.strip_prefix("/?")
}
