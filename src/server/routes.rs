//! Finds the operation of a request by its method and path.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use http::{Method, Response};
use matrix_openapi_core::operation::Operation;
use percent_encoding::percent_decode_str;
use serde::de::IgnoredAny;

use crate::http::{BoxFuture, may_be_empty};
use crate::server::body::ResponseBody;
use crate::server::endpoint::{DistinctPart, ExpectedBody, SharedPath};
use crate::server::error_response::ErrorResponse;
use crate::server::reader::RequestReader;

/// A function that reads a request, calls the program's handler and writes its response.
pub(crate) type Handler = Arc<
    dyn Fn(RequestReader) -> BoxFuture<'static, Result<Response<ResponseBody>, ErrorResponse>> + Send + Sync,
>;

/// An operation that the server has.
#[derive(Clone)]
pub(crate) struct Route {
    pub(crate) operation: &'static Operation,
    pub(crate) body: ExpectedBody,
    pub(crate) shared: Option<SharedPath>,
    pub(crate) handler: Handler,
}

/// The operations of a server, as a tree of the segments of their paths.
#[derive(Clone, Default)]
pub(super) struct Routes {
    root: Node,
}

#[derive(Clone, Default)]
struct Node {
    literals: BTreeMap<&'static str, Node>,
    parameter: Option<Box<Node>>,
    /// The operations whose path ends here. Few share a path.
    routes: Vec<Route>,
    /// The operations whose path goes on with a parameter that may be empty, and whose slash is left out then.
    shortened: Vec<Route>,
}

/// The operations that a request may be of.
pub(super) struct Target<'a> {
    /// Those with the method; at least one.
    routes: Vec<&'a Route>,
    /// The decoded parameters of the path.
    pub(super) parameters: Vec<String>,
}

impl Routes {
    /// Adds an operation, in place of the same one.
    pub(super) fn add(&mut self, route: Route) {
        let path = route.operation.path;
        let node = descend(&mut self.root, path);
        put(&mut node.routes, route.clone());
        if let Some((shorter, last)) = path.rsplit_once('/')
            && parameter_name(last).is_some_and(may_be_empty)
        {
            put(&mut descend(&mut self.root, shorter).shortened, route);
        }
    }

    /// Adds another path of an operation that is there, with its parameters in the same order.
    #[cfg(any(feature = "application-service", feature = "push-gateway"))]
    pub(super) fn add_at(&mut self, operation: &'static Operation, path: &'static str) {
        let mut known = descend(&mut self.root, operation.path).routes.iter();
        let known = known.find(|route| std::ptr::eq(route.operation, operation)).cloned();
        if let Some(route) = known {
            put(&mut descend(&mut self.root, path).routes, route);
        }
    }

    /// Returns the operations that a request may be of.
    ///
    /// # Errors
    /// 404 or 405 `M_UNRECOGNIZED`, or 400 if a parameter of the path is not UTF-8.
    pub(super) fn find(&self, path: &str, method: &Method) -> Result<Target<'_>, ErrorResponse> {
        let segments: Vec<_> = path.strip_prefix('/').unwrap_or(path).split('/').map(decode).collect();
        let mut search = Search { method, found: None, other_methods: Vec::new() };
        let segments: Vec<Option<&str>> = segments.iter().map(|segment| segment.as_deref()).collect();
        search.visit(&self.root, &segments, &mut Vec::new());
        match search.found {
            Some((routes, parameters)) => {
                let is_text = |text: Option<&str>| text.map(str::to_owned);
                let parameters: Option<Vec<_>> = parameters.into_iter().map(is_text).collect();
                let parameters =
                    parameters.ok_or_else(|| ErrorResponse::invalid_param("path", "is not UTF-8"))?;
                Ok(Target { routes, parameters })
            }
            None if search.other_methods.is_empty() => Err(ErrorResponse::unrecognized()),
            None => Err(ErrorResponse::other_method(&search.other_methods)),
        }
    }

    /// Returns all operations, in the order of their paths.
    pub(super) fn operations(&self) -> Vec<&'static Operation> {
        let (mut operations, mut left) = (Vec::<&'static Operation>::new(), vec![&self.root]);
        while let Some(node) = left.pop() {
            // At the other paths of an operation it is listed once, too.
            for &Route { operation, .. } in &node.routes {
                if !operations.iter().any(|other| std::ptr::eq(*other, operation)) {
                    operations.push(operation);
                }
            }
            left.extend(node.parameter.as_deref());
            left.extend(node.literals.values().rev());
        }
        operations
    }
}

