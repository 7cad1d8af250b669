//! The commands of the xtask, run as a program.

mod check;
mod conformance;
mod diff;
mod docs;
mod events;
mod imports;
mod odd_names;
mod operations;
mod packages;
mod rustdoc;
mod surface;
mod update_spec;
mod vendored;
