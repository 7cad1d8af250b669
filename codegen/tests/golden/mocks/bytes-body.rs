::matrix_openapi::__private::samples! {}
::matrix_openapi::__private::mock_operations! {
    "{\"requests\":{\"upload\":{\"header\":{\"additionalProperties\":false,\"properties\":{\"Content-Type\":{\"type\":\"string\"}},\"type\":\"object\"}}},\"types\":{}}";
    Upload = 200u16 Json { text: "{}", places: &[], maps: &[] }, errors [], open_query false;
}
