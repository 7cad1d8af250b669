use matrix_openapi::{Credentials, MxcUri, SigningKey, UserId};

fn swapped(key: SigningKey, user: UserId) {
    let _ = Credentials::federation("here.example.org", &user, key);
    let _ = MxcUri::new(user, "media");
}

fn main() {}