/// A search for the operations of a request. A literal segment comes before a parameter.
struct Search<'a, 'r> {
    method: &'r Method,
    found: Option<(Vec<&'a Route>, Vec<Option<&'r str>>)>,
    /// The methods of operations with the path.
    other_methods: Vec<Method>,
}

impl<'a, 'r> Search<'a, 'r> {
    /// Looks into a node and those below it. It is as deep as the longest path of an operation.
    fn visit(&mut self, node: &'a Node, segments: &[Option<&'r str>], parameters: &mut Vec<Option<&'r str>>) {
        let Some((segment, rest)) = segments.split_first() else {
            self.take(&node.routes, parameters);
            parameters.push(Some(""));
            self.take(&node.shortened, parameters);
            parameters.pop();
            return;
        };
        if let Some(next) = segment.and_then(|segment| node.literals.get(segment)) {
            self.visit(next, rest, parameters);
        }
        if self.found.is_none()
            && let Some(next) = &node.parameter
        {
            parameters.push(*segment);
            self.visit(next, rest, parameters);
            parameters.pop();
        }
    }

    /// Takes the operations with the method, unless others were found before.
    fn take(&mut self, routes: &'a [Route], parameters: &[Option<&'r str>]) {
        let fits = |route: &&Route| have_values(route.operation.path, parameters);
        let routes: Vec<_> = routes.iter().filter(fits).collect();
        let (with_method, others): (Vec<_>, Vec<_>) =
            routes.into_iter().partition(|route| route.operation.method == *self.method);
        for route in others {
            let method = &route.operation.method;
            if !self.other_methods.contains(method) {
                self.other_methods.push(method.clone());
            }
        }
        if self.found.is_none() && !with_method.is_empty() {
            self.found = Some((with_method, parameters.to_vec()));
        }
    }
}

/// Whether each parameter of a path has a value. An empty segment is no value, except where it may be one.
fn have_values(path: &str, parameters: &[Option<&str>]) -> bool {
    let names = path.split('/').filter_map(parameter_name);
    names.zip(parameters).all(|(name, value)| *value != Some("") || may_be_empty(name))
}

impl<'a> Target<'a> {
    /// Whether the body must be read to know the operation.
    pub(super) fn depends_on_body(&self) -> bool {
        let is_field = |part: &DistinctPart| matches!(part, DistinctPart::Field(_));
        let shared = self.routes.iter().filter_map(|route| route.shared);
        shared.flat_map(|shared| shared.own.iter().chain(shared.others)).any(is_field)
    }

    /// Returns the operation of a request.
    ///
    /// # Errors
    /// 404 `M_UNRECOGNIZED` if it is another one with the same path, which the server does not have.
    pub(super) fn choose(
        &self,
        query: &[(String, String)],
        body: &Bytes,
    ) -> Result<&'a Route, ErrorResponse> {
        if let [route] = self.routes.as_slice()
            && route.shared.is_none()
        {
            return Ok(route);
        }
        let fields = if self.depends_on_body() { fields(body) } else { BTreeMap::new() };
        let is_there = |part: &&DistinctPart| match part {
            DistinctPart::Query(name) => query.iter().any(|(other, _)| other == name),
            DistinctPart::Field(name) => fields.contains_key(*name),
        };
        let count = |parts: &[DistinctPart]| parts.iter().filter(is_there).count();
        let fit = |route: &&&Route| {
            route.shared.is_none_or(|shared| match (count(shared.own), count(shared.others)) {
                (0, 0) => shared.takes_rest,
                (own, others) => own > others,
            })
        };
        self.routes.iter().find(fit).copied().ok_or_else(ErrorResponse::unrecognized)
    }
}

/// Returns the names of a JSON object's fields; none if it is something else, which reading reports.
fn fields(body: &Bytes) -> BTreeMap<String, IgnoredAny> {
    serde_json::from_slice(body).unwrap_or_default()
}

/// Returns the node of a path, which it adds if it is not there.
fn descend<'n>(root: &'n mut Node, path: &'static str) -> &'n mut Node {
    let mut node = root;
    for segment in path.strip_prefix('/').unwrap_or(path).split('/') {
        node = match parameter_name(segment) {
            Some(_) => node.parameter.get_or_insert_default(),
            None => node.literals.entry(segment).or_default(),
        };
    }
    node
}

fn put(routes: &mut Vec<Route>, route: Route) {
    routes.retain(|other| !std::ptr::eq(other.operation, route.operation));
    routes.push(route);
}

/// Returns the name in the braces of a path's segment.
fn parameter_name(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

/// Decodes a segment after the path was split, so an encoded slash stays a part of it; `None` if it is not UTF-8.
fn decode(segment: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(segment).decode_utf8().ok()
}
