// Written by 'cargo xtask docs' from the Matrix specification v1.19; do not edit.

use super::Handler;

/// The handler of each operation.
pub const HANDLERS: &[Handler] = &[
    Handler { api: "client-server", operation: "add3PID", router: client_server_add_3pid::router },
    Handler { api: "client-server", operation: "bind3PID", router: client_server_bind_3pid::router },
    Handler { api: "client-server", operation: "changePassword", router: client_server_change_password::router },
    Handler { api: "client-server", operation: "checkUsernameAvailability", router: client_server_check_username_availability::router },
    Handler { api: "client-server", operation: "deactivateAccount", router: client_server_deactivate_account::router },
    Handler { api: "client-server", operation: "delete3pidFromAccount", router: client_server_delete_3pid_from_account::router },
    Handler { api: "client-server", operation: "getAccount3PIDs", router: client_server_get_account_3pids::router },
    Handler { api: "client-server", operation: "post3PIDs", router: client_server_post_3pids::router },
    Handler { api: "client-server", operation: "register", router: client_server_register::router },
    Handler { api: "client-server", operation: "registrationTokenValidity", router: client_server_registration_token_validity::router },
    Handler { api: "client-server", operation: "requestTokenTo3PIDEmail", router: client_server_request_token_to_3pid_email::router },
    Handler { api: "client-server", operation: "requestTokenTo3PIDMSISDN", router: client_server_request_token_to_3pid_msisdn::router },
    Handler { api: "client-server", operation: "requestTokenToRegisterEmail", router: client_server_request_token_to_register_email::router },
    Handler { api: "client-server", operation: "requestTokenToRegisterMSISDN", router: client_server_request_token_to_register_msisdn::router },
    Handler { api: "client-server", operation: "requestTokenToResetPasswordEmail", router: client_server_request_token_to_reset_password_email::router },
    Handler { api: "client-server", operation: "requestTokenToResetPasswordMSISDN", router: client_server_request_token_to_reset_password_msisdn::router },
    Handler { api: "client-server", operation: "unbind3pidFromAccount", router: client_server_unbind_3pid_from_account::router },
    Handler { api: "client-server", operation: "updateAppserviceRoomDirectoryVisibility", router: client_server_update_appservice_room_directory_visibility::router },
    Handler { api: "client-server", operation: "getCapabilities", router: client_server_get_capabilities::router },
    Handler { api: "client-server", operation: "deleteDevice", router: client_server_delete_device::router },
    Handler { api: "client-server", operation: "deleteDevices", router: client_server_delete_devices::router },
    Handler { api: "client-server", operation: "getDevice", router: client_server_get_device::router },
    Handler { api: "client-server", operation: "getDevices", router: client_server_get_devices::router },
    Handler { api: "client-server", operation: "updateDevice", router: client_server_update_device::router },
    Handler { api: "client-server", operation: "claimKeys", router: client_server_claim_keys::router },
    Handler { api: "client-server", operation: "deleteRoomKeyBySessionId", router: client_server_delete_room_key_by_session_id::router },
    Handler { api: "client-server", operation: "deleteRoomKeys", router: client_server_delete_room_keys::router },
    Handler { api: "client-server", operation: "deleteRoomKeysByRoomId", router: client_server_delete_room_keys_by_room_id::router },
    Handler { api: "client-server", operation: "deleteRoomKeysVersion", router: client_server_delete_room_keys_version::router },
    Handler { api: "client-server", operation: "getKeysChanges", router: client_server_get_keys_changes::router },
    Handler { api: "client-server", operation: "getRoomKeyBySessionId", router: client_server_get_room_key_by_session_id::router },
    Handler { api: "client-server", operation: "getRoomKeys", router: client_server_get_room_keys::router },
    Handler { api: "client-server", operation: "getRoomKeysByRoomId", router: client_server_get_room_keys_by_room_id::router },
    Handler { api: "client-server", operation: "getRoomKeysVersion", router: client_server_get_room_keys_version::router },
    Handler { api: "client-server", operation: "getRoomKeysVersionCurrent", router: client_server_get_room_keys_version_current::router },
    Handler { api: "client-server", operation: "postRoomKeysVersion", router: client_server_post_room_keys_version::router },
    Handler { api: "client-server", operation: "putRoomKeyBySessionId", router: client_server_put_room_key_by_session_id::router },
    Handler { api: "client-server", operation: "putRoomKeys", router: client_server_put_room_keys::router },
    Handler { api: "client-server", operation: "putRoomKeysByRoomId", router: client_server_put_room_keys_by_room_id::router },
    Handler { api: "client-server", operation: "putRoomKeysVersion", router: client_server_put_room_keys_version::router },
    Handler { api: "client-server", operation: "queryKeys", router: client_server_query_keys::router },
    Handler { api: "client-server", operation: "uploadCrossSigningKeys", router: client_server_upload_cross_signing_keys::router },
    Handler { api: "client-server", operation: "uploadCrossSigningSignatures", router: client_server_upload_cross_signing_signatures::router },
    Handler { api: "client-server", operation: "uploadKeys", router: client_server_upload_keys::router },
    Handler { api: "client-server", operation: "getRelatingEvents", router: client_server_get_relating_events::router },
    Handler { api: "client-server", operation: "getRelatingEventsWithRelType", router: client_server_get_relating_events_with_rel_type::router },
    Handler { api: "client-server", operation: "getRelatingEventsWithRelTypeAndEventType", router: client_server_get_relating_events_with_rel_type_and_event_type::router },
    Handler { api: "client-server", operation: "createContent", router: client_server_create_content::router },
    Handler { api: "client-server", operation: "getConfig", router: client_server_get_config::router },
    Handler { api: "client-server", operation: "getConfigAuthed", router: client_server_get_config_authed::router },
    Handler { api: "client-server", operation: "getContent", router: client_server_get_content::router },
    Handler { api: "client-server", operation: "getContentAuthed", router: client_server_get_content_authed::router },
    Handler { api: "client-server", operation: "getContentOverrideName", router: client_server_get_content_override_name::router },
    Handler { api: "client-server", operation: "getContentOverrideNameAuthed", router: client_server_get_content_override_name_authed::router },
    Handler { api: "client-server", operation: "getContentThumbnail", router: client_server_get_content_thumbnail::router },
    Handler { api: "client-server", operation: "getContentThumbnailAuthed", router: client_server_get_content_thumbnail_authed::router },
    Handler { api: "client-server", operation: "getUrlPreview", router: client_server_get_url_preview::router },
    Handler { api: "client-server", operation: "getUrlPreviewAuthed", router: client_server_get_url_preview_authed::router },
    Handler { api: "client-server", operation: "uploadContent", router: client_server_upload_content::router },
    Handler { api: "client-server", operation: "uploadContentToMXC", router: client_server_upload_content_to_mxc::router },
    Handler { api: "client-server", operation: "getMutualRooms", router: client_server_get_mutual_rooms::router },
    Handler { api: "client-server", operation: "requestOpenIdToken", router: client_server_request_open_id_token::router },
    Handler { api: "client-server", operation: "getRoomSummary", router: client_server_get_room_summary::router },
    Handler { api: "client-server", operation: "pingAppservice", router: client_server_ping_appservice::router },
    Handler { api: "client-server", operation: "refresh", router: client_server_refresh::router },
    Handler { api: "client-server", operation: "getPresence", router: client_server_get_presence::router },
    Handler { api: "client-server", operation: "setPresence", router: client_server_set_presence::router },
    Handler { api: "client-server", operation: "deletePushRule", router: client_server_delete_push_rule::router },
    Handler { api: "client-server", operation: "getNotifications", router: client_server_get_notifications::router },
    Handler { api: "client-server", operation: "getPushRule", router: client_server_get_push_rule::router },
    Handler { api: "client-server", operation: "getPushRuleActions", router: client_server_get_push_rule_actions::router },
    Handler { api: "client-server", operation: "getPushRules", router: client_server_get_push_rules::router },
    Handler { api: "client-server", operation: "getPushRulesGlobal", router: client_server_get_push_rules_global::router },
    Handler { api: "client-server", operation: "getPushers", router: client_server_get_pushers::router },
    Handler { api: "client-server", operation: "isPushRuleEnabled", router: client_server_is_push_rule_enabled::router },
    Handler { api: "client-server", operation: "postPusher", router: client_server_post_pusher::router },
    Handler { api: "client-server", operation: "setPushRule", router: client_server_set_push_rule::router },
    Handler { api: "client-server", operation: "setPushRuleActions", router: client_server_set_push_rule_actions::router },
    Handler { api: "client-server", operation: "setPushRuleEnabled", router: client_server_set_push_rule_enabled::router },
    Handler { api: "client-server", operation: "setReadMarker", router: client_server_set_read_marker::router },
    Handler { api: "client-server", operation: "reportEvent", router: client_server_report_event::router },
    Handler { api: "client-server", operation: "reportRoom", router: client_server_report_room::router },
    Handler { api: "client-server", operation: "reportUser", router: client_server_report_user::router },
    Handler { api: "client-server", operation: "createRoom", router: client_server_create_room::router },
    Handler { api: "client-server", operation: "deleteRoomAlias", router: client_server_delete_room_alias::router },
    Handler { api: "client-server", operation: "getLocalAliases", router: client_server_get_local_aliases::router },
    Handler { api: "client-server", operation: "getRoomIdByAlias", router: client_server_get_room_id_by_alias::router },
    Handler { api: "client-server", operation: "setRoomAlias", router: client_server_set_room_alias::router },
    Handler { api: "client-server", operation: "getPublicRooms", router: client_server_get_public_rooms::router },
    Handler { api: "client-server", operation: "getRoomVisibilityOnDirectory", router: client_server_get_room_visibility_on_directory::router },
    Handler { api: "client-server", operation: "queryPublicRooms", router: client_server_query_public_rooms::router },
    Handler { api: "client-server", operation: "setRoomVisibilityOnDirectory", router: client_server_set_room_visibility_on_directory::router },
    Handler { api: "client-server", operation: "ban", router: client_server_ban::router },
    Handler { api: "client-server", operation: "forgetRoom", router: client_server_forget_room::router },
    Handler { api: "client-server", operation: "getJoinedRooms", router: client_server_get_joined_rooms::router },
    Handler { api: "client-server", operation: "inviteBy3PID", router: client_server_invite_by_3pid::router },
    Handler { api: "client-server", operation: "inviteUser", router: client_server_invite_user::router },
    Handler { api: "client-server", operation: "joinRoom", router: client_server_join_room::router },
    Handler { api: "client-server", operation: "joinRoomById", router: client_server_join_room_by_id::router },
    Handler { api: "client-server", operation: "kick", router: client_server_kick::router },
    Handler { api: "client-server", operation: "knockRoom", router: client_server_knock_room::router },
    Handler { api: "client-server", operation: "leaveRoom", router: client_server_leave_room::router },
    Handler { api: "client-server", operation: "unban", router: client_server_unban::router },
    Handler { api: "client-server", operation: "defineFilter", router: client_server_define_filter::router },
    Handler { api: "client-server", operation: "getEventByTimestamp", router: client_server_get_event_by_timestamp::router },
    Handler { api: "client-server", operation: "getEventContext", router: client_server_get_event_context::router },
    Handler { api: "client-server", operation: "getEvents", router: client_server_get_events::router },
    Handler { api: "client-server", operation: "getFilter", router: client_server_get_filter::router },
    Handler { api: "client-server", operation: "getJoinedMembersByRoom", router: client_server_get_joined_members_by_room::router },
    Handler { api: "client-server", operation: "getMembersByRoom", router: client_server_get_members_by_room::router },
    Handler { api: "client-server", operation: "getOneEvent", router: client_server_get_one_event::router },
    Handler { api: "client-server", operation: "getOneRoomEvent", router: client_server_get_one_room_event::router },
    Handler { api: "client-server", operation: "getRoomEvents", router: client_server_get_room_events::router },
    Handler { api: "client-server", operation: "getRoomState", router: client_server_get_room_state::router },
    Handler { api: "client-server", operation: "getRoomStateWithKey", router: client_server_get_room_state_with_key::router },
    Handler { api: "client-server", operation: "initialSync", router: client_server_initial_sync::router },
    Handler { api: "client-server", operation: "peekEvents", router: client_server_peek_events::router },
    Handler { api: "client-server", operation: "postReceipt", router: client_server_post_receipt::router },
    Handler { api: "client-server", operation: "redactEvent", router: client_server_redact_event::router },
    Handler { api: "client-server", operation: "roomInitialSync", router: client_server_room_initial_sync::router },
    Handler { api: "client-server", operation: "sendMessage", router: client_server_send_message::router },
    Handler { api: "client-server", operation: "setRoomStateWithKey", router: client_server_set_room_state_with_key::router },
    Handler { api: "client-server", operation: "setTyping", router: client_server_set_typing::router },
    Handler { api: "client-server", operation: "sync", router: client_server_sync::router },
    Handler { api: "client-server", operation: "upgradeRoom", router: client_server_upgrade_room::router },
    Handler { api: "client-server", operation: "search", router: client_server_search::router },
    Handler { api: "client-server", operation: "sendToDevice", router: client_server_send_to_device::router },
    Handler { api: "client-server", operation: "getAdminLockUser", router: client_server_get_admin_lock_user::router },
    Handler { api: "client-server", operation: "getAdminSuspendUser", router: client_server_get_admin_suspend_user::router },
    Handler { api: "client-server", operation: "getVersions", router: client_server_get_versions::router },
    Handler { api: "client-server", operation: "getWellknown", router: client_server_get_wellknown::router },
    Handler { api: "client-server", operation: "getWellknownPolicy", router: client_server_get_wellknown_policy::router },
    Handler { api: "client-server", operation: "getWellknownSupport", router: client_server_get_wellknown_support::router },
    Handler { api: "client-server", operation: "getWhoIs", router: client_server_get_who_is::router },
    Handler { api: "client-server", operation: "setAdminLockUser", router: client_server_set_admin_lock_user::router },
    Handler { api: "client-server", operation: "setAdminSuspendUser", router: client_server_set_admin_suspend_user::router },
    Handler { api: "client-server", operation: "generateLoginToken", router: client_server_generate_login_token::router },
    Handler { api: "client-server", operation: "getAuthMetadata", router: client_server_get_auth_metadata::router },
    Handler { api: "client-server", operation: "getLoginFlows", router: client_server_get_login_flows::router },
    Handler { api: "client-server", operation: "login", router: client_server_login::router },
    Handler { api: "client-server", operation: "logout", router: client_server_logout::router },
    Handler { api: "client-server", operation: "logout_all", router: client_server_logout_all::router },
    Handler { api: "client-server", operation: "redirectToIdP", router: client_server_redirect_to_id_p::router },
    Handler { api: "client-server", operation: "redirectToSSO", router: client_server_redirect_to_sso::router },
    Handler { api: "client-server", operation: "getTokenOwner", router: client_server_whoami::router },
    Handler { api: "client-server", operation: "getSpaceHierarchy", router: client_server_get_space_hierarchy::router },
    Handler { api: "client-server", operation: "getProtocolMetadata", router: client_server_get_protocol_metadata::router },
    Handler { api: "client-server", operation: "getProtocols", router: client_server_get_protocols::router },
    Handler { api: "client-server", operation: "queryLocationByAlias", router: client_server_query_location_by_alias::router },
    Handler { api: "client-server", operation: "queryLocationByProtocol", router: client_server_query_location_by_protocol::router },
    Handler { api: "client-server", operation: "queryUserByID", router: client_server_query_user_by_id::router },
    Handler { api: "client-server", operation: "queryUserByProtocol", router: client_server_query_user_by_protocol::router },
    Handler { api: "client-server", operation: "getThreadRoots", router: client_server_get_thread_roots::router },
    Handler { api: "client-server", operation: "deleteProfileField", router: client_server_delete_profile_field::router },
    Handler { api: "client-server", operation: "deleteRoomTag", router: client_server_delete_room_tag::router },
    Handler { api: "client-server", operation: "getAccountData", router: client_server_get_account_data::router },
    Handler { api: "client-server", operation: "getAccountDataPerRoom", router: client_server_get_account_data_per_room::router },
    Handler { api: "client-server", operation: "getProfileField", router: client_server_get_profile_field::router },
    Handler { api: "client-server", operation: "getRoomTags", router: client_server_get_room_tags::router },
    Handler { api: "client-server", operation: "getUserProfile", router: client_server_get_user_profile::router },
    Handler { api: "client-server", operation: "setAccountData", router: client_server_set_account_data::router },
    Handler { api: "client-server", operation: "setAccountDataPerRoom", router: client_server_set_account_data_per_room::router },
    Handler { api: "client-server", operation: "setProfileField", router: client_server_set_profile_field::router },
    Handler { api: "client-server", operation: "setRoomTag", router: client_server_set_room_tag::router },
    Handler { api: "client-server", operation: "searchUserDirectory", router: client_server_search_user_directory::router },
    Handler { api: "client-server", operation: "getTurnServer", router: client_server_get_turn_server::router },
    Handler { api: "server-server", operation: "getContent", router: server_server_get_content::router },
    Handler { api: "server-server", operation: "getContentThumbnail", router: server_server_get_content_thumbnail::router },
    Handler { api: "server-server", operation: "askPolicyServerToSign", router: server_server_ask_policy_server_to_sign::router },
    Handler { api: "server-server", operation: "backfillRoom", router: server_server_backfill_room::router },
    Handler { api: "server-server", operation: "bulkPerspectivesKeyQuery", router: server_server_bulk_perspectives_key_query::router },
    Handler { api: "server-server", operation: "claimUserEncryptionKeys", router: server_server_claim_user_encryption_keys::router },
    Handler { api: "server-server", operation: "exchangeOpenIdToken", router: server_server_exchange_open_id_token::router },
    Handler { api: "server-server", operation: "exchangeThirdPartyInvite", router: server_server_exchange_third_party_invite::router },
    Handler { api: "server-server", operation: "getEvent", router: server_server_get_event::router },
    Handler { api: "server-server", operation: "getEventAuth", router: server_server_get_event_auth::router },
    Handler { api: "server-server", operation: "getEventByTimestamp", router: server_server_get_event_by_timestamp::router },
    Handler { api: "server-server", operation: "getMissingPreviousEvents", router: server_server_get_missing_previous_events::router },
    Handler { api: "server-server", operation: "getPublicRooms", router: server_server_get_public_rooms::router },
    Handler { api: "server-server", operation: "getRoomState", router: server_server_get_room_state::router },
    Handler { api: "server-server", operation: "getRoomStateIds", router: server_server_get_room_state_ids::router },
    Handler { api: "server-server", operation: "getServerKey", router: server_server_get_server_key::router },
    Handler { api: "server-server", operation: "getUserDevices", router: server_server_get_user_devices::router },
    Handler { api: "server-server", operation: "getVersion", router: server_server_get_version::router },
    Handler { api: "server-server", operation: "getWellKnown", router: server_server_get_well_known::router },
    Handler { api: "server-server", operation: "makeJoin", router: server_server_make_join::router },
    Handler { api: "server-server", operation: "makeKnock", router: server_server_make_knock::router },
    Handler { api: "server-server", operation: "makeLeave", router: server_server_make_leave::router },
    Handler { api: "server-server", operation: "onBindThirdPartyIdentifier", router: server_server_on_bind_third_party_identifier::router },
    Handler { api: "server-server", operation: "perspectivesKeyQuery", router: server_server_perspectives_key_query::router },
    Handler { api: "server-server", operation: "queryInfo", router: server_server_query_info::router },
    Handler { api: "server-server", operation: "queryProfile", router: server_server_query_profile::router },
    Handler { api: "server-server", operation: "queryPublicRooms", router: server_server_query_public_rooms::router },
    Handler { api: "server-server", operation: "queryRoomDirectory", router: server_server_query_room_directory::router },
    Handler { api: "server-server", operation: "queryUserEncryptionKeys", router: server_server_query_user_encryption_keys::router },
    Handler { api: "server-server", operation: "sendInviteV1", router: server_server_send_invite_v1::router },
    Handler { api: "server-server", operation: "sendInviteV2", router: server_server_send_invite_v2::router },
    Handler { api: "server-server", operation: "sendJoinV2", router: server_server_send_join_v2::router },
    Handler { api: "server-server", operation: "sendKnock", router: server_server_send_knock::router },
    Handler { api: "server-server", operation: "sendLeaveV2", router: server_server_send_leave_v2::router },
    Handler { api: "server-server", operation: "sendTransaction", router: server_server_send_transaction::router },
    Handler { api: "server-server", operation: "getSpaceHierarchy", router: server_server_get_space_hierarchy::router },
    Handler { api: "application-service", operation: "getProtocolMetadata", router: application_service_get_protocol_metadata::router },
    Handler { api: "application-service", operation: "ping", router: application_service_ping::router },
    Handler { api: "application-service", operation: "queryLocationByAlias", router: application_service_query_location_by_alias::router },
    Handler { api: "application-service", operation: "queryLocationByProtocol", router: application_service_query_location_by_protocol::router },
    Handler { api: "application-service", operation: "queryRoomByAlias", router: application_service_query_room_by_alias::router },
    Handler { api: "application-service", operation: "queryUserByID", router: application_service_query_third_party_user_by_id::router },
    Handler { api: "application-service", operation: "queryUserById", router: application_service_query_user_by_id::router },
    Handler { api: "application-service", operation: "queryUserByProtocol", router: application_service_query_user_by_protocol::router },
    Handler { api: "application-service", operation: "sendTransaction", router: application_service_send_transaction::router },
    Handler { api: "identity", operation: "agreeToTerms", router: identity_agree_to_terms::router },
    Handler { api: "identity", operation: "bindV2", router: identity_bind_v2::router },
    Handler { api: "identity", operation: "blindlySignStuffV2", router: identity_blindly_sign_stuff_v2::router },
    Handler { api: "identity", operation: "emailRequestTokenV2", router: identity_email_request_token_v2::router },
    Handler { api: "identity", operation: "emailSubmitTokenGetV2", router: identity_email_submit_token_get_v2::router },
    Handler { api: "identity", operation: "emailSubmitTokenPostV2", router: identity_email_submit_token_post_v2::router },
    Handler { api: "identity", operation: "getAccount", router: identity_get_account::router },
    Handler { api: "identity", operation: "getHashDetails", router: identity_get_hash_details::router },
    Handler { api: "identity", operation: "getPubKeyV2", router: identity_get_pub_key_v2::router },
    Handler { api: "identity", operation: "getTerms", router: identity_get_terms::router },
    Handler { api: "identity", operation: "getValidated3pidV2", router: identity_get_validated_3pid_v2::router },
    Handler { api: "identity", operation: "getVersions", router: identity_get_versions::router },
    Handler { api: "identity", operation: "isEphemeralPubKeyValidV2", router: identity_is_ephemeral_pub_key_valid_v2::router },
    Handler { api: "identity", operation: "isPubKeyValidV2", router: identity_is_pub_key_valid_v2::router },
    Handler { api: "identity", operation: "logout", router: identity_logout::router },
    Handler { api: "identity", operation: "lookupUsersV2", router: identity_lookup_users_v2::router },
    Handler { api: "identity", operation: "msisdnRequestTokenV2", router: identity_msisdn_request_token_v2::router },
    Handler { api: "identity", operation: "msisdnSubmitTokenGetV2", router: identity_msisdn_submit_token_get_v2::router },
    Handler { api: "identity", operation: "msisdnSubmitTokenPostV2", router: identity_msisdn_submit_token_post_v2::router },
    Handler { api: "identity", operation: "pingV2", router: identity_ping_v2::router },
    Handler { api: "identity", operation: "registerAccount", router: identity_register_account::router },
    Handler { api: "identity", operation: "storeInviteV2", router: identity_store_invite_v2::router },
    Handler { api: "identity", operation: "unbindV2", router: identity_unbind_v2::router },
    Handler { api: "push-gateway", operation: "notify", router: push_gateway_notify::router },
];

