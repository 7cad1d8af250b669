// Written by 'cargo xtask docs' from the Matrix specification v1.19; do not edit.

/// The example of a method of a client, or of a handler, as Markdown.
macro_rules! example {
    (client_server add_3pid) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.add_3pid("d0n-tT3ll", "sid-1234").await?;
    Ok(())
}
```"#
    };
    (client_server bind_3pid) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.bind_3pid("d0n-tT3ll", "abc123_OpaqueString", "id.example.org", "sid-1234").await?;
    Ok(())
}
```"#
    };
    (client_server change_password) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.change_password("new wonderland").logout_devices(true).await?;
    Ok(())
}
```"#
    };
    (client_server check_username_availability) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.check_username_availability("alice").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server deactivate_account) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.deactivate_account().erase(true).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server delete_3pid_from_account) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.delete_3pid_from_account("alice@example.org", "email").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_account_3pids) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_account_3pids().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server post_3pids) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::{Client, types};
use serde_json::json;

#[allow(deprecated)]
async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let three_pid_creds: types::Post3pidsThreePidCredentials = serde_json::from_value(json!({
        "client_secret": "d0n-tT3ll",
        "id_access_token": "abc123_OpaqueString",
        "id_server": "id.example.org",
        "sid": "sid-1234"
    }))?;
    let response = client.post_3pids(three_pid_creds).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server register) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client
        .register()
        .initial_device_display_name("my bot")
        .password("wonderland")
        .username("alice")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server registration_token_validity) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.registration_token_validity("123456").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server request_token_to_3pid_email) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.request_token_to_3pid_email("d0n-tT3ll", "alice@example.org", 1).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server request_token_to_3pid_msisdn) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.request_token_to_3pid_msisdn("d0n-tT3ll", "GB", "07700900001", 1).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server request_token_to_register_email) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client
        .request_token_to_register_email("d0n-tT3ll", "alice@example.org", 1)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server request_token_to_register_msisdn) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client
        .request_token_to_register_msisdn("d0n-tT3ll", "GB", "07700900001", 1)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server request_token_to_reset_password_email) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client
        .request_token_to_reset_password_email("d0n-tT3ll", "alice@example.org", 1)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server request_token_to_reset_password_msisdn) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client
        .request_token_to_reset_password_msisdn("d0n-tT3ll", "GB", "07700900001", 1)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server unbind_3pid_from_account) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.unbind_3pid_from_account("alice@example.org", "email").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server update_appservice_room_directory_visibility) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::appservice("as_token"))
        .build()?;
    client.update_appservice_room_directory_visibility("irc", "!room:example.org", "public").await?;
    Ok(())
}
```"#
    };
    (client_server get_capabilities) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_capabilities().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server delete_device) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.delete_device("JLAFKJWSCS").await?;
    Ok(())
}
```"#
    };
    (client_server delete_devices) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.delete_devices(["JLAFKJWSCS"]).await?;
    Ok(())
}
```"#
    };
    (client_server get_device) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_device("JLAFKJWSCS").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_devices) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_devices().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server update_device) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.update_device("JLAFKJWSCS").display_name("my phone").await?;
    Ok(())
}
```"#
    };
    (client_server claim_keys) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use matrix_openapi::id::UserId;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let one_time_keys: BTreeMap<UserId, BTreeMap<String, String>> = serde_json::from_value(json!({
        "@alice:example.org": {
            "JLAFKJWSCS": "signed_curve25519"
        }
    }))?;
    let response = client.claim_keys(one_time_keys).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server delete_room_key_by_session_id) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .delete_room_key_by_session_id("!room:example.org", "Ee4NgbDh4S1m", "1")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server delete_room_keys) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.delete_room_keys("1").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server delete_room_keys_by_room_id) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.delete_room_keys_by_room_id("!room:example.org", "1").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server delete_room_keys_version) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.delete_room_keys_version("1").await?;
    Ok(())
}
```"#
    };
    (client_server get_keys_changes) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_keys_changes("s72594_4483_1934", "s75689_5_4576").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_room_key_by_session_id) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .get_room_key_by_session_id("!room:example.org", "Ee4NgbDh4S1m", "1")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_room_keys) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_room_keys("1").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_room_keys_by_room_id) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_room_keys_by_room_id("!room:example.org", "1").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_room_keys_version) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_room_keys_version("1").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_room_keys_version_current) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_room_keys_version_current().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server post_room_keys_version) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let auth_data = json!({"public_key": "abcdefg"});
    let response = client
        .post_room_keys_version("m.megolm_backup.v1.curve25519-aes-sha2", &auth_data)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server put_room_key_by_session_id) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let session_data = json!({"ciphertext": "base64", "ephemeral": "base64", "mac": "base64"});
    let response = client
        .put_room_key_by_session_id("!room:example.org", "Ee4NgbDh4S1m", "1", 0, 0, true, &session_data)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server put_room_keys) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::Credentials;
use matrix_openapi::client_server::{Client, types};
use matrix_openapi::id::RoomId;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let rooms: BTreeMap<RoomId, types::RoomKeyBackup> = serde_json::from_value(json!({
        "!room:example.org": {
            "sessions": {
                "Ee4NgbDh4S1m": {
                    "first_message_index": 0,
                    "forwarded_count": 0,
                    "is_verified": true,
                    "session_data": {
                        "ciphertext": "base64",
                        "ephemeral": "base64",
                        "mac": "base64"
                    }
                }
            }
        }
    }))?;
    let response = client.put_room_keys("1", rooms).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server put_room_keys_by_room_id) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::Credentials;
use matrix_openapi::client_server::{Client, types};
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let sessions: BTreeMap<String, types::KeyBackupData> = serde_json::from_value(json!({
        "Ee4NgbDh4S1m": {
            "first_message_index": 0,
            "forwarded_count": 0,
            "is_verified": true,
            "session_data": {
                "ciphertext": "base64",
                "ephemeral": "base64",
                "mac": "base64"
            }
        }
    }))?;
    let response = client.put_room_keys_by_room_id("!room:example.org", "1", sessions).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server put_room_keys_version) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let auth_data = json!({"public_key": "abcdefg"});
    client.put_room_keys_version("1", "m.megolm_backup.v1.curve25519-aes-sha2", &auth_data).await?;
    Ok(())
}
```"#
    };
    (client_server query_keys) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use matrix_openapi::id::UserId;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let device_keys: BTreeMap<UserId, Vec<String>> = serde_json::from_value(json!({
        "@alice:example.org": []
    }))?;
    let response = client.query_keys(device_keys).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server upload_cross_signing_keys) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::{Client, types};
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let master_key: types::CrossSigningKey = serde_json::from_value(json!({
        "keys": {
            "ed25519:base64+master+public+key": "base64+master+public+key"
        },
        "usage": [
            "master"
        ],
        "user_id": "@alice:example.org"
    }))?;
    client.upload_cross_signing_keys().master_key(master_key).await?;
    Ok(())
}
```"#
    };
    (client_server upload_cross_signing_signatures) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let body = json!({
        "@alice:example.org": {
            "JLAFKJWSCS": {
                "algorithms": [
                    "m.olm.v1.curve25519-aes-sha2",
                    "m.megolm.v1.aes-sha2"
                ],
                "device_id": "JLAFKJWSCS",
                "keys": {
                    "ed25519:JLAFKJWSCS": "base64+device+public+key"
                },
                "signatures": {
                    "@alice:example.org": {
                        "ed25519:base64+self+signing+public+key": "base64+signature"
                    }
                },
                "user_id": "@alice:example.org"
            }
        }
    });
    let response = client.upload_cross_signing_signatures(&body).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server upload_keys) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::Credentials;
use matrix_openapi::client_server::{Client, types};
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let one_time_keys: BTreeMap<String, types::OneTimeKeysItem> = serde_json::from_value(json!({
        "signed_curve25519:AAAAHg": {
            "key": "zKbLg+NrIjpnagy+pIY6uPL4ZwEG2v+8F9lmgsnlZzs",
            "signatures": {
                "@alice:example.org": {
                    "ed25519:JLAFKJWSCS": "base64+signature"
                }
            }
        }
    }))?;
    let response = client.upload_keys().one_time_keys(one_time_keys).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_relating_events) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .get_relating_events("!room:example.org", "$event")
        .dir("f")
        .limit(50)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_relating_events_with_rel_type) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .get_relating_events_with_rel_type("!room:example.org", "$event", "m.thread")
        .dir("f")
        .limit(50)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_relating_events_with_rel_type_and_event_type) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .get_relating_events_with_rel_type_and_event_type("!room:example.org", "$event", "m.thread", "m.room.message")
        .limit(50)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server create_content) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.create_content().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_config) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

#[allow(deprecated)]
async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_config().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_config_authed) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_config_authed().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_content) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

#[allow(deprecated)]
async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let mut download = client
        .get_content("example.org", "ascERGshawAWawugaAcauga")
        .timeout_ms(20000)
        .await?;
    while let Some(chunk) = download.chunk().await? {
        println!("{} bytes", chunk.len());
    }
    Ok(())
}
```"#
    };
    (client_server get_content_authed) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let mut download = client
        .get_content_authed("example.org", "ascERGshawAWawugaAcauga")
        .timeout_ms(20000)
        .await?;
    while let Some(chunk) = download.chunk().await? {
        println!("{} bytes", chunk.len());
    }
    Ok(())
}
```"#
    };
    (client_server get_content_override_name) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

#[allow(deprecated)]
async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let mut download = client
        .get_content_override_name("example.org", "ascERGshawAWawugaAcauga", "notes.txt")
        .timeout_ms(20000)
        .await?;
    while let Some(chunk) = download.chunk().await? {
        println!("{} bytes", chunk.len());
    }
    Ok(())
}
```"#
    };
    (client_server get_content_override_name_authed) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let mut download = client
        .get_content_override_name_authed("example.org", "ascERGshawAWawugaAcauga", "notes.txt")
        .timeout_ms(20000)
        .await?;
    while let Some(chunk) = download.chunk().await? {
        println!("{} bytes", chunk.len());
    }
    Ok(())
}
```"#
    };
    (client_server get_content_thumbnail) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

#[allow(deprecated)]
async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let mut download = client
        .get_content_thumbnail("example.org", "ascERGshawAWawugaAcauga", 64, 64)
        .method("crop")
        .timeout_ms(20000)
        .await?;
    while let Some(chunk) = download.chunk().await? {
        println!("{} bytes", chunk.len());
    }
    Ok(())
}
```"#
    };
    (client_server get_content_thumbnail_authed) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let mut download = client
        .get_content_thumbnail_authed("example.org", "ascERGshawAWawugaAcauga", 64, 64)
        .method("crop")
        .timeout_ms(20000)
        .await?;
    while let Some(chunk) = download.chunk().await? {
        println!("{} bytes", chunk.len());
    }
    Ok(())
}
```"#
    };
    (client_server get_url_preview) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

#[allow(deprecated)]
async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_url_preview("https://example.org/").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_url_preview_authed) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_url_preview_authed("https://example.org/").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server upload_content) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .upload_content("text of a file")
        .filename("notes.txt")
        .content_type("text/plain")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server upload_content_to_mxc) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client
        .upload_content_to_mxc("example.org", "ascERGshawAWawugaAcauga", "text of a file")
        .filename("notes.txt")
        .content_type("text/plain")
        .await?;
    Ok(())
}
```"#
    };
    (client_server get_mutual_rooms) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_mutual_rooms("@alice:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server request_open_id_token) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let body = json!({});
    let response = client.request_open_id_token("@alice:example.org", &body).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_room_summary) => {
        r##"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_room_summary("#hall:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"##
    };
    (client_server ping_appservice) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::appservice("as_token"))
        .build()?;
    let response = client.ping_appservice("irc").transaction_id("ping-1").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server refresh) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.refresh("syr_abc123").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_presence) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_presence("@alice:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server set_presence) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.set_presence("@alice:example.org", "online").status_msg("at lunch").await?;
    Ok(())
}
```"#
    };
    (client_server delete_push_rule) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.delete_push_rule("override", "org.example.nick").await?;
    Ok(())
}
```"#
    };
    (client_server get_notifications) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_notifications().limit(50).only("highlight").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_push_rule) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_push_rule("override", "org.example.nick").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_push_rule_actions) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_push_rule_actions("override", "org.example.nick").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_push_rules) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_push_rules().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_push_rules_global) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_push_rules_global().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_pushers) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_pushers().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server is_push_rule_enabled) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.is_push_rule_enabled("override", "org.example.nick").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server post_pusher) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::{Client, types};
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let data: types::PostPusherPusherData = serde_json::from_value(json!({
        "format": "event_id_only",
        "url": "https://push.example.org/_matrix/push/v1/notify"
    }))?;
    let kind: Option<String> = serde_json::from_value(json!("http"))?;
    client
        .post_pusher("org.example.chat.ios", kind, "7b9f3a1c0e")
        .app_display_name("Example chat")
        .data(data)
        .device_display_name("Alice's phone")
        .lang("en")
        .await?;
    Ok(())
}
```"#
    };
    (client_server set_push_rule) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::{Client, types};
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let actions: Vec<types::PushAction> = serde_json::from_value(json!([
        "notify",
        {
            "set_tweak": "sound",
            "value": "default"
        }
    ]))?;
    client.set_push_rule("content", "org.example.nick", actions).pattern("alice").await?;
    Ok(())
}
```"#
    };
    (client_server set_push_rule_actions) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::{Client, types};
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let actions: Vec<types::PushAction> = serde_json::from_value(json!([
        "notify",
        {
            "set_tweak": "sound",
            "value": "default"
        }
    ]))?;
    client.set_push_rule_actions("override", "org.example.nick", actions).await?;
    Ok(())
}
```"#
    };
    (client_server set_push_rule_enabled) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.set_push_rule_enabled("override", "org.example.nick", true).await?;
    Ok(())
}
```"#
    };
    (client_server set_read_marker) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.set_read_marker("!room:example.org").m_fully_read("$event").m_read("$event").await?;
    Ok(())
}
```"#
    };
    (client_server report_event) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.report_event("!room:example.org", "$event").reason("spam").await?;
    Ok(())
}
```"#
    };
    (client_server report_room) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.report_room("!room:example.org", "spam").await?;
    Ok(())
}
```"#
    };
    (client_server report_user) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.report_user("@alice:example.org", "spam").await?;
    Ok(())
}
```"#
    };
    (client_server create_room) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .create_room()
        .invite(["@bob:example.org"])
        .name("Hall")
        .preset("private_chat")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server delete_room_alias) => {
        r##"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.delete_room_alias("#hall:example.org").await?;
    Ok(())
}
```"##
    };
    (client_server get_local_aliases) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_local_aliases("!room:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_room_id_by_alias) => {
        r##"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.get_room_id_by_alias("#hall:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"##
    };
    (client_server set_room_alias) => {
        r##"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.set_room_alias("#hall:example.org", "!room:example.org").await?;
    Ok(())
}
```"##
    };
    (client_server get_public_rooms) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.get_public_rooms().limit(50).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_room_visibility_on_directory) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.get_room_visibility_on_directory("!room:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server query_public_rooms) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::{Client, types};
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let filter: types::QueryPublicRoomsFilter = serde_json::from_value(json!({
        "generic_search_term": "music"
    }))?;
    let response = client.query_public_rooms().filter(filter).limit(50).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server set_room_visibility_on_directory) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.set_room_visibility_on_directory("!room:example.org").visibility("public").await?;
    Ok(())
}
```"#
    };
    (client_server ban) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.ban("!room:example.org", "@alice:example.org").reason("spam").await?;
    Ok(())
}
```"#
    };
    (client_server forget_room) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.forget_room("!room:example.org").await?;
    Ok(())
}
```"#
    };
    (client_server get_joined_rooms) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_joined_rooms().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server invite_by_3pid) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client
        .invite_by_3pid("!room:example.org", "alice@example.org", "abc123_OpaqueString", "id.example.org", "email")
        .await?;
    Ok(())
}
```"#
    };
    (client_server invite_user) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.invite_user("!room:example.org", "@alice:example.org").await?;
    Ok(())
}
```"#
    };
    (client_server join_room) => {
        r##"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.join_room("#hall:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"##
    };
    (client_server join_room_by_id) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.join_room_by_id("!room:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server kick) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.kick("!room:example.org", "@alice:example.org").reason("spam").await?;
    Ok(())
}
```"#
    };
    (client_server knock_room) => {
        r##"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.knock_room("#hall:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"##
    };
    (client_server leave_room) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.leave_room("!room:example.org").await?;
    Ok(())
}
```"#
    };
    (client_server unban) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.unban("!room:example.org", "@alice:example.org").await?;
    Ok(())
}
```"#
    };
    (client_server define_filter) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::{Client, types};
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let room: types::SyncFilterRoomFilter = serde_json::from_value(json!({
        "timeline": {
            "limit": 10
        }
    }))?;
    let response = client.define_filter("@alice:example.org").room(room).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_event_by_timestamp) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_event_by_timestamp("!room:example.org", "f", 1735689600000).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_event_context) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_event_context("!room:example.org", "$event").limit(50).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_events) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

#[allow(deprecated)]
async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_events().from("s72594_4483_1934").timeout(30000).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_filter) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_filter("@alice:example.org", "66696").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_joined_members_by_room) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_joined_members_by_room("!room:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_members_by_room) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_members_by_room("!room:example.org").membership("join").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_one_event) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

#[allow(deprecated)]
async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_one_event("$event").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_one_room_event) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_one_room_event("!room:example.org", "$event").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_room_events) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .get_room_events("!room:example.org", "b")
        .filter("{\"types\":[\"m.room.message\"]}")
        .limit(100)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_room_state) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_room_state("!room:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_room_state_with_key) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_room_state_with_key("!room:example.org", "m.room.topic", "").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server initial_sync) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

#[allow(deprecated)]
async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.initial_sync().archived(true).limit(50).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server peek_events) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .peek_events("!room:example.org")
        .from("s72594_4483_1934")
        .timeout(30000)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server post_receipt) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.post_receipt("!room:example.org", "m.read", "$event").thread_id("main").await?;
    Ok(())
}
```"#
    };
    (client_server redact_event) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    // Unique for each request, but the same for a retry of this one.
    let txn_id = std::time::UNIX_EPOCH.elapsed()?.as_nanos().to_string();
    let response = client
        .redact_event("!room:example.org", "$event", &txn_id)
        .reason("spam")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server room_initial_sync) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.room_initial_sync("!room:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server send_message) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    // Unique for each request, but the same for a retry of this one.
    let txn_id = std::time::UNIX_EPOCH.elapsed()?.as_nanos().to_string();
    let body = json!({"body": "hello", "msgtype": "m.text"});
    let response = client
        .send_message("!room:example.org", "m.room.message", &txn_id, &body)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server set_room_state_with_key) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let body = json!({"topic": "All about breakfast"});
    let response = client
        .set_room_state_with_key("!room:example.org", "m.room.topic", "", &body)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server set_typing) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.set_typing("!room:example.org", "@alice:example.org", true).timeout(30000).await?;
    Ok(())
}
```"#
    };
    (client_server sync) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .sync()
        .filter("{\"room\":{\"timeline\":{\"limit\":10}}}")
        .timeout(30000)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server upgrade_room) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.upgrade_room("!room:example.org", "12").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server search) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::{Client, types};
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let search_categories: types::SearchCategories = serde_json::from_value(json!({
        "room_events": {
            "order_by": "recent",
            "search_term": "breakfast"
        }
    }))?;
    let response = client.search(search_categories).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server send_to_device) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use matrix_openapi::id::UserId;
use matrix_openapi::json::RawObject;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    // Unique for each request, but the same for a retry of this one.
    let txn_id = std::time::UNIX_EPOCH.elapsed()?.as_nanos().to_string();
    let messages: BTreeMap<UserId, BTreeMap<String, RawObject>> = serde_json::from_value(json!({
        "@alice:example.org": {
            "JLAFKJWSCS": {
                "key": "value"
            }
        }
    }))?;
    client.send_to_device("org.example.thing", &txn_id, messages).await?;
    Ok(())
}
```"#
    };
    (client_server get_admin_lock_user) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_admin_lock_user("@alice:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_admin_suspend_user) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_admin_suspend_user("@alice:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_versions) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_versions().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_wellknown) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.get_wellknown().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_wellknown_policy) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.get_wellknown_policy().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_wellknown_support) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.get_wellknown_support().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_who_is) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_who_is("@alice:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server set_admin_lock_user) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.set_admin_lock_user("@alice:example.org", true).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server set_admin_suspend_user) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.set_admin_suspend_user("@alice:example.org", true).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server generate_login_token) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.generate_login_token().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_auth_metadata) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.get_auth_metadata().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_login_flows) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.get_login_flows().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server login) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{Client, types};
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let identifier: types::UserIdentifier = serde_json::from_value(json!({
        "type": "m.id.user",
        "user": "alice"
    }))?;
    let response = client
        .login("m.login.password")
        .identifier(identifier)
        .initial_device_display_name("my bot")
        .password("wonderland")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server logout) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.logout().await?;
    Ok(())
}
```"#
    };
    (client_server logout_all) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.logout_all().await?;
    Ok(())
}
```"#
    };
    (client_server redirect_to_id_p) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let redirect = client.redirect_to_id_p("com.example.idp", "https://example.org/back").await?;
    println!("{}", redirect.location());
    Ok(())
}
```"#
    };
    (client_server redirect_to_sso) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let redirect = client.redirect_to_sso("https://example.org/back").await?;
    println!("{}", redirect.location());
    Ok(())
}
```"#
    };
    (client_server whoami) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.whoami().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_space_hierarchy) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .get_space_hierarchy("!room:example.org")
        .limit(50)
        .suggested_only(true)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_protocol_metadata) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_protocol_metadata("irc").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_protocols) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_protocols().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server query_location_by_alias) => {
        r##"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.query_location_by_alias("#hall:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"##
    };
    (client_server query_location_by_protocol) => {
        r##"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .query_location_by_protocol("irc")
        .fields([("channel", "#hall"), ("network", "example")])
        .await?;
    println!("{response:?}");
    Ok(())
}
```"##
    };
    (client_server query_user_by_id) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.query_user_by_id("@alice:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server query_user_by_protocol) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .query_user_by_protocol("irc")
        .fields([("network", "example"), ("nick", "alice")])
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_thread_roots) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .get_thread_roots("!room:example.org")
        .include("participated")
        .limit(50)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server delete_profile_field) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.delete_profile_field("@alice:example.org", "displayname").await?;
    Ok(())
}
```"#
    };
    (client_server delete_room_tag) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client.delete_room_tag("@alice:example.org", "!room:example.org", "m.favourite").await?;
    Ok(())
}
```"#
    };
    (client_server get_account_data) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_account_data("@alice:example.org", "m.direct").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_account_data_per_room) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client
        .get_account_data_per_room("@alice:example.org", "!room:example.org", "m.fully_read")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_profile_field) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.get_profile_field("@alice:example.org", "displayname").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_room_tags) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_room_tags("@alice:example.org", "!room:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_user_profile) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let response = client.get_user_profile("@alice:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server set_account_data) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let body = json!({"@bob:example.org": ["!room:example.org"]});
    client.set_account_data("@alice:example.org", "m.direct", &body).await?;
    Ok(())
}
```"#
    };
    (client_server set_account_data_per_room) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let body = json!({"key": "value"});
    client
        .set_account_data_per_room("@alice:example.org", "!room:example.org", "org.example.thing", &body)
        .await?;
    Ok(())
}
```"#
    };
    (client_server set_profile_field) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let body = json!({"displayname": "Alice"});
    client.set_profile_field("@alice:example.org", "displayname", &body).await?;
    Ok(())
}
```"#
    };
    (client_server set_room_tag) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    client
        .set_room_tag("@alice:example.org", "!room:example.org", "m.favourite")
        .order(0.25)
        .await?;
    Ok(())
}
```"#
    };
    (client_server search_user_directory) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.search_user_directory("alice").limit(50).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (client_server get_turn_server) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://matrix.example.org")
        .credentials(Credentials::access_token("syt_…"))
        .build()?;
    let response = client.get_turn_server().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server get_content) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let media = client.get_content("ascERGshawAWawugaAcauga").timeout_ms(20000).await?;
    println!("{media:?}");
    Ok(())
}
```"#
    };
    (server_server get_content_thumbnail) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let media = client
        .get_content_thumbnail("ascERGshawAWawugaAcauga", 64, 64)
        .method("crop")
        .timeout_ms(20000)
        .await?;
    println!("{media:?}");
    Ok(())
}
```"#
    };
    (server_server ask_policy_server_to_sign) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;
use serde_json::json;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let body = json!({
        "auth_events": [
            "$auth"
        ],
        "content": {
            "body": "hello",
            "msgtype": "m.text"
        },
        "depth": 12,
        "hashes": {
            "sha256": "base64+hash"
        },
        "origin_server_ts": 1735689600000_i64,
        "prev_events": [
            "$previous"
        ],
        "room_id": "!room:example.org",
        "sender": "@alice:example.org",
        "signatures": {
            "example.org": {
                "ed25519:1": "base64+signature"
            }
        },
        "type": "m.room.message"
    });
    let response = client.ask_policy_server_to_sign(&body).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server backfill_room) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client.backfill_room("!room:example.org", 50, ["$event"]).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server bulk_perspectives_key_query) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::id::ServerName;
use matrix_openapi::server_server::{Client, types};
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448").build()?;
    let server_keys: BTreeMap<ServerName, BTreeMap<String, types::BulkPerspectivesKeyQueryQueryCriteria>> = serde_json::from_value(json!({
        "example.org": {
            "ed25519:1": {
                "minimum_valid_until_ts": 1735689600000_i64
            }
        }
    }))?;
    let response = client.bulk_perspectives_key_query(server_keys).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server claim_user_encryption_keys) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::Credentials;
use matrix_openapi::id::UserId;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;
use serde_json::json;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let one_time_keys: BTreeMap<UserId, BTreeMap<String, String>> = serde_json::from_value(json!({
        "@alice:example.org": {
            "JLAFKJWSCS": "signed_curve25519"
        }
    }))?;
    let response = client.claim_user_encryption_keys(one_time_keys).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server exchange_open_id_token) => {
        r#"
# Example

```no_run
use matrix_openapi::server_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448").build()?;
    let response = client.exchange_open_id_token("abc123_OpaqueString").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server exchange_third_party_invite) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::{Client, types};
