//! Extracts the facts of an upstream node: the interface and, if requested, its prose, but no examples.
//!
//! `description` can be prose or the name of a property, so each kind of node has its own table of keywords.

use serde_json::{Map, Value};

use super::tree::NodeLocation;
use crate::sorted::sort;
use crate::{Release, Result};

/// Whether the prose of an upstream tree is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prose {
    /// Only the interface.
    Drop,
    /// The interface with its `summary` and `description`.
    Keep,
}

/// Whether the titles of schemas are loaded, after which types are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Titles {
    Drop,
    Keep,
}

/// The kinds of nodes that a description consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UpstreamKind {
    Operation,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Encoding,
    Schema,
    SecurityScheme,
}

/// The sections of `components` that references target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Schemas,
    Parameters,
    Responses,
    Headers,
    RequestBodies,
    SecuritySchemes,
}

impl Section {
    /// Returns the section's key below `components`.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Schemas => "schemas",
            Self::Parameters => "parameters",
            Self::Responses => "responses",
            Self::Headers => "headers",
            Self::RequestBodies => "requestBodies",
            Self::SecuritySchemes => "securitySchemes",
        }
    }

    /// Returns the kind of the nodes in the section.
    pub(super) fn kind(self) -> UpstreamKind {
        match self {
            Self::Schemas => UpstreamKind::Schema,
            Self::Parameters => UpstreamKind::Parameter,
            Self::Responses => UpstreamKind::Response,
            Self::Headers => UpstreamKind::Header,
            Self::RequestBodies => UpstreamKind::RequestBody,
            Self::SecuritySchemes => UpstreamKind::SecurityScheme,
        }
    }
}

/// Whether a reference stands for the whole value that the component describes, or for a part of it.
/// A component that refers to itself as a whole has no meaning; as a part, it is a recursive type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReferenceScope {
    Whole,
    Part,
}

/// A reference to a component: the section, its own location, its text, and its scope.
pub(super) struct Reference<'a> {
    pub(super) section: Section,
    pub(super) from: &'a NodeLocation,
    pub(super) text: &'a str,
    pub(super) reach: ReferenceScope,
}

/// Copies nodes; `resolve` returns the name of the component that a reference targets.
pub(super) struct FactExtractor<'a> {
    pub(super) prose: Prose,
    pub(super) titles: Titles,
    pub(super) resolve: &'a mut dyn FnMut(Reference<'_>) -> Result<String>,
}

/// The treatment of a keyword of a node.
enum KeywordPolicy {
    Drop,
    Prose,
    Literal,
    Fact,
    Versions,
    One(UpstreamKind),
    List(UpstreamKind),
    Map(UpstreamKind),
    /// The children of this keyword describe the same value as the node that contains them.
    Same,
    SameList,
    Refuse,
}

