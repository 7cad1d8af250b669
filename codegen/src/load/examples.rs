//! The JSON examples of an upstream tree, for testing the types against them. They are never vendored.
//!
//! Each `example` and each entry of `examples` of a JSON media type counts once per operation; where a media type
//! has neither, the `example` of its schema does. Upstream composes examples from others: an object's `$ref` (or
//! the list `allOf`) brings the members of other files or places, over which its own are laid, objects within
//! objects member by member.

use std::path::Path;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::operations::{self, Operation};
use super::tree::{Place, Tree};
use crate::{Api, Result, model};

/// How deep examples may be composed of others before they count as circular.
const DEPTH: usize = 64;

const CIRCLE: &str = "references lead in a circle or too deep, so the example has no end";

/// What an example is an example of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The body of a request.
    Request,
    /// The answer of a success.
    Success,
    /// An error answer with its status; the first of its class for one such as `4XX`.
    Error(u16),
}

/// A JSON example of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The API of the operation.
    pub api: Api,
    /// The operationId.
    pub operation: String,
    /// What it is an example of.
    pub part: Part,
    /// Where it stands, such as `data/api/client-server/sync.yaml#/paths/…`.
    pub place: String,
    /// The example itself, without references.
    pub value: Value,
}

/// Reads all JSON examples of the upstream tree in a folder, by API and then in the order of files and paths.
pub fn examples(folder: &Path) -> Result<Vec<Example>> {
    let reader = Reader { tree: Tree::open(folder)? };
    let mut examples = Vec::new();
    for api in Api::ALL {
        for operation in operations::read(&reader.tree, api)? {
            reader.operation(api, &operation, &mut examples)?;
        }
    }
    Ok(examples)
}

struct Reader {
    tree: Tree,
}

/// A node of the tree and where it really stands.
struct Found {
    file: Rc<Value>,
    place: Place,
}

impl Found {
    fn value(&self) -> &Value {
        self.file.pointer(&self.place.pointer).unwrap_or(&Value::Null)
    }

    /// The names of the members of a member, if that is a map.
    fn keys(&self, key: &str) -> impl Iterator<Item = &String> {
        self.value().get(key).and_then(Value::as_object).into_iter().flat_map(Map::keys)
    }

    fn has(&self, key: &str) -> bool {
        self.value().get(key).is_some()
    }

    fn member(&self, key: &str) -> Self {
        Self { file: Rc::clone(&self.file), place: self.place.member(key) }
    }
}

impl Reader {
    fn operation(&self, api: Api, operation: &Operation, examples: &mut Vec<Example>) -> Result<()> {
        let found = self.find(operation.place.clone())?;
        let body = found.has("requestBody").then(|| (Some(Part::Request), found.member("requestBody")));
        let responses = found.member("responses");
        let answers = found.keys("responses").map(|status| (part(status), responses.member(status)));
        for (part, owner) in body.into_iter().chain(answers) {
            for (place, example) in self.content(owner)? {
                let part =
                    part.ok_or_else(|| place.error("of neither a success nor an error, so it has no type"))?;
                let value = embedded(self.compose(example.value(), &example.place, 0)?);
                examples.push(Example {
                    api,
                    operation: operation.id.clone(),
                    part,
                    place: place.text(),
                    value,
                });
            }
        }
        Ok(())
    }

    /// The examples of a body or an answer: where the operation has each, and where the example itself stands.
    fn content(&self, owner: Found) -> Result<Vec<(Place, Found)>> {
        let owner = self.follow(owner)?;
        let content = owner.member("content");
        let mut examples = Vec::new();
        for media in
            owner.keys("content").filter(|media| model::is_json(media)).map(|media| content.member(media))
        {
            if media.has("example") {
                let example = media.member("example");
                examples.push((example.place.clone(), example));
            }
            let named = media.member("examples");
            for name in media.keys("examples") {
                let place = named.place.member(name);
                let example = self.follow(named.member(name))?;
                if !example.has("value") {
                    return Err(example
                        .place
                        .error("an example without a value, so there is nothing to test"));
                }
                examples.push((place, example.member("value")));
            }
            if !media.has("example") && !media.has("examples") && media.has("schema") {
                let example = self.of_schema(media.member("schema"))?;
                examples.extend(example.map(|example| (example.place.clone(), example)));
            }
        }
        Ok(examples)
    }