mod client_server_add_3pid {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn add_3pid(received: Received<op::Add3pid>) -> Result<(), ErrorResponse> {
        let request::Add3pid { body, .. } = received.request;
        println!("{body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::Add3pid, add_3pid)
    }
}

mod client_server_bind_3pid {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn bind_3pid(received: Received<op::Bind3pid>) -> Result<(), ErrorResponse> {
        let request::Bind3pid { body, .. } = received.request;
        println!("{body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::Bind3pid, bind_3pid)
    }
}

mod client_server_change_password {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn change_password(
        received: Received<op::ChangePassword>,
    ) -> Result<(), ErrorResponse> {
        let request::ChangePassword { body, .. } = received.request;
        println!("{body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::ChangePassword, change_password)
    }
}

mod client_server_check_username_availability {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn check_username_availability(
        received: Received<op::CheckUsernameAvailability>,
    ) -> Result<types::CheckUsernameAvailabilityResponse, ErrorResponse> {
        let request::CheckUsernameAvailability { username, .. } = received.request;
        println!("{username}");
        let mut response = types::CheckUsernameAvailabilityResponse::default();
        response.available = Some(true);
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::CheckUsernameAvailability, check_username_availability)
    }
}

mod client_server_deactivate_account {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn deactivate_account(
        received: Received<op::DeactivateAccount>,
    ) -> Result<types::DeactivateAccountResponse, ErrorResponse> {
        let request::DeactivateAccount { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::DeactivateAccountResponse::new("success"))
    }

    pub fn router() -> Router {
        Router::new().on(op::DeactivateAccount, deactivate_account)
    }
}

mod client_server_delete_3pid_from_account {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn delete_3pid_from_account(
        received: Received<op::Delete3pidFromAccount>,
    ) -> Result<types::Delete3pidFromAccountResponse, ErrorResponse> {
        let request::Delete3pidFromAccount { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::Delete3pidFromAccountResponse::new("success"))
    }

    pub fn router() -> Router {
        Router::new().on(op::Delete3pidFromAccount, delete_3pid_from_account)
    }
}

mod client_server_get_account_3pids {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_account_3pids(
        _: Received<op::GetAccount3pids>,
    ) -> Result<types::GetAccount3pidsResponse, ErrorResponse> {
        let mut response = types::GetAccount3pidsResponse::default();
        response.threepids = Some(
            Vec::from([
                types::GetAccount3pidsThirdPartyIdentifier::new(
                    1,
                    "alice@example.org",
                    "email",
                    1,
                ),
            ]),
        );
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetAccount3pids, get_account_3pids)
    }
}

mod client_server_post_3pids {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn post_3pids(
        received: Received<op::Post3pids>,
    ) -> Result<types::Post3pidsResponse, ErrorResponse> {
        let request::Post3pids { body, .. } = received.request;
        println!("{body:?}");
        let mut response = types::Post3pidsResponse::default();
        response.submit_url = Some("submit_url".to_owned());
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::Post3pids, post_3pids)
    }
}

mod client_server_register {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::UserId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn register(
        received: Received<op::Register>,
    ) -> Result<types::RegisterResponse, ErrorResponse> {
        let request::Register { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::RegisterResponse::new(UserId::unchecked("@alice:example.org")))
    }

    pub fn router() -> Router {
        Router::new().on(op::Register, register)
    }
}

mod client_server_registration_token_validity {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn registration_token_validity(
        received: Received<op::RegistrationTokenValidity>,
    ) -> Result<types::RegistrationTokenValidityResponse, ErrorResponse> {
        let request::RegistrationTokenValidity { token, .. } = received.request;
        println!("{token}");
        Ok(types::RegistrationTokenValidityResponse::new(true))
    }

    pub fn router() -> Router {
        Router::new().on(op::RegistrationTokenValidity, registration_token_validity)
    }
}

mod client_server_request_token_to_3pid_email {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn request_token_to_3pid_email(
        received: Received<op::RequestTokenTo3pidEmail>,
    ) -> Result<types::RequestTokenResponse, ErrorResponse> {
        let request::RequestTokenTo3pidEmail { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::RequestTokenResponse::new("sid-1234"))
    }

    pub fn router() -> Router {
        Router::new().on(op::RequestTokenTo3pidEmail, request_token_to_3pid_email)
    }
}

mod client_server_request_token_to_3pid_msisdn {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn request_token_to_3pid_msisdn(
        received: Received<op::RequestTokenTo3pidMsisdn>,
    ) -> Result<types::RequestTokenResponse, ErrorResponse> {
        let request::RequestTokenTo3pidMsisdn { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::RequestTokenResponse::new("sid-1234"))
    }

    pub fn router() -> Router {
        Router::new().on(op::RequestTokenTo3pidMsisdn, request_token_to_3pid_msisdn)
    }
}

mod client_server_request_token_to_register_email {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn request_token_to_register_email(
        received: Received<op::RequestTokenToRegisterEmail>,
    ) -> Result<types::RequestTokenResponse, ErrorResponse> {
        let request::RequestTokenToRegisterEmail { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::RequestTokenResponse::new("sid-1234"))
    }

    pub fn router() -> Router {
        Router::new().on(op::RequestTokenToRegisterEmail, request_token_to_register_email)
    }
}

mod client_server_request_token_to_register_msisdn {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn request_token_to_register_msisdn(
        received: Received<op::RequestTokenToRegisterMsisdn>,
    ) -> Result<types::RequestTokenResponse, ErrorResponse> {
        let request::RequestTokenToRegisterMsisdn { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::RequestTokenResponse::new("sid-1234"))
    }

    pub fn router() -> Router {
        Router::new().on(op::RequestTokenToRegisterMsisdn, request_token_to_register_msisdn)
    }
}

mod client_server_request_token_to_reset_password_email {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn request_token_to_reset_password_email(
        received: Received<op::RequestTokenToResetPasswordEmail>,
    ) -> Result<types::RequestTokenResponse, ErrorResponse> {
        let request::RequestTokenToResetPasswordEmail { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::RequestTokenResponse::new("sid-1234"))
    }

    pub fn router() -> Router {
        Router::new()
            .on(op::RequestTokenToResetPasswordEmail, request_token_to_reset_password_email)
    }
}

mod client_server_request_token_to_reset_password_msisdn {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn request_token_to_reset_password_msisdn(
        received: Received<op::RequestTokenToResetPasswordMsisdn>,
    ) -> Result<types::RequestTokenResponse, ErrorResponse> {
        let request::RequestTokenToResetPasswordMsisdn { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::RequestTokenResponse::new("sid-1234"))
    }

    pub fn router() -> Router {
        Router::new()
            .on(
                op::RequestTokenToResetPasswordMsisdn,
                request_token_to_reset_password_msisdn,
            )
    }
}

mod client_server_unbind_3pid_from_account {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn unbind_3pid_from_account(
        received: Received<op::Unbind3pidFromAccount>,
    ) -> Result<types::Unbind3pidFromAccountResponse, ErrorResponse> {
        let request::Unbind3pidFromAccount { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::Unbind3pidFromAccountResponse::new("success"))
    }

    pub fn router() -> Router {
        Router::new().on(op::Unbind3pidFromAccount, unbind_3pid_from_account)
    }
}

