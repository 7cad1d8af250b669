//! The typed parts of an operation: parameters, body and response.

use serde_json::{Map, Value};

use crate::lower::docs::doc;
use crate::lower::ir::{Body, Doc, Operation, Parameter, ParameterLocation, Response, Type};
use crate::lower::lowering::Lowering;
use crate::lower::merged_schema::{MergedSchema, Node, resolve};
use crate::lower::names::{Direction, Scope};
use crate::lower::rules::Rule;
use crate::model::{OperationFacts, is_json};
use crate::rust_name::{self, pascal, type_name};
use crate::sorted::sort;
use crate::{Error, Result};

/// The most parameters of an operation.
const MOST_PARAMETERS: usize = 500;

/// The form of a successful response.
#[derive(PartialEq)]
struct SuccessForm {
    response: Response,
    /// Its media types.
    media: Vec<String>,
}

impl<'a> Lowering<'a> {
    /// Lowers the parts of an operation.
    pub(super) fn operation(&mut self, operation: OperationFacts) -> Result<Operation> {
        let document = self.document;
        let pointer = operation.pointer.clone();
        let value = document
            .root
            .pointer(&pointer)
            .ok_or_else(|| Error::at(&document.file, &pointer, "the operation does not exist"))?;
        let node = Node { value, pointer };
        let mut parameters = self.parameters(&operation, &node)?;
        let body = self.body(&operation, &node)?;
        let fields = self.distinguish_arguments(&mut parameters, body.as_ref())?;
        let response = self.response(&operation, &node)?;
        let call = Operation { facts: operation, parameters, body, fields, response, paging: None };
        Ok(Operation { paging: self.paging(&call)?, ..call })
    }

    fn parameters(&mut self, operation: &OperationFacts, node: &Node<'a>) -> Result<Vec<Parameter>> {
        let item = node.pointer.rsplit_once('/').map_or("", |(item, _)| item);
        let shared = self.document.root.pointer(item).map(|value| Node { value, pointer: item.to_owned() });
        let mut parameters: Vec<Parameter> = Vec::new();
        for owner in shared.iter().chain([node]) {
            let list = owner.value.get("parameters").and_then(Value::as_array);
            if list.is_some_and(|list| list.len() > MOST_PARAMETERS) {
                return Err(self.refuse(owner, &format!("more than {MOST_PARAMETERS} parameters")));
            }
            let list = list.into_iter().flatten();
            for (index, value) in list.enumerate() {
                let entry = Node { value, pointer: format!("{}/parameters/{index}", owner.pointer) };
                let parameter = self.parameter(operation, &self.target(entry)?)?;
                parameters
                    .retain(|other| (&other.name, other.location) != (&parameter.name, parameter.location));
                parameters.push(parameter);
            }
        }
        self.order(operation, node, parameters)
    }

    /// Sorts the parameters, and checks that the path and its parameters match.
    fn order(
        &self,
        operation: &OperationFacts,
        node: &Node<'_>,
        mut parameters: Vec<Parameter>,
    ) -> Result<Vec<Parameter>> {
        let path_parameters = path_parameters(&operation.path);
        let position =
            |parameter: &Parameter| path_parameters.iter().position(|hole| *hole == parameter.name);
        let in_path = |parameter: &&Parameter| parameter.location == ParameterLocation::Path;
        let unknown = parameters.iter().filter(in_path).find(|parameter| position(parameter).is_none());
        let missing = path_parameters
            .iter()
            .find(|hole| !parameters.iter().filter(in_path).any(|other| other.name == **hole));
        if let Some(name) = unknown.map(|parameter| parameter.name.as_str()).or(missing.copied()) {
            return Err(
                self.refuse(node, &format!("`{name}` must be both in the path and among its parameters"))
            );
        }
        sort(&mut parameters, |left, right| {
            let key = |parameter: &Parameter| match parameter.location {
                ParameterLocation::Path => {
                    (parameter.location, position(parameter).unwrap_or_default(), String::new())
                }
                location => (location, 0, parameter.name.clone()),
            };
            key(left).cmp(&key(right))
        });
        Ok(parameters)
    }

