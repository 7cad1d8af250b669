::matrix_openapi::__private::json_schemas! {
    "matrix_openapi::events::" Direct = "{\"patternProperties\":{\"^@\":{\"items\":{\"format\":\"mx-room-id\",\"type\":\"string\"},\"type\":\"array\"}},\"type\":\"object\"}" [];
    KeyDone = "{\"type\":\"object\"}" [];
    OtherMessage = "{\"properties\":{\"body\":{\"type\":\"string\"},\"m.relates_to\":{\"properties\":{\"rel_type\":{\"type\":\"string\"}},\"type\":\"object\"},\"msgtype\":{\"type\":\"string\"}},\"required\":[\"body\",\"msgtype\"],\"type\":\"object\"}" [];
    Presence = "{\"properties\":{\"presence\":{\"$ref\":0}},\"required\":[\"presence\"],\"type\":\"object\"}" [PresencePresence];
    PresencePresence = "{\"enum\":[\"online\",\"offline\"],\"type\":\"string\"}" [];
    RoomMember = "{\"properties\":{\"m.level\":{\"type\":\"integer\"},\"membership\":{\"type\":\"string\"},\"name\":{\"type\":\"string\"},\"third_party_invite\":{\"$ref\":0}},\"required\":[\"m.level\",\"membership\"],\"type\":\"object\"}" [RoomMemberThirdPartyInvite];
    RoomMemberThirdPartyInvite = "{\"properties\":{\"signed\":{\"type\":\"boolean\"}},\"required\":[\"signed\"],\"type\":\"object\"}" [];
    RoomMessage = "{\"anyOf\":[{\"$ref\":0},{\"$ref\":1,\"not\":{\"properties\":{\"msgtype\":{\"enum\":[\"m.text\"]}},\"required\":[\"msgtype\"]}}]}" [TextMessage, OtherMessage];
    SecretKey = "{\"properties\":{\"algorithm\":{\"type\":\"string\"}},\"required\":[\"algorithm\"],\"type\":\"object\"}" [];
    TextMessage = "{\"properties\":{\"body\":{\"type\":\"string\"},\"m.relates_to\":{\"properties\":{\"rel_type\":{\"type\":\"string\"}},\"type\":\"object\"},\"m.topic\":{\"type\":\"string\"},\"msgtype\":{\"enum\":[\"m.text\"],\"type\":\"string\"},\"topic\":{\"type\":\"string\"}},\"required\":[\"body\",\"msgtype\"],\"type\":\"object\"}" [];
}
