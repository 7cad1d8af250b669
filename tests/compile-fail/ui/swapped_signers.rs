use matrix_openapi::Credentials;
use matrix_openapi::id::{MxcUri, UserId};
use matrix_openapi::signing::SigningKey;

fn swapped(key: SigningKey, user: UserId) {
    let _ = Credentials::federation("here.example.org", &user, key);
    let _ = MxcUri::new(user, "media");
}

fn main() {}
