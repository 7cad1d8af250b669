//! The words for locations, contents and changes of operations.

use std::collections::BTreeSet;
use std::fmt::{Display, Formatter, Result};

use matrix_openapi_codegen::model::Authentication;

use super::change::{HttpOperation, OperationChange};
use super::facts::{Content, Facts, Note, Presence, Shape};
use super::location::{FactLocation, PathParameter, Root, Step};
use super::wire::HeaderSchema;

impl Facts {
    /// Returns the words for a location, without the character that encloses code.
    pub fn label(&self, location: &FactLocation) -> String {
        let mut label = match &location.root {
            Root::PathParameter(PathParameter::Nth(position)) => {
                let name = self.path_parameters.get(*position).map(String::as_str).unwrap_or_default();
                format!("{name} (in the path)")
            }
            Root::PathParameter(PathParameter::Named(name)) => format!("{name} (in the path)"),
            Root::QueryParameter(name) => format!("{name} (in the query)"),
            Root::HeaderParameter(name) => format!("{name} (in the headers)"),
            Root::Body => "body".to_owned(),
            Root::Response => "response".to_owned(),
            Root::ResponseHeader { name, status } => format!("{name} (in the headers of {status})"),
            Root::Statuses => "success statuses".to_owned(),
        };
        for step in &location.steps {
            match step {
                Step::Variant(kind) => label += &format!(" (if {kind})"),
                Step::Listed(value) => label += &format!(" = {value:?}"),
                Step::Entry => label += ".*",
                Step::Field(name) => label += &format!(".{name}"),
                Step::Item => label += "[]",
            }
        }
        unquoted(&label)
    }
}

impl Display for OperationChange {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Reassigned(new, old) => {
                write!(f, "the operationId belongs to another operation: `{new}`, was `{old}`")
            }
            Self::Moved(new, old) => write!(f, "`{new}` was `{old}`"),
            Self::Authentication(new, old) => {
                write!(f, "authentication {}, was {}", Accepted(new), Accepted(old))
            }
            Self::SchemeRemoved(scheme) => write!(f, "`{scheme}` is no longer accepted"),
            Self::SchemeAdded(scheme) => write!(f, "`{scheme}` is accepted now"),
            Self::Deprecated(true) => f.write_str("deprecated"),
            Self::Deprecated(false) => f.write_str("no longer deprecated"),
            Self::RateLimited(true) => f.write_str("rate-limited"),
            Self::RateLimited(false) => f.write_str("no longer rate-limited"),
            Self::Documented(what, new, old) => write!(f, "{what}: {}, was {}", listed(new), listed(old)),
            Self::Content(label, new, old) => write!(f, "`{label}`: {new}, was {old}"),
            Self::Notes(label, new, old) if new.is_empty() => {
                write!(f, "`{label}`: no longer documented: {}", notes(old))
            }
            Self::Notes(label, new, old) => write!(f, "`{label}`: {}, was {}", notes(new), notes(old)),
            Self::ParameterMoved((new_label, new), (old_label, old)) => {
                write!(f, "`{new_label}` was `{old_label}`")?;
                if new == old { Ok(()) } else { write!(f, "; {new}, was {old}") }
            }
            Self::Added(label, content) => write!(f, "`{label}` added: {content}"),
            Self::Removed(label, content) => write!(f, "`{label}` removed: {content}"),
            Self::Replaced(new, old) => {
                write!(
                    f,
                    "`{new}` takes the place of `{old}`: calls compile but pass the value of the old one"
                )
            }
        }
    }
}

impl Display for HttpOperation {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// Displays whether credentials are required, and which are accepted.
struct Accepted<'a>(&'a Authentication);

impl Display for Accepted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let schemes: BTreeSet<_> = self.0.schemes.iter().map(String::as_str).collect();
        let schemes: Vec<_> = schemes.into_iter().collect();
        match (schemes.as_slice(), self.0.required) {
            ([], _) => f.write_str("none"),
            (schemes, true) => write!(f, "required ({})", schemes.join(", ")),
            (schemes, false) => write!(f, "optional ({})", schemes.join(", ")),
        }
    }
}

impl Display for Content {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Value { shape, presence, deprecated } => {
                write!(f, "{shape}{presence}{}", if *deprecated { ", deprecated" } else { "" })
            }
            Self::Bytes(media, presence) => write!(f, "bytes of {}{presence}", media.join(" or ")),
            Self::Multipart => f.write_str("multipart/mixed"),
            Self::Empty => f.write_str("nothing"),
            Self::Redirect => f.write_str("a redirect"),
            Self::Statuses(statuses) => f.write_str(&statuses.join(", ")),
            Self::Header(schema) => write!(f, "{schema}"),
            Self::Listed => f.write_str("a value"),
            Self::Null => f.write_str("allowed"),
        }
    }
}

impl Display for Shape {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::String => "string",
            Self::Secret => "string (a secret)",
            Self::Identifier(name) => return write!(f, "string ({name})"),
            Self::Enumeration => "string (one of a list)",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Unsigned => "integer, not negative",
            Self::Number => "number",
            Self::Any => "any JSON",
            Self::AnyObject => "any object",
            Self::Object => "object",
            Self::Union => "one of several kinds",
            Self::List => "list",
            Self::Map(key) => return write!(f, "map from {key}"),
            Self::Nullable(inner) => return write!(f, "{inner} or null"),
        })
    }
}

/// Whether a value is required, as words after it.
impl Display for Presence {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Required => ", required",
            Self::Optional => ", optional",
            Self::Inherited => "",
        })
    }
}

impl Display for HeaderSchema {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match (&self.ty, &self.format) {
            (Some(ty), Some(format)) => write!(f, "{ty} ({format})")?,
            (Some(ty), None) => f.write_str(ty)?,
            (None, _) => f.write_str("any value")?,
        }
        write!(f, "{}", if self.required { Presence::Required } else { Presence::Optional })
    }
}

impl Display for Note {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Since(release) => write!(f, "since {release}"),
            Self::Default(value) => write!(f, "by default {}", unquoted(value)),
            Self::Limit(limit) => f.write_str(limit),
        }
    }
}

/// Returns the number of fields, variants and methods of a type.
pub(super) fn members(count: usize) -> String {
    match count {
        1 => "1 field, variant or method".to_owned(),
        _ => format!("{count} fields, variants or methods"),
    }
}

fn notes(notes: &[Note]) -> String {
    listed(&notes.iter().map(Note::to_string).collect::<Vec<_>>())
}

fn listed(texts: &[String]) -> String {
    if texts.is_empty() { "unspecified".to_owned() } else { texts.join(", ") }
}

/// Returns text that can be shown as code.
fn unquoted(text: &str) -> String {
    text.replace('`', "'")
}
