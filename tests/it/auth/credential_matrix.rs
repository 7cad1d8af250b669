//! The credentials that the tests hold, and what each is expected to be good for.

use matrix_openapi::auth::CredentialKind;
use matrix_openapi::http::Api;
use matrix_openapi::id::ServerName;
use matrix_openapi::signing::SigningKey;
use matrix_openapi::{Credentials, Session};

use super::description::{Described, Security};

/// Their characters have a meaning in queries and in headers.
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

/// All that could be found of a credential where it does not belong.
pub fn secrets() -> Vec<String> {
    let mut secrets: Vec<String> =
        [USER, APPSERVICE, HOMESERVER, IDENTITY].into_iter().map(str::to_owned).collect();
    // The base64 of the seed.
    secrets.push("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc".to_owned());
    secrets
}

/// One way to hold a credential.
pub struct Held {
    pub name: &'static str,
    pub kind: Option<CredentialKind>,
    pub token: &'static str,
    /// Whether the query was chosen for it.
    pub place: Place,
    /// Whether it names a user to act as.
    pub asserts: bool,
    credentials: Option<Credentials>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    Header,
    Query,
}

/// What is to be seen of a credential in a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sent {
    Nothing,
    Token(Place),
    Signature,
    /// There is no request.
    Refused,
}

impl Held {
    /// Each kind in each form, and none.
    pub fn all() -> Vec<Self> {
        let bridge = || Credentials::appservice(APPSERVICE);
        let acting = || bridge().user_id(BOB).device_id(DEVICE);
        let (origin, destination) = (ServerName::unchecked(ORIGIN), ServerName::unchecked(DESTINATION));
        let federation = || Credentials::federation(origin.clone(), destination.clone(), key());
        let header = |name, token, credentials| Self::new(name, token, Place::Header, credentials);
        let query = |name, token, credentials: Credentials| {
            Self::new(name, token, Place::Query, credentials.in_query())
        };
        let none = Self {
            name: "nothing",
            kind: None,
            token: "",
            place: Place::Header,
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

    fn new(name: &'static str, token: &'static str, place: Place, credentials: Credentials) -> Self {
        let kind = Some(credentials.kind());
        Self { name, kind, token, place, asserts: false, credentials: Some(credentials) }
    }

    pub fn session(&self, anonymous: &Session) -> Session {
        match &self.credentials {
            Some(credentials) => anonymous.with_credentials(credentials.clone()),
            None => anonymous.clone(),
        }
    }

    /// What the description asks for: the names of the schemes are its own.
    pub fn expected(&self, operation: &Described) -> Sent {
        let schemes = operation.security.schemes();
        let place = match self.place {
            Place::Query if schemes.iter().any(|scheme| scheme.ends_with("Query")) => Place::Query,
            _ => Place::Header,
        };
        match (&operation.security, schemes.iter().any(|scheme| self.fits(operation.api, scheme))) {
            (Security::None, _) => Sent::Nothing,
            (_, true) if self.kind == Some(CredentialKind::Federation) => Sent::Signature,
            (_, true) => Sent::Token(place),
            (Security::Optional(_), false) => Sent::Nothing,
            (Security::Required(_), false) => Sent::Refused,
        }
    }

    /// Whether the request also says whom the application service acts as.
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
