//! Lowers merged schemas to types, with one rule per construct.

use serde_json::Value;

use crate::lower::docs::doc;
use crate::lower::ir::{Enumeration, Field, JsonKind, Struct, Type, Union, Variant};
use crate::lower::lowering::Lowering;
use crate::lower::marks::{CONSTANT, CONTENT, OPTIONAL, is_marked};
use crate::lower::merged_schema::{MergedSchema, Node};
use crate::lower::names::Scope;
use crate::lower::rules::Rule;
use crate::matrix::identifier::{ROOM_ID_OR_ALIAS, identifier_format, is_room_type};
use crate::matrix::secrets::is_secret;
use crate::sorted::{SortedMap, sort};
use crate::{Error, Result};

/// The deepest nesting of types; a limit, so recursion does not overflow the stack.
const MOST_DEPTH: usize = 100;

/// The most schemas and fields of an API, about twenty times those of the largest API.
const MOST_WORK: usize = 40_000;

impl<'a> Lowering<'a> {
    /// Returns the type of the value that the nodes describe.
    pub(super) fn schema(&mut self, nodes: &[Node<'a>], scope: &Scope) -> Result<Type> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > MOST_DEPTH {
            let message = format!("nested in more than {MOST_DEPTH} others, or infinite");
            return Err(self.refuse_at(nodes, &message));
        }
        let ty = self.unbounded(nodes, scope);
        self.depth = self.depth.saturating_sub(1);
        ty
    }

    fn unbounded(&mut self, nodes: &[Node<'a>], scope: &Scope) -> Result<Type> {
        let telling: Vec<_> = nodes.iter().filter(|node| !node.is_annotation()).cloned().collect();
        if let [node] = telling.as_slice()
            && let Some(name) = node.reference()
        {
            if node.value.as_object().is_some_and(|keywords| keywords.len() > 1) || nodes.len() > 1 {
                self.apply(Rule::RefSiblings);
            }
            return self.component(name, node);
        }
        let schema = MergedSchema::of(self.document, nodes)?;
        // A schema that others include is lowered again for each of them.
        self.work = self.work.saturating_add(schema.properties.len()).saturating_add(1);
        if self.work > MOST_WORK {
            let message = format!(
                "with this schema, the API has more than {MOST_WORK} schemas and fields, each counted as often as it is included"
            );
            return Err(self.refuse_at(nodes, &message));
        }
        if telling.len() > 1 || telling.iter().any(|node| node.value.get("allOf").is_some()) {
            self.apply(Rule::AllOf);
        }
        self.merged(&schema, nodes, scope)
    }

    fn merged(&mut self, schema: &MergedSchema<'a>, nodes: &[Node<'a>], scope: &Scope) -> Result<Type> {
        if schema.keys.contains_key("default") {
            self.apply(Rule::Default);
        }
        if !schema.alternatives.is_empty() {
            return self.alternatives(schema, nodes, scope);
        }
        let kinds = self.kinds(schema, nodes)?;
        let nullable = kinds.contains(&"null");
        let others: Vec<_> = kinds.iter().copied().filter(|kind| *kind != "null").collect();
        let ty = match others.as_slice() {
            [] => {
                self.apply(Rule::Any);
                return Ok(Type::RawJson);
            }
            [kind] => self.single_type(kind, schema, nodes, scope)?,
            _ => return self.multi_type(&kinds, schema, nodes, scope),
        };
        if nullable {
            self.apply(Rule::NullableType);
            return Ok(Type::Nullable(Box::new(ty)));
        }
        Ok(ty)
    }

