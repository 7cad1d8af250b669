//! The file that tells a homeserver about an application service: the registration.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::str::Chars;

use bytes::Bytes;
use matrix_openapi_core::__private::{decode, zeroizing_json};
use matrix_openapi_core::arguments::IntoOption;
use matrix_openapi_core::secret::Secret;
use serde::de::IgnoredAny;
use zeroize::Zeroizing;

use crate::application_service::types::{Namespace, Registration, RegistrationNamespaces};
use crate::auth::credentials::{AppserviceCredentials, Credentials};
use crate::private_file;

/// The capacity of the buffer for a file, in bytes. A buffer that grows, as for a longer file, leaves copies of its content in memory.
const ROOM: usize = 16 << 10;

/// The error of a [`Registration`] that cannot be made, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegistrationError {
    /// The text is not a registration.
    #[error("the registration is malformed at {path}: {reason}")]
    Malformed {
        /// The path of the defect, such as `$.namespaces.users[0].regex`.
        path: String,
        /// The defect, without text of the registration.
        reason: String,
    },
    /// The file cannot be written.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// The system has no random numbers for the tokens.
    #[error("cannot make tokens, since the system has no random numbers: {0}")]
    Random(#[source] io::Error),
}

/// Makes, reads and writes [registrations](https://spec.matrix.org/v1.19/application-service-api/#registration).
impl Registration {
    /// Makes a registration with new random tokens of 256 bits and without namespaces.
    ///
    /// The homeserver sends requests to the URL; `None` if it should send none. `sender_localpart` is the localpart of the application
    /// service's own user. Set other values as fields.
    ///
    /// ```
    /// use matrix_openapi::application_service::types::Registration;
    ///
    /// # fn run() -> Result<(), matrix_openapi::auth::RegistrationError> {
    /// let mut registration = Registration::generate("irc", "http://localhost:9000", "_irc_bot")?
    ///     .with_exclusive_users("@_irc_.*:example\\.org")
    ///     .with_exclusive_aliases("#irc_.*:example\\.org");
    /// registration.rate_limited = Some(false);
    /// registration.write("irc.yaml")?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the system has no random numbers.
    #[inline]
    pub fn generate(
        id: impl Into<String>,
        url: impl IntoOption<String>,
        sender_localpart: impl Into<String>,
    ) -> Result<Self, RegistrationError> {
        let (as_token, hs_token) = (random_token()?, random_token()?);
        let namespaces = RegistrationNamespaces::default();
        Ok(Self::new(as_token, hs_token, id, namespaces, sender_localpart, url.into_option()))
    }

    /// Adds the users whose IDs match a POSIX regular expression, such as `@_irc_.*:example\.org`. Nobody else may create them.
    #[must_use]
    #[inline]
    pub fn with_exclusive_users(mut self, regex: impl Into<String>) -> Self {
        self.namespaces.users.get_or_insert_default().push(Namespace::new(true, regex));
        self
    }

    /// Adds the aliases that match a POSIX regular expression, such as `#irc_.*:example\.org`. Nobody else may create them.
    #[must_use]
    #[inline]
    pub fn with_exclusive_aliases(mut self, regex: impl Into<String>) -> Self {
        self.namespaces.aliases.get_or_insert_default().push(Namespace::new(true, regex));
        self
    }

    /// Reads a registration from JSON strictly: a field that does not fit is an error, and so is an empty token.
    ///
    /// Administrators write these files as YAML, which this crate does not read. Parse them with a YAML library to a
    /// [`serde_json::Value`], and pass it to [`Registration::from_value`].
    ///
    /// # Errors
    /// If the text is not a registration; the error has the path of the field.
    #[inline]
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, RegistrationError> {
        read(Bytes::copy_from_slice(text.as_ref()))
    }

    /// Reads a registration from a value that another library has parsed, such as from YAML, as strictly as [`Registration::from_json`].
    ///
    /// ```
    /// # fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use matrix_openapi::application_service::types::Registration;
    ///
    /// let text = std::fs::read_to_string("irc.yaml")?;
    /// let registration = Registration::from_value(&serde_yaml::from_str(&text)?)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the value is not a registration; the error has the path of the field.
    #[inline]
    pub fn from_value(value: &serde_json::Value) -> Result<Self, RegistrationError> {
        // Without the message of serde_json, which may quote the text.
        let unwritable = |_| malformed("$".to_owned(), "a value that JSON cannot represent".to_owned());
        let text = zeroizing_json(value).map_err(unwritable)?;
        read(text)
    }

    /// Returns the text of the registration, such as to print it; [`write`](Registration::write) writes it to a file. It is JSON, which
    /// every YAML parser reads, and contains both tokens.
    ///
    /// ```
    /// # fn run() -> Result<(), matrix_openapi::auth::RegistrationError> {
    /// use matrix_openapi::application_service::types::Registration;
    ///
    /// let registration = Registration::generate("irc", "http://localhost:9000", "_irc_bot")?;
    /// println!("{}", registration.to_yaml()?.expose());
    /// # Ok(())
    /// # }
    /// # run().unwrap();
    /// ```
    ///
    /// # Errors
    /// If a field cannot be written as JSON.
    #[inline]
    pub fn to_yaml(&self) -> Result<Secret, RegistrationError> {
        let mut json = Zeroizing::new(Vec::with_capacity(ROOM));
        serde_json::to_writer_pretty(&mut *json, self)
            .map_err(|_| malformed("$".to_owned(), "a value that JSON cannot represent".to_owned()))?;
        let mut text = yaml(&String::from_utf8_lossy(&json));
        Ok(Secret::new(std::mem::take(&mut *text)))
    }

