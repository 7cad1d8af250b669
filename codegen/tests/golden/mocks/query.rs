::matrix_openapi::__private::samples! {
    Filter = "{}", "{\"limit\":50}"; SearchOrder = "\"up\"", "\"up\"";
}
::matrix_openapi::__private::mock_operations! {
    Search = 200u16 Json { text : "{}", places : & [], maps : & [] }, errors[],
    open_query true;
}