use matrix_openapi::signing::SigningKey;
use serde_json::json;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let content: types::ExchangeThirdPartyInviteEventContent = serde_json::from_value(json!({
        "membership": "join",
        "third_party_invite": {
            "display_name": "Alice",
            "signed": {
                "mxid": "@alice:example.org",
                "signatures": {
                    "example.org": {
                        "ed25519:JLAFKJWSCS": "JLAFKJWSCS"
                    }
                },
                "token": "123456"
            }
        }
    }))?;
    client
        .exchange_third_party_invite("!room:example.org", content, "!room:example.org", "@alice:example.org", "@alice:example.org", "org.example.thing")
        .await?;
    Ok(())
}
```"#
    };
    (server_server get_event) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client.get_event("$event").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server get_event_auth) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client.get_event_auth("!room:example.org", "$event").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server get_event_by_timestamp) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client.get_event_by_timestamp("!room:example.org", "f", 1735689600000).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server get_missing_previous_events) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client
        .get_missing_previous_events("!room:example.org", ["$event"], ["$event"])
        .limit(50)
        .min_depth(1)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server get_public_rooms) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client.get_public_rooms().limit(50).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server get_room_state) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client.get_room_state("!room:example.org", "$event").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server get_room_state_ids) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client.get_room_state_ids("!room:example.org", "$event").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server get_server_key) => {
        r#"
# Example

```no_run
use matrix_openapi::server_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448").build()?;
    let response = client.get_server_key().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server get_user_devices) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client.get_user_devices("@alice:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server get_version) => {
        r#"
# Example

```no_run
use matrix_openapi::server_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448").build()?;
    let response = client.get_version().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server get_well_known) => {
        r#"
# Example

```no_run
use matrix_openapi::server_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448").build()?;
    let response = client.get_well_known().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server make_join) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client
        .make_join("!room:example.org", "@alice:example.org")
        .ver(["11", "12"])
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server make_knock) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client
        .make_knock("!room:example.org", "@alice:example.org", ["11", "12"])
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server make_leave) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client.make_leave("!room:example.org", "@alice:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server on_bind_third_party_identifier) => {
        r#"
# Example

```no_run
use matrix_openapi::server_server::{Client, types};
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448").build()?;
    let invites: Vec<types::OnBindThirdPartyIdentifierThirdPartyInvite> = serde_json::from_value(json!([
        {
            "address": "alice@example.org",
            "medium": "email",
            "mxid": "@alice:example.org",
            "room_id": "!room:example.org",
            "sender": "@alice:example.org",
            "signed": {
                "mxid": "@alice:example.org",
                "signatures": {
                    "example.org": {
                        "ed25519:JLAFKJWSCS": "JLAFKJWSCS"
                    }
                },
                "token": "123456"
            }
        }
    ]))?;
    client
        .on_bind_third_party_identifier("alice@example.org", invites, "email", "@alice:example.org")
        .await?;
    Ok(())
}
```"#
    };
    (server_server perspectives_key_query) => {
        r#"
# Example

```no_run
use matrix_openapi::server_server::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448").build()?;
    let response = client
        .perspectives_key_query("example.org")
        .minimum_valid_until_ts(1735689600000)
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server query_info) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    client.query_info("org.example.status").await?;
    Ok(())
}
```"#
    };
    (server_server query_profile) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client.query_profile("@alice:example.org").field("displayname").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server query_public_rooms) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client.query_public_rooms().limit(50).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server query_room_directory) => {
        r##"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client.query_room_directory("#hall:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"##
    };
    (server_server query_user_encryption_keys) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::Credentials;
use matrix_openapi::id::UserId;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;
use serde_json::json;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let device_keys: BTreeMap<UserId, Vec<String>> = serde_json::from_value(json!({
        "@alice:example.org": []
    }))?;
    let response = client.query_user_encryption_keys(device_keys).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server send_invite_v1) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::{Client, types};
use matrix_openapi::signing::SigningKey;
use serde_json::json;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let content: types::SendInviteV1MembershipEventContent = serde_json::from_value(json!({
        "membership": "invite"
    }))?;
    let response = client
        .send_invite_v1("!room:example.org", "$event", content, "example.org", 1735689600000, "@alice:example.org", "@alice:example.org", "m.room.member")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server send_invite_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;
use serde_json::json;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let event = json!({
        "content": {
            "membership": "invite"
        },
        "origin": "example.org",
        "origin_server_ts": 1735689600000_i64,
        "sender": "@alice:example.org",
        "state_key": "@bob:example.org",
        "type": "m.room.member"
    });
    let response = client.send_invite_v2("!room:example.org", "$event", &event, "12").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server send_join_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::{Client, types};
use matrix_openapi::signing::SigningKey;
use serde_json::json;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let content: types::SendJoinV2MembershipEventContent = serde_json::from_value(json!({
        "membership": "join"
    }))?;
    let response = client
        .send_join_v2("!room:example.org", "$event", content, "example.org", 1735689600000, "@alice:example.org", "@alice:example.org", "m.room.member")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server send_knock) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::{Client, types};
use matrix_openapi::signing::SigningKey;
use serde_json::json;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let content: types::SendKnockMembershipEventContent = serde_json::from_value(json!({
        "membership": "knock"
    }))?;
    let response = client
        .send_knock("!room:example.org", "$event", content, "example.org", 1735689600000, "@alice:example.org", "@alice:example.org", "m.room.member")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server send_leave_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::{Client, types};
use matrix_openapi::signing::SigningKey;
use serde_json::json;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let content: types::SendLeaveV2MembershipEventContent = serde_json::from_value(json!({
        "membership": "leave"
    }))?;
    client
        .send_leave_v2("!room:example.org", "$event", content, 12, "example.org", 1735689600000, "@alice:example.org", "@alice:example.org", "m.room.member")
        .await?;
    Ok(())
}
```"#
    };
    (server_server send_transaction) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::json::RawObject;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;
use serde_json::json;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    // Unique for each request, but the same for a retry of this one.
    let txn_id = std::time::UNIX_EPOCH.elapsed()?.as_nanos().to_string();
    let pdus: Vec<RawObject> = serde_json::from_value(json!([
        {
            "auth_events": [
                "$auth"
            ],
            "content": {
                "body": "hello",
                "msgtype": "m.text"
            },
            "depth": 12,
            "hashes": {
                "sha256": "base64+hash"
            },
            "origin_server_ts": 1735689600000_i64,
            "prev_events": [
                "$previous"
            ],
            "room_id": "!room:example.org",
            "sender": "@alice:example.org",
            "signatures": {
                "example.org": {
                    "ed25519:1": "base64+signature"
                }
            },
            "type": "m.room.message"
        }
    ]))?;
    let response = client.send_transaction(&txn_id, "example.org", 1735689600000, pdus).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (server_server get_space_hierarchy) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;

async fn example(key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://there.example.org:8448")
        .credentials(Credentials::federation("here.example.org", "there.example.org", key))
        .build()?;
    let response = client.get_space_hierarchy("!room:example.org").suggested_only(true).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (application_service get_protocol_metadata) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::application_service::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://bridge.example.org")
        .credentials(Credentials::homeserver("hs_token"))
        .build()?;
    let response = client.get_protocol_metadata("irc").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (application_service ping) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::application_service::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://bridge.example.org")
        .credentials(Credentials::homeserver("hs_token"))
        .build()?;
    client.ping().await?;
    Ok(())
}
```"#
    };
    (application_service query_location_by_alias) => {
        r##"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::application_service::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://bridge.example.org")
        .credentials(Credentials::homeserver("hs_token"))
        .build()?;
    let response = client.query_location_by_alias().alias("#hall:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"##
    };
    (application_service query_location_by_protocol) => {
        r##"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::application_service::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://bridge.example.org")
        .credentials(Credentials::homeserver("hs_token"))
        .build()?;
    let response = client
        .query_location_by_protocol("irc")
        .fields([("channel", "#hall"), ("network", "example")])
        .await?;
    println!("{response:?}");
    Ok(())
}
```"##
    };
    (application_service query_room_by_alias) => {
        r##"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::application_service::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://bridge.example.org")
        .credentials(Credentials::homeserver("hs_token"))
        .build()?;
    let response = client.query_room_by_alias("#hall:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"##
    };
    (application_service query_third_party_user_by_id) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::application_service::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://bridge.example.org")
        .credentials(Credentials::homeserver("hs_token"))
        .build()?;
    let response = client.query_third_party_user_by_id().userid("@alice:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (application_service query_user_by_id) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::application_service::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://bridge.example.org")
        .credentials(Credentials::homeserver("hs_token"))
        .build()?;
    let response = client.query_user_by_id("@alice:example.org").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (application_service query_user_by_protocol) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::application_service::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://bridge.example.org")
        .credentials(Credentials::homeserver("hs_token"))
        .build()?;
    let response = client
        .query_user_by_protocol("irc")
        .fields([("network", "example"), ("nick", "alice")])
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (application_service send_transaction) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::application_service::{Client, types};
use matrix_openapi::json::Raw;
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://bridge.example.org")
        .credentials(Credentials::homeserver("hs_token"))
        .build()?;
    // Unique for each request, but the same for a retry of this one.
    let txn_id = std::time::UNIX_EPOCH.elapsed()?.as_nanos().to_string();
    let events: Vec<Raw<types::ClientEvent>> = serde_json::from_value(json!([
        {
            "content": {
                "body": "hello",
                "msgtype": "m.text"
            },
            "event_id": "$event",
            "origin_server_ts": 1735689600000_i64,
            "room_id": "!room:example.org",
            "sender": "@alice:example.org",
            "type": "m.room.message"
        }
    ]))?;
    client.send_transaction(&txn_id, events).await?;
    Ok(())
}
```"#
    };
    (identity agree_to_terms) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    client.agree_to_terms(["https://example.org/terms-2.0-en"]).await?;
    Ok(())
}
```"#
    };
    (identity bind_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    let response = client.bind_v2("d0n-tT3ll", "@alice:example.org", "sid-1234").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity blindly_sign_stuff_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    let response = client
        .blindly_sign_stuff_v2("@alice:example.org", "base64_private_key", "123456")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity email_request_token_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    let response = client.email_request_token_v2("d0n-tT3ll", "alice@example.org", 1).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity email_submit_token_get_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    client.email_submit_token_get_v2("d0n-tT3ll", "sid-1234", "123456").await?;
    Ok(())
}
```"#
    };
    (identity email_submit_token_post_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    let response = client.email_submit_token_post_v2("d0n-tT3ll", "sid-1234", "123456").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity get_account) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    let response = client.get_account().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity get_hash_details) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    let response = client.get_hash_details().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity get_pub_key_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org").build()?;
    let response = client.get_pub_key_v2("ed25519:0").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity get_terms) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org").build()?;
    let response = client.get_terms().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity get_validated_3pid_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    let response = client.get_validated_3pid_v2("d0n-tT3ll", "sid-1234").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity get_versions) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org").build()?;
    let response = client.get_versions().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity is_ephemeral_pub_key_valid_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org").build()?;
    let response = client
        .is_ephemeral_pub_key_valid_v2("VXuGitF39UH5iRfvbIknlvlAVKgD1BsLDMvBf0pmp7c")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity is_pub_key_valid_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org").build()?;
    let response = client.is_pub_key_valid_v2("VXuGitF39UH5iRfvbIknlvlAVKgD1BsLDMvBf0pmp7c").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity logout) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    client.logout().await?;
    Ok(())
}
```"#
    };
    (identity lookup_users_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    let response = client
        .lookup_users_v2(["4kenr7N9drpCJ4AfalmlGQVsOn3o2RHjkADUpXJWZUc"], "sha256", "matrixrocks")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity msisdn_request_token_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    let response = client.msisdn_request_token_v2("d0n-tT3ll", "GB", "07700900001", 1).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity msisdn_submit_token_get_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    client.msisdn_submit_token_get_v2("d0n-tT3ll", "sid-1234", "123456").await?;
    Ok(())
}
```"#
    };
    (identity msisdn_submit_token_post_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    let response = client.msisdn_submit_token_post_v2("d0n-tT3ll", "sid-1234", "123456").await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity ping_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org").build()?;
    let response = client.ping_v2().await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity register_account) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org").build()?;
    let response = client
        .register_account("abc123_OpaqueString", 3600, "example.org", "Bearer")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity store_invite_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::Client;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    let response = client
        .store_invite_v2("alice@example.org", "email", "!room:example.org", "@bob:example.org")
        .room_name("Hall")
        .await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (identity unbind_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::Credentials;
use matrix_openapi::identity::{Client, types};
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://identity.example.org")
        .credentials(Credentials::identity("token"))
        .build()?;
    let threepid: types::UnbindV23pid = serde_json::from_value(json!({
        "address": "alice@example.org",
        "medium": "email"
    }))?;
    client
        .unbind_v2("@alice:example.org", threepid)
        .client_secret("d0n-tT3ll")
        .sid("sid-1234")
        .await?;
    Ok(())
}
```"#
    };
    (push_gateway notify) => {
        r#"
# Example

```no_run
use matrix_openapi::push_gateway::{Client, types};
use serde_json::json;

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("https://push.example.org").build()?;
    let notification: types::NotifyNotification = serde_json::from_value(json!({
        "counts": {
            "unread": 2
        },
        "devices": [
            {
                "app_id": "org.example.chat.ios",
                "pushkey": "7b9f3a1c0e"
            }
        ],
        "event_id": "$event",
        "room_id": "!room:example.org",
        "sender": "@bob:example.org",
        "type": "m.room.message"
    }))?;
    let response = client.notify(notification).await?;
    println!("{response:?}");
    Ok(())
}
```"#
    };
    (handler client_server add_3pid) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn add_3pid(received: Received<op::Add3pid>) -> Result<(), ErrorResponse> {
    let request::Add3pid { body, .. } = received.request;
    println!("{body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::Add3pid, add_3pid)
}
```"#
    };
    (handler client_server bind_3pid) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn bind_3pid(received: Received<op::Bind3pid>) -> Result<(), ErrorResponse> {
    let request::Bind3pid { body, .. } = received.request;
    println!("{body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::Bind3pid, bind_3pid)
}
```"#
    };
    (handler client_server change_password) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn change_password(
    received: Received<op::ChangePassword>,
) -> Result<(), ErrorResponse> {
    let request::ChangePassword { body, .. } = received.request;
    println!("{body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::ChangePassword, change_password)
}
```"#
    };
    (handler client_server check_username_availability) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn check_username_availability(
    received: Received<op::CheckUsernameAvailability>,
) -> Result<types::CheckUsernameAvailabilityResponse, ErrorResponse> {
    let request::CheckUsernameAvailability { username, .. } = received.request;
    println!("{username}");
    let mut response = types::CheckUsernameAvailabilityResponse::default();
    response.available = Some(true);
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::CheckUsernameAvailability, check_username_availability)
}
```"#
    };
    (handler client_server deactivate_account) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn deactivate_account(
    received: Received<op::DeactivateAccount>,
) -> Result<types::DeactivateAccountResponse, ErrorResponse> {
    let request::DeactivateAccount { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::DeactivateAccountResponse::new("success"))
}

fn router() -> Router {
    Router::new().on(op::DeactivateAccount, deactivate_account)
}
```"#
    };
    (handler client_server delete_3pid_from_account) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn delete_3pid_from_account(
    received: Received<op::Delete3pidFromAccount>,
) -> Result<types::Delete3pidFromAccountResponse, ErrorResponse> {
    let request::Delete3pidFromAccount { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::Delete3pidFromAccountResponse::new("success"))
}

