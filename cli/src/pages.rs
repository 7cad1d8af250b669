//! All pages of a list, one item per line.

use std::collections::BTreeMap;

use matrix_openapi::__private::pointer_keys;
use matrix_openapi::paging::PageToken;
use serde_json::value::RawValue;

use crate::connect::Connection;
use crate::failure::{Failure, Outcome};
use crate::globals::Globals;
use crate::operation::Chosen;
use crate::output::Output;
use crate::request::Arguments;

/// Requests page after page, and writes each item on a line.
///
/// # Errors
/// If the operation is not paged, a request fails, or the pages do not end.
pub async fn run(
    chosen: &Chosen,
    mut arguments: Arguments,
    connection: &Connection,
    globals: &Globals,
) -> Outcome {
    let operation = chosen.operation;
    let not_paged =
        || Failure::usage(format!("the responses of `{}` have no pages; omit --paginate", operation.id));
    let paging = operation.paging.ok_or_else(not_paged)?;
    let mut output = Output::open(globals)?;
    let mut cycle = TokenCycle::default();
    loop {
        let call = arguments.call(&connection.session, operation, connection.options(globals)).await?;
        let page = call.send_raw().await?;
        if let Some(items) = at(page.json(), paging.items) {
            let items: Vec<&RawValue> =
                serde_json::from_str(items.get()).map_err(|_| malformed(operation.id, paging.items))?;
            for item in items {
                output.json_line(item.get())?;
            }
        }
        let token =
            at(page.json(), paging.next).and_then(|token| serde_json::from_str::<String>(token.get()).ok());
        let Some(token) = token.filter(|token| !token.is_empty()) else { return Ok(()) };
        if cycle.closes(&token) {
            return Err(Failure::NoResponse(format!(
                "{}: the server returns the same pages again, so they would not end",
                operation.id
            )));
        }
        match paging.token {
            PageToken::Query(name) => arguments.set_query(name, token),
            PageToken::Field(name) => arguments.set_field(name, token)?,
            _ => return Err(not_paged()),
        }
    }
}

/// Returns the value at a JSON pointer, as text.
pub fn at<'a>(text: &'a str, pointer: &str) -> Option<&'a RawValue> {
    let mut value: &RawValue = serde_json::from_str(text).ok()?;
    for key in pointer_keys(pointer) {
        let fields: BTreeMap<String, &RawValue> = serde_json::from_str(value.get()).ok()?;
        value = fields.get(&key).copied()?;
    }
    Some(value)
}

fn malformed(operation: &str, pointer: &str) -> Failure {
    Failure::NoResponse(format!("{operation}: the response has no list at `{pointer}`"))
}

/// Finds cycles of tokens in constant memory, with Brent's algorithm.
#[derive(Default)]
struct TokenCycle {
    kept: Option<String>,
    steps: u64,
    limit: u64,
}

impl TokenCycle {
    /// Returns whether a token closes a cycle.
    fn closes(&mut self, token: &str) -> bool {
        if self.kept.as_deref() == Some(token) {
            return true;
        }
        self.steps = self.steps.saturating_add(1);
        if self.steps > self.limit {
            (self.kept, self.steps, self.limit) =
                (Some(token.to_owned()), 0, self.limit.saturating_mul(2).max(1));
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_of_tokens_are_found() {
        let mut cycle = TokenCycle::default();
        assert!((0..1000).all(|number| !cycle.closes(&number.to_string())));
        let closes = (0..100).position(|number| cycle.closes(&(number % 7).to_string()));
        assert!(closes.is_some());
    }

    #[test]
    fn values_are_found_with_their_exact_text() {
        let text = r#"{"a": {"b/c": [1.0, 2e3]}}"#;
        assert_eq!(at(text, "/a/b~1c").unwrap().get(), "[1.0, 2e3]");
        assert!(at(text, "/a/x").is_none());
    }
}
