//! The names of parameters and fields that mean the same in all operations, and the words of names.

/// The field of a response with the user that the credential of the request belongs to.
pub const CALLER_USER: &str = "user_id";

/// The field of a response with the device of the credential.
pub const CALLER_DEVICE: &str = "device_id";

/// The fields of a response that list the failed parts of the request. A response without failures lacks them.
pub const FAILURES: [&str; 1] = ["failures"];

/// The parameter that limits the number of items in the response.
pub const LIMIT: &str = "limit";

/// The words that start with a digit, in lower case: in `add3PID`, the case of the letters does not separate the words.
pub const WORDS_WITH_DIGITS: [&str; 1] = ["3pid"];
