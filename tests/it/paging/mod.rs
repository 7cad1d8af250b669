//! Paged lists.

mod every_operation;
mod going_on;
mod list_server;
mod stops;

use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use matrix_openapi_testing::Server;

fn client(server: &Server) -> Client {
    Client::builder(&server.url).credentials(Credentials::access_token("syt_hidden")).build().unwrap()
}
