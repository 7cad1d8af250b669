// Written by 'cargo xtask docs' from the Matrix specification v1.19; do not edit.

/// The example of a method of a client as Markdown.
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
    // Unique for each request, and the same if this one is sent again.
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
    // Unique for each request, and the same if this one is sent again.
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
    // Unique for each request, and the same if this one is sent again.
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
    // Unique for each request, and the same if this one is sent again.
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
    // Unique for each request, and the same if this one is sent again.
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
}
