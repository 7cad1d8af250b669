//! Programs in `ui/` that misuse the crate, with the errors that the compiler must report.
