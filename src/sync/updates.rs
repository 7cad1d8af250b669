//! The loop of syncs.

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

/// How long the server waits for news, unless the call says so.
const WAIT: Duration = Duration::from_secs(30);

/// The longest wait after an error for which the server asks nothing else.
const MAX_BACKOFF: Duration = Duration::from_secs(60);

/// The longest wait that a server can ask for.
const MAX_ASKED: Duration = Duration::from_secs(600);

/// A response without news that comes sooner than this did not wait for any.
const HASTE: Duration = Duration::from_millis(100);

/// The longest wait before the next request after such responses.
const MAX_PAUSE: Duration = Duration::from_secs(5);

/// The updates of a user, page by page, from where the program stopped the last time.
///
/// [`updates`](SyncCall::updates) on the call `sync` starts it, with the filter and the other parameters of the call.
///
/// # What is guaranteed
///
/// Asking for the next page, by [`next`](Self::next) or as a [`Stream`], says that the previous page has been handled. Its
/// position is saved then, before anything is requested, or by [`handled`](Self::handled) at once. So the position in the store
/// is never ahead of the program:
///
/// - Nothing is lost. If the program ends while it handles a page, for whatever reason, the next run gets the events of this
///   page again, perhaps together with later ones.
/// - Within a run, and after a page was acknowledged, nothing comes twice. A server that itself repeats events can only be
///   noticed by their IDs.
/// - Dropping the future of `next` loses nothing: the next call continues the request.
///
/// Adapters of streams that ask for a page before the program has handled the previous one, such as `peekable`, `buffered` and
/// `ready_chunks`, acknowledge pages too early: a program that ends then never gets them again. Use `next`, or an adapter that handles
/// one page after the other, such as `for_each` or `then`.
///
/// A room with many events has gaps: a page has only the last events of a timeline, and marks it as limited. `get_room_events`
/// from its `prev_batch` has the rest.
///
/// # What ends it
///
/// Errors that [may pass](Error::is_temporary) do not end it: restarts and outages of the server, rate limits, refreshes that
/// failed this time. The request is sent again with growing waits of up to a minute, or as long as the server asks for, but not
/// longer than ten minutes. [`on_retry`](Self::on_retry) tells the program.
///
/// After the first page, the same holds for what proxies send while the server restarts: status 403 or 404 without an error code,
/// and a success that is not JSON. Before it they end the loop, since the URL may be wrong.
///
/// All other errors end it, and the store keeps the last position. One of them is the refusal of a token that the server does
/// not know any more, for example after it was restored from a backup: status 400, often with `M_INVALID_PARAM` or
/// `M_UNKNOWN_POS`. The loop never starts anew by itself, since an initial sync lacks what happened meanwhile and repeats what
/// was handled. To start anew, empty the store.
///
/// An error of the store is returned and does not end it. The next call tries again after a wait, and requests nothing before.
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
#[must_use = "nothing is requested until the first page is asked for"]
pub struct SyncUpdates<'a> {
    call: Call<'a>,
    store: Arc<dyn SyncStore>,
    step: Step<'a>,
    /// The token of the next request; `None` for an initial sync.
    since: Option<String>,
    /// The token of the request for the page that was returned last.
    previous: Option<String>,
    /// The token in the store.
    saved: Option<String>,
    is_loaded: bool,
    /// The failures in a row.
    failures: u32,
    /// The responses in a row that came at once and without news.
    hasty: u32,
    /// The wait before the next request after such a response.
    pause: Option<Duration>,
    /// The parts of the page that was returned last that did not fit.
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
    /// Starts a loop of syncs that goes on from the position in this store, and requests a page when it is asked for.
    ///
    /// An empty store starts with the `since` of the call, or else with an initial sync. The server waits up to 30 seconds for
    /// news, unless the call has another `timeout`. `full_state` is for the first page only. See [`SyncUpdates`] for the
    /// guarantees and the errors.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#syncing)
    pub fn updates(self, store: impl SyncStore) -> SyncUpdates<'a> {
        let mut call = Call::from(self);
        let since = call.draft().query_value("since").filter(|since| !since.is_empty()).map(str::to_owned);
        // Each request gets its own.
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
    /// The variants of [`Error`], but those that may pass.
    pub async fn next(&mut self) -> Result<Option<SyncResponse>, Error> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    /// Acknowledges the page that was returned last without requesting another one, so it does not come again in the next run.
    ///
    /// # Errors
    /// [`Error::SyncStore`].
    pub async fn handled(&mut self) -> Result<(), Error> {
        poll_fn(|context| self.poll_saved(context)).await
    }

    /// Returns the token of the next request; `None` for an initial sync, or before the first page is asked for.
    #[inline]
    pub fn since(&self) -> Option<&str> {
        self.since.as_deref()
    }

    /// Returns the token after which the page that was returned last begins; `None` if that page is of an initial sync, or before
    /// the first page.
    ///
    /// A page of an initial sync has the history of rooms, which a bot should not answer. If a timeline of a later page is limited,
    /// `get_room_events` from its `prev_batch` back to this token has what is missing.
    #[inline]
    pub fn previous(&self) -> Option<&str> {
        self.previous.as_deref()
    }

    /// Returns the parts of the page that was returned last that did not fit and were left out, at most the first hundred.
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
                    let was_hasty = start.elapsed() < HASTE;
                    if let Some(outcome) = self.receive(outcome, was_hasty) {
                        return Poll::Ready(Some(outcome));
                    }
                }
                Step::Ended => return Poll::Ready(None),
            }
        }
    }

    /// Saves the position after the page that was returned last, if the store does not have it.
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
                // Also while it waits after a failure of the store.
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

    /// The user of the session, if it is known.
    #[inline]
    fn user(&self) -> Option<UserId> {
        Some(self.call.session().tokens.as_ref()?.known_owner()?.user_id.clone())
    }

    /// Takes the position of the store.
    #[inline]
    fn start(&mut self, loaded: Result<Option<SyncPosition>, StoreError>) -> Result<(), Error> {
        let position = loaded.map_err(|source| self.store_failed(source))?;
        if let Some(SyncPosition { since, user_id }) = position {
            if let (Some(expected), Some(found)) = (user_id, self.user())
                && expected != found
            {
                return Err(self.end(Error::OtherUser { expected, found }));
            }
            // An empty token is none.
            self.since = Some(since).filter(|since| !since.is_empty());
        }
        self.saved.clone_from(&self.since);
        (self.is_loaded, self.failures, self.step) = (true, 0, Step::Idle);
        Ok(())
    }

    /// Receives a response; `None` if the request is to be sent again.
    #[inline]
    fn receive(
        &mut self,
        outcome: Result<ResponseContent, Error>,
        was_hasty: bool,
    ) -> Option<Result<SyncResponse, Error>> {
        match outcome.and_then(|content| self.read(content)) {
            Ok(Decoded { value: page, misfits, .. }) => {
                (self.misfits, self.has_worked) = (misfits, true);
                let is_news = self.since.as_ref() != Some(&page.next_batch);
                self.hasty = if was_hasty && !is_news { self.hasty.saturating_add(1) } else { 0 };
                self.pause = self.hasty.checked_sub(1).map(|before| backoff(before, MAX_PAUSE));
                self.previous = self.since.replace(page.next_batch.clone());
                (self.failures, self.step) = (0, Step::Idle);
                // With it, no response would wait for news.
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
    /// Starts what comes before the next page: a pause, or the request.
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

/// Whether a response looks like that of a proxy in place of the homeserver: a refusal without a code, or a success that is not
/// JSON. Once the homeserver has responded at this URL, it does so again.
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
    "the store took too long".into()
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
