::matrix_openapi::__private::samples! {
    OldRequest = "{}", "{}";
}
::matrix_openapi::__private::mock_operations! {
    "{\"requests\":{\"old\":{\"body\":{\"$ref\":\"OldRequest\"}}},\"types\":{\"OldRequest\":{\"properties\":{\"name\":{\"type\":\"string\"}},\"type\":\"object\"}}}";
    Old = 200u16 Json { text: "{}", places: &[], maps: &[] }, errors [], open_query false;
}
