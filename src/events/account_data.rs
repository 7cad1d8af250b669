//! Reads and writes account data.

use matrix_openapi_core::id::{IntoId, RoomId, UserId};

use crate::client_server::Client;
use crate::error::Error;
use crate::events::content_call::{ContentCall, setters};
use crate::events::{EventContent, GlobalAccountData, ReadContent, RoomAccountData};
use crate::http::box_future::BoxFuture;

/// A write of account data, from [`Client::put_account_data`] or [`Client::put_room_account_data`].
#[derive(Debug)]
#[must_use = "account data is written only once the write is awaited"]
pub struct PutAccountData<'a> {
    call: ContentCall<'a>,
}

impl PutAccountData<'_> {
    setters! { event_type options }

    /// Writes the account data.
    ///
    /// # Errors
    /// The variants of [`Error`].
    pub async fn send(self) -> Result<(), Error> {
        self.call.complete(None)?.send_empty().await
    }
}

/// Awaiting a write sends it, as [`send`](PutAccountData::send) does.
impl<'a> IntoFuture for PutAccountData<'a> {
    type Output = Result<(), Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl Client {
    /// Reads account data of a user that applies to all rooms; `None` if the server has none. Only the user may read it.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::events::IgnoredUserList;
    ///
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// if let Some(ignored) = client.account_data::<IgnoredUserList>("@alice:example.org").await? {
    ///     println!("{} users are ignored", ignored.ignored_users.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn account_data<C: GlobalAccountData>(&self, user_id: impl IntoId<UserId>) -> ReadContent<'_, C> {
        ReadContent::new(self.account_call::<C>("getAccountData", &user_id), None)
    }

    /// Starts a write of account data that applies to all rooms. It replaces the whole content.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::events::Direct;
    ///
    /// # async fn run(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut direct = client.account_data::<Direct>("@alice:example.org").await?.unwrap_or_default();
    /// direct.insert("@bob:example.org".parse()?, vec!["!room:example.org".parse()?]);
    /// client.put_account_data("@alice:example.org", &direct).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn put_account_data<C: GlobalAccountData>(
        &self,
        user_id: impl IntoId<UserId>,
        content: &C,
    ) -> PutAccountData<'_> {
        PutAccountData { call: self.account_call::<C>("setAccountData", &user_id).content(content) }
    }

    /// Reads account data of a user for one room; `None` if the server has none. Only the user may read it.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::events::Tag;
    ///
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let tags = client.room_account_data::<Tag>("@alice:example.org", "!room:example.org").await?;
    /// println!("{tags:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn room_account_data<C: RoomAccountData>(
        &self,
        user_id: impl IntoId<UserId>,
        room_id: impl IntoId<RoomId>,
    ) -> ReadContent<'_, C> {
        let call = self.account_call::<C>("getAccountDataPerRoom", &user_id);
        ReadContent::new(call.id::<RoomId>("roomId", &room_id), None)
    }

    /// Starts a write of account data for one room. It replaces the whole content.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::events::MarkedUnread;
    ///
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// client.put_room_account_data("@alice:example.org", "!room:example.org", &MarkedUnread::new(true)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn put_room_account_data<C: RoomAccountData>(
        &self,
        user_id: impl IntoId<UserId>,
        room_id: impl IntoId<RoomId>,
        content: &C,
    ) -> PutAccountData<'_> {
        let call = self.account_call::<C>("setAccountDataPerRoom", &user_id);
        PutAccountData { call: call.id::<RoomId>("roomId", &room_id).content(content) }
    }

    fn account_call<C: EventContent>(
        &self,
        operation: &'static str,
        user_id: &impl IntoId<UserId>,
    ) -> ContentCall<'_> {
        ContentCall::new::<C>(self.session(), operation).id::<UserId>("userId", user_id)
    }
}