    /// The example of a schema, which its own place may override.
    fn of_schema(&self, mut schema: Found) -> Result<Option<Found>> {
        for _ in 0..DEPTH {
            if schema.has("example") {
                return Ok(Some(schema.member("example")));
            }
            match self.referred(&schema)? {
                Some(next) => schema = next,
                None => return Ok(None),
            }
        }
        Err(schema.place.error(CIRCLE))
    }

    /// The node itself, or what it refers to in the end.
    fn follow(&self, mut found: Found) -> Result<Found> {
        for _ in 0..DEPTH {
            match self.referred(&found)? {
                Some(next) => found = next,
                None => return Ok(found),
            }
        }
        Err(found.place.error(CIRCLE))
    }

    fn referred(&self, found: &Found) -> Result<Option<Found>> {
        match found.value().get("$ref").and_then(Value::as_str) {
            Some(text) => self.find(self.tree.resolve(&found.place.member("$ref"), text)?).map(Some),
            None => Ok(None),
        }
    }

    fn find(&self, place: Place) -> Result<Found> {
        let file = self.tree.read(&place.file, &place)?;
        if file.pointer(&place.pointer).is_none() {
            return Err(place.error("there is nothing here, though an example refers to it"));
        }
        Ok(Found { file, place })
    }

    /// The value with the references in it resolved.
    fn compose(&self, value: &Value, place: &Place, depth: usize) -> Result<Value> {
        if depth > DEPTH {
            return Err(place.error(CIRCLE));
        }
        match value {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                items
                    .map(|(index, item)| self.compose(item, &place.member(&index.to_string()), depth + 1))
                    .collect()
            }
            Value::Object(members) => {
                let mut composed = self.bases(members, place, depth)?;
                for (name, member) in members.iter().filter(|(name, member)| !is_base(name, member)) {
                    let member = self.compose(member, &place.member(name), depth + 1)?;
                    lay_over(&mut composed, name, member);
                }
                Ok(Value::Object(composed))
            }
            plain => Ok(plain.clone()),
        }
    }

    /// The members that `$ref` and `allOf` bring.
    fn bases(&self, members: &Map<String, Value>, place: &Place, depth: usize) -> Result<Map<String, Value>> {
        let mut bases = Vec::new();
        for (name, member) in members.iter().filter(|(name, member)| is_base(name, member)) {
            let from = place.member(name);
            match member {
                Value::String(text) => {
                    let found = self.find(self.tree.resolve(&from, text)?)?;
                    bases.push((self.compose(found.value(), &found.place, depth + 1)?, from));
                }
                member => match self.compose(member, &from, depth + 1)? {
                    Value::Array(parts) => bases.extend(parts.into_iter().map(|part| (part, from.clone()))),
                    other => bases.push((other, from)),
                },
            }
        }
        let mut composed = Map::new();
        for (base, from) in bases {
            let Value::Object(base) = base else {
                return Err(
                    from.error("brings something other than an object, which has no members to compose")
                );
            };
            base.into_iter().for_each(|(name, member)| lay_over(&mut composed, &name, member));
        }
        Ok(composed)
    }
}

/// Whether a member of an example composes it of others.
fn is_base(name: &str, member: &Value) -> bool {
    matches!((name, member), ("$ref", Value::String(_)) | ("allOf", Value::Array(_)))
}

/// Puts a member over what is there: objects are merged, anything else is replaced.
fn lay_over(members: &mut Map<String, Value>, name: &str, over: Value) {
    match (members.get_mut(name), over) {
        (Some(Value::Object(under)), Value::Object(over)) => {
            over.into_iter().for_each(|(name, member)| lay_over(under, &name, member));
        }
        (_, over) => drop(members.insert(name.to_owned(), over)),
    }
}

/// The value, or the list or object that it holds as a JSON text.
fn embedded(value: Value) -> Value {
    let held = value.as_str().and_then(|text| serde_json::from_str(text).ok());
    held.filter(|held: &Value| held.is_object() || held.is_array()).unwrap_or(value)
}

/// What an answer of a status is an example of.
fn part(status: &str) -> Option<Part> {
    let first: u16 = status.replace(['x', 'X'], "0").parse().ok()?;
    match first {
        200..300 => Some(Part::Success),
        400..600 => Some(Part::Error(first)),
        _ => None,
    }
}
