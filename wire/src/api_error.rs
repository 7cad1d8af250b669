//! Answers that are not success.

use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderMap, RETRY_AFTER};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::ErrorCode;
use crate::uia_stage::presentable;
use crate::value::object_from_slice;

/// An answer of the server that is not success.
///
/// See the [standard error response](https://spec.matrix.org/v1.19/client-server-api/#standard-error-response).
/// A body that is no JSON object leaves all fields but the status and the body empty.
#[derive(Clone)]
#[non_exhaustive]
pub struct ApiError {
    /// The operationId of the call.
    pub operation: &'static str,
    /// The status of the answer.
    pub status: StatusCode,
    /// The code that says what went wrong.
    pub errcode: Option<ErrorCode>,
    /// What went wrong, for people. `Display` leaves it out, since a server may repeat a secret in it.
    pub message: Option<String>,
    /// How long the server wants to be left alone, from the body or the `Retry-After` header.
    pub retry_after: Option<Duration>,
    /// Whether a login brings the same device back; only meaningful with [`ErrorCode::UnknownToken`].
    pub soft_logout: bool,
    /// What is to be done before the request is fulfilled, if that is the answer.
    pub uia: Option<UiaChallenge>,
    /// The fields of the body that no other field of this type holds.
    pub fields: Map<String, Value>,
    /// The body as it came, up to its first mebibyte.
    pub body: Bytes,
}

impl ApiError {
    /// The body as text; what is no UTF-8 is replaced.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The error that an answer with this status, headers and body is; `operation` is the operationId of the call.
    pub fn new(operation: &'static str, status: StatusCode, headers: &HeaderMap, body: Bytes) -> Self {
        let mut fields = object_from_slice(&body).unwrap_or_default();
        let errcode = take_string(&mut fields, "errcode").map(ErrorCode::from);
        let message = take_string(&mut fields, "error");
        let soft_logout = fields.get("soft_logout").and_then(Value::as_bool);
        if soft_logout.is_some() {
            fields.remove("soft_logout");
        }
        let retry_after = take_retry_after(&mut fields).or_else(|| retry_after_header(headers));
        let uia = if status == StatusCode::UNAUTHORIZED { UiaChallenge::take(&mut fields) } else { None };
        let soft_logout = soft_logout.unwrap_or(false);
        Self { operation, status, errcode, message, retry_after, soft_logout, uia, fields, body }
    }

    /// Whether the server says that the access token has to be renewed.
    #[doc(hidden)]
    pub fn is_soft_logout(&self) -> bool {
        let unknown = self.errcode == Some(ErrorCode::UnknownToken);
        self.status == StatusCode::UNAUTHORIZED && unknown && self.soft_logout
    }

    /// The code, if it looks like one: a proxy may have put anything there.
    fn presentable_code(&self) -> Option<&str> {
        let code = self.errcode.as_ref()?.as_str();
        let plain =
            |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.');
        (code.len() <= 64 && code.bytes().all(plain)).then_some(code)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: status {}", self.operation, self.status.as_u16())?;
        if let Some(code) = self.presentable_code() {
            write!(f, ", {code}")?;
        }
        if self.uia.is_some() {
            f.write_str(", further authentication needed")?;
        }
        if let Some(wait) = self.retry_after {
            write!(f, ", retry after {} ms", wait.as_millis())?;
        }
        Ok(())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("errcode", &self.presentable_code())
            .field("retry_after", &self.retry_after)
            .field("soft_logout", &self.soft_logout)
            .field("uia", &self.uia)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ApiError {}

/// What [user-interactive authentication](https://spec.matrix.org/v1.19/client-server-api/#user-interactive-authentication-api)
/// asks for.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct UiaChallenge {
    /// The ways to authenticate, of which one is enough.
    pub flows: Vec<UiaFlow>,
    /// What is needed for each stage, by its name.
    pub params: Map<String, Value>,
    /// The session to name in the next attempt.
    pub session: Option<String>,
    /// The stages that are done.
    pub completed: Vec<String>,
}

impl UiaChallenge {
    /// Takes the challenge out of the fields, or leaves them alone if they are none.
    fn take(fields: &mut Map<String, Value>) -> Option<Self> {
        let flows = Vec::deserialize(fields.get("flows")?).ok()?;
        fields.remove("flows");
        let params = match fields.remove("params") {
            Some(Value::Object(params)) => params,
            _ => Map::new(),
        };
        let completed = fields.remove("completed").and_then(|value| Vec::deserialize(value).ok());
        let session = take_string(fields, "session");
        Some(Self { flows, params, session, completed: completed.unwrap_or_default() })
    }
}

impl fmt::Debug for UiaChallenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whoever knows the session can continue it, and the parameters are the server's own affair.
        f.debug_struct("UiaChallenge")
            .field("flows", &self.flows)
            .field("completed", &presentable_all(&self.completed))
            .finish_non_exhaustive()
    }
}

/// One way to authenticate: all stages, in this order.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct UiaFlow {
    /// The names of the stages, such as `m.login.password`.
    pub stages: Vec<String>,
}

