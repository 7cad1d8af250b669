//! What is told of credentials, and tokens as headers carry them.

use std::fmt;

use bytes::Bytes;
use http::HeaderValue;
use percent_encoding::percent_decode_str;
use url::Url;

use crate::Secret;

const PREFIX: &str = "Bearer ";

/// The kinds of credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CredentialKind {
    /// A user's access token.
    AccessToken,
    /// An application service's token.
    Appservice,
    /// A homeserver's token for an application service.
    Homeserver,
    /// An identity server's token.
    Identity,
    /// A homeserver's signing key.
    Federation,
}

impl fmt::Display for CredentialKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AccessToken => "a user's access token",
            Self::Appservice => "an application service's token",
            Self::Homeserver => "a homeserver's token for an application service",
            Self::Identity => "an identity server's token",
            Self::Federation => "a homeserver's signing key",
        })
    }
}

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
        struct Shared(Secret);
        impl AsRef<[u8]> for Shared {
            fn as_ref(&self) -> &[u8] {
                self.0.expose().as_bytes()
            }
        }
        let text = Shared(Secret::new(format!("{PREFIX}{}", token.expose())));
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

    /// Whether an address holds the token, encoded or not.
    pub fn occurs_in(&self, url: &Url) -> bool {
        let decoded = percent_decode_str(url.as_str()).decode_utf8_lossy();
        self.token().is_some_and(|token| decoded.contains(token) || url.as_str().contains(token))
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BearerToken(…)")
    }
}
