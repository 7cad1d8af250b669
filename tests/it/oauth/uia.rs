//! The stage of user-interactive authentication that the user completes on an account management page.

use std::sync::{Arc, Mutex};

use matrix_openapi::auth::Uia;
use matrix_openapi::{CallOptions, Credentials, Error};
use matrix_openapi_testing::{Server, json_response};
use serde_json::{Value, json};

use super::clients::client;

fn challenge(stage: &str, url: Value) -> Vec<u8> {
    let body = json!({"session": "s1", "flows": [{"stages": [stage]}], "params": {stage: {"url": url}}});
    json_response("401 No", &body.to_string())
}

#[tokio::test]
async fn the_user_opens_the_page_and_the_call_is_retried_with_the_session() {
    for stage in ["m.oauth", "org.matrix.cross_signing_reset"] {
        let url = "https://auth.example.org/account?action=org.matrix.cross_signing_reset";
        let server =
            Server::scripted(vec![challenge(stage, url.into()), json_response("200 OK", "{}")]).await;
        let opened = Arc::new(Mutex::new(Vec::new()));
        let pages = Arc::clone(&opened);
        let uia = Uia::new().oauth(move |url| {
            pages.lock().unwrap().push(url);
            async { Ok(()) }
        });
        let alice = client(&server).with_credentials(Credentials::access_token("t"));
        alice.upload_cross_signing_keys().options(CallOptions::new().uia(uia)).send().await.unwrap();
        assert_eq!(*opened.lock().unwrap(), [url]);
        assert_eq!(server.requests()[1].json()["auth"], json!({"session": "s1"}));
    }
}

#[tokio::test]
async fn only_web_pages_are_opened() {
    for url in [json!("javascript:alert(1)"), json!("file:///etc/passwd"), json!("x"), json!(null), json!(7)]
    {
        let server = Server::scripted(vec![challenge("m.oauth", url.clone())]).await;
        let uia = Uia::new().oauth(|_| async { panic!("nothing is opened") });
        let alice = client(&server).with_credentials(Credentials::access_token("t"));
        let options = CallOptions::new().uia(uia);
        let error = alice.upload_cross_signing_keys().options(options).send().await.unwrap_err();
        assert!(matches!(error, Error::Uia { .. }), "{url}: {error:?}");
        assert_eq!(server.requests().len(), 1);
    }
}