    fn parameter(&mut self, operation: &OperationFacts, node: &Node<'a>) -> Result<Parameter> {
        let name = node.text("name").ok_or_else(|| self.refuse(node, "no name, so it cannot be sent"))?;
        let location = match node.text("in") {
            Some("path") => ParameterLocation::Path,
            Some("query") => ParameterLocation::Query,
            Some("header") => ParameterLocation::Header,
            _ => {
                return Err(
                    self.refuse(node, "neither in the path, the query nor a header, so it cannot be sent")
                );
            }
        };
        let schema =
            node.value.get("schema").ok_or_else(|| self.refuse(node, "no schema, so it has no type"))?;
        let schema = node.child("schema", schema);
        // A parameter that several operations share has one type.
        let scope = match node.pointer.strip_prefix("/components/parameters/") {
            Some(shared) => Scope::operation(shared, Some(pascal(shared)), Direction::Sent),
            None => Scope::operation(&operation.rust_name, None, Direction::Sent)
                .within(match location {
                    ParameterLocation::Path => "Path",
                    ParameterLocation::Query => "Query",
                    ParameterLocation::Header => "Header",
                })
                .field(name),
        };
        let ty = self.schema(std::slice::from_ref(&schema), &scope)?;
        let ty = self.parameter_type(ty, location, node, &schema)?;
        let required =
            location == ParameterLocation::Path || node.value.get("required") == Some(&Value::Bool(true));
        if required || name.eq_ignore_ascii_case("content-type") {
            self.apply(Rule::RestrictedParameter);
        }
        let unit = self.unit(std::slice::from_ref(&schema), &ty)?;
        let own = doc(&MergedSchema::of(self.document, std::slice::from_ref(&schema))?);
        let text = node.text("description").map(str::to_owned).or(own.text);
        let added = node.text("x-addedInMatrixVersion").map(str::to_owned).or(own.added);
        let deprecated = own.deprecated || node.value.get("deprecated") == Some(&Value::Bool(true));
        let doc = Doc { text, added, deprecated, default: own.default, limits: own.limits, section: None };
        let chosen = node.value.get(rust_name::CHOSEN);
        let chosen = chosen.map(|name| rust_name::chosen(self.document, name, &node.pointer)).transpose()?;
        let (rust_name, pointer) = (rust_name::part(chosen.unwrap_or(name)), node.pointer.clone());
        let name = name.to_owned();
        let parameter = Parameter { name, rust_name, pointer, location, required, ty, unit, json: None, doc };
        Ok(Parameter { json: self.json_text(&schema, &parameter)?, ..parameter })
    }

    /// Returns the type of a parameter. Paths, queries and headers allow only some types.
    fn parameter_type(
        &mut self,
        ty: Type,
        location: ParameterLocation,
        node: &Node<'a>,
        schema: &Node<'a>,
    ) -> Result<Type> {
        Ok(match (ty, location) {
            (Type::List(_), ParameterLocation::Query)
                if node.value.get("explode") == Some(&Value::Bool(false)) =>
            {
                let location = node.child("explode", &Value::Bool(false));
                return Err(
                    self.refuse(&location, "puts a list into one value, but each item is sent separately")
                );
            }
            (Type::List(inner), ParameterLocation::Query) => {
                self.apply(Rule::ArrayParameter);
                Type::List(inner)
            }
            (Type::RawObject | Type::Map(..), ParameterLocation::Query) => {
                self.apply(Rule::RawParameter);
                Type::Map(Box::new(Type::String), Box::new(Type::String))
            }
            (Type::Nullable(inner), _) => *inner,
            (Type::Union(_) | Type::RawJson | Type::Struct(_) | Type::Raw(_) | Type::JsonValue, _)
            | (
                Type::List(_) | Type::RawObject | Type::Map(..),
                ParameterLocation::Path | ParameterLocation::Header,
            ) => {
                return Err(self.refuse(
                    schema,
                    "neither a string, a number, a boolean nor a list of them, which a parameter must be",
                ));
            }
            (ty, _) => ty,
        })
    }

