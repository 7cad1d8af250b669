//! Tokens in the form of an `Authorization` header.

use std::fmt;

use bytes::Bytes;
use http::HeaderValue;
use percent_encoding::percent_decode_str;
use url::Url;
use zeroize::Zeroizing;

use matrix_openapi_core::secret::Secret;

const PREFIX: &str = "Bearer ";

/// How many layers of percent-encoding are decoded to find a token in a URL.
const MAX_ENCODINGS: usize = 8;

/// A token as a header value, overwritten in memory when its last copy is dropped.
#[derive(Clone)]
pub struct BearerToken {
    /// `None` if a header cannot carry the token.
    header: Option<HeaderValue>,
    /// The part of a request that should carry the token.
    pub form: TokenForm,
}

/// The preferred form of a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TokenForm {
    /// In the header.
    Header,
    /// In the query, where the operation allows it.
    Query,
}

impl BearerToken {
    /// Creates the header value of a token.
    pub fn new(token: &Secret) -> Self {
        // Allocated once, since a string that grows leaves copies behind.
        let length = PREFIX.len().saturating_add(token.expose().len());
        let mut text = Zeroizing::new(String::with_capacity(length));
        text.push_str(PREFIX);
        text.push_str(token.expose());
        let header = HeaderValue::from_maybe_shared(Bytes::from_owner(text)).ok();
        let mut header = header.filter(|_| !token.expose().is_empty());
        if let Some(header) = &mut header {
            header.set_sensitive(true);
        }
        Self { header, form: TokenForm::Header }
    }

    /// Returns the header value; `None` if a header cannot carry the token.
    pub fn header(&self) -> Option<&HeaderValue> {
        self.header.as_ref()
    }

    /// Returns the token.
    pub fn token(&self) -> Option<&str> {
        std::str::from_utf8(self.header.as_ref()?.as_bytes().get(PREFIX.len()..)?).ok()
    }

    /// Whether a URL may contain the token, percent-encoded any number of times.
    ///
    /// A URL with more layers of encoding than are decoded counts as one that contains it.
    pub fn occurs_in(&self, url: &Url) -> bool {
        let Some(token) = self.token() else { return false };
        // URLs lower the case of hosts.
        let token = Zeroizing::new(token.to_ascii_lowercase());
        let mut text = Zeroizing::new(url.as_str().to_ascii_lowercase());
        for _ in 0..=MAX_ENCODINGS {
            if text.contains(token.as_str()) {
                return true;
            }
            let decoded = percent_decode_str(&text).decode_utf8_lossy().to_ascii_lowercase();
            if decoded == *text {
                return false;
            }
            text = Zeroizing::new(decoded);
        }
        true
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BearerToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_however_often_it_is_encoded() {
        let token = BearerToken::new(&Secret::from("Syt_a/b+c=\u{7e}"));
        let holds = |text: &str| token.occurs_in(&Url::parse(text).unwrap());
        let mut encoded = "Syt_a/b+c=~".to_owned();
        for _ in 0..MAX_ENCODINGS {
            assert!(holds(&format!("https://a/?next={encoded}")), "{encoded}");
            encoded = percent_encoding::utf8_percent_encode(&encoded, percent_encoding::NON_ALPHANUMERIC)
                .to_string();
        }
        assert!(holds("https://a/?x=%2525&next=Syt_a%252Fb%252bc%253d%257E"));
        assert!(!holds("https://a/?next=Syt_a&x=%2525252525"));
        assert!(holds(&format!("https://a/?next=%{}41", "25".repeat(1000))), "too often to tell");
    }

    #[test]
    fn a_token_is_found_where_hosts_lose_their_case() {
        let token = BearerToken::new(&Secret::from("Hidden"));
        assert!(token.occurs_in(&Url::parse("https://HIDDEN.example.org/").unwrap()));
    }
}
