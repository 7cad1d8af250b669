//! Reads and sets the state of rooms.

use matrix_openapi_core::id::{IntoId, RoomId};

use crate::client_server::Client;
use crate::error::Error;
use crate::events::content_call::{ContentCall, setters};
use crate::events::{IntoStateKey, ReadContent, SentEvent, StateContent};
use crate::http::box_future::BoxFuture;

/// A state event to be sent, from [`Client::set_state`] or [`Client::set_state_of`].
#[derive(Debug)]
#[must_use = "state is set only once it is awaited"]
pub struct SetState<'a> {
    call: ContentCall<'a>,
    state_key: String,
}

impl SetState<'_> {
    setters! { timestamp options }

    /// Sends the event.
    ///
    /// # Errors
    /// The variants of [`Error`].
    pub async fn send(self) -> Result<SentEvent, Error> {
        self.call.complete(Some(&self.state_key))?.send_json().await
    }
}

/// Awaiting a change of state sends it, as [`send`](SetState::send) does.
impl<'a> IntoFuture for SetState<'a> {
    type Output = Result<SentEvent, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl Client {
    /// Reads state with the empty state key, such as the name of the room; `None` if it was never set.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # use matrix_openapi::events::{EventContent, StateContent};
    /// # #[derive(serde::Serialize, serde::Deserialize)]
    /// # struct Theme { colour: Option<String> }
    /// # impl EventContent for Theme { const TYPE: &'static str = "org.example.theme"; }
    /// # impl StateContent for Theme { type Key = (); }
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let theme = client.state::<Theme>("!room:example.org").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn state<C: StateContent<Key = ()>>(&self, room_id: impl IntoId<RoomId>) -> ReadContent<'_, C> {
        self.state_of(room_id, ())
    }

    /// Reads state with a state key, such as the member event of a user; `None` if it was never set.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::events::RoomMember;
    ///
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let alice = client.state_of::<RoomMember>("!room:example.org", "@alice:example.org").await?;
    /// println!("{:?}", alice.and_then(|alice| alice.displayname));
    /// # Ok(())
    /// # }
    /// ```
    pub fn state_of<C: StateContent>(
        &self,
        room_id: impl IntoId<RoomId>,
        state_key: impl IntoStateKey<C::Key>,
    ) -> ReadContent<'_, C> {
        let call = self.state_call::<C>("getRoomStateWithKey", &room_id);
        let (call, state_key) = checked(call, &state_key);
        ReadContent::new(call, Some(state_key))
    }

    /// Starts a change of state with the empty state key. It replaces the whole content.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::events::RoomTopic;
    ///
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// client.set_state("!room:example.org", &RoomTopic::new("tea")).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_state<C: StateContent<Key = ()>>(
        &self,
        room_id: impl IntoId<RoomId>,
        content: &C,
    ) -> SetState<'_> {
        self.set_state_of(room_id, (), content)
    }

    /// Starts a change of state with a state key. It replaces the whole content.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::events::SpaceChild;
    ///
    /// # async fn run(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let via = vec!["example.org".parse()?];
    /// client.set_state_of("!space:example.org", "!room:example.org", &SpaceChild::new(via)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_state_of<C: StateContent>(
        &self,
        room_id: impl IntoId<RoomId>,
        state_key: impl IntoStateKey<C::Key>,
        content: &C,
    ) -> SetState<'_> {
        let call = self.state_call::<C>("setRoomStateWithKey", &room_id).content(content);
        let (call, state_key) = checked(call, &state_key);
        SetState { call, state_key }
    }

    fn state_call<C: StateContent>(
        &self,
        operation: &'static str,
        room_id: &impl IntoId<RoomId>,
    ) -> ContentCall<'_> {
        ContentCall::new::<C>(self.session(), operation).id::<RoomId>("roomId", room_id)
    }
}

/// Returns the state key as a string. An invalid key fails the call.
fn checked<'a, K: crate::events::StateKey>(
    call: ContentCall<'a>,
    state_key: &impl IntoStateKey<K>,
) -> (ContentCall<'a>, String) {
    match state_key.check_state_key() {
        Ok(text) => (call, text.to_owned()),
        Err(error) => (call.with(|call| call.refuse("stateKey", error)), String::new()),
    }
}
