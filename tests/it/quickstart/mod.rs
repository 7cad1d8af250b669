//! The example `quickstart` and its in-process homeserver.

mod example;
mod homeserver;
#[path = "../../../examples/quickstart.rs"]
#[allow(dead_code, reason = "the tests call what the example's main calls")]
mod program;
