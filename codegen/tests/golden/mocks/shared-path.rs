::matrix_openapi::__private::samples! {
    MoveThingRequest = "{}", "{\"reason\":\"spam\"}";
}
::matrix_openapi::__private::mock_operations! {
    "{\"requests\":{\"countThings\":{\"path\":{\"additionalProperties\":false,\"properties\":{\"thingId\":{\"type\":\"string\"}},\"required\":[\"thingId\"],\"type\":\"object\"},\"query\":{\"additionalProperties\":false,\"properties\":{\"since\":{\"type\":\"string\"}},\"type\":\"object\"}},\"moveThing\":{\"body\":{\"$ref\":\"MoveThingRequest\"},\"path\":{\"additionalProperties\":false,\"properties\":{\"thingId\":{\"type\":\"string\"}},\"required\":[\"thingId\"],\"type\":\"object\"},\"query\":{\"additionalProperties\":false,\"properties\":{\"since\":{\"type\":\"string\"},\"to\":{\"type\":\"string\"}},\"required\":[\"to\"],\"type\":\"object\"}}},\"types\":{\"MoveThingRequest\":{\"properties\":{\"reason\":{\"type\":\"string\"}},\"type\":\"object\"}}}";
    CountThings = 200u16 Json { text: "{}", places: &[], maps: &[] }, errors [], open_query false;
    MoveThing = 200u16 Json { text: "{}", places: &[], maps: &[] }, errors [], open_query false;
}
