::matrix_openapi::__private::samples! {}
::matrix_openapi::__private::mock_operations! {
    "{\"requests\":{\"getState\":{\"path\":{\"additionalProperties\":false,\"properties\":{\"eventType\":{\"type\":\"string\"},\"index\":{\"type\":\"integer\"},\"roomId\":{\"format\":\"mx-room-id\",\"type\":\"string\"}},\"required\":[\"roomId\",\"eventType\",\"index\"],\"type\":\"object\"}}},\"types\":{}}";
    GetState = 200u16 Json { text: "{}", places: &[], maps: &[] }, errors [], open_query false;
}
