//! Events and their contents.

mod custom;
