::matrix_openapi::__private::samples! {}
::matrix_openapi::__private::mock_operations! {
    "{\"requests\":{\"putThings\":{\"body\":{\"items\":{\"type\":\"string\"},\"type\":\"array\"}}},\"types\":{}}";
    PutThings = 200u16 Json { text: "{}", places: &[], maps: &[] }, errors [], open_query false;
}
