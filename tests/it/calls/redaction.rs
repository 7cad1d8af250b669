//! Debug output without secrets.

use matrix_openapi::__private::Call;
use matrix_openapi::{ClientBuilder, Credentials};

use super::{Probe, STATE};

#[test]
fn debug_output_contains_no_secret() {
    let builder = ClientBuilder::<Probe>::new("http://user:hidden@localhost")
        .credentials(Credentials::access_token("syt_hidden"));
    assert!(!format!("{builder:?}").contains("hidden"));
    let error = builder.build().unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hidden"), "{error:?}");
    let credentials = Credentials::appservice("as_hidden").user_id("@bob:example.org");
    let printed = format!("{credentials:?}");
    assert!(!printed.contains("hidden") && printed.contains("@bob:example.org"), "{printed}");
    let client: Probe = ClientBuilder::new("http://localhost").credentials(credentials).build().unwrap();
    let printed = format!("{client:?} {:?} {:?}", client.0.credential_kind(), client.0.clone());
    assert!(!printed.contains("hidden") && printed.contains("Appservice"), "{printed}");
    let mut call = Call::new(&client.0, &STATE);
    call.path("hidden");
    call.query("token", "hidden");
    call.json("hidden");
    assert!(!format!("{call:?}").contains("hidden"));
}
