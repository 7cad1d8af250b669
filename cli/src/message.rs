//! The command `send`: messages for people.

use std::path::Path;

use clap::{Arg, ArgMatches, Command};
use matrix_openapi::client_server::Client;
use matrix_openapi::events::RoomMessage;
use matrix_openapi::id::{EventId, MxcUri, RoomId};
use serde_json::json;

use crate::accounts::Accounts;
use crate::connect;
use crate::failure::{Failure, Outcome};
use crate::globals::Globals;
use crate::output::Output;
use crate::upload;

/// The kinds of messages.
const KINDS: [&str; 4] = ["text", "notice", "emote", "file"];

/// Returns the command with its arguments.
pub fn command() -> Command {
    Command::new("send").about("Sends a message").args([
        Arg::new("ROOM").value_name("ROOM").required(true).help("The ID or an alias of the room"),
        Arg::new("KIND").value_name("KIND").required(true).value_parser(KINDS).help(
            "The kind of message; `file` uploads a file and sends it as an image, a sound, a video or a file, as its name tells",
        ),
        Arg::new("TEXT").value_name("TEXT").required(true).help("The text, or the path of the file; `-` reads it from standard input"),
        Arg::new("html").long("html").value_name("HTML").help("The same text with markup"),
        Arg::new("reply-to").long("reply-to").value_name("EVENT").help("Makes the message a reply to this event"),
    ])
}

/// Sends the message.
///
/// # Errors
/// If it cannot be sent, or is refused.
pub async fn run(matches: &ArgMatches, globals: &Globals, accounts: &Accounts) -> Outcome {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let (room, kind, content) = (text("ROOM"), text("KIND"), text("TEXT"));
    let (room, kind, content) =
        (room.unwrap_or_default(), kind.unwrap_or_default(), content.unwrap_or_default());
    if globals.is_dry_run {
        return Err(Failure::usage(
            "`send` has no dry run; `send-message --dry-run` prints the request of a message",
        ));
    }
    let client = connect::open_client(globals, accounts).await?;
    let room = room_id(&client, &room).await?;
    let mut message = message(&client, &kind, content, text("html"), globals).await?;
    if let Some(event) = text("reply-to") {
        message = reply(&client, &room, message, &event).await?;
    }
    let sent = client.send(room, &message).await?;
    Output::open(globals)?.json(&json!({ "event_id": sent.event_id.as_str() }).to_string())
}

/// Returns the room of an ID or alias.
async fn room_id(client: &Client, room: &str) -> Outcome<RoomId> {
    if !room.starts_with('#') {
        return RoomId::parse(room).map_err(|error| Failure::usage(format!("`ROOM` is {error}")));
    }
    let found = client.get_room_id_by_alias(room).await?;
    found.room_id.ok_or_else(|| Failure::NoAnswer("the server names no room for the alias".to_owned()))
}

async fn message(
    client: &Client,
    kind: &str,
    content: String,
    html: Option<String>,
    globals: &Globals,
) -> Outcome<RoomMessage> {
    if kind == "file" {
        return file(client, &content, globals).await;
    }
    let text = if content == crate::input::STANDARD {
        crate::input::text(&content)?.trim_end().to_owned()
    } else {
        content
    };
    Ok(match (kind, html) {
        ("notice", None) => RoomMessage::notice(text),
        ("notice", Some(html)) => RoomMessage::notice_html(text, html),
        ("emote", None) => RoomMessage::emote(text),
        ("emote", Some(html)) => RoomMessage::emote_html(text, html),
        (_, None) => RoomMessage::text(text),
        (_, Some(html)) => RoomMessage::html(text, html),
    })
}

/// Uploads a file, and returns the message that shows it.
async fn file(client: &Client, path: &str, globals: &Globals) -> Outcome<RoomMessage> {
    let media_type = upload::media_type(path);
    let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| path.to_owned());
    let body = upload::body(path, globals).await?;
    let upload =
        client.upload_content(body).content_type(media_type.to_owned()).filename(name.clone()).await?;
    let uri: MxcUri = upload.content_uri;
    Ok(match media_type.split('/').next() {
        Some("image") => RoomMessage::image(name, uri),
        Some("audio") => RoomMessage::audio(name, uri),
        Some("video") => RoomMessage::video(name, uri),
        _ => RoomMessage::file(name, uri),
    })
}

async fn reply(client: &Client, room: &RoomId, message: RoomMessage, event: &str) -> Outcome<RoomMessage> {
    let id = EventId::parse(event).map_err(|error| Failure::usage(format!("`--reply-to` is {error}")))?;
    let raw = client.get_one_room_event(room, &id).send_raw().await?;
    let event = raw.read().map_err(|error| Failure::NoAnswer(error.to_string()))?;
    let mentioned = event.sender.as_deref().map(str::to_owned);
    let message = message.reply_to(&event).map_err(|error| Failure::NoAnswer(error.to_string()))?;
    Ok(message.mentioning(mentioned))
}
