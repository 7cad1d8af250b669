//! Error responses.

use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderMap, RETRY_AFTER};
use serde::Deserializer as _;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::error::error_code::ErrorCode;
use crate::error::printable::printable;
use crate::error::uia_challenge::UiaChallenge;
use crate::json::repair;
use crate::json::value::{PlainValue, take_string};
use crate::operation::Operation;
use crate::time::{milliseconds, seconds};

/// An error response of a server.
///
/// See the [standard error response](https://spec.matrix.org/v1.19/client-server-api/#standard-error-response).
/// Each field is read separately, up to the first syntax error, so a malformed field hides no other.
#[derive(Clone)]
#[non_exhaustive]
pub struct ApiError {
    /// The operationId of the call.
    pub operation: &'static str,
    /// The name of the method that was called.
    pub method: &'static str,
    /// The status of the response.
    pub status: StatusCode,
    /// The error code.
    pub errcode: Option<ErrorCode>,
    /// The server's message for people, unchanged. `Display` and `Debug` shorten it, escape invisible characters, and redact
    /// the secrets of the request.
    pub message: Option<String>,
    /// How long the server asks to wait before retrying, from the body or the `Retry-After` header.
    pub retry_after: Option<Duration>,
    /// Whether the user can log in again with the same device; only meaningful with [`ErrorCode::UnknownToken`].
    pub soft_logout: bool,
    /// The challenge of user-interactive authentication, if the server sent one.
    pub uia: Option<UiaChallenge>,
    /// The other fields of the body.
    pub fields: Map<String, Value>,
    /// The exact body, up to its first mebibyte.
    pub body: Bytes,
    /// The message for `Display` and `Debug`.
    printable: Option<String>,
}

impl ApiError {
    /// Returns the body as text, with U+FFFD for invalid UTF-8.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// Reads the error response of a call from its status, headers and body.
    pub fn new(operation: &'static Operation, status: StatusCode, headers: &HeaderMap, body: Bytes) -> Self {
        let mut fields = read_fields(&body);
        let errcode = take_string(&mut fields, "errcode").map(ErrorCode::from);
        let message = take_string(&mut fields, "error");
        let soft_logout = fields.get("soft_logout").and_then(truth);
        if soft_logout.is_some() {
            fields.remove("soft_logout");
        }
        let retry_after = take_retry_after(&mut fields).or_else(|| retry_after_header(headers));
        let uia = if status == StatusCode::UNAUTHORIZED { UiaChallenge::take(&mut fields) } else { None };
        Self {
            operation: operation.id,
            method: operation.method_name,
            status,
            errcode,
            printable: message.as_deref().map(|message| printable(message, &[])),
            message,
            retry_after,
            soft_logout: soft_logout.unwrap_or(false),
            uia,
            fields,
            body,
        }
    }

    /// Whether the same call may succeed later, without a change to the program.
    ///
    /// The server limits requests, has temporarily locked the account, or is unavailable. [`retry_after`](Self::retry_after) is
    /// the wait, if the server asks for one.
    pub fn is_temporary(&self) -> bool {
        use ErrorCode::{LimitExceeded, ResourceLimitExceeded, UserLocked};
        match self.status.as_u16() {
            408 | 425 | 429 => true,
            // Not implemented, or the HTTP version is not supported.
            501 | 505 => false,
            500..=599 => true,
            _ => matches!(self.errcode, Some(LimitExceeded | ResourceLimitExceeded | UserLocked)),
        }
    }

    /// Whether the same call fails again, unless the program or the state of the server changes.
    ///
    /// A response that asks for further authentication is neither final nor temporary.
    pub fn is_final(&self) -> bool {
        let refused = self.status.is_client_error() || self.status.is_server_error();
        refused && !self.is_temporary() && self.uia.is_none()
    }

    /// Whether the server has rejected the access token.
    #[doc(hidden)]
    pub fn rejects_token(&self) -> bool {
        self.status == StatusCode::UNAUTHORIZED && self.errcode == Some(ErrorCode::UnknownToken)
    }

