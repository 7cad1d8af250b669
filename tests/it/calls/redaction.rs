//! Debug output without secrets.

use matrix_openapi::__private::Call;
use matrix_openapi::{ClientBuilder, Credentials};

use super::{Probe, STATE};

#[test]
fn nothing_prints_a_secret() {
    let builder = ClientBuilder::<Probe>::new("http://user:hidden@localhost")
        .credentials(Credentials::access_token("syt_hidden"));
    assert!(!format!("{builder:?}").contains("hidden"));
    let error = builder.build().unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hidden"), "{error:?}");
    let credentials = Credentials::appservice("as_hidden").user_id("@bob:example.org");
    let shown = format!("{credentials:?}");
    assert!(!shown.contains("hidden") && shown.contains("@bob:example.org"), "{shown}");
    let client: Probe = ClientBuilder::new("http://localhost").credentials(credentials).build().unwrap();
    let shown = format!("{client:?} {:?} {:?}", client.0.credential_kind(), client.0.clone());
    assert!(!shown.contains("hidden") && shown.contains("Appservice"), "{shown}");
    let mut call = Call::new(&client.0, &STATE);
    call.path("hidden");
    call.query("token", "hidden");
    call.json("hidden");
    assert!(!format!("{call:?}").contains("hidden"));
}
