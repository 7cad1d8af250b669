//! The sync loop.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::{FusedStream, Stream};
use matrix_openapi_core::__private::{Decoded, Misfits, decode};
use matrix_openapi_core::id::UserId;
use matrix_openapi_core::json::Misfit;
use serde::de::IgnoredAny;
use tokio::time::{Instant, Sleep, sleep, timeout};

use crate::auth::session_store::StoreError;
use crate::client_server::call::Sync as SyncCall;
use crate::client_server::types::SyncResponse;
use crate::error::Error;
use crate::http::box_future::BoxFuture;
use crate::http::call::Call;
use crate::http::response::ResponseContent;
use crate::http::retry::backoff;
use crate::http::trace;
use crate::sync::store::{SyncPosition, SyncStore};

/// How long the server waits for news, unless the call sets a `timeout`.
const WAIT: Duration = Duration::from_secs(30);

/// The longest wait after an error, unless the server asks for a longer one.
const MAX_BACKOFF: Duration = Duration::from_secs(60);

/// The longest wait that a server can ask for.
const MAX_ASKED: Duration = Duration::from_secs(600);

/// A response without news that arrives sooner than this did not wait for news.
const HASTE: Duration = Duration::from_millis(100);

/// The longest wait before the next request after hasty responses.
const MAX_PAUSE: Duration = Duration::from_secs(5);

/// The updates of a user, page by page, starting where the program last stopped.
///
/// [`updates`](SyncCall::updates) on the call `sync` starts the loop, with the filter and the other parameters of the call.
///
/// # Guarantees
///
/// Asking for the next page, by [`next`](Self::next) or as a [`Stream`], acknowledges the previous page: the program has handled
/// it. The loop then saves its position before it sends a request. [`handled`](Self::handled) saves it at once. So the
/// position in the store is never ahead of the program:
///
/// - Nothing is lost. If the program ends while it handles a page, for any reason, the next run gets the events of this
///   page again, perhaps together with later ones.
/// - Within a run, and after a page was acknowledged, the loop returns nothing twice. If the server itself repeats events, only
///   their IDs tell.
/// - Dropping the future of `next` loses nothing: the next call continues the request.
///
/// Stream adapters that ask for a page before the program has handled the previous one, such as `peekable`, `buffered` and
/// `ready_chunks`, acknowledge pages too early: if the program ends then, it never gets these pages again. Use `next`, or an
/// adapter that handles one page after the other, such as `for_each` or `then`.
///
/// A room with many events has gaps: a page has only the last events of a timeline, and marks the timeline as limited. To get the
/// rest, call `get_room_events` from its `prev_batch`.
///
/// # Errors that end the loop
///
/// [Temporary](Error::is_temporary) errors do not end the loop: restarts and outages of the server, rate limits, and refreshes
/// that may succeed later. The loop retries the request after growing waits of up to a minute, or after the time that the server
/// asks for, up to ten minutes. [`on_retry`](Self::on_retry) reports each wait to the program.
///
/// After the first page, the same holds for responses of proxies while the server restarts: status 403 or 404 without an error
/// code, and a success that is not JSON. Before the first page they end the loop, since the URL may be wrong.
///
/// All other errors end the loop, and the store keeps the last position. For example, the server refuses a token that it no longer
/// knows, such as after it was restored from a backup: status 400, often with `M_INVALID_PARAM` or `M_UNKNOWN_POS`. The loop
/// never falls back to an initial sync, which lacks some events since the last position and repeats handled ones. To start over,
/// empty the store.
///
/// The loop returns errors of the store, but they do not end it. The next call retries the store after a wait, before any request.
///
/// # Examples
///
/// ```no_run
/// use matrix_openapi::client_server::Client;
/// use matrix_openapi::sync::FileSyncStore;
///
/// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
/// let mut updates = client.sync().updates(FileSyncStore::new("position.json"));
/// while let Some(page) = updates.next().await? {
///     println!("{}", page.next_batch);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is requested until the program asks for the first page"]
pub struct SyncUpdates<'a> {
    call: Call<'a>,
    store: Arc<dyn SyncStore>,
    step: Step<'a>,
    /// The token of the next request; `None` for an initial sync.
    since: Option<String>,
    /// The token of the request for the last returned page.
    previous: Option<String>,
    /// The token in the store.
    saved: Option<String>,
    is_loaded: bool,
    /// The failures in a row.
    failures: u32,
    /// The responses in a row that arrived at once and without news.
    hasty: u32,
    /// The wait before the next request after such a response.
    pause: Option<Duration>,
    /// The misfits of the last returned page.
    misfits: Misfits,
    /// Whether the server has sent a page in this run.
    has_worked: bool,
    on_retry: Option<OnRetry>,
}

