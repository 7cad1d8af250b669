//! A homeserver that delegates its accounts to an authorization server at the same address.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;
use url::Url;

use crate::{Request, Server, json_response};

/// The grant type of device codes.
pub const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

type Form = BTreeMap<String, String>;

/// An authorization server with both grants, expiry, rotation, detection of reuse, and revocation.
#[derive(Clone, Default)]
pub struct AuthorizationServer(pub Arc<Mutex<AuthorizationState>>);

/// The settings and the sessions of an [`AuthorizationServer`].
pub struct AuthorizationState {
    /// The lifetime of access tokens.
    pub lifetime: Duration,
    /// The time before and after each request of tokens takes effect.
    pub delay: Duration,
    /// The decision of the user about device codes; `None` while the user has not decided.
    pub decision: Option<bool>,
    /// Fields that replace those of the server's responses, by path; `null` removes a field.
    pub changes: BTreeMap<&'static str, Value>,
    /// Whole responses in place of the server's own, by path. The last one is sent first.
    pub responses: BTreeMap<&'static str, Vec<Vec<u8>>>,
    /// The user who logs in.
    pub user_id: String,
    clients: HashSet<String>,
    codes: BTreeMap<String, Form>,
    /// The sessions, the oldest first.
    pub sessions: Vec<TokenFamily>,
    count: usize,
}

/// The tokens of one session.
#[derive(Clone, Debug)]
pub struct TokenFamily {
    /// The device.
    pub device_id: String,
    /// The client that registered for it.
    pub client_id: String,
    /// The current access token.
    pub access_token: String,
    /// The current refresh token.
    pub refresh_token: String,
    /// The previous refresh token, which may be used again until the new tokens are used.
    previous: Option<String>,
    used: Vec<String>,
    expiry: Instant,
    /// The number of refreshes.
    pub refreshes: usize,
    /// Whether its tokens were revoked.
    pub is_over: bool,
}

impl Default for AuthorizationState {
    fn default() -> Self {
        Self {
            lifetime: Duration::from_secs(300),
            delay: Duration::ZERO,
            decision: Some(true),
            changes: BTreeMap::new(),
            responses: BTreeMap::new(),
            user_id: "@a:example.org".to_owned(),
            clients: HashSet::new(),
            codes: BTreeMap::new(),
            sessions: Vec::new(),
            count: 0,
        }
    }
}

impl AuthorizationServer {
    /// Starts the server.
    pub async fn start(&self) -> Server {
        let this = self.clone();
        Server::handling(move |request, mut stream| {
            let this = this.clone();
            async move {
                let delay = this.0.lock().unwrap().delay;
                let delay = if request.path() == "/oauth2/token" { delay } else { Duration::ZERO };
                tokio::time::sleep(delay).await;
                let response = this.0.lock().unwrap().respond(&request);
                tokio::time::sleep(delay).await;
                let _ = stream.write_all(&response).await;
                let _ = stream.shutdown().await;
            }
        })
        .await
    }

    /// Changes the fields of a response.
    pub fn change(&self, path: &'static str, fields: Value) {
        self.0.lock().unwrap().changes.insert(path, fields);
    }

    /// Sends these responses in place of the server's own.
    pub fn respond(&self, path: &'static str, mut responses: Vec<Vec<u8>>) {
        responses.reverse();
        self.0.lock().unwrap().responses.insert(path, responses);
    }

    /// Returns the only session.
    pub fn session(&self) -> TokenFamily {
        let state = self.0.lock().unwrap();
        assert_eq!(state.sessions.len(), 1);
        state.sessions[0].clone()
    }

    /// Lets the access tokens of all sessions expire.
    pub fn expire(&self) {
        for session in &mut self.0.lock().unwrap().sessions {
            session.expiry = Instant::now();
        }
    }

