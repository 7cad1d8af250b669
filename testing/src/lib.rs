//! Shared parts of tests: HTTP servers on loopback, which record requests and respond from a script or as a closure decides,
//! copies of folders, and a loud way to skip a test.
//!
//! A server runs until the runtime that started it ends. Whatever goes wrong in here panics, which fails the test.

mod authorization_server;
mod chunks;
mod closed_port;
mod folder;
mod proxy;
mod request;
mod response;
mod server;
mod skip;

pub use authorization_server::{AuthorizationServer, AuthorizationState, DEVICE_CODE, TokenFamily};
pub use chunks::{Chunks, chunks};
pub use closed_port::ClosedPort;
pub use folder::copy_folder;
pub use proxy::RecordingProxy;
pub use request::Request;
pub use response::{json_response, response};
pub use server::Server;
pub use skip::{report_skipped, spec_trees};