mod client_server_update_appservice_room_directory_visibility {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn update_appservice_room_directory_visibility(
        received: Received<op::UpdateAppserviceRoomDirectoryVisibility>,
    ) -> Result<(), ErrorResponse> {
        let request::UpdateAppserviceRoomDirectoryVisibility {
            network_id,
            room_id,
            body,
            ..
        } = received.request;
        println!("{network_id} {room_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new()
            .on(
                op::UpdateAppserviceRoomDirectoryVisibility,
                update_appservice_room_directory_visibility,
            )
    }
}

mod client_server_get_capabilities {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_capabilities(
        _: Received<op::GetCapabilities>,
    ) -> Result<types::GetCapabilitiesResponse, ErrorResponse> {
        Ok(
            types::GetCapabilitiesResponse::new(
                types::GetCapabilitiesCapabilities::default(),
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetCapabilities, get_capabilities)
    }
}

mod client_server_delete_device {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn delete_device(
        received: Received<op::DeleteDevice>,
    ) -> Result<(), ErrorResponse> {
        let request::DeleteDevice { device_id, body, .. } = received.request;
        println!("{device_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::DeleteDevice, delete_device)
    }
}

mod client_server_delete_devices {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn delete_devices(
        received: Received<op::DeleteDevices>,
    ) -> Result<(), ErrorResponse> {
        let request::DeleteDevices { body, .. } = received.request;
        println!("{body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::DeleteDevices, delete_devices)
    }
}

mod client_server_get_device {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_device(
        received: Received<op::GetDevice>,
    ) -> Result<types::ClientDevice, ErrorResponse> {
        let request::GetDevice { device_id, .. } = received.request;
        println!("{device_id}");
        Ok(types::ClientDevice::new(device_id))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetDevice, get_device)
    }
}

mod client_server_get_devices {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_devices(
        _: Received<op::GetDevices>,
    ) -> Result<types::GetDevicesResponse, ErrorResponse> {
        let mut response = types::GetDevicesResponse::default();
        response.devices = Some(vec![types::ClientDevice::new("JLAFKJWSCS")]);
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetDevices, get_devices)
    }
}

mod client_server_update_device {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn update_device(
        received: Received<op::UpdateDevice>,
    ) -> Result<(), ErrorResponse> {
        let request::UpdateDevice { device_id, body, .. } = received.request;
        println!("{device_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::UpdateDevice, update_device)
    }
}

mod client_server_claim_keys {
    use std::collections::BTreeMap;

    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::UserId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn claim_keys(
        received: Received<op::ClaimKeys>,
    ) -> Result<types::ClaimKeysResponse, ErrorResponse> {
        let request::ClaimKeys { body, .. } = received.request;
        println!("{body:?}");
        Ok(
            types::ClaimKeysResponse::new([
                (
                    UserId::unchecked("@alice:example.org"),
                    BTreeMap::from([
                        (
                            "ed25519:JLAFKJWSCS".to_owned(),
                            BTreeMap::from([
                                (
                                    "ed25519:JLAFKJWSCS".to_owned(),
                                    types::OneTimeKeysItem::from("JLAFKJWSCS"),
                                ),
                            ]),
                        ),
                    ]),
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::ClaimKeys, claim_keys)
    }
}

mod client_server_delete_room_key_by_session_id {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn delete_room_key_by_session_id(
        received: Received<op::DeleteRoomKeyBySessionId>,
    ) -> Result<types::RoomKeysUpdateResponse, ErrorResponse> {
        let request::DeleteRoomKeyBySessionId { room_id, session_id, version, .. } = received
            .request;
        println!("{room_id} {session_id} {version}");
        Ok(types::RoomKeysUpdateResponse::new(1, "etag"))
    }

    pub fn router() -> Router {
        Router::new().on(op::DeleteRoomKeyBySessionId, delete_room_key_by_session_id)
    }
}

mod client_server_delete_room_keys {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn delete_room_keys(
        received: Received<op::DeleteRoomKeys>,
    ) -> Result<types::RoomKeysUpdateResponse, ErrorResponse> {
        let request::DeleteRoomKeys { version, .. } = received.request;
        println!("{version}");
        Ok(types::RoomKeysUpdateResponse::new(1, "etag"))
    }

    pub fn router() -> Router {
        Router::new().on(op::DeleteRoomKeys, delete_room_keys)
    }
}

mod client_server_delete_room_keys_by_room_id {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn delete_room_keys_by_room_id(
        received: Received<op::DeleteRoomKeysByRoomId>,
    ) -> Result<types::RoomKeysUpdateResponse, ErrorResponse> {
        let request::DeleteRoomKeysByRoomId { room_id, version, .. } = received.request;
        println!("{room_id} {version}");
        Ok(types::RoomKeysUpdateResponse::new(1, "etag"))
    }

    pub fn router() -> Router {
        Router::new().on(op::DeleteRoomKeysByRoomId, delete_room_keys_by_room_id)
    }
}

mod client_server_delete_room_keys_version {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn delete_room_keys_version(
        received: Received<op::DeleteRoomKeysVersion>,
    ) -> Result<(), ErrorResponse> {
        let request::DeleteRoomKeysVersion { version, .. } = received.request;
        println!("{version}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::DeleteRoomKeysVersion, delete_room_keys_version)
    }
}

mod client_server_get_keys_changes {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::UserId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_keys_changes(
        received: Received<op::GetKeysChanges>,
    ) -> Result<types::GetKeysChangesResponse, ErrorResponse> {
        let request::GetKeysChanges { from, to, .. } = received.request;
        println!("{from} {to}");
        let mut response = types::GetKeysChangesResponse::default();
        response.changed = Some(vec![UserId::unchecked("@alice:example.org")]);
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetKeysChanges, get_keys_changes)
    }
}

mod client_server_get_room_key_by_session_id {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    async fn get_room_key_by_session_id(
        received: Received<op::GetRoomKeyBySessionId>,
    ) -> Result<types::KeyBackupData, ErrorResponse> {
        let request::GetRoomKeyBySessionId { room_id, session_id, version, .. } = received
            .request;
        println!("{room_id} {session_id} {version}");
        Ok(types::KeyBackupData::new(0, 0, true, RawObject::from(Map::new())))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRoomKeyBySessionId, get_room_key_by_session_id)
    }
}

mod client_server_get_room_keys {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomId;
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    async fn get_room_keys(
        received: Received<op::GetRoomKeys>,
    ) -> Result<types::GetRoomKeysResponse, ErrorResponse> {
        let request::GetRoomKeys { version, .. } = received.request;
        println!("{version}");
        Ok(
            types::GetRoomKeysResponse::new([
                (
                    RoomId::unchecked("!room:example.org"),
                    types::RoomKeyBackup::new([
                        (
                            "ed25519:JLAFKJWSCS".to_owned(),
                            types::KeyBackupData::new(
                                0,
                                0,
                                true,
                                RawObject::from(Map::new()),
                            ),
                        ),
                    ]),
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRoomKeys, get_room_keys)
    }
}

mod client_server_get_room_keys_by_room_id {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    async fn get_room_keys_by_room_id(
        received: Received<op::GetRoomKeysByRoomId>,
    ) -> Result<types::RoomKeyBackup, ErrorResponse> {
        let request::GetRoomKeysByRoomId { room_id, version, .. } = received.request;
        println!("{room_id} {version}");
        Ok(
            types::RoomKeyBackup::new([
                (
                    "ed25519:JLAFKJWSCS".to_owned(),
                    types::KeyBackupData::new(0, 0, true, RawObject::from(Map::new())),
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRoomKeysByRoomId, get_room_keys_by_room_id)
    }
}

mod client_server_get_room_keys_version {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    async fn get_room_keys_version(
        received: Received<op::GetRoomKeysVersion>,
    ) -> Result<types::GetRoomKeysVersionResponse, ErrorResponse> {
        let request::GetRoomKeysVersion { version, .. } = received.request;
        println!("{version}");
        Ok(
            types::GetRoomKeysVersionResponse::new(
                "m.megolm_backup.v1.curve25519-aes-sha2",
                RawObject::from(Map::new()),
                1,
                "etag",
                version,
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRoomKeysVersion, get_room_keys_version)
    }
}

mod client_server_get_room_keys_version_current {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    async fn get_room_keys_version_current(
        _: Received<op::GetRoomKeysVersionCurrent>,
    ) -> Result<types::GetRoomKeysVersionCurrentResponse, ErrorResponse> {
        Ok(
            types::GetRoomKeysVersionCurrentResponse::new(
                "m.megolm_backup.v1.curve25519-aes-sha2",
                RawObject::from(Map::new()),
                1,
                "etag",
                "1",
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRoomKeysVersionCurrent, get_room_keys_version_current)
    }
}

mod client_server_post_room_keys_version {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn post_room_keys_version(
        received: Received<op::PostRoomKeysVersion>,
    ) -> Result<types::PostRoomKeysVersionResponse, ErrorResponse> {
        let request::PostRoomKeysVersion { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::PostRoomKeysVersionResponse::new("1"))
    }

    pub fn router() -> Router {
        Router::new().on(op::PostRoomKeysVersion, post_room_keys_version)
    }
}

mod client_server_put_room_key_by_session_id {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn put_room_key_by_session_id(
        received: Received<op::PutRoomKeyBySessionId>,
    ) -> Result<types::RoomKeysUpdateResponse, ErrorResponse> {
        let request::PutRoomKeyBySessionId { room_id, session_id, version, body, .. } = received
            .request;
        println!("{room_id} {session_id} {version} {body:?}");
        Ok(types::RoomKeysUpdateResponse::new(1, "etag"))
    }

    pub fn router() -> Router {
        Router::new().on(op::PutRoomKeyBySessionId, put_room_key_by_session_id)
    }
}

mod client_server_put_room_keys {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn put_room_keys(
        received: Received<op::PutRoomKeys>,
    ) -> Result<types::RoomKeysUpdateResponse, ErrorResponse> {
        let request::PutRoomKeys { version, body, .. } = received.request;
        println!("{version} {body:?}");
        Ok(types::RoomKeysUpdateResponse::new(1, "etag"))
    }

    pub fn router() -> Router {
        Router::new().on(op::PutRoomKeys, put_room_keys)
    }
}

mod client_server_put_room_keys_by_room_id {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn put_room_keys_by_room_id(
        received: Received<op::PutRoomKeysByRoomId>,
    ) -> Result<types::RoomKeysUpdateResponse, ErrorResponse> {
        let request::PutRoomKeysByRoomId { room_id, version, body, .. } = received.request;
        println!("{room_id} {version} {body:?}");
        Ok(types::RoomKeysUpdateResponse::new(1, "etag"))
    }

    pub fn router() -> Router {
        Router::new().on(op::PutRoomKeysByRoomId, put_room_keys_by_room_id)
    }
}

mod client_server_put_room_keys_version {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn put_room_keys_version(
        received: Received<op::PutRoomKeysVersion>,
    ) -> Result<(), ErrorResponse> {
        let request::PutRoomKeysVersion { version, body, .. } = received.request;
        println!("{version} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::PutRoomKeysVersion, put_room_keys_version)
    }
}

mod client_server_query_keys {
    use std::collections::BTreeMap;

    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::UserId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn query_keys(
        received: Received<op::QueryKeys>,
    ) -> Result<types::QueryKeysResponse, ErrorResponse> {
        let request::QueryKeys { body, .. } = received.request;
        println!("{body:?}");
        let mut response = types::QueryKeysResponse::default();
        response.device_keys = Some(
            BTreeMap::from([
                (
                    UserId::unchecked("@alice:example.org"),
                    BTreeMap::from([
                        (
                            "ed25519:JLAFKJWSCS".to_owned(),
                            types::QueryKeysDeviceInformation::new(
                                Vec::new(),
                                "JLAFKJWSCS",
                                BTreeMap::new(),
                                BTreeMap::new(),
                                UserId::unchecked("@alice:example.org"),
                            ),
                        ),
                    ]),
                ),
            ]),
        );
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::QueryKeys, query_keys)
    }
}

mod client_server_upload_cross_signing_keys {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn upload_cross_signing_keys(
        received: Received<op::UploadCrossSigningKeys>,
    ) -> Result<(), ErrorResponse> {
        let request::UploadCrossSigningKeys { body, .. } = received.request;
        println!("{body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::UploadCrossSigningKeys, upload_cross_signing_keys)
    }
}

mod client_server_upload_cross_signing_signatures {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn upload_cross_signing_signatures(
        received: Received<op::UploadCrossSigningSignatures>,
    ) -> Result<types::UploadCrossSigningSignaturesResponse, ErrorResponse> {
        let request::UploadCrossSigningSignatures { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::UploadCrossSigningSignaturesResponse::default())
    }

    pub fn router() -> Router {
        Router::new().on(op::UploadCrossSigningSignatures, upload_cross_signing_signatures)
    }
}

mod client_server_upload_keys {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn upload_keys(
        received: Received<op::UploadKeys>,
    ) -> Result<types::UploadKeysResponse, ErrorResponse> {
        let request::UploadKeys { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::UploadKeysResponse::new([("ed25519:JLAFKJWSCS".to_owned(), 1)]))
    }

    pub fn router() -> Router {
        Router::new().on(op::UploadKeys, upload_keys)
    }
}

mod client_server_get_relating_events {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_relating_events(
        received: Received<op::GetRelatingEvents>,
    ) -> Result<types::GetRelatingEventsResponse, ErrorResponse> {
        let request::GetRelatingEvents { room_id, event_id, .. } = received.request;
        println!("{room_id} {event_id}");
        Ok(types::GetRelatingEventsResponse::new(Vec::new()))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRelatingEvents, get_relating_events)
    }
}

mod client_server_get_relating_events_with_rel_type {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_relating_events_with_rel_type(
        received: Received<op::GetRelatingEventsWithRelType>,
    ) -> Result<types::GetRelatingEventsWithRelTypeResponse, ErrorResponse> {
        let request::GetRelatingEventsWithRelType { room_id, event_id, rel_type, .. } = received
            .request;
        println!("{room_id} {event_id} {rel_type}");
        Ok(types::GetRelatingEventsWithRelTypeResponse::new(Vec::new()))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRelatingEventsWithRelType, get_relating_events_with_rel_type)
    }
}

mod client_server_get_relating_events_with_rel_type_and_event_type {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_relating_events_with_rel_type_and_event_type(
        received: Received<op::GetRelatingEventsWithRelTypeAndEventType>,
    ) -> Result<types::GetRelatingEventsWithRelTypeAndEventTypeResponse, ErrorResponse> {
        let request::GetRelatingEventsWithRelTypeAndEventType {
            room_id,
            event_id,
            rel_type,
            event_type,
            ..
        } = received.request;
        println!("{room_id} {event_id} {rel_type} {event_type}");
        Ok(types::GetRelatingEventsWithRelTypeAndEventTypeResponse::new(Vec::new()))
    }

    pub fn router() -> Router {
        Router::new()
            .on(
                op::GetRelatingEventsWithRelTypeAndEventType,
                get_relating_events_with_rel_type_and_event_type,
            )
    }
}

mod client_server_create_content {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::id::MxcUri;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn create_content(
        _: Received<op::CreateContent>,
    ) -> Result<types::CreateContentResponse, ErrorResponse> {
        Ok(types::CreateContentResponse::new(MxcUri::unchecked("mxc://example.org/media")))
    }

    pub fn router() -> Router {
        Router::new().on(op::CreateContent, create_content)
    }
}

mod client_server_get_config {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_config(
        _: Received<op::GetConfig>,
    ) -> Result<types::GetConfigResponse, ErrorResponse> {
        let mut response = types::GetConfigResponse::default();
        response.m_upload_size = Some(1);
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetConfig, get_config)
    }
}

mod client_server_get_config_authed {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_config_authed(
        _: Received<op::GetConfigAuthed>,
    ) -> Result<types::GetConfigAuthedResponse, ErrorResponse> {
        let mut response = types::GetConfigAuthedResponse::default();
        response.m_upload_size = Some(1);
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetConfigAuthed, get_config_authed)
    }
}

mod client_server_get_content {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{Content, ErrorResponse, Received, Router};

    async fn get_content(
        received: Received<op::GetContent>,
    ) -> Result<Content, ErrorResponse> {
        let request::GetContent { server_name, media_id, .. } = received.request;
        println!("{server_name} {media_id}");
        Ok(Content::new("application/octet-stream", "the file"))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetContent, get_content)
    }
}

mod client_server_get_content_authed {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{Content, ErrorResponse, Received, Router};

    async fn get_content_authed(
        received: Received<op::GetContentAuthed>,
    ) -> Result<Content, ErrorResponse> {
        let request::GetContentAuthed { server_name, media_id, .. } = received.request;
        println!("{server_name} {media_id}");
        Ok(Content::new("application/octet-stream", "the file"))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetContentAuthed, get_content_authed)
    }
}

mod client_server_get_content_override_name {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{Content, ErrorResponse, Received, Router};

    async fn get_content_override_name(
        received: Received<op::GetContentOverrideName>,
    ) -> Result<Content, ErrorResponse> {
        let request::GetContentOverrideName { server_name, media_id, file_name, .. } = received
            .request;
        println!("{server_name} {media_id} {file_name}");
        Ok(Content::new("application/octet-stream", "the file"))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetContentOverrideName, get_content_override_name)
    }
}

mod client_server_get_content_override_name_authed {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{Content, ErrorResponse, Received, Router};

    async fn get_content_override_name_authed(
        received: Received<op::GetContentOverrideNameAuthed>,
    ) -> Result<Content, ErrorResponse> {
        let request::GetContentOverrideNameAuthed { server_name, media_id, file_name, .. } = received
            .request;
        println!("{server_name} {media_id} {file_name}");
        Ok(Content::new("application/octet-stream", "the file"))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetContentOverrideNameAuthed, get_content_override_name_authed)
    }
}

mod client_server_get_content_thumbnail {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{Content, ErrorResponse, Received, Router};

    async fn get_content_thumbnail(
        received: Received<op::GetContentThumbnail>,
    ) -> Result<Content, ErrorResponse> {
        let request::GetContentThumbnail { server_name, media_id, height, width, .. } = received
            .request;
        println!("{server_name} {media_id} {height} {width}");
        Ok(Content::new("image/apng", "the file"))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetContentThumbnail, get_content_thumbnail)
    }
}

mod client_server_get_content_thumbnail_authed {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{Content, ErrorResponse, Received, Router};

    async fn get_content_thumbnail_authed(
        received: Received<op::GetContentThumbnailAuthed>,
    ) -> Result<Content, ErrorResponse> {
        let request::GetContentThumbnailAuthed {
            server_name,
            media_id,
            height,
            width,
            ..
        } = received.request;
        println!("{server_name} {media_id} {height} {width}");
        Ok(Content::new("image/apng", "the file"))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetContentThumbnailAuthed, get_content_thumbnail_authed)
    }
}

mod client_server_get_url_preview {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_url_preview(
        received: Received<op::GetUrlPreview>,
    ) -> Result<types::GetUrlPreviewResponse, ErrorResponse> {
        let request::GetUrlPreview { url, .. } = received.request;
        println!("{url}");
        let mut response = types::GetUrlPreviewResponse::default();
        response.matrix_image_size = Some(1);
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetUrlPreview, get_url_preview)
    }
}

mod client_server_get_url_preview_authed {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_url_preview_authed(
        received: Received<op::GetUrlPreviewAuthed>,
    ) -> Result<types::GetUrlPreviewAuthedResponse, ErrorResponse> {
        let request::GetUrlPreviewAuthed { url, .. } = received.request;
        println!("{url}");
        let mut response = types::GetUrlPreviewAuthedResponse::default();
        response.matrix_image_size = Some(1);
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetUrlPreviewAuthed, get_url_preview_authed)
    }
}

mod client_server_upload_content {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::MxcUri;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn upload_content(
        received: Received<op::UploadContent>,
    ) -> Result<types::UploadContentResponse, ErrorResponse> {
        let request::UploadContent { body, .. } = received.request;
        let bytes = body.bytes(50 << 20).await?;
        println!("{} bytes", bytes.len());
        Ok(types::UploadContentResponse::new(MxcUri::unchecked("mxc://example.org/media")))
    }

