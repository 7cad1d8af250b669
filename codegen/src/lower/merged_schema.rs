//! Merges schemas through `$ref` and `allOf`: all nodes that describe one value become one schema.

use serde_json::{Map, Value};

use crate::pointer::escape;
use crate::sorted::{SortedMap, SortedSet};
use crate::{Document, Error, Result, matrix};

/// A node and its JSON pointer in the document.
#[derive(Debug, Clone)]
pub(crate) struct Node<'a> {
    pub value: &'a Value,
    pub pointer: String,
}

/// The keywords of the merged nodes.
#[derive(Debug, Clone, Default)]
pub(crate) struct MergedSchema<'a> {
    pub keys: SortedMap<&'a str, Node<'a>>,
    pub properties: SortedMap<&'a str, Vec<Node<'a>>>,
    pub patterns: Vec<(&'a str, Node<'a>)>,
    pub additional: Vec<Node<'a>>,
    pub required: SortedSet<&'a str>,
    pub items: Option<Node<'a>>,
    pub alternatives: Vec<Node<'a>>,
    /// The properties that cannot have a value, because one of their schemas is `false`: the keyword, the name or pattern, and
    /// the schemas.
    pub impossible: Vec<(&'static str, &'a str, Vec<Node<'a>>)>,
}

/// The deepest nesting of `allOf`, so recursion does not overflow the stack.
const MOST_DEPTH: usize = 200;

/// The schema of any value.
static ANY: Value = Value::Bool(true);

/// Keywords that do not affect the type.
const ANNOTATIONS: [&str; 8] =
    ["title", "description", "summary", "deprecated", "default", "readOnly", "writeOnly", "example"];

impl<'a> Node<'a> {
    /// Returns the node at a JSON pointer of the document.
    pub fn at(document: &'a Document, pointer: &str) -> Result<Self> {
        let value = document.root.pointer(pointer);
        let value = value.ok_or_else(|| Error::at(&document.file, pointer, "not in this document"))?;
        Ok(Self { value, pointer: pointer.to_owned() })
    }

    pub fn child(&self, keyword: &str, value: &'a Value) -> Self {
        Self { value, pointer: format!("{}/{}", self.pointer, escape(keyword)) }
    }

    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.value.get(key).and_then(Value::as_str)
    }

    /// Returns the component that this node refers to, if no other keyword affects the type.
    pub fn reference(&self) -> Option<&'a str> {
        let fields = self.value.as_object()?;
        let target = match (fields.get("$ref"), fields.get("allOf").and_then(Value::as_array)) {
            (Some(target), None) => target.as_str()?,
            (None, Some(parts)) => match parts.as_slice() {
                [part] if part.as_object().is_some_and(only_annotated_reference) => {
                    part.get("$ref")?.as_str()?
                }
                _ => return None,
            },
            _ => return None,
        };
        let says_more = fields.iter().any(|(key, value)| match key.as_str() {
            "$ref" | "allOf" => false,
            "type" => value != "object",
            key => !is_annotation(key),
        });
        if says_more { None } else { target.strip_prefix("#/components/schemas/") }
    }

    /// Returns whether the node allows any value.
    pub fn says_nothing(&self) -> bool {
        self.value == &Value::Bool(true) || self.is_annotation()
    }

    /// Returns whether no keyword of the node affects the type.
    pub fn is_annotation(&self) -> bool {
        self.value.as_object().is_some_and(|fields| fields.keys().all(|key| is_annotation(key)))
    }
}

