::matrix_openapi::__private::samples! {}
::matrix_openapi::__private::mock_operations! {
    "{\"requests\":{\"logout\":{}},\"types\":{}}";
    Logout = 200u16 Empty, errors [], open_query false;
}
