//! The public interface of the mock server.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use matrix_openapi_core::id::{IntoId, ServerName, UserId};
use matrix_openapi_core::operation::Api;
use matrix_openapi_core::secret::Secret;
use tokio::task::AbortHandle;

#[cfg(helper = "registration")]
use crate::application_service::types::Registration;
use crate::auth::Tokens;
use crate::http::Endpoint;
use crate::mock::connection;
use crate::mock::lock;
use crate::mock::record::{RecordedRequest, TypedRequest};
use crate::mock::shared::{self, Shared};
use crate::mock::stub::Stub;
use crate::mock::violation::Violation;
use crate::server::ServerEndpoint;

/// A mock server on loopback: see the [module](crate::mock).
///
/// Dropping it stops the server, and panics if the [expectations](Stub::expect) of a stub are not met.
pub struct Homeserver {
    shared: Arc<Shared>,
    task: AbortHandle,
}

impl Homeserver {
    /// Starts a server on a free port.
    ///
    /// # Errors
    /// If the system does not allow listening on loopback.
    pub async fn start() -> io::Result<Self> {
        Self::on_port(0).await
    }

    /// Starts a server on this port, for programs with a fixed URL.
    ///
    /// # Errors
    /// If the port is taken, or the system does not allow listening on it.
    pub async fn on_port(port: u16) -> io::Result<Self> {
        let listener = connection::listen(port).await?;
        let shared = Arc::new(Shared::new(format!("http://{}", listener.local_addr()?)));
        let router = shared::router(&shared);
        let task = connection::start(listener, Arc::clone(&shared), router);
        Ok(Self { shared, task })
    }

    /// Returns the URL, such as `http://127.0.0.1:8008`.
    pub fn url(&self) -> &str {
        &self.shared.url
    }

    /// Sets the name of the homeserver, by default `example.org`. New users and files have it, and signed requests must be for it.
    pub fn set_server_name(&self, name: impl IntoId<ServerName>) {
        self.shared.set_server_name(name.text());
    }

    /// Adds a stub for an operation. The stub changes nothing until its methods are called; see [`Stub`].
    pub fn on<E: ServerEndpoint>(&self, endpoint: E) -> Stub<E> {
        let _ = endpoint;
        Stub::new(self.shared.stubs.add(<E as Endpoint>::OPERATION))
    }

    /// Logs a user in at the homeserver, and returns the access token. The identity API needs [other tokens](Self::identity_token).
    pub fn token(&self, user_id: impl IntoId<UserId>) -> Secret {
        self.tokens(user_id).access_token().clone()
    }

    /// Logs a user in, and returns the access token with a refresh token.
    pub fn tokens(&self, user_id: impl IntoId<UserId>) -> Tokens {
        self.shared.accounts.log_in(UserId::unchecked(user_id.text()), None).tokens()
    }

    /// Logs a user in with these tokens, for programs with fixed tokens. An earlier session with the same access token ends.
    ///
    /// The access token is valid until its expiry, if it has one. [`Homeserver::tokens`] creates new tokens.
    pub fn log_in(&self, user_id: impl IntoId<UserId>, tokens: Tokens) {
        let user_id = UserId::unchecked(user_id.text());
        self.shared.accounts.log_in_with(Api::ClientServer, user_id, tokens);
    }

    /// Logs a user in at the identity server, and returns the access token for its API.
    pub fn identity_token(&self, user_id: impl IntoId<UserId>) -> Secret {
        let user_id = UserId::unchecked(user_id.text());
        self.shared.accounts.log_in_at_identity_server(user_id).access_token
    }

    /// Logs a user in at the identity server with this access token, as [`log_in`](Self::log_in) does at the homeserver.
    pub fn log_in_at_identity_server(&self, user_id: impl IntoId<UserId>, token: impl Into<Secret>) {
        let user_id = UserId::unchecked(user_id.text());
        self.shared.accounts.log_in_with(Api::Identity, user_id, Tokens::new(token));
    }

    /// Sets the longest wait of an incremental sync, 30 seconds by default, for tests of programs with a long sync timeout.
    pub fn set_longest_wait(&self, wait: Duration) {
        *lock(&self.shared.longest_wait) = wait;
    }

    /// Sets the lifetime of access tokens that are issued from now on; by default `None`, so they do not expire.
    pub fn set_token_lifetime(&self, lifetime: Option<Duration>) {
        self.shared.accounts.set_lifetime(lifetime);
    }

    /// Lets the current access tokens of a user expire. The server then refuses them with a soft logout; refresh tokens stay valid.
    pub fn expire(&self, user_id: impl IntoId<UserId>) {
        self.shared.accounts.expire(user_id.text());
    }

    /// Ends the sessions of a user with a [soft logout](https://spec.matrix.org/v1.19/client-server-api/#soft-logout): refresh
    /// tokens are no longer valid, and the user can log in again with the same device.
    pub fn soft_log_out(&self, user_id: impl IntoId<UserId>) {
        self.shared.accounts.soft_log_out(user_id.text());
    }

    /// Logs all devices of a user out.
    pub fn log_out(&self, user_id: impl IntoId<UserId>) {
        self.shared.accounts.log_out(user_id.text());
    }

    /// Adds an application service with its `as_token` and its own user. It may act as any user.
    pub fn application_service(
        &self,
        id: impl Into<String>,
        token: impl Into<Secret>,
        user_id: impl IntoId<UserId>,
    ) {
        let user_id = UserId::unchecked(user_id.text());
        self.shared.accounts.add_service(id.into(), token.into(), user_id);
    }