    fn body(&mut self, operation: &OperationFacts, node: &Node<'a>) -> Result<Option<Body>> {
        let Some(value) = node.value.get("requestBody") else { return Ok(None) };
        let body = self.target(node.child("requestBody", value))?;
        let content = self.content(&body)?;
        let Some((media, entry)) = content.iter().find(|(media, _)| is_json(media)).or(content.first())
        else {
            return Ok(None);
        };
        self.choose(&content, media);
        let schema = entry.value.get("schema").map(|schema| entry.child("schema", schema));
        if !is_json(media) {
            self.apply(Rule::BinaryBody);
            return Ok(Some(Body::Bytes((*media).to_owned())));
        }
        let Some(schema) = schema else { return Ok(Some(Body::Json(Type::RawJson))) };
        let scope = self.outermost(operation, "Request", Direction::Sent);
        // A body is an object with setters for its fields, even if it is an event.
        Ok(Some(match self.schema(std::slice::from_ref(&schema), &scope)? {
            Type::Struct(name) => Body::Object(name),
            Type::Raw(inner) => match *inner {
                Type::Struct(name) => Body::Object(name),
                other => Body::Json(other),
            },
            other => Body::Json(other),
        }))
    }

    fn response(&mut self, operation: &OperationFacts, node: &Node<'a>) -> Result<Response> {
        let value = node
            .value
            .get("responses")
            .ok_or_else(|| self.refuse(node, "no responses, so the type of its response is unknown"))?;
        let responses = node.child("responses", value);
        let by_status = value.as_object().ok_or_else(|| self.refuse(&responses, "not an object"))?;
        let mut successes = Vec::new();
        let mut redirects = false;
        for (status, value) in by_status {
            let response = responses.child(status, value);
            match status.as_bytes().first() {
                Some(b'2') => successes.push((status.as_str(), self.target(response)?)),
                Some(b'3') => redirects = true,
                _ => {
                    self.apply(Rule::Errors);
                    self.left_out.insert(response.pointer);
                }
            }
        }
        if successes.is_empty() {
            if !redirects {
                return Err(self.refuse(
                    &responses,
                    "neither a success nor a redirect, so the call could never succeed",
                ));
            }
            self.apply(Rule::Redirect);
            return Ok(Response::Redirect);
        }
        let outermost = self.outermost(operation, "Response", Direction::Received);
        let mut forms = Vec::new();
        for (index, (status, success)) in successes.iter().enumerate() {
            let mut scope = outermost.clone();
            if index > 0 {
                // The status tells other bodies apart from that of the first success.
                let role = format!("Response{}", pascal(status));
                scope = scope.or(self.outermost_name(operation, &role)).within(&role);
            }
            let form = self.success(success, &scope)?;
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        if successes.len() > 1 {
            self.apply(Rule::MergedSuccesses);
        }
        Ok(self.merged_forms(forms))
    }

    /// Returns the response that represents all forms of a success.
    fn merged_forms(&mut self, mut forms: Vec<SuccessForm>) -> Response {
        if forms.len() == 1 {
            return forms.remove(0).response;
        }
        let is_json = |form: &SuccessForm| matches!(form.response, Response::Json(_));
        let is_empty = |form: &SuccessForm| form.response == Response::Empty;
        if !forms.iter().all(|form| is_json(form) || is_empty(form)) {
            self.apply(Rule::MixedSuccesses);
            let mut media = Vec::new();
            for one in forms.into_iter().flat_map(|form| form.media) {
                if !media.contains(&one) {
                    media.push(one);
                }
            }
            return Response::Stream(media);
        }
        let mut types = forms.into_iter().filter_map(|form| match form.response {
            Response::Json(ty) => Some(ty),
            _ => None,
        });
        // An empty body is read as `{}`.
        match (types.next(), types.next()) {
            (Some(ty), None) if self.may_be_empty(&ty) => Response::Json(ty),
            _ => Response::Json(Type::RawJson),
        }
    }

    /// Returns whether `{}` is a valid value of a type.
    fn may_be_empty(&self, ty: &Type) -> bool {
        match ty {
            Type::RawObject | Type::RawJson | Type::Map(..) => true,
            Type::Struct(name) => {
                let item = self.model.structs.get(name);
                item.is_some_and(|item| item.fields.iter().all(|field| !field.required))
            }
            _ => false,
        }
    }

    fn success(&mut self, node: &Node<'a>, scope: &Scope) -> Result<SuccessForm> {
        let content = self.content(node)?;
        let media = content.iter().map(|(media, _)| (*media).to_owned()).collect();
        Ok(SuccessForm { response: self.success_body(&content, scope)?, media })
    }

    fn success_body(&mut self, content: &[(&'a str, Node<'a>)], scope: &Scope) -> Result<Response> {
        if content.is_empty() {
            self.apply(Rule::EmptyResponse);
            return Ok(Response::Empty);
        }
        match content.iter().find(|(media, _)| is_json(media)) {
            Some((media, entry)) => {
                self.choose(content, media);
                let Some(schema) = entry.value.get("schema") else {
                    return Ok(Response::Json(Type::RawJson));
                };
                let schema = entry.child("schema", schema);
                Ok(Response::Json(self.schema(std::slice::from_ref(&schema), scope)?))
            }
            None if content.iter().all(|(media, _)| *media == "multipart/mixed") => {
                self.apply(Rule::MultipartResponse);
                self.left_out.extend(content.iter().map(|(_, entry)| entry.pointer.clone()));
                Ok(Response::Multipart)
            }
            None => {
                self.apply(Rule::BinaryResponse);
                self.left_out.extend(content.iter().map(|(_, entry)| entry.pointer.clone()));
                Ok(Response::Stream(content.iter().map(|(media, _)| (*media).to_owned()).collect()))
            }
        }
    }

    /// Records that all media types but the chosen one are left out.
    fn choose(&mut self, content: &[(&str, Node<'a>)], chosen: &str) {
        if content.len() > 1 {
            self.apply(Rule::ChosenMedia);
        }
        let others = content.iter().filter(|(media, _)| *media != chosen);
        self.left_out.extend(others.map(|(_, entry)| entry.pointer.clone()));
    }

    /// Returns the media types of a body or a response, sorted by name.
    fn content(&self, node: &Node<'a>) -> Result<Vec<(&'a str, Node<'a>)>> {
        let Some(content) = node.value.get("content") else { return Ok(Vec::new()) };
        let entry = node.child("content", content);
        let by_media: &'a Map<String, Value> =
            content.as_object().ok_or_else(|| self.refuse(&entry, "not an object of media types"))?;
        Ok(by_media.iter().map(|(media, value)| (media.as_str(), entry.child(media, value))).collect())
    }

    /// Returns the scope of a body.
    fn outermost(&self, operation: &OperationFacts, role: &str, direction: Direction) -> Scope {
        let name = self.outermost_name(operation, role);
        Scope::operation(&operation.rust_name, Some(name), direction).within(role)
    }

    /// Returns the name of a body, which must not be that of a component.
    fn outermost_name(&self, operation: &OperationFacts, role: &str) -> String {
        let root = pascal(&operation.rust_name);
        let name = type_name(&format!("{root}{role}"));
        if self.reserved.contains(&name) || self.is_taken(&name) {
            return type_name(&format!("{root}Operation{role}"));
        }
        name
    }

    /// Returns the node itself, or the target of its reference.
    fn target(&self, node: Node<'a>) -> Result<Node<'a>> {
        match node.value.get("$ref") {
            Some(target) => resolve(self.document, &node, target),
            None => Ok(node),
        }
    }
}

/// Returns the names in the braces of a path.
pub(super) fn path_parameters(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}
