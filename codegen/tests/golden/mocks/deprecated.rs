::matrix_openapi::__private::samples! {
    OldRequest = "{}", "{}";
}
::matrix_openapi::__private::mock_operations! {
    Old = 200u16 Json { text : "{}", places : & [], maps : & [] }, errors[], open_query
    false;
}
