//! The default responses of a mock server: samples, with values from the request and the accounts.

use std::time::Duration;

use http::{Response, StatusCode};
use matrix_openapi_core::error::ErrorCode;
use matrix_openapi_core::id::{MxcUri, UserId};
use matrix_openapi_core::operation::Api;
use matrix_openapi_core::secret::Secret;
use serde_json::{Map, Value, json};
use url::Url;

use crate::http::Redirect;
use crate::mock::accounts::Issued;
use crate::mock::exchange::Exchange;
use crate::mock::lock;
use crate::mock::media::StoredFile;
use crate::mock::operation::{MockOperation, PlaceSource, SampleResponse};
use crate::mock::shared::Shared;
use crate::server::{
    Caller, Content, ErrorResponse, FederationFile, ResponseBody, json_response, random_text,
    redirect_response,
};

/// The content of a file that was never uploaded.
const SAMPLE_FILE: &[u8] = b"sample";

impl Shared {
    /// Responds as the server does without a stub.
    ///
    /// # Errors
    /// If a token or user in the request cannot be used.
    pub(super) async fn usual(
        &self,
        exchange: &Exchange,
        mock: &MockOperation,
    ) -> Result<Response<ResponseBody>, ErrorResponse> {
        let mut response = match mock.sample {
            SampleResponse::Json { .. } => {
                self.wait(exchange).await;
                let mut body = mock.sample.filled(|source| part(exchange, source)).unwrap_or_default();
                if let Value::Object(fields) = &mut body {
                    self.complete(exchange, fields)?;
                }
                json_response(&body)?
            }
            SampleResponse::Empty => json_response(&json!({}))?,
            SampleResponse::Stream { media_type } => self.file(exchange, media_type).into_response(),
            SampleResponse::Multipart => FederationFile::new(self.file(exchange, "*/*")).into_response(),
            SampleResponse::Redirect => redirect_response(&signed_on(exchange)?)?,
        };
        if let Ok(status) = StatusCode::from_u16(mock.status) {
            *response.status_mut() = status;
        }
        Ok(response)
    }

    /// Waits for the timeout of a sync, since the server never has news.
    async fn wait(&self, exchange: &Exchange) {
        let token = match exchange.operation().map(|operation| (operation.api, operation.id)) {
            Some((Api::ClientServer, "sync")) => "since",
            Some((Api::ClientServer, "getEvents" | "peekEvents")) => "from",
            _ => return,
        };
        let timeout = exchange.query_parameter("timeout").and_then(|timeout| timeout.parse().ok());
        if let (Some(_), Some(timeout)) = (exchange.query_parameter(token), timeout) {
            let longest = *lock(&self.longest_wait);
            tokio::time::sleep(Duration::from_millis(timeout).min(longest)).await;
        }
    }

    /// Carries out the request, and sets the response fields that depend on it.
    fn complete(&self, exchange: &Exchange, fields: &mut Map<String, Value>) -> Result<(), ErrorResponse> {
        let Some(operation) = exchange.operation() else { return Ok(()) };
        match (operation.api, operation.id) {
            (Api::ClientServer, "login") => self.log_in(exchange, fields)?,
            (Api::ClientServer, "register") => self.register(exchange, fields)?,
            (Api::ClientServer, "refresh") => self.refresh(exchange, fields)?,
            (api @ (Api::ClientServer | Api::Identity), _)
                if self.end_sessions(exchange, api, operation.id) => {}
            (Api::ClientServer, "getTokenOwner") => {
                let caller = exchange.caller.get();
                set(fields, "user_id", caller.and_then(Caller::user_id).map(UserId::as_str));
                set(fields, "device_id", caller.and_then(Caller::device_id));
            }
            (Api::ClientServer, "getLoginFlows") => {
                fields.insert("flows".to_owned(), flows());
            }
            (Api::ClientServer, "getWellknown") => {
                fields.insert("m.homeserver".to_owned(), json!({ "base_url": self.url }));
                fields.remove("m.identity_server");
            }
            (Api::ClientServer, "uploadContent" | "createContent" | "uploadContentToMXC") => {
                self.upload(exchange, fields);
            }
            (Api::Identity, "registerAccount") => {
                let user = format!("@{}:{}", random_text(), self.server_name());
                let issued = self.accounts.log_in_at_identity_server(UserId::unchecked(user));
                set(fields, "token", Some(issued.access_token.expose()));
            }
            _ => {}
        }
        Ok(())
    }

