//! Reads the parts of a request, for generated code.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use bytes::Bytes;
use matrix_openapi_core::__private::{Read, decode_request};
use matrix_openapi_core::json::RawObject;
use matrix_openapi_core::operation::Operation;

use crate::server::body::Upload;
use crate::server::context::Context;
use crate::server::error_response::ErrorResponse;
use crate::server::presented::CREDENTIAL_PARAMETERS;

/// The parts of one request, from which the type of its operation is read.
#[doc(hidden)]
pub struct RequestReader {
    pub(crate) operation: &'static Operation,
    /// The decoded parameters of the path that were not read yet, the last one first.
    pub(crate) path: Vec<String>,
    /// The decoded parameters of the query.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) context: Context,
    pub(crate) body: ReceivedBody,
}

/// The body of a request.
pub(crate) enum ReceivedBody {
    Bytes(Bytes),
    Upload(Upload),
}

// Generic functions are small, since each type of parameter instantiates them.
impl RequestReader {
    /// Reads the next parameter of the path.
    ///
    /// # Errors
    /// If it is not valid.
    pub fn path<T: FromStr<Err: fmt::Display>>(&mut self, name: &'static str) -> Result<T, ErrorResponse> {
        let text = self.path.pop().unwrap_or_default();
        parse(name, &text)
    }

    /// Reads a required parameter of the query.
    ///
    /// # Errors
    /// If it is missing, occurs twice or is not valid.
    pub fn query<T: FromStr<Err: fmt::Display>>(&mut self, name: &'static str) -> Result<T, ErrorResponse> {
        let text = self.query_text(name)?.ok_or_else(|| ErrorResponse::missing_param(name))?;
        parse(name, text)
    }

    /// Reads an optional parameter of the query.
    ///
    /// # Errors
    /// If it occurs twice or is not valid.
    pub fn optional_query<T>(&mut self, name: &'static str) -> Result<Option<T>, ErrorResponse>
    where
        T: FromStr<Err: fmt::Display>,
    {
        self.query_text(name)?.map(|text| parse(name, text)).transpose()
    }

    /// Reads a required parameter of the query with several values.
    ///
    /// # Errors
    /// If it is missing or a value is not valid.
    pub fn query_list<T>(&mut self, name: &'static str) -> Result<Vec<T>, ErrorResponse>
    where
        T: FromStr<Err: fmt::Display>,
    {
        match self.optional_query_list(name)? {
            list if list.is_empty() => Err(ErrorResponse::missing_param(name)),
            list => Ok(list),
        }
    }

    /// Reads an optional parameter of the query with several values.
    ///
    /// # Errors
    /// If a value is not valid.
    pub fn optional_query_list<T>(&mut self, name: &'static str) -> Result<Vec<T>, ErrorResponse>
    where
        T: FromStr<Err: fmt::Display>,
    {
        self.query_values(name).map(|text| parse(name, text)).collect()
    }

    /// Reads the parameters of the query that the operation does not name.
    ///
    /// # Errors
    /// If one occurs twice.
    pub fn query_map(&mut self, declared: &'static str) -> Result<BTreeMap<String, String>, ErrorResponse> {
        let mut map = BTreeMap::new();
        for (name, value) in &self.query {
            let is_named = *name != declared && self.operation.query.contains(&name.as_str());
            if is_named || CREDENTIAL_PARAMETERS.contains(&name.as_str()) {
                continue;
            }
            if map.insert(name.clone(), value.clone()).is_some() {
                return Err(ErrorResponse::invalid_param(name, "occurs more than once"));
            }
        }
        Ok(map)
    }

    /// Reads a required header.
    ///
    /// # Errors
    /// If it is missing, occurs twice or is not valid.
    pub fn header<T: FromStr<Err: fmt::Display>>(&mut self, name: &'static str) -> Result<T, ErrorResponse> {
        let text = self.header_text(name)?.ok_or_else(|| ErrorResponse::missing_param(name))?;
        parse(name, text)
    }

    /// Reads an optional header.
    ///
    /// # Errors
    /// If it occurs twice or is not valid.
    pub fn optional_header<T>(&mut self, name: &'static str) -> Result<Option<T>, ErrorResponse>
    where
        T: FromStr<Err: fmt::Display>,
    {
        self.header_text(name)?.map(|text| parse(name, text)).transpose()
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    /// If it is not JSON, or does not fit.
    pub fn json<T: Read>(&mut self) -> Result<T, ErrorResponse> {
        decode_request(self.take_bytes()).map_err(|fault| {
            let text = format!("the body does not fit at {}: {}", fault.path, fault.reason);
            if fault.is_json { ErrorResponse::bad_json(text) } else { ErrorResponse::not_json(text) }
        })
    }

    /// Reads the body as a raw JSON object, after a check that it is an object. Its fields are not checked.
    ///
    /// # Errors
    /// If it is not JSON, or not an object.
    pub fn raw_object(&mut self) -> Result<RawObject, ErrorResponse> {
        let body: RawObject = self.json()?;
        match body.json().trim_start().starts_with('{') {
            true => Ok(body),
            false => Err(ErrorResponse::bad_json("the body does not fit at $: not an object")),
        }
    }

    /// Returns the body as a stream.
    ///
    /// # Errors
    /// If it was taken before.
    pub fn upload(&mut self) -> Result<Upload, ErrorResponse> {
        match self.take_body() {
            ReceivedBody::Upload(upload) => Ok(upload),
            // Not reached: the router passes the body of such an operation as a stream.
            ReceivedBody::Bytes(_) => Err(ErrorResponse::internal("the body was read before")),
        }
    }

    fn take_bytes(&mut self) -> Bytes {
        match self.take_body() {
            ReceivedBody::Bytes(bytes) => bytes,
            ReceivedBody::Upload(_) => Bytes::new(),
        }
    }

    fn take_body(&mut self) -> ReceivedBody {
        std::mem::replace(&mut self.body, ReceivedBody::Bytes(Bytes::new()))
    }

    fn query_values(&self, name: &'static str) -> impl Iterator<Item = &str> {
        self.query.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    fn query_text(&self, name: &'static str) -> Result<Option<&str>, ErrorResponse> {
        only(name, self.query_values(name))
    }

    fn header_text(&self, name: &'static str) -> Result<Option<&str>, ErrorResponse> {
        match only(name, self.context.headers.get_all(name).iter())? {
            Some(value) => {
                let text = std::str::from_utf8(value.as_bytes());
                text.map(Some).map_err(|_| ErrorResponse::invalid_param(name, "is not UTF-8"))
            }
            None => Ok(None),
        }
    }
}

/// Returns the only value of a parameter. Two values are refused, since servers disagree on which one counts.
fn only<T>(name: &str, mut values: impl Iterator<Item = T>) -> Result<Option<T>, ErrorResponse> {
    match (values.next(), values.next()) {
        (_, Some(_)) => Err(ErrorResponse::invalid_param(name, "occurs more than once")),
        (value, None) => Ok(value),
    }
}

fn parse<T: FromStr<Err: fmt::Display>>(name: &str, text: &str) -> Result<T, ErrorResponse> {
    text.parse().map_err(|error: T::Err| invalid(name, &error))
}

fn invalid(name: &str, error: &dyn fmt::Display) -> ErrorResponse {
    ErrorResponse::invalid_param(name, format_args!("is not valid: {error}"))
}
