//! The secrets in a request, which a server may echo in its error message.

use std::borrow::Cow;
use std::collections::BTreeMap;

use http::header::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;
use serde_json::value::RawValue;
use url::Url;

use crate::auth::credentials::Credentials;
use matrix_openapi_core::secret::Secret;

/// How deep a body is searched: its secrets are near the top.
const DEPTH: usize = 4;

/// The longest body that is searched, in bytes: longer ones hold content, not credentials.
const LONGEST: usize = 1 << 16;

/// The shortest segment of a path that may be a token, in bytes.
const SHORTEST: usize = 16;

/// The parts of the names of secrets, in lower case and without separators. Some other names contain them too: their values are
/// redacted needlessly, which does no harm.
const SECRET_NAMES: [&str; 10] = [
    "token",
    "password",
    "passphrase",
    "secret",
    "session",
    "pushkey",
    "privatekey",
    "apikey",
    "recoverykey",
    "sharedkey",
];

/// Returns the secrets in the credentials, the headers of the program, the query and the body of a request.
pub(crate) fn request_secrets(
    credentials: Option<&Credentials>,
    headers: &HeaderMap,
    url: &Url,
    body: Option<&[u8]>,
) -> Vec<Secret> {
    let mut secrets = credentials.map(Credentials::secrets).unwrap_or_default();
    secrets.extend(headers.iter().filter(|(name, _)| is_secret_header(name)).flat_map(header_secrets));
    let named = url.query_pairs().filter(|(name, _)| is_secret(name));
    secrets.extend(named.map(|(_, value)| Secret::from(value.as_ref())));
    let body = body.filter(|body| body.len() <= LONGEST);
    if let Some(Ok(body)) = body.map(serde_json::from_slice::<&RawValue>) {
        collect(body, DEPTH, &mut secrets);
    }
    secrets
}

/// Returns the secrets in a path that the description does not have: segments after the name of a secret, as in
/// `/registration_tokens/{token}`, and segments that look like a token. Matrix identifiers are not secrets.
#[inline]
pub(crate) fn path_secrets(url: &Url) -> Vec<Secret> {
    let mut secrets = Vec::new();
    let mut follows_name = false;
    for segment in url.path_segments().into_iter().flatten() {
        let text = percent_decode_str(segment).decode_utf8_lossy();
        let is_identifier = text.starts_with(['@', '!', '#', '$', '+']);
        if !text.is_empty() && !is_identifier && (follows_name || is_opaque(&text)) {
            secrets.push(Secret::from(text.as_ref()));
        }
        follows_name = is_secret(&text);
    }
    secrets
}

/// Whether a text is as long and as varied as a token.
fn is_opaque(text: &str) -> bool {
    let has = |kind: fn(&u8) -> bool| text.bytes().any(|one| kind(&one));
    let is_part = |one: u8| one.is_ascii_alphanumeric() || b"-._~+/=".contains(&one);
    text.len() >= SHORTEST
        && text.bytes().all(is_part)
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic)
}

fn collect(value: &RawValue, depth: usize, secrets: &mut Vec<Secret>) {
    let inner = depth.saturating_sub(1);
    if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(value.get()) {
        items.into_iter().filter(|_| depth > 0).for_each(|item| collect(item, inner, secrets));
        return;
    }
    let Ok(fields) = serde_json::from_str::<BTreeMap<Cow<'_, str>, &RawValue>>(value.get()) else { return };
    for (name, value) in fields {
        match serde_json::from_str::<Secret>(value.get()) {
            Ok(secret) if is_secret(&name) => secrets.push(secret),
            Err(_) if depth > 0 => collect(value, inner, secrets),
            _ => {}
        }
    }
}

/// Returns the value of a header and, after the name of its scheme, the credential alone.
fn header_secrets((_, value): (&HeaderName, &HeaderValue)) -> impl Iterator<Item = Secret> {
    let value = std::str::from_utf8(value.as_bytes()).unwrap_or_default();
    let credential = value.split_once(' ').map(|(_, credential)| credential.trim());
    [Some(value), credential].into_iter().flatten().map(Secret::from)
}

