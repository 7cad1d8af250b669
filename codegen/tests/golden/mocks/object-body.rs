::matrix_openapi::__private::samples! {
    InviteRequest =
    "{\"content\":{},\"limits\":{\"ed25519:JLAFKJWSCS\":1},\"user\":\"@alice:example.org\",\"users\":[\"@alice:example.org\"]}",
    "{\"content\":{},\"limits\":{\"ed25519:JLAFKJWSCS\":1},\"nested\":{\"name\":\"name\"},\"reason\":\"spam\",\"urgent\":true,\"user\":\"@alice:example.org\",\"users\":[\"@alice:example.org\"]}";
    Nested = "{}", "{\"name\":\"name\"}";
}
::matrix_openapi::__private::mock_operations! {
    Invite = 200u16 Json { text : "{}", places : & [], maps : & [] }, errors[],
    open_query false;
}