    /// Ends the sessions of the caller that the operation ends; `false` if the operation ends no sessions.
    fn end_sessions(&self, exchange: &Exchange, api: Api, id: &str) -> bool {
        let caller = exchange.caller.get();
        let (user, own) = (caller.and_then(Caller::user_id), caller.and_then(Caller::device_id));
        let end = |is_meant: &dyn Fn(&str) -> bool| {
            if let Some(user) = user {
                self.accounts.log_out_devices(api, user, is_meant);
            }
        };
        match (api, id) {
            (_, "logout") => end(&|device| Some(device) == own),
            (Api::ClientServer, "logout_all" | "deactivateAccount") => end(&|_| true),
            (Api::ClientServer, "deleteDevice") => {
                end(&|device| exchange.path_parameter("deviceId") == Some(device));
            }
            (Api::ClientServer, "deleteDevices") => {
                let devices = exchange.fields().remove("devices").unwrap_or_default();
                let devices = devices.as_array().map(Vec::as_slice).unwrap_or_default();
                end(&|device| devices.iter().any(|other| other == device));
            }
            (Api::ClientServer, "changePassword") => {
                let is_kept = exchange.fields().get("logout_devices") == Some(&Value::Bool(false));
                end(&|device| !is_kept && Some(device) != own);
            }
            _ => return false,
        }
        true
    }

    /// Logs in any user with any password.
    fn log_in(&self, exchange: &Exchange, fields: &mut Map<String, Value>) -> Result<(), ErrorResponse> {
        let request = exchange.fields();
        let identifier = request.get("identifier").and_then(Value::as_object);
        let user =
            identifier.and_then(|identifier| text(identifier, "user")).or_else(|| text(&request, "user"));
        let device = text(&request, "device_id").map(str::to_owned);
        let issued = self.accounts.log_in(full_user_id(user, &self.server_name())?, device);
        put_tokens(fields, &request, &issued);
        Ok(())
    }

    fn register(&self, exchange: &Exchange, fields: &mut Map<String, Value>) -> Result<(), ErrorResponse> {
        let request = exchange.fields();
        let user_id = full_user_id(text(&request, "username"), &self.server_name())?;
        if request.get("inhibit_login").and_then(Value::as_bool) == Some(true) {
            set(fields, "user_id", Some(user_id.as_str()));
            return Ok(());
        }
        let device = text(&request, "device_id").map(str::to_owned);
        let issued = self.accounts.log_in(user_id, device);
        put_tokens(fields, &request, &issued);
        Ok(())
    }

    fn refresh(&self, exchange: &Exchange, fields: &mut Map<String, Value>) -> Result<(), ErrorResponse> {
        let request = exchange.fields();
        let token = Secret::new(text(&request, "refresh_token").unwrap_or_default());
        let issued = self.accounts.refresh(&token)?;
        set(fields, "access_token", Some(issued.access_token.expose()));
        set(fields, "refresh_token", Some(issued.refresh_token.expose()));
        put_lifetime(fields, &issued);
        Ok(())
    }

    /// Stores an uploaded file.
    fn upload(&self, exchange: &Exchange, fields: &mut Map<String, Value>) {
        let id = exchange.path_parameter("mediaId").map_or_else(random_text, str::to_owned);
        let is_content = exchange.operation().is_some_and(|operation| operation.id != "createContent");
        if is_content {
            let name = exchange.query_parameter("filename");
            let file = StoredFile::new(&exchange.headers, name, exchange.body.clone());
            self.media.put(id.clone(), file);
        }
        if exchange.path_parameter("mediaId").is_none() {
            let uri = MxcUri::unchecked(format!("mxc://{}/{id}", self.server_name()));
            set(fields, "content_uri", Some(uri.as_str()));
        }
    }

