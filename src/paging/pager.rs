//! Requests the pages of a call, one after another.

use std::task::{Context, Poll, ready};

use matrix_openapi_core::__private::{Misfits, Read, decode};
use matrix_openapi_core::json::Misfit;
use matrix_openapi_core::operation::{Operation, PageToken};

use crate::error::Error;
use crate::http::box_future::BoxFuture;
use crate::http::call::Call;
use crate::http::response::ResponseContent;
use crate::http::trace;
use crate::paging::json_kind::{JsonKind, kind_at};
use crate::paging::paging_error::PagingError;

/// A builder of a paged operation, with access to the paging parts of its response.
pub trait Paged {
    /// The type of the response.
    type Page: Read + 'static;
    /// The type of the items in its list.
    type Item: 'static;

    /// Returns the token of the next page.
    fn next(page: &Self::Page) -> Option<&str>;

    /// Returns the items; `None` if the response has no list.
    fn items(page: &mut Self::Page) -> Option<&mut Vec<Self::Item>>;
}

/// A page, and the facts that decide about the next one.
pub(super) struct ReadPage<T> {
    pub(super) content: T,
    next: Option<String>,
    list: ItemList,
    misfits: Misfits,
}

/// The list of items in a page.
#[derive(Clone, Copy, PartialEq)]
enum ItemList {
    /// The list is optional and missing.
    Missing,
    Empty,
    Filled,
}

/// A function that reads a response as a page of an operation.
pub(super) type ReadAs<T> = fn(&'static Operation, ResponseContent) -> Result<ReadPage<T>, Error>;

/// Requests the pages, without knowing their type.
pub(super) struct Pager<'a> {
    /// The call, which is sent for each page with the page's token.
    call: Call<'a>,
    state: State<'a>,
    /// The token of the next request.
    token: Option<String>,
    /// The token of the current page.
    current: Option<String>,
    /// The parts of the current page that did not fit.
    misfits: Misfits,
    cycle: CycleDetector,
}

enum State<'a> {
    /// No page is being requested.
    Idle,
    /// The request of a page. It survives when the program drops the future.
    Requesting(BoxFuture<'a, Result<ResponseContent, Error>>),
    /// The pages end with this error, after the page that was returned.
    Failing(PagingError),
    Ended,
}

impl<'a> Pager<'a> {
    #[inline]
    pub(super) fn new(mut call: Call<'a>) -> Self {
        let place = call.operation().paging.map(|paging| paging.token);
        let mut token = match place {
            Some(PageToken::Query(name)) => call.draft().query_value(name).map(str::to_owned),
            Some(PageToken::Field(name)) => call.draft().field(name),
            _ => None,
        };
        // An empty token stands for the first page, but not every server accepts it.
        if token.as_ref().is_some_and(String::is_empty) {
            token = None;
            match place {
                Some(PageToken::Query(name)) => call.draft().remove_query(name),
                Some(PageToken::Field(name)) => call.remove_field(name),
                _ => {}
            }
        }
        let cycle = CycleDetector::new(token.clone());
        Self { call, state: State::Idle, token, current: None, misfits: Misfits::default(), cycle }
    }

