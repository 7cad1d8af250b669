//! Programs that misuse the crate, in `ui/`, and the errors that the compiler must report.
