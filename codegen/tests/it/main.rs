//! Tests of the generator.

mod bounds;
mod build;
mod changed;
mod events;
mod golden;
mod hostile;
mod identifiers;
mod json_schemas;
mod jsonpath;
mod load;
mod lower;
mod marks;
mod matrix;
mod names;
mod next;
#[path = "../odd/mod.rs"]
mod odd;
mod odd_names;
mod openapi;
mod overlay;
mod paging;
mod prose;
mod rust_names;
mod samples;
mod states;
mod strict;
mod structs;
mod syntax;
mod upstream;
mod vendored;
mod wording;
mod wording_events;
