//! Messages: constructors, replies, threads, edits and mentions.

use matrix_openapi_core::events::{ContentError, Event, RelatesTo, RelationType};
use matrix_openapi_core::id::{EventId, MxcUri, UserId};

use crate::events::{
    AudioMessage, EmoteMessage, FileMessage, ImageMessage, LocationMessage, Mentions, NoticeMessage,
    RoomMessage, TextMessage, VideoMessage,
};

/// The `format` of a body in HTML.
const HTML: &str = "org.matrix.custom.html";

/// The start of an edit's body, for clients that show it as a message.
const EDIT_MARK: &str = "* ";

impl RoomMessage {
    /// Creates a message of plain text.
    pub fn text(body: impl Into<String>) -> Self {
        Self::Text(TextMessage::new(body))
    }

    /// Creates a message of text, as plain text and as HTML.
    pub fn html(body: impl Into<String>, html: impl Into<String>) -> Self {
        with_html(Self::text(body), html)
    }

    /// Creates an automated message of plain text. Bots must not respond to such messages.
    pub fn notice(body: impl Into<String>) -> Self {
        Self::Notice(NoticeMessage::new(body))
    }

    /// Creates an automated message, as plain text and as HTML. Bots must not respond to such messages.
    pub fn notice_html(body: impl Into<String>, html: impl Into<String>) -> Self {
        with_html(Self::notice(body), html)
    }

    /// Creates a message that describes an action of the sender, without the sender's name.
    pub fn emote(body: impl Into<String>) -> Self {
        Self::Emote(EmoteMessage::new(body))
    }

    /// Creates a message that describes an action of the sender, as plain text and as HTML.
    pub fn emote_html(body: impl Into<String>, html: impl Into<String>) -> Self {
        with_html(Self::emote(body), html)
    }

    /// Creates a message with an uploaded image. The body is its name or a description.
    pub fn image(body: impl Into<String>, uri: impl Into<MxcUri>) -> Self {
        let mut message = ImageMessage::new(body);
        message.url = Some(uri.into());
        Self::Image(message)
    }

    /// Creates a message with an uploaded file. The body is its name or a description.
    pub fn file(body: impl Into<String>, uri: impl Into<MxcUri>) -> Self {
        let mut message = FileMessage::new(body);
        message.url = Some(uri.into());
        Self::File(message)
    }

    /// Creates a message with uploaded audio. The body is its name or a description.
    pub fn audio(body: impl Into<String>, uri: impl Into<MxcUri>) -> Self {
        let mut message = AudioMessage::new(body);
        message.url = Some(uri.into());
        Self::Audio(message)
    }

    /// Creates a message with an uploaded video. The body is its name or a description.
    pub fn video(body: impl Into<String>, uri: impl Into<MxcUri>) -> Self {
        let mut message = VideoMessage::new(body);
        message.url = Some(uri.into());
        Self::Video(message)
    }

    /// Creates a message with a location, a [`geo:` URI](https://www.rfc-editor.org/rfc/rfc5870) such as `geo:51.5,-0.12`. The body
    /// describes the location.
    pub fn location(body: impl Into<String>, geo_uri: impl Into<String>) -> Self {
        Self::Location(LocationMessage::new(body, geo_uri))
    }

    /// Makes the message a reply to an event.
    ///
    /// A reply to a message in a thread belongs to the thread, as does a reply that [`in_thread`](Self::in_thread) put there
    /// before. The reply mentions nobody; add the sender of the event, or others, with [`mentioning`](Self::mentioning). The
    /// text of the event is not repeated.
    ///
    /// # Errors
    /// If the event has no identifier, such as one of stripped state.
    pub fn reply_to(mut self, event: &Event<'_>) -> Result<Self, ContentError> {
        let event_id = event.id()?;
        // A relation that cannot be read belongs to no thread.
        let relation = event.relation().ok().flatten();
        let root = thread_of(relation.as_ref()).or_else(|| thread_of(self.relates_to()));
        *self.relates_to_mut() = Some(match root {
            Some(root) => RelatesTo::thread_reply(root, event_id),
            None => RelatesTo::reply(event_id),
        });
        Ok(self)
    }

    /// Puts the message into a thread. `root` is the event that starts the thread, and `latest` the latest event in it, or the root
    /// if there is no other. Clients without threads show the message as a reply to the latest event.
    pub fn in_thread(mut self, root: &EventId, latest: &EventId) -> Self {
        *self.relates_to_mut() = Some(RelatesTo::thread(root.clone(), latest.clone()));
        self
    }

    /// Mentions more users, whom the server notifies. An `Option` of a user is accepted too, such as the `sender` of an event.
    ///
    /// If a message has mentions, even an empty list, names in its text notify nobody.
    pub fn mentioning<U: AsRef<str>>(mut self, user_ids: impl IntoIterator<Item = U>) -> Self {
        let mentioned = self.mentions_mut().get_or_insert_default().user_ids.get_or_insert_default();
        for user_id in user_ids {
            if !mentioned.iter().any(|other| other.as_str() == user_id.as_ref()) {
                mentioned.push(UserId::unchecked(user_id.as_ref()));
            }
        }
        self
    }

    /// Mentions everybody in the room.
    pub fn mentioning_room(mut self) -> Self {
        self.mentions_mut().get_or_insert_default().room = Some(true);
        self
    }