type OnRetry = Box<dyn FnMut(&Error, Duration) + Send>;

enum Step<'a> {
    Idle,
    Loading(BoxFuture<'static, Result<Option<SyncPosition>, StoreError>>),
    Saving(BoxFuture<'static, Result<(), StoreError>>),
    Waiting(Pin<Box<Sleep>>),
    Requesting(Instant, BoxFuture<'a, Result<ResponseContent, Error>>),
    Ended,
}

impl<'a> SyncCall<'a> {
    /// Starts a sync loop that continues from the position in this store, and requests a page when the program asks for it.
    ///
    /// With an empty store, the loop starts with the `since` of the call, or else with an initial sync. The server waits up to 30
    /// seconds for news, unless the call has another `timeout`. `full_state` applies to the first page only. See [`SyncUpdates`] for
    /// the guarantees and the errors.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#syncing)
    pub fn updates(self, store: impl SyncStore) -> SyncUpdates<'a> {
        let mut call = Call::from(self);
        let since = call.draft().query_value("since").filter(|since| !since.is_empty()).map(str::to_owned);
        // Each request gets its own `since`.
        call.draft().remove_query("since");
        if call.draft().query_value("timeout").is_none() {
            call.query("timeout", &u64::try_from(WAIT.as_millis()).unwrap_or(u64::MAX));
        }
        SyncUpdates {
            call,
            store: Arc::new(store),
            step: Step::Idle,
            since,
            previous: None,
            saved: None,
            is_loaded: false,
            failures: 0,
            hasty: 0,
            pause: None,
            misfits: Misfits::default(),
            has_worked: false,
            on_retry: None,
        }
    }
}

impl SyncUpdates<'_> {
    /// Calls a function before each wait after a temporary error, with the error and the time until the next request.
    pub fn on_retry(mut self, tell: impl FnMut(&Error, Duration) + Send + 'static) -> Self {
        self.on_retry = Some(Box::new(tell));
        self
    }

    /// Acknowledges the previous page and requests the next one; `None` after an error that ended the loop.
    ///
    /// # Errors
    /// The variants of [`Error`], except temporary errors of requests.
    pub async fn next(&mut self) -> Result<Option<SyncResponse>, Error> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    /// Acknowledges the last returned page without requesting another one, so the next run does not get it again.
    ///
    /// # Errors
    /// [`Error::SyncStore`].
    pub async fn handled(&mut self) -> Result<(), Error> {
        poll_fn(|context| self.poll_saved(context)).await
    }

    /// Returns the token of the next request; `None` for an initial sync, or before the program asks for the first page.
    #[inline]
    pub fn since(&self) -> Option<&str> {
        self.since.as_deref()
    }

    /// Returns the token after which the last returned page begins; `None` if that page is of an initial sync, or before the first
    /// page.
    ///
    /// A page of an initial sync has the history of rooms, to which bots should not respond. If a timeline of a later page is
    /// limited, call `get_room_events` from its `prev_batch` back to this token to get the missing events.
    #[inline]
    pub fn previous(&self) -> Option<&str> {
        self.previous.as_deref()
    }

    /// Returns the misfits of the last returned page: parts that were left out, at most the first hundred.
    #[inline]
    pub fn misfits(&self) -> &[Misfit] {
        &self.misfits.listed
    }

    #[inline]
    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<SyncResponse, Error>>> {
        loop {
            match &mut self.step {
                Step::Idle if !self.is_loaded => self.step = Step::Loading(self.load()),
                Step::Idle | Step::Saving(_) if self.since != self.saved => {
                    if let Err(error) = ready!(self.poll_saved(context)) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                Step::Idle | Step::Saving(_) => match self.proceed() {
                    Ok(step) => self.step = step,
                    Err(error) => return Poll::Ready(Some(Err(self.end(error)))),
                },
                Step::Loading(loading) => {
                    let loaded = ready!(loading.as_mut().poll(context));
                    if let Err(error) = self.start(loaded) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                Step::Waiting(wait) => {
                    ready!(wait.as_mut().poll(context));
                    self.step = Step::Idle;
                }
                Step::Requesting(start, request) => {
                    let outcome = ready!(request.as_mut().poll(context));
                    let elapsed = start.elapsed();
                    if let Some(outcome) = self.receive(outcome, elapsed) {
                        return Poll::Ready(Some(outcome));
                    }
                }
                Step::Ended => return Poll::Ready(None),
            }
        }
    }

    /// Saves the position after the last returned page, if the store does not have it.
    #[inline]
    fn poll_saved(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        loop {
            match (&mut self.step, self.is_loaded && self.since != self.saved) {
                (Step::Saving(saving), _) => {
                    let saved = ready!(saving.as_mut().poll(context));
                    return Poll::Ready(match saved {
                        Ok(()) => {
                            self.saved.clone_from(&self.since);
                            self.failures = 0;
                            self.step = Step::Idle;
                            Ok(())
                        }
                        Err(source) => Err(self.store_failed(source)),
                    });
                }
                // Also while the loop waits after a failure of the store.
                (Step::Idle | Step::Waiting(_), true) => self.step = Step::Saving(self.save()),
                _ => return Poll::Ready(Ok(())),
            }
        }
    }

    #[inline]
    fn load(&self) -> BoxFuture<'static, Result<Option<SyncPosition>, StoreError>> {
        let (store, limit) = (Arc::clone(&self.store), self.call.session().settings().timeout);
        Box::pin(async move { timeout(limit, store.load()).await.unwrap_or_else(|_| Err(late())) })
    }

    #[inline]
    fn save(&self) -> BoxFuture<'static, Result<(), StoreError>> {
        let (store, limit) = (Arc::clone(&self.store), self.call.session().settings().timeout);
        let mut position = SyncPosition::new(self.since.as_deref().unwrap_or_default());
        position.user_id = self.user();
        Box::pin(async move { timeout(limit, store.save(&position)).await.unwrap_or_else(|_| Err(late())) })
    }

    /// Returns the user of the session, if it is known.
    #[inline]
    fn user(&self) -> Option<UserId> {
        Some(self.call.session().tokens.as_ref()?.known_owner()?.user_id.clone())
    }

    /// Starts with the position from the store.
    #[inline]
    fn start(&mut self, loaded: Result<Option<SyncPosition>, StoreError>) -> Result<(), Error> {
        let position = loaded.map_err(|source| self.store_failed(source))?;
        if let Some(SyncPosition { since, user_id }) = position {
            if let (Some(expected), Some(found)) = (user_id, self.user())
                && expected != found
            {
                return Err(self.end(Error::OtherUser { expected, found }));
            }
            // An empty token requests an initial sync.
            self.since = Some(since).filter(|since| !since.is_empty());
        }
        self.saved.clone_from(&self.since);
        (self.is_loaded, self.failures, self.step) = (true, 0, Step::Idle);
        Ok(())
    }

    /// Handles a response that took this time; `None` if the request must be retried.
    #[inline]
    fn receive(
        &mut self,
        outcome: Result<ResponseContent, Error>,
        elapsed: Duration,
    ) -> Option<Result<SyncResponse, Error>> {
        match outcome.and_then(|content| self.read(content)) {
            Ok(Decoded { value: page, misfits, .. }) => {
                (self.misfits, self.has_worked) = (misfits, true);
                let is_news = self.since.as_ref() != Some(&page.next_batch);
                self.hasty = if elapsed < HASTE && !is_news { self.hasty.saturating_add(1) } else { 0 };
                self.pause = self.hasty.checked_sub(1).map(|before| backoff(before, MAX_PAUSE));
                self.previous = self.since.replace(page.next_batch.clone());
                (self.failures, self.step) = (0, Step::Idle);
                // With `full_state`, the server would not wait for news.
                self.call.draft().remove_query("full_state");
                Some(Ok(page))
            }
            Err(error) if error.is_temporary() || (self.has_worked && is_of_proxy(&error)) => {
                let asked = error.retry_after().unwrap_or_default().min(MAX_ASKED);
                let wait = self.backoff().max(asked);
                trace::retry(self.call.operation(), &error, wait);
                if let Some(tell) = &mut self.on_retry {
                    tell(&error, wait);
                }
                self.step = Step::Waiting(Box::pin(sleep(wait)));
                None
            }
            Err(error) => Some(Err(self.end(error))),
        }
    }

    #[inline]
    fn read(&self, content: ResponseContent) -> Result<Decoded<SyncResponse>, Error> {
        let operation = self.call.operation();
        let decoded = decode(operation.id, content.body)?;
        trace::misfits(operation, &decoded.misfits);
        Ok(decoded)
    }

    /// Counts another failure, and returns the wait after it.
    #[inline]
    fn backoff(&mut self) -> Duration {
        let wait = backoff(self.failures, MAX_BACKOFF);
        self.failures = self.failures.saturating_add(1);
        wait
    }

    #[inline]
    fn store_failed(&mut self, source: StoreError) -> Error {
        let wait = self.backoff();
        self.step = Step::Waiting(Box::pin(sleep(wait)));
        Error::SyncStore { operation: self.call.operation().id, source }
    }

    #[inline]
    fn end(&mut self, error: Error) -> Error {
        self.step = Step::Ended;
        error
    }
}

