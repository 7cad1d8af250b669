//! The names in the handwritten client, which generated names must not take.

/// The functions of clients other than the methods for operations, with the private ones; some exist only for the client-server
/// API.
pub const CLIENT_METHODS: [&str; 47] = [
    "account_call",
    "account_data",
    "account_management",
    "as_user",
    "builder",
    "clone",
    "deactivate",
    "discover",
    "download",
    "ensure_registered",
    "finish_authorization",
    "from_session",
    "is_oauth_offered",
    "log_in",
    "log_in_methods",
    "log_out",
    "login_flows",
    "media",
    "oauth",
    "oauth_with_client_id",
    "password_login",
    "put_account_data",
    "put_room_account_data",
    "react",
    "redact",
    "register_appservice_user",
    "request",
    "restore",
    "resume",
    "room_account_data",
    "send",
    "session",
    "set_state",
    "set_state_of",
    "sign_up",
    "start_login",
    "state",
    "state_call",
    "state_of",
    "supports",
    "supports_operation",
    "thumbnail",
    "to_device",
    "token_login",
    "upload_file",
    "with_credentials",
    "with_session_store",
];

/// The methods of builders other than setters, and `body`, the name of an argument for a whole body.
pub const BUILDER_METHODS: [&str; 12] = [
    "body",
    "extra",
    "header",
    "items",
    "options",
    "pages",
    "query",
    "send",
    "send_as",
    "send_raw",
    "send_response",
    "updates",
];

/// The field that holds the fields of a JSON object that its type does not name.
pub const OBJECT_FIELDS: [&str; 1] = ["extra"];

/// The operations that handwritten methods send: their builders convert into calls.
pub const OPERATIONS_OF_CLIENT_METHODS: [&str; 4] = ["deactivateAccount", "login", "register", "sync"];
