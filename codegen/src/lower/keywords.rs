//! Checks the keywords of a document and the kinds of their values.
//!
//! The lowering would ignore a misspelt keyword, and a value of the wrong kind. So this check refuses both before it.
//! The check runs after the overlays, which can correct them.

mod node;
mod typo;

use serde_json::Value;

use crate::json::brief;
use crate::pointer::join;
use crate::{Document, Error, Release, Result};

use node::{Expect, NodeKind};

/// Refuses keywords and values that the lowering would ignore.
pub(super) fn check(document: &Document) -> Result<()> {
    let walk = Walk { document };
    let root = &document.root;
    for (path, item) in walk.fields(root.get("paths"), "/paths")? {
        let location = join("/paths", path);
        walk.path(path, &location)?;
        walk.node(NodeKind::Path, item, &location)?;
    }
    for (section, fields) in walk.fields(root.get("components"), "/components")? {
        let location = join("/components", section);
        let Some(kind) = NodeKind::of_section(section) else { continue };
        for (name, field) in walk.fields(Some(fields), &location)? {
            walk.node(kind, field, &join(&location, name))?;
        }
    }
    Ok(())
}

struct Walk<'a> {
    document: &'a Document,
}

impl<'a> Walk<'a> {
    fn refuse<T>(&self, location: &str, message: impl Into<String>) -> Result<T> {
        Err(Error::at(&self.document.file, location, message))
    }

    fn fields(&self, value: Option<&'a Value>, location: &str) -> Result<Vec<(&'a String, &'a Value)>> {
        match value {
            None => Ok(Vec::new()),
            Some(Value::Object(fields)) => Ok(fields.iter().collect()),
            Some(_) => self.refuse(location, "not an object, so its entries have no names"),
        }
    }

    fn path(&self, key: &str, location: &str) -> Result<()> {
        match crate::model::path_fault(crate::model::http_path(key)) {
            Some(fault) => self.refuse(location, format!("`{key}` is not a path: {fault}")),
            None => Ok(()),
        }
    }

    fn node(&self, kind: NodeKind, value: &'a Value, location: &str) -> Result<()> {
        let Value::Object(fields) = value else {
            return match (kind, value) {
                (NodeKind::Schema, Value::Bool(_)) => Ok(()),
                _ => self.refuse(location, format!("not an object, which a {} must be", kind.noun())),
            };
        };
        for (key, field) in fields {
            let inner = join(location, key);
            if key == "<<" {
                return self.refuse(&inner, "merges maps in YAML 1.1, which is not supported");
            }
            match kind.expects(key) {
                Some(expect) => self.value(expect, key, field, &inner)?,
                None if key.starts_with("x-") => {}
                None => {
                    if let Some(meant) = typo::intended(key, kind.keywords()) {
                        let message =
                            format!("`{key}` is not a keyword of a {}, did you mean `{meant}`?", kind.noun());
                        return self.refuse(&inner, message);
                    }
                }
            }
        }
        Ok(())
    }

    fn value(&self, expect: Expect, key: &str, value: &'a Value, location: &str) -> Result<()> {
        let is = |right: bool, what: &str| {
            if right {
                return Ok(());
            }
            self.refuse(location, format!("`{key}` must be {what}, not {}", brief(value)))
        };
        match expect {
            Expect::Any => Ok(()),
            Expect::Text => is(value.is_string(), "a string"),
            Expect::Flag => is(value.is_boolean(), "`true` or `false`"),
            Expect::Count => is(value.is_u64(), "a whole number that is not negative"),
            Expect::Number => is(value.is_number(), "a number"),
            Expect::Texts => is(texts(value), "a list of distinct strings"),
            Expect::TypeNames => is(
                value.is_string() || texts(value) && value != &Value::Array(Vec::new()),
                "the name of a type or a list of them",
            ),
            Expect::Values => {
                is(value.as_array().is_some_and(|list| !list.is_empty()), "a list that is not empty")
            }
            Expect::Release => self.release(value, location),
            Expect::Location => {
                is(matches!(value.as_str(), Some("path" | "query" | "header")), "`path`, `query` or `header`")
            }
            Expect::Style => is(
                matches!(value.as_str(), Some("form" | "simple")),
                "`form` in a query and `simple` elsewhere",
            ),
            Expect::Absent(why) => {
                self.refuse(location, format!("`{key}` {why}, so its meaning would be lost"))
            }
            Expect::Not(why) => {
                if value == &Value::Bool(false) {
                    Ok(())
                } else {
                    self.refuse(location, format!("`{key}` {why}"))
                }
            }
            Expect::One(kind) => self.node(kind, value, location),
            Expect::Map(kind) => {
                for (name, field) in self.fields(Some(value), location)? {
                    let inner = join(location, name);
                    if name == "<<" {
                        return self.refuse(&inner, "merges maps in YAML 1.1, which is not supported");
                    }
                    self.node(kind, field, &inner)?;
                }
                Ok(())
            }
            Expect::List(kind) => {
                let Value::Array(list) = value else { return is(false, "a list") };
                let mut items = list.iter().enumerate();
                items.try_for_each(|(index, item)| self.node(kind, item, &join(location, &index.to_string())))
            }
            Expect::Statuses => self.statuses(value, location),
        }
    }

    fn statuses(&self, value: &'a Value, location: &str) -> Result<()> {
        for (status, field) in self.fields(Some(value), location)? {
            let inner = join(location, status);
            if !is_status(status) {
                return self
                    .refuse(&inner, format!("`{status}` is not a status such as 200, 4XX or default"));
            }
            self.node(NodeKind::Response, field, &inner)?;
        }
        Ok(())
    }

    /// Checks a release, which must be a string: as a number, 1.10 would be 1.1.
    fn release(&self, value: &Value, location: &str) -> Result<()> {
        match value {
            Value::String(text) => match text.parse::<Release>() {
                Ok(_) => Ok(()),
                Err(error) => self.refuse(location, error),
            },
            Value::Number(number) => self.refuse(
                location,
                format!("{number} is a number, in which 1.1 and 1.10 are the same; write '{number}'"),
            ),
            _ => self.refuse(location, "not a release, which is a string such as '1.19'"),
        }
    }
}

fn texts(value: &Value) -> bool {
    let Value::Array(list) = value else { return false };
    let texts: crate::sorted::SortedSet<_> = list.iter().filter_map(Value::as_str).collect();
    texts.len() == list.len()
}

fn is_status(status: &str) -> bool {
    let mut letters = status.bytes();
    let class = letters.next().is_some_and(|first| (b'1'..=b'5').contains(&first));
    let rest: Vec<u8> = letters.collect();
    let rest = rest == b"XX" || rest.len() == 2 && rest.iter().all(u8::is_ascii_digit);
    status == "default" || class && rest
}
