::matrix_openapi::__private::samples! {}
::matrix_openapi::__private::mock_operations! {
    "{\"requests\":{\"getThing\":{\"header\":{\"additionalProperties\":false,\"properties\":{\"If-Match\":{\"type\":\"string\"},\"X-Retries\":{\"type\":\"integer\"}},\"required\":[\"If-Match\"],\"type\":\"object\"}}},\"types\":{}}";
    GetThing = 200u16 Json { text: "{}", places: &[], maps: &[] }, errors [], open_query false;
}
