//! The texts of the library's errors. Where the library names a function that helps, the tool names its option.

use std::borrow::Cow;

use matrix_openapi::Error;
use matrix_openapi::auth::Scheme;
use matrix_openapi::discovery::DiscoveryError;
use matrix_openapi::error::{BaseUrlError, SessionError};

/// Returns the text of an error of a call.
pub fn text(error: &Error) -> String {
    let own = error.to_string();
    // The method and the operationId, with which all errors of an operation begin.
    let operation = own.split_once(": ").map_or(own.as_str(), |(operation, _)| operation);
    match error {
        Error::BaseUrl(problem) => base_url(*problem),
        Error::BodyTooLarge { limit, .. } => {
            format!("{operation}: the response is longer than the limit of {limit} bytes")
        }
        Error::Credentials { accepts, held, .. } => {
            let fact = match held {
                None => "there is no credential".to_owned(),
                Some(kind) => format!("it does not accept {kind}"),
            };
            format!("{operation}: {fact}{}", credential_advice(accepts))
        }
        Error::InvalidArgument { argument, reason, .. } => {
            format!("{operation}: `{argument}` {}", argument_defect(argument, reason))
        }
        Error::Session { source, .. } => format!("{operation}: {}", session(source)),
        Error::Timeout { .. } => {
            format!("{operation}: the server took too long; --time-limit allows more time")
        }
        #[cfg(oauth)]
        Error::OAuth(matrix_openapi::oauth::OAuthError::NotOffered) => {
            "the homeserver offers no login by OAuth 2.0; choose another --method".to_owned()
        }
        error if error.uia().is_some() => {
            format!("{own}; run the command on a terminal, or pass --password-stdin")
        }
        _ => own,
    }
}

/// Returns the text of an error of a discovery.
pub fn discovery(error: &DiscoveryError) -> String {
    let source = error.source.as_ref().map_or_else(String::new, |source| format!(": {}", text(source)));
    format!("discovery: {}{source}; pass the URL of the server with --server", error.problem)
}

fn base_url(problem: BaseUrlError) -> String {
    match problem {
        BaseUrlError::PlainHttp | BaseUrlError::DiscoveryPlainHttp => {
            "the base URL is plain HTTP to another machine; use HTTPS, or allow it with --allow-plain-http"
                .to_owned()
        }
        BaseUrlError::Downgrade => {
            "the base URL is plain HTTP, from a server that was reached over HTTPS; allow it with --allow-plain-http"
                .to_owned()
        }
        BaseUrlError::Userinfo => {
            "the base URL contains a user name or password; remove them, and run `matrix-api login`".to_owned()
        }
        problem => problem.to_string(),
    }
}

/// Returns the options for a credential of an accepted scheme.
fn credential_advice(accepts: &[Scheme]) -> &'static str {
    let is_user_token =
        |scheme: &Scheme| matches!(scheme, Scheme::AccessTokenBearer | Scheme::AccessTokenQuery);
    match accepts.first() {
        _ if accepts.iter().any(is_user_token) => "; run `matrix-api login`, or set MATRIX_API_TOKEN",
        Some(Scheme::AppserviceAccessTokenBearer | Scheme::AppserviceAccessTokenQuery) => {
            "; set MATRIX_API_TOKEN to an application service's token, and pass --appservice"
        }
        Some(Scheme::HomeserverAccessToken) => "; set MATRIX_API_TOKEN to the homeserver's token",
        Some(Scheme::SignedRequest) => "; pass --key and --origin",
        _ => "",
    }
}

/// Returns the reason why an argument cannot be sent, without advice that names functions of the library.
fn argument_defect<'a>(argument: &str, reason: &'a str) -> Cow<'a, str> {
    let Some((fact, advice)) = reason.split_once("; ") else { return reason.into() };
    match (argument, advice.contains("::") || advice.contains("setter")) {
        (_, false) => reason.into(),
        ("access_token", true) => format!("{fact}; set MATRIX_API_TOKEN, or pass --token-file").into(),
        ("user_id", true) => format!("{fact}; pass --as-user").into(),
        // The tool sends the query of a path.
        ("path", true) => "has a fragment; remove it".into(),
        (_, true) => fact.into(),
    }
}

fn session(error: &SessionError) -> String {
    match error {
        SessionError::Refused(source) => format!(
            "the session has ended, since the server refused to refresh its access token; run `matrix-api login`: {}",
            text(source)
        ),
        SessionError::Temporary(source) => {
            format!("the access token could not be refreshed this time: {}", text(source))
        }
        SessionError::LoggedOut => "the session was logged out; run `matrix-api login`".to_owned(),
        SessionError::OtherHomeserver => {
            "the stored session belongs to another homeserver; run `matrix-api login`".to_owned()
        }
        error => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use matrix_openapi::auth::CredentialKind;

    use super::*;

    const USER: &[Scheme] = &[Scheme::AppserviceAccessTokenBearer, Scheme::AccessTokenBearer];

    #[test]
    fn no_text_names_a_function_of_the_library() {
        let operation = "getTokenOwner";
        let argument = |argument: &'static str, reason: &'static str| Error::InvalidArgument {
            operation,
            argument: argument.into(),
            reason: reason.into(),
        };
        let mut errors = vec![
            Error::BaseUrl(BaseUrlError::PlainHttp),
            Error::BaseUrl(BaseUrlError::DiscoveryPlainHttp),
            Error::BaseUrl(BaseUrlError::Downgrade),
            Error::BaseUrl(BaseUrlError::Userinfo),
            Error::BodyTooLarge { operation, limit: 9 },
            Error::Timeout { operation },
            argument("access_token", "carries credentials; pass them to ClientBuilder::credentials"),
            argument("user_id", "selects the user; set it with CallOptions::user_id"),
            argument("filter", "is a parameter of the operation; set it with its own setter"),
            argument("path", "has a query or a fragment; set queries with CustomRequest::query"),
        ];
        errors.extend(
            [SessionError::Refused, SessionError::Temporary]
                .map(|session| session(Error::Timeout { operation }))
                .into_iter()
                .chain([SessionError::LoggedOut, SessionError::OtherHomeserver])
                .map(|source| Error::Session { operation, source: source.into() }),
        );
        for (accepts, option) in [
            (USER, "`matrix-api login`"),
            (&[Scheme::AppserviceAccessTokenQuery], "--appservice"),
            (&[Scheme::HomeserverAccessToken], "MATRIX_API_TOKEN"),
            (&[Scheme::SignedRequest], "--key"),
        ] {
            for held in [None, Some(CredentialKind::Identity)] {
                let error = Error::Credentials { operation, accepts, held };
                assert!(text(&error).contains(option), "{error}");
                errors.push(error);
            }
        }
        for error in errors {
            let text = text(&error);
            let is_of_call = !matches!(error, Error::BaseUrl(_));
            assert_eq!(text.starts_with("whoami (getTokenOwner): "), is_of_call, "{text}");
            assert!(!text.contains("::") && !text.contains("setter"), "{text}");
            assert!(!text.contains("build the client"), "{text}");
            assert_ne!(text, error.to_string());
        }
    }

    #[test]
    fn other_advice_stays() {
        let reason = "is empty; remove it";
        assert_eq!(argument_defect("a", reason), reason);
    }
}
