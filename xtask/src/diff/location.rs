//! Places in the request or the response of an operation.

/// A part of an operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Root {
    /// A parameter of the path.
    PathParameter(PathParameter),
    /// A parameter of the query, by its name.
    QueryParameter(String),
    /// A header of the request, by its name in lower case.
    HeaderParameter(String),
    /// The body of the request.
    Body,
    /// The body of the response.
    Response,
    /// A header of a response.
    ResponseHeader {
        /// The name in lower case.
        name: String,
        /// The status of the response.
        status: String,
    },
    /// The statuses of success.
    Statuses,
}

/// The identity of a parameter of the path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PathParameter {
    /// Its position: its name is never sent.
    Nth(usize),
    /// Its name, for paths with other positions.
    Named(String),
}

/// A step from a JSON value to one inside of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The value if it is of this kind, such as `a string`.
    Variant(&'static str),
    /// One of the values that a list of values allows.
    Listed(String),
    /// The values of a map.
    Entry,
    /// A field of an object.
    Field(String),
    /// The items of a list.
    Item,
}

/// A location in an operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactLocation {
    /// The part of the operation.
    pub root: Root,
    /// The steps from there.
    pub steps: Vec<Step>,
}

impl FactLocation {
    /// Returns the location of a whole part.
    pub fn of(root: Root) -> Self {
        Self { root, steps: Vec::new() }
    }

    /// Returns the location one step further.
    pub fn inside(&self, step: Step) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        Self { root: self.root.clone(), steps }
    }

    /// Returns the location around this one.
    pub fn outer(&self) -> Option<Self> {
        let (_, steps) = self.steps.split_last()?;
        Some(Self { root: self.root.clone(), steps: steps.to_vec() })
    }

    /// Returns whether this is an argument of a call: a parameter with a name, or a field of the body.
    pub fn is_argument(&self) -> bool {
        match (&self.root, self.steps.as_slice()) {
            (Root::PathParameter(PathParameter::Nth(_)), _) => false,
            (Root::PathParameter(_) | Root::QueryParameter(_) | Root::HeaderParameter(_), []) => true,
            (Root::Body, [Step::Field(_)]) => true,
            _ => false,
        }
    }

    /// Returns whether the other location is a parameter of the same name, one in the query and one in the headers.
    pub fn is_same_elsewhere(&self, other: &Self) -> bool {
        if !self.steps.is_empty() || !other.steps.is_empty() {
            return false;
        }
        match (&self.root, &other.root) {
            (Root::QueryParameter(query), Root::HeaderParameter(header))
            | (Root::HeaderParameter(header), Root::QueryParameter(query)) => {
                query.eq_ignore_ascii_case(header)
            }
            _ => false,
        }
    }
}
