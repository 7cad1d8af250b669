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

/// A number of segments that most paths do not exceed.
const USUAL_SEGMENTS: usize = 12;

/// A function that reads a request, calls the program's handler and writes its response.
pub(crate) type RouteHandler = Arc<
    dyn Fn(RequestReader) -> BoxFuture<'static, Result<Response<ResponseBody>, ErrorResponse>> + Send + Sync,
>;

/// An operation that the server has.
#[derive(Clone)]
pub(crate) struct Route {
    pub(crate) operation: &'static Operation,
    pub(crate) body: ExpectedBody,
    pub(crate) shared: Option<SharedPath>,
    pub(crate) handler: RouteHandler,
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
    /// The operations whose path continues with a parameter that may be empty, so the path may end here without its slash.
    shortened: Vec<Route>,
}

/// The operations that match the method and path of a request.
pub(super) struct RouteMatch<'a> {
    /// The first matching operation.
    first: &'a Route,
    /// The other matching operations, which few paths have.
    others: Vec<&'a Route>,
    /// The decoded parameters of the path.
    pub(super) parameters: Vec<String>,
}

impl Routes {
    /// Adds an operation, replacing an earlier route of the same operation.
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

    /// Adds another path to an operation of the server, with the parameters in the same order.
    #[cfg(any(feature = "application-service", feature = "push-gateway"))]
    pub(super) fn add_at(&mut self, operation: &'static Operation, path: &'static str) {
        let mut known = descend(&mut self.root, operation.path).routes.iter();
        let known = known.find(|route| std::ptr::eq(route.operation, operation)).cloned();
        if let Some(route) = known {
            put(&mut descend(&mut self.root, path).routes, route);
        }
    }

    /// Returns the operations that match a request.
    ///
    /// # Errors
    /// 404 or 405 `M_UNRECOGNIZED`, or 400 if a parameter of the path is not UTF-8.
    pub(super) fn find(&self, path: &str, method: &Method) -> Result<RouteMatch<'_>, ErrorResponse> {
        let mut segments = Vec::with_capacity(USUAL_SEGMENTS);
        segments.extend(path.strip_prefix('/').unwrap_or(path).split('/').map(decode));
        let mut search = Search { method, found: None, other_methods: Vec::new() };
        search.visit(&self.root, &segments, &mut Vec::new());
        match search.found {
            Some(Found { first, others, parameters }) => {
                let parameters =
                    parameters.map_err(|name| ErrorResponse::invalid_param(name, "is not UTF-8"))?;
                Ok(RouteMatch { first, others, parameters })
            }
            None if search.other_methods.is_empty() => Err(ErrorResponse::unrecognized()),
            None => Err(ErrorResponse::other_method(&search.other_methods)),
        }
    }

    /// Returns all operations, in the order of their paths.
    pub(super) fn operations(&self) -> Vec<&'static Operation> {
        let (mut operations, mut left) = (Vec::<&'static Operation>::new(), vec![&self.root]);
        while let Some(node) = left.pop() {
            // An operation with several paths is listed once.
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

/// A search for the operations of a request. A literal segment takes precedence over a parameter.
struct Search<'a, 'r> {
    method: &'r Method,
    found: Option<Found<'a>>,
    /// The methods of the operations at the path.
    other_methods: Vec<Method>,
}

/// The operations with the method.
struct Found<'a> {
    first: &'a Route,
    others: Vec<&'a Route>,
    /// The parameters of the path; the name of the first one that is not UTF-8.
    parameters: Result<Vec<String>, &'static str>,
}

impl<'a> Search<'a, '_> {
    /// Searches a node and the nodes below it. The recursion is as deep as the longest path of an operation.
    fn visit<'s>(
        &mut self,
        node: &'a Node,
        segments: &'s [Option<Cow<'_, str>>],
        parameters: &mut Vec<Option<&'s str>>,
    ) {
        let Some((segment, rest)) = segments.split_first() else {
            self.take(&node.routes, parameters);
            if !node.shortened.is_empty() {
                parameters.push(Some(""));
                self.take(&node.shortened, parameters);
                parameters.pop();
            }
            return;
        };
        if let Some(next) = segment.as_deref().and_then(|segment| node.literals.get(segment)) {
            self.visit(next, rest, parameters);
        }
        if self.found.is_none()
            && let Some(next) = &node.parameter
        {
            parameters.push(segment.as_deref());
            self.visit(next, rest, parameters);
            parameters.pop();
        }
    }

    /// Takes the operations with the method, unless an earlier visit found some.
    fn take(&mut self, routes: &'a [Route], parameters: &[Option<&str>]) {
        let was_found = self.found.is_some();
        for route in routes.iter().filter(|route| have_values(route.operation.path, parameters)) {
            let method = &route.operation.method;
            match &mut self.found {
                _ if *method != *self.method => {
                    if !self.other_methods.contains(method) {
                        self.other_methods.push(method.clone());
                    }
                }
                None => {
                    let names = route.operation.path.split('/').filter_map(parameter_name);
                    let texts = names.zip(parameters).map(|(name, text)| text.map(str::to_owned).ok_or(name));
                    let parameters = texts.collect();
                    self.found = Some(Found { first: route, others: Vec::new(), parameters });
                }
                Some(found) if !was_found => found.others.push(route),
                Some(_) => {}
            }
        }
    }
}

