//! What is told of credentials, and tokens as headers carry them.

use std::fmt;

use bytes::Bytes;
use http::HeaderValue;
use percent_encoding::percent_decode_str;
use url::Url;
use zeroize::Zeroizing;

use matrix_openapi_core::secret::Secret;

const PREFIX: &str = "Bearer ";

/// How often the parts of an address may be encoded, one in the other.
const MAX_ENCODINGS: usize = 8;

/// A token as the header carries it, in memory that is overwritten when the last copy of the header is gone.
#[derive(Clone)]
pub struct BearerToken {
    /// Nothing if no header may carry the token.
    header: Option<HeaderValue>,
    /// Where it is to be sent.
    pub form: TokenForm,
}

/// Where a token is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TokenForm {
    /// In the header.
    Header,
    /// In the query, where that is possible.
    Query,
}

impl BearerToken {
    /// Puts a token into a header.
    pub fn new(token: &Secret) -> Self {
        /// Bytes of a secret text.
        struct SecretBytes(Secret);
        impl AsRef<[u8]> for SecretBytes {
            fn as_ref(&self) -> &[u8] {
                self.0.expose().as_bytes()
            }
        }
        // In one piece, since a text that grows leaves copies behind.
        let mut text = String::with_capacity(PREFIX.len() + token.expose().len());
        text.push_str(PREFIX);
        text.push_str(token.expose());
        let text = SecretBytes(Secret::new(text));
        let header = HeaderValue::from_maybe_shared(Bytes::from_owner(text)).ok();
        let mut header = header.filter(|_| !token.expose().is_empty());
        if let Some(header) = &mut header {
            header.set_sensitive(true);
        }
        Self { header, form: TokenForm::Header }
    }

    /// The value of the header, unless none may carry the token.
    pub fn header(&self) -> Option<&HeaderValue> {
        self.header.as_ref()
    }

    /// The token itself.
    pub fn token(&self) -> Option<&str> {
        std::str::from_utf8(self.header.as_ref()?.as_bytes().get(PREFIX.len()..)?).ok()
    }

    /// Whether an address may hold the token, encoded never, once or several times over.
    ///
    /// An address that is encoded more often than any is in earnest counts as one that does.
    pub fn occurs_in(&self, url: &Url) -> bool {
        let Some(token) = self.token() else { return false };
        // The names of hosts lose their case.
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
