//! The callback of an authorization server.

use matrix_openapi_core::secret::Secret;
use url::{Url, form_urlencoded};

use crate::oauth::error::{OAuthError, Refusal};

/// The parameters of a callback.
#[derive(Default)]
pub(super) struct Callback {
    pub(super) code: Option<Secret>,
    state: Option<Secret>,
    issuer: Option<String>,
    error: Option<String>,
    description: Option<String>,
}

/// The values of a login that its callback must have.
pub(super) struct ExpectedCallback<'a> {
    pub(super) state: &'a Secret,
    pub(super) issuer: &'a str,
    /// Whether the callback must name the issuer: [RFC 9207](https://www.rfc-editor.org/rfc/rfc9207#section-2.4).
    pub(super) names_issuer: bool,
}

impl Callback {
    /// Reads the parameters in the query or the fragment of a URL, or in a query alone.
    pub(super) fn parse(text: &str) -> Self {
        match Url::parse(text) {
            Ok(url) => {
                let query = Self::of_query(url.query().unwrap_or_default());
                if query.is_complete() { query } else { Self::of_query(url.fragment().unwrap_or_default()) }
            }
            Err(_) => Self::of_query(text.split_once(['?', '#']).map_or(text, |(_, query)| query)),
        }
    }

    /// Whether the parameters form a callback.
    pub(super) fn is_complete(&self) -> bool {
        self.code.is_some() || self.error.is_some()
    }

    /// Whether the callback has the state of a login.
    pub(super) fn has_state(&self, state: &Secret) -> bool {
        self.state.as_ref() == Some(state)
    }

    /// Returns the code.
    ///
    /// # Errors
    /// If the callback belongs to another login, or the login was refused.
    pub(super) fn code(self, expected: &ExpectedCallback<'_>) -> Result<Secret, OAuthError> {
        let ExpectedCallback { state, issuer, names_issuer } = *expected;
        let has_issuer = self.issuer.as_ref().map_or(!names_issuer, |named| named == issuer);
        if !self.has_state(state) || !has_issuer {
            return Err(OAuthError::StateMismatch);
        }
        match (self.error.as_deref(), self.code) {
            (Some("access_denied"), _) => Err(OAuthError::Denied),
            (Some(error), code) => {
                let secrets = [Some(state), code.as_ref()];
                let secrets: Vec<_> = secrets.into_iter().flatten().map(Secret::expose).collect();
                Err(OAuthError::Refused(Refusal::new(error, self.description.as_deref(), &secrets)))
            }
            (None, Some(code)) => Ok(code),
            (None, None) => Err(OAuthError::Callback),
        }
    }

    fn of_query(query: &str) -> Self {
        let mut callback = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "code" => callback.code = Some(Secret::from(&*value)),
                "state" => callback.state = Some(Secret::from(&*value)),
                "iss" => callback.issuer = Some(value.into_owned()),
                "error" => callback.error = Some(value.into_owned()),
                "error_description" => callback.description = Some(value.into_owned()),
                _ => {}
            }
        }
        callback
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Result<String, String> {
        let state = Secret::from("s_hidden");
        let expected = ExpectedCallback { state: &state, issuer: "https://a/", names_issuer: false };
        let code = Callback::parse(text).code(&expected);
        code.map(|code| code.expose().to_owned()).map_err(|error| format!("{error:?} {error}"))
    }

    #[test]
    fn a_callback_is_a_url_with_a_query_or_fragment_or_a_query_alone() {
        for text in [
            "https://x/back?code=c%20d&state=s_hidden",
            "https://x/back?y=z#state=s_hidden&code=c+d",
            "org.example.app:/back?code=c+d&state=s_hidden&iss=https://a/",
            "code=c+d&state=s_hidden",
            "/back?code=c+d&state=s_hidden",
        ] {
            assert_eq!(code(text).as_deref(), Ok("c d"), "{text}");
        }
    }

    #[test]
    fn a_callback_of_another_login_is_refused_whatever_else_it_says() {
        for text in [
            "",
            "https://x/",
            "?code=c_hidden",
            "?code=c_hidden&state=",
            "?code=c_hidden&state=s_other",
            "?error=access_denied&state=s_other",
            "?code=c_hidden&state=s_hidden&iss=https://b/",
        ] {
            assert!(code(text).unwrap_err().starts_with("StateMismatch"), "{text}");
        }
    }

    #[test]
    fn errors_show_neither_code_nor_state() {
        assert!(code("?state=s_hidden").unwrap_err().starts_with("Callback"));
        assert!(code("?state=s_hidden&error=access_denied&code=c").unwrap_err().starts_with("Denied"));
        let shown =
            code("?state=s_hidden&code=c_hidden&error=x&error_description=a%1b[31m+s_hidden+c_hidden")
                .unwrap_err();
        assert!(
            shown.starts_with("Refused") && !shown.contains("hidden") && !shown.contains('\u{1b}'),
            "{shown}"
        );
    }
}
