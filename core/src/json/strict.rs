//! Strict reading: what the description requires must be there, in the form that it says.
//!
//! Clients read leniently what servers leave out. A server must not: it refuses what breaks the description, since it may have to
//! pass it on, and its handlers would take an absent list for an empty one.

#[cfg(feature = "server")]
use std::cell::Cell;

#[cfg(feature = "server")]
thread_local! {
    static ON: Cell<bool> = const { Cell::new(false) };
}

/// Whether the current reading is strict.
#[cfg(feature = "server")]
#[inline]
pub(crate) fn is_on() -> bool {
    ON.get()
}

/// Whether the current reading is strict: never, since only servers read so.
#[cfg(not(feature = "server"))]
#[inline]
pub(crate) const fn is_on() -> bool {
    false
}

/// Turns the mode on until the result is dropped.
#[cfg(feature = "server")]
pub(crate) fn strictly() -> StrictGuard {
    StrictGuard(ON.replace(true))
}

#[cfg(feature = "server")]
pub(crate) struct StrictGuard(bool);

#[cfg(feature = "server")]
impl Drop for StrictGuard {
    fn drop(&mut self) {
        ON.set(self.0);
    }
}
