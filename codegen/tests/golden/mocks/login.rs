::matrix_openapi::__private::samples! {
    LoginRequest = "{\"type\":\"org.example.thing\"}",
    "{\"token\":\"123456\",\"type\":\"org.example.thing\"}";
}
::matrix_openapi::__private::mock_operations! {
    Login = 200u16 Json { text : "{}", places : & [], maps : & [] }, errors[], open_query
    false;
}
