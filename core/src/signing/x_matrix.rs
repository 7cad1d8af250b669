//! The `Authorization: X-Matrix` header of federation requests.

use std::collections::BTreeMap;
use std::fmt;

use http::HeaderValue;
use serde_json::{Map, Value};

use super::json::{LONGEST_KEY_ID, SigningKey, VerifyError, verify};
use crate::id::{IdError, ServerName};
use crate::json::canonical::CanonicalError;
use crate::json::canonical::canonical_object;
use crate::json::value::{self, DuplicatePolicy};

/// Signs federation requests from one homeserver to another.
pub struct RequestSigner {
    /// The sending homeserver.
    pub origin: ServerName,
    /// The receiving homeserver.
    pub destination: ServerName,
    /// The key of the sending homeserver.
    pub key: SigningKey,
}

impl RequestSigner {
    /// Returns the header of [`x_matrix`].
    ///
    /// # Errors
    /// The errors of [`x_matrix`].
    pub fn header(
        &self,
        method: &str,
        uri: &str,
        content: Option<&[u8]>,
    ) -> Result<HeaderValue, XMatrixError> {
        let text = x_matrix(&self.key, &self.origin, &self.destination, method, uri, content)?;
        // Names and keys were checked, so they are valid in a header.
        let mut header = HeaderValue::from_str(&text).map_err(|_| XMatrixError::Parameters)?;
        // Sensitive, since the signature allows replaying the request.
        header.set_sensitive(true);
        Ok(header)
    }
}

