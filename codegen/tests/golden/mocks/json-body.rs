::matrix_openapi::__private::samples! {}
::matrix_openapi::__private::mock_operations! {
    PutThings = 200u16 Json { text : "{}", places : & [], maps : & [] }, errors[],
    open_query false;
}