impl fmt::Debug for UiaFlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UiaFlow").field("stages", &presentable_all(&self.stages)).finish()
    }
}

fn presentable_all(stages: &[String]) -> Vec<&str> {
    stages.iter().map(|stage| presentable(stage)).collect()
}

fn take_string(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    match fields.get_mut(name)? {
        Value::String(text) => {
            let text = std::mem::take(text);
            fields.remove(name);
            Some(text)
        }
        _ => None,
    }
}

fn take_retry_after(fields: &mut Map<String, Value>) -> Option<Duration> {
    let value = fields.get("retry_after_ms")?;
    // Some servers compute the time in floating point; a negative time means none.
    let millis = value
        .as_u64()
        .map(Duration::from_millis)
        .or_else(|| value.as_f64().and_then(|millis| Duration::try_from_secs_f64(millis / 1000.0).ok()))?;
    fields.remove("retry_after_ms");
    Some(millis)
}

fn retry_after_header(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let seconds = || text.parse().ok().map(Duration::from_secs);
    // A date that has passed asks for no more patience.
    let date =
        || Some(httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::now()).unwrap_or_default());
    seconds().or_else(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, body: &str) -> ApiError {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, "7".parse().unwrap())]);
        let status = StatusCode::from_u16(status).unwrap();
        ApiError::new("login", status, &headers, Bytes::copy_from_slice(body.as_bytes()))
    }

    #[test]
    fn fields_find_their_places_and_the_rest_stays() {
        let body = r#"{"errcode":"M_LIMIT_EXCEEDED","error":"slow down","retry_after_ms":2000,"x":{"y":1}}"#;
        let error = error(429, body);
        assert_eq!(error.errcode, Some(ErrorCode::LimitExceeded));
        assert_eq!(error.message.as_deref(), Some("slow down"));
        assert_eq!(error.retry_after, Some(Duration::from_secs(2)));
        assert_eq!(Value::Object(error.fields.clone()), serde_json::json!({"x": {"y": 1}}));
        assert_eq!(error.text(), body);
        assert_eq!(error.to_string(), "login: status 429, M_LIMIT_EXCEEDED, retry after 2000 ms");
    }

    #[test]
    fn the_header_tells_when_to_retry_if_the_body_does_not() {
        assert_eq!(error(429, "{}").retry_after, Some(Duration::from_secs(7)));
        assert_eq!(error(429, r#"{"retry_after_ms":null}"#).retry_after, Some(Duration::from_secs(7)));
        assert_eq!(error(429, r#"{"retry_after_ms":1.5}"#).retry_after, Some(Duration::from_micros(1500)));
        assert_eq!(error(429, r#"{"retry_after_ms":-1}"#).retry_after, Some(Duration::from_secs(7)));
    }

    #[test]
    fn the_header_may_give_a_date() {
        let wait = |date: SystemTime| {
            let headers =
                HeaderMap::from_iter([(RETRY_AFTER, httpdate::fmt_http_date(date).parse().unwrap())]);
            ApiError::new("login", StatusCode::TOO_MANY_REQUESTS, &headers, Bytes::new()).retry_after
        };
        let later = wait(SystemTime::now() + Duration::from_secs(3600)).unwrap();
        assert!((Duration::from_secs(3590)..=Duration::from_secs(3600)).contains(&later), "{later:?}");
        assert_eq!(wait(SystemTime::UNIX_EPOCH), Some(Duration::ZERO));
    }

    #[test]
    fn a_challenge_is_recognised_only_on_401_with_flows() {
        let body = r#"{"flows":[{"stages":["m.login.password"]}],"params":{"p":{}},"session":"s3ss",
            "completed":["m.login.dummy"],"errcode":"M_FORBIDDEN","soft_logout":true}"#;
        let refused = error(401, body);
        let uia = refused.uia.as_ref().unwrap();
        assert_eq!(uia.flows[0].stages, ["m.login.password"]);
        assert_eq!(
            (uia.session.as_deref(), uia.completed.as_slice()),
            (Some("s3ss"), &["m.login.dummy".to_owned()][..])
        );
        assert!(uia.params.contains_key("p") && refused.fields.is_empty() && refused.soft_logout);
        assert!(!format!("{refused:?}").contains("s3ss"));
        assert!(error(403, body).uia.is_none());
        assert!(error(401, r#"{"errcode":"M_UNKNOWN_TOKEN","soft_logout":true}"#).uia.is_none());
    }

    #[test]
    fn what_is_no_object_is_text_and_is_not_shown() {
        let refused = error(502, "<html>secret");
        assert_eq!((refused.errcode.as_ref(), refused.text().as_ref()), (None, "<html>secret"));
        assert_eq!(refused.to_string(), "login: status 502, retry after 7000 ms");
        let strange = error(400, r#"{"errcode":"syt_secret","error":"syt_secret","syt_secret":1}"#);
        assert!(!format!("{strange} {strange:?}").contains("syt_secret"));
    }
}