fn router() -> Router {
    Router::new().on(op::Delete3pidFromAccount, delete_3pid_from_account)
}
```"#
    };
    (handler client_server get_account_3pids) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_account_3pids(
    _: Received<op::GetAccount3pids>,
) -> Result<types::GetAccount3pidsResponse, ErrorResponse> {
    let mut response = types::GetAccount3pidsResponse::default();
    response.threepids = Some(
        Vec::from([
            types::GetAccount3pidsThirdPartyIdentifier::new(
                1,
                "alice@example.org",
                "email",
                1,
            ),
        ]),
    );
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetAccount3pids, get_account_3pids)
}
```"#
    };
    (handler client_server post_3pids) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn post_3pids(
    received: Received<op::Post3pids>,
) -> Result<types::Post3pidsResponse, ErrorResponse> {
    let request::Post3pids { body, .. } = received.request;
    println!("{body:?}");
    let mut response = types::Post3pidsResponse::default();
    response.submit_url = Some("submit_url".to_owned());
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::Post3pids, post_3pids)
}
```"#
    };
    (handler client_server register) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::UserId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn register(
    received: Received<op::Register>,
) -> Result<types::RegisterResponse, ErrorResponse> {
    let request::Register { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::RegisterResponse::new(UserId::unchecked("@alice:example.org")))
}

fn router() -> Router {
    Router::new().on(op::Register, register)
}
```"#
    };
    (handler client_server registration_token_validity) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn registration_token_validity(
    received: Received<op::RegistrationTokenValidity>,
) -> Result<types::RegistrationTokenValidityResponse, ErrorResponse> {
    let request::RegistrationTokenValidity { token, .. } = received.request;
    println!("{token}");
    Ok(types::RegistrationTokenValidityResponse::new(true))
}

fn router() -> Router {
    Router::new().on(op::RegistrationTokenValidity, registration_token_validity)
}
```"#
    };
    (handler client_server request_token_to_3pid_email) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn request_token_to_3pid_email(
    received: Received<op::RequestTokenTo3pidEmail>,
) -> Result<types::RequestTokenResponse, ErrorResponse> {
    let request::RequestTokenTo3pidEmail { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::RequestTokenResponse::new("sid-1234"))
}

fn router() -> Router {
    Router::new().on(op::RequestTokenTo3pidEmail, request_token_to_3pid_email)
}
```"#
    };
    (handler client_server request_token_to_3pid_msisdn) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn request_token_to_3pid_msisdn(
    received: Received<op::RequestTokenTo3pidMsisdn>,
) -> Result<types::RequestTokenResponse, ErrorResponse> {
    let request::RequestTokenTo3pidMsisdn { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::RequestTokenResponse::new("sid-1234"))
}

fn router() -> Router {
    Router::new().on(op::RequestTokenTo3pidMsisdn, request_token_to_3pid_msisdn)
}
```"#
    };
    (handler client_server request_token_to_register_email) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn request_token_to_register_email(
    received: Received<op::RequestTokenToRegisterEmail>,
) -> Result<types::RequestTokenResponse, ErrorResponse> {
    let request::RequestTokenToRegisterEmail { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::RequestTokenResponse::new("sid-1234"))
}

fn router() -> Router {
    Router::new().on(op::RequestTokenToRegisterEmail, request_token_to_register_email)
}
```"#
    };
    (handler client_server request_token_to_register_msisdn) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn request_token_to_register_msisdn(
    received: Received<op::RequestTokenToRegisterMsisdn>,
) -> Result<types::RequestTokenResponse, ErrorResponse> {
    let request::RequestTokenToRegisterMsisdn { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::RequestTokenResponse::new("sid-1234"))
}

fn router() -> Router {
    Router::new().on(op::RequestTokenToRegisterMsisdn, request_token_to_register_msisdn)
}
```"#
    };
    (handler client_server request_token_to_reset_password_email) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn request_token_to_reset_password_email(
    received: Received<op::RequestTokenToResetPasswordEmail>,
) -> Result<types::RequestTokenResponse, ErrorResponse> {
    let request::RequestTokenToResetPasswordEmail { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::RequestTokenResponse::new("sid-1234"))
}

fn router() -> Router {
    Router::new()
        .on(op::RequestTokenToResetPasswordEmail, request_token_to_reset_password_email)
}
```"#
    };
    (handler client_server request_token_to_reset_password_msisdn) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn request_token_to_reset_password_msisdn(
    received: Received<op::RequestTokenToResetPasswordMsisdn>,
) -> Result<types::RequestTokenResponse, ErrorResponse> {
    let request::RequestTokenToResetPasswordMsisdn { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::RequestTokenResponse::new("sid-1234"))
}

fn router() -> Router {
    Router::new()
        .on(
            op::RequestTokenToResetPasswordMsisdn,
            request_token_to_reset_password_msisdn,
        )
}
```"#
    };
    (handler client_server unbind_3pid_from_account) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn unbind_3pid_from_account(
    received: Received<op::Unbind3pidFromAccount>,
) -> Result<types::Unbind3pidFromAccountResponse, ErrorResponse> {
    let request::Unbind3pidFromAccount { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::Unbind3pidFromAccountResponse::new("success"))
}

fn router() -> Router {
    Router::new().on(op::Unbind3pidFromAccount, unbind_3pid_from_account)
}
```"#
    };
    (handler client_server update_appservice_room_directory_visibility) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn update_appservice_room_directory_visibility(
    received: Received<op::UpdateAppserviceRoomDirectoryVisibility>,
) -> Result<(), ErrorResponse> {
    let request::UpdateAppserviceRoomDirectoryVisibility {
        network_id,
        room_id,
        body,
        ..
    } = received.request;
    println!("{network_id} {room_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new()
        .on(
            op::UpdateAppserviceRoomDirectoryVisibility,
            update_appservice_room_directory_visibility,
        )
}
```"#
    };
    (handler client_server get_capabilities) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_capabilities(
    _: Received<op::GetCapabilities>,
) -> Result<types::GetCapabilitiesResponse, ErrorResponse> {
    Ok(
        types::GetCapabilitiesResponse::new(
            types::GetCapabilitiesCapabilities::default(),
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetCapabilities, get_capabilities)
}
```"#
    };
    (handler client_server delete_device) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn delete_device(
    received: Received<op::DeleteDevice>,
) -> Result<(), ErrorResponse> {
    let request::DeleteDevice { device_id, body, .. } = received.request;
    println!("{device_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::DeleteDevice, delete_device)
}
```"#
    };
    (handler client_server delete_devices) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn delete_devices(
    received: Received<op::DeleteDevices>,
) -> Result<(), ErrorResponse> {
    let request::DeleteDevices { body, .. } = received.request;
    println!("{body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::DeleteDevices, delete_devices)
}
```"#
    };
    (handler client_server get_device) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_device(
    received: Received<op::GetDevice>,
) -> Result<types::ClientDevice, ErrorResponse> {
    let request::GetDevice { device_id, .. } = received.request;
    println!("{device_id}");
    Ok(types::ClientDevice::new(device_id))
}

fn router() -> Router {
    Router::new().on(op::GetDevice, get_device)
}
```"#
    };
    (handler client_server get_devices) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_devices(
    _: Received<op::GetDevices>,
) -> Result<types::GetDevicesResponse, ErrorResponse> {
    let mut response = types::GetDevicesResponse::default();
    response.devices = Some(vec![types::ClientDevice::new("JLAFKJWSCS")]);
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetDevices, get_devices)
}
```"#
    };
    (handler client_server update_device) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn update_device(
    received: Received<op::UpdateDevice>,
) -> Result<(), ErrorResponse> {
    let request::UpdateDevice { device_id, body, .. } = received.request;
    println!("{device_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::UpdateDevice, update_device)
}
```"#
    };
    (handler client_server claim_keys) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::UserId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn claim_keys(
    received: Received<op::ClaimKeys>,
) -> Result<types::ClaimKeysResponse, ErrorResponse> {
    let request::ClaimKeys { body, .. } = received.request;
    println!("{body:?}");
    Ok(
        types::ClaimKeysResponse::new([
            (
                UserId::unchecked("@alice:example.org"),
                BTreeMap::from([
                    (
                        "ed25519:JLAFKJWSCS".to_owned(),
                        BTreeMap::from([
                            (
                                "ed25519:JLAFKJWSCS".to_owned(),
                                types::OneTimeKeysItem::from("JLAFKJWSCS"),
                            ),
                        ]),
                    ),
                ]),
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::ClaimKeys, claim_keys)
}
```"#
    };
    (handler client_server delete_room_key_by_session_id) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn delete_room_key_by_session_id(
    received: Received<op::DeleteRoomKeyBySessionId>,
) -> Result<types::RoomKeysUpdateResponse, ErrorResponse> {
    let request::DeleteRoomKeyBySessionId { room_id, session_id, version, .. } = received
        .request;
    println!("{room_id} {session_id} {version}");
    Ok(types::RoomKeysUpdateResponse::new(1, "etag"))
}

fn router() -> Router {
    Router::new().on(op::DeleteRoomKeyBySessionId, delete_room_key_by_session_id)
}
```"#
    };
    (handler client_server delete_room_keys) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn delete_room_keys(
    received: Received<op::DeleteRoomKeys>,
) -> Result<types::RoomKeysUpdateResponse, ErrorResponse> {
    let request::DeleteRoomKeys { version, .. } = received.request;
    println!("{version}");
    Ok(types::RoomKeysUpdateResponse::new(1, "etag"))
}

fn router() -> Router {
    Router::new().on(op::DeleteRoomKeys, delete_room_keys)
}
```"#
    };
    (handler client_server delete_room_keys_by_room_id) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn delete_room_keys_by_room_id(
    received: Received<op::DeleteRoomKeysByRoomId>,
) -> Result<types::RoomKeysUpdateResponse, ErrorResponse> {
    let request::DeleteRoomKeysByRoomId { room_id, version, .. } = received.request;
    println!("{room_id} {version}");
    Ok(types::RoomKeysUpdateResponse::new(1, "etag"))
}

fn router() -> Router {
    Router::new().on(op::DeleteRoomKeysByRoomId, delete_room_keys_by_room_id)
}
```"#
    };
    (handler client_server delete_room_keys_version) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn delete_room_keys_version(
    received: Received<op::DeleteRoomKeysVersion>,
) -> Result<(), ErrorResponse> {
    let request::DeleteRoomKeysVersion { version, .. } = received.request;
    println!("{version}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::DeleteRoomKeysVersion, delete_room_keys_version)
}
```"#
    };
    (handler client_server get_keys_changes) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::UserId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_keys_changes(
    received: Received<op::GetKeysChanges>,
) -> Result<types::GetKeysChangesResponse, ErrorResponse> {
    let request::GetKeysChanges { from, to, .. } = received.request;
    println!("{from} {to}");
    let mut response = types::GetKeysChangesResponse::default();
    response.changed = Some(vec![UserId::unchecked("@alice:example.org")]);
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetKeysChanges, get_keys_changes)
}
```"#
    };
    (handler client_server get_room_key_by_session_id) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

async fn get_room_key_by_session_id(
    received: Received<op::GetRoomKeyBySessionId>,
) -> Result<types::KeyBackupData, ErrorResponse> {
    let request::GetRoomKeyBySessionId { room_id, session_id, version, .. } = received
        .request;
    println!("{room_id} {session_id} {version}");
    Ok(types::KeyBackupData::new(0, 0, true, RawObject::from(Map::new())))
}

fn router() -> Router {
    Router::new().on(op::GetRoomKeyBySessionId, get_room_key_by_session_id)
}
```"#
    };
    (handler client_server get_room_keys) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomId;
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

async fn get_room_keys(
    received: Received<op::GetRoomKeys>,
) -> Result<types::GetRoomKeysResponse, ErrorResponse> {
    let request::GetRoomKeys { version, .. } = received.request;
    println!("{version}");
    Ok(
        types::GetRoomKeysResponse::new([
            (
                RoomId::unchecked("!room:example.org"),
                types::RoomKeyBackup::new([
                    (
                        "ed25519:JLAFKJWSCS".to_owned(),
                        types::KeyBackupData::new(
                            0,
                            0,
                            true,
                            RawObject::from(Map::new()),
                        ),
                    ),
                ]),
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::GetRoomKeys, get_room_keys)
}
```"#
    };
    (handler client_server get_room_keys_by_room_id) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

async fn get_room_keys_by_room_id(
    received: Received<op::GetRoomKeysByRoomId>,
) -> Result<types::RoomKeyBackup, ErrorResponse> {
    let request::GetRoomKeysByRoomId { room_id, version, .. } = received.request;
    println!("{room_id} {version}");
    Ok(
        types::RoomKeyBackup::new([
            (
                "ed25519:JLAFKJWSCS".to_owned(),
                types::KeyBackupData::new(0, 0, true, RawObject::from(Map::new())),
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::GetRoomKeysByRoomId, get_room_keys_by_room_id)
}
```"#
    };
    (handler client_server get_room_keys_version) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

async fn get_room_keys_version(
    received: Received<op::GetRoomKeysVersion>,
) -> Result<types::GetRoomKeysVersionResponse, ErrorResponse> {
    let request::GetRoomKeysVersion { version, .. } = received.request;
    println!("{version}");
    Ok(
        types::GetRoomKeysVersionResponse::new(
            "m.megolm_backup.v1.curve25519-aes-sha2",
            RawObject::from(Map::new()),
            1,
            "etag",
            version,
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetRoomKeysVersion, get_room_keys_version)
}
```"#
    };
    (handler client_server get_room_keys_version_current) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

async fn get_room_keys_version_current(
    _: Received<op::GetRoomKeysVersionCurrent>,
) -> Result<types::GetRoomKeysVersionCurrentResponse, ErrorResponse> {
    Ok(
        types::GetRoomKeysVersionCurrentResponse::new(
            "m.megolm_backup.v1.curve25519-aes-sha2",
            RawObject::from(Map::new()),
            1,
            "etag",
            "1",
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetRoomKeysVersionCurrent, get_room_keys_version_current)
}
```"#
    };
    (handler client_server post_room_keys_version) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn post_room_keys_version(
    received: Received<op::PostRoomKeysVersion>,
) -> Result<types::PostRoomKeysVersionResponse, ErrorResponse> {
    let request::PostRoomKeysVersion { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::PostRoomKeysVersionResponse::new("1"))
}

fn router() -> Router {
    Router::new().on(op::PostRoomKeysVersion, post_room_keys_version)
}
```"#
    };
    (handler client_server put_room_key_by_session_id) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn put_room_key_by_session_id(
    received: Received<op::PutRoomKeyBySessionId>,
) -> Result<types::RoomKeysUpdateResponse, ErrorResponse> {
    let request::PutRoomKeyBySessionId { room_id, session_id, version, body, .. } = received
        .request;
    println!("{room_id} {session_id} {version} {body:?}");
    Ok(types::RoomKeysUpdateResponse::new(1, "etag"))
}

fn router() -> Router {
    Router::new().on(op::PutRoomKeyBySessionId, put_room_key_by_session_id)
}
```"#
    };
    (handler client_server put_room_keys) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn put_room_keys(
    received: Received<op::PutRoomKeys>,
) -> Result<types::RoomKeysUpdateResponse, ErrorResponse> {
    let request::PutRoomKeys { version, body, .. } = received.request;
    println!("{version} {body:?}");
    Ok(types::RoomKeysUpdateResponse::new(1, "etag"))
}

fn router() -> Router {
    Router::new().on(op::PutRoomKeys, put_room_keys)
}
```"#
    };
    (handler client_server put_room_keys_by_room_id) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn put_room_keys_by_room_id(
    received: Received<op::PutRoomKeysByRoomId>,
) -> Result<types::RoomKeysUpdateResponse, ErrorResponse> {
    let request::PutRoomKeysByRoomId { room_id, version, body, .. } = received.request;
    println!("{room_id} {version} {body:?}");
    Ok(types::RoomKeysUpdateResponse::new(1, "etag"))
}

fn router() -> Router {
    Router::new().on(op::PutRoomKeysByRoomId, put_room_keys_by_room_id)
}
```"#
    };
    (handler client_server put_room_keys_version) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn put_room_keys_version(
    received: Received<op::PutRoomKeysVersion>,
) -> Result<(), ErrorResponse> {
    let request::PutRoomKeysVersion { version, body, .. } = received.request;
    println!("{version} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::PutRoomKeysVersion, put_room_keys_version)
}
```"#
    };
    (handler client_server query_keys) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::UserId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn query_keys(
    received: Received<op::QueryKeys>,
) -> Result<types::QueryKeysResponse, ErrorResponse> {
    let request::QueryKeys { body, .. } = received.request;
    println!("{body:?}");
    let mut response = types::QueryKeysResponse::default();
    response.device_keys = Some(
        BTreeMap::from([
            (
                UserId::unchecked("@alice:example.org"),
                BTreeMap::from([
                    (
                        "ed25519:JLAFKJWSCS".to_owned(),
                        types::QueryKeysDeviceInformation::new(
                            Vec::new(),
                            "JLAFKJWSCS",
                            BTreeMap::new(),
                            BTreeMap::new(),
                            UserId::unchecked("@alice:example.org"),
                        ),
                    ),
                ]),
            ),
        ]),
    );
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::QueryKeys, query_keys)
}
```"#
    };
    (handler client_server upload_cross_signing_keys) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn upload_cross_signing_keys(
    received: Received<op::UploadCrossSigningKeys>,
) -> Result<(), ErrorResponse> {
    let request::UploadCrossSigningKeys { body, .. } = received.request;
    println!("{body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::UploadCrossSigningKeys, upload_cross_signing_keys)
}
```"#
    };
    (handler client_server upload_cross_signing_signatures) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn upload_cross_signing_signatures(
    received: Received<op::UploadCrossSigningSignatures>,
) -> Result<types::UploadCrossSigningSignaturesResponse, ErrorResponse> {
    let request::UploadCrossSigningSignatures { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::UploadCrossSigningSignaturesResponse::default())
}

fn router() -> Router {
    Router::new().on(op::UploadCrossSigningSignatures, upload_cross_signing_signatures)
}
```"#
    };
    (handler client_server upload_keys) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn upload_keys(
    received: Received<op::UploadKeys>,
) -> Result<types::UploadKeysResponse, ErrorResponse> {
    let request::UploadKeys { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::UploadKeysResponse::new([("ed25519:JLAFKJWSCS".to_owned(), 1)]))
}

