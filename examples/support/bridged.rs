use std::error::Error;

use matrix_openapi::application_service::types::Registration;
use matrix_openapi::id::UserId;
use tokio::sync::mpsc::{Receiver, Sender};

use super::guest::Guest;

/// Has carol, who is on the other side of a bridge, and a guest of Matrix send a line each. Returns carol's line as Matrix gets
/// it, and the guest's line as the other side gets it.
pub async fn talk_over_bridge(
    homeserver: &str,
    registration: &Registration,
    lines: Sender<String>,
    mut printed: Receiver<String>,
) -> Result<String, Box<dyn Error + Send + Sync>> {
    let mut guest = Guest::register(homeserver).await?;
    let server = guest.user_id.server_name().unwrap_or_default();
    let [own, carol] =
        ["bot", "_carol"].map(|end| UserId::unchecked(format!("@{}{end}:{server}", registration.id)));
    let room_id = guest.room_with(&own).await?;
    guest.expect(&room_id, &own).await?;
    lines.send("carol: hello".to_owned()).await?;
    let heard = guest.hear(&room_id, &carol).await?;
    guest.say(&room_id, "hello, too").await?;
    let printed = printed.recv().await.ok_or("the bridge ended")?;
    Ok(format!("{carol}: {heard}\n{printed}"))
}