    /// Redacts secrets in the message for `Display` and `Debug`.
    #[doc(hidden)]
    #[must_use]
    pub fn redacting(mut self, secrets: &[&str]) -> Self {
        self.printable = self.message.as_deref().map(|message| printable(message, secrets));
        self
    }

    /// Returns the code if it looks like one, since a proxy may send anything.
    fn presentable_code(&self) -> Option<&str> {
        let code = self.errcode.as_ref()?.as_str();
        let plain =
            |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.');
        (code.len() <= 64 && code.bytes().all(plain)).then_some(code)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: status {}", CallName::new(self.method, self.operation), self.status.as_u16())?;
        if let Some(code) = self.presentable_code() {
            write!(f, ", {code}")?;
        }
        if self.uia.is_some() {
            f.write_str(", further authentication needed")?;
        }
        if let Some(wait) = self.retry_after {
            write!(f, ", retry after {} ms", wait.as_millis())?;
        }
        match &self.printable {
            Some(message) if !message.is_empty() => write!(f, ": {message}"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("status", &self.status)
            .field("errcode", &self.presentable_code())
            // Escaped already.
            .field("message", &format_args!("\"{}\"", self.printable.as_deref().unwrap_or_default()))
            .field("retry_after", &self.retry_after)
            .field("soft_logout", &self.soft_logout)
            .field("uia", &self.uia)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ApiError {}

/// The name of a call: the method of the client and the operationId.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct CallName {
    method: Option<&'static str>,
    operation: &'static str,
}

impl CallName {
    /// Omits the method if it is unknown or equals the operationId.
    pub fn new(method: impl Into<Option<&'static str>>, operation: &'static str) -> Self {
        Self { method: method.into().filter(|method| *method != operation), operation }
    }
}

impl fmt::Display for CallName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.method {
            Some(method) => write!(f, "{method} ({})", self.operation),
            None => f.write_str(self.operation),
        }
    }
}

/// Reads the fields of the body up to its end or the first syntax error.
fn read_fields(body: &[u8]) -> Map<String, Value> {
    let text = String::from_utf8_lossy(repair::without_mark(body));
    let text = repair::surrogates(&text);
    let mut fields = Map::new();
    // Errors are ignored: the fields before an error count.
    let _ = serde_json::Deserializer::from_str(&text).deserialize_map(FieldsVisitor(&mut fields));
    fields
}

/// Collects the fields of an object, including those before an error.
struct FieldsVisitor<'a>(&'a mut Map<String, Value>);

impl<'de> Visitor<'de> for FieldsVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            // Read as raw text first, so a field that is nested too deeply affects no other.
            let text: &RawValue = map.next_value()?;
            if let Ok(PlainValue(value)) = serde_json::from_str(text.get()) {
                self.0.insert(name, value);
            }
        }
        Ok(())
    }
}

/// Reads a boolean, which some servers write as a number or a string.
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::Number(number) => number.as_f64().map(|number| number != 0.0),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn take_retry_after(fields: &mut Map<String, Value>) -> Option<Duration> {
    let wait = milliseconds(fields.get("retry_after_ms")?)?;
    fields.remove("retry_after_ms");
    Some(wait)
}

