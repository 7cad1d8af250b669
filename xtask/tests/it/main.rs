//! The commands of the xtask, run as a program.

mod bool_parameters;
mod check;
mod compiled;
mod conformance;
mod diff;
mod docs;
mod edited_trees;
mod events;
mod imports;
mod odd_names;
mod operations;
mod packages;
mod rustdoc;
mod size_limits;
mod surface;
mod update_spec;
mod upstream_trees;
mod vendored;