fn router() -> Router {
    Router::new().on(op::UploadKeys, upload_keys)
}
```"#
    };
    (handler client_server get_relating_events) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_relating_events(
    received: Received<op::GetRelatingEvents>,
) -> Result<types::GetRelatingEventsResponse, ErrorResponse> {
    let request::GetRelatingEvents { room_id, event_id, .. } = received.request;
    println!("{room_id} {event_id}");
    Ok(types::GetRelatingEventsResponse::new(Vec::new()))
}

fn router() -> Router {
    Router::new().on(op::GetRelatingEvents, get_relating_events)
}
```"#
    };
    (handler client_server get_relating_events_with_rel_type) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_relating_events_with_rel_type(
    received: Received<op::GetRelatingEventsWithRelType>,
) -> Result<types::GetRelatingEventsWithRelTypeResponse, ErrorResponse> {
    let request::GetRelatingEventsWithRelType { room_id, event_id, rel_type, .. } = received
        .request;
    println!("{room_id} {event_id} {rel_type}");
    Ok(types::GetRelatingEventsWithRelTypeResponse::new(Vec::new()))
}

fn router() -> Router {
    Router::new().on(op::GetRelatingEventsWithRelType, get_relating_events_with_rel_type)
}
```"#
    };
    (handler client_server get_relating_events_with_rel_type_and_event_type) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_relating_events_with_rel_type_and_event_type(
    received: Received<op::GetRelatingEventsWithRelTypeAndEventType>,
) -> Result<types::GetRelatingEventsWithRelTypeAndEventTypeResponse, ErrorResponse> {
    let request::GetRelatingEventsWithRelTypeAndEventType {
        room_id,
        event_id,
        rel_type,
        event_type,
        ..
    } = received.request;
    println!("{room_id} {event_id} {rel_type} {event_type}");
    Ok(types::GetRelatingEventsWithRelTypeAndEventTypeResponse::new(Vec::new()))
}

fn router() -> Router {
    Router::new()
        .on(
            op::GetRelatingEventsWithRelTypeAndEventType,
            get_relating_events_with_rel_type_and_event_type,
        )
}
```"#
    };
    (handler client_server create_content) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::id::MxcUri;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn create_content(
    _: Received<op::CreateContent>,
) -> Result<types::CreateContentResponse, ErrorResponse> {
    Ok(types::CreateContentResponse::new(MxcUri::unchecked("mxc://example.org/media")))
}

fn router() -> Router {
    Router::new().on(op::CreateContent, create_content)
}
```"#
    };
    (handler client_server get_config) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_config(
    _: Received<op::GetConfig>,
) -> Result<types::GetConfigResponse, ErrorResponse> {
    let mut response = types::GetConfigResponse::default();
    response.m_upload_size = Some(1);
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetConfig, get_config)
}
```"#
    };
    (handler client_server get_config_authed) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_config_authed(
    _: Received<op::GetConfigAuthed>,
) -> Result<types::GetConfigAuthedResponse, ErrorResponse> {
    let mut response = types::GetConfigAuthedResponse::default();
    response.m_upload_size = Some(1);
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetConfigAuthed, get_config_authed)
}
```"#
    };
    (handler client_server get_content) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{Content, ErrorResponse, Received, Router};

async fn get_content(
    received: Received<op::GetContent>,
) -> Result<Content, ErrorResponse> {
    let request::GetContent { server_name, media_id, .. } = received.request;
    println!("{server_name} {media_id}");
    Ok(Content::new("application/octet-stream", "the file"))
}

fn router() -> Router {
    Router::new().on(op::GetContent, get_content)
}
```"#
    };
    (handler client_server get_content_authed) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{Content, ErrorResponse, Received, Router};

async fn get_content_authed(
    received: Received<op::GetContentAuthed>,
) -> Result<Content, ErrorResponse> {
    let request::GetContentAuthed { server_name, media_id, .. } = received.request;
    println!("{server_name} {media_id}");
    Ok(Content::new("application/octet-stream", "the file"))
}

fn router() -> Router {
    Router::new().on(op::GetContentAuthed, get_content_authed)
}
```"#
    };
    (handler client_server get_content_override_name) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{Content, ErrorResponse, Received, Router};

async fn get_content_override_name(
    received: Received<op::GetContentOverrideName>,
) -> Result<Content, ErrorResponse> {
    let request::GetContentOverrideName { server_name, media_id, file_name, .. } = received
        .request;
    println!("{server_name} {media_id} {file_name}");
    Ok(Content::new("application/octet-stream", "the file"))
}

fn router() -> Router {
    Router::new().on(op::GetContentOverrideName, get_content_override_name)
}
```"#
    };
    (handler client_server get_content_override_name_authed) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{Content, ErrorResponse, Received, Router};

async fn get_content_override_name_authed(
    received: Received<op::GetContentOverrideNameAuthed>,
) -> Result<Content, ErrorResponse> {
    let request::GetContentOverrideNameAuthed { server_name, media_id, file_name, .. } = received
        .request;
    println!("{server_name} {media_id} {file_name}");
    Ok(Content::new("application/octet-stream", "the file"))
}

fn router() -> Router {
    Router::new().on(op::GetContentOverrideNameAuthed, get_content_override_name_authed)
}
```"#
    };
    (handler client_server get_content_thumbnail) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{Content, ErrorResponse, Received, Router};

async fn get_content_thumbnail(
    received: Received<op::GetContentThumbnail>,
) -> Result<Content, ErrorResponse> {
    let request::GetContentThumbnail { server_name, media_id, height, width, .. } = received
        .request;
    println!("{server_name} {media_id} {height} {width}");
    Ok(Content::new("image/apng", "the file"))
}

fn router() -> Router {
    Router::new().on(op::GetContentThumbnail, get_content_thumbnail)
}
```"#
    };
    (handler client_server get_content_thumbnail_authed) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{Content, ErrorResponse, Received, Router};

async fn get_content_thumbnail_authed(
    received: Received<op::GetContentThumbnailAuthed>,
) -> Result<Content, ErrorResponse> {
    let request::GetContentThumbnailAuthed {
        server_name,
        media_id,
        height,
        width,
        ..
    } = received.request;
    println!("{server_name} {media_id} {height} {width}");
    Ok(Content::new("image/apng", "the file"))
}

fn router() -> Router {
    Router::new().on(op::GetContentThumbnailAuthed, get_content_thumbnail_authed)
}
```"#
    };
    (handler client_server get_url_preview) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_url_preview(
    received: Received<op::GetUrlPreview>,
) -> Result<types::GetUrlPreviewResponse, ErrorResponse> {
    let request::GetUrlPreview { url, .. } = received.request;
    println!("{url}");
    let mut response = types::GetUrlPreviewResponse::default();
    response.matrix_image_size = Some(1);
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetUrlPreview, get_url_preview)
}
```"#
    };
    (handler client_server get_url_preview_authed) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_url_preview_authed(
    received: Received<op::GetUrlPreviewAuthed>,
) -> Result<types::GetUrlPreviewAuthedResponse, ErrorResponse> {
    let request::GetUrlPreviewAuthed { url, .. } = received.request;
    println!("{url}");
    let mut response = types::GetUrlPreviewAuthedResponse::default();
    response.matrix_image_size = Some(1);
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetUrlPreviewAuthed, get_url_preview_authed)
}
```"#
    };
    (handler client_server upload_content) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::MxcUri;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn upload_content(
    received: Received<op::UploadContent>,
) -> Result<types::UploadContentResponse, ErrorResponse> {
    let request::UploadContent { body, .. } = received.request;
    let bytes = body.bytes(50 << 20).await?;
    println!("{} bytes", bytes.len());
    Ok(types::UploadContentResponse::new(MxcUri::unchecked("mxc://example.org/media")))
}

fn router() -> Router {
    Router::new().on(op::UploadContent, upload_content)
}
```"#
    };
    (handler client_server upload_content_to_mxc) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn upload_content_to_mxc(
    received: Received<op::UploadContentToMxc>,
) -> Result<(), ErrorResponse> {
    let request::UploadContentToMxc { server_name, media_id, body, .. } = received
        .request;
    let bytes = body.bytes(50 << 20).await?;
    println!("{} bytes", bytes.len());
    println!("{server_name} {media_id}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::UploadContentToMxc, upload_content_to_mxc)
}
```"#
    };
    (handler client_server get_mutual_rooms) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_mutual_rooms(
    received: Received<op::GetMutualRooms>,
) -> Result<types::GetMutualRoomsResponse, ErrorResponse> {
    let request::GetMutualRooms { user_id, .. } = received.request;
    println!("{user_id}");
    Ok(types::GetMutualRoomsResponse::new(1, [RoomId::unchecked("!room:example.org")]))
}

fn router() -> Router {
    Router::new().on(op::GetMutualRooms, get_mutual_rooms)
}
```"#
    };
    (handler client_server request_open_id_token) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::ServerName;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn request_open_id_token(
    received: Received<op::RequestOpenIdToken>,
) -> Result<types::OpenidToken, ErrorResponse> {
    let request::RequestOpenIdToken { user_id, body, .. } = received.request;
    println!("{user_id} {body:?}");
    Ok(
        types::OpenidToken::new(
            "abc123_OpaqueString",
            3600,
            ServerName::unchecked("example.org"),
            "Bearer",
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::RequestOpenIdToken, request_open_id_token)
}
```"#
    };
    (handler client_server get_room_summary) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_room_summary(
    received: Received<op::GetRoomSummary>,
) -> Result<types::GetRoomSummaryResponse, ErrorResponse> {
    let request::GetRoomSummary { room_id_or_alias, .. } = received.request;
    println!("{room_id_or_alias}");
    Ok(
        types::GetRoomSummaryResponse::new(
            true,
            1,
            RoomId::unchecked("!room:example.org"),
            true,
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetRoomSummary, get_room_summary)
}
```"#
    };
    (handler client_server ping_appservice) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn ping_appservice(
    received: Received<op::PingAppservice>,
) -> Result<types::PingAppserviceResponse, ErrorResponse> {
    let request::PingAppservice { appservice_id, body, .. } = received.request;
    println!("{appservice_id} {body:?}");
    Ok(types::PingAppserviceResponse::new(1))
}

fn router() -> Router {
    Router::new().on(op::PingAppservice, ping_appservice)
}
```"#
    };
    (handler client_server refresh) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn refresh(
    received: Received<op::Refresh>,
) -> Result<types::RefreshResponse, ErrorResponse> {
    let request::Refresh { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::RefreshResponse::new("abc123_OpaqueString"))
}

fn router() -> Router {
    Router::new().on(op::Refresh, refresh)
}
```"#
    };
    (handler client_server get_presence) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_presence(
    received: Received<op::GetPresence>,
) -> Result<types::GetPresenceResponse, ErrorResponse> {
    let request::GetPresence { user_id, .. } = received.request;
    println!("{user_id}");
    Ok(types::GetPresenceResponse::new("online"))
}

fn router() -> Router {
    Router::new().on(op::GetPresence, get_presence)
}
```"#
    };
    (handler client_server set_presence) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_presence(received: Received<op::SetPresence>) -> Result<(), ErrorResponse> {
    let request::SetPresence { user_id, body, .. } = received.request;
    println!("{user_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::SetPresence, set_presence)
}
```"#
    };
    (handler client_server delete_push_rule) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn delete_push_rule(
    received: Received<op::DeletePushRule>,
) -> Result<(), ErrorResponse> {
    let request::DeletePushRule { kind, rule_id, .. } = received.request;
    println!("{kind} {rule_id}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::DeletePushRule, delete_push_rule)
}
```"#
    };
    (handler client_server get_notifications) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::{EventId, RoomId, UserId};
use matrix_openapi::json::{Raw, RawObject};
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

async fn get_notifications(
    received: Received<op::GetNotifications>,
) -> Result<types::GetNotificationsResponse, ErrorResponse> {
    let request::GetNotifications { from, limit, .. } = received.request;
    println!("{from:?} {limit:?}");
    Ok(
        types::GetNotificationsResponse::new([
            types::GetNotificationsNotification::new(
                [types::PushAction::from("notify")],
                Raw::new(
                        &types::ClientEventWithoutRoomId::new(
                            RawObject::from(Map::new()),
                            EventId::unchecked("$event"),
                            1735689600000,
                            UserId::unchecked("@alice:example.org"),
                            "org.example.thing",
                        ),
                    )
                    .map_err(|_| ErrorResponse::internal(
                        "the event cannot be written",
                    ))?,
                true,
                RoomId::unchecked("!room:example.org"),
                1735689600000,
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::GetNotifications, get_notifications)
}
```"#
    };
    (handler client_server get_push_rule) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_push_rule(
    received: Received<op::GetPushRule>,
) -> Result<types::PushRule, ErrorResponse> {
    let request::GetPushRule { kind, rule_id, .. } = received.request;
    println!("{kind} {rule_id}");
    Ok(types::PushRule::new([types::PushAction::from("notify")], true, true, rule_id))
}

fn router() -> Router {
    Router::new().on(op::GetPushRule, get_push_rule)
}
```"#
    };
    (handler client_server get_push_rule_actions) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_push_rule_actions(
    received: Received<op::GetPushRuleActions>,
) -> Result<types::GetPushRuleActionsResponse, ErrorResponse> {
    let request::GetPushRuleActions { kind, rule_id, .. } = received.request;
    println!("{kind} {rule_id}");
    Ok(types::GetPushRuleActionsResponse::new([types::PushAction::from("notify")]))
}

fn router() -> Router {
    Router::new().on(op::GetPushRuleActions, get_push_rule_actions)
}
```"#
    };
    (handler client_server get_push_rules) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_push_rules(
    _: Received<op::GetPushRules>,
) -> Result<types::GetPushRulesResponse, ErrorResponse> {
    Ok(types::GetPushRulesResponse::new(types::PushRuleset::default()))
}

fn router() -> Router {
    Router::new().on(op::GetPushRules, get_push_rules)
}
```"#
    };
    (handler client_server get_push_rules_global) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_push_rules_global(
    _: Received<op::GetPushRulesGlobal>,
) -> Result<types::PushRuleset, ErrorResponse> {
    let mut response = types::PushRuleset::default();
    response.content = Some(
        Vec::from([
            types::PushRule::new(
                [types::PushAction::from("notify")],
                true,
                true,
                "rule_id",
            ),
        ]),
    );
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetPushRulesGlobal, get_push_rules_global)
}
```"#
    };
    (handler client_server get_pushers) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_pushers(
    _: Received<op::GetPushers>,
) -> Result<types::GetPushersResponse, ErrorResponse> {
    let mut response = types::GetPushersResponse::default();
    response.pushers = Some(
        Vec::from([
            types::GetPushersPusher::new(
                "app_display_name",
                "org.example.chat.ios",
                types::GetPushersPusherData::default(),
                "device_display_name",
                "http",
                "lang",
                "7b9f3a1c0e",
            ),
        ]),
    );
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetPushers, get_pushers)
}
```"#
    };
    (handler client_server is_push_rule_enabled) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn is_push_rule_enabled(
    received: Received<op::IsPushRuleEnabled>,
) -> Result<types::IsPushRuleEnabledResponse, ErrorResponse> {
    let request::IsPushRuleEnabled { kind, rule_id, .. } = received.request;
    println!("{kind} {rule_id}");
    Ok(types::IsPushRuleEnabledResponse::new(true))
}

fn router() -> Router {
    Router::new().on(op::IsPushRuleEnabled, is_push_rule_enabled)
}
```"#
    };
    (handler client_server post_pusher) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn post_pusher(received: Received<op::PostPusher>) -> Result<(), ErrorResponse> {
    let request::PostPusher { body, .. } = received.request;
    println!("{body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::PostPusher, post_pusher)
}
```"#
    };
    (handler client_server set_push_rule) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_push_rule(
    received: Received<op::SetPushRule>,
) -> Result<(), ErrorResponse> {
    let request::SetPushRule { kind, rule_id, body, .. } = received.request;
    println!("{kind} {rule_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::SetPushRule, set_push_rule)
}
```"#
    };
    (handler client_server set_push_rule_actions) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_push_rule_actions(
    received: Received<op::SetPushRuleActions>,
) -> Result<(), ErrorResponse> {
    let request::SetPushRuleActions { kind, rule_id, body, .. } = received.request;
    println!("{kind} {rule_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::SetPushRuleActions, set_push_rule_actions)
}
```"#
    };
    (handler client_server set_push_rule_enabled) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_push_rule_enabled(
    received: Received<op::SetPushRuleEnabled>,
) -> Result<(), ErrorResponse> {
    let request::SetPushRuleEnabled { kind, rule_id, body, .. } = received.request;
    println!("{kind} {rule_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::SetPushRuleEnabled, set_push_rule_enabled)
}
```"#
    };
    (handler client_server set_read_marker) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_read_marker(
    received: Received<op::SetReadMarker>,
) -> Result<(), ErrorResponse> {
    let request::SetReadMarker { room_id, body, .. } = received.request;
    println!("{room_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::SetReadMarker, set_read_marker)
}
```"#
    };
    (handler client_server report_event) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn report_event(received: Received<op::ReportEvent>) -> Result<(), ErrorResponse> {
    let request::ReportEvent { room_id, event_id, body, .. } = received.request;
    println!("{room_id} {event_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::ReportEvent, report_event)
}
```"#
    };
    (handler client_server report_room) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn report_room(received: Received<op::ReportRoom>) -> Result<(), ErrorResponse> {
    let request::ReportRoom { room_id, body, .. } = received.request;
    println!("{room_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::ReportRoom, report_room)
}
```"#
    };
    (handler client_server report_user) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn report_user(received: Received<op::ReportUser>) -> Result<(), ErrorResponse> {
    let request::ReportUser { user_id, body, .. } = received.request;
    println!("{user_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::ReportUser, report_user)
}
```"#
    };
    (handler client_server create_room) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn create_room(
    received: Received<op::CreateRoom>,
) -> Result<types::CreateRoomResponse, ErrorResponse> {
    let request::CreateRoom { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::CreateRoomResponse::new(RoomId::unchecked("!room:example.org")))
}

