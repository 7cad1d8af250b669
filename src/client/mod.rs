//! The builder of clients, the session that their calls share, and the options of a call.

pub(crate) mod base_url;
pub(crate) mod builder;
pub(crate) mod options;
pub(crate) mod session;
#[cfg(helper = "supports")]
pub(crate) mod versions;
