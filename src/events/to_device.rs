//! Sends events to devices.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use bytes::Bytes;
use matrix_openapi_core::__private::zeroizing_json;
use matrix_openapi_core::id::{IntoId, UserId};
use serde_json::value::RawValue;

use crate::client_server::Client;
use crate::error::Error;
use crate::events::ToDeviceContent;
use crate::events::content_call::{ContentCall, setters};
use crate::http::box_future::BoxFuture;

/// Events of one type to be sent to devices, from [`Client::to_device`].
///
/// They share a transaction ID, which is the same in every retry, so no device receives an event twice.
#[derive(Debug)]
#[must_use = "events are sent to devices only once they are awaited"]
pub struct SendToDevice<'a, C> {
    call: ContentCall<'a>,
    transaction_id: String,
    messages: Vec<DeviceMessage>,
    content: PhantomData<fn(&C)>,
}

/// A content as JSON, and the devices that receive it.
struct DeviceMessage {
    content: Bytes,
    devices: Vec<(String, String)>,
}

impl<C: ToDeviceContent> SendToDevice<'_, C> {
    /// Adds another content for other devices. If a device is named again, it receives the last content only.
    pub fn and<U: IntoId<UserId>, D: AsRef<str>>(
        mut self,
        content: &C,
        devices: impl IntoIterator<Item = (U, D)>,
    ) -> Self {
        let mut devices_of = Vec::new();
        self.call = self.call.with(|call| {
            for (user_id, device_id) in devices {
                let user_id = call.id::<UserId>("user_id", user_id);
                devices_of.push((user_id.as_str().to_owned(), device_id.as_ref().to_owned()));
            }
            let operation = call.operation().id;
            match zeroizing_json(content) {
                Ok(content) if content.starts_with(b"{") => {
                    self.messages.push(DeviceMessage { content, devices: devices_of });
                }
                Ok(_) => call.draft().fail(Error::argument(operation, "content", "is not a JSON object")),
                Err(source) => call.draft().fail(Error::Encode { operation, source }),
            }
        });
        self
    }

    setters! { transaction_id options }

    /// Sends the events.
    ///
    /// # Errors
    /// The variants of [`Error`].
    pub async fn send(self) -> Result<(), Error> {
        let mut call = self.call.complete(Some(&self.transaction_id))?;
        let operation = call.operation().id;
        let mut messages: BTreeMap<&str, BTreeMap<&str, &RawValue>> = BTreeMap::new();
        for DeviceMessage { content, devices } in &self.messages {
            // Borrowed, so no copy of a secret remains in memory.
            let content: &RawValue =
                serde_json::from_slice(content).map_err(|source| Error::Encode { operation, source })?;
            for (user_id, device_id) in devices {
                messages.entry(user_id).or_default().insert(device_id, content);
            }
        }
        call.json(&BTreeMap::from([("messages", messages)]));
        call.send_empty().await
    }
}

/// Awaiting the events sends them, as [`send`](SendToDevice::send) does.
impl<'a, C: ToDeviceContent + 'a> IntoFuture for SendToDevice<'a, C> {
    type Output = Result<(), Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl std::fmt::Debug for DeviceMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Without the content, which may be a secret.
        f.debug_struct("DeviceMessage").field("devices", &self.devices).finish_non_exhaustive()
    }
}

impl Client {
    /// Starts an event with this content to devices, each given by a user ID and a device ID. The device ID `*` stands for all
    /// devices of the user.
    ///
    /// [`and`](SendToDevice::and) adds other contents for other devices. This crate does not encrypt the content.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # use matrix_openapi::events::{EventContent, ToDeviceContent};
    /// # #[derive(serde::Serialize, serde::Deserialize)]
    /// # struct Ring { volume: u8 }
    /// # impl EventContent for Ring { const TYPE: &'static str = "org.example.ring"; }
    /// # impl ToDeviceContent for Ring {}
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let quiet = client.to_device(&Ring { volume: 1 }, [("@alice:example.org", "*")]);
    /// quiet.and(&Ring { volume: 9 }, [("@bob:example.org", "PHONE")]).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn to_device<C: ToDeviceContent, U: IntoId<UserId>, D: AsRef<str>>(
        &self,
        content: &C,
        devices: impl IntoIterator<Item = (U, D)>,
    ) -> SendToDevice<'_, C> {
        let call = ContentCall::new::<C>(self.session(), "sendToDevice");
        let transaction_id = self.session().shared.transactions.next();
        let request = SendToDevice { call, transaction_id, messages: Vec::new(), content: PhantomData };
        request.and(content, devices)
    }
}