fn router() -> Router {
    Router::new().on(op::CreateRoom, create_room)
}
```"#
    };
    (handler client_server delete_room_alias) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn delete_room_alias(
    received: Received<op::DeleteRoomAlias>,
) -> Result<(), ErrorResponse> {
    let request::DeleteRoomAlias { room_alias, .. } = received.request;
    println!("{room_alias}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::DeleteRoomAlias, delete_room_alias)
}
```"#
    };
    (handler client_server get_local_aliases) => {
        r##"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomAlias;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_local_aliases(
    received: Received<op::GetLocalAliases>,
) -> Result<types::GetLocalAliasesResponse, ErrorResponse> {
    let request::GetLocalAliases { room_id, .. } = received.request;
    println!("{room_id}");
    Ok(types::GetLocalAliasesResponse::new([RoomAlias::unchecked("#hall:example.org")]))
}

fn router() -> Router {
    Router::new().on(op::GetLocalAliases, get_local_aliases)
}
```"##
    };
    (handler client_server get_room_id_by_alias) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_room_id_by_alias(
    received: Received<op::GetRoomIdByAlias>,
) -> Result<types::GetRoomIdByAliasResponse, ErrorResponse> {
    let request::GetRoomIdByAlias { room_alias, .. } = received.request;
    println!("{room_alias}");
    let mut response = types::GetRoomIdByAliasResponse::default();
    response.room_id = Some(RoomId::unchecked("!room:example.org"));
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetRoomIdByAlias, get_room_id_by_alias)
}
```"#
    };
    (handler client_server set_room_alias) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_room_alias(
    received: Received<op::SetRoomAlias>,
) -> Result<(), ErrorResponse> {
    let request::SetRoomAlias { room_alias, body, .. } = received.request;
    println!("{room_alias} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::SetRoomAlias, set_room_alias)
}
```"#
    };
    (handler client_server get_public_rooms) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_public_rooms(
    received: Received<op::GetPublicRooms>,
) -> Result<types::PublicRoomsResponse, ErrorResponse> {
    let request::GetPublicRooms { limit, server, .. } = received.request;
    println!("{limit:?} {server:?}");
    Ok(
        types::PublicRoomsResponse::new([
            types::PublicRoomsChunk::new(
                true,
                1,
                RoomId::unchecked("!room:example.org"),
                true,
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::GetPublicRooms, get_public_rooms)
}
```"#
    };
    (handler client_server get_room_visibility_on_directory) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_room_visibility_on_directory(
    received: Received<op::GetRoomVisibilityOnDirectory>,
) -> Result<types::GetRoomVisibilityOnDirectoryResponse, ErrorResponse> {
    let request::GetRoomVisibilityOnDirectory { room_id, .. } = received.request;
    println!("{room_id}");
    let mut response = types::GetRoomVisibilityOnDirectoryResponse::default();
    response.visibility = Some(types::RoomVisibility::from("public"));
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetRoomVisibilityOnDirectory, get_room_visibility_on_directory)
}
```"#
    };
    (handler client_server query_public_rooms) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn query_public_rooms(
    received: Received<op::QueryPublicRooms>,
) -> Result<types::PublicRoomsResponse, ErrorResponse> {
    let request::QueryPublicRooms { body, .. } = received.request;
    println!("{body:?}");
    Ok(
        types::PublicRoomsResponse::new([
            types::PublicRoomsChunk::new(
                true,
                1,
                RoomId::unchecked("!room:example.org"),
                true,
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::QueryPublicRooms, query_public_rooms)
}
```"#
    };
    (handler client_server set_room_visibility_on_directory) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_room_visibility_on_directory(
    received: Received<op::SetRoomVisibilityOnDirectory>,
) -> Result<(), ErrorResponse> {
    let request::SetRoomVisibilityOnDirectory { room_id, body, .. } = received.request;
    println!("{room_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::SetRoomVisibilityOnDirectory, set_room_visibility_on_directory)
}
```"#
    };
    (handler client_server ban) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn ban(received: Received<op::Ban>) -> Result<(), ErrorResponse> {
    let request::Ban { room_id, body, .. } = received.request;
    println!("{room_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::Ban, ban)
}
```"#
    };
    (handler client_server forget_room) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn forget_room(received: Received<op::ForgetRoom>) -> Result<(), ErrorResponse> {
    let request::ForgetRoom { room_id, .. } = received.request;
    println!("{room_id}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::ForgetRoom, forget_room)
}
```"#
    };
    (handler client_server get_joined_rooms) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_joined_rooms(
    _: Received<op::GetJoinedRooms>,
) -> Result<types::GetJoinedRoomsResponse, ErrorResponse> {
    Ok(types::GetJoinedRoomsResponse::new([RoomId::unchecked("!room:example.org")]))
}

fn router() -> Router {
    Router::new().on(op::GetJoinedRooms, get_joined_rooms)
}
```"#
    };
    (handler client_server invite_by_3pid) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn invite_by_3pid(
    received: Received<op::InviteBy3pid>,
) -> Result<(), ErrorResponse> {
    let request::InviteBy3pid { room_id, body, .. } = received.request;
    println!("{room_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::InviteBy3pid, invite_by_3pid)
}
```"#
    };
    (handler client_server invite_user) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn invite_user(received: Received<op::InviteUser>) -> Result<(), ErrorResponse> {
    let request::InviteUser { room_id, body, .. } = received.request;
    println!("{room_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::InviteUser, invite_user)
}
```"#
    };
    (handler client_server join_room) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn join_room(
    received: Received<op::JoinRoom>,
) -> Result<types::JoinRoomResponse, ErrorResponse> {
    let request::JoinRoom { room_id_or_alias, body, .. } = received.request;
    println!("{room_id_or_alias} {body:?}");
    Ok(types::JoinRoomResponse::new(RoomId::unchecked("!room:example.org")))
}

fn router() -> Router {
    Router::new().on(op::JoinRoom, join_room)
}
```"#
    };
    (handler client_server join_room_by_id) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn join_room_by_id(
    received: Received<op::JoinRoomById>,
) -> Result<types::JoinRoomByIdResponse, ErrorResponse> {
    let request::JoinRoomById { room_id, body, .. } = received.request;
    println!("{room_id} {body:?}");
    Ok(types::JoinRoomByIdResponse::new(room_id))
}

fn router() -> Router {
    Router::new().on(op::JoinRoomById, join_room_by_id)
}
```"#
    };
    (handler client_server kick) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn kick(received: Received<op::Kick>) -> Result<(), ErrorResponse> {
    let request::Kick { room_id, body, .. } = received.request;
    println!("{room_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::Kick, kick)
}
```"#
    };
    (handler client_server knock_room) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn knock_room(
    received: Received<op::KnockRoom>,
) -> Result<types::KnockRoomResponse, ErrorResponse> {
    let request::KnockRoom { room_id_or_alias, body, .. } = received.request;
    println!("{room_id_or_alias} {body:?}");
    Ok(types::KnockRoomResponse::new(RoomId::unchecked("!room:example.org")))
}

fn router() -> Router {
    Router::new().on(op::KnockRoom, knock_room)
}
```"#
    };
    (handler client_server leave_room) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn leave_room(received: Received<op::LeaveRoom>) -> Result<(), ErrorResponse> {
    let request::LeaveRoom { room_id, body, .. } = received.request;
    println!("{room_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::LeaveRoom, leave_room)
}
```"#
    };
    (handler client_server unban) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn unban(received: Received<op::Unban>) -> Result<(), ErrorResponse> {
    let request::Unban { room_id, body, .. } = received.request;
    println!("{room_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::Unban, unban)
}
```"#
    };
    (handler client_server define_filter) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn define_filter(
    received: Received<op::DefineFilter>,
) -> Result<types::DefineFilterResponse, ErrorResponse> {
    let request::DefineFilter { user_id, body, .. } = received.request;
    println!("{user_id} {body:?}");
    Ok(types::DefineFilterResponse::new("filter_id"))
}

fn router() -> Router {
    Router::new().on(op::DefineFilter, define_filter)
}
```"#
    };
    (handler client_server get_event_by_timestamp) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::EventId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_event_by_timestamp(
    received: Received<op::GetEventByTimestamp>,
) -> Result<types::GetEventByTimestampResponse, ErrorResponse> {
    let request::GetEventByTimestamp { room_id, dir, ts, .. } = received.request;
    println!("{room_id} {dir} {ts}");
    Ok(
        types::GetEventByTimestampResponse::new(
            EventId::unchecked("$event"),
            1735689600000,
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetEventByTimestamp, get_event_by_timestamp)
}
```"#
    };
    (handler client_server get_event_context) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_event_context(
    received: Received<op::GetEventContext>,
) -> Result<types::GetEventContextResponse, ErrorResponse> {
    let request::GetEventContext { room_id, event_id, .. } = received.request;
    println!("{room_id} {event_id}");
    let mut response = types::GetEventContextResponse::default();
    response.end = Some("end".to_owned());
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetEventContext, get_event_context)
}
```"#
    };
    (handler client_server get_events) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_events(
    received: Received<op::GetEvents>,
) -> Result<types::GetEventsResponse, ErrorResponse> {
    let request::GetEvents { from, timeout, .. } = received.request;
    println!("{from:?} {timeout:?}");
    let mut response = types::GetEventsResponse::default();
    response.end = Some("end".to_owned());
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetEvents, get_events)
}
```"#
    };
    (handler client_server get_filter) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_filter(
    received: Received<op::GetFilter>,
) -> Result<types::SyncFilter, ErrorResponse> {
    let request::GetFilter { user_id, filter_id, .. } = received.request;
    println!("{user_id} {filter_id}");
    let mut response = types::SyncFilter::default();
    response.account_data = Some(types::EventFilter::default());
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetFilter, get_filter)
}
```"#
    };
    (handler client_server get_joined_members_by_room) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::UserId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_joined_members_by_room(
    received: Received<op::GetJoinedMembersByRoom>,
) -> Result<types::GetJoinedMembersByRoomResponse, ErrorResponse> {
    let request::GetJoinedMembersByRoom { room_id, .. } = received.request;
    println!("{room_id}");
    let mut response = types::GetJoinedMembersByRoomResponse::default();
    response.joined = Some(
        BTreeMap::from([
            (
                UserId::unchecked("@alice:example.org"),
                types::GetJoinedMembersByRoomRoomMember::default(),
            ),
        ]),
    );
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetJoinedMembersByRoom, get_joined_members_by_room)
}
```"#
    };
    (handler client_server get_members_by_room) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_members_by_room(
    received: Received<op::GetMembersByRoom>,
) -> Result<types::GetMembersByRoomResponse, ErrorResponse> {
    let request::GetMembersByRoom { room_id, .. } = received.request;
    println!("{room_id}");
    Ok(types::GetMembersByRoomResponse::default())
}

fn router() -> Router {
    Router::new().on(op::GetMembersByRoom, get_members_by_room)
}
```"#
    };
    (handler client_server get_one_event) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::{RoomId, UserId};
use matrix_openapi::json::{Raw, RawObject};
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

async fn get_one_event(
    received: Received<op::GetOneEvent>,
) -> Result<Raw<types::ClientEvent>, ErrorResponse> {
    let request::GetOneEvent { event_id, .. } = received.request;
    println!("{event_id}");
    Ok(
        Raw::new(
                &types::ClientEvent::new(
                    RawObject::from(Map::new()),
                    event_id,
                    1735689600000,
                    RoomId::unchecked("!room:example.org"),
                    UserId::unchecked("@alice:example.org"),
                    "org.example.thing",
                ),
            )
            .map_err(|_| ErrorResponse::internal("the event cannot be written"))?,
    )
}

fn router() -> Router {
    Router::new().on(op::GetOneEvent, get_one_event)
}
```"#
    };
    (handler client_server get_one_room_event) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::UserId;
use matrix_openapi::json::{Raw, RawObject};
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

async fn get_one_room_event(
    received: Received<op::GetOneRoomEvent>,
) -> Result<Raw<types::ClientEvent>, ErrorResponse> {
    let request::GetOneRoomEvent { room_id, event_id, .. } = received.request;
    println!("{room_id} {event_id}");
    Ok(
        Raw::new(
                &types::ClientEvent::new(
                    RawObject::from(Map::new()),
                    event_id,
                    1735689600000,
                    room_id,
                    UserId::unchecked("@alice:example.org"),
                    "org.example.thing",
                ),
            )
            .map_err(|_| ErrorResponse::internal("the event cannot be written"))?,
    )
}

fn router() -> Router {
    Router::new().on(op::GetOneRoomEvent, get_one_room_event)
}
```"#
    };
    (handler client_server get_room_events) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_room_events(
    received: Received<op::GetRoomEvents>,
) -> Result<types::GetRoomEventsResponse, ErrorResponse> {
    let request::GetRoomEvents { room_id, dir, .. } = received.request;
    println!("{room_id} {dir}");
    Ok(types::GetRoomEventsResponse::new(Vec::new(), "start"))
}

fn router() -> Router {
    Router::new().on(op::GetRoomEvents, get_room_events)
}
```"#
    };
    (handler client_server get_room_state) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::json::Raw;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_room_state(
    received: Received<op::GetRoomState>,
) -> Result<Vec<Raw<types::ClientEvent>>, ErrorResponse> {
    let request::GetRoomState { room_id, .. } = received.request;
    println!("{room_id}");
    Ok(Vec::new())
}

fn router() -> Router {
    Router::new().on(op::GetRoomState, get_room_state)
}
```"#
    };
    (handler client_server get_room_state_with_key) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::{Map, json};

async fn get_room_state_with_key(
    received: Received<op::GetRoomStateWithKey>,
) -> Result<RawObject, ErrorResponse> {
    let request::GetRoomStateWithKey { room_id, event_type, state_key, .. } = received
        .request;
    println!("{room_id} {event_type} {state_key}");
    Ok(RawObject::from(Map::from_iter([("key".to_owned(), json!("value"))])))
}

fn router() -> Router {
    Router::new().on(op::GetRoomStateWithKey, get_room_state_with_key)
}
```"#
    };
    (handler client_server initial_sync) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn initial_sync(
    received: Received<op::InitialSync>,
) -> Result<types::InitialSyncResponse, ErrorResponse> {
    let request::InitialSync { archived, limit, .. } = received.request;
    println!("{archived:?} {limit:?}");
    Ok(
        types::InitialSyncResponse::new(
            "end",
            Vec::new(),
            [
                types::InitialSyncRoomInfo::new(
                    "invite",
                    RoomId::unchecked("!room:example.org"),
                ),
            ],
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::InitialSync, initial_sync)
}
```"#
    };
    (handler client_server peek_events) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn peek_events(
    received: Received<op::PeekEvents>,
) -> Result<types::PeekEventsResponse, ErrorResponse> {
    let request::PeekEvents { room_id, .. } = received.request;
    println!("{room_id}");
    let mut response = types::PeekEventsResponse::default();
    response.end = Some("end".to_owned());
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::PeekEvents, peek_events)
}
```"#
    };
    (handler client_server post_receipt) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn post_receipt(received: Received<op::PostReceipt>) -> Result<(), ErrorResponse> {
    let request::PostReceipt { room_id, receipt_type, event_id, body, .. } = received
        .request;
    println!("{room_id} {receipt_type} {event_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::PostReceipt, post_receipt)
}
```"#
    };
    (handler client_server redact_event) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::EventId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn redact_event(
    received: Received<op::RedactEvent>,
) -> Result<types::RedactEventResponse, ErrorResponse> {
    let request::RedactEvent { room_id, event_id, txn_id, body, .. } = received.request;
    println!("{room_id} {event_id} {txn_id} {body:?}");
    let mut response = types::RedactEventResponse::default();
    response.event_id = Some(EventId::unchecked("$event"));
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::RedactEvent, redact_event)
}
```"#
    };
    (handler client_server room_initial_sync) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn room_initial_sync(
    received: Received<op::RoomInitialSync>,
) -> Result<types::RoomInitialSyncResponse, ErrorResponse> {
    let request::RoomInitialSync { room_id, .. } = received.request;
    println!("{room_id}");
    Ok(types::RoomInitialSyncResponse::new(room_id))
}

fn router() -> Router {
    Router::new().on(op::RoomInitialSync, room_initial_sync)
}
```"#
    };
    (handler client_server send_message) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::EventId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn send_message(
    received: Received<op::SendMessage>,
) -> Result<types::SendMessageResponse, ErrorResponse> {
    let request::SendMessage { room_id, event_type, txn_id, body, .. } = received
        .request;
    println!("{room_id} {event_type} {txn_id} {body:?}");
    Ok(types::SendMessageResponse::new(EventId::unchecked("$event")))
}

fn router() -> Router {
    Router::new().on(op::SendMessage, send_message)
}
```"#
    };
    (handler client_server set_room_state_with_key) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::EventId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_room_state_with_key(
    received: Received<op::SetRoomStateWithKey>,
) -> Result<types::SetRoomStateWithKeyResponse, ErrorResponse> {
    let request::SetRoomStateWithKey { room_id, event_type, state_key, body, .. } = received
        .request;
    println!("{room_id} {event_type} {state_key} {body:?}");
    Ok(types::SetRoomStateWithKeyResponse::new(EventId::unchecked("$event")))
}

fn router() -> Router {
    Router::new().on(op::SetRoomStateWithKey, set_room_state_with_key)
}
```"#
    };
    (handler client_server set_typing) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_typing(received: Received<op::SetTyping>) -> Result<(), ErrorResponse> {
    let request::SetTyping { room_id, user_id, body, .. } = received.request;
    println!("{room_id} {user_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::SetTyping, set_typing)
}
```"#
    };
    (handler client_server sync) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn sync(
    received: Received<op::Sync>,
) -> Result<types::SyncResponse, ErrorResponse> {
    let request::Sync { filter, full_state, .. } = received.request;
    println!("{filter:?} {full_state:?}");
    Ok(types::SyncResponse::new("next_batch"))
}

fn router() -> Router {
    Router::new().on(op::Sync, sync)
}
```"#
    };
    (handler client_server upgrade_room) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn upgrade_room(
    received: Received<op::UpgradeRoom>,
) -> Result<types::UpgradeRoomResponse, ErrorResponse> {
    let request::UpgradeRoom { room_id, body, .. } = received.request;
    println!("{room_id} {body:?}");
    Ok(types::UpgradeRoomResponse::new(RoomId::unchecked("!room:example.org")))
}

fn router() -> Router {
    Router::new().on(op::UpgradeRoom, upgrade_room)
}
```"#
    };
    (handler client_server search) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn search(
    received: Received<op::Search>,
) -> Result<types::SearchResponse, ErrorResponse> {
    let request::Search { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::SearchResponse::new(types::SearchResultCategories::default()))
}

fn router() -> Router {
    Router::new().on(op::Search, search)
}
```"#
    };
    (handler client_server send_to_device) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn send_to_device(
    received: Received<op::SendToDevice>,
) -> Result<(), ErrorResponse> {
    let request::SendToDevice { event_type, txn_id, body, .. } = received.request;
    println!("{event_type} {txn_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::SendToDevice, send_to_device)
}
```"#
    };
    (handler client_server get_admin_lock_user) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_admin_lock_user(
    received: Received<op::GetAdminLockUser>,
) -> Result<types::GetAdminLockUserResponse, ErrorResponse> {
    let request::GetAdminLockUser { user_id, .. } = received.request;
    println!("{user_id}");
    Ok(types::GetAdminLockUserResponse::new(true))
}

