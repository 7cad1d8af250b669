//! The methods of login that a homeserver offers.

use serde::Deserialize;

use crate::client::options::CallOptions;
use crate::client_server::Client;
use crate::error::Error;
use crate::http::response_fields::{self, is_unknown_operation};
use matrix_openapi_core::json::RawJson;

/// The marker of flows that only lead to the OAuth 2.0 server, and its name before it was part of the specification.
const PREFERRED: [&str; 2] = ["oauth_aware_preferred", "org.matrix.msc3824.delegated_oidc_compatibility"];

/// A method to log in.
///
/// See [login](https://spec.matrix.org/v1.19/client-server-api/#login) and
/// [OAuth 2.0 aware clients](https://spec.matrix.org/v1.19/client-server-api/#oauth-20-aware-clients).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LogInMethod {
    /// The OAuth 2.0 API: see the module `oauth`, which needs the feature of this name.
    OAuth,
    /// Single sign-on, by the operation `redirectToSSO`; pass the resulting token to [`Client::token_login`].
    Sso,
    /// A password: `Client::password_login`.
    Password,
    /// A login token: `Client::token_login`.
    Token,
    /// Another flow of the operation `login`, by its name.
    Other(String),
}

impl Client {
    /// Returns the login methods that the homeserver offers, the preferred one first.
    ///
    /// OAuth 2.0 is the first one if the homeserver has it. Flows that the server marks as leading to OAuth 2.0 come next.
    ///
    /// See [login](https://spec.matrix.org/v1.19/client-server-api/#login) and
    /// [OAuth 2.0 aware clients](https://spec.matrix.org/v1.19/client-server-api/#oauth-20-aware-clients).
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::auth::LogInMethod;
    ///
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// match client.log_in_methods().await?.first() {
    ///     Some(LogInMethod::OAuth) => println!("log in with OAuth 2.0"),
    ///     Some(LogInMethod::Password) => println!("log in with a password"),
    ///     other => println!("log in with {other:?}"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If one of the two requests fails. A request that the homeserver does not know is ignored.
    pub async fn log_in_methods(&self) -> Result<Vec<LogInMethod>, Error> {
        let oauth = known(self.is_oauth_offered().await)?.unwrap_or(false);
        let flows = known(self.login_flows().await)?.unwrap_or_default();
        let (preferred, others): (Vec<_>, Vec<_>) = flows.into_iter().partition(|(_, preferred)| *preferred);
        let mut methods: Vec<_> = oauth.then_some(LogInMethod::OAuth).into_iter().collect();
        for (method, _) in preferred.into_iter().chain(others) {
            if !methods.contains(&method) {
                methods.push(method);
            }
        }
        Ok(methods)
    }

    async fn is_oauth_offered(&self) -> Result<bool, Error> {
        // Descriptions of older releases do not have the operation.
        let Ok(mut call) = response_fields::call(self.session(), "getAuthMetadata") else { return Ok(false) };
        call.options(CallOptions::new().unauthenticated());
        call.send_as::<RawJson>().await.map(|_| true)
    }

    /// Returns the flows of `login`, and whether the server prefers each.
    async fn login_flows(&self) -> Result<Vec<(LogInMethod, bool)>, Error> {
        #[derive(Deserialize)]
        struct Flows {
            #[serde(default)]
            flows: Vec<RawJson>,
        }
        #[derive(Deserialize)]
        struct Flow {
            r#type: String,
        }
        let mut call = response_fields::call(self.session(), "getLoginFlows")?;
        call.options(CallOptions::new().unauthenticated());
        let Flows { flows } = call.send_as().await?;
        // A flow that does not fit is ignored.
        let read = |flow: &RawJson| {
            let Flow { r#type } = flow.parse_as().ok()?;
            let marked = |name: &&str| matches!(flow.get_field::<bool>(name), Ok(Some(true)));
            Some((method(r#type), PREFERRED.iter().any(marked)))
        };
        Ok(flows.iter().filter_map(read).collect())
    }
}

#[inline]
fn method(name: String) -> LogInMethod {
    match name.as_str() {
        "m.login.sso" => LogInMethod::Sso,
        "m.login.password" => LogInMethod::Password,
        "m.login.token" => LogInMethod::Token,
        _ => LogInMethod::Other(name),
    }
}

/// Returns the outcome of a request; `None` if the server does not know the operation.
fn known<T>(outcome: Result<T, Error>) -> Result<Option<T>, Error> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(error) if is_unknown_operation(&error) => Ok(None),
        Err(error) => Err(error),
    }
}
