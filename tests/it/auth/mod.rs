//! The credential of a request, and user-interactive authentication.

mod appservice;
mod call_options;
mod credential_matrix;
mod cross_origin;
mod description;
mod operation_table;
mod origin;
#[cfg(vendored)]
mod registration;
mod uia;
