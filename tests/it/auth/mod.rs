//! Which request carries which credential, as a server on this machine sees it.

mod call_options;
mod credential_matrix;
mod cross_origin;
mod description;
mod operation_table;
mod origin;
mod uia;