/// Signs a request from one homeserver to another, and returns its `Authorization` header.
///
/// `uri` is the exact path and query; `content` is the JSON of the body, if any. See
/// [request authentication](https://spec.matrix.org/v1.19/server-server-api/#request-authentication).
///
/// # Errors
/// If a server name is invalid, or the content has no canonical form or a duplicate field.
pub fn x_matrix(
    key: &SigningKey,
    origin: &ServerName,
    destination: &ServerName,
    method: &str,
    uri: &str,
    content: Option<&[u8]>,
) -> Result<String, XMatrixError> {
    // Older servers do not support escapes in the header, but checked names need none.
    for name in [origin, destination] {
        ServerName::parse(name)?;
    }
    let signature = key.sign(&request(method, uri, origin, destination, content)?);
    let id = key.key_id();
    Ok(format!(r#"X-Matrix origin="{origin}",destination="{destination}",key="{id}",sig="{signature}""#))
}

/// The parsed but unverified `Authorization` header of a request from another homeserver.
#[derive(Clone)]
pub struct XMatrix {
    origin: ServerName,
    destination: Option<ServerName>,
    key_id: String,
    signature: String,
}

/// The error of signing a request, or of parsing its `Authorization` header.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum XMatrixError {
    /// The content has no canonical form.
    #[error("the content cannot be written as canonical JSON")]
    Canonical(#[from] CanonicalError),
    /// A server name is invalid.
    #[error(transparent)]
    Name(#[from] IdError),
    /// The scheme of the header is not `X-Matrix`.
    #[error("the scheme of the `Authorization` header is not `X-Matrix`")]
    Scheme,
    /// The header is not a list of parameters.
    #[error("the `Authorization` header is not a list of parameters")]
    Parameters,
    /// A parameter occurs more than once.
    #[error("the `Authorization` header has a duplicate parameter")]
    Duplicate,
    /// A required parameter is missing.
    #[error("the `Authorization` header lacks the parameter `{0}`")]
    Missing(&'static str),
    /// The key ID is not an algorithm, `:` and a version.
    #[error(
        "the key ID in the `Authorization` header is not an algorithm and a version, such as `ed25519:1`"
    )]
    KeyId,
}

impl XMatrix {
    /// Parses the value of an `Authorization` header. Unknown parameters are ignored.
    ///
    /// # Errors
    /// If the header has another scheme, is not a list of parameters, lacks a required one, or has an invalid server name or
    /// key ID.
    pub fn parse(header: &str) -> Result<Self, XMatrixError> {
        let (scheme, parameters) = header.trim_matches(BLANK).split_once(' ').ok_or(XMatrixError::Scheme)?;
        if !scheme.eq_ignore_ascii_case("X-Matrix") {
            return Err(XMatrixError::Scheme);
        }
        let mut parameters = read_parameters(parameters)?;
        let mut take = |name| parameters.remove(name).ok_or(XMatrixError::Missing(name));
        let (origin, key_id, signature) = (take("origin")?, take("key")?, take("sig")?);
        let origin = ServerName::parse(origin)?;
        // Servers that implement only releases before v1.3 omit the destination.
        let destination = take("destination").ok().map(ServerName::parse).transpose()?;
        Ok(Self { origin, destination, key_id: checked_key_id(key_id)?, signature })
    }

    /// Returns the server that claims to have sent the request.
    pub fn origin(&self) -> &ServerName {
        &self.origin
    }

    /// Returns the server that the request is for; `None` from older servers.
    pub fn destination(&self) -> Option<&ServerName> {
        self.destination.as_ref()
    }

    /// Returns the ID of the key of [`origin`](Self::origin) that signed the request.
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// Verifies the signature of the request with the public key of [`origin`](Self::origin) with [`key_id`](Self::key_id), as
    /// base64.
    ///
    /// `uri` is the exact path and query; `destination` is the server that received the request; `content` is its body, if
    /// any.
    ///
    /// # Errors
    /// If the request is for another server, the signature is not valid, or the content has no canonical form or a duplicate
    /// field.
    pub fn verify(
        &self,
        public_key_base64: &str,
        method: &str,
        uri: &str,
        destination: &ServerName,
        content: Option<&[u8]>,
    ) -> Result<(), VerifyError> {
        if self.destination.as_ref().is_some_and(|name| name != destination) {
            return Err(VerifyError::Destination);
        }
        let request = request(method, uri, &self.origin, destination, content)?;
        verify(&request, &self.signature, &self.key_id, public_key_base64)
    }
}

impl fmt::Debug for XMatrix {
    /// Omits the signature, which allows replaying the request.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("XMatrix")
            .field("origin", &self.origin)
            .field("destination", &self.destination)
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

/// Returns the canonical JSON that is signed for a request.
fn request(
    method: &str,
    uri: &str,
    origin: &ServerName,
    destination: &ServerName,
    content: Option<&[u8]>,
) -> Result<String, CanonicalError> {
    let texts = [
        ("method", method),
        ("uri", uri),
        ("origin", origin.as_str()),
        ("destination", destination.as_str()),
    ];
    let mut request: Map<String, Value> =
        texts.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect();
    if let Some(content) = content {
        request.insert("content".to_owned(), value::from_slice(content, DuplicatePolicy::Refuse)?);
    }
    canonical_object(&request, &[])
}

/// Checks that a key ID is safe in logs and URLs. Some servers use base64 as its version.
fn checked_key_id(id: String) -> Result<String, XMatrixError> {
    let algorithm =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    let version = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.~+/=".contains(&byte);
    let is_id = id.split_once(':').is_some_and(|(name, rest)| {
        !name.is_empty() && name.bytes().all(algorithm) && !rest.is_empty() && rest.bytes().all(version)
    });
    match is_id && id.len() <= LONGEST_KEY_ID {
        true => Ok(id),
        false => Err(XMatrixError::KeyId),
    }
}

const BLANK: [char; 2] = [' ', '\t'];

/// Parses the parameters of [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-11.4), by lower-case name.
fn read_parameters(mut text: &str) -> Result<BTreeMap<String, String>, XMatrixError> {
    let mut parameters = BTreeMap::new();
    loop {
        // A list may have empty elements.
        text = text.trim_start_matches([' ', '\t', ',']);
        if text.is_empty() {
            return Ok(parameters);
        }
        let (name, value, rest) = read_parameter(text).ok_or(XMatrixError::Parameters)?;
        if parameters.insert(name, value).is_some() {
            return Err(XMatrixError::Duplicate);
        }
        text = rest;
    }
}

/// Parses the first parameter of a list, and returns its name, its value and the rest.
fn read_parameter(text: &str) -> Option<(String, String, &str)> {
    let (name, text) = text.split_once('=')?;
    let name = name.trim_end_matches(BLANK);
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(token) {
        return None;
    }
    let text = text.trim_start_matches(BLANK);
    let (value, rest) = match text.strip_prefix('"') {
        Some(inner) => read_quoted(inner)?,
        None => read_unquoted(text)?,
    };
    Some((name.to_ascii_lowercase(), value, rest))
}

fn read_quoted(inner: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = inner.chars();
    loop {
        match characters.next()? {
            '"' => break,
            '\\' => value.push(characters.next()?),
            other => value.push(other),
        }
    }
    let rest = characters.as_str().trim_start_matches(BLANK);
    (rest.is_empty() || rest.starts_with(',')).then_some((value, rest))
}

/// Reads an unquoted value. Accepts more than RFC 9110 does: older servers omit the quotes around values with colons and base64.
fn read_unquoted(text: &str) -> Option<(String, &str)> {
    let (value, rest) = text.split_once(',').unwrap_or((text, ""));
    let value = value.trim_end_matches(BLANK);
    let plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
    (!value.is_empty() && value.bytes().all(plain)).then(|| (value.to_owned(), rest))
}
