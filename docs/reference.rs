// Written by 'cargo xtask docs' from the Matrix specification v1.19; do not edit.

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/account-management.md")]
struct ClientServerAccountManagement;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/application-service-room-directory-management.md")]
struct ClientServerApplicationServiceRoomDirectoryManagement;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/capabilities.md")]
struct ClientServerCapabilities;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/device-management.md")]
struct ClientServerDeviceManagement;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/end-to-end-encryption.md")]
struct ClientServerEndToEndEncryption;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/event-relationships.md")]
struct ClientServerEventRelationships;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/media.md")]
struct ClientServerMedia;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/mutual-rooms.md")]
struct ClientServerMutualRooms;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/open-id.md")]
struct ClientServerOpenId;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/operations.md")]
struct ClientServerOperations;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/presence.md")]
struct ClientServerPresence;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/push-notifications.md")]
struct ClientServerPushNotifications;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/read-markers.md")]
struct ClientServerReadMarkers;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/reporting-content.md")]
struct ClientServerReportingContent;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/room-creation.md")]
struct ClientServerRoomCreation;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/room-directory.md")]
struct ClientServerRoomDirectory;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/room-discovery.md")]
struct ClientServerRoomDiscovery;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/room-membership.md")]
struct ClientServerRoomMembership;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/room-participation.md")]
struct ClientServerRoomParticipation;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/room-upgrades.md")]
struct ClientServerRoomUpgrades;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/search.md")]
struct ClientServerSearch;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/send-to-device-messaging.md")]
struct ClientServerSendToDeviceMessaging;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/server-administration.md")]
struct ClientServerServerAdministration;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/session-management.md")]
struct ClientServerSessionManagement;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/spaces.md")]
struct ClientServerSpaces;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/third-party-lookup.md")]
struct ClientServerThirdPartyLookup;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/threads.md")]
struct ClientServerThreads;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/user-data.md")]
struct ClientServerUserData;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/user-directory.md")]
struct ClientServerUserDirectory;

#[cfg(feature = "client-server")]
#[doc = include_str!("client-server/voip.md")]
struct ClientServerVoip;

#[cfg(feature = "server-server")]
#[doc = include_str!("server-server/media.md")]
struct ServerServerMedia;

#[cfg(feature = "server-server")]
#[doc = include_str!("server-server/operations.md")]
struct ServerServerOperations;

#[cfg(feature = "server-server")]
#[doc = include_str!("server-server/spaces.md")]
struct ServerServerSpaces;

#[cfg(feature = "application-service")]
#[doc = include_str!("application-service/operations.md")]
struct ApplicationServiceOperations;

#[cfg(feature = "identity")]
#[doc = include_str!("identity/operations.md")]
struct IdentityOperations;

#[cfg(feature = "push-gateway")]
#[doc = include_str!("push-gateway/operations.md")]
struct PushGatewayOperations;

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
