::matrix_openapi::__private::samples! {}
::matrix_openapi::__private::mock_operations! {
    "{\"requests\":{\"putThing\":{\"path\":{\"additionalProperties\":false,\"properties\":{\"id\":{\"type\":\"string\"}},\"required\":[\"id\"],\"type\":\"object\"},\"query\":{\"additionalProperties\":false,\"properties\":{\"limit\":{\"maximum\":100,\"type\":\"integer\"}},\"type\":\"object\"}}},\"types\":{}}";
    PutThing = 200u16 Json { text: "{}", places: &[], maps: &[] }, errors [404u16, 429u16], open_query false;
}
