::matrix_openapi::__private::samples! {
    ListResponse = "{\"chunk\":[\"!room:example.org\"]}", "{\"chunk\":[\"!room:example.org\"],\"end\":\"end\"}";
    PollResponse = "{\"next_batch\":\"next_batch\"}", "{\"next_batch\":\"next_batch\"}";
    SearchFound = "{}", "{\"rooms\":{\"next_batch\":\"next_batch\",\"results\":[1]}}";
    SearchRequest = "{\"term\":\"term\"}", "{\"since\":\"since\",\"term\":\"term\"}";
    SearchResponse = "{\"found\":{}}", "{\"found\":{\"rooms\":{\"next_batch\":\"next_batch\",\"results\":[1]}}}";
    SearchRooms = "{\"next_batch\":\"next_batch\"}", "{\"next_batch\":\"next_batch\",\"results\":[1]}";
}
::matrix_openapi::__private::mock_operations! {
    "{\"requests\":{\"list\":{\"query\":{\"additionalProperties\":false,\"properties\":{\"from\":{\"type\":\"string\"}},\"type\":\"object\"}},\"poll\":{\"query\":{\"additionalProperties\":false,\"properties\":{\"since\":{\"type\":\"string\"}},\"type\":\"object\"}},\"search\":{\"body\":{\"$ref\":\"SearchRequest\"}}},\"types\":{\"SearchRequest\":{\"properties\":{\"since\":{\"type\":\"string\"},\"term\":{\"type\":\"string\"}},\"required\":[\"term\"],\"type\":\"object\"}}}";
    List = 200u16 Json { text: "{\"chunk\":[\"!room:example.org\"]}", places: &[], maps: &[] }, errors [], open_query false;
    Poll = 200u16 Json { text: "{\"next_batch\":\"next_batch\"}", places: &[], maps: &[] }, errors [], open_query false;
    Search = 200u16 Json { text: "{\"found\":{}}", places: &[], maps: &[] }, errors [], open_query false;
}
