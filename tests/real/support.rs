//! The application service of the example, which is all that is needed besides a real homeserver.

#[path = "../../examples/support/appservice.rs"]
#[allow(dead_code, reason = "the example's homeserver needs more of it")]
mod appservice;
#[path = "../../examples/support/reply.rs"]
#[allow(dead_code, reason = "the example's homeserver needs more of it")]
mod reply;
#[path = "../../examples/support/secret.rs"]
mod secret;

pub use appservice::{AppService, Registration};
pub use secret::random_secret;
