use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// A standard error response of Matrix: a status, `errcode`, `error` and further fields.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    fields: Map<String, Value>,
}

impl Refusal {
    pub fn new(status: StatusCode, errcode: &str, error: &str) -> Self {
        let mut fields = Map::new();
        fields.insert("errcode".into(), errcode.into());
        fields.insert("error".into(), error.into());
        Self { status, fields }
    }

    pub fn bad_request(errcode: &str, error: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, errcode, error)
    }

    pub fn forbidden(error: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, "M_FORBIDDEN", error)
    }

    pub fn not_found(error: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "M_NOT_FOUND", error)
    }

    pub fn missing_token(error: &str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "M_MISSING_TOKEN", error)
    }

    pub fn unknown_token(error: &str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "M_UNKNOWN_TOKEN", error)
    }

    /// The first challenge of user-interactive authentication, which has no `errcode`.
    pub fn challenge(session: &str) -> Self {
        let flows = json!([{ "stages": ["m.login.dummy"] }]);
        let fields = Map::new();
        Self { status: StatusCode::UNAUTHORIZED, fields }
            .with("flows", flows)
            .with("params", json!({}))
            .with("session", session)
    }

    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.into(), value.into());
        self
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        json_response(self.status, &Value::Object(self.fields))
    }
}

/// A successful JSON response.
pub struct JsonResponse(pub Value);

impl IntoResponse for JsonResponse {
    fn into_response(self) -> Response {
        json_response(StatusCode::OK, &self.0)
    }
}

fn json_response(status: StatusCode, value: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

/// A request body that is a JSON object with the right content type.
pub struct JsonBody(pub Map<String, Value>);

impl JsonBody {
    /// Returns a field that is a string; `None` if absent, an error for another type.
    pub fn text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refusal::bad_request("M_BAD_JSON", &format!("'{name}' must be a string"))),
        }
    }

    pub fn required_text(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name)?
            .ok_or_else(|| Refusal::bad_request("M_MISSING_PARAM", &format!("'{name}' is missing")))
    }

    /// Returns a field that is a list of strings; absent counts as empty.
    pub fn texts(&self, name: &str) -> Result<Vec<&str>, Refusal> {
        let wrong = || Refusal::bad_request("M_BAD_JSON", &format!("'{name}' must be a list of strings"));
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(items)) => items.iter().map(|item| item.as_str().ok_or_else(wrong)).collect(),
            Some(_) => Err(wrong()),
        }
    }

    /// Returns a field that is a boolean; absent counts as `false`.
    pub fn is_set(&self, name: &str) -> Result<bool, Refusal> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(value)) => Ok(*value),
            Some(_) => Err(Refusal::bad_request("M_BAD_JSON", &format!("'{name}' must be a boolean"))),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let types: Vec<_> = request.headers().get_all(header::CONTENT_TYPE).iter().cloned().collect();
        let json = matches!(types.as_slice(), [one] if one.as_bytes().starts_with(b"application/json"));
        if !json {
            return Err(Refusal::bad_request("M_NOT_JSON", "exactly one content type of JSON is expected"));
        }
        let body = read_body(request, state).await?;
        let value: Value = serde_json::from_slice(&body)
            .map_err(|_| Refusal::bad_request("M_NOT_JSON", "the body is not JSON"))?;
        match value {
            Value::Object(fields) => Ok(Self(fields)),
            _ => Err(Refusal::bad_request("M_BAD_JSON", "the body must be a JSON object")),
        }
    }
}

/// Reads the whole body.
///
/// # Errors
/// If it is longer than the limit.
pub async fn read_body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Refusal> {
    Bytes::from_request(request, state).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "M_TOO_LARGE", "the body is too large")
        } else {
            Refusal::bad_request("M_UNKNOWN", "the body could not be read")
        }
    })
}

/// Returns the first query parameter with this name, decoded.
pub fn query_parameter(query: Option<&str>, name: &str) -> Option<String> {
    url::form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}