    /// Returns the `type` keyword as a list, or the types that other keywords imply if it is missing.
    fn kinds(&mut self, schema: &MergedSchema<'a>, nodes: &[Node<'a>]) -> Result<Vec<&'a str>> {
        match schema.keys.get("type").map(|node| (node, node.value)) {
            Some((_, Value::String(kind))) => Ok(vec![kind]),
            Some((node, Value::Array(list))) => list
                .iter()
                .map(|kind| kind.as_str().ok_or_else(|| self.refuse(node, "not a list of type names")))
                .collect(),
            Some((node, _)) => Err(self.refuse(node, "neither a name nor a list of names")),
            None if !schema.properties.is_empty() || !schema.patterns.is_empty() => {
                self.apply(Rule::UntypedObject);
                Ok(vec!["object"])
            }
            None if !schema.additional.is_empty() => Ok(vec!["object"]),
            None if schema.items.is_some() => Ok(vec!["array"]),
            None if schema.keys.contains_key("enum") || schema.keys.contains_key("const") => {
                Ok(vec!["string"])
            }
            None if nodes.iter().any(|node| node.value.get("not").is_some()) => {
                Err(self.refuse_at(nodes, "`not` excludes values, which no Rust type can express"))
            }
            None => Ok(vec![]),
        }
    }

    /// Returns whether an object type with fields accepts `null`; `None` for other types.
    pub(super) fn named_object(
        &mut self,
        schema: &MergedSchema<'a>,
        node: &Node<'a>,
    ) -> Result<Option<bool>> {
        if !schema.alternatives.is_empty() || schema.properties.is_empty() {
            return Ok(None);
        }
        let kinds = self.kinds(schema, std::slice::from_ref(node))?;
        let nullable = kinds.contains(&"null");
        Ok(kinds.iter().all(|kind| matches!(*kind, "object" | "null")).then_some(nullable))
    }

    fn single_type(
        &mut self,
        kind: &str,
        schema: &MergedSchema<'a>,
        nodes: &[Node<'a>],
        scope: &Scope,
    ) -> Result<Type> {
        match kind {
            "string" => self.text(schema, nodes, scope),
            "boolean" => Ok(self.plain(schema, Type::Boolean)),
            "integer" => {
                self.apply(Rule::Integer);
                let minimum = schema.keys.get("minimum").and_then(|node| node.value.as_i64());
                let unsigned =
                    minimum.is_some_and(|minimum| minimum >= 0) || schema.text("format") == Some("uint64");
                Ok(self.plain(schema, if unsigned { Type::Unsigned } else { Type::Integer }))
            }
            "number" => Ok(self.plain(schema, Type::Number)),
            "array" => match &schema.items {
                Some(items) => {
                    let inner = self.schema(std::slice::from_ref(items), &scope.item())?;
                    Ok(Type::List(Box::new(inner)))
                }
                None => Ok(Type::List(Box::new(Type::RawJson))),
            },
            "object" => self.object(schema, nodes, scope),
            other => Err(self.refuse_at(nodes, &format!("`{other}` is not a type of JSON Schema"))),
        }
    }

    fn plain(&mut self, schema: &MergedSchema<'a>, ty: Type) -> Type {
        if schema.keys.contains_key("enum") || schema.keys.contains_key("const") {
            self.apply(Rule::EnumerationOfOthers);
        }
        self.use_enumeration(schema);
        ty
    }

    fn text(&mut self, schema: &MergedSchema<'a>, nodes: &[Node<'a>], scope: &Scope) -> Result<Type> {
        let listed = match (schema.keys.get("enum"), schema.keys.get("const")) {
            (Some(node), _) => node.value.as_array().map(|values| values.iter().collect::<Vec<_>>()),
            (None, Some(node)) => {
                self.apply(Rule::Const);
                Some(vec![node.value])
            }
            (None, None) => None,
        };
        if let Some(listed) = listed {
            self.use_enumeration(schema);
            let values: Option<Vec<_>> =
                listed.iter().map(|value| value.as_str().map(str::to_owned)).collect();
            let Some(mut values) = values.filter(|values| !values.is_empty()) else {
                self.apply(Rule::EnumerationOfOthers);
                return Ok(Type::String);
            };
            let mut seen = crate::sorted::SortedSet::new();
            values.retain(|value| seen.insert(value.clone()));
            self.apply(Rule::Enumeration);
            let own = scope.named(self.chosen(schema)?, schema.text("title"));
            return self
                .name_enumeration(
                    &own,
                    Enumeration { doc: doc(schema), values, value_docs: SortedMap::new() },
                    nodes,
                )
                .map(Type::Enumeration);
        }
        if schema.keys.get("x-secret").is_some_and(|node| node.value == &Value::Bool(true))
            || schema.text("format") == Some("password")
        {
            self.apply(Rule::Secret);
            return Ok(Type::Secret);
        }
        match schema.text("format").and_then(identifier_format) {
            Some(row) => {
                self.apply(Rule::Identifier);
                Ok(Type::Identifier(row.rust_type))
            }
            None => Ok(Type::String),
        }
    }

    fn object(&mut self, schema: &MergedSchema<'a>, nodes: &[Node<'a>], scope: &Scope) -> Result<Type> {
        let additional = self.additional(schema);
        self.used.extend(schema.patterns.iter().map(|(_, node)| node.pointer.clone()));
        self.leave_out_impossible(schema);
        self.allow_undescribed(schema);
        if !schema.properties.is_empty() {
            return self.named_fields(schema, additional, nodes, scope);
        }
        if let Some(node) = schema.keys.get(CONTENT)
            && let Some(ty) = self.content_inside(node)?
        {
            return Ok(ty);
        }
        let key = self.key(schema);
        let patterns = schema.patterns.iter().map(|(_, node)| vec![node.clone()]);
        let values: Vec<_> = patterns.chain(additional).collect();
        if !schema.patterns.is_empty() {
            self.apply(Rule::PatternProperties);
        }
        match values.as_slice() {
            [] => {
                self.apply(Rule::RawObject);
                Ok(Type::RawObject)
            }
            [value] if schema.patterns.is_empty() && value.iter().all(Node::says_nothing) => {
                self.apply(Rule::RawObject);
                Ok(Type::RawObject)
            }
            [value] => {
                self.apply(Rule::Map);
                let inner = self.schema(value, &scope.item())?;
                Ok(Type::Map(Box::new(key), Box::new(inner)))
            }
            several => {
                let types: Vec<_> =
                    several.iter().map(|value| self.schema(value, &scope.item())).collect::<Result<_>>()?;
                let same = types.windows(2).all(|pair| matches!(pair, [one, other] if one == other));
                let value = types.into_iter().next().filter(|_| same).unwrap_or(Type::RawJson);
                Ok(Type::Map(Box::new(Type::String), Box::new(value)))
            }
        }
    }

    /// Returns the schemas of `additionalProperties`; `None` if it is `false`. `true` equals the empty schema.
    fn additional(&mut self, schema: &MergedSchema<'a>) -> Option<Vec<Node<'a>>> {
        let (none, some): (Vec<_>, Vec<_>) =
            schema.additional.iter().cloned().partition(|node| node.value == &Value::Bool(false));
        if !none.is_empty() {
            self.apply(Rule::UnknownFields);
        }
        self.used.extend(some.iter().map(|node| node.pointer.clone()));
        if some.is_empty() || !none.is_empty() { None } else { Some(some) }
    }

    /// Applies the rule for properties that cannot have a value.
    fn leave_out_impossible(&mut self, schema: &MergedSchema<'a>) {
        if !schema.impossible.is_empty() {
            self.apply(Rule::Impossible);
            let nodes = schema.impossible.iter().flat_map(|(_, _, nodes)| nodes);
            self.left_out.extend(nodes.clone().map(|node| node.pointer.clone()));
            self.used.extend(nodes.map(|node| node.pointer.clone()));
        }
    }

    /// Applies the rule for required names without a schema.
    fn allow_undescribed(&mut self, schema: &MergedSchema<'a>) {
        if schema.required.iter().any(|name| !schema.properties.contains_key(name)) {
            self.apply(Rule::RequiredUnknown);
        }
    }

    /// Returns the type of a map's keys: the format of the pattern, if known.
    fn key(&self, schema: &MergedSchema<'a>) -> Type {
        let names = schema.keys.get("propertyNames").and_then(|node| node.text("format"));
        let format = match schema.patterns.as_slice() {
            [(_, node)] => node.text("x-pattern-format").or(names),
            _ => names,
        };
        format.and_then(identifier_format).map_or(Type::String, |row| Type::Identifier(row.rust_type))
    }

    fn named_fields(
        &mut self,
        schema: &MergedSchema<'a>,
        additional: Option<Vec<Node<'a>>>,
        nodes: &[Node<'a>],
        scope: &Scope,
    ) -> Result<Type> {
        let own = scope.named(self.chosen(schema)?, schema.text("title"));
        let mut fields = Vec::new();
        let mut constants = SortedMap::new();
        for (name, property) in &schema.properties {
            self.used.extend(property.iter().map(|node| node.pointer.clone()));
            if is_marked(property, CONSTANT)
                && let Some(value) = self.constant(property)?
            {
                constants.insert((*name).to_owned(), value);
                continue;
            }
            let field = self.field(schema, name, property, &own, &fields)?;
            fields.push(field);
        }
        let extra = self.extra_fields(schema, additional, &own)?;
        let event = schema.is_event();
        let name =
            self.name_struct(&own, Struct { doc: doc(schema), fields, constants, tag: None, extra }, nodes)?;
        let ty = Type::Struct(name);
        if event && scope.keeps_events_raw() {
            self.apply(Rule::Event);
            return Ok(Type::Raw(Box::new(ty)));
        }
        Ok(ty)
    }

    /// Returns the field of a property; `fields` are the earlier fields, whose names are taken.
    fn field(
        &mut self,
        schema: &MergedSchema<'a>,
        name: &str,
        property: &[Node<'a>],
        own: &Scope,
        fields: &[Field],
    ) -> Result<Field> {
        let needed = schema.required.contains(name);
        // For an optional field, `null` means absent, so it is not a value.
        let ty = match self.schema(property, &own.field(name))? {
            Type::Nullable(inner) if !needed || is_marked(property, OPTIONAL) => *inner,
            ty => ty,
        };
        let ty = self.hidden(name, property, ty);
        let doc = doc(&MergedSchema::of(self.document, property)?);
        let required = needed && !self.optional(property);
        let lenient = self.lenient(property, &ty)?;
        let unit = self.unit(property, &ty)?;
        let (rust_name, pointer) = self.field_name(name, property, fields)?;
        Ok(Field { name: name.to_owned(), rust_name, pointer, required, needed, lenient, unit, ty, doc })
    }

    /// Returns the type of the fields that a schema does not name, if it has any.
    fn extra_fields(
        &mut self,
        schema: &MergedSchema<'a>,
        additional: Option<Vec<Node<'a>>>,
        own: &Scope,
    ) -> Result<Option<Type>> {
        let of_patterns = schema.patterns.iter().map(|(_, node)| vec![node.clone()]);
        let Some(nodes) = additional.into_iter().chain(of_patterns).next() else { return Ok(None) };
        self.apply(Rule::ExtraFields);
        let inner = self.schema(&nodes, &own.field("extra"))?;
        Ok(Some(Type::Map(Box::new(Type::String), Box::new(inner.parsed()))))
    }

    /// Replaces a string by a secret if its name is that of a secret.
    fn hidden(&mut self, name: &str, property: &[Node<'a>], ty: Type) -> Type {
        let exempt = || property.iter().any(|node| node.value.get("x-secret") == Some(&Value::Bool(false)));
        match ty {
            Type::String if is_secret(name) && !exempt() => {
                self.apply(Rule::Secret);
                Type::Secret
            }
            Type::Nullable(inner) => Type::Nullable(Box::new(self.hidden(name, property, *inner))),
            ty => ty,
        }
    }

    /// Returns the type of an event's content. Unlike other objects, a content is never taken for an event,
    /// whatever its fields are.
    pub(super) fn content_fields(
        &mut self,
        view: &MergedSchema<'a>,
        nodes: &[Node<'a>],
        scope: &Scope,
    ) -> Result<Type> {
        self.used.extend(view.patterns.iter().map(|(_, node)| node.pointer.clone()));
        self.leave_out_impossible(view);
        self.allow_undescribed(view);
        let additional = self.additional(view);
        Ok(match self.named_fields(view, additional, nodes, scope)? {
            Type::Raw(inner) => *inner,
            ty => ty,
        })
    }

    fn alternatives(&mut self, schema: &MergedSchema<'a>, nodes: &[Node<'a>], scope: &Scope) -> Result<Type> {
        let own = scope.named(self.chosen(schema)?, schema.text("title"));
        let mut types = Vec::new();
        for node in &schema.alternatives {
            types.push(self.schema(std::slice::from_ref(node), &own.variant(node.text("title")))?);
        }
        self.union(types, schema, nodes, &own)
    }

    /// Lowers a `type` list with several kinds, also besides `null`.
    fn multi_type(
        &mut self,
        kinds: &[&str],
        schema: &MergedSchema<'a>,
        nodes: &[Node<'a>],
        scope: &Scope,
    ) -> Result<Type> {
        let own = scope.named(self.chosen(schema)?, schema.text("title"));
        let mut types = Vec::new();
        for kind in kinds.iter().filter(|kind| **kind != "null") {
            // A kind that becomes a named type needs another name than the union.
            let is_named = match *kind {
                "object" => !schema.properties.is_empty(),
                "string" => schema.keys.contains_key("enum") || schema.keys.contains_key("const"),
                _ => false,
            };
            let inner = if is_named { own.variant(Some(kind)) } else { own.clone() };
            types.push(self.single_type(kind, schema, nodes, &inner)?);
        }
        if kinds.contains(&"null") {
            types.push(Type::Nullable(Box::new(Type::RawJson)));
        }
        self.union(types, schema, nodes, &own)
    }

    fn union(
        &mut self,
        types: Vec<Type>,
        schema: &MergedSchema<'a>,
        nodes: &[Node<'a>],
        scope: &Scope,
    ) -> Result<Type> {
        let mut variants: Vec<Variant> = Vec::new();
        for ty in types {
            let null = matches!(&ty, Type::Nullable(inner) if **inner == Type::RawJson);
            let variant = match ty.kind() {
                Some(kind) => Variant { kind, ty: Some(ty) },
                None if null => Variant { kind: JsonKind::Null, ty: None },
                None => return Ok(Type::RawJson),
            };
            match variants.iter_mut().find(|other| other.kind == variant.kind) {
                None => variants.push(variant),
                Some(other) if other.ty == variant.ty => {}
                Some(other) if is_room(&other.ty) && is_room(&variant.ty) => {
                    self.apply(Rule::UnionOfIdentifiers);
                    other.ty = Some(Type::Identifier(ROOM_ID_OR_ALIAS));
                }
                Some(other) if other.kind == JsonKind::String => {
                    self.apply(Rule::UnionOfStrings);
                    other.ty = Some(Type::String);
                }
                Some(other) if other.kind == JsonKind::Object => {
                    self.apply(Rule::UnionWithRawObject);
                    other.ty = Some(Type::RawObject);
                }
                Some(_) => return Ok(Type::RawJson),
            }
        }
        if variants.len() == 1 {
            return Ok(variants.into_iter().next().and_then(|variant| variant.ty).unwrap_or(Type::RawJson));
        }
        self.apply(Rule::Union);
        sort(&mut variants, |one, other| one.kind.cmp(&other.kind));
        self.name_union(scope, Union { doc: doc(schema), variants }, nodes).map(Type::Union)
    }

    pub(super) fn use_enumeration(&mut self, schema: &MergedSchema<'a>) {
        if let Some(node) = schema.keys.get("enum") {
            let count = node.value.as_array().map_or(0, Vec::len);
            self.used.extend((0..count).map(|index| format!("{}/{index}", node.pointer)));
        }
    }

    pub(super) fn refuse(&self, node: &Node<'_>, message: &str) -> Error {
        Error::at(&self.document.file, &node.pointer, message)
    }

    pub(super) fn refuse_at(&self, nodes: &[Node<'_>], message: &str) -> Error {
        let pointer = nodes.first().map_or("", |node| &node.pointer);
        Error::at(&self.document.file, pointer, message)
    }
}

/// Returns whether a type is a room identifier.
fn is_room(ty: &Option<Type>) -> bool {
    matches!(ty, Some(Type::Identifier(name)) if is_room_type(name))
}
