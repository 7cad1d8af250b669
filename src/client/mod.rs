//! Clients: how they are built, and what their calls share.

pub(crate) mod base_url;
pub(crate) mod builder;
pub(crate) mod options;
pub(crate) mod session;
#[cfg(helper = "supports")]
pub(crate) mod versions;
