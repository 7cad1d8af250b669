//! Strict reading: the parts that the description requires must be present, in the form of the description.
//!
//! Clients accept responses in which such parts are absent. A server must not accept such requests: it may have to forward them,
//! and its handlers would take an absent list for an empty one.

#[cfg(feature = "server")]
use std::cell::Cell;

#[cfg(feature = "server")]
thread_local! {
    static ON: Cell<bool> = const { Cell::new(false) };
}

/// Whether the current read is strict.
#[cfg(feature = "server")]
#[inline]
pub(crate) fn is_on() -> bool {
    ON.get()
}

/// Whether the current read is strict: never, since only servers read strictly.
#[cfg(not(feature = "server"))]
#[inline]
pub(crate) const fn is_on() -> bool {
    false
}

/// Enables the mode until the returned guard is dropped.
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
