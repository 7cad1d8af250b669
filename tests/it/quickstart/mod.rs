//! The flow of the example `quickstart`, and the homeserver that it and these tests run against.

mod example;
mod homeserver;
#[path = "../../../examples/quickstart.rs"]
#[allow(dead_code, reason = "the tests call what the example's main calls")]
mod program;
