//! One line of a surface: an item of the public interface, with everything its users can depend on.
//!
//! A line begins with the item's path, so sorting keeps an item and its members together:
//!
//! ```text
//! types::BanRequest: struct #[non_exhaustive]
//! types::BanRequest: impl Clone
//! types::BanRequest::user_id: UserId
//! types::BanRequest::new(user_id: UserId) -> Self
//! types::RoomVisibility: open enum
//! types::RoomVisibility::Public = "public"
//! ```

use std::fmt;

/// An item of the public interface.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// The path below the API's module.
    pub path: String,
    /// The kind of item, with its types.
    pub form: Form,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

/// The kinds of items.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A module.
    Module,
    /// A struct with its generics.
    Struct(String, Openness),
    /// An enumeration with its generics.
    Enum(String, Openness),
    /// An enumeration that keeps unknown values, with everything that `open_enum!` defines for it.
    OpenEnum,
    /// A trait with the bounds of its types; each of its methods has a default.
    Trait(String),
    /// An implementation of a trait.
    Impl(String),
    /// A static of a type.
    Static(String),
    /// A constant of a type.
    Constant(String),
    /// Another name of a type.
    Alias(String),
    /// A function or method.
    Function(Signature),
    /// A value of an open enumeration, with its text as a literal.
    Listed(String),
    /// A variant with its fields, which are empty for a unit variant.
    Variant(String),
    /// A field of a struct.
    Field(String),
}

/// Whether a later release can add to a type without breaking its users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Openness {
    /// Users can build and destructure it.
    Exhaustive,
    /// It has private fields.
    Private,
    /// It is `#[non_exhaustive]`.
    NonExhaustive,
}

/// The parameters and the return type of a function.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signature {
    /// The generics with their bounds, in angle brackets; empty if there are none.
    pub generics: String,
    /// The receiver of a method.
    pub receiver: Option<String>,
    /// The arguments by name and type.
    pub arguments: Vec<(String, String)>,
    /// The return type.
    pub output: String,
}

/// Two items of one path are different items if their namespaces differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Namespace<'a> {
    /// Modules, types, statics and constants.
    Item,
    /// A field or variant.
    Member,
    /// A function.
    Function,
    /// An implementation of this trait.
    Impl(&'a str),
}

const DEPRECATED: &str = " #[deprecated]";
const NON_EXHAUSTIVE: &str = " #[non_exhaustive]";
const PRIVATE: &str = " { .. }";

impl Item {
    /// Returns the key of the item, which is unique in its surface.
    pub fn key(&self) -> (&str, Namespace<'_>) {
        let namespace = match &self.form {
            Form::Impl(name) => Namespace::Impl(name),
            Form::Function(_) => Namespace::Function,
            Form::Listed(_) | Form::Variant(_) | Form::Field(_) => Namespace::Member,
            _ => Namespace::Item,
        };
        (&self.path, namespace)
    }

    /// Returns the path of the item that this one belongs to.
    pub fn owner(&self) -> Option<&str> {
        match self.form {
            Form::Impl(_) => Some(&self.path),
            _ => self.path.rsplit_once("::").map(|(owner, _)| owner),
        }
    }

    /// Reads a line back; `None` if it is not a line of a surface.
    pub fn parse(line: &str) -> Option<Self> {
        let (line, deprecated) = match line.strip_suffix(DEPRECATED) {
            Some(line) => (line, true),
            None => (line, false),
        };
        let path = path_of(line);
        let form = form(line.get(path.len()..)?)?;
        (!path.is_empty()).then(|| Self { path: path.to_owned(), form, deprecated })
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        match &self.form {
            Form::Module => f.write_str(": mod"),
            Form::Struct(generics, openness) => write!(f, ": struct{generics}{openness}"),
            Form::Enum(generics, openness) => write!(f, ": enum{generics}{openness}"),
            Form::OpenEnum => f.write_str(": open enum"),
            Form::Trait(bounds) => write!(f, ": trait {bounds}"),
            Form::Impl(name) => write!(f, ": impl {name}"),
            Form::Static(ty) => write!(f, ": static {ty}"),
            Form::Constant(ty) => write!(f, ": const {ty}"),
            Form::Alias(ty) => write!(f, ": type {ty}"),
            Form::Function(signature) => write!(f, "{signature}"),
            Form::Listed(text) => write!(f, " = {text}"),
            Form::Variant(content) => f.write_str(content),
            Form::Field(ty) => write!(f, ": {ty}"),
        }?;
        f.write_str(if self.deprecated { DEPRECATED } else { "" })
    }
}

impl fmt::Display for Openness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Exhaustive => "",
            Self::Private => PRIVATE,
            Self::NonExhaustive => NON_EXHAUSTIVE,
        })
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arguments = self.arguments.iter().map(|(name, ty)| format!("{name}: {ty}"));
        let all: Vec<_> = self.receiver.iter().cloned().chain(arguments).collect();
        write!(f, "{}({}) -> {}", self.generics, all.join(", "), self.output)
    }
}

/// Returns the path at the beginning of a line: names joined by `::`.
fn path_of(line: &str) -> &str {
    let mut end = 0;
    for part in line.split("::") {
        let name = part.find(|one: char| !one.is_alphanumeric() && one != '_').unwrap_or(part.len());
        end += name;
        if name < part.len() || name == 0 {
            break;
        }
        end += 2;
    }
    line.get(..end.min(line.len())).unwrap_or_default().trim_end_matches(':')
}

