::matrix_openapi::__private::samples! {
    Filter = "{}", "{\"limit\":50}";
    SearchOrder = "\"up\"", "\"up\"";
}
::matrix_openapi::__private::mock_operations! {
    "{\"requests\":{\"search\":{\"query\":{\"additionalProperties\":false,\"properties\":{\"by\":{\"format\":\"mx-user-id\",\"type\":\"string\"},\"fields\":{\"additionalProperties\":{\"type\":\"string\"},\"type\":\"object\"},\"filter\":{\"contentSchema\":{\"$ref\":\"Filter\"},\"type\":\"string\"},\"limit\":{\"minimum\":0,\"type\":\"integer\"},\"order\":{\"$ref\":\"SearchOrder\"},\"term\":{\"type\":\"string\"},\"timeout\":{\"type\":\"integer\"},\"via\":{\"items\":{\"format\":\"mx-server-name\",\"type\":\"string\"},\"type\":\"array\"},\"words\":{\"items\":{\"type\":\"string\"},\"type\":\"array\"}},\"required\":[\"term\"],\"type\":\"object\"}}},\"types\":{\"Filter\":{\"properties\":{\"limit\":{\"type\":\"integer\"}},\"type\":\"object\"},\"SearchOrder\":{\"enum\":[\"up\",\"down\"],\"type\":\"string\"}}}";
    Search = 200u16 Json { text: "{}", places: &[], maps: &[] }, errors [], open_query true;
}