impl<'a> MergedSchema<'a> {
    /// Merges the nodes, following their references and `allOf` parts. Later nodes override earlier ones.
    pub fn of(document: &'a Document, nodes: &[Node<'a>]) -> Result<Self> {
        let mut parts = SchemaParts { document, seen: SortedMap::new(), order: Vec::new() };
        for node in nodes.iter().rev() {
            parts.add(node, 0)?;
        }
        let mut schema = Self::default();
        for node in parts.order.iter().rev() {
            schema.add_keywords(document, node)?;
        }
        schema.leave_out_impossible();
        Ok(schema)
    }

    /// Removes the properties that cannot have a value. A part of an `allOf` may exclude the property of another part.
    fn leave_out_impossible(&mut self) {
        let Self { properties, patterns, required, impossible, items, keys, .. } = self;
        let is_false = |node: &Node<'_>| node.value == &Value::Bool(false);
        properties.retain(|name, nodes| {
            let is_possible = !nodes.iter().any(is_false);
            if !is_possible {
                required.remove(*name);
                impossible.push(("properties", name, std::mem::take(nodes)));
            }
            is_possible
        });
        let excluded = patterns.iter().filter(|(_, node)| is_false(node)).cloned();
        impossible.extend(excluded.map(|(name, node)| ("patternProperties", name, vec![node])));
        patterns.retain(|(_, node)| !is_false(node));
        // The list may have `prefixItems`, which describe each item.
        if let Some(node) = items.take_if(|node| is_false(node)) {
            keys.insert("items", node);
        }
        self.alternatives.retain(|node| !is_false(node));
    }

    /// Adds the properties of all alternatives that are objects, and returns the JSON pointers of those that it left out.
    ///
    /// A property is required if all alternatives require it. It can have any value if they describe it differently.
    pub fn add_alternatives(&mut self, document: &'a Document) -> Result<Vec<String>> {
        let mut required: Option<SortedSet<&'a str>> = None;
        let mut found: SortedMap<&'a str, Vec<Vec<Node<'a>>>> = SortedMap::new();
        let (mut todo, mut seen) = (std::mem::take(&mut self.alternatives), SortedSet::new());
        while let Some(node) = todo.pop() {
            // Alternatives may refer to themselves.
            if !seen.insert(node.pointer.clone()) {
                continue;
            }
            let one = Self::of(document, &[node])?;
            if one.text("type").is_some_and(|kind| kind != "object") {
                continue;
            }
            todo.extend(one.alternatives);
            for (name, nodes) in one.properties.iter() {
                found.entry(name).or_default().push(nodes.clone());
            }
            self.patterns.extend(one.patterns);
            self.additional.extend(one.additional);
            self.impossible.extend(one.impossible);
            required = Some(match required {
                None => one.required,
                Some(before) => before.iter().filter(|name| one.required.contains(**name)).copied().collect(),
            });
        }
        self.required.extend(required.iter().flat_map(|names| names.iter().copied()));
        let mut left_out = Vec::new();
        for (name, mut schemas) in found {
            let values = |nodes: &[Node<'a>]| nodes.iter().map(|node| node.value).collect::<Vec<_>>();
            let is_same = schemas.windows(2).all(|pair| match pair {
                [one, other] => values(one) == values(other),
                _ => true,
            });
            let own = self.properties.entry(name).or_default();
            if is_same {
                own.extend(schemas.pop().into_iter().flatten());
            } else if let (true, Some(node)) = (own.is_empty(), schemas.iter().flatten().next()) {
                own.push(Node { value: &ANY, pointer: node.pointer.clone() });
            }
            left_out.extend(schemas.into_iter().flatten().map(|node| node.pointer));
        }
        Ok(left_out)
    }

    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.keys.get(key).and_then(|node| node.value.as_str())
    }

    /// Returns whether the schema describes an event.
    pub fn is_event(&self) -> bool {
        matrix::is_event(|name| self.properties.contains_key(name))
    }

    /// Returns the string that the schema allows, if it allows only one.
    pub fn single_value(&self) -> Option<&'a str> {
        match (self.keys.get("enum"), self.keys.get("const")) {
            (Some(node), _) => match node.value.as_array()?.as_slice() {
                [value] => value.as_str(),
                _ => None,
            },
            (None, Some(node)) => node.value.as_str(),
            (None, None) => None,
        }
    }

    fn add_keywords(&mut self, document: &Document, node: &Node<'a>) -> Result<()> {
        let Some(fields) = node.value.as_object() else { return Ok(()) };
        let refuse = |key: &str, what: &str| {
            Error::at(
                &document.file,
                format!("{}/{key}", node.pointer),
                format!("{what}, so the schema is invalid"),
            )
        };
        for (key, value) in fields {
            let child = node.child(key, value);
            match key.as_str() {
                "$ref" | "allOf" => {}
                "properties" => {
                    let properties = value.as_object().ok_or_else(|| refuse(key, "not an object"))?;
                    for (name, property) in properties {
                        self.properties.entry(name).or_default().push(child.child(name, property));
                    }
                }
                "patternProperties" => {
                    let patterns = value.as_object().ok_or_else(|| refuse(key, "not an object"))?;
                    self.patterns.extend(
                        patterns.iter().map(|(name, value)| (name.as_str(), child.child(name, value))),
                    );
                }
                "additionalProperties" => self.additional.push(child),
                "required" => {
                    let names = value.as_array().ok_or_else(|| refuse(key, "not a list"))?;
                    self.required.extend(names.iter().filter_map(Value::as_str));
                }
                "items" => self.items = Some(child),
                "oneOf" | "anyOf" => {
                    let list = value.as_array().ok_or_else(|| refuse(key, "not a list"))?.iter().enumerate();
                    self.alternatives =
                        list.map(|(index, one)| child.child(&index.to_string(), one)).collect();
                }
                key => {
                    self.keys.insert(key, child);
                }
            }
        }
        Ok(())
    }
}