fn form(rest: &str) -> Option<Form> {
    if let Some(text) = rest.strip_prefix(" = ") {
        return Some(Form::Listed(text.to_owned()));
    }
    let Some(rest) = rest.strip_prefix(": ") else {
        return match signature(rest) {
            Some(signature) => Some(Form::Function(signature)),
            None => {
                let content = rest.is_empty() || rest.starts_with('(') || rest.starts_with(" {");
                content.then(|| Form::Variant(rest.to_owned()))
            }
        };
    };
    let (word, more) = match rest.find([' ', '<']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let ty = || more.trim_start().to_owned();
    Some(match word {
        "mod" => Form::Module,
        "struct" => {
            let (generics, openness) = openness(more);
            Form::Struct(generics, openness)
        }
        "enum" => {
            let (generics, openness) = openness(more);
            Form::Enum(generics, openness)
        }
        "open" if more == " enum" => Form::OpenEnum,
        "trait" => Form::Trait(ty()),
        "impl" => Form::Impl(ty()),
        "static" => Form::Static(ty()),
        "const" => Form::Constant(ty()),
        "type" => Form::Alias(ty()),
        _ => Form::Field(rest.to_owned()),
    })
}

fn openness(text: &str) -> (String, Openness) {
    for (suffix, openness) in [(PRIVATE, Openness::Private), (NON_EXHAUSTIVE, Openness::NonExhaustive)] {
        if let Some(generics) = text.strip_suffix(suffix) {
            return (generics.to_owned(), openness);
        }
    }
    (text.to_owned(), Openness::Exhaustive)
}

fn signature(text: &str) -> Option<Signature> {
    let start = text.find('(')?;
    let (generics, rest) = text.split_at(start);
    let rest = rest.strip_prefix('(')?;
    let end = closing(rest)?;
    let output = rest.get(end..)?.strip_prefix(") -> ")?.to_owned();
    let mut signature =
        Signature { generics: generics.to_owned(), receiver: None, arguments: Vec::new(), output };
    for part in split_commas(rest.get(..end)?) {
        match part.split_once(": ") {
            Some((name, ty)) => signature.arguments.push((name.to_owned(), ty.to_owned())),
            None => signature.receiver = Some(part.to_owned()),
        }
    }
    Some(signature)
}

/// Returns the position of the bracket that closes the one before the text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, one) in text.char_indices() {
        match one {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Splits at the commas that are outside of brackets.
fn split_commas(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut before) = (Vec::new(), 0, 0_i32, ' ');
    for (at, one) in text.char_indices() {
        match one {
            '(' | '[' | '<' => depth += 1,
            '>' if before == '-' => {}
            ')' | ']' | '>' => depth -= 1,
            ',' if depth == 0 => {
                parts.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
        before = one;
    }
    parts.extend(text.get(start..));
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read_back_as_it_was_written() {
        for (line, form) in [
            ("types: mod", Form::Module),
            ("types::A: struct", Form::Struct(String::new(), Openness::Exhaustive)),
            ("types::A: struct #[non_exhaustive]", Form::Struct(String::new(), Openness::NonExhaustive)),
            ("call::A: struct<'a> { .. }", Form::Struct("<'a>".to_owned(), Openness::Private)),
            ("types::U: enum #[non_exhaustive]", Form::Enum(String::new(), Openness::NonExhaustive)),
            ("types::E: open enum", Form::OpenEnum),
            ("server::A: trait Send + Sync", Form::Trait("Send + Sync".to_owned())),
            ("types::A: impl From<&str>", Form::Impl("From<&str>".to_owned())),
            ("OPERATIONS: static &[Operation]", Form::Static("&[Operation]".to_owned())),
            ("types::E::A = \"a: b\"", Form::Listed("\"a: b\"".to_owned())),
            ("types::U::Null", Form::Variant(String::new())),
            ("types::U::List(Vec<String>)", Form::Variant("(Vec<String>)".to_owned())),
            (
                "types::A::b: Option<BTreeMap<UserId, i64>>",
                Form::Field("Option<BTreeMap<UserId, i64>>".to_owned()),
            ),
        ] {
            let item = Item::parse(line).unwrap();
            assert_eq!((item.to_string().as_str(), &item.form), (line, &form));
            let deprecated = Item::parse(&format!("{line} #[deprecated]")).unwrap();
            assert_eq!(deprecated, Item { deprecated: true, ..item });
        }
    }

    #[test]
    fn signatures_are_split_at_the_commas_of_their_parameter_list() {
        let line = "Client::a<T: Into<B>>(&self, b: impl IntoIterator<Item = (T, C)>, d: impl Fn(A, B) -> C) -> call::A<'_>";
        let item = Item::parse(line).unwrap();
        assert_eq!(
            (item.path.as_str(), item.owner(), item.to_string().as_str()),
            ("Client::a", Some("Client"), line)
        );
        let Form::Function(signature) = item.form else { panic!("{item}") };
        assert_eq!(signature.receiver.as_deref(), Some("&self"));
        let names: Vec<_> = signature.arguments.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["b", "d"]);
        assert_eq!((signature.generics.as_str(), signature.output.as_str()), ("<T: Into<B>>", "call::A<'_>"));
    }

    #[test]
    fn other_text_is_refused() {
        for line in ["", ": struct", "(a: B) -> C", "types::A ? b"] {
            assert_eq!(Item::parse(line), None, "{line}");
        }
    }
}
