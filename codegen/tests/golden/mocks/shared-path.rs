::matrix_openapi::__private::samples! {
    MoveThingRequest = "{}", "{\"reason\":\"spam\"}";
}
::matrix_openapi::__private::mock_operations! {
    CountThings = 200u16 Json { text : "{}", places : & [], maps : & [] }, errors[],
    open_query false; MoveThing = 200u16 Json { text : "{}", places : & [], maps : & []
    }, errors[], open_query false;
}
