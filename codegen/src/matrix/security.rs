//! The security schemes of Matrix, and the credentials that examples use for them.

use crate::matrix::Api;

/// A security scheme of the description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The name in the description.
    pub name: &'static str,
    /// The variants of the root crate's `Scheme` enumeration.
    pub variants: &'static [&'static str],
    /// The credentials in examples.
    credentials: ExampleCredentials,
}

/// Credentials in the form that examples use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExampleCredentials {
    /// The expression that creates them; the variable `key` holds the signing key.
    pub expression: &'static str,
    /// The constructors of accepted credentials, as Markdown.
    pub constructors: &'static str,
}

const ACCESS_TOKEN: ExampleCredentials = ExampleCredentials {
    expression: "Credentials::access_token(\"syt_…\")",
    constructors: "`Credentials::access_token` or `Credentials::appservice`",
};

const APPSERVICE: ExampleCredentials = ExampleCredentials {
    expression: "Credentials::appservice(\"as_token\")",
    constructors: "`Credentials::appservice`",
};

const HOMESERVER: ExampleCredentials = ExampleCredentials {
    expression: "Credentials::homeserver(\"hs_token\")",
    constructors: "`Credentials::homeserver`",
};

const FEDERATION: ExampleCredentials = ExampleCredentials {
    expression: "Credentials::federation(\"here.example.org\", \"there.example.org\", key)",
    constructors: "`Credentials::federation`",
};

const IDENTITY: ExampleCredentials = ExampleCredentials {
    expression: "Credentials::identity(\"token\")",
    constructors: "`Credentials::identity`",
};

/// All security schemes. Before v1.11, one scheme stood for a token in the header and in the query.
pub const SECURITY_SCHEMES: [SecurityScheme; 8] = [
    row("accessTokenBearer", &["AccessTokenBearer"], ACCESS_TOKEN),
    row("accessTokenQuery", &["AccessTokenQuery"], ACCESS_TOKEN),
    row("accessToken", &["AccessTokenBearer", "AccessTokenQuery"], ACCESS_TOKEN),
    row("appserviceAccessTokenBearer", &["AppserviceAccessTokenBearer"], APPSERVICE),
    row("appserviceAccessTokenQuery", &["AppserviceAccessTokenQuery"], APPSERVICE),
    row("appserviceAccessToken", &["AppserviceAccessTokenBearer", "AppserviceAccessTokenQuery"], APPSERVICE),
    row("homeserverAccessToken", &["HomeserverAccessToken"], HOMESERVER),
    row("signedRequest", &["SignedRequest"], FEDERATION),
];

/// Returns the security scheme with a name.
pub fn security_scheme(name: &str) -> Option<&'static SecurityScheme> {
    SECURITY_SCHEMES.iter().find(|row| row.name == name)
}

impl SecurityScheme {
    /// Returns credentials for examples of an API.
    pub fn example_credentials(&self, api: Api) -> ExampleCredentials {
        match api {
            // The identity API uses the scheme of the client-server API, but with other credentials.
            Api::Identity if self.credentials == ACCESS_TOKEN => IDENTITY,
            _ => self.credentials,
        }
    }
}

const fn row(
    name: &'static str,
    variants: &'static [&'static str],
    credentials: ExampleCredentials,
) -> SecurityScheme {
    SecurityScheme { name, variants, credentials }
}
