//! Tolerant reading: a value that does not fit its type is left out, and the rest of the response is read.
//!
//! A response is first read exactly. Only if that fails, the same text is read again in this mode. The values of fields, items
//! and entries are then taken as raw text and read separately. If a value fails, the nearest list item, map entry or optional
//! field around it is left out.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde_json::Error as JsonError;

use crate::json::fault::{Fault, paths};
use crate::json::read::{Read, from_text};
use crate::json::shared::SharedJson;

/// A part of a response that did not fit its type and was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Misfit {
    /// The path of the value, such as `$.rooms.join["!a:example.org"].summary["m.heroes"][0]`.
    pub path: String,
    /// The defect, without text of the value.
    pub reason: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

/// The limit of listed misfits of a response; further ones are only counted.
const MAX_LISTED: usize = 100;

/// The limit of nested types, since each level uses the stack.
const MAX_DEPTH: usize = 64;

thread_local! {
    static ON: Cell<bool> = const { Cell::new(false) };
    static STATE: RefCell<TolerantState> = const { RefCell::new(TolerantState::new()) };
}

/// The state of the current read.
struct TolerantState {
    depth: usize,
    misfits: Vec<Fault>,
    unlisted: usize,
    /// The fault of the innermost value that did not fit, until a value around it is left out.
    failure: Option<Fault>,
}

/// The misfits of a response: the parts that were left out.
#[derive(Clone, Debug, Default)]
pub struct Misfits {
    /// The first hundred misfits.
    pub listed: Vec<Misfit>,
    /// The number of further misfits.
    pub unlisted: usize,
}

/// Whether the current read is tolerant.
pub(crate) fn is_on() -> bool {
    ON.get()
}

/// Disables the mode until the returned guard is dropped, for values that must be read exactly.
pub(crate) fn exactly() -> ExactGuard {
    ExactGuard(ON.replace(false))
}

pub(crate) struct ExactGuard(bool);

impl Drop for ExactGuard {
    fn drop(&mut self) {
        ON.set(self.0);
    }
}

/// Reads a value from its text; if it does not fit, returns `None` and adds a misfit.
pub(crate) fn read_or_leave_out<T: Read>(json: &SharedJson) -> Option<T> {
    let mut value = None;
    if let Err(error) = attempt(json, &mut |text| fill(&mut value, text)) {
        leave_out(json, error.as_ref());
    }
    value
}

/// Reads a required value from its text; `None` if it does not fit, so the value around it fails.
pub(crate) fn read_or_fail<T: Read>(json: &SharedJson) -> Option<T> {
    let mut value = None;
    if let Err(error) = attempt(json, &mut |text| fill(&mut value, text)) {
        fail(Fault::of_attempt(json, error.as_ref()));
    }
    value
}

/// Reads a whole response tolerantly, with a function that reads its text.
pub(crate) fn read(
    json: &SharedJson,
    mut read: impl FnMut(&str) -> Result<(), JsonError>,
) -> Result<Misfits, Fault> {
    let (read, misfits, unlisted) = run(json, &mut read);
    read.map(|()| Misfits { listed: located(json, misfits), unlisted })
}

/// Reads a value tolerantly, without a list of its misfits.
#[cfg(feature = "events")]
pub(crate) fn read_unlisted<T: Read>(json: &SharedJson) -> Result<T, Fault> {
    let mut value = None;
    let read = run(json, &mut |text| fill(&mut value, text)).0;
    // Not reached: a successful read has set the value.
    let empty = || Fault { at: json.start(), reason: "there is no value".to_owned() };
    read.and_then(|()| value.ok_or_else(empty))
}

/// Adds a misfit for a duplicate field, of which the last one counts.
pub(crate) fn replaced(json: &SharedJson) {
    let reason = "a duplicate field, of which the last one counts".to_owned();
    STATE.with_borrow_mut(|state| state.list(Fault { at: json.start(), reason }));
}

/// Adds a misfit for a value that is left out.
pub(crate) fn note(fault: Fault) {
    STATE.with_borrow_mut(|state| state.list(fault));
}

