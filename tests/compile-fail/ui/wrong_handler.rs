use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn versions(_: Received<op::GetVersions>) -> Result<types::GetVersionsResponse, ErrorResponse> {
    Err(ErrorResponse::not_found("none"))
}

async fn another_error(_: Received<op::Whoami>) -> Result<types::WhoamiResponse, String> {
    Err(String::new())
}

async fn another_response(_: Received<op::Whoami>) -> Result<types::GetVersionsResponse, ErrorResponse> {
    Err(ErrorResponse::not_found("none"))
}

fn misuse() {
    // The handler of another operation, one with another error type, and one with the response of another operation.
    let _ = Router::new().on(op::Whoami, versions);
    let _ = Router::new().on(op::Whoami, another_error);
    let _ = Router::new().on(op::Whoami, another_response);
    // A string in place of an operation, and a value in place of a handler.
    let _ = Router::new().on("whoami", versions);
    let _ = Router::new().on(op::GetVersions, 1);
}

fn main() {}