    /// Returns the requested file, or a sample.
    fn file(&self, exchange: &Exchange, media_type: &str) -> Content {
        let id = exchange.path_parameter("mediaId").unwrap_or_default();
        match self.media.get(id) {
            Some(file) => file.content(exchange.path_parameter("fileName")),
            None if media_type.contains('*') => Content::new("application/octet-stream", SAMPLE_FILE),
            None => Content::new(media_type, SAMPLE_FILE),
        }
    }
}

/// Returns the login flows: any password, and the token that the single sign-on of the server issues.
fn flows() -> Value {
    let provider = json!({ "id": "com.example.idp", "name": "Example" });
    json!([
        { "type": "m.login.password" },
        { "type": "m.login.sso", "identity_providers": [provider] },
        { "type": "m.login.token" },
    ])
}

/// Returns the part of a request from which a value of the response comes.
fn part(exchange: &Exchange, source: PlaceSource) -> Option<Value> {
    let caller = exchange.caller.get();
    let text = match source {
        PlaceSource::Path(name) => exchange.path_parameter(name),
        PlaceSource::Query(name) => exchange.query_parameter(name),
        PlaceSource::Field(name) => return exchange.fields().remove(name),
        PlaceSource::CallerUser => caller.and_then(Caller::user_id).map(UserId::as_str),
        PlaceSource::CallerDevice => caller.and_then(Caller::device_id),
    };
    text.map(Value::from)
}

/// Returns the redirect at the end of a single sign-on: to the client's URL, with a login token.
///
/// # Errors
/// If the request lacks the URL.
fn signed_on(exchange: &Exchange) -> Result<Redirect, ErrorResponse> {
    let back = exchange.query_parameter("redirectUrl").and_then(|url| Url::parse(url).ok());
    let mut target = back.ok_or_else(|| ErrorResponse::invalid_param("redirectUrl", "is not a URL"))?;
    target.query_pairs_mut().append_pair("loginToken", &random_text());
    Ok(Redirect::new(StatusCode::FOUND, target))
}

/// Returns the user ID for the name in a login, or a random user ID without a name.
fn full_user_id(name: Option<&str>, server_name: &str) -> Result<UserId, ErrorResponse> {
    let text = match name {
        Some(name) if name.starts_with('@') => name.to_owned(),
        Some(name) => format!("@{name}:{server_name}"),
        None => format!("@{}:{server_name}", random_text()),
    };
    text.parse().map_err(|error| {
        let message = format!("the user is not valid: {error}");
        ErrorResponse::new(StatusCode::BAD_REQUEST, ErrorCode::InvalidUsername, message)
    })
}

fn put_tokens(fields: &mut Map<String, Value>, request: &Map<String, Value>, issued: &Issued) {
    set(fields, "user_id", Some(issued.user_id.as_str()));
    set(fields, "device_id", Some(&issued.device_id));
    set(fields, "access_token", Some(issued.access_token.expose()));
    if request.get("refresh_token").and_then(Value::as_bool) == Some(true) {
        set(fields, "refresh_token", Some(issued.refresh_token.expose()));
        put_lifetime(fields, issued);
    }
}

fn put_lifetime(fields: &mut Map<String, Value>, issued: &Issued) {
    fields.remove("expires_in_ms");
    if let Some(lifetime) = issued.expires_in {
        let millis = u64::try_from(lifetime.as_millis()).unwrap_or(u64::MAX);
        fields.insert("expires_in_ms".to_owned(), millis.into());
    }
}

fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    fields.get(name).and_then(Value::as_str)
}

fn set(fields: &mut Map<String, Value>, name: &str, value: Option<&str>) {
    match value {
        Some(value) => drop(fields.insert(name.to_owned(), value.into())),
        None => drop(fields.remove(name)),
    }
}
