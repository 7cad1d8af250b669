//! The header by which homeservers know each other.

use std::collections::BTreeMap;
use std::fmt;

use http::HeaderValue;
use serde_json::{Map, Value};

use super::{LONGEST_KEY_ID, SigningKey, VerifyError, verify};
use crate::id::{IdError, ServerName};
use crate::json::canonical::CanonicalError;
use crate::json::canonical::canonical_object;
use crate::json::value::{self, DuplicatePolicy};

/// With what a homeserver signs its requests to another one.
pub struct RequestSigner {
    /// The homeserver that asks.
    pub origin: ServerName,
    /// The homeserver that is asked.
    pub destination: ServerName,
    /// The key of the one that asks.
    pub key: SigningKey,
}

impl RequestSigner {
    /// The header that [`x_matrix`] writes.
    ///
    /// # Errors
    /// As there.
    pub fn header(
        &self,
        method: &str,
        uri: &str,
        content: Option<&[u8]>,
    ) -> Result<HeaderValue, XMatrixError> {
        let text = x_matrix(&self.key, &self.origin, &self.destination, method, uri, content)?;
        // Names and keys are checked, and hold nothing that no header may carry.
        let mut header = HeaderValue::from_str(&text).map_err(|_| XMatrixError::Parameters)?;
        // The signature lets whoever reads it send the request once more.
        header.set_sensitive(true);
        Ok(header)
    }
}

/// The `Authorization` header of a request from one homeserver to another, as
/// [request authentication](https://spec.matrix.org/v1.19/server-server-api/#request-authentication) defines it.
///
/// `uri` is the path with the query, exactly as it is sent; `content` is the JSON of the body, if there is a body.
///
/// # Errors
/// If one of the names is not a server name, or the content has no canonical form or a field twice in one object.
pub fn x_matrix(
    key: &SigningKey,
    origin: &ServerName,
    destination: &ServerName,
    method: &str,
    uri: &str,
    content: Option<&[u8]>,
) -> Result<String, XMatrixError> {
    // Only checked names can stand in the header without escapes, which older servers do not read.
    for name in [origin, destination] {
        ServerName::parse(name)?;
    }
    let signature = key.sign(&request(method, uri, origin, destination, content)?);
    let id = key.key_id();
    Ok(format!(r#"X-Matrix origin="{origin}",destination="{destination}",key="{id}",sig="{signature}""#))
}

/// The `Authorization` header of a request from another homeserver, taken apart but not yet verified.
#[derive(Clone)]
pub struct XMatrix {
    origin: ServerName,
    destination: Option<ServerName>,
    key_id: String,
    signature: String,
}

/// Why a request cannot be signed, or its `Authorization` header cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum XMatrixError {
    /// The content has no canonical form.
    #[error("no canonical json")]
    Canonical(#[from] CanonicalError),
    /// The name of one of the servers is none.
    #[error(transparent)]
    Name(#[from] IdError),
    /// The header is not of the scheme `X-Matrix`.
    #[error("the authorization is not of the scheme `X-Matrix`")]
    Scheme,
    /// The header is no list of parameters.
    #[error("the authorization is no list of parameters")]
    Parameters,
    /// A parameter is there more than once.
    #[error("the authorization repeats a parameter")]
    Duplicate,
    /// A parameter that is needed is not there.
    #[error("the authorization lacks the parameter `{0}`")]
    Missing(&'static str),
    /// The id of the key is not an algorithm, `:` and a version.
    #[error("the id of the key in the authorization is not an algorithm and a version, such as `ed25519:1`")]
    KeyId,
}

impl XMatrix {
    /// Takes the value of an `Authorization` header apart. Parameters that are not known are ignored.
    ///
    /// # Errors
    /// If the header is of another scheme or no list of parameters, lacks one that is needed, or holds a name
    /// that is no server name or a key id that is none.
    pub fn parse(header: &str) -> Result<Self, XMatrixError> {
        let (scheme, parameters) = header.trim_matches(BLANK).split_once(' ').ok_or(XMatrixError::Scheme)?;
        if !scheme.eq_ignore_ascii_case("X-Matrix") {
            return Err(XMatrixError::Scheme);
        }
        let mut parameters = read_parameters(parameters)?;
        let mut take = |name| parameters.remove(name).ok_or(XMatrixError::Missing(name));
        let (origin, key_id, signature) = (take("origin")?, take("key")?, take("sig")?);
        let origin = ServerName::parse(origin)?;
        // Servers from before v1.3 of the specification leave it out.
        let destination = take("destination").ok().map(ServerName::parse).transpose()?;
        Ok(Self { origin, destination, key_id: checked_key_id(key_id)?, signature })
    }

    /// The server that says it sent the request.
    pub fn origin(&self) -> &ServerName {
        &self.origin
    }

    /// The server for which the request is meant; older servers do not say so.
    pub fn destination(&self) -> Option<&ServerName> {
        self.destination.as_ref()
    }

    /// The id of the key of [`origin`](Self::origin) with which the request is signed.
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// Checks that the request came as it is from [`origin`](Self::origin), whose public key with the id
    /// [`key_id`](Self::key_id) is given as base64.
    ///
    /// `uri` is the path with the query, exactly as it came; `destination` is the server that received the
    /// request; `content` is its body, if it has one.
    ///
    /// # Errors
    /// If the request is for another server, the signature does not hold, or the content has no canonical form or has
    /// a field twice in one object.
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
    /// Leaves out the signature, which lets whoever reads it repeat the request.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("XMatrix")
            .field("origin", &self.origin)
            .field("destination", &self.destination)
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

/// The text that is signed for a request.
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

/// A key id that can be shown, logged and put into an address. Versions are taken as servers write them, some of which
/// make them of base64.
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

/// The parameters of [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-11.4), by their names in lower
/// case.
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

/// The first parameter of a list, its name and value, and what follows it.
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

/// Takes more than a token: older servers leave the quotes out around what holds colons, or any base64.
fn read_unquoted(text: &str) -> Option<(String, &str)> {
    let (value, rest) = text.split_once(',').unwrap_or((text, ""));
    let value = value.trim_end_matches(BLANK);
    let plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
    (!value.is_empty() && value.bytes().all(plain)).then(|| (value.to_owned(), rest))
}