    pub fn router() -> Router {
        Router::new().on(op::UploadContent, upload_content)
    }
}

mod client_server_upload_content_to_mxc {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn upload_content_to_mxc(
        received: Received<op::UploadContentToMxc>,
    ) -> Result<(), ErrorResponse> {
        let request::UploadContentToMxc { server_name, media_id, body, .. } = received
            .request;
        let bytes = body.bytes(50 << 20).await?;
        println!("{} bytes", bytes.len());
        println!("{server_name} {media_id}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::UploadContentToMxc, upload_content_to_mxc)
    }
}

mod client_server_get_mutual_rooms {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_mutual_rooms(
        received: Received<op::GetMutualRooms>,
    ) -> Result<types::GetMutualRoomsResponse, ErrorResponse> {
        let request::GetMutualRooms { user_id, .. } = received.request;
        println!("{user_id}");
        Ok(types::GetMutualRoomsResponse::new(1, [RoomId::unchecked("!room:example.org")]))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetMutualRooms, get_mutual_rooms)
    }
}

mod client_server_request_open_id_token {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::ServerName;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn request_open_id_token(
        received: Received<op::RequestOpenIdToken>,
    ) -> Result<types::OpenidToken, ErrorResponse> {
        let request::RequestOpenIdToken { user_id, body, .. } = received.request;
        println!("{user_id} {body:?}");
        Ok(
            types::OpenidToken::new(
                "abc123_OpaqueString",
                3600,
                ServerName::unchecked("example.org"),
                "Bearer",
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::RequestOpenIdToken, request_open_id_token)
    }
}

mod client_server_get_room_summary {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_room_summary(
        received: Received<op::GetRoomSummary>,
    ) -> Result<types::GetRoomSummaryResponse, ErrorResponse> {
        let request::GetRoomSummary { room_id_or_alias, .. } = received.request;
        println!("{room_id_or_alias}");
        Ok(
            types::GetRoomSummaryResponse::new(
                true,
                1,
                RoomId::unchecked("!room:example.org"),
                true,
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRoomSummary, get_room_summary)
    }
}

mod client_server_ping_appservice {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn ping_appservice(
        received: Received<op::PingAppservice>,
    ) -> Result<types::PingAppserviceResponse, ErrorResponse> {
        let request::PingAppservice { appservice_id, body, .. } = received.request;
        println!("{appservice_id} {body:?}");
        Ok(types::PingAppserviceResponse::new(1))
    }

    pub fn router() -> Router {
        Router::new().on(op::PingAppservice, ping_appservice)
    }
}

mod client_server_refresh {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn refresh(
        received: Received<op::Refresh>,
    ) -> Result<types::RefreshResponse, ErrorResponse> {
        let request::Refresh { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::RefreshResponse::new("abc123_OpaqueString"))
    }

    pub fn router() -> Router {
        Router::new().on(op::Refresh, refresh)
    }
}

mod client_server_get_presence {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_presence(
        received: Received<op::GetPresence>,
    ) -> Result<types::GetPresenceResponse, ErrorResponse> {
        let request::GetPresence { user_id, .. } = received.request;
        println!("{user_id}");
        Ok(types::GetPresenceResponse::new("online"))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetPresence, get_presence)
    }
}

mod client_server_set_presence {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_presence(received: Received<op::SetPresence>) -> Result<(), ErrorResponse> {
        let request::SetPresence { user_id, body, .. } = received.request;
        println!("{user_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::SetPresence, set_presence)
    }
}

mod client_server_delete_push_rule {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn delete_push_rule(
        received: Received<op::DeletePushRule>,
    ) -> Result<(), ErrorResponse> {
        let request::DeletePushRule { kind, rule_id, .. } = received.request;
        println!("{kind} {rule_id}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::DeletePushRule, delete_push_rule)
    }
}

mod client_server_get_notifications {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::{EventId, RoomId, UserId};
    use matrix_openapi::json::{Raw, RawObject};
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    async fn get_notifications(
        received: Received<op::GetNotifications>,
    ) -> Result<types::GetNotificationsResponse, ErrorResponse> {
        let request::GetNotifications { from, limit, .. } = received.request;
        println!("{from:?} {limit:?}");
        Ok(
            types::GetNotificationsResponse::new([
                types::GetNotificationsNotification::new(
                    [types::PushAction::from("notify")],
                    Raw::new(
                            &types::ClientEventWithoutRoomId::new(
                                RawObject::from(Map::new()),
                                EventId::unchecked("$event"),
                                1735689600000,
                                UserId::unchecked("@alice:example.org"),
                                "org.example.thing",
                            ),
                        )
                        .map_err(|_| ErrorResponse::internal(
                            "the event cannot be written",
                        ))?,
                    true,
                    RoomId::unchecked("!room:example.org"),
                    1735689600000,
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetNotifications, get_notifications)
    }
}

mod client_server_get_push_rule {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_push_rule(
        received: Received<op::GetPushRule>,
    ) -> Result<types::PushRule, ErrorResponse> {
        let request::GetPushRule { kind, rule_id, .. } = received.request;
        println!("{kind} {rule_id}");
        Ok(types::PushRule::new([types::PushAction::from("notify")], true, true, rule_id))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetPushRule, get_push_rule)
    }
}

mod client_server_get_push_rule_actions {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_push_rule_actions(
        received: Received<op::GetPushRuleActions>,
    ) -> Result<types::GetPushRuleActionsResponse, ErrorResponse> {
        let request::GetPushRuleActions { kind, rule_id, .. } = received.request;
        println!("{kind} {rule_id}");
        Ok(types::GetPushRuleActionsResponse::new([types::PushAction::from("notify")]))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetPushRuleActions, get_push_rule_actions)
    }
}

mod client_server_get_push_rules {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_push_rules(
        _: Received<op::GetPushRules>,
    ) -> Result<types::GetPushRulesResponse, ErrorResponse> {
        Ok(types::GetPushRulesResponse::new(types::PushRuleset::default()))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetPushRules, get_push_rules)
    }
}

mod client_server_get_push_rules_global {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_push_rules_global(
        _: Received<op::GetPushRulesGlobal>,
    ) -> Result<types::PushRuleset, ErrorResponse> {
        let mut response = types::PushRuleset::default();
        response.content = Some(
            Vec::from([
                types::PushRule::new(
                    [types::PushAction::from("notify")],
                    true,
                    true,
                    "rule_id",
                ),
            ]),
        );
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetPushRulesGlobal, get_push_rules_global)
    }
}

mod client_server_get_pushers {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_pushers(
        _: Received<op::GetPushers>,
    ) -> Result<types::GetPushersResponse, ErrorResponse> {
        let mut response = types::GetPushersResponse::default();
        response.pushers = Some(
            Vec::from([
                types::GetPushersPusher::new(
                    "app_display_name",
                    "org.example.chat.ios",
                    types::GetPushersPusherData::default(),
                    "device_display_name",
                    "http",
                    "lang",
                    "7b9f3a1c0e",
                ),
            ]),
        );
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetPushers, get_pushers)
    }
}

mod client_server_is_push_rule_enabled {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn is_push_rule_enabled(
        received: Received<op::IsPushRuleEnabled>,
    ) -> Result<types::IsPushRuleEnabledResponse, ErrorResponse> {
        let request::IsPushRuleEnabled { kind, rule_id, .. } = received.request;
        println!("{kind} {rule_id}");
        Ok(types::IsPushRuleEnabledResponse::new(true))
    }

    pub fn router() -> Router {
        Router::new().on(op::IsPushRuleEnabled, is_push_rule_enabled)
    }
}

mod client_server_post_pusher {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn post_pusher(received: Received<op::PostPusher>) -> Result<(), ErrorResponse> {
        let request::PostPusher { body, .. } = received.request;
        println!("{body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::PostPusher, post_pusher)
    }
}

mod client_server_set_push_rule {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_push_rule(
        received: Received<op::SetPushRule>,
    ) -> Result<(), ErrorResponse> {
        let request::SetPushRule { kind, rule_id, body, .. } = received.request;
        println!("{kind} {rule_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::SetPushRule, set_push_rule)
    }
}

mod client_server_set_push_rule_actions {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_push_rule_actions(
        received: Received<op::SetPushRuleActions>,
    ) -> Result<(), ErrorResponse> {
        let request::SetPushRuleActions { kind, rule_id, body, .. } = received.request;
        println!("{kind} {rule_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::SetPushRuleActions, set_push_rule_actions)
    }
}

mod client_server_set_push_rule_enabled {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_push_rule_enabled(
        received: Received<op::SetPushRuleEnabled>,
    ) -> Result<(), ErrorResponse> {
        let request::SetPushRuleEnabled { kind, rule_id, body, .. } = received.request;
        println!("{kind} {rule_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::SetPushRuleEnabled, set_push_rule_enabled)
    }
}

mod client_server_set_read_marker {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_read_marker(
        received: Received<op::SetReadMarker>,
    ) -> Result<(), ErrorResponse> {
        let request::SetReadMarker { room_id, body, .. } = received.request;
        println!("{room_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::SetReadMarker, set_read_marker)
    }
}

mod client_server_report_event {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn report_event(received: Received<op::ReportEvent>) -> Result<(), ErrorResponse> {
        let request::ReportEvent { room_id, event_id, body, .. } = received.request;
        println!("{room_id} {event_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::ReportEvent, report_event)
    }
}

mod client_server_report_room {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn report_room(received: Received<op::ReportRoom>) -> Result<(), ErrorResponse> {
        let request::ReportRoom { room_id, body, .. } = received.request;
        println!("{room_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::ReportRoom, report_room)
    }
}

mod client_server_report_user {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn report_user(received: Received<op::ReportUser>) -> Result<(), ErrorResponse> {
        let request::ReportUser { user_id, body, .. } = received.request;
        println!("{user_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::ReportUser, report_user)
    }
}

mod client_server_create_room {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn create_room(
        received: Received<op::CreateRoom>,
    ) -> Result<types::CreateRoomResponse, ErrorResponse> {
        let request::CreateRoom { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::CreateRoomResponse::new(RoomId::unchecked("!room:example.org")))
    }

