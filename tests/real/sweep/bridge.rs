//! The application service of the sweep.

use matrix_openapi::application_service::{op, types};
use matrix_openapi::auth::Secret;
use matrix_openapi::server::Router;
use serde_json::json;
use tokio::net::TcpListener;

use super::second_server::typed;

/// The bridged protocol.
pub const PROTOCOL: &str = "irc";

/// Starts the application service, and returns its URL.
pub async fn start(hs_token: &Secret) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let app = axum::Router::new().fallback_service(router(hs_token));
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    url
}

fn router(hs_token: &Secret) -> Router {
    let protocol = typed::<types::Protocol>(&json!({
        "user_fields": ["network", "nickname"],
        "location_fields": ["network", "channel"],
        "icon": "mxc://example.org/icon",
        "field_types": {
            "network": { "regexp": ".*", "placeholder": "irc.example.org" },
            "nickname": { "regexp": ".*", "placeholder": "alice" },
            "channel": { "regexp": "#.*", "placeholder": "#hall" },
        },
        "instances": [{ "network_id": "example", "desc": "Example", "fields": { "network": "irc.example.org" } }],
    }));
    let location = typed::<types::Location>(&json!({
        "alias": "#irc_hall:example.org", "protocol": PROTOCOL, "fields": { "channel": "#hall" },
    }));
    let user = typed::<types::User>(&json!({
        "userid": "@irc_carol:example.org", "protocol": PROTOCOL, "fields": { "nickname": "carol" },
    }));
    let (locations, users) = (vec![location], vec![user]);
    let (more_locations, more_users) = (locations.clone(), users.clone());
    Router::new()
        .homeserver_token(hs_token.clone())
        .on(op::Ping, |_| async { Ok(()) })
        .on(op::SendTransaction, |_| async { Ok(()) })
        .on(op::GetProtocolMetadata, move |_| std::future::ready(Ok(protocol.clone())))
        .on(op::QueryLocationByProtocol, move |_| std::future::ready(Ok(locations.clone())))
        .on(op::QueryLocationByAlias, move |_| std::future::ready(Ok(more_locations.clone())))
        .on(op::QueryUserByProtocol, move |_| std::future::ready(Ok(users.clone())))
        .on(op::QueryThirdPartyUserById, move |_| std::future::ready(Ok(more_users.clone())))
}
