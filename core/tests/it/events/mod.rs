//! Events and their contents.

mod contents;
mod custom;
mod generated;
mod property;
mod unsigned;