    /// Writes the registration to a file, as JSON, which every YAML parser reads.
    ///
    /// The file is replaced atomically: after a crash it has the old or the new text. On Unix its mode is 0600, so give it to the
    /// homeserver's user; elsewhere it inherits the permissions of its folder. The write blocks the thread.
    ///
    /// # Errors
    /// If the file cannot be written, or a field cannot be written as JSON.
    #[inline]
    pub fn write(&self, path: impl AsRef<Path>) -> Result<(), RegistrationError> {
        let path = path.as_ref();
        let text = self.to_yaml()?;
        let failed = |source| RegistrationError::Io { path: path.to_owned(), source };
        private_file::replace(path, text.expose().as_bytes()).map_err(failed)
    }

    /// Returns the credentials with which the application service sends requests to the homeserver: its `as_token`.
    ///
    /// ```
    /// # fn run(registration: matrix_openapi::application_service::types::Registration) -> Result<(), matrix_openapi::Error> {
    /// # #[cfg(feature = "client-server")] {
    /// use matrix_openapi::client_server::Client;
    ///
    /// let bridge = Client::builder("https://matrix.example.org").credentials(registration.credentials()).build()?;
    /// # }
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn credentials(&self) -> AppserviceCredentials {
        Credentials::appservice(self.as_token.clone())
    }
}

#[inline]
fn read(text: Bytes) -> Result<Registration, RegistrationError> {
    let decoded = decode::<Registration>("registration", text);
    let decoded = decoded.map_err(|error| malformed(error.path, error.reason))?;
    // Responses leave misfits out, but the owner of a file can correct them.
    if let Some(misfit) = decoded.misfits.listed.into_iter().next() {
        return Err(malformed(misfit.path, misfit.reason));
    }
    // A file without a `url` may be unfinished, and homeservers refuse it.
    let fields = serde_json::from_str::<BTreeMap<String, IgnoredAny>>(decoded.json.json());
    if !fields.is_ok_and(|fields| fields.contains_key("url")) {
        return Err(malformed("$".to_owned(), "missing field `url`".to_owned()));
    }
    let registration = decoded.value;
    for (path, token) in [("$.as_token", &registration.as_token), ("$.hs_token", &registration.hs_token)] {
        if token.expose().is_empty() {
            return Err(malformed(path.to_owned(), "an empty token".to_owned()));
        }
    }
    Ok(registration)
}

/// Makes JSON readable for all YAML parsers: escapes the characters that YAML lacks or takes for line breaks, and replaces the
/// notations that only JSON has. These occur in unknown fields, which keep the notation of their file.
#[inline]
fn yaml(json: &str) -> Zeroizing<String> {
    // Enough if every character becomes an escape, its longest form, and for the last line break.
    let mut text = Zeroizing::new(String::with_capacity(json.len().saturating_mul(6).saturating_add(1)));
    let mut characters = json.chars();
    while let Some(character) = characters.next() {
        match character {
            // JSON allows it only between tokens.
            '\t' => text.push(' '),
            '\\' => push_escape(&mut text, &mut characters),
            '\u{7f}'..='\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(text, "\\u{:04x}", u32::from(character));
            }
            other => text.push(other),
        }
    }
    text.push('\n');
    text
}

/// Writes the escape after a backslash of a string: a solidus without it, and a pair of surrogates as their character.
#[inline]
fn push_escape(text: &mut String, characters: &mut Chars<'_>) {
    let rest = characters.as_str();
    let (character, rest) = match (rest.strip_prefix('/'), surrogates(rest)) {
        (Some(rest), _) => ('/', rest),
        (None, Some((character, rest))) => (character, rest),
        (None, None) => {
            text.push('\\');
            text.extend(characters.next());
            return;
        }
    };
    text.push(character);
    *characters = rest.chars();
}

/// Reads two escapes, such as `ud83d\ude00`, that together are one character.
#[inline]
fn surrogates(rest: &str) -> Option<(char, &str)> {
    let unit = |text: &str| u16::from_str_radix(text.strip_prefix('u')?.get(..4)?, 16).ok();
    let (high, low) = (unit(rest)?, unit(rest.get(5..)?.strip_prefix('\\')?)?);
    let character =
        char::decode_utf16([high, low]).next()?.ok().filter(|character| character.len_utf16() == 2)?;
    Some((character, rest.get(11..)?))
}

#[inline]
fn malformed(path: String, reason: String) -> RegistrationError {
    RegistrationError::Malformed { path, reason }
}

/// Returns a random token of 256 bits, in letters and digits that need no encoding anywhere.
#[inline]
fn random_token() -> Result<Secret, RegistrationError> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(&mut *bytes).map_err(|error| RegistrationError::Random(error.into()))?;
    // Allocated once, since a string that grows leaves copies behind.
    let mut token = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes.iter() {
        let _ = write!(token, "{byte:02x}");
    }
    Ok(Secret::new(token))
}
