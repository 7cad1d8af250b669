//! The ways to read a sync that are measured.

use std::any::Any;
use std::hint::black_box;

use bytes::Bytes;
use matrix_openapi::client_server::types::SyncResponse;
use matrix_openapi::events::Content;
use matrix_openapi::json::Raw;
use ruma::api::IncomingResponseExt;
use ruma::api::client::sync::sync_events::v3;
use ruma::serde::Raw as RumaRaw;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

/// Anything that went wrong.
pub type Failure = Box<dyn std::error::Error>;

/// One way to read a sync.
pub struct Contender {
    /// Its name in the tables.
    pub name: &'static str,
    /// Reads a body that nobody else holds, as calls have it.
    pub read: fn(Bytes) -> Result<Outcome, Failure>,
}

/// The result of reading.
pub struct Outcome {
    /// The value that the program would hold now; dropping it belongs to the costs.
    pub held: Box<dyn Any>,
    /// The body, unless it is part of what is held.
    pub body: Option<Bytes>,
    /// How many events were read one by one.
    pub events: usize,
}

/// All of them. Those that read events one by one let go of each before the next.
pub const CONTENDERS: [Contender; 7] = [
    Contender { name: "serde_json IgnoredAny", read: ignore },
    Contender { name: "serde_json Value", read: value },
    Contender { name: "ours, raw events", read: ours_raw },
    Contender { name: "ruma, raw events", read: ruma_raw },
    Contender { name: "ours, headers of all events", read: ours_headers },
    Contender { name: "ours, contents of all events", read: ours_contents },
    Contender { name: "ruma, all events typed", read: ruma_typed },
];

/// The ratios that are to be shown: a contender and the one it is measured by.
pub const RATIOS: [(usize, usize); 5] = [(2, 3), (4, 6), (5, 6), (2, 0), (2, 1)];

/// The pairs that are recorded: ours and ruma's way to read the same.
pub const RECORDED: [(&str, usize, usize); 2] = [("raw events", 2, 3), ("contents of all events", 5, 6)];

fn ignore(body: Bytes) -> Result<Outcome, Failure> {
    let read = serde_json::from_slice::<IgnoredAny>(&body)?;
    Ok(Outcome { held: Box::new(read), body: Some(body), events: 0 })
}

fn value(body: Bytes) -> Result<Outcome, Failure> {
    let value = serde_json::from_slice::<Value>(&body)?;
    Ok(Outcome { held: Box::new(value), body: Some(body), events: 0 })
}

fn ours_raw(body: Bytes) -> Result<Outcome, Failure> {
    let sync = ours(body)?;
    Ok(Outcome { held: Box::new(sync), body: None, events: 0 })
}

fn ours_headers(body: Bytes) -> Result<Outcome, Failure> {
    let sync = ours(body)?;
    let events = read_all::<Header>(&sync)?;
    Ok(Outcome { held: Box::new(sync), body: None, events })
}

fn ours_contents(body: Bytes) -> Result<Outcome, Failure> {
    let sync = ours(body)?;
    let events = read_all::<HeaderAndContent>(&sync)?;
    Ok(Outcome { held: Box::new(sync), body: None, events })
}

fn ruma_raw(body: Bytes) -> Result<Outcome, Failure> {
    let sync = ruma(&body)?;
    Ok(Outcome { held: Box::new(sync), body: Some(body), events: 0 })
}

fn ruma_typed(body: Bytes) -> Result<Outcome, Failure> {
    let sync = ruma(&body)?;
    let events = type_all(&sync)?;
    Ok(Outcome { held: Box::new(sync), body: Some(body), events })
}

/// As a call does it once it has the body.
fn ours(body: Bytes) -> Result<SyncResponse, Failure> {
    Ok(matrix_openapi::__private::decode("sync", body)?.value)
}

/// As ruma's documentation has a client do it once it has the body.
fn ruma(body: &Bytes) -> Result<v3::Response, Failure> {
    Ok(v3::Response::try_from_http_response(http::Response::new(body.as_ref()))?)
}

/// The parts that are read of an event.
trait Part {
    fn read<T>(event: &Raw<T>) -> Result<(), Failure>;
}

struct Header;

impl Part for Header {
    fn read<T>(event: &Raw<T>) -> Result<(), Failure> {
        black_box(event.header()?);
        Ok(())
    }
}

/// The header and the content, typed by the type of the event.
struct HeaderAndContent;

impl Part for HeaderAndContent {
    fn read<T>(event: &Raw<T>) -> Result<(), Failure> {
        let event = event.read()?;
        match event.content()? {
            Content::Unknown(_) => Err(format!("{}: no type of content", event.event_type).into()),
            content => {
                black_box((event, content));
                Ok(())
            }
        }
    }
}

fn read_all<P: Part>(sync: &SyncResponse) -> Result<usize, Failure> {
    let mut events = read::<P, _>(sync.account_data_events())? + read::<P, _>(sync.presence_events())?;
    events += read::<P, _>(sync.to_device_events())?;
    for (_, room) in sync.joined_rooms() {
        events += read::<P, _>(room.timeline_events())? + read::<P, _>(room.state_events())?;
        events += read::<P, _>(room.account_data_events())? + read::<P, _>(room.ephemeral_events())?;
    }
    for (_, room) in sync.left_rooms() {
        events += read::<P, _>(room.timeline_events())? + read::<P, _>(room.state_events())?;
    }
    for (_, room) in sync.invited_rooms() {
        events += read::<P, _>(room.state_events())?;
    }
    Ok(events)
}

fn read<'a, P: Part, T: 'a>(events: impl Iterator<Item = &'a Raw<T>>) -> Result<usize, Failure> {
    let mut count = 0;
    for event in events {
        P::read(event)?;
        count += 1;
    }
    Ok(count)
}

fn type_all(sync: &v3::Response) -> Result<usize, Failure> {
    let mut events = typed(&sync.account_data.events)? + typed(&sync.presence.events)?;
    events += typed(&sync.to_device.events)?;
    for room in sync.rooms.join.values() {
        events += typed(&room.timeline.events)? + state(&room.state)?;
        events += typed(&room.account_data.events)? + typed(&room.ephemeral.events)?;
    }
    for room in sync.rooms.leave.values() {
        events += typed(&room.timeline.events)? + state(&room.state)?;
    }
    for room in sync.rooms.invite.values() {
        events += typed(&room.invite_state.events)?;
    }
    Ok(events)
}

fn state(state: &v3::State) -> Result<usize, Failure> {
    match state {
        v3::State::Before(state) | v3::State::After(state) => typed(&state.events),
        _ => Err("ruma has a new kind of state, which is not measured yet".into()),
    }
}

fn typed<T: DeserializeOwned>(events: &[RumaRaw<T>]) -> Result<usize, Failure> {
    for event in events {
        black_box(event.deserialize()?);
    }
    Ok(events.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_read_every_event_of_the_same_sync() {
        let body = Bytes::from(crate::sync::body(1).unwrap());
        let ours = ours_headers(body.clone()).unwrap().events;
        let contents = ours_contents(body.clone()).unwrap().events;
        let ruma = ruma_typed(body).unwrap().events;
        assert_eq!((ours, contents), (ruma, ruma));
        assert!(ours > 15_600, "{ours}");
    }
}