/// Whether each parameter of a path has a value. An empty segment is a value only where the value may be empty.
fn have_values(path: &str, parameters: &[Option<&str>]) -> bool {
    if !parameters.contains(&Some("")) {
        return true;
    }
    let names = path.split('/').filter_map(parameter_name);
    names.zip(parameters).all(|(name, value)| *value != Some("") || may_be_empty(name))
}

impl<'a> RouteMatch<'a> {
    /// Returns the operations.
    pub(super) fn routes(&self) -> impl Iterator<Item = &'a Route> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }

    /// Whether the body must be read to know the operation.
    pub(super) fn depends_on_body(&self) -> bool {
        let is_field = |part: &DistinctPart| matches!(part, DistinctPart::Field(_));
        let shared = self.routes().filter_map(|route| route.shared);
        shared.flat_map(|shared| shared.own.iter().chain(shared.others)).any(is_field)
    }

    /// Returns one of the operations if all of them take the same credentials.
    pub(super) fn route_of_all_credentials(&self) -> Option<&'a Route> {
        let own = self.first.operation.authentication;
        self.others.iter().all(|route| route.operation.authentication == own).then_some(self.first)
    }

    /// Returns the operation of a request.
    ///
    /// # Errors
    /// 404 `M_UNRECOGNIZED` if the request is for another operation with the same path, which the server does not have.
    pub(super) fn choose(
        &self,
        query: &[(String, String)],
        body: &Bytes,
    ) -> Result<&'a Route, ErrorResponse> {
        if self.others.is_empty() && self.first.shared.is_none() {
            return Ok(self.first);
        }
        let fields = if self.depends_on_body() { fields(body) } else { BTreeMap::new() };
        let is_there = |part: &&DistinctPart| match part {
            DistinctPart::Query(name) => query.iter().any(|(other, _)| other == name),
            DistinctPart::Field(name) => fields.contains_key(*name),
        };
        let count = |parts: &[DistinctPart]| parts.iter().filter(is_there).count();
        let fit = |route: &&Route| {
            route.shared.is_none_or(|shared| match (count(shared.own), count(shared.others)) {
                (0, 0) => shared.takes_rest,
                (own, others) => own > others,
            })
        };
        self.routes().find(fit).ok_or_else(ErrorResponse::unrecognized)
    }
}

/// Returns the field names of a JSON object; empty if the body is not an object, which is reported when it is read.
fn fields(body: &Bytes) -> BTreeMap<String, IgnoredAny> {
    serde_json::from_slice(body).unwrap_or_default()
}

/// Returns the node of a path, and adds missing nodes.
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

/// Returns the name of the parameter, if the segment of a path is one.
fn parameter_name(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

/// Decodes a segment after the path was split, so an encoded slash stays part of the segment; `None` if it is not UTF-8.
fn decode(segment: &str) -> Option<Cow<'_, str>> {
    match segment.contains('%') {
        true => percent_decode_str(segment).decode_utf8().ok(),
        false => Some(Cow::Borrowed(segment)),
    }
}
