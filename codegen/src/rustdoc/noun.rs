//! Nouns for the values of a type, for generated sentences.

use crate::lower::ir::Type;
use crate::matrix::identifier_type;

/// Returns the noun for one value of a type, with its article.
pub(super) fn one(ty: &Type) -> String {
    match ty {
        Type::String => "a string".to_owned(),
        Type::Boolean => "a boolean".to_owned(),
        Type::Integer => "an integer".to_owned(),
        Type::Unsigned => "a non-negative integer".to_owned(),
        Type::Number => "a number".to_owned(),
        Type::Secret => "a string that is kept secret".to_owned(),
        Type::Identifier(name) => identifier_type(name).map_or("an identifier", |row| row.one).to_owned(),
        Type::JsonValue | Type::RawJson => "any JSON".to_owned(),
        Type::RawObject => "a JSON object with any fields".to_owned(),
        Type::Enumeration(name) | Type::Union(name) => format!("a value of `{name}`"),
        Type::Struct(name) => format!("an object of the type `{name}`"),
        Type::Content(name) => format!("an object of the type `{name}`"),
        Type::Handwritten(name) => format!("an object of the type `{name}`"),
        Type::Raw(inner) => one(inner),
        Type::List(item) => format!("a list of {}", many(item)),
        Type::Map(key, value) => format!("a map from {} to {}", many(key), many(value)),
        Type::Nullable(inner) => format!("{} or `null`", one(inner)),
    }
}

/// Returns the noun for several values of a type.
fn many(ty: &Type) -> String {
    match ty {
        Type::String => "strings".to_owned(),
        Type::Boolean => "booleans".to_owned(),
        Type::Integer => "integers".to_owned(),
        Type::Unsigned => "non-negative integers".to_owned(),
        Type::Number => "numbers".to_owned(),
        Type::Secret => "strings that are kept secret".to_owned(),
        Type::Identifier(name) => identifier_type(name).map_or("identifiers", |row| row.many).to_owned(),
        Type::JsonValue | Type::RawJson => "any JSON".to_owned(),
        Type::RawObject => "JSON objects with any fields".to_owned(),
        Type::Enumeration(name) | Type::Union(name) => format!("values of `{name}`"),
        Type::Struct(name) => format!("objects of the type `{name}`"),
        Type::Content(name) => format!("objects of the type `{name}`"),
        Type::Handwritten(name) => format!("objects of the type `{name}`"),
        Type::Raw(inner) => many(inner),
        Type::List(item) => format!("lists of {}", many(item)),
        Type::Map(key, value) => format!("maps from {} to {}", many(key), many(value)),
        Type::Nullable(inner) => format!("{} or `null`", many(inner)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_read_as_english() {
        let list = |item| Type::List(Box::new(item));
        assert_eq!(one(&list(list(Type::Identifier("RoomAlias")))), "a list of lists of room aliases");
        let map = Type::Map(Box::new(Type::Identifier("UserId")), Box::new(Type::Struct("Thing".to_owned())));
        assert_eq!(one(&map), "a map from user IDs to objects of the type `Thing`");
        assert_eq!(one(&Type::Nullable(Box::new(Type::Raw(Box::new(Type::Boolean))))), "a boolean or `null`");
        assert_eq!(
            (one(&Type::Identifier("EventId")), one(&Type::Identifier("UserId"))),
            ("an event ID".to_owned(), "a user ID".to_owned())
        );
    }
}