    /// Adds the application service of a registration. Its `hs_token` then authenticates requests of the application service API, too.
    ///
    /// A server may have several application services. The own user of each is one of the homeserver; for a user of another server
    /// use [`Homeserver::application_service`].
    ///
    /// ```
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use matrix_openapi::application_service::types::Registration;
    /// use matrix_openapi::client_server::Client;
    /// use matrix_openapi::mock::Homeserver;
    ///
    /// let server = Homeserver::start().await?;
    /// let registration = Registration::generate("irc", None::<String>, "_irc_bot")?;
    /// server.add_application_service(&registration);
    /// let bridge = Client::builder(server.url()).credentials(registration.credentials()).build()?;
    /// assert_eq!(bridge.whoami().await?.user_id, "@_irc_bot:example.org");
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(helper = "registration")]
    pub fn add_application_service(&self, registration: &Registration) {
        let user_id = format!("@{}:{}", registration.sender_localpart, self.shared.server_name());
        self.application_service(registration.id.as_str(), registration.as_token.clone(), user_id);
        self.shared.set_registered_token(&registration.id, registration.hs_token.clone());
    }

    /// Returns the server's own `hs_token`. Like the tokens of registrations, it authenticates requests of the application service
    /// API.
    pub fn homeserver_token(&self) -> Secret {
        self.shared.own_homeserver_token()
    }

    /// Sets the server's own `hs_token`, for programs with a fixed token.
    pub fn set_homeserver_token(&self, token: impl Into<Secret>) {
        self.shared.set_own_homeserver_token(token.into());
    }

    /// Returns the requests of an operation that fit the description, in the order of arrival, whatever the response was.
    ///
    /// The server keeps the last requests of all operations, up to 10,000 and 256 MiB. [`keep_requests`](Self::keep_requests) sets
    /// another number.
    pub fn requests<E: ServerEndpoint>(&self, endpoint: E) -> Vec<TypedRequest<E>> {
        let _ = endpoint;
        self.shared.records.of()
    }

    /// Sets how many of the latest requests the server keeps, 10,000 by default. It never keeps more than 256 MiB.
    pub fn keep_requests(&self, number: usize) {
        self.shared.records.set_most(number);
    }

    /// Sets how many of the latest uploaded files the server keeps, 10,000 by default. It never keeps more than 256 MiB.
    pub fn keep_files(&self, number: usize) {
        self.shared.media.set_most(number);
    }

    /// Returns all kept requests, including those that match no operation.
    pub fn all_requests(&self) -> Vec<RecordedRequest> {
        self.shared.records.all()
    }

    /// Waits until this many requests of an operation have arrived, and returns those that are [kept](Self::requests).
    ///
    /// It counts the requests that fit the description, whatever the response was, since the start of the server or the last
    /// [`clear`](Self::clear), including those that are no longer kept. So it returns fewer only if the server
    /// [keeps](Self::keep_requests) fewer.
    pub async fn wait_for<E: ServerEndpoint>(&self, endpoint: E, number: usize) -> Vec<TypedRequest<E>> {
        loop {
            let arrived = self.shared.records.arrived.notified();
            if self.shared.records.count(<E as Endpoint>::OPERATION) >= number {
                return self.requests(endpoint);
            }
            arrived.await;
        }
    }

    /// Calls a function for each request from now on, once its response is ready, or dropped because the client has gone away. The
    /// function gets the violations of the request. It replaces an earlier function.
    ///
    /// ```
    /// # async fn run() -> std::io::Result<()> {
    /// use matrix_openapi::mock::Homeserver;
    ///
    /// let server = Homeserver::start().await?;
    /// server.watch(|request, violations| {
    ///     println!("{} {}", request.method(), request.uri().path());
    ///     violations.iter().for_each(|violation| println!("  {violation}"));
    /// });
    /// # Ok(())
    /// # }
    /// ```
    pub fn watch(&self, watcher: impl Fn(&RecordedRequest, &[Violation]) + Send + Sync + 'static) {
        self.shared.watch(Arc::new(watcher));
    }

    /// Returns the violations of all requests, up to the first 1,000.
    pub fn violations(&self) -> Vec<Violation> {
        self.shared.violations()
    }

    /// Removes all requests and violations. Stubs and sessions stay.
    pub fn clear(&self) {
        self.shared.clear();
    }

    /// Checks the [expectations](Stub::expect) of all stubs.
    ///
    /// # Errors
    /// If a stub did not receive the number of requests that it expects.
    pub fn verify(&self) -> Result<(), UnmetExpectations> {
        match self.shared.stubs.unmet() {
            unmet if unmet.is_empty() => Ok(()),
            unmet => Err(UnmetExpectations { unmet }),
        }
    }
}

impl Drop for Homeserver {
    #[allow(clippy::panic, reason = "a test that forgets to verify its expectations must not pass")]
    fn drop(&mut self) {
        self.task.abort();
        if std::thread::panicking() {
            return;
        }
        if let Err(unmet) = self.verify() {
            panic!("{unmet}");
        }
    }
}

impl fmt::Debug for Homeserver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Homeserver").field("url", &self.shared.url).finish_non_exhaustive()
    }
}

/// The error of [`Homeserver::verify`]: stubs received more or fewer requests than they expect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmetExpectations {
    unmet: Vec<String>,
}

impl fmt::Display for UnmetExpectations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expectations of stubs are not met: {}", self.unmet.join("; "))
    }
}

impl std::error::Error for UnmetExpectations {}
