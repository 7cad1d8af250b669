/// Part of the body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Option_ {
    /// `a`: a string, optional.
    pub a: Option<String>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Default for Option_ {
    #[inline]
    fn default() -> Self {
        Self {
            a: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    Option_ { 0 a "a" optional }
}
/// The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    /// `none`: a value of `PutThingNone`, optional.
    pub none: Option<PutThingNone>,
    /// `option`: an object of the type `Option_`, optional.
    pub option: Option<Option_>,
    /// `result`: an object of the type `Result_`, optional.
    pub result: Option<Result_>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Default for PutThingRequest {
    #[inline]
    fn default() -> Self {
        Self {
            none: None,
            option: None,
            result: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    PutThingRequest {
        0 none "none" optional,
        1 option "option" optional,
        2 result "result" optional
    }
}
/// The response of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    /// `string`: an object of the type `String_`.
    pub string: String_,
    /// `vec`: an object of the type `Vec_`.
    pub vec: Vec_,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_object! {
    PutThingResponse {
        0 string "string" required present,
        1 vec "vec" required present
    }
}
/// Part of the body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Result_ {
    /// `a`: a string, optional.
    pub a: Option<String>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Default for Result_ {
    #[inline]
    fn default() -> Self {
        Self {
            a: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    Result_ { 0 a "a" optional }
}
/// Part of the response of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct String_ {
    /// `a`: a string, optional.
    pub a: Option<String>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_object! {
    String_ { 0 a "a" optional }
}
/// Part of the response of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Vec_ {
    /// `a`: a list of strings, optional.
    pub a: Option<Vec<String>>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_object! {
    Vec_ { 0 a "a" optional }
}
/// Part of the body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone)]
#[non_exhaustive]
pub enum PutThingNone {
    /// `none`.
    None,
    /// `some`.
    Some,
    /// `ok`.
    Ok,
    /// `err`.
    Err,
    /// A value that is not listed here, as received.
    Unknown(::matrix_openapi::json::UnknownValue),
}
::matrix_openapi::__private::open_enum! {
    PutThingNone {
        None = "none",
        Some = "some",
        Ok = "ok",
        Err = "err"
    }
}