fn router() -> Router {
    Router::new().on(op::GetAdminLockUser, get_admin_lock_user)
}
```"#
    };
    (handler client_server get_admin_suspend_user) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_admin_suspend_user(
    received: Received<op::GetAdminSuspendUser>,
) -> Result<types::GetAdminSuspendUserResponse, ErrorResponse> {
    let request::GetAdminSuspendUser { user_id, .. } = received.request;
    println!("{user_id}");
    Ok(types::GetAdminSuspendUserResponse::new(true))
}

fn router() -> Router {
    Router::new().on(op::GetAdminSuspendUser, get_admin_suspend_user)
}
```"#
    };
    (handler client_server get_versions) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_versions(
    _: Received<op::GetVersions>,
) -> Result<types::GetVersionsResponse, ErrorResponse> {
    Ok(types::GetVersionsResponse::new(["v1.11".to_owned()]))
}

fn router() -> Router {
    Router::new().on(op::GetVersions, get_versions)
}
```"#
    };
    (handler client_server get_wellknown) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_wellknown(
    _: Received<op::GetWellknown>,
) -> Result<types::DiscoveryInformation, ErrorResponse> {
    Ok(types::DiscoveryInformation::new(types::HomeserverInformation::new("base_url")))
}

fn router() -> Router {
    Router::new().on(op::GetWellknown, get_wellknown)
}
```"#
    };
    (handler client_server get_wellknown_policy) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_wellknown_policy(
    _: Received<op::GetWellknownPolicy>,
) -> Result<types::GetWellknownPolicyResponse, ErrorResponse> {
    Ok(
        types::GetWellknownPolicyResponse::new(
            types::GetWellknownPolicyPublicKeys::new("ed25519"),
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetWellknownPolicy, get_wellknown_policy)
}
```"#
    };
    (handler client_server get_wellknown_support) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_wellknown_support(
    _: Received<op::GetWellknownSupport>,
) -> Result<types::GetWellknownSupportResponse, ErrorResponse> {
    let mut response = types::GetWellknownSupportResponse::default();
    response.contacts = Some(
        Vec::from([types::GetWellknownSupportContact::new("m.role.admin")]),
    );
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetWellknownSupport, get_wellknown_support)
}
```"#
    };
    (handler client_server get_who_is) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_who_is(
    received: Received<op::GetWhoIs>,
) -> Result<types::GetWhoIsResponse, ErrorResponse> {
    let request::GetWhoIs { user_id, .. } = received.request;
    println!("{user_id}");
    let mut response = types::GetWhoIsResponse::default();
    response.devices = Some(
        BTreeMap::from([
            ("ed25519:JLAFKJWSCS".to_owned(), types::GetWhoIsDeviceInfo::default()),
        ]),
    );
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetWhoIs, get_who_is)
}
```"#
    };
    (handler client_server set_admin_lock_user) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_admin_lock_user(
    received: Received<op::SetAdminLockUser>,
) -> Result<types::SetAdminLockUserResponse, ErrorResponse> {
    let request::SetAdminLockUser { user_id, body, .. } = received.request;
    println!("{user_id} {body:?}");
    Ok(types::SetAdminLockUserResponse::new(true))
}

fn router() -> Router {
    Router::new().on(op::SetAdminLockUser, set_admin_lock_user)
}
```"#
    };
    (handler client_server set_admin_suspend_user) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_admin_suspend_user(
    received: Received<op::SetAdminSuspendUser>,
) -> Result<types::SetAdminSuspendUserResponse, ErrorResponse> {
    let request::SetAdminSuspendUser { user_id, body, .. } = received.request;
    println!("{user_id} {body:?}");
    Ok(types::SetAdminSuspendUserResponse::new(true))
}

fn router() -> Router {
    Router::new().on(op::SetAdminSuspendUser, set_admin_suspend_user)
}
```"#
    };
    (handler client_server generate_login_token) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn generate_login_token(
    received: Received<op::GenerateLoginToken>,
) -> Result<types::GenerateLoginTokenResponse, ErrorResponse> {
    let request::GenerateLoginToken { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::GenerateLoginTokenResponse::new(1, "secret"))
}

fn router() -> Router {
    Router::new().on(op::GenerateLoginToken, generate_login_token)
}
```"#
    };
    (handler client_server get_auth_metadata) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_auth_metadata(
    _: Received<op::GetAuthMetadata>,
) -> Result<types::GetAuthMetadataResponse, ErrorResponse> {
    Ok(
        types::GetAuthMetadataResponse::new(
            "authorization_endpoint",
            ["code_challenge_methods_supported".to_owned()],
            ["grant_types_supported".to_owned()],
            "issuer",
            "registration_endpoint",
            ["response_modes_supported".to_owned()],
            ["response_types_supported".to_owned()],
            "revocation_endpoint",
            "token_endpoint",
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetAuthMetadata, get_auth_metadata)
}
```"#
    };
    (handler client_server get_login_flows) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_login_flows(
    _: Received<op::GetLoginFlows>,
) -> Result<types::GetLoginFlowsResponse, ErrorResponse> {
    let mut response = types::GetLoginFlowsResponse::default();
    response.flows = Some(
        Vec::from([types::GetLoginFlowsLoginFlow::new("org.example.thing")]),
    );
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetLoginFlows, get_login_flows)
}
```"#
    };
    (handler client_server login) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::UserId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn login(
    received: Received<op::Login>,
) -> Result<types::LoginResponse, ErrorResponse> {
    let request::Login { body, .. } = received.request;
    println!("{body:?}");
    Ok(
        types::LoginResponse::new(
            "abc123_OpaqueString",
            "JLAFKJWSCS",
            UserId::unchecked("@alice:example.org"),
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::Login, login)
}
```"#
    };
    (handler client_server logout) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::op;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn logout(_: Received<op::Logout>) -> Result<(), ErrorResponse> {
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::Logout, logout)
}
```"#
    };
    (handler client_server logout_all) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::op;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn logout_all(_: Received<op::LogoutAll>) -> Result<(), ErrorResponse> {
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::LogoutAll, logout_all)
}
```"#
    };
    (handler client_server redirect_to_id_p) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::http::Redirect;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn redirect_to_id_p(
    received: Received<op::RedirectToIdP>,
) -> Result<Redirect, ErrorResponse> {
    let request::RedirectToIdP { idp_id, redirect_url, .. } = received.request;
    println!("{idp_id} {redirect_url}");
    Redirect::to("https://sso.example.org/login")
        .map_err(|_| ErrorResponse::internal("the URL of the login is invalid"))
}

fn router() -> Router {
    Router::new().on(op::RedirectToIdP, redirect_to_id_p)
}
```"#
    };
    (handler client_server redirect_to_sso) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::http::Redirect;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn redirect_to_sso(
    received: Received<op::RedirectToSso>,
) -> Result<Redirect, ErrorResponse> {
    let request::RedirectToSso { redirect_url, .. } = received.request;
    println!("{redirect_url}");
    Redirect::to("https://sso.example.org/login")
        .map_err(|_| ErrorResponse::internal("the URL of the login is invalid"))
}

