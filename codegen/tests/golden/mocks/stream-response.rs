::matrix_openapi::__private::samples! {}
::matrix_openapi::__private::mock_operations! {
    "{\"requests\":{\"download\":{}},\"types\":{}}";
    Download = 200u16 Stream { media_type: "application/octet-stream" }, errors [], open_query false;
}