impl FactExtractor<'_> {
    /// Returns the facts of a node of some kind at a location.
    pub(super) fn node(
        &mut self,
        kind: UpstreamKind,
        value: &Value,
        location: &NodeLocation,
    ) -> Result<Value> {
        self.inner(kind, value, location, ReferenceScope::Whole)
    }

    fn inner(
        &mut self,
        kind: UpstreamKind,
        value: &Value,
        location: &NodeLocation,
        reach: ReferenceScope,
    ) -> Result<Value> {
        let fields = match value {
            Value::Object(fields) => fields,
            Value::Bool(_) if kind == UpstreamKind::Schema => return Ok(value.clone()),
            _ => return Err(location.error(format!("not a map, which {} must be", kind.noun()))),
        };
        let mut facts = Map::new();
        if let Some(reference) = fields.get("$ref") {
            facts.insert("$ref".to_owned(), self.reference(kind, reference, &location.field("$ref"), reach)?);
        }
        // Only a schema may have further keywords beside a reference; elsewhere OpenAPI ignores them.
        if facts.is_empty() || kind == UpstreamKind::Schema {
            let untitled =
                |key: &str| self.titles == Titles::Drop && kind == UpstreamKind::Schema && key == "title";
            let rest = fields.iter().filter(|(key, _)| *key != "$ref" && !untitled(key));
            for (key, field) in rest.collect::<Vec<_>>() {
                if let Some(fact) = self.field(kind, key, field, &location.field(key), reach)? {
                    facts.insert(key.clone(), fact);
                }
            }
            if kind == UpstreamKind::Response {
                facts.entry("description").or_insert_with(|| Value::String(String::new()));
            }
        }
        Ok(Value::Object(facts))
    }

    fn reference(
        &mut self,
        kind: UpstreamKind,
        value: &Value,
        from: &NodeLocation,
        reach: ReferenceScope,
    ) -> Result<Value> {
        let text = value.as_str().ok_or_else(|| from.error("not a string, which a reference must be"))?;
        let section = kind.section().ok_or_else(|| {
            from.error(format!("a reference in place of {}, which is not supported", kind.noun()))
        })?;
        let name = (self.resolve)(Reference { section, from, text, reach })?;
        Ok(Value::String(format!("#/components/{}/{name}", section.key())))
    }

    fn field(
        &mut self,
        kind: UpstreamKind,
        key: &str,
        value: &Value,
        location: &NodeLocation,
        reach: ReferenceScope,
    ) -> Result<Option<Value>> {
        Ok(Some(match kind.field(key) {
            KeywordPolicy::Drop => return Ok(None),
            KeywordPolicy::Prose if self.prose == Prose::Drop => return Ok(None),
            KeywordPolicy::Prose | KeywordPolicy::Literal => value.clone(),
            KeywordPolicy::Fact => {
                refuse_references(value, location)?;
                value.clone()
            }
            KeywordPolicy::Versions => versions(value, location)?,
            KeywordPolicy::One(kind) => self.inner(kind, value, location, ReferenceScope::Part)?,
            KeywordPolicy::List(kind) => self.list(kind, value, location, ReferenceScope::Part)?,
            KeywordPolicy::Same => self.inner(kind, value, location, reach)?,
            KeywordPolicy::SameList => self.list(kind, value, location, reach)?,
            KeywordPolicy::Map(kind) => {
                let fields = value.as_object().ok_or_else(|| location.error("not a map"))?;
                // Responses are named by their status, so an extension is not a response; all other names are
                // free.
                let is_extension = |name: &str| kind == UpstreamKind::Response && name.starts_with("x-");
                let fields = fields.iter().filter(|(name, _)| !is_extension(name));
                let copy = fields.map(|(name, field)| {
                    Ok((name.clone(), self.inner(kind, field, &location.field(name), ReferenceScope::Part)?))
                });
                Value::Object(copy.collect::<Result<_>>()?)
            }
            KeywordPolicy::Refuse => {
                return Err(location.error(format!("`{key}` is not supported, so its meaning would be lost")));
            }
        }))
    }

    fn list(
        &mut self,
        kind: UpstreamKind,
        value: &Value,
        location: &NodeLocation,
        reach: ReferenceScope,
    ) -> Result<Value> {
        let items = value.as_array().ok_or_else(|| location.error("not a list"))?;
        let copy = items.iter().enumerate();
        copy.map(|(index, item)| self.inner(kind, item, &location.field(&index.to_string()), reach)).collect()
    }
}

