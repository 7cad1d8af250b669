::matrix_openapi::__private::samples! {
    InviteRequest = "{\"content\":{},\"limits\":{\"ed25519:JLAFKJWSCS\":1},\"user\":\"@alice:example.org\",\"users\":[\"@alice:example.org\"]}", "{\"content\":{},\"limits\":{\"ed25519:JLAFKJWSCS\":1},\"nested\":{\"name\":\"name\"},\"reason\":\"spam\",\"urgent\":true,\"user\":\"@alice:example.org\",\"users\":[\"@alice:example.org\"]}";
    Nested = "{}", "{\"name\":\"name\"}";
}
::matrix_openapi::__private::mock_operations! {
    "{\"requests\":{\"invite\":{\"body\":{\"$ref\":\"InviteRequest\"}}},\"types\":{\"InviteRequest\":{\"properties\":{\"content\":{\"type\":\"object\"},\"limits\":{\"additionalProperties\":{\"type\":\"integer\"},\"type\":\"object\"},\"nested\":{\"$ref\":\"Nested\"},\"reason\":{\"type\":\"string\"},\"urgent\":{\"type\":\"boolean\"},\"user\":{\"format\":\"mx-user-id\",\"type\":\"string\"},\"users\":{\"items\":{\"format\":\"mx-user-id\",\"type\":\"string\"},\"type\":\"array\"}},\"required\":[\"content\",\"limits\",\"user\",\"users\"],\"type\":\"object\"},\"Nested\":{\"properties\":{\"name\":{\"type\":\"string\"}},\"type\":\"object\"}}}";
    Invite = 200u16 Json { text: "{}", places: &[], maps: &[] }, errors [], open_query false;
}