/// Returns the first readable `Retry-After`: a number of seconds or a date.
fn retry_after_header(headers: &HeaderMap) -> Option<Duration> {
    headers.get_all(RETRY_AFTER).iter().find_map(|value| {
        let text = value.to_str().ok()?.trim();
        let whole = |text: &str| text.parse().ok().map(Duration::from_secs);
        let number = |text: &str| whole(text).or_else(|| seconds(text.parse().ok()?));
        // A date in the past means no wait.
        let date = || {
            let date = httpdate::parse_http_date(text).ok()?;
            Some(date.duration_since(SystemTime::now()).unwrap_or_default())
        };
        // A proxy may have joined several headers.
        let first = || number(text.split(',').next()?.trim());
        number(text).or_else(date).or_else(first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::UiaFlow;
    use crate::operation::Api;

    static LOGIN: Operation = Operation::new(
        Api::ClientServer,
        "logIn",
        "login",
        http::Method::POST,
        "/login",
        crate::operation::Authentication::None,
    );

    fn error(status: u16, body: impl AsRef<[u8]>) -> ApiError {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, "7".parse().unwrap())]);
        let status = StatusCode::from_u16(status).unwrap();
        ApiError::new(&LOGIN, status, &headers, Bytes::copy_from_slice(body.as_ref()))
    }

    fn wait(header: &str) -> Option<Duration> {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, header.parse().unwrap())]);
        ApiError::new(&LOGIN, StatusCode::TOO_MANY_REQUESTS, &headers, Bytes::new()).retry_after
    }

    #[test]
    fn known_fields_are_read_and_the_rest_is_kept() {
        let body = r#"{"errcode":"M_LIMIT_EXCEEDED","error":"slow down","retry_after_ms":2000,"x":{"y":1}}"#;
        let error = error(429, body);
        assert_eq!(error.errcode, Some(ErrorCode::LimitExceeded));
        assert_eq!(error.message.as_deref(), Some("slow down"));
        assert_eq!(error.retry_after, Some(Duration::from_secs(2)));
        assert_eq!(Value::Object(error.fields.clone()), serde_json::json!({"x": {"y": 1}}));
        assert_eq!(error.text(), body);
        assert_eq!(
            error.to_string(),
            "login (logIn): status 429, M_LIMIT_EXCEEDED, retry after 2000 ms: slow down"
        );
    }

    #[test]
    fn the_header_has_the_wait_if_the_body_does_not() {
        assert_eq!(error(429, "{}").retry_after, Some(Duration::from_secs(7)));
        assert_eq!(error(429, r#"{"retry_after_ms":null}"#).retry_after, Some(Duration::from_secs(7)));
        assert_eq!(error(429, r#"{"retry_after_ms":1.5}"#).retry_after, Some(Duration::from_micros(1500)));
        assert_eq!(error(429, r#"{"retry_after_ms":-1}"#).retry_after, Some(Duration::from_secs(7)));
    }

    #[test]
    fn the_header_may_have_many_forms() {
        for (header, expected) in [
            ("3", Some(3_000)),
            (" 3 ", Some(3_000)),
            ("0.25", Some(250)),
            ("0", Some(0)),
            ("3, 5", Some(3_000)),
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("-3", None),
            ("soon", None),
            ("NaN", None),
            ("inf", None),
            ("", None),
        ] {
            assert_eq!(wait(header), expected.map(Duration::from_millis), "{header}");
        }
        let later = wait(&httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3600))).unwrap();
        assert!((Duration::from_secs(3590)..=Duration::from_secs(3600)).contains(&later), "{later:?}");
    }

    #[test]
    fn times_in_the_body_may_be_strings_or_floats() {
        for time in ["300", "300.0", "\"300\"", "\" 300.0\"", "3e2"] {
            let error = error(429, format!(r#"{{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":{time}}}"#));
            assert_eq!(error.retry_after, Some(Duration::from_millis(300)), "{time}");
            assert!(error.fields.is_empty());
        }
        for body in ["", "<html>", "[]", "\"no\"", "null", r#"{"retry_after_ms":"soon"}"#] {
            assert_eq!(error(429, body).retry_after, Some(Duration::from_secs(7)), "{body}");
        }
    }

    #[test]
    fn malformed_fields_do_not_hide_code_and_soft_logout() {
        let rest = r#""errcode":"M_UNKNOWN_TOKEN","soft_logout":true"#;
        let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
        let bodies = [
            format!(r#"{{"error":"bad name \ud83d",{rest}}}"#).into_bytes(),
            format!("\u{feff}{{{rest}}}").into_bytes(),
            [b"{\"error\":\"\xff\xfe\",".as_slice(), rest.as_bytes(), b"}"].concat(),
            format!(r#"{{"error":7,"retry_after_ms":[],"flows":{{}},"session":1,{rest}}}"#).into_bytes(),
            format!(r#"{{"x":{deep},{rest}}}"#).into_bytes(),
            format!(r#"{{"x":1e999,{rest}}}"#).into_bytes(),
            format!(r#"{{{rest},"error":"cut off he"#).into_bytes(),
            format!(r#"{{{rest}}} and more"#).into_bytes(),
            rest.replace("true", "1").replace("\"errcode", "{\"errcode").into_bytes(),
            format!("{{{}}}", rest.replace("true", "\"true\"")).into_bytes(),
        ];
        for body in bodies {
            let error = error(401, &body);
            let body = String::from_utf8_lossy(&body).into_owned();
            assert_eq!((&error.errcode, error.soft_logout), (&Some(ErrorCode::UnknownToken), true), "{body}");
            assert!(error.rejects_token() && error.is_final() && !error.is_temporary());
        }
    }

    #[test]
    fn a_malformed_flow_affects_no_other() {
        for odd in ["{}", "null", "7", "[]", r#"{"stages":null}"#, r#"{"stages":"m.x"}"#, r#"{"stages":[1]}"#]
        {
            let body = format!(
                r#"{{"flows":[{odd},{{"stages":["m.login.password"]}},{odd}],"params":[],"completed":[1,"m.login.dummy"],"session":"s"}}"#
            );
            let uia = error(401, body).uia.unwrap();
            assert_eq!(uia.flows, [UiaFlow { stages: vec!["m.login.password".to_owned()] }], "{odd}");
            assert_eq!(
                (uia.session.as_deref(), uia.completed.concat()),
                (Some("s"), "m.login.dummy".to_owned())
            );
        }
    }

    #[test]
    fn errors_are_temporary_final_or_neither() {
        for (status, body, temporary, is_final) in [
            (429, "", true, false),
            (502, "", true, false),
            (522, "", true, false),
            (500, "", true, false),
            (501, "", false, true),
            (408, "", true, false),
            (401, r#"{"errcode":"M_USER_LOCKED","soft_logout":true}"#, true, false),
            (403, r#"{"errcode":"M_RESOURCE_LIMIT_EXCEEDED"}"#, true, false),
            (400, r#"{"errcode":"M_LIMIT_EXCEEDED"}"#, true, false),
            (403, r#"{"errcode":"M_FORBIDDEN"}"#, false, true),
            (404, "", false, true),
            (401, r#"{"flows":[]}"#, false, false),
            (302, "", false, false),
        ] {
            let error = error(status, body);
            assert_eq!((error.is_temporary(), error.is_final()), (temporary, is_final), "{status} {body}");
        }
    }

    #[test]
    fn the_message_is_printed_without_secrets() {
        let body = r#"{"errcode":"M_FORBIDDEN","error":"no syt_secret\u202e\n here"}"#;
        let error = error(403, body).redacting(&["syt_secret"]);
        let expected =
            "login (logIn): status 403, M_FORBIDDEN, retry after 7000 ms: no █\\u{202e}\\u{a} here";
        assert_eq!(error.to_string(), expected);
        let debug = format!("{error:?}");
        assert!(
            debug.contains("login") && debug.contains("no █\\u{202e}") && !debug.contains("syt"),
            "{debug}"
        );
        assert!(error.message.unwrap().contains("syt_secret"));
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
    fn a_body_that_is_not_an_object_is_kept_as_text_and_not_printed() {
        let refused = error(502, "<html>secret");
        assert_eq!((refused.errcode.as_ref(), refused.text().as_ref()), (None, "<html>secret"));
        assert_eq!(refused.to_string(), "login (logIn): status 502, retry after 7000 ms");
        let strange = error(400, r#"{"errcode":"syt_secret","syt_secret":1}"#);
        assert!(!format!("{strange} {strange:?}").contains("syt_secret"));
    }
}
