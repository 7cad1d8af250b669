use std::collections::BTreeMap;

use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{Caller, ErrorResponse, Received};
use serde_json::{Value, json};

use super::state::{Shared, typed};

/// Keeps the keys of the caller's device. Signatures are for other clients to verify, and fallback keys are not kept.
pub async fn upload(
    server: Shared,
    received: Received<op::UploadKeys>,
) -> Result<types::UploadKeysResponse, ErrorResponse> {
    let user_id = received.user_id()?.to_string();
    let device_id = received.caller().and_then(Caller::device_id).unwrap_or_default().to_owned();
    let body = received.request.body;
    let mut state = server.state.lock().await;
    let keys = state.keys.entry(user_id.clone()).or_default().entry(device_id.clone()).or_default();
    if let Some(device) = body.device_keys {
        if device.user_id.as_str() != user_id || device.device_id != device_id {
            return Err(ErrorResponse::invalid_param("device_keys", "are those of another device"));
        }
        keys.device = Some(device);
    }
    keys.one_time.extend(body.one_time_keys.unwrap_or_default());
    let mut counts = BTreeMap::<_, i64>::new();
    for (algorithm, _) in keys.one_time.keys().filter_map(|id| id.split_once(':')) {
        *counts.entry(algorithm.to_owned()).or_default() += 1;
    }
    Ok(types::UploadKeysResponse::new(counts))
}

/// Returns the keys of devices; those of all devices if a user's list is empty.
pub async fn query(
    server: Shared,
    received: Received<op::QueryKeys>,
) -> Result<types::QueryKeysResponse, ErrorResponse> {
    received.user_id()?;
    let state = server.state.lock().await;
    let mut users = BTreeMap::new();
    for (user_id, wanted) in received.request.body.device_keys {
        let devices = state.keys.get(user_id.as_str()).into_iter().flatten();
        let devices = devices.filter(|(device_id, _)| wanted.is_empty() || wanted.contains(device_id));
        let devices = devices.filter_map(|(device_id, keys)| Some((device_id, keys.device.as_ref()?)));
        users.insert(user_id, devices.collect::<BTreeMap<_, _>>());
    }
    typed(json!({ "device_keys": users }))
}

/// Hands out one-time keys, each once.
pub async fn claim(
    server: Shared,
    received: Received<op::ClaimKeys>,
) -> Result<types::ClaimKeysResponse, ErrorResponse> {
    received.user_id()?;
    let mut state = server.state.lock().await;
    let mut users = BTreeMap::<_, BTreeMap<_, Value>>::new();
    for (user_id, wanted) in received.request.body.one_time_keys {
        for (device_id, algorithm) in wanted {
            let keys = state.keys.get_mut(user_id.as_str()).and_then(|devices| devices.get_mut(&device_id));
            if let Some((id, key)) = keys.and_then(|keys| keys.take(&algorithm)) {
                users.entry(user_id.clone()).or_default().insert(device_id, json!({ id: key }));
            }
        }
    }
    typed(json!({ "one_time_keys": users }))
}