    /// Lets the user consent on the page of a login, and returns the URL to which the browser is redirected.
    pub fn approve(&self, url: &str) -> String {
        let query: Form = Url::parse(url).unwrap().query_pairs().into_owned().collect();
        let mut state = self.0.lock().unwrap();
        assert!(state.clients.contains(&query["client_id"]));
        assert_eq!(
            (query["response_type"].as_str(), query["code_challenge_method"].as_str()),
            ("code", "S256")
        );
        assert!(query["state"].len() >= 22 && query["code_challenge"].len() == 43);
        let code = state.next("code_hidden");
        let parameters = format!("code={code}&state={}", query["state"]);
        let separator = if query["response_mode"] == "fragment" { '#' } else { '?' };
        let callback = format!("{}{separator}{parameters}", query["redirect_uri"]);
        state.codes.insert(code, query);
        callback
    }
}

impl AuthorizationState {
    fn respond(&mut self, request: &Request) -> Vec<u8> {
        let path = request.path();
        if let Some(response) = self.responses.get_mut(path).and_then(Vec::pop) {
            return response;
        }
        if path.starts_with("/oauth2/") {
            assert!(request.header("authorization").is_empty(), "no credential of Matrix is sent here");
        }
        let form: Form = url::form_urlencoded::parse(&request.body).into_owned().collect();
        let (status, mut body) = match path {
            "/_matrix/client/v1/auth_metadata" => ("200 OK", metadata(request)),
            "/_matrix/client/v3/account/whoami" => self.whoami(request),
            "/oauth2/registration" => self.register(request),
            "/oauth2/device" => self.authorize_device(&form),
            "/oauth2/token" => self.echoing_token(&form),
            "/oauth2/revoke" => self.revoke(&form),
            _ => ("404 No", json!({"errcode": "M_UNRECOGNIZED"})),
        };
        if let Some(Value::Object(changes)) = self.changes.get(path).filter(|_| status.starts_with('2')) {
            for (name, value) in changes {
                body[name] = value.clone();
            }
            body.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        }
        json_response(status, &body.to_string())
    }

    fn next(&mut self, prefix: &str) -> String {
        self.count += 1;
        format!("{prefix}_{}", self.count)
    }

    fn whoami(&mut self, request: &Request) -> (&'static str, Value) {
        let sent = request.header("authorization").concat();
        let token = sent.trim_start_matches("Bearer ");
        match self.sessions.iter_mut().find(|session| session.access_token == token && !session.is_over) {
            Some(session) if session.expiry > Instant::now() => {
                // The client has received the new tokens.
                session.used.extend(session.previous.take());
                ("200 OK", json!({"user_id": self.user_id, "device_id": session.device_id}))
            }
            _ => ("401 No", json!({"errcode": "M_UNKNOWN_TOKEN"})),
        }
    }

    fn register(&mut self, request: &Request) -> (&'static str, Value) {
        let mut body = request.json();
        let client_id = self.next("client");
        body["client_id"] = client_id.clone().into();
        self.clients.insert(client_id);
        ("201 Created", body)
    }

    fn authorize_device(&mut self, form: &Form) -> (&'static str, Value) {
        assert!(self.clients.contains(&form["client_id"]));
        let code = self.next("device_hidden");
        self.codes.insert(code.clone(), form.clone());
        let body = json!({
            "device_code": code, "user_code": "ABCD-EFGH", "verification_uri": "https://auth.example.org/link",
            "verification_uri_complete": "https://auth.example.org/link?code=ABCD-EFGH", "expires_in": 60,
            "interval": 1,
        });
        ("200 OK", body)
    }

    /// Responds to a token request. The description of an error contains the secrets of the request.
    fn echoing_token(&mut self, form: &Form) -> (&'static str, Value) {
        let (status, mut body) = self.token(form);
        if body.get("error").is_some() {
            let names = ["code", "code_verifier", "device_code", "refresh_token"];
            let secrets: Vec<_> = names.iter().filter_map(|name| form.get(*name)).cloned().collect();
            body["error_description"] = secrets.join(" and ").into();
        }
        (status, body)
    }