    pub fn router() -> Router {
        Router::new().on(op::CreateRoom, create_room)
    }
}

mod client_server_delete_room_alias {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn delete_room_alias(
        received: Received<op::DeleteRoomAlias>,
    ) -> Result<(), ErrorResponse> {
        let request::DeleteRoomAlias { room_alias, .. } = received.request;
        println!("{room_alias}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::DeleteRoomAlias, delete_room_alias)
    }
}

mod client_server_get_local_aliases {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomAlias;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_local_aliases(
        received: Received<op::GetLocalAliases>,
    ) -> Result<types::GetLocalAliasesResponse, ErrorResponse> {
        let request::GetLocalAliases { room_id, .. } = received.request;
        println!("{room_id}");
        Ok(types::GetLocalAliasesResponse::new([RoomAlias::unchecked("#hall:example.org")]))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetLocalAliases, get_local_aliases)
    }
}

mod client_server_get_room_id_by_alias {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_room_id_by_alias(
        received: Received<op::GetRoomIdByAlias>,
    ) -> Result<types::GetRoomIdByAliasResponse, ErrorResponse> {
        let request::GetRoomIdByAlias { room_alias, .. } = received.request;
        println!("{room_alias}");
        let mut response = types::GetRoomIdByAliasResponse::default();
        response.room_id = Some(RoomId::unchecked("!room:example.org"));
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRoomIdByAlias, get_room_id_by_alias)
    }
}

mod client_server_set_room_alias {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_room_alias(
        received: Received<op::SetRoomAlias>,
    ) -> Result<(), ErrorResponse> {
        let request::SetRoomAlias { room_alias, body, .. } = received.request;
        println!("{room_alias} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::SetRoomAlias, set_room_alias)
    }
}

mod client_server_get_public_rooms {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_public_rooms(
        received: Received<op::GetPublicRooms>,
    ) -> Result<types::PublicRoomsResponse, ErrorResponse> {
        let request::GetPublicRooms { limit, server, .. } = received.request;
        println!("{limit:?} {server:?}");
        Ok(
            types::PublicRoomsResponse::new([
                types::PublicRoomsChunk::new(
                    true,
                    1,
                    RoomId::unchecked("!room:example.org"),
                    true,
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetPublicRooms, get_public_rooms)
    }
}

mod client_server_get_room_visibility_on_directory {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_room_visibility_on_directory(
        received: Received<op::GetRoomVisibilityOnDirectory>,
    ) -> Result<types::GetRoomVisibilityOnDirectoryResponse, ErrorResponse> {
        let request::GetRoomVisibilityOnDirectory { room_id, .. } = received.request;
        println!("{room_id}");
        let mut response = types::GetRoomVisibilityOnDirectoryResponse::default();
        response.visibility = Some(types::RoomVisibility::from("public"));
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRoomVisibilityOnDirectory, get_room_visibility_on_directory)
    }
}

mod client_server_query_public_rooms {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn query_public_rooms(
        received: Received<op::QueryPublicRooms>,
    ) -> Result<types::PublicRoomsResponse, ErrorResponse> {
        let request::QueryPublicRooms { body, .. } = received.request;
        println!("{body:?}");
        Ok(
            types::PublicRoomsResponse::new([
                types::PublicRoomsChunk::new(
                    true,
                    1,
                    RoomId::unchecked("!room:example.org"),
                    true,
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::QueryPublicRooms, query_public_rooms)
    }
}

mod client_server_set_room_visibility_on_directory {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_room_visibility_on_directory(
        received: Received<op::SetRoomVisibilityOnDirectory>,
    ) -> Result<(), ErrorResponse> {
        let request::SetRoomVisibilityOnDirectory { room_id, body, .. } = received.request;
        println!("{room_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::SetRoomVisibilityOnDirectory, set_room_visibility_on_directory)
    }
}

mod client_server_ban {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn ban(received: Received<op::Ban>) -> Result<(), ErrorResponse> {
        let request::Ban { room_id, body, .. } = received.request;
        println!("{room_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::Ban, ban)
    }
}

mod client_server_forget_room {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn forget_room(received: Received<op::ForgetRoom>) -> Result<(), ErrorResponse> {
        let request::ForgetRoom { room_id, .. } = received.request;
        println!("{room_id}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::ForgetRoom, forget_room)
    }
}

mod client_server_get_joined_rooms {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_joined_rooms(
        _: Received<op::GetJoinedRooms>,
    ) -> Result<types::GetJoinedRoomsResponse, ErrorResponse> {
        Ok(types::GetJoinedRoomsResponse::new([RoomId::unchecked("!room:example.org")]))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetJoinedRooms, get_joined_rooms)
    }
}

mod client_server_invite_by_3pid {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn invite_by_3pid(
        received: Received<op::InviteBy3pid>,
    ) -> Result<(), ErrorResponse> {
        let request::InviteBy3pid { room_id, body, .. } = received.request;
        println!("{room_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::InviteBy3pid, invite_by_3pid)
    }
}

mod client_server_invite_user {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn invite_user(received: Received<op::InviteUser>) -> Result<(), ErrorResponse> {
        let request::InviteUser { room_id, body, .. } = received.request;
        println!("{room_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::InviteUser, invite_user)
    }
}

mod client_server_join_room {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn join_room(
        received: Received<op::JoinRoom>,
    ) -> Result<types::JoinRoomResponse, ErrorResponse> {
        let request::JoinRoom { room_id_or_alias, body, .. } = received.request;
        println!("{room_id_or_alias} {body:?}");
        Ok(types::JoinRoomResponse::new(RoomId::unchecked("!room:example.org")))
    }

    pub fn router() -> Router {
        Router::new().on(op::JoinRoom, join_room)
    }
}

mod client_server_join_room_by_id {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn join_room_by_id(
        received: Received<op::JoinRoomById>,
    ) -> Result<types::JoinRoomByIdResponse, ErrorResponse> {
        let request::JoinRoomById { room_id, body, .. } = received.request;
        println!("{room_id} {body:?}");
        Ok(types::JoinRoomByIdResponse::new(room_id))
    }

    pub fn router() -> Router {
        Router::new().on(op::JoinRoomById, join_room_by_id)
    }
}

mod client_server_kick {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn kick(received: Received<op::Kick>) -> Result<(), ErrorResponse> {
        let request::Kick { room_id, body, .. } = received.request;
        println!("{room_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::Kick, kick)
    }
}

mod client_server_knock_room {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn knock_room(
        received: Received<op::KnockRoom>,
    ) -> Result<types::KnockRoomResponse, ErrorResponse> {
        let request::KnockRoom { room_id_or_alias, body, .. } = received.request;
        println!("{room_id_or_alias} {body:?}");
        Ok(types::KnockRoomResponse::new(RoomId::unchecked("!room:example.org")))
    }

    pub fn router() -> Router {
        Router::new().on(op::KnockRoom, knock_room)
    }
}

mod client_server_leave_room {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn leave_room(received: Received<op::LeaveRoom>) -> Result<(), ErrorResponse> {
        let request::LeaveRoom { room_id, body, .. } = received.request;
        println!("{room_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::LeaveRoom, leave_room)
    }
}

mod client_server_unban {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn unban(received: Received<op::Unban>) -> Result<(), ErrorResponse> {
        let request::Unban { room_id, body, .. } = received.request;
        println!("{room_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::Unban, unban)
    }
}

mod client_server_define_filter {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn define_filter(
        received: Received<op::DefineFilter>,
    ) -> Result<types::DefineFilterResponse, ErrorResponse> {
        let request::DefineFilter { user_id, body, .. } = received.request;
        println!("{user_id} {body:?}");
        Ok(types::DefineFilterResponse::new("filter_id"))
    }

    pub fn router() -> Router {
        Router::new().on(op::DefineFilter, define_filter)
    }
}

mod client_server_get_event_by_timestamp {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::EventId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_event_by_timestamp(
        received: Received<op::GetEventByTimestamp>,
    ) -> Result<types::GetEventByTimestampResponse, ErrorResponse> {
        let request::GetEventByTimestamp { room_id, dir, ts, .. } = received.request;
        println!("{room_id} {dir} {ts}");
        Ok(
            types::GetEventByTimestampResponse::new(
                EventId::unchecked("$event"),
                1735689600000,
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetEventByTimestamp, get_event_by_timestamp)
    }
}

mod client_server_get_event_context {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_event_context(
        received: Received<op::GetEventContext>,
    ) -> Result<types::GetEventContextResponse, ErrorResponse> {
        let request::GetEventContext { room_id, event_id, .. } = received.request;
        println!("{room_id} {event_id}");
        let mut response = types::GetEventContextResponse::default();
        response.end = Some("end".to_owned());
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetEventContext, get_event_context)
    }
}

mod client_server_get_events {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_events(
        received: Received<op::GetEvents>,
    ) -> Result<types::GetEventsResponse, ErrorResponse> {
        let request::GetEvents { from, timeout, .. } = received.request;
        println!("{from:?} {timeout:?}");
        let mut response = types::GetEventsResponse::default();
        response.end = Some("end".to_owned());
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetEvents, get_events)
    }
}

mod client_server_get_filter {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_filter(
        received: Received<op::GetFilter>,
    ) -> Result<types::SyncFilter, ErrorResponse> {
        let request::GetFilter { user_id, filter_id, .. } = received.request;
        println!("{user_id} {filter_id}");
        let mut response = types::SyncFilter::default();
        response.account_data = Some(types::EventFilter::default());
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetFilter, get_filter)
    }
}

mod client_server_get_joined_members_by_room {
    use std::collections::BTreeMap;

    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::UserId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_joined_members_by_room(
        received: Received<op::GetJoinedMembersByRoom>,
    ) -> Result<types::GetJoinedMembersByRoomResponse, ErrorResponse> {
        let request::GetJoinedMembersByRoom { room_id, .. } = received.request;
        println!("{room_id}");
        let mut response = types::GetJoinedMembersByRoomResponse::default();
        response.joined = Some(
            BTreeMap::from([
                (
                    UserId::unchecked("@alice:example.org"),
                    types::GetJoinedMembersByRoomRoomMember::default(),
                ),
            ]),
        );
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetJoinedMembersByRoom, get_joined_members_by_room)
    }
}

mod client_server_get_members_by_room {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_members_by_room(
        received: Received<op::GetMembersByRoom>,
    ) -> Result<types::GetMembersByRoomResponse, ErrorResponse> {
        let request::GetMembersByRoom { room_id, .. } = received.request;
        println!("{room_id}");
        Ok(types::GetMembersByRoomResponse::default())
    }

    pub fn router() -> Router {
        Router::new().on(op::GetMembersByRoom, get_members_by_room)
    }
}

mod client_server_get_one_event {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::{RoomId, UserId};
    use matrix_openapi::json::{Raw, RawObject};
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    async fn get_one_event(
        received: Received<op::GetOneEvent>,
    ) -> Result<Raw<types::ClientEvent>, ErrorResponse> {
        let request::GetOneEvent { event_id, .. } = received.request;
        println!("{event_id}");
        Ok(
            Raw::new(
                    &types::ClientEvent::new(
                        RawObject::from(Map::new()),
                        event_id,
                        1735689600000,
                        RoomId::unchecked("!room:example.org"),
                        UserId::unchecked("@alice:example.org"),
                        "org.example.thing",
                    ),
                )
                .map_err(|_| ErrorResponse::internal("the event cannot be written"))?,
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetOneEvent, get_one_event)
    }
}

mod client_server_get_one_room_event {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::UserId;
    use matrix_openapi::json::{Raw, RawObject};
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    async fn get_one_room_event(
        received: Received<op::GetOneRoomEvent>,
    ) -> Result<Raw<types::ClientEvent>, ErrorResponse> {
        let request::GetOneRoomEvent { room_id, event_id, .. } = received.request;
        println!("{room_id} {event_id}");
        Ok(
            Raw::new(
                    &types::ClientEvent::new(
                        RawObject::from(Map::new()),
                        event_id,
                        1735689600000,
                        room_id,
                        UserId::unchecked("@alice:example.org"),
                        "org.example.thing",
                    ),
                )
                .map_err(|_| ErrorResponse::internal("the event cannot be written"))?,
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetOneRoomEvent, get_one_room_event)
    }
}

mod client_server_get_room_events {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_room_events(
        received: Received<op::GetRoomEvents>,
    ) -> Result<types::GetRoomEventsResponse, ErrorResponse> {
        let request::GetRoomEvents { room_id, dir, .. } = received.request;
        println!("{room_id} {dir}");
        Ok(types::GetRoomEventsResponse::new(Vec::new(), "start"))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRoomEvents, get_room_events)
    }
}

mod client_server_get_room_state {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::json::Raw;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_room_state(
        received: Received<op::GetRoomState>,
    ) -> Result<Vec<Raw<types::ClientEvent>>, ErrorResponse> {
        let request::GetRoomState { room_id, .. } = received.request;
        println!("{room_id}");
        Ok(Vec::new())
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRoomState, get_room_state)
    }
}

mod client_server_get_room_state_with_key {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::{Map, json};

    async fn get_room_state_with_key(
        received: Received<op::GetRoomStateWithKey>,
    ) -> Result<RawObject, ErrorResponse> {
        let request::GetRoomStateWithKey { room_id, event_type, state_key, .. } = received
            .request;
        println!("{room_id} {event_type} {state_key}");
        Ok(RawObject::from(Map::from_iter([("key".to_owned(), json!("value"))])))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRoomStateWithKey, get_room_state_with_key)
    }
}

mod client_server_initial_sync {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn initial_sync(
        received: Received<op::InitialSync>,
    ) -> Result<types::InitialSyncResponse, ErrorResponse> {
        let request::InitialSync { archived, limit, .. } = received.request;
        println!("{archived:?} {limit:?}");
        Ok(
            types::InitialSyncResponse::new(
                "end",
                Vec::new(),
                [
                    types::InitialSyncRoomInfo::new(
                        "invite",
                        RoomId::unchecked("!room:example.org"),
                    ),
                ],
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::InitialSync, initial_sync)
    }
}

mod client_server_peek_events {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn peek_events(
        received: Received<op::PeekEvents>,
    ) -> Result<types::PeekEventsResponse, ErrorResponse> {
        let request::PeekEvents { room_id, .. } = received.request;
        println!("{room_id}");
        let mut response = types::PeekEventsResponse::default();
        response.end = Some("end".to_owned());
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::PeekEvents, peek_events)
    }
}

mod client_server_post_receipt {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn post_receipt(received: Received<op::PostReceipt>) -> Result<(), ErrorResponse> {
        let request::PostReceipt { room_id, receipt_type, event_id, body, .. } = received
            .request;
        println!("{room_id} {receipt_type} {event_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::PostReceipt, post_receipt)
    }
}

mod client_server_redact_event {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::EventId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn redact_event(
        received: Received<op::RedactEvent>,
    ) -> Result<types::RedactEventResponse, ErrorResponse> {
        let request::RedactEvent { room_id, event_id, txn_id, body, .. } = received.request;
        println!("{room_id} {event_id} {txn_id} {body:?}");
        let mut response = types::RedactEventResponse::default();
        response.event_id = Some(EventId::unchecked("$event"));
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::RedactEvent, redact_event)
    }
}

mod client_server_room_initial_sync {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn room_initial_sync(
        received: Received<op::RoomInitialSync>,
    ) -> Result<types::RoomInitialSyncResponse, ErrorResponse> {
        let request::RoomInitialSync { room_id, .. } = received.request;
        println!("{room_id}");
        Ok(types::RoomInitialSyncResponse::new(room_id))
    }

    pub fn router() -> Router {
        Router::new().on(op::RoomInitialSync, room_initial_sync)
    }
}

mod client_server_send_message {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::EventId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn send_message(
        received: Received<op::SendMessage>,
    ) -> Result<types::SendMessageResponse, ErrorResponse> {
        let request::SendMessage { room_id, event_type, txn_id, body, .. } = received
            .request;
        println!("{room_id} {event_type} {txn_id} {body:?}");
        Ok(types::SendMessageResponse::new(EventId::unchecked("$event")))
    }

    pub fn router() -> Router {
        Router::new().on(op::SendMessage, send_message)
    }
}

mod client_server_set_room_state_with_key {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::EventId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_room_state_with_key(
        received: Received<op::SetRoomStateWithKey>,
    ) -> Result<types::SetRoomStateWithKeyResponse, ErrorResponse> {
        let request::SetRoomStateWithKey { room_id, event_type, state_key, body, .. } = received
            .request;
        println!("{room_id} {event_type} {state_key} {body:?}");
        Ok(types::SetRoomStateWithKeyResponse::new(EventId::unchecked("$event")))
    }

    pub fn router() -> Router {
        Router::new().on(op::SetRoomStateWithKey, set_room_state_with_key)
    }
}

mod client_server_set_typing {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_typing(received: Received<op::SetTyping>) -> Result<(), ErrorResponse> {
        let request::SetTyping { room_id, user_id, body, .. } = received.request;
        println!("{room_id} {user_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::SetTyping, set_typing)
    }
}

mod client_server_sync {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn sync(
        received: Received<op::Sync>,
    ) -> Result<types::SyncResponse, ErrorResponse> {
        let request::Sync { filter, full_state, .. } = received.request;
        println!("{filter:?} {full_state:?}");
        Ok(types::SyncResponse::new("next_batch"))
    }

    pub fn router() -> Router {
        Router::new().on(op::Sync, sync)
    }
}

mod client_server_upgrade_room {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn upgrade_room(
        received: Received<op::UpgradeRoom>,
    ) -> Result<types::UpgradeRoomResponse, ErrorResponse> {
        let request::UpgradeRoom { room_id, body, .. } = received.request;
        println!("{room_id} {body:?}");
        Ok(types::UpgradeRoomResponse::new(RoomId::unchecked("!room:example.org")))
    }

    pub fn router() -> Router {
        Router::new().on(op::UpgradeRoom, upgrade_room)
    }
}

mod client_server_search {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn search(
        received: Received<op::Search>,
    ) -> Result<types::SearchResponse, ErrorResponse> {
        let request::Search { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::SearchResponse::new(types::SearchResultCategories::default()))
    }

    pub fn router() -> Router {
        Router::new().on(op::Search, search)
    }
}

mod client_server_send_to_device {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn send_to_device(
        received: Received<op::SendToDevice>,
    ) -> Result<(), ErrorResponse> {
        let request::SendToDevice { event_type, txn_id, body, .. } = received.request;
        println!("{event_type} {txn_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::SendToDevice, send_to_device)
    }
}

mod client_server_get_admin_lock_user {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_admin_lock_user(
        received: Received<op::GetAdminLockUser>,
    ) -> Result<types::GetAdminLockUserResponse, ErrorResponse> {
        let request::GetAdminLockUser { user_id, .. } = received.request;
        println!("{user_id}");
        Ok(types::GetAdminLockUserResponse::new(true))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetAdminLockUser, get_admin_lock_user)
    }
}

mod client_server_get_admin_suspend_user {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_admin_suspend_user(
        received: Received<op::GetAdminSuspendUser>,
    ) -> Result<types::GetAdminSuspendUserResponse, ErrorResponse> {
        let request::GetAdminSuspendUser { user_id, .. } = received.request;
        println!("{user_id}");
        Ok(types::GetAdminSuspendUserResponse::new(true))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetAdminSuspendUser, get_admin_suspend_user)
    }
}

mod client_server_get_versions {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_versions(
        _: Received<op::GetVersions>,
    ) -> Result<types::GetVersionsResponse, ErrorResponse> {
        Ok(types::GetVersionsResponse::new(["v1.11".to_owned()]))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetVersions, get_versions)
    }
}

mod client_server_get_wellknown {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_wellknown(
        _: Received<op::GetWellknown>,
    ) -> Result<types::DiscoveryInformation, ErrorResponse> {
        Ok(types::DiscoveryInformation::new(types::HomeserverInformation::new("base_url")))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetWellknown, get_wellknown)
    }
}

mod client_server_get_wellknown_policy {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_wellknown_policy(
        _: Received<op::GetWellknownPolicy>,
    ) -> Result<types::GetWellknownPolicyResponse, ErrorResponse> {
        Ok(
            types::GetWellknownPolicyResponse::new(
                types::GetWellknownPolicyPublicKeys::new("ed25519"),
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetWellknownPolicy, get_wellknown_policy)
    }
}

mod client_server_get_wellknown_support {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_wellknown_support(
        _: Received<op::GetWellknownSupport>,
    ) -> Result<types::GetWellknownSupportResponse, ErrorResponse> {
        let mut response = types::GetWellknownSupportResponse::default();
        response.contacts = Some(
            Vec::from([types::GetWellknownSupportContact::new("m.role.admin")]),
        );
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetWellknownSupport, get_wellknown_support)
    }
}

mod client_server_get_who_is {
    use std::collections::BTreeMap;

    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_who_is(
        received: Received<op::GetWhoIs>,
    ) -> Result<types::GetWhoIsResponse, ErrorResponse> {
        let request::GetWhoIs { user_id, .. } = received.request;
        println!("{user_id}");
        let mut response = types::GetWhoIsResponse::default();
        response.devices = Some(
            BTreeMap::from([
                ("ed25519:JLAFKJWSCS".to_owned(), types::GetWhoIsDeviceInfo::default()),
            ]),
        );
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetWhoIs, get_who_is)
    }
}

mod client_server_set_admin_lock_user {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_admin_lock_user(
        received: Received<op::SetAdminLockUser>,
    ) -> Result<types::SetAdminLockUserResponse, ErrorResponse> {
        let request::SetAdminLockUser { user_id, body, .. } = received.request;
        println!("{user_id} {body:?}");
        Ok(types::SetAdminLockUserResponse::new(true))
    }

    pub fn router() -> Router {
        Router::new().on(op::SetAdminLockUser, set_admin_lock_user)
    }
}

mod client_server_set_admin_suspend_user {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_admin_suspend_user(
        received: Received<op::SetAdminSuspendUser>,
    ) -> Result<types::SetAdminSuspendUserResponse, ErrorResponse> {
        let request::SetAdminSuspendUser { user_id, body, .. } = received.request;
        println!("{user_id} {body:?}");
        Ok(types::SetAdminSuspendUserResponse::new(true))
    }

    pub fn router() -> Router {
        Router::new().on(op::SetAdminSuspendUser, set_admin_suspend_user)
    }
}

mod client_server_generate_login_token {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn generate_login_token(
        received: Received<op::GenerateLoginToken>,
    ) -> Result<types::GenerateLoginTokenResponse, ErrorResponse> {
        let request::GenerateLoginToken { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::GenerateLoginTokenResponse::new(1, "secret"))
    }

    pub fn router() -> Router {
        Router::new().on(op::GenerateLoginToken, generate_login_token)
    }
}

mod client_server_get_auth_metadata {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_auth_metadata(
        _: Received<op::GetAuthMetadata>,
    ) -> Result<types::GetAuthMetadataResponse, ErrorResponse> {
        Ok(
            types::GetAuthMetadataResponse::new(
                "authorization_endpoint",
                ["code_challenge_methods_supported".to_owned()],
                ["grant_types_supported".to_owned()],
                "issuer",
                "registration_endpoint",
                ["response_modes_supported".to_owned()],
                ["response_types_supported".to_owned()],
                "revocation_endpoint",
                "token_endpoint",
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetAuthMetadata, get_auth_metadata)
    }
}

mod client_server_get_login_flows {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_login_flows(
        _: Received<op::GetLoginFlows>,
    ) -> Result<types::GetLoginFlowsResponse, ErrorResponse> {
        let mut response = types::GetLoginFlowsResponse::default();
        response.flows = Some(
            Vec::from([types::GetLoginFlowsLoginFlow::new("org.example.thing")]),
        );
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetLoginFlows, get_login_flows)
    }
}

mod client_server_login {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::UserId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn login(
        received: Received<op::Login>,
    ) -> Result<types::LoginResponse, ErrorResponse> {
        let request::Login { body, .. } = received.request;
        println!("{body:?}");
        Ok(
            types::LoginResponse::new(
                "abc123_OpaqueString",
                "JLAFKJWSCS",
                UserId::unchecked("@alice:example.org"),
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::Login, login)
    }
}

mod client_server_logout {
    use matrix_openapi::client_server::op;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn logout(_: Received<op::Logout>) -> Result<(), ErrorResponse> {
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::Logout, logout)
    }
}

mod client_server_logout_all {
    use matrix_openapi::client_server::op;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn logout_all(_: Received<op::LogoutAll>) -> Result<(), ErrorResponse> {
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::LogoutAll, logout_all)
    }
}

mod client_server_redirect_to_id_p {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::http::Redirect;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn redirect_to_id_p(
        received: Received<op::RedirectToIdP>,
    ) -> Result<Redirect, ErrorResponse> {
        let request::RedirectToIdP { idp_id, redirect_url, .. } = received.request;
        println!("{idp_id} {redirect_url}");
        Redirect::to("https://sso.example.org/login")
            .map_err(|_| ErrorResponse::internal("the URL of the login is invalid"))
    }

    pub fn router() -> Router {
        Router::new().on(op::RedirectToIdP, redirect_to_id_p)
    }
}

mod client_server_redirect_to_sso {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::http::Redirect;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn redirect_to_sso(
        received: Received<op::RedirectToSso>,
    ) -> Result<Redirect, ErrorResponse> {
        let request::RedirectToSso { redirect_url, .. } = received.request;
        println!("{redirect_url}");
        Redirect::to("https://sso.example.org/login")
            .map_err(|_| ErrorResponse::internal("the URL of the login is invalid"))
    }

    pub fn router() -> Router {
        Router::new().on(op::RedirectToSso, redirect_to_sso)
    }
}

mod client_server_whoami {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn whoami(
        received: Received<op::Whoami>,
    ) -> Result<types::WhoamiResponse, ErrorResponse> {
        let caller = received.user_id()?.clone();
        Ok(types::WhoamiResponse::new(caller))
    }

    pub fn router() -> Router {
        Router::new().on(op::Whoami, whoami)
    }
}

mod client_server_get_space_hierarchy {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_space_hierarchy(
        received: Received<op::GetSpaceHierarchy>,
    ) -> Result<types::GetSpaceHierarchyResponse, ErrorResponse> {
        let request::GetSpaceHierarchy { room_id, .. } = received.request;
        println!("{room_id}");
        Ok(
            types::GetSpaceHierarchyResponse::new([
                types::GetSpaceHierarchySpaceHierarchyRoomsChunk::new(
                    Vec::new(),
                    true,
                    1,
                    RoomId::unchecked("!room:example.org"),
                    true,
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetSpaceHierarchy, get_space_hierarchy)
    }
}

mod client_server_get_protocol_metadata {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    async fn get_protocol_metadata(
        received: Received<op::GetProtocolMetadata>,
    ) -> Result<types::Protocol, ErrorResponse> {
        let request::GetProtocolMetadata { protocol, .. } = received.request;
        println!("{protocol}");
        Ok(
            types::Protocol::new(
                [
                    (
                        "ed25519:JLAFKJWSCS".to_owned(),
                        types::ProtocolFieldType::new("placeholder", "regexp"),
                    ),
                ],
                [
                    types::ProtocolProtocolInstance::new(
                        "desc",
                        RawObject::from(Map::new()),
                        "network_id",
                    ),
                ],
                ["location_fields".to_owned()],
                ["user_fields".to_owned()],
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetProtocolMetadata, get_protocol_metadata)
    }
}

mod client_server_get_protocols {
    use std::collections::BTreeMap;

    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    async fn get_protocols(
        _: Received<op::GetProtocols>,
    ) -> Result<BTreeMap<String, types::Protocol>, ErrorResponse> {
        Ok(
            BTreeMap::from([
                (
                    "ed25519:JLAFKJWSCS".to_owned(),
                    types::Protocol::new(
                        [
                            (
                                "ed25519:JLAFKJWSCS".to_owned(),
                                types::ProtocolFieldType::new("placeholder", "regexp"),
                            ),
                        ],
                        [
                            types::ProtocolProtocolInstance::new(
                                "desc",
                                RawObject::from(Map::new()),
                                "network_id",
                            ),
                        ],
                        ["location_fields".to_owned()],
                        ["user_fields".to_owned()],
                    ),
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetProtocols, get_protocols)
    }
}

mod client_server_query_location_by_alias {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomAlias;
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    async fn query_location_by_alias(
        received: Received<op::QueryLocationByAlias>,
    ) -> Result<Vec<types::Location>, ErrorResponse> {
        let request::QueryLocationByAlias { alias, .. } = received.request;
        println!("{alias}");
        Ok(
            Vec::from([
                types::Location::new(
                    RoomAlias::unchecked("#hall:example.org"),
                    RawObject::from(Map::new()),
                    "irc",
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::QueryLocationByAlias, query_location_by_alias)
    }
}

mod client_server_query_location_by_protocol {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::RoomAlias;
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    async fn query_location_by_protocol(
        received: Received<op::QueryLocationByProtocol>,
    ) -> Result<Vec<types::Location>, ErrorResponse> {
        let request::QueryLocationByProtocol { protocol, .. } = received.request;
        println!("{protocol}");
        Ok(
            Vec::from([
                types::Location::new(
                    RoomAlias::unchecked("#hall:example.org"),
                    RawObject::from(Map::new()),
                    "irc",
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::QueryLocationByProtocol, query_location_by_protocol)
    }
}

mod client_server_query_user_by_id {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::UserId;
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    async fn query_user_by_id(
        received: Received<op::QueryUserById>,
    ) -> Result<Vec<types::User>, ErrorResponse> {
        let request::QueryUserById { userid, .. } = received.request;
        println!("{userid}");
        Ok(
            Vec::from([
                types::User::new(
                    RawObject::from(Map::new()),
                    "irc",
                    UserId::unchecked("@alice:example.org"),
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::QueryUserById, query_user_by_id)
    }
}

mod client_server_query_user_by_protocol {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::UserId;
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    async fn query_user_by_protocol(
        received: Received<op::QueryUserByProtocol>,
    ) -> Result<Vec<types::User>, ErrorResponse> {
        let request::QueryUserByProtocol { protocol, .. } = received.request;
        println!("{protocol}");
        Ok(
            Vec::from([
                types::User::new(
                    RawObject::from(Map::new()),
                    "irc",
                    UserId::unchecked("@alice:example.org"),
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::QueryUserByProtocol, query_user_by_protocol)
    }
}

mod client_server_get_thread_roots {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_thread_roots(
        received: Received<op::GetThreadRoots>,
    ) -> Result<types::GetThreadRootsResponse, ErrorResponse> {
        let request::GetThreadRoots { room_id, .. } = received.request;
        println!("{room_id}");
        Ok(types::GetThreadRootsResponse::new(Vec::new()))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetThreadRoots, get_thread_roots)
    }
}

mod client_server_delete_profile_field {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn delete_profile_field(
        received: Received<op::DeleteProfileField>,
    ) -> Result<(), ErrorResponse> {
        let request::DeleteProfileField { user_id, key_name, .. } = received.request;
        println!("{user_id} {key_name}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::DeleteProfileField, delete_profile_field)
    }
}

mod client_server_delete_room_tag {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn delete_room_tag(
        received: Received<op::DeleteRoomTag>,
    ) -> Result<(), ErrorResponse> {
        let request::DeleteRoomTag { user_id, room_id, tag, .. } = received.request;
        println!("{user_id} {room_id} {tag}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::DeleteRoomTag, delete_room_tag)
    }
}

mod client_server_get_account_data {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::{Map, json};

    async fn get_account_data(
        received: Received<op::GetAccountData>,
    ) -> Result<RawObject, ErrorResponse> {
        let request::GetAccountData { user_id, type_, .. } = received.request;
        println!("{user_id} {type_}");
        Ok(RawObject::from(Map::from_iter([("key".to_owned(), json!("value"))])))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetAccountData, get_account_data)
    }
}

mod client_server_get_account_data_per_room {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::{Map, json};

    async fn get_account_data_per_room(
        received: Received<op::GetAccountDataPerRoom>,
    ) -> Result<RawObject, ErrorResponse> {
        let request::GetAccountDataPerRoom { user_id, room_id, type_, .. } = received
            .request;
        println!("{user_id} {room_id} {type_}");
        Ok(RawObject::from(Map::from_iter([("key".to_owned(), json!("value"))])))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetAccountDataPerRoom, get_account_data_per_room)
    }
}

mod client_server_get_profile_field {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::{Map, json};

    async fn get_profile_field(
        received: Received<op::GetProfileField>,
    ) -> Result<RawObject, ErrorResponse> {
        let request::GetProfileField { user_id, key_name, .. } = received.request;
        println!("{user_id} {key_name}");
        Ok(RawObject::from(Map::from_iter([("key".to_owned(), json!("value"))])))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetProfileField, get_profile_field)
    }
}

mod client_server_get_room_tags {
    use std::collections::BTreeMap;

    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_room_tags(
        received: Received<op::GetRoomTags>,
    ) -> Result<types::GetRoomTagsResponse, ErrorResponse> {
        let request::GetRoomTags { user_id, room_id, .. } = received.request;
        println!("{user_id} {room_id}");
        let mut response = types::GetRoomTagsResponse::default();
        response.tags = Some(
            BTreeMap::from([("ed25519:JLAFKJWSCS".to_owned(), types::Tag::default())]),
        );
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRoomTags, get_room_tags)
    }
}

mod client_server_get_user_profile {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::MxcUri;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_user_profile(
        received: Received<op::GetUserProfile>,
    ) -> Result<types::GetUserProfileResponse, ErrorResponse> {
        let request::GetUserProfile { user_id, .. } = received.request;
        println!("{user_id}");
        let mut response = types::GetUserProfileResponse::default();
        response.avatar_url = Some(MxcUri::unchecked("mxc://example.org/media"));
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetUserProfile, get_user_profile)
    }
}

mod client_server_set_account_data {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_account_data(
        received: Received<op::SetAccountData>,
    ) -> Result<(), ErrorResponse> {
        let request::SetAccountData { user_id, type_, body, .. } = received.request;
        println!("{user_id} {type_} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::SetAccountData, set_account_data)
    }
}

mod client_server_set_account_data_per_room {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_account_data_per_room(
        received: Received<op::SetAccountDataPerRoom>,
    ) -> Result<(), ErrorResponse> {
        let request::SetAccountDataPerRoom { user_id, room_id, type_, body, .. } = received
            .request;
        println!("{user_id} {room_id} {type_} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::SetAccountDataPerRoom, set_account_data_per_room)
    }
}

mod client_server_set_profile_field {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_profile_field(
        received: Received<op::SetProfileField>,
    ) -> Result<(), ErrorResponse> {
        let request::SetProfileField { user_id, key_name, body, .. } = received.request;
        println!("{user_id} {key_name} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::SetProfileField, set_profile_field)
    }
}

mod client_server_set_room_tag {
    use matrix_openapi::client_server::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn set_room_tag(received: Received<op::SetRoomTag>) -> Result<(), ErrorResponse> {
        let request::SetRoomTag { user_id, room_id, tag, body, .. } = received.request;
        println!("{user_id} {room_id} {tag} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::SetRoomTag, set_room_tag)
    }
}

mod client_server_search_user_directory {
    use matrix_openapi::client_server::{op, request, types};
    use matrix_openapi::id::UserId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn search_user_directory(
        received: Received<op::SearchUserDirectory>,
    ) -> Result<types::SearchUserDirectoryResponse, ErrorResponse> {
        let request::SearchUserDirectory { body, .. } = received.request;
        println!("{body:?}");
        Ok(
            types::SearchUserDirectoryResponse::new(
                true,
                [
                    types::SearchUserDirectoryUser::new(
                        UserId::unchecked("@alice:example.org"),
                    ),
                ],
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::SearchUserDirectory, search_user_directory)
    }
}

mod client_server_get_turn_server {
    use matrix_openapi::client_server::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_turn_server(
        _: Received<op::GetTurnServer>,
    ) -> Result<types::GetTurnServerResponse, ErrorResponse> {
        Ok(
            types::GetTurnServerResponse::new(
                "secret",
                1,
                ["turn:example.org?transport=udp".to_owned()],
                "alice",
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetTurnServer, get_turn_server)
    }
}

mod server_server_get_content {
    use matrix_openapi::server::{Content, ErrorResponse, FederationFile, Received, Router};
    use matrix_openapi::server_server::{op, request};

    async fn get_content(
        received: Received<op::GetContent>,
    ) -> Result<FederationFile, ErrorResponse> {
        let request::GetContent { media_id, .. } = received.request;
        println!("{media_id}");
        Ok(FederationFile::new(Content::new("text/plain", "the file")))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetContent, get_content)
    }
}

mod server_server_get_content_thumbnail {
    use matrix_openapi::server::{Content, ErrorResponse, FederationFile, Received, Router};
    use matrix_openapi::server_server::{op, request};

    async fn get_content_thumbnail(
        received: Received<op::GetContentThumbnail>,
    ) -> Result<FederationFile, ErrorResponse> {
        let request::GetContentThumbnail { media_id, height, width, .. } = received.request;
        println!("{media_id} {height} {width}");
        Ok(FederationFile::new(Content::new("text/plain", "the file")))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetContentThumbnail, get_content_thumbnail)
    }
}

mod server_server_ask_policy_server_to_sign {
    use std::collections::BTreeMap;

    use matrix_openapi::id::ServerName;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request};

    async fn ask_policy_server_to_sign(
        received: Received<op::AskPolicyServerToSign>,
    ) -> Result<BTreeMap<ServerName, BTreeMap<String, String>>, ErrorResponse> {
        let request::AskPolicyServerToSign { body, .. } = received.request;
        println!("{body:?}");
        Ok(
            BTreeMap::from([
                (
                    ServerName::unchecked("example.org"),
                    BTreeMap::from([
                        ("ed25519:JLAFKJWSCS".to_owned(), "JLAFKJWSCS".to_owned()),
                    ]),
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::AskPolicyServerToSign, ask_policy_server_to_sign)
    }
}

mod server_server_backfill_room {
    use matrix_openapi::id::ServerName;
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};
    use serde_json::Map;

    async fn backfill_room(
        received: Received<op::BackfillRoom>,
    ) -> Result<types::UnlimitedPduTransaction, ErrorResponse> {
        let request::BackfillRoom { room_id, limit, v, .. } = received.request;
        println!("{room_id} {limit} {v:?}");
        Ok(
            types::UnlimitedPduTransaction::new(
                ServerName::unchecked("example.org"),
                1735689600000,
                [RawObject::from(Map::new())],
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::BackfillRoom, backfill_room)
    }
}

mod server_server_bulk_perspectives_key_query {
    use std::collections::BTreeMap;

    use matrix_openapi::id::ServerName;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn bulk_perspectives_key_query(
        received: Received<op::BulkPerspectivesKeyQuery>,
    ) -> Result<types::KeysQueryResponse, ErrorResponse> {
        let request::BulkPerspectivesKeyQuery { body, .. } = received.request;
        println!("{body:?}");
        let mut response = types::KeysQueryResponse::default();
        response.server_keys = Some(
            Vec::from([
                types::Keys::new(
                    ServerName::unchecked("example.org"),
                    [(ServerName::unchecked("example.org"), BTreeMap::new())],
                    1,
                    [
                        (
                            "ed25519:JLAFKJWSCS".to_owned(),
                            types::KeysVerifyKey::new("ed25519:JLAFKJWSCS"),
                        ),
                    ],
                ),
            ]),
        );
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::BulkPerspectivesKeyQuery, bulk_perspectives_key_query)
    }
}

mod server_server_claim_user_encryption_keys {
    use std::collections::BTreeMap;

    use matrix_openapi::id::UserId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn claim_user_encryption_keys(
        received: Received<op::ClaimUserEncryptionKeys>,
    ) -> Result<types::ClaimUserEncryptionKeysResponse, ErrorResponse> {
        let request::ClaimUserEncryptionKeys { body, .. } = received.request;
        println!("{body:?}");
        Ok(
            types::ClaimUserEncryptionKeysResponse::new([
                (
                    UserId::unchecked("@alice:example.org"),
                    BTreeMap::from([
                        (
                            "ed25519:JLAFKJWSCS".to_owned(),
                            BTreeMap::from([
                                (
                                    "ed25519:JLAFKJWSCS".to_owned(),
                                    types::ClaimUserEncryptionKeysOneTimeKeys::from(
                                        "JLAFKJWSCS",
                                    ),
                                ),
                            ]),
                        ),
                    ]),
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::ClaimUserEncryptionKeys, claim_user_encryption_keys)
    }
}

mod server_server_exchange_open_id_token {
    use matrix_openapi::id::UserId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn exchange_open_id_token(
        received: Received<op::ExchangeOpenIdToken>,
    ) -> Result<types::ExchangeOpenIdTokenResponse, ErrorResponse> {
        let request::ExchangeOpenIdToken { access_token, .. } = received.request;
        println!("{access_token}");
        Ok(types::ExchangeOpenIdTokenResponse::new(UserId::unchecked("@alice:example.org")))
    }

    pub fn router() -> Router {
        Router::new().on(op::ExchangeOpenIdToken, exchange_open_id_token)
    }
}

mod server_server_exchange_third_party_invite {
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request};

    async fn exchange_third_party_invite(
        received: Received<op::ExchangeThirdPartyInvite>,
    ) -> Result<(), ErrorResponse> {
        let request::ExchangeThirdPartyInvite { room_id, body, .. } = received.request;
        println!("{room_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::ExchangeThirdPartyInvite, exchange_third_party_invite)
    }
}

mod server_server_get_event {
    use matrix_openapi::id::ServerName;
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};
    use serde_json::Map;

    async fn get_event(
        received: Received<op::GetEvent>,
    ) -> Result<types::SinglePduTransaction, ErrorResponse> {
        let request::GetEvent { event_id, .. } = received.request;
        println!("{event_id}");
        Ok(
            types::SinglePduTransaction::new(
                ServerName::unchecked("example.org"),
                1735689600000,
                [RawObject::from(Map::new())],
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetEvent, get_event)
    }
}

mod server_server_get_event_auth {
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};
    use serde_json::Map;

    async fn get_event_auth(
        received: Received<op::GetEventAuth>,
    ) -> Result<types::GetEventAuthResponse, ErrorResponse> {
        let request::GetEventAuth { room_id, event_id, .. } = received.request;
        println!("{room_id} {event_id}");
        Ok(types::GetEventAuthResponse::new([RawObject::from(Map::new())]))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetEventAuth, get_event_auth)
    }
}

mod server_server_get_event_by_timestamp {
    use matrix_openapi::id::EventId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn get_event_by_timestamp(
        received: Received<op::GetEventByTimestamp>,
    ) -> Result<types::GetEventByTimestampResponse, ErrorResponse> {
        let request::GetEventByTimestamp { room_id, dir, ts, .. } = received.request;
        println!("{room_id} {dir} {ts}");
        Ok(
            types::GetEventByTimestampResponse::new(
                EventId::unchecked("$event"),
                1735689600000,
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetEventByTimestamp, get_event_by_timestamp)
    }
}

mod server_server_get_missing_previous_events {
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};
    use serde_json::Map;

    async fn get_missing_previous_events(
        received: Received<op::GetMissingPreviousEvents>,
    ) -> Result<types::GetMissingPreviousEventsResponse, ErrorResponse> {
        let request::GetMissingPreviousEvents { room_id, body, .. } = received.request;
        println!("{room_id} {body:?}");
        Ok(types::GetMissingPreviousEventsResponse::new([RawObject::from(Map::new())]))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetMissingPreviousEvents, get_missing_previous_events)
    }
}

mod server_server_get_public_rooms {
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn get_public_rooms(
        received: Received<op::GetPublicRooms>,
    ) -> Result<types::PublicRoomsResponse, ErrorResponse> {
        let request::GetPublicRooms { include_all_networks, limit, .. } = received.request;
        println!("{include_all_networks:?} {limit:?}");
        Ok(
            types::PublicRoomsResponse::new([
                types::PublicRoomsChunk::new(
                    true,
                    1,
                    RoomId::unchecked("!room:example.org"),
                    true,
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetPublicRooms, get_public_rooms)
    }
}

mod server_server_get_room_state {
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};
    use serde_json::Map;

    async fn get_room_state(
        received: Received<op::GetRoomState>,
    ) -> Result<types::GetRoomStateResponse, ErrorResponse> {
        let request::GetRoomState { room_id, event_id, .. } = received.request;
        println!("{room_id} {event_id}");
        Ok(
            types::GetRoomStateResponse::new(
                [RawObject::from(Map::new())],
                [RawObject::from(Map::new())],
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRoomState, get_room_state)
    }
}

mod server_server_get_room_state_ids {
    use matrix_openapi::id::EventId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn get_room_state_ids(
        received: Received<op::GetRoomStateIds>,
    ) -> Result<types::GetRoomStateIdsResponse, ErrorResponse> {
        let request::GetRoomStateIds { room_id, event_id, .. } = received.request;
        println!("{room_id} {event_id}");
        Ok(
            types::GetRoomStateIdsResponse::new(
                [EventId::unchecked("$event")],
                [EventId::unchecked("$event")],
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetRoomStateIds, get_room_state_ids)
    }
}

mod server_server_get_server_key {
    use std::collections::BTreeMap;

    use matrix_openapi::id::ServerName;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, types};

    async fn get_server_key(
        _: Received<op::GetServerKey>,
    ) -> Result<types::Keys, ErrorResponse> {
        Ok(
            types::Keys::new(
                ServerName::unchecked("example.org"),
                [
                    (
                        ServerName::unchecked("example.org"),
                        BTreeMap::from([
                            ("ed25519:JLAFKJWSCS".to_owned(), "JLAFKJWSCS".to_owned()),
                        ]),
                    ),
                ],
                1,
                [
                    (
                        "ed25519:JLAFKJWSCS".to_owned(),
                        types::KeysVerifyKey::new("ed25519:JLAFKJWSCS"),
                    ),
                ],
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetServerKey, get_server_key)
    }
}

mod server_server_get_user_devices {
    use std::collections::BTreeMap;

    use matrix_openapi::id::UserId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn get_user_devices(
        received: Received<op::GetUserDevices>,
    ) -> Result<types::GetUserDevicesResponse, ErrorResponse> {
        let request::GetUserDevices { user_id, .. } = received.request;
        println!("{user_id}");
        Ok(
            types::GetUserDevicesResponse::new(
                [
                    types::GetUserDevicesUserDevice::new(
                        "JLAFKJWSCS",
                        types::DeviceKeys::new(
                            Vec::new(),
                            "JLAFKJWSCS",
                            BTreeMap::new(),
                            BTreeMap::new(),
                            UserId::unchecked("@alice:example.org"),
                        ),
                    ),
                ],
                1,
                user_id,
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetUserDevices, get_user_devices)
    }
}

mod server_server_get_version {
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, types};

    async fn get_version(
        _: Received<op::GetVersion>,
    ) -> Result<types::GetVersionResponse, ErrorResponse> {
        let mut response = types::GetVersionResponse::default();
        response.server = Some(types::GetVersionServer::default());
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetVersion, get_version)
    }
}

mod server_server_get_well_known {
    use matrix_openapi::id::ServerName;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, types};

    async fn get_well_known(
        _: Received<op::GetWellKnown>,
    ) -> Result<types::GetWellKnownResponse, ErrorResponse> {
        let mut response = types::GetWellKnownResponse::default();
        response.m_server = Some(ServerName::unchecked("example.org"));
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::GetWellKnown, get_well_known)
    }
}

mod server_server_make_join {
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn make_join(
        received: Received<op::MakeJoin>,
    ) -> Result<types::MakeJoinResponse, ErrorResponse> {
        let request::MakeJoin { room_id, user_id, .. } = received.request;
        println!("{room_id} {user_id}");
        let mut response = types::MakeJoinResponse::default();
        response.room_version = Some("12".to_owned());
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::MakeJoin, make_join)
    }
}

mod server_server_make_knock {
    use matrix_openapi::id::{ServerName, UserId};
    use matrix_openapi::json::Raw;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn make_knock(
        received: Received<op::MakeKnock>,
    ) -> Result<types::MakeKnockResponse, ErrorResponse> {
        let request::MakeKnock { room_id, user_id, ver, .. } = received.request;
        println!("{room_id} {user_id} {ver:?}");
        Ok(
            types::MakeKnockResponse::new(
                Raw::new(
                        &types::MakeKnockEventTemplate::new(
                            types::MakeKnockMembershipEventContent::new("join"),
                            ServerName::unchecked("example.org"),
                            1735689600000,
                            UserId::unchecked("@alice:example.org"),
                            "@alice:example.org",
                            "org.example.thing",
                        ),
                    )
                    .map_err(|_| ErrorResponse::internal("the event cannot be written"))?,
                "12",
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::MakeKnock, make_knock)
    }
}

mod server_server_make_leave {
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn make_leave(
        received: Received<op::MakeLeave>,
    ) -> Result<types::MakeLeaveResponse, ErrorResponse> {
        let request::MakeLeave { room_id, user_id, .. } = received.request;
        println!("{room_id} {user_id}");
        let mut response = types::MakeLeaveResponse::default();
        response.room_version = Some("12".to_owned());
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::MakeLeave, make_leave)
    }
}

mod server_server_on_bind_third_party_identifier {
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request};

    async fn on_bind_third_party_identifier(
        received: Received<op::OnBindThirdPartyIdentifier>,
    ) -> Result<(), ErrorResponse> {
        let request::OnBindThirdPartyIdentifier { body, .. } = received.request;
        println!("{body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::OnBindThirdPartyIdentifier, on_bind_third_party_identifier)
    }
}

mod server_server_perspectives_key_query {
    use std::collections::BTreeMap;

    use matrix_openapi::id::ServerName;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn perspectives_key_query(
        received: Received<op::PerspectivesKeyQuery>,
    ) -> Result<types::KeysQueryResponse, ErrorResponse> {
        let request::PerspectivesKeyQuery { server_name, .. } = received.request;
        println!("{server_name}");
        let mut response = types::KeysQueryResponse::default();
        response.server_keys = Some(
            Vec::from([
                types::Keys::new(
                    ServerName::unchecked("example.org"),
                    [(ServerName::unchecked("example.org"), BTreeMap::new())],
                    1,
                    [
                        (
                            "ed25519:JLAFKJWSCS".to_owned(),
                            types::KeysVerifyKey::new("ed25519:JLAFKJWSCS"),
                        ),
                    ],
                ),
            ]),
        );
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::PerspectivesKeyQuery, perspectives_key_query)
    }
}

mod server_server_query_info {
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request};

    async fn query_info(received: Received<op::QueryInfo>) -> Result<(), ErrorResponse> {
        let request::QueryInfo { query_type, .. } = received.request;
        println!("{query_type}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::QueryInfo, query_info)
    }
}

mod server_server_query_profile {
    use matrix_openapi::id::MxcUri;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn query_profile(
        received: Received<op::QueryProfile>,
    ) -> Result<types::QueryProfileResponse, ErrorResponse> {
        let request::QueryProfile { user_id, .. } = received.request;
        println!("{user_id}");
        let mut response = types::QueryProfileResponse::default();
        response.avatar_url = Some(MxcUri::unchecked("mxc://example.org/media"));
        Ok(response)
    }

    pub fn router() -> Router {
        Router::new().on(op::QueryProfile, query_profile)
    }
}

mod server_server_query_public_rooms {
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn query_public_rooms(
        received: Received<op::QueryPublicRooms>,
    ) -> Result<types::PublicRoomsResponse, ErrorResponse> {
        let request::QueryPublicRooms { body, .. } = received.request;
        println!("{body:?}");
        Ok(
            types::PublicRoomsResponse::new([
                types::PublicRoomsChunk::new(
                    true,
                    1,
                    RoomId::unchecked("!room:example.org"),
                    true,
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::QueryPublicRooms, query_public_rooms)
    }
}

mod server_server_query_room_directory {
    use matrix_openapi::id::{RoomId, ServerName};
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn query_room_directory(
        received: Received<op::QueryRoomDirectory>,
    ) -> Result<types::QueryRoomDirectoryResponse, ErrorResponse> {
        let request::QueryRoomDirectory { room_alias, .. } = received.request;
        println!("{room_alias}");
        Ok(
            types::QueryRoomDirectoryResponse::new(
                RoomId::unchecked("!room:example.org"),
                [ServerName::unchecked("example.org")],
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::QueryRoomDirectory, query_room_directory)
    }
}

mod server_server_query_user_encryption_keys {
    use std::collections::BTreeMap;

    use matrix_openapi::id::UserId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn query_user_encryption_keys(
        received: Received<op::QueryUserEncryptionKeys>,
    ) -> Result<types::QueryUserEncryptionKeysResponse, ErrorResponse> {
        let request::QueryUserEncryptionKeys { body, .. } = received.request;
        println!("{body:?}");
        Ok(
            types::QueryUserEncryptionKeysResponse::new([
                (
                    UserId::unchecked("@alice:example.org"),
                    BTreeMap::from([
                        (
                            "ed25519:JLAFKJWSCS".to_owned(),
                            types::QueryUserEncryptionKeysDeviceKeys::new(
                                Vec::new(),
                                "JLAFKJWSCS",
                                BTreeMap::new(),
                                BTreeMap::new(),
                                UserId::unchecked("@alice:example.org"),
                            ),
                        ),
                    ]),
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::QueryUserEncryptionKeys, query_user_encryption_keys)
    }
}

mod server_server_send_invite_v1 {
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn send_invite_v1(
        received: Received<op::SendInviteV1>,
    ) -> Result<Vec<types::SendInviteV1Item>, ErrorResponse> {
        let request::SendInviteV1 { room_id, event_id, body, .. } = received.request;
        println!("{room_id} {event_id} {body:?}");
        Ok(vec![types::SendInviteV1Item::from(1)])
    }

    pub fn router() -> Router {
        Router::new().on(op::SendInviteV1, send_invite_v1)
    }
}

mod server_server_send_invite_v2 {
    use matrix_openapi::id::{ServerName, UserId};
    use matrix_openapi::json::Raw;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn send_invite_v2(
        received: Received<op::SendInviteV2>,
    ) -> Result<types::SendInviteV2Response, ErrorResponse> {
        let request::SendInviteV2 { room_id, event_id, body, .. } = received.request;
        println!("{room_id} {event_id} {body:?}");
        Ok(
            types::SendInviteV2Response::new(
                Raw::new(
                        &types::InviteEvent::new(
                            types::InviteEventMembershipEventContent::new("join"),
                            ServerName::unchecked("example.org"),
                            1735689600000,
                            UserId::unchecked("@alice:example.org"),
                            "@alice:example.org",
                            "org.example.thing",
                        ),
                    )
                    .map_err(|_| ErrorResponse::internal("the event cannot be written"))?,
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::SendInviteV2, send_invite_v2)
    }
}

mod server_server_send_join_v2 {
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};
    use serde_json::Map;

    async fn send_join_v2(
        received: Received<op::SendJoinV2>,
    ) -> Result<types::SendJoinV2Response, ErrorResponse> {
        let request::SendJoinV2 { room_id, event_id, body, .. } = received.request;
        println!("{room_id} {event_id} {body:?}");
        Ok(
            types::SendJoinV2Response::new(
                [RawObject::from(Map::new())],
                [RawObject::from(Map::new())],
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::SendJoinV2, send_join_v2)
    }
}

mod server_server_send_knock {
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};
    use serde_json::Map;

    async fn send_knock(
        received: Received<op::SendKnock>,
    ) -> Result<types::SendKnockResponse, ErrorResponse> {
        let request::SendKnock { room_id, event_id, body, .. } = received.request;
        println!("{room_id} {event_id} {body:?}");
        Ok(types::SendKnockResponse::new([RawObject::from(Map::new())]))
    }

    pub fn router() -> Router {
        Router::new().on(op::SendKnock, send_knock)
    }
}

mod server_server_send_leave_v2 {
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request};

    async fn send_leave_v2(
        received: Received<op::SendLeaveV2>,
    ) -> Result<(), ErrorResponse> {
        let request::SendLeaveV2 { room_id, event_id, body, .. } = received.request;
        println!("{room_id} {event_id} {body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::SendLeaveV2, send_leave_v2)
    }
}

mod server_server_send_transaction {
    use matrix_openapi::id::EventId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn send_transaction(
        received: Received<op::SendTransaction>,
    ) -> Result<types::SendTransactionResponse, ErrorResponse> {
        let request::SendTransaction { txn_id, body, .. } = received.request;
        println!("{txn_id} {body:?}");
        Ok(
            types::SendTransactionResponse::new([
                (
                    EventId::unchecked("$event"),
                    types::SendTransactionPduProcessingResult::default(),
                ),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::SendTransaction, send_transaction)
    }
}

mod server_server_get_space_hierarchy {
    use matrix_openapi::id::RoomId;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use matrix_openapi::server_server::{op, request, types};

    async fn get_space_hierarchy(
        received: Received<op::GetSpaceHierarchy>,
    ) -> Result<types::GetSpaceHierarchyResponse, ErrorResponse> {
        let request::GetSpaceHierarchy { room_id, .. } = received.request;
        println!("{room_id}");
        Ok(
            types::GetSpaceHierarchyResponse::new(
                [
                    types::GetSpaceHierarchySpaceHierarchyChildRoomsChunk::new(
                        true,
                        1,
                        RoomId::unchecked("!room:example.org"),
                        true,
                    ),
                ],
                [RoomId::unchecked("!room:example.org")],
                types::GetSpaceHierarchySpaceHierarchyParentRoom::new(
                    Vec::new(),
                    true,
                    1,
                    RoomId::unchecked("!room:example.org"),
                    true,
                ),
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetSpaceHierarchy, get_space_hierarchy)
    }
}

mod application_service_get_protocol_metadata {
    use matrix_openapi::application_service::server::{self, Service};
    use matrix_openapi::application_service::{op, request, types};
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    struct Example;

    impl Service for Example {
        async fn get_protocol_metadata(
            &self,
            received: Received<op::GetProtocolMetadata>,
        ) -> Result<types::Protocol, ErrorResponse> {
            let request::GetProtocolMetadata { protocol, .. } = received.request;
            println!("{protocol}");
            Ok(
                types::Protocol::new(
                    [
                        (
                            "ed25519:JLAFKJWSCS".to_owned(),
                            types::ProtocolFieldType::new("placeholder", "regexp"),
                        ),
                    ],
                    [
                        types::ProtocolInstance::new(
                            "desc",
                            RawObject::from(Map::new()),
                            "network_id",
                        ),
                    ],
                    ["location_fields".to_owned()],
                    ["user_fields".to_owned()],
                ),
            )
        }
    }

    pub fn router() -> Router {
        server::router(Example, "hs_token")
    }
}

mod application_service_ping {
    use matrix_openapi::application_service::server::{self, Service};
    use matrix_openapi::application_service::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    struct Example;

    impl Service for Example {
        async fn ping(&self, received: Received<op::Ping>) -> Result<(), ErrorResponse> {
            let request::Ping { body, .. } = received.request;
            println!("{body:?}");
            Ok(())
        }
    }

    pub fn router() -> Router {
        server::router(Example, "hs_token")
    }
}

mod application_service_query_location_by_alias {
    use matrix_openapi::application_service::server::{self, Service};
    use matrix_openapi::application_service::{op, request, types};
    use matrix_openapi::id::RoomAlias;
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    struct Example;

    impl Service for Example {
        async fn query_location_by_alias(
            &self,
            received: Received<op::QueryLocationByAlias>,
        ) -> Result<Vec<types::Location>, ErrorResponse> {
            let request::QueryLocationByAlias { alias, .. } = received.request;
            println!("{alias:?}");
            Ok(
                Vec::from([
                    types::Location::new(
                        RoomAlias::unchecked("#hall:example.org"),
                        RawObject::from(Map::new()),
                        "irc",
                    ),
                ]),
            )
        }
    }

    pub fn router() -> Router {
        server::router(Example, "hs_token")
    }
}

mod application_service_query_location_by_protocol {
    use matrix_openapi::application_service::server::{self, Service};
    use matrix_openapi::application_service::{op, request, types};
    use matrix_openapi::id::RoomAlias;
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    struct Example;

    impl Service for Example {
        async fn query_location_by_protocol(
            &self,
            received: Received<op::QueryLocationByProtocol>,
        ) -> Result<Vec<types::Location>, ErrorResponse> {
            let request::QueryLocationByProtocol { protocol, .. } = received.request;
            println!("{protocol}");
            Ok(
                Vec::from([
                    types::Location::new(
                        RoomAlias::unchecked("#hall:example.org"),
                        RawObject::from(Map::new()),
                        "irc",
                    ),
                ]),
            )
        }
    }

    pub fn router() -> Router {
        server::router(Example, "hs_token")
    }
}

mod application_service_query_room_by_alias {
    use matrix_openapi::application_service::server::{self, Service};
    use matrix_openapi::application_service::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    struct Example;

    impl Service for Example {
        async fn query_room_by_alias(
            &self,
            received: Received<op::QueryRoomByAlias>,
        ) -> Result<(), ErrorResponse> {
            let request::QueryRoomByAlias { room_alias, .. } = received.request;
            println!("{room_alias}");
            Ok(())
        }
    }

    pub fn router() -> Router {
        server::router(Example, "hs_token")
    }
}

mod application_service_query_third_party_user_by_id {
    use matrix_openapi::application_service::server::{self, Service};
    use matrix_openapi::application_service::{op, request, types};
    use matrix_openapi::id::UserId;
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    struct Example;

    impl Service for Example {
        async fn query_third_party_user_by_id(
            &self,
            received: Received<op::QueryThirdPartyUserById>,
        ) -> Result<Vec<types::User>, ErrorResponse> {
            let request::QueryThirdPartyUserById { userid, .. } = received.request;
            println!("{userid:?}");
            Ok(
                Vec::from([
                    types::User::new(
                        RawObject::from(Map::new()),
                        "irc",
                        UserId::unchecked("@alice:example.org"),
                    ),
                ]),
            )
        }
    }

    pub fn router() -> Router {
        server::router(Example, "hs_token")
    }
}

mod application_service_query_user_by_id {
    use matrix_openapi::application_service::server::{self, Service};
    use matrix_openapi::application_service::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    struct Example;

    impl Service for Example {
        async fn query_user_by_id(
            &self,
            received: Received<op::QueryUserById>,
        ) -> Result<(), ErrorResponse> {
            let request::QueryUserById { user_id, .. } = received.request;
            println!("{user_id}");
            Ok(())
        }
    }

    pub fn router() -> Router {
        server::router(Example, "hs_token")
    }
}

mod application_service_query_user_by_protocol {
    use matrix_openapi::application_service::server::{self, Service};
    use matrix_openapi::application_service::{op, request, types};
    use matrix_openapi::id::UserId;
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::Map;

    struct Example;

    impl Service for Example {
        async fn query_user_by_protocol(
            &self,
            received: Received<op::QueryUserByProtocol>,
        ) -> Result<Vec<types::User>, ErrorResponse> {
            let request::QueryUserByProtocol { protocol, .. } = received.request;
            println!("{protocol}");
            Ok(
                Vec::from([
                    types::User::new(
                        RawObject::from(Map::new()),
                        "irc",
                        UserId::unchecked("@alice:example.org"),
                    ),
                ]),
            )
        }
    }

    pub fn router() -> Router {
        server::router(Example, "hs_token")
    }
}

mod application_service_send_transaction {
    use matrix_openapi::application_service::server::{self, Service};
    use matrix_openapi::application_service::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    struct Example;

    impl Service for Example {
        async fn send_transaction(
            &self,
            received: Received<op::SendTransaction>,
        ) -> Result<(), ErrorResponse> {
            let request::SendTransaction { txn_id, body, .. } = received.request;
            println!("{txn_id} {body:?}");
            Ok(())
        }
    }

    pub fn router() -> Router {
        server::router(Example, "hs_token")
    }
}

mod identity_agree_to_terms {
    use matrix_openapi::identity::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn agree_to_terms(
        received: Received<op::AgreeToTerms>,
    ) -> Result<(), ErrorResponse> {
        let request::AgreeToTerms { body, .. } = received.request;
        println!("{body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::AgreeToTerms, agree_to_terms)
    }
}

mod identity_bind_v2 {
    use std::collections::BTreeMap;

    use matrix_openapi::id::ServerName;
    use matrix_openapi::identity::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn bind_v2(
        received: Received<op::BindV2>,
    ) -> Result<types::BindV2Response, ErrorResponse> {
        let request::BindV2 { body, .. } = received.request;
        println!("{body:?}");
        Ok(
            types::BindV2Response::new(
                "alice@example.org",
                "email",
                body.mxid,
                1,
                1,
                [
                    (
                        ServerName::unchecked("example.org"),
                        BTreeMap::from([
                            ("ed25519:JLAFKJWSCS".to_owned(), "JLAFKJWSCS".to_owned()),
                        ]),
                    ),
                ],
                1735689600000,
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::BindV2, bind_v2)
    }
}

mod identity_blindly_sign_stuff_v2 {
    use std::collections::BTreeMap;

    use matrix_openapi::id::{ServerName, UserId};
    use matrix_openapi::identity::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn blindly_sign_stuff_v2(
        received: Received<op::BlindlySignStuffV2>,
    ) -> Result<types::BlindlySignStuffV2Response, ErrorResponse> {
        let request::BlindlySignStuffV2 { body, .. } = received.request;
        println!("{body:?}");
        Ok(
            types::BlindlySignStuffV2Response::new(
                body.mxid,
                UserId::unchecked("@alice:example.org"),
                [
                    (
                        ServerName::unchecked("example.org"),
                        BTreeMap::from([
                            ("ed25519:JLAFKJWSCS".to_owned(), "JLAFKJWSCS".to_owned()),
                        ]),
                    ),
                ],
                "123456",
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::BlindlySignStuffV2, blindly_sign_stuff_v2)
    }
}

mod identity_email_request_token_v2 {
    use matrix_openapi::identity::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn email_request_token_v2(
        received: Received<op::EmailRequestTokenV2>,
    ) -> Result<types::Sid, ErrorResponse> {
        let request::EmailRequestTokenV2 { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::Sid::new("sid-1234"))
    }

    pub fn router() -> Router {
        Router::new().on(op::EmailRequestTokenV2, email_request_token_v2)
    }
}

mod identity_email_submit_token_get_v2 {
    use matrix_openapi::identity::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn email_submit_token_get_v2(
        received: Received<op::EmailSubmitTokenGetV2>,
    ) -> Result<(), ErrorResponse> {
        let request::EmailSubmitTokenGetV2 { client_secret, sid, token, .. } = received
            .request;
        println!("{client_secret} {sid} {token}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::EmailSubmitTokenGetV2, email_submit_token_get_v2)
    }
}

mod identity_email_submit_token_post_v2 {
    use matrix_openapi::identity::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn email_submit_token_post_v2(
        received: Received<op::EmailSubmitTokenPostV2>,
    ) -> Result<types::EmailSubmitTokenPostV2Response, ErrorResponse> {
        let request::EmailSubmitTokenPostV2 { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::EmailSubmitTokenPostV2Response::new(true))
    }

    pub fn router() -> Router {
        Router::new().on(op::EmailSubmitTokenPostV2, email_submit_token_post_v2)
    }
}

mod identity_get_account {
    use matrix_openapi::identity::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_account(
        received: Received<op::GetAccount>,
    ) -> Result<types::GetAccountResponse, ErrorResponse> {
        let caller = received.user_id()?.clone();
        Ok(types::GetAccountResponse::new(caller))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetAccount, get_account)
    }
}

mod identity_get_hash_details {
    use matrix_openapi::identity::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_hash_details(
        _: Received<op::GetHashDetails>,
    ) -> Result<types::GetHashDetailsResponse, ErrorResponse> {
        Ok(types::GetHashDetailsResponse::new(["algorithms".to_owned()], "lookup_pepper"))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetHashDetails, get_hash_details)
    }
}

mod identity_get_pub_key_v2 {
    use matrix_openapi::identity::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_pub_key_v2(
        received: Received<op::GetPubKeyV2>,
    ) -> Result<types::GetPubKeyV2Response, ErrorResponse> {
        let request::GetPubKeyV2 { key_id, .. } = received.request;
        println!("{key_id}");
        Ok(types::GetPubKeyV2Response::new("VXuGitF39UH5iRfvbIknlvlAVKgD1BsLDMvBf0pmp7c"))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetPubKeyV2, get_pub_key_v2)
    }
}

mod identity_get_terms {
    use matrix_openapi::identity::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_terms(
        _: Received<op::GetTerms>,
    ) -> Result<types::GetTermsResponse, ErrorResponse> {
        Ok(
            types::GetTermsResponse::new([
                ("ed25519:JLAFKJWSCS".to_owned(), types::GetTermsPolicyObject::new("1")),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::GetTerms, get_terms)
    }
}

mod identity_get_validated_3pid_v2 {
    use matrix_openapi::identity::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_validated_3pid_v2(
        received: Received<op::GetValidated3pidV2>,
    ) -> Result<types::GetValidated3pidV2Response, ErrorResponse> {
        let request::GetValidated3pidV2 { client_secret, sid, .. } = received.request;
        println!("{client_secret} {sid}");
        Ok(types::GetValidated3pidV2Response::new("alice@example.org", "email", 1))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetValidated3pidV2, get_validated_3pid_v2)
    }
}

mod identity_get_versions {
    use matrix_openapi::identity::{op, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn get_versions(
        _: Received<op::GetVersions>,
    ) -> Result<types::GetVersionsResponse, ErrorResponse> {
        Ok(types::GetVersionsResponse::new(["v1.11".to_owned()]))
    }

    pub fn router() -> Router {
        Router::new().on(op::GetVersions, get_versions)
    }
}

mod identity_is_ephemeral_pub_key_valid_v2 {
    use matrix_openapi::identity::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn is_ephemeral_pub_key_valid_v2(
        received: Received<op::IsEphemeralPubKeyValidV2>,
    ) -> Result<types::IsEphemeralPubKeyValidV2Response, ErrorResponse> {
        let request::IsEphemeralPubKeyValidV2 { public_key, .. } = received.request;
        println!("{public_key}");
        Ok(types::IsEphemeralPubKeyValidV2Response::new(true))
    }

    pub fn router() -> Router {
        Router::new().on(op::IsEphemeralPubKeyValidV2, is_ephemeral_pub_key_valid_v2)
    }
}

mod identity_is_pub_key_valid_v2 {
    use matrix_openapi::identity::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn is_pub_key_valid_v2(
        received: Received<op::IsPubKeyValidV2>,
    ) -> Result<types::IsPubKeyValidV2Response, ErrorResponse> {
        let request::IsPubKeyValidV2 { public_key, .. } = received.request;
        println!("{public_key}");
        Ok(types::IsPubKeyValidV2Response::new(true))
    }

    pub fn router() -> Router {
        Router::new().on(op::IsPubKeyValidV2, is_pub_key_valid_v2)
    }
}

mod identity_logout {
    use matrix_openapi::identity::op;
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn logout(_: Received<op::Logout>) -> Result<(), ErrorResponse> {
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::Logout, logout)
    }
}

mod identity_lookup_users_v2 {
    use matrix_openapi::id::UserId;
    use matrix_openapi::identity::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn lookup_users_v2(
        received: Received<op::LookupUsersV2>,
    ) -> Result<types::LookupUsersV2Response, ErrorResponse> {
        let request::LookupUsersV2 { body, .. } = received.request;
        println!("{body:?}");
        Ok(
            types::LookupUsersV2Response::new([
                ("ed25519:JLAFKJWSCS".to_owned(), UserId::unchecked("@alice:example.org")),
            ]),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::LookupUsersV2, lookup_users_v2)
    }
}

mod identity_msisdn_request_token_v2 {
    use matrix_openapi::identity::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn msisdn_request_token_v2(
        received: Received<op::MsisdnRequestTokenV2>,
    ) -> Result<types::Sid, ErrorResponse> {
        let request::MsisdnRequestTokenV2 { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::Sid::new("sid-1234"))
    }

    pub fn router() -> Router {
        Router::new().on(op::MsisdnRequestTokenV2, msisdn_request_token_v2)
    }
}

mod identity_msisdn_submit_token_get_v2 {
    use matrix_openapi::identity::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn msisdn_submit_token_get_v2(
        received: Received<op::MsisdnSubmitTokenGetV2>,
    ) -> Result<(), ErrorResponse> {
        let request::MsisdnSubmitTokenGetV2 { client_secret, sid, token, .. } = received
            .request;
        println!("{client_secret} {sid} {token}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::MsisdnSubmitTokenGetV2, msisdn_submit_token_get_v2)
    }
}

mod identity_msisdn_submit_token_post_v2 {
    use matrix_openapi::identity::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn msisdn_submit_token_post_v2(
        received: Received<op::MsisdnSubmitTokenPostV2>,
    ) -> Result<types::MsisdnSubmitTokenPostV2Response, ErrorResponse> {
        let request::MsisdnSubmitTokenPostV2 { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::MsisdnSubmitTokenPostV2Response::new(true))
    }

    pub fn router() -> Router {
        Router::new().on(op::MsisdnSubmitTokenPostV2, msisdn_submit_token_post_v2)
    }
}

mod identity_ping_v2 {
    use matrix_openapi::identity::op;
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server::{ErrorResponse, Received, Router};
    use serde_json::{Map, json};

    async fn ping_v2(_: Received<op::PingV2>) -> Result<RawObject, ErrorResponse> {
        Ok(RawObject::from(Map::from_iter([("key".to_owned(), json!("value"))])))
    }

    pub fn router() -> Router {
        Router::new().on(op::PingV2, ping_v2)
    }
}

mod identity_register_account {
    use matrix_openapi::identity::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn register_account(
        received: Received<op::RegisterAccount>,
    ) -> Result<types::RegisterAccountResponse, ErrorResponse> {
        let request::RegisterAccount { body, .. } = received.request;
        println!("{body:?}");
        Ok(types::RegisterAccountResponse::new("123456"))
    }

    pub fn router() -> Router {
        Router::new().on(op::RegisterAccount, register_account)
    }
}

mod identity_store_invite_v2 {
    use matrix_openapi::identity::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn store_invite_v2(
        received: Received<op::StoreInviteV2>,
    ) -> Result<types::StoreInviteV2Response, ErrorResponse> {
        let request::StoreInviteV2 { body, .. } = received.request;
        println!("{body:?}");
        Ok(
            types::StoreInviteV2Response::new(
                "Alice",
                [
                    types::StoreInviteV2PublicKey::new(
                        "key_validity_url",
                        "VXuGitF39UH5iRfvbIknlvlAVKgD1BsLDMvBf0pmp7c",
                    ),
                ],
                "123456",
            ),
        )
    }

    pub fn router() -> Router {
        Router::new().on(op::StoreInviteV2, store_invite_v2)
    }
}

mod identity_unbind_v2 {
    use matrix_openapi::identity::{op, request};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    async fn unbind_v2(received: Received<op::UnbindV2>) -> Result<(), ErrorResponse> {
        let request::UnbindV2 { body, .. } = received.request;
        println!("{body:?}");
        Ok(())
    }

    pub fn router() -> Router {
        Router::new().on(op::UnbindV2, unbind_v2)
    }
}

mod push_gateway_notify {
    use matrix_openapi::push_gateway::server::{self, Service};
    use matrix_openapi::push_gateway::{op, request, types};
    use matrix_openapi::server::{ErrorResponse, Received, Router};

    struct Example;

    impl Service for Example {
        async fn notify(
            &self,
            received: Received<op::Notify>,
        ) -> Result<types::NotifyResponse, ErrorResponse> {
            let request::Notify { body, .. } = received.request;
            println!("{body:?}");
            Ok(types::NotifyResponse::new(["rejected".to_owned()]))
        }
    }

    pub fn router() -> Router {
        server::router(Example)
    }
}