/// The nodes of a merged schema, from the last to the first. A node that several others include is added once, at its last
/// position: adding it again would double the work at every level.
struct SchemaParts<'a> {
    document: &'a Document,
    /// The JSON pointers of the visited nodes, and whether all their parts have been added.
    seen: SortedMap<String, bool>,
    order: Vec<Node<'a>>,
}

impl<'a> SchemaParts<'a> {
    fn add(&mut self, node: &Node<'a>, depth: usize) -> Result<()> {
        let refuse = |message: &str| Err(Error::at(&self.document.file, &node.pointer, message));
        match self.seen.get(&node.pointer) {
            Some(true) => return Ok(()),
            Some(false) => {
                return refuse("`$ref` and `allOf` are circular, so the schema is infinite");
            }
            None if depth > MOST_DEPTH => {
                return refuse(&format!("composed of more than {MOST_DEPTH} levels of `$ref` and `allOf`"));
            }
            None => {}
        }
        let fields = match node.value {
            Value::Object(fields) => fields,
            Value::Bool(true) => return Ok(()),
            _ => return refuse("not an object, which a schema must be"),
        };
        self.seen.insert(node.pointer.clone(), false);
        self.order.push(node.clone());
        let parts = fields.get("allOf").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        for (index, part) in parts.iter().enumerate().rev() {
            let part = Node { value: part, pointer: format!("{}/allOf/{index}", node.pointer) };
            self.add(&part, depth.saturating_add(1))?;
        }
        if let Some(target) = fields.get("$ref") {
            self.add(&resolve(self.document, node, target)?, depth.saturating_add(1))?;
        }
        self.seen.insert(node.pointer.clone(), true);
        Ok(())
    }
}

/// Returns the schema that a reference targets; loading has checked that it exists.
pub(crate) fn resolve<'a>(document: &'a Document, node: &Node<'a>, target: &Value) -> Result<Node<'a>> {
    let pointer = target.as_str().and_then(|target| target.strip_prefix('#'));
    pointer
        .and_then(|pointer| {
            Some(Node { value: document.root.pointer(pointer)?, pointer: pointer.to_owned() })
        })
        .ok_or_else(|| Error::at(&document.file, &node.pointer, format!("{target} is not in this document")))
}

fn only_annotated_reference(fields: &Map<String, Value>) -> bool {
    fields.keys().all(|key| key == "$ref" || is_annotation(key))
}

fn is_annotation(key: &str) -> bool {
    ANNOTATIONS.contains(&key) || (key.starts_with("x-") && key != "x-secret")
}