/// Whether a header with this name holds a secret.
fn is_secret_header(name: &HeaderName) -> bool {
    let parts = ["auth", "cookie", "key"];
    is_secret(name.as_str()) || parts.iter().any(|part| name.as_str().contains(part))
}

/// Whether a field or parameter with this name holds a secret.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace(['_', '-'], "");
    SECRET_NAMES.iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::tokens::Tokens;

    #[test]
    fn secrets_of_a_request_are_found_wherever_it_carries_them() {
        let credentials = Credentials::from(Tokens::new("a").with_refresh_token("b"));
        let url = Url::parse("https://example.org/?token=c%20d&from=x").unwrap();
        let body =
            br#"{"type":"m.login.password","password":"e","auth":{"session":"f","x":[1]},"n":1,"token":7}"#;
        let headers = HeaderMap::from_iter([
            (http::header::AUTHORIZATION, HeaderValue::from_static("Basic g")),
            (HeaderName::from_static("x-api-key"), HeaderValue::from_static("h")),
            (http::header::ACCEPT, HeaderValue::from_static("text/plain")),
        ]);
        let found = request_secrets(Some(&credentials), &headers, &url, Some(body));
        let found: Vec<_> = found.iter().map(Secret::expose).collect();
        assert_eq!(found, ["a", "b", "Basic g", "g", "h", "c d", "f", "e"]);
    }

    #[test]
    fn secrets_of_a_path_follow_their_name_or_look_like_one() {
        let found = |path: &str| {
            let url = Url::parse(&format!("https://example.org{path}")).unwrap();
            path_secrets(&url).iter().map(|secret| secret.expose().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("/admin/v1/registration_tokens/a%2Fb"), ["a/b"]);
        assert_eq!(found("/links/syt_YWxpY2U_x1/use"), ["syt_YWxpY2U_x1"; 0]);
        assert_eq!(found("/links/syt_YWxpY2U_abcdef_1/use"), ["syt_YWxpY2U_abcdef_1"]);
        assert_eq!(found("/admin/v1/reset_password/@alice:example.org"), [""; 0]);
        assert_eq!(found("/rooms/!abcdefghijklmnop1:example.org/server_version"), [""; 0]);
    }

    #[test]
    fn secrets_of_a_body_are_found_in_lists_and_by_every_name_of_one() {
        let found = |body: &str| {
            let url = Url::parse("https://example.org/").unwrap();
            let found = request_secrets(None, &HeaderMap::new(), &url, Some(body.as_bytes()));
            found.iter().map(|secret| secret.expose().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            found(r#"{"notification":{"devices":[{"pushkey":"a"},{"pushkey":"b"}],"id":"c"}}"#),
            ["a", "b"]
        );
        assert_eq!(found(r#"[[{"token":"a"}],"b"]"#), ["a"]);
        // The names by which the generator recognizes secrets.
        for name in [
            "access_token",
            "accessToken",
            "m.login.token",
            "client_secret",
            "new_password",
            "passphrase",
            "private_key",
            "api_key",
            "recoveryKey",
            "session_key",
            "shared_key",
            "push_key",
            "session",
        ] {
            assert_eq!(found(&format!(r#"{{"{name}":"a"}}"#)), ["a"], "{name}");
        }
        assert_eq!(found(r#"{"key":"a","public_key":"b","state_key":"c"}"#), [""; 0]);
    }

    #[test]
    fn no_body_is_too_deep() {
        let url = Url::parse("https://example.org/").unwrap();
        let body = format!("{}{}", r#"{"token":"#.repeat(5000), "}".repeat(5000));
        assert!(request_secrets(None, &HeaderMap::new(), &url, Some(body.as_bytes())).is_empty());
        let body = format!(r#"{}{{"token":"a"}}{}"#, "[".repeat(5000), "]".repeat(5000));
        assert!(request_secrets(None, &HeaderMap::new(), &url, Some(body.as_bytes())).is_empty());
    }
}
