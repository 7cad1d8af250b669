::matrix_openapi::__private::json_schemas! {
    "matrix_openapi::client_server::types::" GetThingResponse = "{\"properties\":{\"things\":{\"items\":{\"$ref\":0},\"type\":\"array\"}},\"type\":\"object\"}" [Thing];
    PutThingXKind = "{\"enum\":[\"one\",\"two\"],\"type\":\"string\"}" [];
    Thing = "{\"description\":\"A thing.\",\"properties\":{\"choice\":{\"$ref\":0},\"kind\":{\"$ref\":1},\"limits\":{\"additionalProperties\":{\"type\":\"integer\"},\"maxProperties\":3,\"type\":\"object\"},\"maybe\":{\"type\":[\"integer\",\"null\"]},\"name\":{\"description\":\"Its name.\",\"maxLength\":255,\"pattern\":\"^a\",\"type\":\"string\"},\"parent\":{\"$ref\":2,\"description\":\"A thing.\"}},\"required\":[\"name\"],\"type\":\"object\"}" [ThingChoice, ThingKind, Thing];
    ThingBounds = "{\"properties\":{\"least\":{\"exclusiveMinimum\":0,\"type\":\"number\"}},\"type\":\"object\"}" [];
    ThingChoice = "{\"oneOf\":[{\"type\":\"string\"},{\"$ref\":0}]}" [ThingBounds];
    ThingKind = "{\"enum\":[\"one\",\"two\"],\"type\":\"string\"}" [];
}
::matrix_openapi::__private::request_schemas! {
    "matrix_openapi::client_server::op::" GetThing "getThing" = "{\"additionalProperties\":false,\"properties\":{\"path\":{\"additionalProperties\":false,\"properties\":{\"thingId\":{\"type\":\"string\"}},\"required\":[\"thingId\"],\"type\":\"object\"}},\"required\":[\"path\"],\"type\":\"object\"}" [];
    PutThing "putThing" = "{\"additionalProperties\":false,\"properties\":{\"body\":{\"$ref\":0},\"header\":{\"additionalProperties\":false,\"properties\":{\"X-Kind\":{\"$ref\":1,\"deprecated\":true}},\"type\":\"object\"},\"path\":{\"additionalProperties\":false,\"properties\":{\"thingId\":{\"format\":\"mx-room-id\",\"type\":\"string\"}},\"required\":[\"thingId\"],\"type\":\"object\"},\"query\":{\"additionalProperties\":false,\"properties\":{\"limit\":{\"default\":10,\"maximum\":100,\"minimum\":1,\"type\":\"integer\"}},\"type\":\"object\"}},\"required\":[\"path\",\"body\"],\"type\":\"object\"}" [Thing, PutThingXKind];
}
