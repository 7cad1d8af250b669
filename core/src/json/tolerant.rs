//! Reading of a response that does not fit its type: whatever does not fit costs only itself.
//!
//! A response is first read exactly. Only if that fails, the same text is read once more with this mode on: values of
//! fields, items and entries are then taken as text first and tried one by one. What fails is left out at the nearest
//! place that can do without it: an item of a list, an entry of a map, an optional field.

use std::cell::{Cell, RefCell};
use std::fmt;

use crate::json::fault::{Fault, paths};
use crate::json::read::{Read, from_text};
use crate::json::shared::SharedJson;

/// A part of a response that did not fit its type and was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Misfit {
    /// Where it stands, such as `$.rooms.join["!a:example.org"].summary["m.heroes"][0]`.
    pub path: String,
    /// What is wrong with it, without a word of it.
    pub reason: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

/// How many misfits of one response are listed; further ones are only counted.
const LISTED: usize = 100;

/// How deep types may be nested, since each level takes some of the stack.
const DEEPEST: usize = 64;

thread_local! {
    static ON: Cell<bool> = const { Cell::new(false) };
    static STATE: RefCell<TolerantState> = const { RefCell::new(TolerantState::new()) };
}

/// What is known of the reading that is going on.
struct TolerantState {
    depth: usize,
    misfits: Vec<Fault>,
    unlisted: usize,
    /// The innermost thing that did not fit, until a place is found that can do without it.
    failure: Option<Fault>,
}

/// What was left out of a response.
#[derive(Clone, Debug, Default)]
pub struct Misfits {
    /// The first hundred.
    pub listed: Vec<Misfit>,
    /// How many there are beyond those.
    pub unlisted: usize,
}

/// Whether the reading that is going on is a tolerant one.
pub(crate) fn is_on() -> bool {
    ON.get()
}

/// Turns the mode off for as long as the result lives, for what must be read exactly or not at all.
pub(crate) fn exactly() -> ExactGuard {
    ExactGuard(ON.replace(false))
}

pub(crate) struct ExactGuard(bool);

impl Drop for ExactGuard {
    fn drop(&mut self) {
        ON.set(self.0);
    }
}

/// Reads a value that was taken as text, or leaves it out as one more misfit.
pub(crate) fn read_or_leave_out<T: Read>(json: &SharedJson) -> Option<T> {
    let read = attempt(json);
    if let Err(error) = &read {
        leave_out(|| Fault::of_attempt(json, error.as_ref()));
    }
    read.ok()
}

/// Reads a value that was taken as text and that what is around it cannot do without.
pub(crate) fn read_or_fail<T: Read>(json: &SharedJson) -> Option<T> {
    let read = attempt(json);
    if let Err(error) = &read {
        fail(Fault::of_attempt(json, error.as_ref()));
    }
    read.ok()
}

/// Tries to read a value; the error is `None` where it stands too deep.
fn attempt<T: Read>(json: &SharedJson) -> Result<T, Option<serde_json::Error>> {
    let mark = enter().ok_or(None)?;
    let read = from_text(json.as_str());
    leave(mark, read.is_err());
    read.map_err(Some)
}

/// Reads a whole response tolerantly.
pub(crate) fn read<T: Read>(json: &SharedJson) -> Result<(T, Misfits), Fault> {
    let _reading = json.reading();
    let mode = ModeGuard { on: ON.replace(true), before: STATE.replace(TolerantState::new()) };
    let read = from_text(json.as_str());
    let TolerantState { misfits, unlisted, failure, .. } = mode.end();
    match read {
        Ok(value) => Ok((value, Misfits { listed: located(json, misfits), unlisted })),
        Err(error) => Err(failure.unwrap_or_else(|| Fault::of(json, &error))),
    }
}

/// Notes that a field came a second time. The last one counts.
pub(crate) fn replaced(json: &SharedJson) {
    let reason = "given twice, of which the last one counts".to_owned();
    STATE.with_borrow_mut(|state| state.list(Fault { at: json.start(), reason }));
}

/// Notes what did not fit, if this reading is a tolerant one and nothing inside of it has failed already.
pub(crate) fn fail(fault: Fault) {
    if is_on() {
        STATE.with_borrow_mut(|state| {
            state.failure.get_or_insert(fault);
        });
    }
}

/// Makes a misfit of what failed. Beyond those that are listed it is not even looked at.
fn leave_out(outermost: impl FnOnce() -> Fault) {
    STATE.with_borrow_mut(|state| match state.failure.take() {
        _ if state.misfits.len() >= LISTED => state.unlisted += 1,
        Some(innermost) => state.misfits.push(innermost),
        None => state.misfits.push(outermost()),
    });
}

/// The mode as it was before, which returns even if a type's own reader panics.
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
        if self.misfits.len() < LISTED {
            self.misfits.push(misfit);
        } else {
            self.unlisted += 1;
        }
    }
}

/// Goes one level deeper, and returns how many misfits there are already.
fn enter() -> Option<(usize, usize)> {
    STATE.with_borrow_mut(|state| {
        (state.depth < DEEPEST).then(|| {
            state.depth += 1;
            (state.misfits.len(), state.unlisted)
        })
    })
}

/// Goes back. What did not fit inside of a value that failed as a whole is not told apart.
fn leave((listed, unlisted): (usize, usize), failed: bool) {
    STATE.with_borrow_mut(|state| {
        state.depth -= 1;
        if failed {
            state.misfits.truncate(listed);
            state.unlisted = unlisted;
        } else {
            state.failure = None;
        }
    });
}

/// What did not fit, with the offsets in the text.
fn located(json: &SharedJson, mut faults: Vec<Fault>) -> Vec<Misfit> {
    faults.sort_by_key(|fault| fault.at);
    let offsets: Vec<_> = faults.iter().map(|fault| fault.at).collect();
    let paths = paths(json.as_str().as_bytes(), &offsets);
    let named = |(fault, path): (Fault, String)| Misfit { path, reason: fault.reason };
    faults.into_iter().zip(paths).map(named).collect()
}