impl UpstreamKind {
    fn noun(self) -> &'static str {
        match self {
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::Response => "a response",
            Self::Header => "a header",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Schema => "a schema",
            Self::SecurityScheme => "a security scheme",
        }
    }

    fn section(self) -> Option<Section> {
        match self {
            Self::Parameter => Some(Section::Parameters),
            Self::RequestBody => Some(Section::RequestBodies),
            Self::Response => Some(Section::Responses),
            Self::Header => Some(Section::Headers),
            Self::Schema => Some(Section::Schemas),
            Self::SecurityScheme => Some(Section::SecuritySchemes),
            Self::Operation | Self::MediaType | Self::Encoding => None,
        }
    }

    fn field(self, key: &str) -> KeywordPolicy {
        match key {
            "summary" | "description" => return KeywordPolicy::Prose,
            "externalDocs" => return KeywordPolicy::Drop,
            "x-changedInMatrixVersion" => return KeywordPolicy::Versions,
            "x-weight" => return KeywordPolicy::Drop,
            _ => {}
        }
        match self {
            Self::Schema => schema_field(key),
            Self::Operation => match key {
                "parameters" => KeywordPolicy::List(Self::Parameter),
                "requestBody" => KeywordPolicy::One(Self::RequestBody),
                "responses" => KeywordPolicy::Map(Self::Response),
                "callbacks" | "servers" => KeywordPolicy::Refuse,
                _ => KeywordPolicy::Fact,
            },
            Self::Parameter | Self::Header => match key {
                "schema" => KeywordPolicy::One(Self::Schema),
                "content" => KeywordPolicy::Map(Self::MediaType),
                "example" | "examples" => KeywordPolicy::Drop,
                _ => KeywordPolicy::Fact,
            },
            Self::RequestBody => match key {
                "content" => KeywordPolicy::Map(Self::MediaType),
                _ => KeywordPolicy::Fact,
            },
            Self::Response => match key {
                "headers" => KeywordPolicy::Map(Self::Header),
                "content" => KeywordPolicy::Map(Self::MediaType),
                "links" => KeywordPolicy::Refuse,
                _ => KeywordPolicy::Fact,
            },
            Self::MediaType => match key {
                "schema" => KeywordPolicy::One(Self::Schema),
                "encoding" => KeywordPolicy::Map(Self::Encoding),
                "example" | "examples" => KeywordPolicy::Drop,
                _ => KeywordPolicy::Fact,
            },
            Self::Encoding => match key {
                "headers" => KeywordPolicy::Map(Self::Header),
                _ => KeywordPolicy::Fact,
            },
            Self::SecurityScheme => KeywordPolicy::Fact,
        }
    }
}

fn schema_field(key: &str) -> KeywordPolicy {
    match key {
        // The last three contain schemas that matter only if a reference targets them.
        "example" | "examples" | "$schema" | "$id" | "$comment" | "components" | "$defs" | "definitions" => {
            KeywordPolicy::Drop
        }
        "default" | "enum" | "const" => KeywordPolicy::Literal,
        "properties" | "patternProperties" | "dependentSchemas" => KeywordPolicy::Map(UpstreamKind::Schema),
        "items"
        | "additionalProperties"
        | "contains"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties" => KeywordPolicy::One(UpstreamKind::Schema),
        "prefixItems" => KeywordPolicy::List(UpstreamKind::Schema),
        "allOf" | "anyOf" | "oneOf" => KeywordPolicy::SameList,
        "not" | "if" | "then" | "else" => KeywordPolicy::Same,
        "discriminator" | "$dynamicRef" | "$recursiveRef" | "$anchor" | "$dynamicAnchor" => {
            KeywordPolicy::Refuse
        }
        _ => KeywordPolicy::Fact,
    }
}

/// Returns the releases of a change, without the prose about it.
fn versions(value: &Value, location: &NodeLocation) -> Result<Value> {
    let mut versions: Vec<String> = match value {
        Value::Object(changes) => changes.keys().cloned().collect(),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        Value::String(version) => vec![version.clone()],
        _ => return Err(location.error("not a map from releases to changes")),
    };
    let key = |version: &String| (version.parse::<Release>().ok(), version.clone());
    sort(&mut versions, |one, other| key(one).cmp(&key(other)));
    Ok(versions.into())
}

/// Refuses references in copied values, because they would have no target.
fn refuse_references(value: &Value, location: &NodeLocation) -> Result<()> {
    match value {
        Value::Object(fields) if fields.get("$ref").is_some_and(Value::is_string) => Err(location
            .field("$ref")
            .error("a reference where none is supported, so it would have no target")),
        Value::Object(fields) => {
            fields.iter().try_for_each(|(key, field)| refuse_references(field, &location.field(key)))
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| refuse_references(item, &location.field(&index.to_string()))),
        _ => Ok(()),
    }
}
