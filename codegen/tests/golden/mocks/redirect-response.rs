::matrix_openapi::__private::samples! {}
::matrix_openapi::__private::mock_operations! {
    "{\"requests\":{\"redirect\":{}},\"types\":{}}";
    Redirect = 302u16 Redirect, errors [], open_query false;
}