impl<'a> SyncUpdates<'a> {
    /// Starts the next step: a pause, or the request of the next page.
    #[inline]
    fn proceed(&mut self) -> Result<Step<'a>, Error> {
        if let Some(pause) = self.pause.take() {
            return Ok(Step::Waiting(Box::pin(sleep(pause))));
        }
        let mut call = self.call.duplicate()?;
        if let Some(since) = &self.since {
            call.query("since", since.as_str());
        }
        Ok(Step::Requesting(Instant::now(), Box::pin(call.content())))
    }
}

/// Whether the error looks like a response of a proxy in place of the homeserver: a refusal without a code, or a success that is
/// not JSON. If the homeserver has responded at this URL before, it will respond there again.
#[inline]
fn is_of_proxy(error: &Error) -> bool {
    match error {
        Error::Api(error) => matches!(error.status.as_u16(), 403 | 404) && error.errcode.is_none(),
        Error::Decode(error) => serde_json::from_slice::<IgnoredAny>(&error.body).is_err(),
        _ => false,
    }
}

#[inline]
fn late() -> StoreError {
    "the store did not finish within the timeout of the client".into()
}

impl Stream for SyncUpdates<'_> {
    type Item = Result<SyncResponse, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl FusedStream for SyncUpdates<'_> {
    #[inline]
    fn is_terminated(&self) -> bool {
        matches!(self.step, Step::Ended)
    }
}

impl fmt::Debug for SyncUpdates<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncUpdates").field("since", &self.since).finish_non_exhaustive()
    }
}
