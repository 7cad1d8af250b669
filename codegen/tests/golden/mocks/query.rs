::matrix_openapi::__private::samples! {
    Filter = "{}", "{\"limit\":50}";
}
::matrix_openapi::__private::mock_operations! {
    Search = 200u16 Json { text : "{}", places : & [] }, errors[], open_query true;
}