/// Stores the fault of a value that did not fit, unless a value within it has failed before.
pub(crate) fn fail(fault: Fault) {
    if is_on() {
        STATE.with_borrow_mut(|state| {
            state.failure.get_or_insert(fault);
        });
    }
}

/// Calls a function that reads a value from its text; the error is `None` if the value is nested too deeply. Not generic, since it
/// would be compiled again for each type of a field.
fn attempt(
    json: &SharedJson,
    read: &mut dyn FnMut(&str) -> Result<(), JsonError>,
) -> Result<(), Option<JsonError>> {
    let mark = enter().ok_or(None)?;
    let read = read(json.as_str());
    leave(mark, &read);
    read.map_err(Some)
}

/// Reads a whole text; also returns the listed misfits, and the number of further ones.
fn run(
    json: &SharedJson,
    read: &mut dyn FnMut(&str) -> Result<(), JsonError>,
) -> (Result<(), Fault>, Vec<Fault>, usize) {
    let _reading = json.reading();
    let mode = ModeGuard { on: ON.replace(true), before: STATE.replace(TolerantState::new()) };
    let read = read(json.as_str());
    let TolerantState { misfits, unlisted, failure, .. } = mode.end();
    (read.map_err(|error| failure.unwrap_or_else(|| Fault::of(json, &error))), misfits, unlisted)
}

/// Reads a text into an `Option`.
fn fill<T: Read>(place: &mut Option<T>, text: &str) -> Result<(), JsonError> {
    *place = Some(from_text(text)?);
    Ok(())
}

/// Adds a misfit. Its fault is computed only if it will be listed.
fn leave_out(json: &SharedJson, error: Option<&JsonError>) {
    STATE.with_borrow_mut(|state| match state.failure.take() {
        _ if state.misfits.len() >= MAX_LISTED => state.unlisted = state.unlisted.saturating_add(1),
        Some(innermost) => state.misfits.push(innermost),
        None => state.misfits.push(Fault::of_attempt(json, error)),
    });
}

/// Restores the mode when dropped, even after a panic.
struct ModeGuard {
    on: bool,
    before: TolerantState,
}

impl ModeGuard {
    fn end(mut self) -> TolerantState {
        STATE.replace(std::mem::replace(&mut self.before, TolerantState::new()))
    }
}

impl Drop for ModeGuard {
    fn drop(&mut self) {
        ON.set(self.on);
    }
}

impl TolerantState {
    const fn new() -> Self {
        Self { depth: 0, misfits: Vec::new(), unlisted: 0, failure: None }
    }

    fn list(&mut self, misfit: Fault) {
        if self.misfits.len() < MAX_LISTED {
            self.misfits.push(misfit);
        } else {
            self.unlisted = self.unlisted.saturating_add(1);
        }
    }
}

/// Enters a level, and returns the number of misfits before it; `None` at the depth limit.
fn enter() -> Option<(usize, usize)> {
    STATE.with_borrow_mut(|state| {
        (state.depth < MAX_DEPTH).then(|| {
            state.depth = state.depth.saturating_add(1);
            (state.misfits.len(), state.unlisted)
        })
    })
}

/// Leaves a level. Misfits within a value that failed are dropped, since the value counts as one misfit.
fn leave((listed, unlisted): (usize, usize), read: &Result<(), JsonError>) {
    STATE.with_borrow_mut(|state| {
        state.depth = state.depth.saturating_sub(1);
        if read.is_err() {
            state.misfits.truncate(listed);
            state.unlisted = unlisted;
        } else {
            state.failure = None;
        }
    });
}

/// Returns the misfits with their paths in the text.
fn located(json: &SharedJson, mut faults: Vec<Fault>) -> Vec<Misfit> {
    faults.sort_by_key(|fault| fault.at);
    let offsets: Vec<_> = faults.iter().map(|fault| fault.at).collect();
    let paths = paths(json.as_str().as_bytes(), &offsets);
    let named = |(fault, path): (Fault, String)| Misfit { path, reason: fault.reason };
    faults.into_iter().zip(paths).map(named).collect()
}
