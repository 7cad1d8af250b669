//! The names in the handwritten client, which generated names must not take.

/// The methods of clients other than those for operations; some exist only for the client-server API.
pub const CLIENT_METHODS: [&str; 16] = [
    "builder",
    "clone",
    "deactivate",
    "discover",
    "log_in",
    "log_out",
    "password_login",
    "request",
    "restore",
    "resume",
    "session",
    "sign_up",
    "supports",
    "token_login",
    "with_credentials",
    "with_session_store",
];

/// The methods of builders other than setters, and `body`, the argument that is a whole body.
pub const BUILDER_METHODS: [&str; 7] =
    ["body", "extra", "options", "send", "send_as", "send_raw", "send_response"];

/// The field for the fields of a JSON object that its type does not name.
pub const OBJECT_FIELDS: [&str; 1] = ["extra"];

/// The operations that handwritten methods send: their builders convert into calls.
pub const OPERATIONS_OF_CLIENT_METHODS: [&str; 3] = ["deactivateAccount", "login", "register"];
