//! The command `send`: sends a message to a room.

use std::path::Path;

use clap::{Arg, ArgMatches, Command};
use matrix_openapi::client_server::Client;
use matrix_openapi::events::RoomMessage;
use matrix_openapi::http::Api;
use matrix_openapi::id::{EventId, Identifier, MxcUri, RoomAlias, RoomId};
use serde_json::json;

use crate::accounts::Accounts;
use crate::failure::{Failure, Outcome};
use crate::globals::Globals;
use crate::input::{self, STANDARD};
use crate::output::Output;
use crate::request::{self, Arguments, Payload};
use crate::secrets::marker;
use crate::{connect, dry_run, name, rooms, upload};

/// The kind of a message with a file.
const FILE: &str = "file";

/// The kinds of messages.
const KINDS: [&str; 4] = ["text", "notice", "emote", FILE];

/// Returns the command with its arguments.
pub fn command() -> Command {
    Command::new("send").about("Sends a message").args([
        rooms::completed(Arg::new("ROOM").value_name("ROOM").required(true), "RoomOrAlias")
            .help("The ID or an alias of the room"),
        Arg::new("KIND").value_name("KIND").required(true).value_parser(KINDS).help(
            "The kind of message; `file` uploads a file and sends it as an image, a sound, a video or a file, depending on its name",
        ),
        Arg::new("TEXT").value_name("TEXT").required(true).help("The text, or the path of the file; `-` reads it from standard input"),
        Arg::new("html").long("html").value_name("HTML").help("The same text as HTML"),
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
        let planned = Planned { room, kind, content, html: text("html"), reply_to: text("reply-to") };
        return planned.print(globals, accounts).await;
    }
    let client = connect::open_client(globals, accounts).await?;
    let room = room_id(&client, &room).await?;
    let mut message = message(&client, &kind, content, text("html")).await?;
    if let Some(event) = text("reply-to") {
        message = reply(&client, &room, message, &event).await?;
    }
    let sent = client.send(room, &message).await?;
    Output::open(globals)?.json(&json!({ "event_id": sent.event_id.as_str() }).to_string())
}

/// Returns the room with an ID or alias.
async fn room_id(client: &Client, room: &str) -> Outcome<RoomId> {
    if !room.starts_with('#') {
        return checked_room_id(room);
    }
    let found = client.get_room_id_by_alias(room).await?;
    found.room_id.ok_or_else(|| Failure::NoResponse("the response has no room ID for the alias".to_owned()))
}

fn checked_room_id(room: &str) -> Outcome<RoomId> {
    RoomId::parse(room).map_err(|error| Failure::usage(format!("`ROOM` is {error}")))
}

fn checked_event_id(event: &str) -> Outcome<EventId> {
    EventId::parse(event).map_err(|error| Failure::usage(format!("`--reply-to` is {error}")))
}

async fn message(client: &Client, kind: &str, content: String, html: Option<String>) -> Outcome<RoomMessage> {
    if kind == FILE { file(client, &content).await } else { written(kind, content, html) }
}

/// Returns a message with a text.
fn written(kind: &str, content: String, html: Option<String>) -> Outcome<RoomMessage> {
    let text = match content.as_str() {
        STANDARD => input::text(STANDARD)?.trim_end().to_owned(),
        _ => content,
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

/// Uploads a file, and returns the message with it.
async fn file(client: &Client, path: &str) -> Outcome<RoomMessage> {
    let name = file_name(path);
    let body = upload::body(path).await?;
    let media_type = upload::media_type(path).to_owned();
    let upload = client.upload_content(body).content_type(media_type).filename(name.clone()).await?;
    Ok(shown(path, name, upload.content_uri))
}

/// Returns the name of a file without its folder.
fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_else(|| path.to_owned())
}

/// Returns the message with an uploaded file, of a kind that depends on its name.
fn shown(path: &str, name: String, uri: MxcUri) -> RoomMessage {
    match upload::media_type(path).split('/').next() {
        Some("image") => RoomMessage::image(name, uri),
        Some("audio") => RoomMessage::audio(name, uri),
        Some("video") => RoomMessage::video(name, uri),
        _ => RoomMessage::file(name, uri),
    }
}

async fn reply(client: &Client, room: &RoomId, message: RoomMessage, event: &str) -> Outcome<RoomMessage> {
    let id = checked_event_id(event)?;
    let raw = client.get_one_room_event(room, &id).send_raw().await?;
    let event = raw.read().map_err(|error| Failure::NoResponse(error.to_string()))?;
    let mentioned = event.sender.as_deref().map(str::to_owned);
    let message = message.reply_to(&event).map_err(|error| Failure::NoResponse(error.to_string()))?;
    Ok(message.mentioning(mentioned))
}

/// A message whose requests are only printed. Later requests have placeholders for values from earlier responses.
struct Planned {
    room: String,
    kind: String,
    content: String,
    html: Option<String>,
    reply_to: Option<String>,
}

impl Planned {
    /// Prints the requests in order.
    ///
    /// # Errors
    /// If one could not be sent.
    async fn print(self, globals: &Globals, accounts: &Accounts) -> Outcome {
        let Self { room, kind, content, html, reply_to } = self;
        let room_id = if room.starts_with('#') {
            RoomAlias::check(&room).map_err(|error| Failure::usage(format!("`ROOM` is {error}")))?;
            let lookup = Arguments { path: vec![room], ..Arguments::default() };
            print("getRoomIdByAlias", &lookup, globals, accounts).await?;
            marker("room_id")
        } else {
            checked_room_id(&room)?.to_string()
        };
        let mut message = if kind == FILE {
            let name = file_name(&content);
            let payload = Payload::File(content.clone(), upload::media_type(&content).to_owned());
            let query = vec![("filename".to_owned(), name.clone())];
            let upload = Arguments { query, body: Some(payload), ..Arguments::default() };
            print("uploadContent", &upload, globals, accounts).await?;
            shown(&content, name, MxcUri::unchecked(marker("content_uri")))
        } else {
            written(&kind, content, html)?
        };
        if let Some(event) = &reply_to {
            let path = vec![room_id.clone(), checked_event_id(event)?.to_string()];
            let request = Arguments { path, ..Arguments::default() };
            print("getOneRoomEvent", &request, globals, accounts).await?;
            message = message.mentioning([marker("sender")]);
        }
        let mut content =
            serde_json::to_value(&message).map_err(|error| Failure::usage(error.to_string()))?;
        if let (Some(fields), Some(event)) = (content.as_object_mut(), reply_to) {
            let relation = json!({ "m.in_reply_to": { "event_id": event } });
            fields.insert("m.relates_to".to_owned(), relation);
        }
        let path = vec![room_id, "m.room.message".to_owned(), request::transaction_id()];
        let body = Some(Payload::Json(request::raw(&content)?));
        print("sendMessage", &Arguments { path, body, ..Arguments::default() }, globals, accounts).await
    }
}

/// Prints the request of an operation of the client-server API.
async fn print(operation: &str, arguments: &Arguments, globals: &Globals, accounts: &Accounts) -> Outcome {
    let operation = name::find_or_suggest(Some(Api::ClientServer), operation)?;
    dry_run::operation(operation, arguments, globals, accounts).await
}