    fn token(&mut self, form: &Form) -> (&'static str, Value) {
        match form["grant_type"].as_str() {
            "authorization_code" => {
                let Some(query) = self.codes.remove(&form["code"]) else { return failure("invalid_grant") };
                let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
                let fits = query["code_challenge"] == challenge
                    && ["client_id", "redirect_uri"].iter().all(|name| query[*name] == form[*name]);
                if fits { self.log_in(&query) } else { failure("invalid_grant") }
            }
            DEVICE_CODE => match (self.decision, self.codes.get(&form["device_code"]).cloned()) {
                (Some(true), Some(query)) => {
                    self.codes.remove(&form["device_code"]);
                    self.log_in(&query)
                }
                (Some(false), _) => failure("access_denied"),
                (None, Some(_)) => failure("authorization_pending"),
                (_, None) => failure("expired_token"),
            },
            "refresh_token" => self.refresh(form),
            _ => failure("unsupported_grant_type"),
        }
    }

    fn log_in(&mut self, query: &Form) -> (&'static str, Value) {
        let device =
            query["scope"].split(' ').find_map(|part| part.strip_prefix("urn:matrix:client:device:"));
        self.sessions.push(TokenFamily {
            device_id: device.unwrap().to_owned(),
            client_id: query["client_id"].clone(),
            access_token: String::new(),
            refresh_token: String::new(),
            previous: None,
            used: Vec::new(),
            expiry: Instant::now(),
            refreshes: 0,
            is_over: false,
        });
        self.issue(self.sessions.len() - 1)
    }

    fn refresh(&mut self, form: &Form) -> (&'static str, Value) {
        let token = &form["refresh_token"];
        let knows = |family: &TokenFamily| {
            family.refresh_token == *token
                || family.previous.as_ref() == Some(token)
                || family.used.contains(token)
        };
        let Some(number) = self.sessions.iter().position(knows) else { return failure("invalid_grant") };
        let session = &mut self.sessions[number];
        if session.is_over || session.used.contains(token) || session.client_id != form["client_id"] {
            session.is_over = true;
            return failure("invalid_grant");
        }
        session.refreshes += 1;
        if session.refresh_token == *token {
            // The client has received the previous tokens, since it uses them.
            session.used.extend(session.previous.take());
        }
        session.previous = Some(token.clone());
        self.issue(number)
    }

    fn issue(&mut self, number: usize) -> (&'static str, Value) {
        let (access_token, refresh_token) = (self.next("mat_hidden"), self.next("mar_hidden"));
        let lifetime = self.lifetime;
        let session = &mut self.sessions[number];
        session.access_token = access_token.clone();
        session.refresh_token = refresh_token.clone();
        session.expiry = Instant::now() + lifetime;
        let scope = format!("urn:matrix:client:api:* urn:matrix:client:device:{}", session.device_id);
        let body = json!({
            "access_token": access_token, "refresh_token": refresh_token, "token_type": "Bearer",
            "expires_in": lifetime.as_secs(), "scope": scope,
        });
        ("200 OK", body)
    }

    fn revoke(&mut self, form: &Form) -> (&'static str, Value) {
        let token = &form["token"];
        for session in &mut self.sessions {
            if [&session.access_token, &session.refresh_token].contains(&token) {
                assert_eq!(session.client_id, form["client_id"]);
                session.is_over = true;
            }
        }
        ("200 OK", json!({}))
    }
}

fn failure(code: &str) -> (&'static str, Value) {
    ("400 No", json!({ "error": code }))
}

fn metadata(request: &Request) -> Value {
    assert!(request.header("authorization").is_empty());
    let url = format!("http://{}", request.header("host").concat());
    json!({
        "issuer": format!("{url}/"),
        "authorization_endpoint": format!("{url}/oauth2/authorize?kept=1"),
        "token_endpoint": format!("{url}/oauth2/token"),
        "revocation_endpoint": format!("{url}/oauth2/revoke"),
        "registration_endpoint": format!("{url}/oauth2/registration"),
        "device_authorization_endpoint": format!("{url}/oauth2/device"),
        "account_management_uri": format!("{url}/account?a=b"),
        "account_management_actions_supported": ["org.matrix.profile", "org.matrix.device_view"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "fragment"],
        "grant_types_supported": ["authorization_code", "refresh_token", DEVICE_CODE],
        "code_challenge_methods_supported": ["S256"],
    })
}
