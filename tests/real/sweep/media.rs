//! Media.

use super::account::Account;
use super::recorder::seen;
use super::servers::Servers;

/// A GIF of one pixel.
pub const PIXEL: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

pub async fn run(s: &Servers, alice: &Account) {
    let client = &alice.client;
    let server = &s.synapse.server_name;
    let upload = client.upload_content(PIXEL.to_vec()).content_type("image/gif").filename("pixel.gif");
    let uri = seen!(s, upload).unwrap().content_uri;
    let id = uri.media_id().unwrap();
    let reserved = seen!(s, client.create_content()).unwrap().content_uri;
    let reserved = client.upload_content_to_mxc(server, reserved.media_id().unwrap(), PIXEL.to_vec());
    seen!(s, reserved.content_type("image/gif"));

    seen!(s, client.get_config());
    seen!(s, client.get_config_authed());
    let anonymous = s.anonymous();
    s.recorder.other(anonymous.get_content(server, id).send().await);
    s.recorder.other(anonymous.get_content_override_name(server, id, "a.gif").send().await);
    s.recorder.other(anonymous.get_content_thumbnail(server, id, 32, 32).send().await);
    s.recorder.other(client.get_content_authed(server, id).send().await);
    s.recorder.other(client.get_content_override_name_authed(server, id, "a.gif").send().await);
    s.recorder.other(client.get_content_thumbnail_authed(server, id, 32, 32).send().await);
    let page = format!("{}/page", s.outside.url);
    seen!(s, client.get_url_preview(&page));
    seen!(s, client.get_url_preview_authed(&page));
}
