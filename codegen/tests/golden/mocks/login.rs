::matrix_openapi::__private::samples! {
    LoginRequest = "{\"type\":\"org.example.thing\"}", "{\"token\":\"123456\",\"type\":\"org.example.thing\"}";
}
::matrix_openapi::__private::mock_operations! {
    "{\"requests\":{\"login\":{\"body\":{\"$ref\":\"LoginRequest\"}}},\"types\":{\"LoginRequest\":{\"properties\":{\"token\":{\"type\":\"string\"},\"type\":{\"type\":\"string\"}},\"required\":[\"type\"],\"type\":\"object\"}}}";
    Login = 200u16 Json { text: "{}", places: &[], maps: &[] }, errors [], open_query false;
}
