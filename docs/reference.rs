// Written by 'cargo xtask docs' from the Matrix specification v1.19; do not edit.

#[cfg(generated_events)]
#[doc = include_str!("events/account-data.md")]
struct EventsAccountData;

#[cfg(generated_events)]
#[doc = include_str!("events/ephemeral.md")]
struct EventsEphemeral;

#[cfg(generated_events)]
#[doc = include_str!("events/message.md")]
struct EventsMessage;

#[cfg(generated_events)]
#[doc = include_str!("events/presence.md")]
struct EventsPresence;

#[cfg(generated_events)]
#[doc = include_str!("events/room-account-data.md")]
struct EventsRoomAccountData;

#[cfg(generated_events)]
#[doc = include_str!("events/state.md")]
struct EventsState;

#[cfg(generated_events)]
#[doc = include_str!("events/to-device.md")]
struct EventsToDevice;

#[cfg(generated_events)]
#[doc = include_str!("events/types.md")]
struct EventsTypes;

#[cfg(generated_edus)]
#[doc = include_str!("events/edus.md")]
struct EventsEdus;
