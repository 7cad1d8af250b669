//! The string formats of the specification that have types of their own.

/// Returns the identifier type for a string format of the specification.
pub fn identifier(format: &str) -> Option<&'static str> {
    match format {
        "mx-user-id" => Some("UserId"),
        "mx-room-id" => Some("RoomId"),
        "mx-event-id" => Some("EventId"),
        "mx-room-alias" => Some("RoomAlias"),
        "mx-room-id-or-alias" => Some("RoomOrAlias"),
        "mx-server-name" => Some("ServerName"),
        "mx-mxc-uri" => Some("MxcUri"),
        _ => None,
    }
}
