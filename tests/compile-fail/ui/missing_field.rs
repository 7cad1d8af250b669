use matrix_openapi::client_server::types::BanRequest;

fn main() {
    let _ = BanRequest::new();
}
