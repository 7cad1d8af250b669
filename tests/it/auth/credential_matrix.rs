//! Each kind of credential in each form, and the expected parts of a request with it.

use matrix_openapi::auth::CredentialKind;
use matrix_openapi::http::Api;
use matrix_openapi::id::ServerName;
use matrix_openapi::signing::SigningKey;
use matrix_openapi::{Credentials, Session};

use super::description::{Described, Security};

/// These tokens contain characters that have a meaning in queries and headers.
pub const USER: &str = "syt_user+/=~&x";
pub const APPSERVICE: &str = "as_bridge+/=~&x";
pub const HOMESERVER: &str = "hs_server+/=~&x";
pub const IDENTITY: &str = "is_identity+/=~&x";
pub const SEED: [u8; 32] = [7; 32];

pub const ORIGIN: &str = "origin.example.org";
pub const DESTINATION: &str = "destination.example.org:8448";

/// The user and the device that an application service acts as.
pub const BOB: &str = "@_irc_bob:example.org";
pub const DEVICE: &str = "D 1";

pub fn key() -> SigningKey {
    SigningKey::new("ed25519:a_1", &SEED).unwrap()
}

/// Returns every string that must not appear outside of the location of the credential.
pub fn secrets() -> Vec<String> {
    let mut secrets: Vec<String> =
        [USER, APPSERVICE, HOMESERVER, IDENTITY].into_iter().map(str::to_owned).collect();
    // The seed in base64.
    secrets.push("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc".to_owned());
    secrets
}

/// A credential in one form.
pub struct CredentialCase {
    pub name: &'static str,
    pub kind: Option<CredentialKind>,
    pub token: &'static str,
    /// Where the client prefers to send the token.
    pub place: TokenLocation,
    /// Whether the credential names a user to act as.
    pub asserts: bool,
    credentials: Option<Credentials>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TokenLocation {
    Header,
    Query,
}

/// The part of a credential that a request contains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Expected {
    Nothing,
    Token(TokenLocation),
    Signature,
    /// The call fails without a request.
    Refused,
}

impl CredentialCase {
    /// Returns each kind of credential in each form, and no credential.
    pub fn all() -> Vec<Self> {
        let bridge = || Credentials::appservice(APPSERVICE);
        let acting = || bridge().user_id(BOB).device_id(DEVICE);
        let (origin, destination) = (ServerName::unchecked(ORIGIN), ServerName::unchecked(DESTINATION));
        let federation = || Credentials::federation(origin.clone(), destination.clone(), key());
        let header = |name, token, credentials| Self::new(name, token, TokenLocation::Header, credentials);
        let query = |name, token, credentials: Credentials| {
            Self::new(name, token, TokenLocation::Query, credentials.in_query())
        };
        let none = Self {
            name: "nothing",
            kind: None,
            token: "",
            place: TokenLocation::Header,
            asserts: false,
            credentials: None,
        };
        vec![
            none,
            header("user", USER, Credentials::access_token(USER)),
            query("user in query", USER, Credentials::access_token(USER)),
            header("appservice", APPSERVICE, bridge().into()),
            query("appservice in query", APPSERVICE, bridge().into()),
            Self { asserts: true, ..header("acting appservice", APPSERVICE, acting().into()) },
            Self { asserts: true, ..query("acting appservice in query", APPSERVICE, acting().into()) },
            header("homeserver", HOMESERVER, Credentials::homeserver(HOMESERVER)),
            query("homeserver in query", HOMESERVER, Credentials::homeserver(HOMESERVER)),
            header("identity", IDENTITY, Credentials::identity(IDENTITY)),
            query("identity in query", IDENTITY, Credentials::identity(IDENTITY)),
            header("federation", "", federation()),
            query("federation in query", "", federation()),
        ]
    }

    fn new(name: &'static str, token: &'static str, place: TokenLocation, credentials: Credentials) -> Self {
        let kind = Some(credentials.kind());
        Self { name, kind, token, place, asserts: false, credentials: Some(credentials) }
    }

    pub fn session(&self, anonymous: &Session) -> Session {
        match &self.credentials {
            Some(credentials) => anonymous.with_credentials(credentials.clone()),
            None => anonymous.clone(),
        }
    }

    /// Returns the part of the credential that a request of the operation has according to the schemes of the description.
    pub fn expected(&self, operation: &Described) -> Expected {
        let schemes = operation.security.schemes();
        let place = match self.place {
            TokenLocation::Query if schemes.iter().any(|scheme| scheme.ends_with("Query")) => {
                TokenLocation::Query
            }
            _ => TokenLocation::Header,
        };
        match (&operation.security, schemes.iter().any(|scheme| self.fits(operation.api, scheme))) {
            (Security::None, _) => Expected::Nothing,
            (_, true) if self.kind == Some(CredentialKind::Federation) => Expected::Signature,
            (_, true) => Expected::Token(place),
            (Security::Optional(_), false) => Expected::Nothing,
            (Security::Required(_), false) => Expected::Refused,
        }
    }

    /// Returns whether the request also names the user that the application service acts as.
    pub fn acts(&self, operation: &Described) -> bool {
        self.asserts && operation.security.schemes().iter().any(|scheme| takes_users(operation.api, scheme))
    }

    fn fits(&self, api: Api, scheme: &str) -> bool {
        let bridge = self.kind == Some(CredentialKind::Appservice);
        match scheme {
            "accessTokenBearer" | "accessTokenQuery" if api == Api::Identity => {
                self.kind == Some(CredentialKind::Identity)
            }
            "accessTokenBearer" | "accessTokenQuery" => {
                self.kind == Some(CredentialKind::AccessToken) || bridge
            }
            "appserviceAccessTokenBearer" | "appserviceAccessTokenQuery" => bridge,
            "homeserverAccessToken" => self.kind == Some(CredentialKind::Homeserver),
            "signedRequest" => self.kind == Some(CredentialKind::Federation),
            other => panic!("{other} is not known"),
        }
    }
}

fn takes_users(api: Api, scheme: &str) -> bool {
    matches!(scheme, "accessTokenBearer" | "accessTokenQuery") && api != Api::Identity
}
