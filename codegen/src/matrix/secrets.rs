//! The names of fields that hold secrets, which upstream does not mark.

use heck::ToSnakeCase;

/// The words before `token` that mark a position in a list instead of a secret.
const PLACES: [&str; 12] = [
    "batch",
    "end",
    "event",
    "from",
    "next",
    "page",
    "pagination",
    "prev",
    "previous",
    "since",
    "start",
    "sync",
];

/// The words before `key` that mark a private or a shared secret key.
const SECRET_KEYS: [&str; 7] = ["api", "private", "push", "recovery", "secret", "session", "shared"];

/// Returns whether a string with this name is a secret.
///
/// Some names only resemble a secret: `session_id` and `sid` are useless without another secret, `key`, `master_key` and
/// `public_key` are public keys, `token_type` and `token_endpoint` describe a token, and `next_token` is a position in a
/// list.
pub fn is_secret(name: &str) -> bool {
    let name = name.to_snake_case();
    let words: Vec<&str> = name.split('_').collect();
    match words.as_slice() {
        // Anyone who knows the session of a pending authentication can continue it.
        ["session"] | ["pushkey"] => true,
        [.., before, "token"] => !PLACES.contains(before),
        [.., before, "key"] => SECRET_KEYS.contains(before),
        [.., "token" | "secret" | "password" | "passphrase"] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_by_the_words_of_their_names() {
        for name in [
            "token",
            "access_token",
            "accessToken",
            "id_access_token",
            "m.login.token",
            "hs_token",
            "client_secret",
            "secret",
            "new_password",
            "passphrase",
            "private_key",
            "session_key",
            "sessionKey",
            "pushkey",
            "session",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in [
            "next_token",
            "prev_batch",
            "token_type",
            "token_endpoint",
            "key",
            "public_key",
            "master_key",
            "self_signing_key",
            "state_key",
            "sid",
            "session_id",
            "sessions",
            "signatures",
            "m.read.private",
            "tokens_valid_since",
            "",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