fn router() -> Router {
    Router::new().on(op::RedirectToSso, redirect_to_sso)
}
```"#
    };
    (handler client_server whoami) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn whoami(
    received: Received<op::Whoami>,
) -> Result<types::WhoamiResponse, ErrorResponse> {
    let caller = received.user_id()?.clone();
    Ok(types::WhoamiResponse::new(caller))
}

fn router() -> Router {
    Router::new().on(op::Whoami, whoami)
}
```"#
    };
    (handler client_server get_space_hierarchy) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_space_hierarchy(
    received: Received<op::GetSpaceHierarchy>,
) -> Result<types::GetSpaceHierarchyResponse, ErrorResponse> {
    let request::GetSpaceHierarchy { room_id, .. } = received.request;
    println!("{room_id}");
    Ok(
        types::GetSpaceHierarchyResponse::new([
            types::GetSpaceHierarchySpaceHierarchyRoomsChunk::new(
                Vec::new(),
                true,
                1,
                RoomId::unchecked("!room:example.org"),
                true,
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::GetSpaceHierarchy, get_space_hierarchy)
}
```"#
    };
    (handler client_server get_protocol_metadata) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

async fn get_protocol_metadata(
    received: Received<op::GetProtocolMetadata>,
) -> Result<types::Protocol, ErrorResponse> {
    let request::GetProtocolMetadata { protocol, .. } = received.request;
    println!("{protocol}");
    Ok(
        types::Protocol::new(
            [
                (
                    "ed25519:JLAFKJWSCS".to_owned(),
                    types::ProtocolFieldType::new("placeholder", "regexp"),
                ),
            ],
            [
                types::ProtocolProtocolInstance::new(
                    "desc",
                    RawObject::from(Map::new()),
                    "network_id",
                ),
            ],
            ["location_fields".to_owned()],
            ["user_fields".to_owned()],
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetProtocolMetadata, get_protocol_metadata)
}
```"#
    };
    (handler client_server get_protocols) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::client_server::{op, types};
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

async fn get_protocols(
    _: Received<op::GetProtocols>,
) -> Result<BTreeMap<String, types::Protocol>, ErrorResponse> {
    Ok(
        BTreeMap::from([
            (
                "ed25519:JLAFKJWSCS".to_owned(),
                types::Protocol::new(
                    [
                        (
                            "ed25519:JLAFKJWSCS".to_owned(),
                            types::ProtocolFieldType::new("placeholder", "regexp"),
                        ),
                    ],
                    [
                        types::ProtocolProtocolInstance::new(
                            "desc",
                            RawObject::from(Map::new()),
                            "network_id",
                        ),
                    ],
                    ["location_fields".to_owned()],
                    ["user_fields".to_owned()],
                ),
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::GetProtocols, get_protocols)
}
```"#
    };
    (handler client_server query_location_by_alias) => {
        r##"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomAlias;
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

async fn query_location_by_alias(
    received: Received<op::QueryLocationByAlias>,
) -> Result<Vec<types::Location>, ErrorResponse> {
    let request::QueryLocationByAlias { alias, .. } = received.request;
    println!("{alias}");
    Ok(
        Vec::from([
            types::Location::new(
                RoomAlias::unchecked("#hall:example.org"),
                RawObject::from(Map::new()),
                "irc",
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::QueryLocationByAlias, query_location_by_alias)
}
```"##
    };
    (handler client_server query_location_by_protocol) => {
        r##"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::RoomAlias;
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

async fn query_location_by_protocol(
    received: Received<op::QueryLocationByProtocol>,
) -> Result<Vec<types::Location>, ErrorResponse> {
    let request::QueryLocationByProtocol { protocol, .. } = received.request;
    println!("{protocol}");
    Ok(
        Vec::from([
            types::Location::new(
                RoomAlias::unchecked("#hall:example.org"),
                RawObject::from(Map::new()),
                "irc",
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::QueryLocationByProtocol, query_location_by_protocol)
}
```"##
    };
    (handler client_server query_user_by_id) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::UserId;
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

async fn query_user_by_id(
    received: Received<op::QueryUserById>,
) -> Result<Vec<types::User>, ErrorResponse> {
    let request::QueryUserById { userid, .. } = received.request;
    println!("{userid}");
    Ok(
        Vec::from([
            types::User::new(
                RawObject::from(Map::new()),
                "irc",
                UserId::unchecked("@alice:example.org"),
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::QueryUserById, query_user_by_id)
}
```"#
    };
    (handler client_server query_user_by_protocol) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::UserId;
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

async fn query_user_by_protocol(
    received: Received<op::QueryUserByProtocol>,
) -> Result<Vec<types::User>, ErrorResponse> {
    let request::QueryUserByProtocol { protocol, .. } = received.request;
    println!("{protocol}");
    Ok(
        Vec::from([
            types::User::new(
                RawObject::from(Map::new()),
                "irc",
                UserId::unchecked("@alice:example.org"),
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::QueryUserByProtocol, query_user_by_protocol)
}
```"#
    };
    (handler client_server get_thread_roots) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_thread_roots(
    received: Received<op::GetThreadRoots>,
) -> Result<types::GetThreadRootsResponse, ErrorResponse> {
    let request::GetThreadRoots { room_id, .. } = received.request;
    println!("{room_id}");
    Ok(types::GetThreadRootsResponse::new(Vec::new()))
}

fn router() -> Router {
    Router::new().on(op::GetThreadRoots, get_thread_roots)
}
```"#
    };
    (handler client_server delete_profile_field) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn delete_profile_field(
    received: Received<op::DeleteProfileField>,
) -> Result<(), ErrorResponse> {
    let request::DeleteProfileField { user_id, key_name, .. } = received.request;
    println!("{user_id} {key_name}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::DeleteProfileField, delete_profile_field)
}
```"#
    };
    (handler client_server delete_room_tag) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn delete_room_tag(
    received: Received<op::DeleteRoomTag>,
) -> Result<(), ErrorResponse> {
    let request::DeleteRoomTag { user_id, room_id, tag, .. } = received.request;
    println!("{user_id} {room_id} {tag}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::DeleteRoomTag, delete_room_tag)
}
```"#
    };
    (handler client_server get_account_data) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::{Map, json};

async fn get_account_data(
    received: Received<op::GetAccountData>,
) -> Result<RawObject, ErrorResponse> {
    let request::GetAccountData { user_id, type_, .. } = received.request;
    println!("{user_id} {type_}");
    Ok(RawObject::from(Map::from_iter([("key".to_owned(), json!("value"))])))
}

fn router() -> Router {
    Router::new().on(op::GetAccountData, get_account_data)
}
```"#
    };
    (handler client_server get_account_data_per_room) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::{Map, json};

async fn get_account_data_per_room(
    received: Received<op::GetAccountDataPerRoom>,
) -> Result<RawObject, ErrorResponse> {
    let request::GetAccountDataPerRoom { user_id, room_id, type_, .. } = received
        .request;
    println!("{user_id} {room_id} {type_}");
    Ok(RawObject::from(Map::from_iter([("key".to_owned(), json!("value"))])))
}

fn router() -> Router {
    Router::new().on(op::GetAccountDataPerRoom, get_account_data_per_room)
}
```"#
    };
    (handler client_server get_profile_field) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::{Map, json};

async fn get_profile_field(
    received: Received<op::GetProfileField>,
) -> Result<RawObject, ErrorResponse> {
    let request::GetProfileField { user_id, key_name, .. } = received.request;
    println!("{user_id} {key_name}");
    Ok(RawObject::from(Map::from_iter([("key".to_owned(), json!("value"))])))
}

fn router() -> Router {
    Router::new().on(op::GetProfileField, get_profile_field)
}
```"#
    };
    (handler client_server get_room_tags) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_room_tags(
    received: Received<op::GetRoomTags>,
) -> Result<types::GetRoomTagsResponse, ErrorResponse> {
    let request::GetRoomTags { user_id, room_id, .. } = received.request;
    println!("{user_id} {room_id}");
    let mut response = types::GetRoomTagsResponse::default();
    response.tags = Some(
        BTreeMap::from([("ed25519:JLAFKJWSCS".to_owned(), types::Tag::default())]),
    );
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetRoomTags, get_room_tags)
}
```"#
    };
    (handler client_server get_user_profile) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::MxcUri;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_user_profile(
    received: Received<op::GetUserProfile>,
) -> Result<types::GetUserProfileResponse, ErrorResponse> {
    let request::GetUserProfile { user_id, .. } = received.request;
    println!("{user_id}");
    let mut response = types::GetUserProfileResponse::default();
    response.avatar_url = Some(MxcUri::unchecked("mxc://example.org/media"));
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetUserProfile, get_user_profile)
}
```"#
    };
    (handler client_server set_account_data) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_account_data(
    received: Received<op::SetAccountData>,
) -> Result<(), ErrorResponse> {
    let request::SetAccountData { user_id, type_, body, .. } = received.request;
    println!("{user_id} {type_} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::SetAccountData, set_account_data)
}
```"#
    };
    (handler client_server set_account_data_per_room) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_account_data_per_room(
    received: Received<op::SetAccountDataPerRoom>,
) -> Result<(), ErrorResponse> {
    let request::SetAccountDataPerRoom { user_id, room_id, type_, body, .. } = received
        .request;
    println!("{user_id} {room_id} {type_} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::SetAccountDataPerRoom, set_account_data_per_room)
}
```"#
    };
    (handler client_server set_profile_field) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_profile_field(
    received: Received<op::SetProfileField>,
) -> Result<(), ErrorResponse> {
    let request::SetProfileField { user_id, key_name, body, .. } = received.request;
    println!("{user_id} {key_name} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::SetProfileField, set_profile_field)
}
```"#
    };
    (handler client_server set_room_tag) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn set_room_tag(received: Received<op::SetRoomTag>) -> Result<(), ErrorResponse> {
    let request::SetRoomTag { user_id, room_id, tag, body, .. } = received.request;
    println!("{user_id} {room_id} {tag} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::SetRoomTag, set_room_tag)
}
```"#
    };
    (handler client_server search_user_directory) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, request, types};
use matrix_openapi::id::UserId;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn search_user_directory(
    received: Received<op::SearchUserDirectory>,
) -> Result<types::SearchUserDirectoryResponse, ErrorResponse> {
    let request::SearchUserDirectory { body, .. } = received.request;
    println!("{body:?}");
    Ok(
        types::SearchUserDirectoryResponse::new(
            true,
            [
                types::SearchUserDirectoryUser::new(
                    UserId::unchecked("@alice:example.org"),
                ),
            ],
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::SearchUserDirectory, search_user_directory)
}
```"#
    };
    (handler client_server get_turn_server) => {
        r#"
# Example

```no_run
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_turn_server(
    _: Received<op::GetTurnServer>,
) -> Result<types::GetTurnServerResponse, ErrorResponse> {
    Ok(
        types::GetTurnServerResponse::new(
            "secret",
            1,
            ["turn:example.org?transport=udp".to_owned()],
            "alice",
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetTurnServer, get_turn_server)
}
```"#
    };
    (handler server_server get_content) => {
        r#"
# Example

```no_run
use matrix_openapi::server::{Content, ErrorResponse, FederationFile, Received, Router};
use matrix_openapi::server_server::{op, request};

async fn get_content(
    received: Received<op::GetContent>,
) -> Result<FederationFile, ErrorResponse> {
    let request::GetContent { media_id, .. } = received.request;
    println!("{media_id}");
    Ok(FederationFile::new(Content::new("text/plain", "the file")))
}

fn router() -> Router {
    Router::new().on(op::GetContent, get_content)
}
```"#
    };
    (handler server_server get_content_thumbnail) => {
        r#"
# Example

```no_run
use matrix_openapi::server::{Content, ErrorResponse, FederationFile, Received, Router};
use matrix_openapi::server_server::{op, request};

async fn get_content_thumbnail(
    received: Received<op::GetContentThumbnail>,
) -> Result<FederationFile, ErrorResponse> {
    let request::GetContentThumbnail { media_id, height, width, .. } = received.request;
    println!("{media_id} {height} {width}");
    Ok(FederationFile::new(Content::new("text/plain", "the file")))
}

fn router() -> Router {
    Router::new().on(op::GetContentThumbnail, get_content_thumbnail)
}
```"#
    };
    (handler server_server ask_policy_server_to_sign) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::id::ServerName;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request};

async fn ask_policy_server_to_sign(
    received: Received<op::AskPolicyServerToSign>,
) -> Result<BTreeMap<ServerName, BTreeMap<String, String>>, ErrorResponse> {
    let request::AskPolicyServerToSign { body, .. } = received.request;
    println!("{body:?}");
    Ok(
        BTreeMap::from([
            (
                ServerName::unchecked("example.org"),
                BTreeMap::from([
                    ("ed25519:JLAFKJWSCS".to_owned(), "JLAFKJWSCS".to_owned()),
                ]),
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::AskPolicyServerToSign, ask_policy_server_to_sign)
}
```"#
    };
    (handler server_server backfill_room) => {
        r#"
# Example

```no_run
use matrix_openapi::id::ServerName;
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};
use serde_json::Map;

async fn backfill_room(
    received: Received<op::BackfillRoom>,
) -> Result<types::UnlimitedPduTransaction, ErrorResponse> {
    let request::BackfillRoom { room_id, limit, v, .. } = received.request;
    println!("{room_id} {limit} {v:?}");
    Ok(
        types::UnlimitedPduTransaction::new(
            ServerName::unchecked("example.org"),
            1735689600000,
            [RawObject::from(Map::new())],
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::BackfillRoom, backfill_room)
}
```"#
    };
    (handler server_server bulk_perspectives_key_query) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::id::ServerName;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn bulk_perspectives_key_query(
    received: Received<op::BulkPerspectivesKeyQuery>,
) -> Result<types::KeysQueryResponse, ErrorResponse> {
    let request::BulkPerspectivesKeyQuery { body, .. } = received.request;
    println!("{body:?}");
    let mut response = types::KeysQueryResponse::default();
    response.server_keys = Some(
        Vec::from([
            types::Keys::new(
                ServerName::unchecked("example.org"),
                [(ServerName::unchecked("example.org"), BTreeMap::new())],
                1,
                [
                    (
                        "ed25519:JLAFKJWSCS".to_owned(),
                        types::KeysVerifyKey::new("ed25519:JLAFKJWSCS"),
                    ),
                ],
            ),
        ]),
    );
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::BulkPerspectivesKeyQuery, bulk_perspectives_key_query)
}
```"#
    };
    (handler server_server claim_user_encryption_keys) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::id::UserId;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn claim_user_encryption_keys(
    received: Received<op::ClaimUserEncryptionKeys>,
) -> Result<types::ClaimUserEncryptionKeysResponse, ErrorResponse> {
    let request::ClaimUserEncryptionKeys { body, .. } = received.request;
    println!("{body:?}");
    Ok(
        types::ClaimUserEncryptionKeysResponse::new([
            (
                UserId::unchecked("@alice:example.org"),
                BTreeMap::from([
                    (
                        "ed25519:JLAFKJWSCS".to_owned(),
                        BTreeMap::from([
                            (
                                "ed25519:JLAFKJWSCS".to_owned(),
                                types::ClaimUserEncryptionKeysOneTimeKeys::from(
                                    "JLAFKJWSCS",
                                ),
                            ),
                        ]),
                    ),
                ]),
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::ClaimUserEncryptionKeys, claim_user_encryption_keys)
}
```"#
    };
    (handler server_server exchange_open_id_token) => {
        r#"
# Example

```no_run
use matrix_openapi::id::UserId;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn exchange_open_id_token(
    received: Received<op::ExchangeOpenIdToken>,
) -> Result<types::ExchangeOpenIdTokenResponse, ErrorResponse> {
    let request::ExchangeOpenIdToken { access_token, .. } = received.request;
    println!("{access_token}");
    Ok(types::ExchangeOpenIdTokenResponse::new(UserId::unchecked("@alice:example.org")))
}

fn router() -> Router {
    Router::new().on(op::ExchangeOpenIdToken, exchange_open_id_token)
}
```"#
    };
    (handler server_server exchange_third_party_invite) => {
        r#"
# Example

```no_run
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request};

async fn exchange_third_party_invite(
    received: Received<op::ExchangeThirdPartyInvite>,
) -> Result<(), ErrorResponse> {
    let request::ExchangeThirdPartyInvite { room_id, body, .. } = received.request;
    println!("{room_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::ExchangeThirdPartyInvite, exchange_third_party_invite)
}
```"#
    };
    (handler server_server get_event) => {
        r#"
# Example

```no_run
use matrix_openapi::id::ServerName;
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};
use serde_json::Map;

async fn get_event(
    received: Received<op::GetEvent>,
) -> Result<types::SinglePduTransaction, ErrorResponse> {
    let request::GetEvent { event_id, .. } = received.request;
    println!("{event_id}");
    Ok(
        types::SinglePduTransaction::new(
            ServerName::unchecked("example.org"),
            1735689600000,
            [RawObject::from(Map::new())],
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetEvent, get_event)
}
```"#
    };
    (handler server_server get_event_auth) => {
        r#"
# Example

```no_run
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};
use serde_json::Map;

async fn get_event_auth(
    received: Received<op::GetEventAuth>,
) -> Result<types::GetEventAuthResponse, ErrorResponse> {
    let request::GetEventAuth { room_id, event_id, .. } = received.request;
    println!("{room_id} {event_id}");
    Ok(types::GetEventAuthResponse::new([RawObject::from(Map::new())]))
}

fn router() -> Router {
    Router::new().on(op::GetEventAuth, get_event_auth)
}
```"#
    };
    (handler server_server get_event_by_timestamp) => {
        r#"
# Example

```no_run
use matrix_openapi::id::EventId;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn get_event_by_timestamp(
    received: Received<op::GetEventByTimestamp>,
) -> Result<types::GetEventByTimestampResponse, ErrorResponse> {
    let request::GetEventByTimestamp { room_id, dir, ts, .. } = received.request;
    println!("{room_id} {dir} {ts}");
    Ok(
        types::GetEventByTimestampResponse::new(
            EventId::unchecked("$event"),
            1735689600000,
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetEventByTimestamp, get_event_by_timestamp)
}
```"#
    };
    (handler server_server get_missing_previous_events) => {
        r#"
# Example

```no_run
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};
use serde_json::Map;

async fn get_missing_previous_events(
    received: Received<op::GetMissingPreviousEvents>,
) -> Result<types::GetMissingPreviousEventsResponse, ErrorResponse> {
    let request::GetMissingPreviousEvents { room_id, body, .. } = received.request;
    println!("{room_id} {body:?}");
    Ok(types::GetMissingPreviousEventsResponse::new([RawObject::from(Map::new())]))
}

fn router() -> Router {
    Router::new().on(op::GetMissingPreviousEvents, get_missing_previous_events)
}
```"#
    };
    (handler server_server get_public_rooms) => {
        r#"
# Example

```no_run
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn get_public_rooms(
    received: Received<op::GetPublicRooms>,
) -> Result<types::PublicRoomsResponse, ErrorResponse> {
    let request::GetPublicRooms { include_all_networks, limit, .. } = received.request;
    println!("{include_all_networks:?} {limit:?}");
    Ok(
        types::PublicRoomsResponse::new([
            types::PublicRoomsChunk::new(
                true,
                1,
                RoomId::unchecked("!room:example.org"),
                true,
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::GetPublicRooms, get_public_rooms)
}
```"#
    };
    (handler server_server get_room_state) => {
        r#"
# Example

```no_run
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};
use serde_json::Map;

async fn get_room_state(
    received: Received<op::GetRoomState>,
) -> Result<types::GetRoomStateResponse, ErrorResponse> {
    let request::GetRoomState { room_id, event_id, .. } = received.request;
    println!("{room_id} {event_id}");
    Ok(
        types::GetRoomStateResponse::new(
            [RawObject::from(Map::new())],
            [RawObject::from(Map::new())],
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetRoomState, get_room_state)
}
```"#
    };
    (handler server_server get_room_state_ids) => {
        r#"
# Example

```no_run
use matrix_openapi::id::EventId;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn get_room_state_ids(
    received: Received<op::GetRoomStateIds>,
) -> Result<types::GetRoomStateIdsResponse, ErrorResponse> {
    let request::GetRoomStateIds { room_id, event_id, .. } = received.request;
    println!("{room_id} {event_id}");
    Ok(
        types::GetRoomStateIdsResponse::new(
            [EventId::unchecked("$event")],
            [EventId::unchecked("$event")],
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetRoomStateIds, get_room_state_ids)
}
```"#
    };
    (handler server_server get_server_key) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::id::ServerName;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, types};

async fn get_server_key(
    _: Received<op::GetServerKey>,
) -> Result<types::Keys, ErrorResponse> {
    Ok(
        types::Keys::new(
            ServerName::unchecked("example.org"),
            [
                (
                    ServerName::unchecked("example.org"),
                    BTreeMap::from([
                        ("ed25519:JLAFKJWSCS".to_owned(), "JLAFKJWSCS".to_owned()),
                    ]),
                ),
            ],
            1,
            [
                (
                    "ed25519:JLAFKJWSCS".to_owned(),
                    types::KeysVerifyKey::new("ed25519:JLAFKJWSCS"),
                ),
            ],
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetServerKey, get_server_key)
}
```"#
    };
    (handler server_server get_user_devices) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::id::UserId;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn get_user_devices(
    received: Received<op::GetUserDevices>,
) -> Result<types::GetUserDevicesResponse, ErrorResponse> {
    let request::GetUserDevices { user_id, .. } = received.request;
    println!("{user_id}");
    Ok(
        types::GetUserDevicesResponse::new(
            [
                types::GetUserDevicesUserDevice::new(
                    "JLAFKJWSCS",
                    types::DeviceKeys::new(
                        Vec::new(),
                        "JLAFKJWSCS",
                        BTreeMap::new(),
                        BTreeMap::new(),
                        UserId::unchecked("@alice:example.org"),
                    ),
                ),
            ],
            1,
            user_id,
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetUserDevices, get_user_devices)
}
```"#
    };
    (handler server_server get_version) => {
        r#"
# Example

```no_run
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, types};

async fn get_version(
    _: Received<op::GetVersion>,
) -> Result<types::GetVersionResponse, ErrorResponse> {
    let mut response = types::GetVersionResponse::default();
    response.server = Some(types::GetVersionServer::default());
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetVersion, get_version)
}
```"#
    };
    (handler server_server get_well_known) => {
        r#"
# Example

```no_run
use matrix_openapi::id::ServerName;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, types};

async fn get_well_known(
    _: Received<op::GetWellKnown>,
) -> Result<types::GetWellKnownResponse, ErrorResponse> {
    let mut response = types::GetWellKnownResponse::default();
    response.m_server = Some(ServerName::unchecked("example.org"));
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::GetWellKnown, get_well_known)
}
```"#
    };
    (handler server_server make_join) => {
        r#"
# Example

```no_run
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn make_join(
    received: Received<op::MakeJoin>,
) -> Result<types::MakeJoinResponse, ErrorResponse> {
    let request::MakeJoin { room_id, user_id, .. } = received.request;
    println!("{room_id} {user_id}");
    let mut response = types::MakeJoinResponse::default();
    response.room_version = Some("12".to_owned());
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::MakeJoin, make_join)
}
```"#
    };
    (handler server_server make_knock) => {
        r#"
# Example

```no_run
use matrix_openapi::id::{ServerName, UserId};
use matrix_openapi::json::Raw;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn make_knock(
    received: Received<op::MakeKnock>,
) -> Result<types::MakeKnockResponse, ErrorResponse> {
    let request::MakeKnock { room_id, user_id, ver, .. } = received.request;
    println!("{room_id} {user_id} {ver:?}");
    Ok(
        types::MakeKnockResponse::new(
            Raw::new(
                    &types::MakeKnockEventTemplate::new(
                        types::MakeKnockMembershipEventContent::new("join"),
                        ServerName::unchecked("example.org"),
                        1735689600000,
                        UserId::unchecked("@alice:example.org"),
                        "@alice:example.org",
                        "org.example.thing",
                    ),
                )
                .map_err(|_| ErrorResponse::internal("the event cannot be written"))?,
            "12",
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::MakeKnock, make_knock)
}
```"#
    };
    (handler server_server make_leave) => {
        r#"
# Example

```no_run
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn make_leave(
    received: Received<op::MakeLeave>,
) -> Result<types::MakeLeaveResponse, ErrorResponse> {
    let request::MakeLeave { room_id, user_id, .. } = received.request;
    println!("{room_id} {user_id}");
    let mut response = types::MakeLeaveResponse::default();
    response.room_version = Some("12".to_owned());
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::MakeLeave, make_leave)
}
```"#
    };
    (handler server_server on_bind_third_party_identifier) => {
        r#"
# Example

```no_run
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request};

async fn on_bind_third_party_identifier(
    received: Received<op::OnBindThirdPartyIdentifier>,
) -> Result<(), ErrorResponse> {
    let request::OnBindThirdPartyIdentifier { body, .. } = received.request;
    println!("{body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::OnBindThirdPartyIdentifier, on_bind_third_party_identifier)
}
```"#
    };
    (handler server_server perspectives_key_query) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::id::ServerName;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn perspectives_key_query(
    received: Received<op::PerspectivesKeyQuery>,
) -> Result<types::KeysQueryResponse, ErrorResponse> {
    let request::PerspectivesKeyQuery { server_name, .. } = received.request;
    println!("{server_name}");
    let mut response = types::KeysQueryResponse::default();
    response.server_keys = Some(
        Vec::from([
            types::Keys::new(
                ServerName::unchecked("example.org"),
                [(ServerName::unchecked("example.org"), BTreeMap::new())],
                1,
                [
                    (
                        "ed25519:JLAFKJWSCS".to_owned(),
                        types::KeysVerifyKey::new("ed25519:JLAFKJWSCS"),
                    ),
                ],
            ),
        ]),
    );
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::PerspectivesKeyQuery, perspectives_key_query)
}
```"#
    };
    (handler server_server query_info) => {
        r#"
# Example

```no_run
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request};

async fn query_info(received: Received<op::QueryInfo>) -> Result<(), ErrorResponse> {
    let request::QueryInfo { query_type, .. } = received.request;
    println!("{query_type}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::QueryInfo, query_info)
}
```"#
    };
    (handler server_server query_profile) => {
        r#"
# Example

```no_run
use matrix_openapi::id::MxcUri;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn query_profile(
    received: Received<op::QueryProfile>,
) -> Result<types::QueryProfileResponse, ErrorResponse> {
    let request::QueryProfile { user_id, .. } = received.request;
    println!("{user_id}");
    let mut response = types::QueryProfileResponse::default();
    response.avatar_url = Some(MxcUri::unchecked("mxc://example.org/media"));
    Ok(response)
}

fn router() -> Router {
    Router::new().on(op::QueryProfile, query_profile)
}
```"#
    };
    (handler server_server query_public_rooms) => {
        r#"
# Example

```no_run
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn query_public_rooms(
    received: Received<op::QueryPublicRooms>,
) -> Result<types::PublicRoomsResponse, ErrorResponse> {
    let request::QueryPublicRooms { body, .. } = received.request;
    println!("{body:?}");
    Ok(
        types::PublicRoomsResponse::new([
            types::PublicRoomsChunk::new(
                true,
                1,
                RoomId::unchecked("!room:example.org"),
                true,
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::QueryPublicRooms, query_public_rooms)
}
```"#
    };
    (handler server_server query_room_directory) => {
        r#"
# Example

```no_run
use matrix_openapi::id::{RoomId, ServerName};
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn query_room_directory(
    received: Received<op::QueryRoomDirectory>,
) -> Result<types::QueryRoomDirectoryResponse, ErrorResponse> {
    let request::QueryRoomDirectory { room_alias, .. } = received.request;
    println!("{room_alias}");
    Ok(
        types::QueryRoomDirectoryResponse::new(
            RoomId::unchecked("!room:example.org"),
            [ServerName::unchecked("example.org")],
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::QueryRoomDirectory, query_room_directory)
}
```"#
    };
    (handler server_server query_user_encryption_keys) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::id::UserId;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn query_user_encryption_keys(
    received: Received<op::QueryUserEncryptionKeys>,
) -> Result<types::QueryUserEncryptionKeysResponse, ErrorResponse> {
    let request::QueryUserEncryptionKeys { body, .. } = received.request;
    println!("{body:?}");
    Ok(
        types::QueryUserEncryptionKeysResponse::new([
            (
                UserId::unchecked("@alice:example.org"),
                BTreeMap::from([
                    (
                        "ed25519:JLAFKJWSCS".to_owned(),
                        types::QueryUserEncryptionKeysDeviceKeys::new(
                            Vec::new(),
                            "JLAFKJWSCS",
                            BTreeMap::new(),
                            BTreeMap::new(),
                            UserId::unchecked("@alice:example.org"),
                        ),
                    ),
                ]),
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::QueryUserEncryptionKeys, query_user_encryption_keys)
}
```"#
    };
    (handler server_server send_invite_v1) => {
        r#"
# Example

```no_run
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn send_invite_v1(
    received: Received<op::SendInviteV1>,
) -> Result<Vec<types::SendInviteV1Item>, ErrorResponse> {
    let request::SendInviteV1 { room_id, event_id, body, .. } = received.request;
    println!("{room_id} {event_id} {body:?}");
    Ok(vec![types::SendInviteV1Item::from(1)])
}

fn router() -> Router {
    Router::new().on(op::SendInviteV1, send_invite_v1)
}
```"#
    };
    (handler server_server send_invite_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::id::{ServerName, UserId};
use matrix_openapi::json::Raw;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn send_invite_v2(
    received: Received<op::SendInviteV2>,
) -> Result<types::SendInviteV2Response, ErrorResponse> {
    let request::SendInviteV2 { room_id, event_id, body, .. } = received.request;
    println!("{room_id} {event_id} {body:?}");
    Ok(
        types::SendInviteV2Response::new(
            Raw::new(
                    &types::InviteEvent::new(
                        types::InviteEventMembershipEventContent::new("join"),
                        ServerName::unchecked("example.org"),
                        1735689600000,
                        UserId::unchecked("@alice:example.org"),
                        "@alice:example.org",
                        "org.example.thing",
                    ),
                )
                .map_err(|_| ErrorResponse::internal("the event cannot be written"))?,
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::SendInviteV2, send_invite_v2)
}
```"#
    };
    (handler server_server send_join_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};
use serde_json::Map;

async fn send_join_v2(
    received: Received<op::SendJoinV2>,
) -> Result<types::SendJoinV2Response, ErrorResponse> {
    let request::SendJoinV2 { room_id, event_id, body, .. } = received.request;
    println!("{room_id} {event_id} {body:?}");
    Ok(
        types::SendJoinV2Response::new(
            [RawObject::from(Map::new())],
            [RawObject::from(Map::new())],
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::SendJoinV2, send_join_v2)
}
```"#
    };
    (handler server_server send_knock) => {
        r#"
# Example

```no_run
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};
use serde_json::Map;

async fn send_knock(
    received: Received<op::SendKnock>,
) -> Result<types::SendKnockResponse, ErrorResponse> {
    let request::SendKnock { room_id, event_id, body, .. } = received.request;
    println!("{room_id} {event_id} {body:?}");
    Ok(types::SendKnockResponse::new([RawObject::from(Map::new())]))
}

fn router() -> Router {
    Router::new().on(op::SendKnock, send_knock)
}
```"#
    };
    (handler server_server send_leave_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request};

async fn send_leave_v2(
    received: Received<op::SendLeaveV2>,
) -> Result<(), ErrorResponse> {
    let request::SendLeaveV2 { room_id, event_id, body, .. } = received.request;
    println!("{room_id} {event_id} {body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::SendLeaveV2, send_leave_v2)
}
```"#
    };
    (handler server_server send_transaction) => {
        r#"
# Example

```no_run
use matrix_openapi::id::EventId;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn send_transaction(
    received: Received<op::SendTransaction>,
) -> Result<types::SendTransactionResponse, ErrorResponse> {
    let request::SendTransaction { txn_id, body, .. } = received.request;
    println!("{txn_id} {body:?}");
    Ok(
        types::SendTransactionResponse::new([
            (
                EventId::unchecked("$event"),
                types::SendTransactionPduProcessingResult::default(),
            ),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::SendTransaction, send_transaction)
}
```"#
    };
    (handler server_server get_space_hierarchy) => {
        r#"
# Example

```no_run
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use matrix_openapi::server_server::{op, request, types};

async fn get_space_hierarchy(
    received: Received<op::GetSpaceHierarchy>,
) -> Result<types::GetSpaceHierarchyResponse, ErrorResponse> {
    let request::GetSpaceHierarchy { room_id, .. } = received.request;
    println!("{room_id}");
    Ok(
        types::GetSpaceHierarchyResponse::new(
            [
                types::GetSpaceHierarchySpaceHierarchyChildRoomsChunk::new(
                    true,
                    1,
                    RoomId::unchecked("!room:example.org"),
                    true,
                ),
            ],
            [RoomId::unchecked("!room:example.org")],
            types::GetSpaceHierarchySpaceHierarchyParentRoom::new(
                Vec::new(),
                true,
                1,
                RoomId::unchecked("!room:example.org"),
                true,
            ),
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::GetSpaceHierarchy, get_space_hierarchy)
}
```"#
    };
    (handler application_service get_protocol_metadata) => {
        r#"
# Example

```no_run
use matrix_openapi::application_service::server::{self, Service};
use matrix_openapi::application_service::{op, request, types};
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

struct Example;

impl Service for Example {
    async fn get_protocol_metadata(
        &self,
        received: Received<op::GetProtocolMetadata>,
    ) -> Result<types::Protocol, ErrorResponse> {
        let request::GetProtocolMetadata { protocol, .. } = received.request;
        println!("{protocol}");
        Ok(
            types::Protocol::new(
                [
                    (
                        "ed25519:JLAFKJWSCS".to_owned(),
                        types::ProtocolFieldType::new("placeholder", "regexp"),
                    ),
                ],
                [
                    types::ProtocolInstance::new(
                        "desc",
                        RawObject::from(Map::new()),
                        "network_id",
                    ),
                ],
                ["location_fields".to_owned()],
                ["user_fields".to_owned()],
            ),
        )
    }
}

fn router() -> Router {
    server::router(Example, "hs_token")
}
```"#
    };
    (handler application_service ping) => {
        r#"
# Example

```no_run
use matrix_openapi::application_service::server::{self, Service};
use matrix_openapi::application_service::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

struct Example;

impl Service for Example {
    async fn ping(&self, received: Received<op::Ping>) -> Result<(), ErrorResponse> {
        let request::Ping { body, .. } = received.request;
        println!("{body:?}");
        Ok(())
    }
}

fn router() -> Router {
    server::router(Example, "hs_token")
}
```"#
    };
    (handler application_service query_location_by_alias) => {
        r##"
# Example

```no_run
use matrix_openapi::application_service::server::{self, Service};
use matrix_openapi::application_service::{op, request, types};
use matrix_openapi::id::RoomAlias;
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

struct Example;

impl Service for Example {
    async fn query_location_by_alias(
        &self,
        received: Received<op::QueryLocationByAlias>,
    ) -> Result<Vec<types::Location>, ErrorResponse> {
        let request::QueryLocationByAlias { alias, .. } = received.request;
        println!("{alias:?}");
        Ok(
            Vec::from([
                types::Location::new(
                    RoomAlias::unchecked("#hall:example.org"),
                    RawObject::from(Map::new()),
                    "irc",
                ),
            ]),
        )
    }
}

fn router() -> Router {
    server::router(Example, "hs_token")
}
```"##
    };
    (handler application_service query_location_by_protocol) => {
        r##"
# Example

```no_run
use matrix_openapi::application_service::server::{self, Service};
use matrix_openapi::application_service::{op, request, types};
use matrix_openapi::id::RoomAlias;
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

struct Example;

impl Service for Example {
    async fn query_location_by_protocol(
        &self,
        received: Received<op::QueryLocationByProtocol>,
    ) -> Result<Vec<types::Location>, ErrorResponse> {
        let request::QueryLocationByProtocol { protocol, .. } = received.request;
        println!("{protocol}");
        Ok(
            Vec::from([
                types::Location::new(
                    RoomAlias::unchecked("#hall:example.org"),
                    RawObject::from(Map::new()),
                    "irc",
                ),
            ]),
        )
    }
}

fn router() -> Router {
    server::router(Example, "hs_token")
}
```"##
    };
    (handler application_service query_room_by_alias) => {
        r#"
# Example

```no_run
use matrix_openapi::application_service::server::{self, Service};
use matrix_openapi::application_service::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

struct Example;

impl Service for Example {
    async fn query_room_by_alias(
        &self,
        received: Received<op::QueryRoomByAlias>,
    ) -> Result<(), ErrorResponse> {
        let request::QueryRoomByAlias { room_alias, .. } = received.request;
        println!("{room_alias}");
        Ok(())
    }
}

fn router() -> Router {
    server::router(Example, "hs_token")
}
```"#
    };
    (handler application_service query_third_party_user_by_id) => {
        r#"
# Example

```no_run
use matrix_openapi::application_service::server::{self, Service};
use matrix_openapi::application_service::{op, request, types};
use matrix_openapi::id::UserId;
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

struct Example;

impl Service for Example {
    async fn query_third_party_user_by_id(
        &self,
        received: Received<op::QueryThirdPartyUserById>,
    ) -> Result<Vec<types::User>, ErrorResponse> {
        let request::QueryThirdPartyUserById { userid, .. } = received.request;
        println!("{userid:?}");
        Ok(
            Vec::from([
                types::User::new(
                    RawObject::from(Map::new()),
                    "irc",
                    UserId::unchecked("@alice:example.org"),
                ),
            ]),
        )
    }
}

fn router() -> Router {
    server::router(Example, "hs_token")
}
```"#
    };
    (handler application_service query_user_by_id) => {
        r#"
# Example

```no_run
use matrix_openapi::application_service::server::{self, Service};
use matrix_openapi::application_service::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

struct Example;

impl Service for Example {
    async fn query_user_by_id(
        &self,
        received: Received<op::QueryUserById>,
    ) -> Result<(), ErrorResponse> {
        let request::QueryUserById { user_id, .. } = received.request;
        println!("{user_id}");
        Ok(())
    }
}

fn router() -> Router {
    server::router(Example, "hs_token")
}
```"#
    };
    (handler application_service query_user_by_protocol) => {
        r#"
# Example

```no_run
use matrix_openapi::application_service::server::{self, Service};
use matrix_openapi::application_service::{op, request, types};
use matrix_openapi::id::UserId;
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::Map;

struct Example;

impl Service for Example {
    async fn query_user_by_protocol(
        &self,
        received: Received<op::QueryUserByProtocol>,
    ) -> Result<Vec<types::User>, ErrorResponse> {
        let request::QueryUserByProtocol { protocol, .. } = received.request;
        println!("{protocol}");
        Ok(
            Vec::from([
                types::User::new(
                    RawObject::from(Map::new()),
                    "irc",
                    UserId::unchecked("@alice:example.org"),
                ),
            ]),
        )
    }
}

fn router() -> Router {
    server::router(Example, "hs_token")
}
```"#
    };
    (handler application_service send_transaction) => {
        r#"
# Example

```no_run
use matrix_openapi::application_service::server::{self, Service};
use matrix_openapi::application_service::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

struct Example;

impl Service for Example {
    async fn send_transaction(
        &self,
        received: Received<op::SendTransaction>,
    ) -> Result<(), ErrorResponse> {
        let request::SendTransaction { txn_id, body, .. } = received.request;
        println!("{txn_id} {body:?}");
        Ok(())
    }
}

fn router() -> Router {
    server::router(Example, "hs_token")
}
```"#
    };
    (handler identity agree_to_terms) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn agree_to_terms(
    received: Received<op::AgreeToTerms>,
) -> Result<(), ErrorResponse> {
    let request::AgreeToTerms { body, .. } = received.request;
    println!("{body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::AgreeToTerms, agree_to_terms)
}
```"#
    };
    (handler identity bind_v2) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::id::ServerName;
use matrix_openapi::identity::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn bind_v2(
    received: Received<op::BindV2>,
) -> Result<types::BindV2Response, ErrorResponse> {
    let request::BindV2 { body, .. } = received.request;
    println!("{body:?}");
    Ok(
        types::BindV2Response::new(
            "alice@example.org",
            "email",
            body.mxid,
            1,
            1,
            [
                (
                    ServerName::unchecked("example.org"),
                    BTreeMap::from([
                        ("ed25519:JLAFKJWSCS".to_owned(), "JLAFKJWSCS".to_owned()),
                    ]),
                ),
            ],
            1735689600000,
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::BindV2, bind_v2)
}
```"#
    };
    (handler identity blindly_sign_stuff_v2) => {
        r#"
# Example

```no_run
use std::collections::BTreeMap;

use matrix_openapi::id::{ServerName, UserId};
use matrix_openapi::identity::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn blindly_sign_stuff_v2(
    received: Received<op::BlindlySignStuffV2>,
) -> Result<types::BlindlySignStuffV2Response, ErrorResponse> {
    let request::BlindlySignStuffV2 { body, .. } = received.request;
    println!("{body:?}");
    Ok(
        types::BlindlySignStuffV2Response::new(
            body.mxid,
            UserId::unchecked("@alice:example.org"),
            [
                (
                    ServerName::unchecked("example.org"),
                    BTreeMap::from([
                        ("ed25519:JLAFKJWSCS".to_owned(), "JLAFKJWSCS".to_owned()),
                    ]),
                ),
            ],
            "123456",
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::BlindlySignStuffV2, blindly_sign_stuff_v2)
}
```"#
    };
    (handler identity email_request_token_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn email_request_token_v2(
    received: Received<op::EmailRequestTokenV2>,
) -> Result<types::Sid, ErrorResponse> {
    let request::EmailRequestTokenV2 { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::Sid::new("sid-1234"))
}

fn router() -> Router {
    Router::new().on(op::EmailRequestTokenV2, email_request_token_v2)
}
```"#
    };
    (handler identity email_submit_token_get_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn email_submit_token_get_v2(
    received: Received<op::EmailSubmitTokenGetV2>,
) -> Result<(), ErrorResponse> {
    let request::EmailSubmitTokenGetV2 { client_secret, sid, token, .. } = received
        .request;
    println!("{client_secret} {sid} {token}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::EmailSubmitTokenGetV2, email_submit_token_get_v2)
}
```"#
    };
    (handler identity email_submit_token_post_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn email_submit_token_post_v2(
    received: Received<op::EmailSubmitTokenPostV2>,
) -> Result<types::EmailSubmitTokenPostV2Response, ErrorResponse> {
    let request::EmailSubmitTokenPostV2 { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::EmailSubmitTokenPostV2Response::new(true))
}

fn router() -> Router {
    Router::new().on(op::EmailSubmitTokenPostV2, email_submit_token_post_v2)
}
```"#
    };
    (handler identity get_account) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_account(
    received: Received<op::GetAccount>,
) -> Result<types::GetAccountResponse, ErrorResponse> {
    let caller = received.user_id()?.clone();
    Ok(types::GetAccountResponse::new(caller))
}

fn router() -> Router {
    Router::new().on(op::GetAccount, get_account)
}
```"#
    };
    (handler identity get_hash_details) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_hash_details(
    _: Received<op::GetHashDetails>,
) -> Result<types::GetHashDetailsResponse, ErrorResponse> {
    Ok(types::GetHashDetailsResponse::new(["algorithms".to_owned()], "lookup_pepper"))
}

fn router() -> Router {
    Router::new().on(op::GetHashDetails, get_hash_details)
}
```"#
    };
    (handler identity get_pub_key_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_pub_key_v2(
    received: Received<op::GetPubKeyV2>,
) -> Result<types::GetPubKeyV2Response, ErrorResponse> {
    let request::GetPubKeyV2 { key_id, .. } = received.request;
    println!("{key_id}");
    Ok(types::GetPubKeyV2Response::new("VXuGitF39UH5iRfvbIknlvlAVKgD1BsLDMvBf0pmp7c"))
}

fn router() -> Router {
    Router::new().on(op::GetPubKeyV2, get_pub_key_v2)
}
```"#
    };
    (handler identity get_terms) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_terms(
    _: Received<op::GetTerms>,
) -> Result<types::GetTermsResponse, ErrorResponse> {
    Ok(
        types::GetTermsResponse::new([
            ("ed25519:JLAFKJWSCS".to_owned(), types::GetTermsPolicyObject::new("1")),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::GetTerms, get_terms)
}
```"#
    };
    (handler identity get_validated_3pid_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_validated_3pid_v2(
    received: Received<op::GetValidated3pidV2>,
) -> Result<types::GetValidated3pidV2Response, ErrorResponse> {
    let request::GetValidated3pidV2 { client_secret, sid, .. } = received.request;
    println!("{client_secret} {sid}");
    Ok(types::GetValidated3pidV2Response::new("alice@example.org", "email", 1))
}

fn router() -> Router {
    Router::new().on(op::GetValidated3pidV2, get_validated_3pid_v2)
}
```"#
    };
    (handler identity get_versions) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn get_versions(
    _: Received<op::GetVersions>,
) -> Result<types::GetVersionsResponse, ErrorResponse> {
    Ok(types::GetVersionsResponse::new(["v1.11".to_owned()]))
}

fn router() -> Router {
    Router::new().on(op::GetVersions, get_versions)
}
```"#
    };
    (handler identity is_ephemeral_pub_key_valid_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn is_ephemeral_pub_key_valid_v2(
    received: Received<op::IsEphemeralPubKeyValidV2>,
) -> Result<types::IsEphemeralPubKeyValidV2Response, ErrorResponse> {
    let request::IsEphemeralPubKeyValidV2 { public_key, .. } = received.request;
    println!("{public_key}");
    Ok(types::IsEphemeralPubKeyValidV2Response::new(true))
}

fn router() -> Router {
    Router::new().on(op::IsEphemeralPubKeyValidV2, is_ephemeral_pub_key_valid_v2)
}
```"#
    };
    (handler identity is_pub_key_valid_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn is_pub_key_valid_v2(
    received: Received<op::IsPubKeyValidV2>,
) -> Result<types::IsPubKeyValidV2Response, ErrorResponse> {
    let request::IsPubKeyValidV2 { public_key, .. } = received.request;
    println!("{public_key}");
    Ok(types::IsPubKeyValidV2Response::new(true))
}

fn router() -> Router {
    Router::new().on(op::IsPubKeyValidV2, is_pub_key_valid_v2)
}
```"#
    };
    (handler identity logout) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::op;
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn logout(_: Received<op::Logout>) -> Result<(), ErrorResponse> {
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::Logout, logout)
}
```"#
    };
    (handler identity lookup_users_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::id::UserId;
use matrix_openapi::identity::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn lookup_users_v2(
    received: Received<op::LookupUsersV2>,
) -> Result<types::LookupUsersV2Response, ErrorResponse> {
    let request::LookupUsersV2 { body, .. } = received.request;
    println!("{body:?}");
    Ok(
        types::LookupUsersV2Response::new([
            ("ed25519:JLAFKJWSCS".to_owned(), UserId::unchecked("@alice:example.org")),
        ]),
    )
}

fn router() -> Router {
    Router::new().on(op::LookupUsersV2, lookup_users_v2)
}
```"#
    };
    (handler identity msisdn_request_token_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn msisdn_request_token_v2(
    received: Received<op::MsisdnRequestTokenV2>,
) -> Result<types::Sid, ErrorResponse> {
    let request::MsisdnRequestTokenV2 { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::Sid::new("sid-1234"))
}

fn router() -> Router {
    Router::new().on(op::MsisdnRequestTokenV2, msisdn_request_token_v2)
}
```"#
    };
    (handler identity msisdn_submit_token_get_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn msisdn_submit_token_get_v2(
    received: Received<op::MsisdnSubmitTokenGetV2>,
) -> Result<(), ErrorResponse> {
    let request::MsisdnSubmitTokenGetV2 { client_secret, sid, token, .. } = received
        .request;
    println!("{client_secret} {sid} {token}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::MsisdnSubmitTokenGetV2, msisdn_submit_token_get_v2)
}
```"#
    };
    (handler identity msisdn_submit_token_post_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn msisdn_submit_token_post_v2(
    received: Received<op::MsisdnSubmitTokenPostV2>,
) -> Result<types::MsisdnSubmitTokenPostV2Response, ErrorResponse> {
    let request::MsisdnSubmitTokenPostV2 { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::MsisdnSubmitTokenPostV2Response::new(true))
}

fn router() -> Router {
    Router::new().on(op::MsisdnSubmitTokenPostV2, msisdn_submit_token_post_v2)
}
```"#
    };
    (handler identity ping_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::op;
use matrix_openapi::json::RawObject;
use matrix_openapi::server::{ErrorResponse, Received, Router};
use serde_json::{Map, json};

async fn ping_v2(_: Received<op::PingV2>) -> Result<RawObject, ErrorResponse> {
    Ok(RawObject::from(Map::from_iter([("key".to_owned(), json!("value"))])))
}

fn router() -> Router {
    Router::new().on(op::PingV2, ping_v2)
}
```"#
    };
    (handler identity register_account) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn register_account(
    received: Received<op::RegisterAccount>,
) -> Result<types::RegisterAccountResponse, ErrorResponse> {
    let request::RegisterAccount { body, .. } = received.request;
    println!("{body:?}");
    Ok(types::RegisterAccountResponse::new("123456"))
}

fn router() -> Router {
    Router::new().on(op::RegisterAccount, register_account)
}
```"#
    };
    (handler identity store_invite_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn store_invite_v2(
    received: Received<op::StoreInviteV2>,
) -> Result<types::StoreInviteV2Response, ErrorResponse> {
    let request::StoreInviteV2 { body, .. } = received.request;
    println!("{body:?}");
    Ok(
        types::StoreInviteV2Response::new(
            "Alice",
            [
                types::StoreInviteV2PublicKey::new(
                    "key_validity_url",
                    "VXuGitF39UH5iRfvbIknlvlAVKgD1BsLDMvBf0pmp7c",
                ),
            ],
            "123456",
        ),
    )
}

fn router() -> Router {
    Router::new().on(op::StoreInviteV2, store_invite_v2)
}
```"#
    };
    (handler identity unbind_v2) => {
        r#"
# Example

```no_run
use matrix_openapi::identity::{op, request};
use matrix_openapi::server::{ErrorResponse, Received, Router};

async fn unbind_v2(received: Received<op::UnbindV2>) -> Result<(), ErrorResponse> {
    let request::UnbindV2 { body, .. } = received.request;
    println!("{body:?}");
    Ok(())
}

fn router() -> Router {
    Router::new().on(op::UnbindV2, unbind_v2)
}
```"#
    };
    (handler push_gateway notify) => {
        r#"
# Example

```no_run
use matrix_openapi::push_gateway::server::{self, Service};
use matrix_openapi::push_gateway::{op, request, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};

struct Example;

impl Service for Example {
    async fn notify(
        &self,
        received: Received<op::Notify>,
    ) -> Result<types::NotifyResponse, ErrorResponse> {
        let request::Notify { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::NotifyResponse::new(["rejected".to_owned()]))
    }
}

fn router() -> Router {
    server::router(Example)
}
```"#
    };
}