    #[inline]
    pub(super) fn operation(&self) -> &'static Operation {
        self.call.operation()
    }

    /// The token of the next request.
    #[inline]
    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The token of the current page.
    #[inline]
    pub(super) fn current(&self) -> Option<&str> {
        self.current.as_deref()
    }

    /// The parts of the current page that did not fit.
    #[inline]
    pub(super) fn misfits(&self) -> &[Misfit] {
        &self.misfits.listed
    }

    #[inline]
    pub(super) fn has_ended(&self) -> bool {
        matches!(self.state, State::Ended)
    }

    /// Ends the pages, after an error.
    #[inline]
    pub(super) fn fail(&mut self, problem: PagingError) -> Error {
        self.state = State::Ended;
        Error::Paging { operation: self.operation().id, problem }
    }

    /// Requests the next page; `None` after the end.
    pub(super) fn poll_page<T>(
        &mut self,
        read: ReadAs<T>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<T, Error>>> {
        let outcome = match ready!(self.poll_content(context)) {
            Some(Ok(content)) => read(self.operation(), content),
            Some(Err(error)) => Err(error),
            None => return Poll::Ready(None),
        };
        Poll::Ready(Some(match outcome {
            Ok(ReadPage { content, next, list, misfits }) => {
                self.misfits = misfits;
                self.advance(next, list);
                Ok(content)
            }
            Err(error) => {
                self.state = State::Ended;
                Err(error)
            }
        }))
    }

    #[inline]
    fn poll_content(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<ResponseContent, Error>>> {
        loop {
            match &mut self.state {
                State::Idle => match self.request() {
                    Ok(request) => self.state = State::Requesting(request),
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                State::Requesting(request) => return request.as_mut().poll(context).map(Some),
                State::Failing(problem) => {
                    let problem = *problem;
                    return Poll::Ready(Some(Err(self.fail(problem))));
                }
                State::Ended => return Poll::Ready(None),
            }
        }
    }

    /// Starts the request of the next page.
    #[inline]
    fn request(&mut self) -> Result<BoxFuture<'a, Result<ResponseContent, Error>>, Error> {
        let mut call = self.call.duplicate()?;
        if let (Some(token), Some(paging)) = (&self.token, call.operation().paging) {
            match paging.token {
                PageToken::Query(name) => call.query(name, token.as_str()),
                PageToken::Field(name) => call.set_field(name, token),
                _ => {}
            }
        }
        Ok(Box::pin(call.content()))
    }

    /// Decides what follows a page.
    #[inline]
    fn advance(&mut self, next: Option<String>, list: ItemList) {
        let is_repeated = next.is_some() && next == self.token;
        self.state = match &next {
            None => State::Ended,
            // Servers that always send a token repeat it at the end of a list.
            Some(_) if is_repeated && list != ItemList::Filled => State::Ended,
            Some(token) if is_repeated || self.cycle.is_closed_by(token) => {
                State::Failing(PagingError::RepeatedToken)
            }
            Some(_) => State::Idle,
        };
        self.current.clone_from(&self.token);
        if next.is_some() {
            self.token = next;
        }
    }
}

/// Reads a response as a page.
pub(super) fn page<C: Paged>(
    operation: &'static Operation,
    content: ResponseContent,
) -> Result<ReadPage<C::Page>, Error> {
    let decoded = decode(operation.id, content.body)?;
    trace::misfits(operation, &decoded.misfits);
    let (mut page, misfits): (C::Page, _) = (decoded.value, decoded.misfits);
    let list = match C::items(&mut page) {
        None => ItemList::Missing,
        Some(items) if items.is_empty() => ItemList::Empty,
        Some(_) => ItemList::Filled,
    };
    let next = C::next(&page).map(str::to_owned);
    check_parts(operation, decoded.json.json(), &misfits, next.as_deref(), list)?;
    // An empty token would request the first page again.
    let next = next.filter(|token| !token.is_empty());
    Ok(ReadPage { content: page, next, list, misfits })
}

/// Reads a response as the items of a page.
pub(super) fn items<C: Paged>(
    operation: &'static Operation,
    content: ResponseContent,
) -> Result<ReadPage<Vec<C::Item>>, Error> {
    let ReadPage { content: mut page, next, list, misfits } = page::<C>(operation, content)?;
    let content = C::items(&mut page).map(std::mem::take).unwrap_or_default();
    Ok(ReadPage { content, next, list, misfits })
}

/// Checks that a missing token or list is also missing in the response: a misfit is left out, and would look like the end of the
/// list.
#[inline]
fn check_parts(
    operation: &'static Operation,
    json: &str,
    misfits: &Misfits,
    next: Option<&str>,
    list: ItemList,
) -> Result<(), Error> {
    let Some(paging) = operation.paging else { return Ok(()) };
    let is_exact = misfits.listed.is_empty() && misfits.unlisted == 0;
    let refuse = |problem| Err(Error::Paging { operation: operation.id, problem });
    if next.is_none() && !is_exact && kind_at(json, paging.next) != JsonKind::Missing {
        return refuse(PagingError::MalformedToken);
    }
    let list_fits = match list {
        ItemList::Filled => true,
        // Some servers write `null` for an empty list.
        ItemList::Empty => matches!(kind_at(json, paging.items), JsonKind::List | JsonKind::Null),
        ItemList::Missing => {
            is_exact || matches!(kind_at(json, paging.items), JsonKind::Missing | JsonKind::Null)
        }
    };
    if list_fits { Ok(()) } else { refuse(PagingError::MalformedList) }
}

/// Finds every cycle of tokens in constant memory, before its tokens occur a fourth time (Brent's algorithm).
struct CycleDetector {
    /// An earlier token.
    mark: Option<String>,
    /// The number of tokens since the mark.
    steps: u64,
    /// The number of tokens after which a later token becomes the mark.
    limit: u64,
}

impl CycleDetector {
    #[inline]
    fn new(first: Option<String>) -> Self {
        Self { mark: first, steps: 0, limit: 1 }
    }

    #[inline]
    fn is_closed_by(&mut self, token: &str) -> bool {
        if self.mark.as_deref() == Some(token) {
            return true;
        }
        self.steps = self.steps.saturating_add(1);
        if self.steps >= self.limit {
            self.mark = Some(token.to_owned());
            self.steps = 0;
            self.limit = self.limit.saturating_mul(2);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cycle_is_found_and_only_cycles_are() {
        for (tail, length) in (0..20).flat_map(|tail| (1..20).map(move |length| (tail, length))) {
            let mut cycle = CycleDetector::new(None);
            let token = |step: usize| if step < tail { step } else { tail + (step - tail) % length };
            let found = (0..1000).find(|step| cycle.is_closed_by(&token(*step).to_string())).unwrap();
            assert!(found >= tail + length, "{tail} {length} {found}");
            assert!(found <= 3 * (tail + length), "{tail} {length} {found}");
        }
        let mut straight = CycleDetector::new(Some("start".to_owned()));
        assert!((0..1000).all(|step: u32| !straight.is_closed_by(&step.to_string())));
    }
}