    /// Makes the message the new content of an earlier one. Nobody is notified; [`edit_of_with`](Self::edit_of_with) takes the
    /// earlier message too, and notifies the users whom only the edit mentions.
    ///
    /// An edit does not change what its message relates to, so replies and threads are left out.
    pub fn edit_of(self, event_id: &EventId) -> Self {
        edit(self, event_id, |mentions| Mentions { user_ids: None, room: None, ..mentions })
    }

    /// Makes the message the new content of an earlier one, and notifies the mentioned users whom the earlier one did not mention.
    ///
    /// If the earlier message was edited before, `old` is its latest content.
    pub fn edit_of_with(self, event_id: &EventId, old: &Self) -> Self {
        let before = old.mentions().cloned().unwrap_or_default();
        let known = before.user_ids.unwrap_or_default();
        edit(self, event_id, |mut mentions| {
            if let Some(user_ids) = &mut mentions.user_ids {
                user_ids.retain(|user_id| !known.contains(user_id));
            }
            mentions.room = mentions.room.filter(|_| before.room != Some(true));
            mentions
        })
    }

    /// Removes the quote of the original event, with which older clients start replies.
    ///
    /// In the body, the quote is the first lines that start with `> `, and the empty line after them; in the HTML, it is the element
    /// `mx-reply`. Messages that are not replies stay unchanged.
    pub fn without_fallback(mut self) -> Self {
        let is_reply = self.relates_to().is_some_and(|relation| relation.in_reply_to.is_some());
        if is_reply {
            if let Some(body) = body_mut(&mut self) {
                *body = without_quote(body).to_owned();
            }
            if let Some(html) = formatted_body_mut(&mut self) {
                *html = without_quoted_html(html).to_owned();
            }
        }
        self
    }
}

// Private methods would clash with generated ones for fields of these names.

/// Makes a message an edit; the closure selects whom it notifies.
fn edit(
    mut message: RoomMessage,
    event_id: &EventId,
    notified: impl FnOnce(Mentions) -> Mentions,
) -> RoomMessage {
    *message.relates_to_mut() = None;
    *message.new_content_mut() = None;
    message.extra_mut().remove("m.new_content");
    let new_content = Box::new(message.clone());
    *message.new_content_mut() = Some(new_content);
    *message.relates_to_mut() = Some(RelatesTo::replacement(event_id.clone()));
    if let Some(mentions) = message.mentions_mut().take() {
        *message.mentions_mut() = Some(notified(mentions));
    }
    for text in [body_mut, formatted_body_mut] {
        if let Some(text) = text(&mut message) {
            text.insert_str(0, EDIT_MARK);
        }
    }
    message
}

fn with_html(mut message: RoomMessage, html: impl Into<String>) -> RoomMessage {
    let (format, body) = match &mut message {
        RoomMessage::Text(message) => (&mut message.format, &mut message.formatted_body),
        RoomMessage::Notice(message) => (&mut message.format, &mut message.formatted_body),
        RoomMessage::Emote(message) => (&mut message.format, &mut message.formatted_body),
        _ => return message,
    };
    *format = Some(HTML.to_owned());
    *body = Some(html.into());
    message
}

fn body_mut(message: &mut RoomMessage) -> Option<&mut String> {
    if let RoomMessage::Other(message) = message {
        return message.body.as_mut();
    }
    match message {
        RoomMessage::Audio(message) => Some(&mut message.body),
        RoomMessage::Emote(message) => Some(&mut message.body),
        RoomMessage::File(message) => Some(&mut message.body),
        RoomMessage::Image(message) => Some(&mut message.body),
        RoomMessage::KeyVerificationRequest(message) => message.body.as_mut(),
        RoomMessage::Location(message) => Some(&mut message.body),
        RoomMessage::Notice(message) => Some(&mut message.body),
        RoomMessage::ServerNotice(message) => Some(&mut message.body),
        RoomMessage::Text(message) => Some(&mut message.body),
        RoomMessage::Video(message) => Some(&mut message.body),
        // A variant of another release.
        _ => None,
    }
}

fn formatted_body_mut(message: &mut RoomMessage) -> Option<&mut String> {
    match message {
        RoomMessage::Audio(message) => message.formatted_body.as_mut(),
        RoomMessage::Emote(message) => message.formatted_body.as_mut(),
        RoomMessage::File(message) => message.formatted_body.as_mut(),
        RoomMessage::Image(message) => message.formatted_body.as_mut(),
        RoomMessage::Notice(message) => message.formatted_body.as_mut(),
        RoomMessage::Text(message) => message.formatted_body.as_mut(),
        RoomMessage::Video(message) => message.formatted_body.as_mut(),
        _ => None,
    }
}

/// Returns the root of the thread that a relation puts its event into.
fn thread_of(relation: Option<&RelatesTo>) -> Option<EventId> {
    relation?.target(&RelationType::Thread).cloned()
}

/// Removes a quote with its sender from the start of a text.
fn without_quote(body: &str) -> &str {
    if !["> <", "> * <"].iter().any(|start| body.starts_with(start)) {
        // The sender wrote this quote.
        return body;
    }
    let mut rest = body;
    while rest.starts_with("> ") {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
    rest.strip_prefix('\n').unwrap_or(rest)
}

/// Removes a quote from the start of an HTML text.
fn without_quoted_html(html: &str) -> &str {
    let rest = html.strip_prefix("<mx-reply>").and_then(|quote| quote.split_once("</mx-reply>"));
    rest.map_or(html, |(_, rest)| rest)
}
