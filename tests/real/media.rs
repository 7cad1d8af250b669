//! Uploads and downloads.

use matrix_openapi::error::ErrorCode;

use crate::accounts::User;
use crate::synapse::synapse;

/// Returns random bytes that are the same in each run (xorshift, Marsaglia 2003).
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    std::iter::repeat_with(next).flatten().take(length).collect()
}

#[tokio::test]
async fn an_upload_is_downloaded_byte_for_byte() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "media").await;
    let bytes = noise(3 * 1024 * 1024 + 1);
    let name = "schöne \"Grüße\"; 100%.bin";
    let upload = user.client.upload_content(bytes.clone()).content_type("application/x-noise").filename(name);
    let uri = upload.send().await.unwrap().content_uri;
    assert_eq!(uri.server_name(), Some(synapse.server_name.as_str()));

    let media_id = uri.media_id().unwrap();
    let mut download = user.client.get_content_authed(&synapse.server_name, media_id).send().await.unwrap();
    assert_eq!(download.content_type(), Some("application/x-noise"));
    // Not every system allows quotation marks in file names.
    assert_eq!(download.file_name(), Some(name.replace('"', "_")));
    let mut received = Vec::new();
    while let Some(chunk) = download.chunk().await.unwrap() {
        received.extend_from_slice(&chunk);
    }
    assert_eq!(received.len(), bytes.len());
    assert!(received == bytes);
}

#[tokio::test]
async fn missing_media_is_a_typed_error() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "no-media").await;
    let error = user.client.get_content_authed(&synapse.server_name, "nothing").send().await.unwrap_err();
    assert_eq!(error.api().unwrap().status.as_u16(), 404);
    assert_eq!(error.errcode(), Some(&ErrorCode::NotFound));
}
