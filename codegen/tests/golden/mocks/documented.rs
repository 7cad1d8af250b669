::matrix_openapi::__private::samples! {}
::matrix_openapi::__private::mock_operations! {
    PutThing = 200u16 Json { text : "{}", places : & [], maps : & [] }, errors[404u16,
    429u16], open_query false;
}
