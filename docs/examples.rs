// Written by 'cargo xtask docs' from the Matrix specification v1.19; do not edit.

use super::Example;

/// The example of each operation.
pub const EXAMPLES: &[Example] = &[
    Example { api: "client-server", operation: "add3PID", run: |url| Box::pin(async move { client_server_add_3pid::example(&url).await }) },
    Example { api: "client-server", operation: "bind3PID", run: |url| Box::pin(async move { client_server_bind_3pid::example(&url).await }) },
    Example { api: "client-server", operation: "changePassword", run: |url| Box::pin(async move { client_server_change_password::example(&url).await }) },
    Example { api: "client-server", operation: "checkUsernameAvailability", run: |url| Box::pin(async move { client_server_check_username_availability::example(&url).await }) },
    Example { api: "client-server", operation: "deactivateAccount", run: |url| Box::pin(async move { client_server_deactivate_account::example(&url).await }) },
    Example { api: "client-server", operation: "delete3pidFromAccount", run: |url| Box::pin(async move { client_server_delete_3pid_from_account::example(&url).await }) },
    Example { api: "client-server", operation: "getAccount3PIDs", run: |url| Box::pin(async move { client_server_get_account_3pids::example(&url).await }) },
    Example { api: "client-server", operation: "post3PIDs", run: |url| Box::pin(async move { client_server_post_3pids::example(&url).await }) },
    Example { api: "client-server", operation: "register", run: |url| Box::pin(async move { client_server_register::example(&url).await }) },
    Example { api: "client-server", operation: "registrationTokenValidity", run: |url| Box::pin(async move { client_server_registration_token_validity::example(&url).await }) },
    Example { api: "client-server", operation: "requestTokenTo3PIDEmail", run: |url| Box::pin(async move { client_server_request_token_to_3pid_email::example(&url).await }) },
    Example { api: "client-server", operation: "requestTokenTo3PIDMSISDN", run: |url| Box::pin(async move { client_server_request_token_to_3pid_msisdn::example(&url).await }) },
    Example { api: "client-server", operation: "requestTokenToRegisterEmail", run: |url| Box::pin(async move { client_server_request_token_to_register_email::example(&url).await }) },
    Example { api: "client-server", operation: "requestTokenToRegisterMSISDN", run: |url| Box::pin(async move { client_server_request_token_to_register_msisdn::example(&url).await }) },
    Example { api: "client-server", operation: "requestTokenToResetPasswordEmail", run: |url| Box::pin(async move { client_server_request_token_to_reset_password_email::example(&url).await }) },
    Example { api: "client-server", operation: "requestTokenToResetPasswordMSISDN", run: |url| Box::pin(async move { client_server_request_token_to_reset_password_msisdn::example(&url).await }) },
    Example { api: "client-server", operation: "unbind3pidFromAccount", run: |url| Box::pin(async move { client_server_unbind_3pid_from_account::example(&url).await }) },
    Example { api: "client-server", operation: "updateAppserviceRoomDirectoryVisibility", run: |url| Box::pin(async move { client_server_update_appservice_room_directory_visibility::example(&url).await }) },
    Example { api: "client-server", operation: "getCapabilities", run: |url| Box::pin(async move { client_server_get_capabilities::example(&url).await }) },
    Example { api: "client-server", operation: "deleteDevice", run: |url| Box::pin(async move { client_server_delete_device::example(&url).await }) },
    Example { api: "client-server", operation: "deleteDevices", run: |url| Box::pin(async move { client_server_delete_devices::example(&url).await }) },
    Example { api: "client-server", operation: "getDevice", run: |url| Box::pin(async move { client_server_get_device::example(&url).await }) },
    Example { api: "client-server", operation: "getDevices", run: |url| Box::pin(async move { client_server_get_devices::example(&url).await }) },
    Example { api: "client-server", operation: "updateDevice", run: |url| Box::pin(async move { client_server_update_device::example(&url).await }) },
    Example { api: "client-server", operation: "claimKeys", run: |url| Box::pin(async move { client_server_claim_keys::example(&url).await }) },
    Example { api: "client-server", operation: "deleteRoomKeyBySessionId", run: |url| Box::pin(async move { client_server_delete_room_key_by_session_id::example(&url).await }) },
    Example { api: "client-server", operation: "deleteRoomKeys", run: |url| Box::pin(async move { client_server_delete_room_keys::example(&url).await }) },
    Example { api: "client-server", operation: "deleteRoomKeysByRoomId", run: |url| Box::pin(async move { client_server_delete_room_keys_by_room_id::example(&url).await }) },
    Example { api: "client-server", operation: "deleteRoomKeysVersion", run: |url| Box::pin(async move { client_server_delete_room_keys_version::example(&url).await }) },
    Example { api: "client-server", operation: "getKeysChanges", run: |url| Box::pin(async move { client_server_get_keys_changes::example(&url).await }) },
    Example { api: "client-server", operation: "getRoomKeyBySessionId", run: |url| Box::pin(async move { client_server_get_room_key_by_session_id::example(&url).await }) },
    Example { api: "client-server", operation: "getRoomKeys", run: |url| Box::pin(async move { client_server_get_room_keys::example(&url).await }) },
    Example { api: "client-server", operation: "getRoomKeysByRoomId", run: |url| Box::pin(async move { client_server_get_room_keys_by_room_id::example(&url).await }) },
    Example { api: "client-server", operation: "getRoomKeysVersion", run: |url| Box::pin(async move { client_server_get_room_keys_version::example(&url).await }) },
    Example { api: "client-server", operation: "getRoomKeysVersionCurrent", run: |url| Box::pin(async move { client_server_get_room_keys_version_current::example(&url).await }) },
    Example { api: "client-server", operation: "postRoomKeysVersion", run: |url| Box::pin(async move { client_server_post_room_keys_version::example(&url).await }) },
    Example { api: "client-server", operation: "putRoomKeyBySessionId", run: |url| Box::pin(async move { client_server_put_room_key_by_session_id::example(&url).await }) },
    Example { api: "client-server", operation: "putRoomKeys", run: |url| Box::pin(async move { client_server_put_room_keys::example(&url).await }) },
    Example { api: "client-server", operation: "putRoomKeysByRoomId", run: |url| Box::pin(async move { client_server_put_room_keys_by_room_id::example(&url).await }) },
    Example { api: "client-server", operation: "putRoomKeysVersion", run: |url| Box::pin(async move { client_server_put_room_keys_version::example(&url).await }) },
    Example { api: "client-server", operation: "queryKeys", run: |url| Box::pin(async move { client_server_query_keys::example(&url).await }) },
    Example { api: "client-server", operation: "uploadCrossSigningKeys", run: |url| Box::pin(async move { client_server_upload_cross_signing_keys::example(&url).await }) },
    Example { api: "client-server", operation: "uploadCrossSigningSignatures", run: |url| Box::pin(async move { client_server_upload_cross_signing_signatures::example(&url).await }) },
    Example { api: "client-server", operation: "uploadKeys", run: |url| Box::pin(async move { client_server_upload_keys::example(&url).await }) },
    Example { api: "client-server", operation: "getRelatingEvents", run: |url| Box::pin(async move { client_server_get_relating_events::example(&url).await }) },
    Example { api: "client-server", operation: "getRelatingEventsWithRelType", run: |url| Box::pin(async move { client_server_get_relating_events_with_rel_type::example(&url).await }) },
    Example { api: "client-server", operation: "getRelatingEventsWithRelTypeAndEventType", run: |url| Box::pin(async move { client_server_get_relating_events_with_rel_type_and_event_type::example(&url).await }) },
    Example { api: "client-server", operation: "createContent", run: |url| Box::pin(async move { client_server_create_content::example(&url).await }) },
    Example { api: "client-server", operation: "getConfig", run: |url| Box::pin(async move { client_server_get_config::example(&url).await }) },
    Example { api: "client-server", operation: "getConfigAuthed", run: |url| Box::pin(async move { client_server_get_config_authed::example(&url).await }) },
    Example { api: "client-server", operation: "getContent", run: |url| Box::pin(async move { client_server_get_content::example(&url).await }) },
    Example { api: "client-server", operation: "getContentAuthed", run: |url| Box::pin(async move { client_server_get_content_authed::example(&url).await }) },
    Example { api: "client-server", operation: "getContentOverrideName", run: |url| Box::pin(async move { client_server_get_content_override_name::example(&url).await }) },
    Example { api: "client-server", operation: "getContentOverrideNameAuthed", run: |url| Box::pin(async move { client_server_get_content_override_name_authed::example(&url).await }) },
    Example { api: "client-server", operation: "getContentThumbnail", run: |url| Box::pin(async move { client_server_get_content_thumbnail::example(&url).await }) },
    Example { api: "client-server", operation: "getContentThumbnailAuthed", run: |url| Box::pin(async move { client_server_get_content_thumbnail_authed::example(&url).await }) },
    Example { api: "client-server", operation: "getUrlPreview", run: |url| Box::pin(async move { client_server_get_url_preview::example(&url).await }) },
    Example { api: "client-server", operation: "getUrlPreviewAuthed", run: |url| Box::pin(async move { client_server_get_url_preview_authed::example(&url).await }) },
    Example { api: "client-server", operation: "uploadContent", run: |url| Box::pin(async move { client_server_upload_content::example(&url).await }) },
    Example { api: "client-server", operation: "uploadContentToMXC", run: |url| Box::pin(async move { client_server_upload_content_to_mxc::example(&url).await }) },
    Example { api: "client-server", operation: "getMutualRooms", run: |url| Box::pin(async move { client_server_get_mutual_rooms::example(&url).await }) },
    Example { api: "client-server", operation: "requestOpenIdToken", run: |url| Box::pin(async move { client_server_request_open_id_token::example(&url).await }) },
    Example { api: "client-server", operation: "getRoomSummary", run: |url| Box::pin(async move { client_server_get_room_summary::example(&url).await }) },
    Example { api: "client-server", operation: "pingAppservice", run: |url| Box::pin(async move { client_server_ping_appservice::example(&url).await }) },
    Example { api: "client-server", operation: "refresh", run: |url| Box::pin(async move { client_server_refresh::example(&url).await }) },
    Example { api: "client-server", operation: "getPresence", run: |url| Box::pin(async move { client_server_get_presence::example(&url).await }) },
    Example { api: "client-server", operation: "setPresence", run: |url| Box::pin(async move { client_server_set_presence::example(&url).await }) },
    Example { api: "client-server", operation: "deletePushRule", run: |url| Box::pin(async move { client_server_delete_push_rule::example(&url).await }) },
    Example { api: "client-server", operation: "getNotifications", run: |url| Box::pin(async move { client_server_get_notifications::example(&url).await }) },
    Example { api: "client-server", operation: "getPushRule", run: |url| Box::pin(async move { client_server_get_push_rule::example(&url).await }) },
    Example { api: "client-server", operation: "getPushRuleActions", run: |url| Box::pin(async move { client_server_get_push_rule_actions::example(&url).await }) },
    Example { api: "client-server", operation: "getPushRules", run: |url| Box::pin(async move { client_server_get_push_rules::example(&url).await }) },
    Example { api: "client-server", operation: "getPushRulesGlobal", run: |url| Box::pin(async move { client_server_get_push_rules_global::example(&url).await }) },
    Example { api: "client-server", operation: "getPushers", run: |url| Box::pin(async move { client_server_get_pushers::example(&url).await }) },
    Example { api: "client-server", operation: "isPushRuleEnabled", run: |url| Box::pin(async move { client_server_is_push_rule_enabled::example(&url).await }) },
    Example { api: "client-server", operation: "postPusher", run: |url| Box::pin(async move { client_server_post_pusher::example(&url).await }) },
    Example { api: "client-server", operation: "setPushRule", run: |url| Box::pin(async move { client_server_set_push_rule::example(&url).await }) },
    Example { api: "client-server", operation: "setPushRuleActions", run: |url| Box::pin(async move { client_server_set_push_rule_actions::example(&url).await }) },
    Example { api: "client-server", operation: "setPushRuleEnabled", run: |url| Box::pin(async move { client_server_set_push_rule_enabled::example(&url).await }) },
    Example { api: "client-server", operation: "setReadMarker", run: |url| Box::pin(async move { client_server_set_read_marker::example(&url).await }) },
    Example { api: "client-server", operation: "reportEvent", run: |url| Box::pin(async move { client_server_report_event::example(&url).await }) },
    Example { api: "client-server", operation: "reportRoom", run: |url| Box::pin(async move { client_server_report_room::example(&url).await }) },
    Example { api: "client-server", operation: "reportUser", run: |url| Box::pin(async move { client_server_report_user::example(&url).await }) },
    Example { api: "client-server", operation: "createRoom", run: |url| Box::pin(async move { client_server_create_room::example(&url).await }) },
    Example { api: "client-server", operation: "deleteRoomAlias", run: |url| Box::pin(async move { client_server_delete_room_alias::example(&url).await }) },
    Example { api: "client-server", operation: "getLocalAliases", run: |url| Box::pin(async move { client_server_get_local_aliases::example(&url).await }) },
    Example { api: "client-server", operation: "getRoomIdByAlias", run: |url| Box::pin(async move { client_server_get_room_id_by_alias::example(&url).await }) },
    Example { api: "client-server", operation: "setRoomAlias", run: |url| Box::pin(async move { client_server_set_room_alias::example(&url).await }) },
    Example { api: "client-server", operation: "getPublicRooms", run: |url| Box::pin(async move { client_server_get_public_rooms::example(&url).await }) },
    Example { api: "client-server", operation: "getRoomVisibilityOnDirectory", run: |url| Box::pin(async move { client_server_get_room_visibility_on_directory::example(&url).await }) },
    Example { api: "client-server", operation: "queryPublicRooms", run: |url| Box::pin(async move { client_server_query_public_rooms::example(&url).await }) },
    Example { api: "client-server", operation: "setRoomVisibilityOnDirectory", run: |url| Box::pin(async move { client_server_set_room_visibility_on_directory::example(&url).await }) },
    Example { api: "client-server", operation: "ban", run: |url| Box::pin(async move { client_server_ban::example(&url).await }) },
    Example { api: "client-server", operation: "forgetRoom", run: |url| Box::pin(async move { client_server_forget_room::example(&url).await }) },
    Example { api: "client-server", operation: "getJoinedRooms", run: |url| Box::pin(async move { client_server_get_joined_rooms::example(&url).await }) },
    Example { api: "client-server", operation: "inviteBy3PID", run: |url| Box::pin(async move { client_server_invite_by_3pid::example(&url).await }) },
    Example { api: "client-server", operation: "inviteUser", run: |url| Box::pin(async move { client_server_invite_user::example(&url).await }) },
    Example { api: "client-server", operation: "joinRoom", run: |url| Box::pin(async move { client_server_join_room::example(&url).await }) },
    Example { api: "client-server", operation: "joinRoomById", run: |url| Box::pin(async move { client_server_join_room_by_id::example(&url).await }) },
    Example { api: "client-server", operation: "kick", run: |url| Box::pin(async move { client_server_kick::example(&url).await }) },
    Example { api: "client-server", operation: "knockRoom", run: |url| Box::pin(async move { client_server_knock_room::example(&url).await }) },
    Example { api: "client-server", operation: "leaveRoom", run: |url| Box::pin(async move { client_server_leave_room::example(&url).await }) },
    Example { api: "client-server", operation: "unban", run: |url| Box::pin(async move { client_server_unban::example(&url).await }) },
    Example { api: "client-server", operation: "defineFilter", run: |url| Box::pin(async move { client_server_define_filter::example(&url).await }) },
    Example { api: "client-server", operation: "getEventByTimestamp", run: |url| Box::pin(async move { client_server_get_event_by_timestamp::example(&url).await }) },
    Example { api: "client-server", operation: "getEventContext", run: |url| Box::pin(async move { client_server_get_event_context::example(&url).await }) },
    Example { api: "client-server", operation: "getEvents", run: |url| Box::pin(async move { client_server_get_events::example(&url).await }) },
    Example { api: "client-server", operation: "getFilter", run: |url| Box::pin(async move { client_server_get_filter::example(&url).await }) },
    Example { api: "client-server", operation: "getJoinedMembersByRoom", run: |url| Box::pin(async move { client_server_get_joined_members_by_room::example(&url).await }) },
    Example { api: "client-server", operation: "getMembersByRoom", run: |url| Box::pin(async move { client_server_get_members_by_room::example(&url).await }) },
    Example { api: "client-server", operation: "getOneEvent", run: |url| Box::pin(async move { client_server_get_one_event::example(&url).await }) },
    Example { api: "client-server", operation: "getOneRoomEvent", run: |url| Box::pin(async move { client_server_get_one_room_event::example(&url).await }) },
    Example { api: "client-server", operation: "getRoomEvents", run: |url| Box::pin(async move { client_server_get_room_events::example(&url).await }) },
    Example { api: "client-server", operation: "getRoomState", run: |url| Box::pin(async move { client_server_get_room_state::example(&url).await }) },
    Example { api: "client-server", operation: "getRoomStateWithKey", run: |url| Box::pin(async move { client_server_get_room_state_with_key::example(&url).await }) },
    Example { api: "client-server", operation: "initialSync", run: |url| Box::pin(async move { client_server_initial_sync::example(&url).await }) },
    Example { api: "client-server", operation: "peekEvents", run: |url| Box::pin(async move { client_server_peek_events::example(&url).await }) },
    Example { api: "client-server", operation: "postReceipt", run: |url| Box::pin(async move { client_server_post_receipt::example(&url).await }) },
    Example { api: "client-server", operation: "redactEvent", run: |url| Box::pin(async move { client_server_redact_event::example(&url).await }) },
    Example { api: "client-server", operation: "roomInitialSync", run: |url| Box::pin(async move { client_server_room_initial_sync::example(&url).await }) },
    Example { api: "client-server", operation: "sendMessage", run: |url| Box::pin(async move { client_server_send_message::example(&url).await }) },
    Example { api: "client-server", operation: "setRoomStateWithKey", run: |url| Box::pin(async move { client_server_set_room_state_with_key::example(&url).await }) },
    Example { api: "client-server", operation: "setTyping", run: |url| Box::pin(async move { client_server_set_typing::example(&url).await }) },
    Example { api: "client-server", operation: "sync", run: |url| Box::pin(async move { client_server_sync::example(&url).await }) },
    Example { api: "client-server", operation: "upgradeRoom", run: |url| Box::pin(async move { client_server_upgrade_room::example(&url).await }) },
    Example { api: "client-server", operation: "search", run: |url| Box::pin(async move { client_server_search::example(&url).await }) },
    Example { api: "client-server", operation: "sendToDevice", run: |url| Box::pin(async move { client_server_send_to_device::example(&url).await }) },
    Example { api: "client-server", operation: "getAdminLockUser", run: |url| Box::pin(async move { client_server_get_admin_lock_user::example(&url).await }) },
    Example { api: "client-server", operation: "getAdminSuspendUser", run: |url| Box::pin(async move { client_server_get_admin_suspend_user::example(&url).await }) },
    Example { api: "client-server", operation: "getVersions", run: |url| Box::pin(async move { client_server_get_versions::example(&url).await }) },
    Example { api: "client-server", operation: "getWellknown", run: |url| Box::pin(async move { client_server_get_wellknown::example(&url).await }) },
    Example { api: "client-server", operation: "getWellknownPolicy", run: |url| Box::pin(async move { client_server_get_wellknown_policy::example(&url).await }) },
    Example { api: "client-server", operation: "getWellknownSupport", run: |url| Box::pin(async move { client_server_get_wellknown_support::example(&url).await }) },
    Example { api: "client-server", operation: "getWhoIs", run: |url| Box::pin(async move { client_server_get_who_is::example(&url).await }) },
    Example { api: "client-server", operation: "setAdminLockUser", run: |url| Box::pin(async move { client_server_set_admin_lock_user::example(&url).await }) },
    Example { api: "client-server", operation: "setAdminSuspendUser", run: |url| Box::pin(async move { client_server_set_admin_suspend_user::example(&url).await }) },
    Example { api: "client-server", operation: "generateLoginToken", run: |url| Box::pin(async move { client_server_generate_login_token::example(&url).await }) },
    Example { api: "client-server", operation: "getAuthMetadata", run: |url| Box::pin(async move { client_server_get_auth_metadata::example(&url).await }) },
    Example { api: "client-server", operation: "getLoginFlows", run: |url| Box::pin(async move { client_server_get_login_flows::example(&url).await }) },
    Example { api: "client-server", operation: "login", run: |url| Box::pin(async move { client_server_login::example(&url).await }) },
    Example { api: "client-server", operation: "logout", run: |url| Box::pin(async move { client_server_logout::example(&url).await }) },
    Example { api: "client-server", operation: "logout_all", run: |url| Box::pin(async move { client_server_logout_all::example(&url).await }) },
    Example { api: "client-server", operation: "redirectToIdP", run: |url| Box::pin(async move { client_server_redirect_to_id_p::example(&url).await }) },
    Example { api: "client-server", operation: "redirectToSSO", run: |url| Box::pin(async move { client_server_redirect_to_sso::example(&url).await }) },
    Example { api: "client-server", operation: "getTokenOwner", run: |url| Box::pin(async move { client_server_whoami::example(&url).await }) },
    Example { api: "client-server", operation: "getSpaceHierarchy", run: |url| Box::pin(async move { client_server_get_space_hierarchy::example(&url).await }) },
    Example { api: "client-server", operation: "getProtocolMetadata", run: |url| Box::pin(async move { client_server_get_protocol_metadata::example(&url).await }) },
    Example { api: "client-server", operation: "getProtocols", run: |url| Box::pin(async move { client_server_get_protocols::example(&url).await }) },
    Example { api: "client-server", operation: "queryLocationByAlias", run: |url| Box::pin(async move { client_server_query_location_by_alias::example(&url).await }) },
    Example { api: "client-server", operation: "queryLocationByProtocol", run: |url| Box::pin(async move { client_server_query_location_by_protocol::example(&url).await }) },
    Example { api: "client-server", operation: "queryUserByID", run: |url| Box::pin(async move { client_server_query_user_by_id::example(&url).await }) },
    Example { api: "client-server", operation: "queryUserByProtocol", run: |url| Box::pin(async move { client_server_query_user_by_protocol::example(&url).await }) },
    Example { api: "client-server", operation: "getThreadRoots", run: |url| Box::pin(async move { client_server_get_thread_roots::example(&url).await }) },
    Example { api: "client-server", operation: "deleteProfileField", run: |url| Box::pin(async move { client_server_delete_profile_field::example(&url).await }) },
    Example { api: "client-server", operation: "deleteRoomTag", run: |url| Box::pin(async move { client_server_delete_room_tag::example(&url).await }) },
    Example { api: "client-server", operation: "getAccountData", run: |url| Box::pin(async move { client_server_get_account_data::example(&url).await }) },
    Example { api: "client-server", operation: "getAccountDataPerRoom", run: |url| Box::pin(async move { client_server_get_account_data_per_room::example(&url).await }) },
    Example { api: "client-server", operation: "getProfileField", run: |url| Box::pin(async move { client_server_get_profile_field::example(&url).await }) },
    Example { api: "client-server", operation: "getRoomTags", run: |url| Box::pin(async move { client_server_get_room_tags::example(&url).await }) },
    Example { api: "client-server", operation: "getUserProfile", run: |url| Box::pin(async move { client_server_get_user_profile::example(&url).await }) },
    Example { api: "client-server", operation: "setAccountData", run: |url| Box::pin(async move { client_server_set_account_data::example(&url).await }) },
    Example { api: "client-server", operation: "setAccountDataPerRoom", run: |url| Box::pin(async move { client_server_set_account_data_per_room::example(&url).await }) },
    Example { api: "client-server", operation: "setProfileField", run: |url| Box::pin(async move { client_server_set_profile_field::example(&url).await }) },
    Example { api: "client-server", operation: "setRoomTag", run: |url| Box::pin(async move { client_server_set_room_tag::example(&url).await }) },
    Example { api: "client-server", operation: "searchUserDirectory", run: |url| Box::pin(async move { client_server_search_user_directory::example(&url).await }) },
    Example { api: "client-server", operation: "getTurnServer", run: |url| Box::pin(async move { client_server_get_turn_server::example(&url).await }) },
    Example { api: "server-server", operation: "getContent", run: |url| Box::pin(async move { server_server_get_content::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "getContentThumbnail", run: |url| Box::pin(async move { server_server_get_content_thumbnail::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "askPolicyServerToSign", run: |url| Box::pin(async move { server_server_ask_policy_server_to_sign::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "backfillRoom", run: |url| Box::pin(async move { server_server_backfill_room::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "bulkPerspectivesKeyQuery", run: |url| Box::pin(async move { server_server_bulk_perspectives_key_query::example(&url).await }) },
    Example { api: "server-server", operation: "claimUserEncryptionKeys", run: |url| Box::pin(async move { server_server_claim_user_encryption_keys::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "exchangeOpenIdToken", run: |url| Box::pin(async move { server_server_exchange_open_id_token::example(&url).await }) },
    Example { api: "server-server", operation: "exchangeThirdPartyInvite", run: |url| Box::pin(async move { server_server_exchange_third_party_invite::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "getEvent", run: |url| Box::pin(async move { server_server_get_event::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "getEventAuth", run: |url| Box::pin(async move { server_server_get_event_auth::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "getEventByTimestamp", run: |url| Box::pin(async move { server_server_get_event_by_timestamp::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "getMissingPreviousEvents", run: |url| Box::pin(async move { server_server_get_missing_previous_events::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "getPublicRooms", run: |url| Box::pin(async move { server_server_get_public_rooms::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "getRoomState", run: |url| Box::pin(async move { server_server_get_room_state::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "getRoomStateIds", run: |url| Box::pin(async move { server_server_get_room_state_ids::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "getServerKey", run: |url| Box::pin(async move { server_server_get_server_key::example(&url).await }) },
    Example { api: "server-server", operation: "getUserDevices", run: |url| Box::pin(async move { server_server_get_user_devices::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "getVersion", run: |url| Box::pin(async move { server_server_get_version::example(&url).await }) },
    Example { api: "server-server", operation: "getWellKnown", run: |url| Box::pin(async move { server_server_get_well_known::example(&url).await }) },
    Example { api: "server-server", operation: "makeJoin", run: |url| Box::pin(async move { server_server_make_join::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "makeKnock", run: |url| Box::pin(async move { server_server_make_knock::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "makeLeave", run: |url| Box::pin(async move { server_server_make_leave::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "onBindThirdPartyIdentifier", run: |url| Box::pin(async move { server_server_on_bind_third_party_identifier::example(&url).await }) },
    Example { api: "server-server", operation: "perspectivesKeyQuery", run: |url| Box::pin(async move { server_server_perspectives_key_query::example(&url).await }) },
    Example { api: "server-server", operation: "queryInfo", run: |url| Box::pin(async move { server_server_query_info::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "queryProfile", run: |url| Box::pin(async move { server_server_query_profile::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "queryPublicRooms", run: |url| Box::pin(async move { server_server_query_public_rooms::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "queryRoomDirectory", run: |url| Box::pin(async move { server_server_query_room_directory::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "queryUserEncryptionKeys", run: |url| Box::pin(async move { server_server_query_user_encryption_keys::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "sendInviteV1", run: |url| Box::pin(async move { server_server_send_invite_v1::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "sendInviteV2", run: |url| Box::pin(async move { server_server_send_invite_v2::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "sendJoinV2", run: |url| Box::pin(async move { server_server_send_join_v2::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "sendKnock", run: |url| Box::pin(async move { server_server_send_knock::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "sendLeaveV2", run: |url| Box::pin(async move { server_server_send_leave_v2::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "sendTransaction", run: |url| Box::pin(async move { server_server_send_transaction::example(&url, super::key()).await }) },
    Example { api: "server-server", operation: "getSpaceHierarchy", run: |url| Box::pin(async move { server_server_get_space_hierarchy::example(&url, super::key()).await }) },
    Example { api: "application-service", operation: "getProtocolMetadata", run: |url| Box::pin(async move { application_service_get_protocol_metadata::example(&url).await }) },
    Example { api: "application-service", operation: "ping", run: |url| Box::pin(async move { application_service_ping::example(&url).await }) },
    Example { api: "application-service", operation: "queryLocationByAlias", run: |url| Box::pin(async move { application_service_query_location_by_alias::example(&url).await }) },
    Example { api: "application-service", operation: "queryLocationByProtocol", run: |url| Box::pin(async move { application_service_query_location_by_protocol::example(&url).await }) },
    Example { api: "application-service", operation: "queryRoomByAlias", run: |url| Box::pin(async move { application_service_query_room_by_alias::example(&url).await }) },
    Example { api: "application-service", operation: "queryUserByID", run: |url| Box::pin(async move { application_service_query_third_party_user_by_id::example(&url).await }) },
    Example { api: "application-service", operation: "queryUserById", run: |url| Box::pin(async move { application_service_query_user_by_id::example(&url).await }) },
    Example { api: "application-service", operation: "queryUserByProtocol", run: |url| Box::pin(async move { application_service_query_user_by_protocol::example(&url).await }) },
    Example { api: "application-service", operation: "sendTransaction", run: |url| Box::pin(async move { application_service_send_transaction::example(&url).await }) },
    Example { api: "identity", operation: "agreeToTerms", run: |url| Box::pin(async move { identity_agree_to_terms::example(&url).await }) },
    Example { api: "identity", operation: "bindV2", run: |url| Box::pin(async move { identity_bind_v2::example(&url).await }) },
    Example { api: "identity", operation: "blindlySignStuffV2", run: |url| Box::pin(async move { identity_blindly_sign_stuff_v2::example(&url).await }) },
    Example { api: "identity", operation: "emailRequestTokenV2", run: |url| Box::pin(async move { identity_email_request_token_v2::example(&url).await }) },
    Example { api: "identity", operation: "emailSubmitTokenGetV2", run: |url| Box::pin(async move { identity_email_submit_token_get_v2::example(&url).await }) },
    Example { api: "identity", operation: "emailSubmitTokenPostV2", run: |url| Box::pin(async move { identity_email_submit_token_post_v2::example(&url).await }) },
    Example { api: "identity", operation: "getAccount", run: |url| Box::pin(async move { identity_get_account::example(&url).await }) },
    Example { api: "identity", operation: "getHashDetails", run: |url| Box::pin(async move { identity_get_hash_details::example(&url).await }) },
    Example { api: "identity", operation: "getPubKeyV2", run: |url| Box::pin(async move { identity_get_pub_key_v2::example(&url).await }) },
    Example { api: "identity", operation: "getTerms", run: |url| Box::pin(async move { identity_get_terms::example(&url).await }) },
    Example { api: "identity", operation: "getValidated3pidV2", run: |url| Box::pin(async move { identity_get_validated_3pid_v2::example(&url).await }) },
    Example { api: "identity", operation: "getVersions", run: |url| Box::pin(async move { identity_get_versions::example(&url).await }) },
    Example { api: "identity", operation: "isEphemeralPubKeyValidV2", run: |url| Box::pin(async move { identity_is_ephemeral_pub_key_valid_v2::example(&url).await }) },
    Example { api: "identity", operation: "isPubKeyValidV2", run: |url| Box::pin(async move { identity_is_pub_key_valid_v2::example(&url).await }) },
    Example { api: "identity", operation: "logout", run: |url| Box::pin(async move { identity_logout::example(&url).await }) },
    Example { api: "identity", operation: "lookupUsersV2", run: |url| Box::pin(async move { identity_lookup_users_v2::example(&url).await }) },
    Example { api: "identity", operation: "msisdnRequestTokenV2", run: |url| Box::pin(async move { identity_msisdn_request_token_v2::example(&url).await }) },
    Example { api: "identity", operation: "msisdnSubmitTokenGetV2", run: |url| Box::pin(async move { identity_msisdn_submit_token_get_v2::example(&url).await }) },
    Example { api: "identity", operation: "msisdnSubmitTokenPostV2", run: |url| Box::pin(async move { identity_msisdn_submit_token_post_v2::example(&url).await }) },
    Example { api: "identity", operation: "pingV2", run: |url| Box::pin(async move { identity_ping_v2::example(&url).await }) },
    Example { api: "identity", operation: "registerAccount", run: |url| Box::pin(async move { identity_register_account::example(&url).await }) },
    Example { api: "identity", operation: "storeInviteV2", run: |url| Box::pin(async move { identity_store_invite_v2::example(&url).await }) },
    Example { api: "identity", operation: "unbindV2", run: |url| Box::pin(async move { identity_unbind_v2::example(&url).await }) },
    Example { api: "push-gateway", operation: "notify", run: |url| Box::pin(async move { push_gateway_notify::example(&url).await }) },
];

mod client_server_add_3pid {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.add_3pid("d0n-tT3ll", "sid-1234").await?;
        Ok(())
    }
}

mod client_server_bind_3pid {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.bind_3pid("d0n-tT3ll", "abc123_OpaqueString", "id.example.org", "sid-1234").await?;
        Ok(())
    }
}

mod client_server_change_password {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.change_password("new wonderland").logout_devices(true).await?;
        Ok(())
    }
}

mod client_server_check_username_availability {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.check_username_availability("alice").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_deactivate_account {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.deactivate_account().erase(true).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_delete_3pid_from_account {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.delete_3pid_from_account("alice@example.org", "email").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_account_3pids {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_account_3pids().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_post_3pids {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::{Client, types};
    use serde_json::json;

    #[allow(deprecated)]
    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let three_pid_creds: types::Post3pidsThreePidCredentials = serde_json::from_value(json!({
            "client_secret": "d0n-tT3ll",
            "id_access_token": "abc123_OpaqueString",
            "id_server": "id.example.org",
            "sid": "sid-1234"
        }))?;
        let response = client.post_3pids(three_pid_creds).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_register {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client
            .register()
            .initial_device_display_name("my bot")
            .password("wonderland")
            .username("alice")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_registration_token_validity {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.registration_token_validity("123456").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_request_token_to_3pid_email {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.request_token_to_3pid_email("d0n-tT3ll", "alice@example.org", 1).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_request_token_to_3pid_msisdn {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.request_token_to_3pid_msisdn("d0n-tT3ll", "GB", "07700900001", 1).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_request_token_to_register_email {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client
            .request_token_to_register_email("d0n-tT3ll", "alice@example.org", 1)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_request_token_to_register_msisdn {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client
            .request_token_to_register_msisdn("d0n-tT3ll", "GB", "07700900001", 1)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_request_token_to_reset_password_email {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client
            .request_token_to_reset_password_email("d0n-tT3ll", "alice@example.org", 1)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_request_token_to_reset_password_msisdn {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client
            .request_token_to_reset_password_msisdn("d0n-tT3ll", "GB", "07700900001", 1)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_unbind_3pid_from_account {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.unbind_3pid_from_account("alice@example.org", "email").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_update_appservice_room_directory_visibility {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::appservice("as_token"))
            .build()?;
        client.update_appservice_room_directory_visibility("irc", "!room:example.org", "public").await?;
        Ok(())
    }
}

mod client_server_get_capabilities {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_capabilities().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_delete_device {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.delete_device("JLAFKJWSCS").await?;
        Ok(())
    }
}

mod client_server_delete_devices {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.delete_devices(["JLAFKJWSCS"]).await?;
        Ok(())
    }
}

mod client_server_get_device {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_device("JLAFKJWSCS").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_devices {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_devices().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_update_device {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.update_device("JLAFKJWSCS").display_name("my phone").await?;
        Ok(())
    }
}

mod client_server_claim_keys {
    use std::collections::BTreeMap;

    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;
    use matrix_openapi::id::UserId;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let one_time_keys: BTreeMap<UserId, BTreeMap<String, String>> = serde_json::from_value(json!({
            "@alice:example.org": {
                "JLAFKJWSCS": "signed_curve25519"
            }
        }))?;
        let response = client.claim_keys(one_time_keys).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_delete_room_key_by_session_id {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .delete_room_key_by_session_id("!room:example.org", "Ee4NgbDh4S1m", "1")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_delete_room_keys {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.delete_room_keys("1").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_delete_room_keys_by_room_id {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.delete_room_keys_by_room_id("!room:example.org", "1").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_delete_room_keys_version {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.delete_room_keys_version("1").await?;
        Ok(())
    }
}

mod client_server_get_keys_changes {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_keys_changes("s72594_4483_1934", "s75689_5_4576").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_room_key_by_session_id {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .get_room_key_by_session_id("!room:example.org", "Ee4NgbDh4S1m", "1")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_room_keys {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_room_keys("1").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_room_keys_by_room_id {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_room_keys_by_room_id("!room:example.org", "1").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_room_keys_version {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_room_keys_version("1").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_room_keys_version_current {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_room_keys_version_current().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_post_room_keys_version {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let auth_data = json!({"public_key": "abcdefg"});
        let response = client
            .post_room_keys_version("m.megolm_backup.v1.curve25519-aes-sha2", &auth_data)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_put_room_key_by_session_id {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let session_data = json!({"ciphertext": "base64", "ephemeral": "base64", "mac": "base64"});
        let response = client
            .put_room_key_by_session_id("!room:example.org", "Ee4NgbDh4S1m", "1", 0, 0, true, &session_data)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_put_room_keys {
    use std::collections::BTreeMap;

    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::{Client, types};
    use matrix_openapi::id::RoomId;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let rooms: BTreeMap<RoomId, types::RoomKeyBackup> = serde_json::from_value(json!({
            "!room:example.org": {
                "sessions": {
                    "Ee4NgbDh4S1m": {
                        "first_message_index": 0,
                        "forwarded_count": 0,
                        "is_verified": true,
                        "session_data": {
                            "ciphertext": "base64",
                            "ephemeral": "base64",
                            "mac": "base64"
                        }
                    }
                }
            }
        }))?;
        let response = client.put_room_keys("1", rooms).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_put_room_keys_by_room_id {
    use std::collections::BTreeMap;

    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::{Client, types};
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let sessions: BTreeMap<String, types::KeyBackupData> = serde_json::from_value(json!({
            "Ee4NgbDh4S1m": {
                "first_message_index": 0,
                "forwarded_count": 0,
                "is_verified": true,
                "session_data": {
                    "ciphertext": "base64",
                    "ephemeral": "base64",
                    "mac": "base64"
                }
            }
        }))?;
        let response = client.put_room_keys_by_room_id("!room:example.org", "1", sessions).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_put_room_keys_version {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let auth_data = json!({"public_key": "abcdefg"});
        client.put_room_keys_version("1", "m.megolm_backup.v1.curve25519-aes-sha2", &auth_data).await?;
        Ok(())
    }
}

mod client_server_query_keys {
    use std::collections::BTreeMap;

    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;
    use matrix_openapi::id::UserId;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let device_keys: BTreeMap<UserId, Vec<String>> = serde_json::from_value(json!({
            "@alice:example.org": []
        }))?;
        let response = client.query_keys(device_keys).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_upload_cross_signing_keys {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::{Client, types};
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let master_key: types::CrossSigningKey = serde_json::from_value(json!({
            "keys": {
                "ed25519:base64+master+public+key": "base64+master+public+key"
            },
            "usage": [
                "master"
            ],
            "user_id": "@alice:example.org"
        }))?;
        client.upload_cross_signing_keys().master_key(master_key).await?;
        Ok(())
    }
}

mod client_server_upload_cross_signing_signatures {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let body = json!({
            "@alice:example.org": {
                "JLAFKJWSCS": {
                    "algorithms": [
                        "m.olm.v1.curve25519-aes-sha2",
                        "m.megolm.v1.aes-sha2"
                    ],
                    "device_id": "JLAFKJWSCS",
                    "keys": {
                        "ed25519:JLAFKJWSCS": "base64+device+public+key"
                    },
                    "signatures": {
                        "@alice:example.org": {
                            "ed25519:base64+self+signing+public+key": "base64+signature"
                        }
                    },
                    "user_id": "@alice:example.org"
                }
            }
        });
        let response = client.upload_cross_signing_signatures(&body).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_upload_keys {
    use std::collections::BTreeMap;

    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::{Client, types};
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let one_time_keys: BTreeMap<String, types::OneTimeKeysItem> = serde_json::from_value(json!({
            "signed_curve25519:AAAAHg": {
                "key": "zKbLg+NrIjpnagy+pIY6uPL4ZwEG2v+8F9lmgsnlZzs",
                "signatures": {
                    "@alice:example.org": {
                        "ed25519:JLAFKJWSCS": "base64+signature"
                    }
                }
            }
        }))?;
        let response = client.upload_keys().one_time_keys(one_time_keys).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_relating_events {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .get_relating_events("!room:example.org", "$event")
            .dir("f")
            .limit(50)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_relating_events_with_rel_type {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .get_relating_events_with_rel_type("!room:example.org", "$event", "m.thread")
            .dir("f")
            .limit(50)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_relating_events_with_rel_type_and_event_type {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .get_relating_events_with_rel_type_and_event_type("!room:example.org", "$event", "m.thread", "m.room.message")
            .limit(50)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_create_content {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.create_content().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_config {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    #[allow(deprecated)]
    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_config().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_config_authed {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_config_authed().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_content {
    use matrix_openapi::client_server::Client;

    #[allow(deprecated)]
    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let mut download = client
            .get_content("example.org", "ascERGshawAWawugaAcauga")
            .timeout_ms(20000)
            .await?;
        while let Some(chunk) = download.chunk().await? {
            println!("{} bytes", chunk.len());
        }
        Ok(())
    }
}

mod client_server_get_content_authed {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let mut download = client
            .get_content_authed("example.org", "ascERGshawAWawugaAcauga")
            .timeout_ms(20000)
            .await?;
        while let Some(chunk) = download.chunk().await? {
            println!("{} bytes", chunk.len());
        }
        Ok(())
    }
}

mod client_server_get_content_override_name {
    use matrix_openapi::client_server::Client;

    #[allow(deprecated)]
    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let mut download = client
            .get_content_override_name("example.org", "ascERGshawAWawugaAcauga", "notes.txt")
            .timeout_ms(20000)
            .await?;
        while let Some(chunk) = download.chunk().await? {
            println!("{} bytes", chunk.len());
        }
        Ok(())
    }
}

mod client_server_get_content_override_name_authed {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let mut download = client
            .get_content_override_name_authed("example.org", "ascERGshawAWawugaAcauga", "notes.txt")
            .timeout_ms(20000)
            .await?;
        while let Some(chunk) = download.chunk().await? {
            println!("{} bytes", chunk.len());
        }
        Ok(())
    }
}

mod client_server_get_content_thumbnail {
    use matrix_openapi::client_server::Client;

    #[allow(deprecated)]
    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let mut download = client
            .get_content_thumbnail("example.org", "ascERGshawAWawugaAcauga", 64, 64)
            .method("crop")
            .timeout_ms(20000)
            .await?;
        while let Some(chunk) = download.chunk().await? {
            println!("{} bytes", chunk.len());
        }
        Ok(())
    }
}

mod client_server_get_content_thumbnail_authed {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let mut download = client
            .get_content_thumbnail_authed("example.org", "ascERGshawAWawugaAcauga", 64, 64)
            .method("crop")
            .timeout_ms(20000)
            .await?;
        while let Some(chunk) = download.chunk().await? {
            println!("{} bytes", chunk.len());
        }
        Ok(())
    }
}

mod client_server_get_url_preview {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    #[allow(deprecated)]
    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_url_preview("https://example.org/").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_url_preview_authed {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_url_preview_authed("https://example.org/").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_upload_content {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .upload_content("text of a file")
            .filename("notes.txt")
            .content_type("text/plain")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_upload_content_to_mxc {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client
            .upload_content_to_mxc("example.org", "ascERGshawAWawugaAcauga", "text of a file")
            .filename("notes.txt")
            .content_type("text/plain")
            .await?;
        Ok(())
    }
}

mod client_server_get_mutual_rooms {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_mutual_rooms("@alice:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_request_open_id_token {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let body = json!({});
        let response = client.request_open_id_token("@alice:example.org", &body).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_room_summary {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_room_summary("#hall:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_ping_appservice {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::appservice("as_token"))
            .build()?;
        let response = client.ping_appservice("irc").transaction_id("ping-1").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_refresh {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.refresh("syr_abc123").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_presence {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_presence("@alice:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_set_presence {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.set_presence("@alice:example.org", "online").status_msg("at lunch").await?;
        Ok(())
    }
}

mod client_server_delete_push_rule {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.delete_push_rule("override", "org.example.nick").await?;
        Ok(())
    }
}

mod client_server_get_notifications {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_notifications().limit(50).only("highlight").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_push_rule {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_push_rule("override", "org.example.nick").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_push_rule_actions {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_push_rule_actions("override", "org.example.nick").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_push_rules {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_push_rules().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_push_rules_global {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_push_rules_global().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_pushers {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_pushers().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_is_push_rule_enabled {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.is_push_rule_enabled("override", "org.example.nick").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_post_pusher {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::{Client, types};
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let data: types::PostPusherPusherData = serde_json::from_value(json!({
            "format": "event_id_only",
            "url": "https://push.example.org/_matrix/push/v1/notify"
        }))?;
        let kind: Option<String> = serde_json::from_value(json!("http"))?;
        client
            .post_pusher("org.example.chat.ios", kind, "7b9f3a1c0e")
            .app_display_name("Example chat")
            .data(data)
            .device_display_name("Alice's phone")
            .lang("en")
            .await?;
        Ok(())
    }
}

mod client_server_set_push_rule {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::{Client, types};
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let actions: Vec<types::PushAction> = serde_json::from_value(json!([
            "notify",
            {
                "set_tweak": "sound",
                "value": "default"
            }
        ]))?;
        client.set_push_rule("content", "org.example.nick", actions).pattern("alice").await?;
        Ok(())
    }
}

mod client_server_set_push_rule_actions {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::{Client, types};
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let actions: Vec<types::PushAction> = serde_json::from_value(json!([
            "notify",
            {
                "set_tweak": "sound",
                "value": "default"
            }
        ]))?;
        client.set_push_rule_actions("override", "org.example.nick", actions).await?;
        Ok(())
    }
}

mod client_server_set_push_rule_enabled {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.set_push_rule_enabled("override", "org.example.nick", true).await?;
        Ok(())
    }
}

mod client_server_set_read_marker {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.set_read_marker("!room:example.org").m_fully_read("$event").m_read("$event").await?;
        Ok(())
    }
}

mod client_server_report_event {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.report_event("!room:example.org", "$event").reason("spam").await?;
        Ok(())
    }
}

mod client_server_report_room {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.report_room("!room:example.org", "spam").await?;
        Ok(())
    }
}

mod client_server_report_user {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.report_user("@alice:example.org", "spam").await?;
        Ok(())
    }
}

mod client_server_create_room {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .create_room()
            .invite(["@bob:example.org"])
            .name("Hall")
            .preset("private_chat")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_delete_room_alias {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.delete_room_alias("#hall:example.org").await?;
        Ok(())
    }
}

mod client_server_get_local_aliases {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_local_aliases("!room:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_room_id_by_alias {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_room_id_by_alias("#hall:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_set_room_alias {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.set_room_alias("#hall:example.org", "!room:example.org").await?;
        Ok(())
    }
}

mod client_server_get_public_rooms {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_public_rooms().limit(50).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_room_visibility_on_directory {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_room_visibility_on_directory("!room:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_query_public_rooms {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::{Client, types};
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let filter: types::QueryPublicRoomsFilter = serde_json::from_value(json!({
            "generic_search_term": "music"
        }))?;
        let response = client.query_public_rooms().filter(filter).limit(50).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_set_room_visibility_on_directory {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.set_room_visibility_on_directory("!room:example.org").visibility("public").await?;
        Ok(())
    }
}

mod client_server_ban {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.ban("!room:example.org", "@alice:example.org").reason("spam").await?;
        Ok(())
    }
}

mod client_server_forget_room {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.forget_room("!room:example.org").await?;
        Ok(())
    }
}

mod client_server_get_joined_rooms {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_joined_rooms().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_invite_by_3pid {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client
            .invite_by_3pid("!room:example.org", "alice@example.org", "abc123_OpaqueString", "id.example.org", "email")
            .await?;
        Ok(())
    }
}

mod client_server_invite_user {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.invite_user("!room:example.org", "@alice:example.org").await?;
        Ok(())
    }
}

mod client_server_join_room {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.join_room("#hall:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_join_room_by_id {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.join_room_by_id("!room:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_kick {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.kick("!room:example.org", "@alice:example.org").reason("spam").await?;
        Ok(())
    }
}

mod client_server_knock_room {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.knock_room("#hall:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_leave_room {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.leave_room("!room:example.org").await?;
        Ok(())
    }
}

mod client_server_unban {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.unban("!room:example.org", "@alice:example.org").await?;
        Ok(())
    }
}

mod client_server_define_filter {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::{Client, types};
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let room: types::SyncFilterRoomFilter = serde_json::from_value(json!({
            "timeline": {
                "limit": 10
            }
        }))?;
        let response = client.define_filter("@alice:example.org").room(room).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_event_by_timestamp {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_event_by_timestamp("!room:example.org", "f", 1735689600000).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_event_context {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_event_context("!room:example.org", "$event").limit(50).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_events {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    #[allow(deprecated)]
    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_events().from("s72594_4483_1934").timeout(30000).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_filter {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_filter("@alice:example.org", "66696").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_joined_members_by_room {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_joined_members_by_room("!room:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_members_by_room {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_members_by_room("!room:example.org").membership("join").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_one_event {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    #[allow(deprecated)]
    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_one_event("$event").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_one_room_event {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_one_room_event("!room:example.org", "$event").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_room_events {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .get_room_events("!room:example.org", "b")
            .filter("{\"types\":[\"m.room.message\"]}")
            .limit(100)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_room_state {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_room_state("!room:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_room_state_with_key {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_room_state_with_key("!room:example.org", "m.room.topic", "").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_initial_sync {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    #[allow(deprecated)]
    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.initial_sync().archived(true).limit(50).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_peek_events {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .peek_events("!room:example.org")
            .from("s72594_4483_1934")
            .timeout(30000)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_post_receipt {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.post_receipt("!room:example.org", "m.read", "$event").thread_id("main").await?;
        Ok(())
    }
}

mod client_server_redact_event {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        // Unique for each request, but the same for a retry of this one.
        let txn_id = std::time::UNIX_EPOCH.elapsed()?.as_nanos().to_string();
        let response = client
            .redact_event("!room:example.org", "$event", &txn_id)
            .reason("spam")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_room_initial_sync {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.room_initial_sync("!room:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_send_message {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        // Unique for each request, but the same for a retry of this one.
        let txn_id = std::time::UNIX_EPOCH.elapsed()?.as_nanos().to_string();
        let body = json!({"body": "hello", "msgtype": "m.text"});
        let response = client
            .send_message("!room:example.org", "m.room.message", &txn_id, &body)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_set_room_state_with_key {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let body = json!({"topic": "All about breakfast"});
        let response = client
            .set_room_state_with_key("!room:example.org", "m.room.topic", "", &body)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_set_typing {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.set_typing("!room:example.org", "@alice:example.org", true).timeout(30000).await?;
        Ok(())
    }
}

mod client_server_sync {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .sync()
            .filter("{\"room\":{\"timeline\":{\"limit\":10}}}")
            .timeout(30000)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_upgrade_room {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.upgrade_room("!room:example.org", "12").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_search {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::{Client, types};
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let search_categories: types::SearchCategories = serde_json::from_value(json!({
            "room_events": {
                "order_by": "recent",
                "search_term": "breakfast"
            }
        }))?;
        let response = client.search(search_categories).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_send_to_device {
    use std::collections::BTreeMap;

    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;
    use matrix_openapi::id::UserId;
    use matrix_openapi::json::RawObject;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        // Unique for each request, but the same for a retry of this one.
        let txn_id = std::time::UNIX_EPOCH.elapsed()?.as_nanos().to_string();
        let messages: BTreeMap<UserId, BTreeMap<String, RawObject>> = serde_json::from_value(json!({
            "@alice:example.org": {
                "JLAFKJWSCS": {
                    "key": "value"
                }
            }
        }))?;
        client.send_to_device("org.example.thing", &txn_id, messages).await?;
        Ok(())
    }
}

mod client_server_get_admin_lock_user {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_admin_lock_user("@alice:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_admin_suspend_user {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_admin_suspend_user("@alice:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_versions {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_versions().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_wellknown {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_wellknown().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_wellknown_policy {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_wellknown_policy().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_wellknown_support {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_wellknown_support().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_who_is {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_who_is("@alice:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_set_admin_lock_user {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.set_admin_lock_user("@alice:example.org", true).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_set_admin_suspend_user {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.set_admin_suspend_user("@alice:example.org", true).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_generate_login_token {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.generate_login_token().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_auth_metadata {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_auth_metadata().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_login_flows {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_login_flows().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_login {
    use matrix_openapi::client_server::{Client, types};
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let identifier: types::UserIdentifier = serde_json::from_value(json!({
            "type": "m.id.user",
            "user": "alice"
        }))?;
        let response = client
            .login("m.login.password")
            .identifier(identifier)
            .initial_device_display_name("my bot")
            .password("wonderland")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_logout {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.logout().await?;
        Ok(())
    }
}

mod client_server_logout_all {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.logout_all().await?;
        Ok(())
    }
}

mod client_server_redirect_to_id_p {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let redirect = client.redirect_to_id_p("com.example.idp", "https://example.org/back").await?;
        println!("{}", redirect.location());
        Ok(())
    }
}

mod client_server_redirect_to_sso {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let redirect = client.redirect_to_sso("https://example.org/back").await?;
        println!("{}", redirect.location());
        Ok(())
    }
}

mod client_server_whoami {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.whoami().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_space_hierarchy {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .get_space_hierarchy("!room:example.org")
            .limit(50)
            .suggested_only(true)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_protocol_metadata {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_protocol_metadata("irc").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_protocols {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_protocols().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_query_location_by_alias {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.query_location_by_alias("#hall:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_query_location_by_protocol {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .query_location_by_protocol("irc")
            .fields([("channel", "#hall"), ("network", "example")])
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_query_user_by_id {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.query_user_by_id("@alice:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_query_user_by_protocol {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .query_user_by_protocol("irc")
            .fields([("network", "example"), ("nick", "alice")])
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_thread_roots {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .get_thread_roots("!room:example.org")
            .include("participated")
            .limit(50)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_delete_profile_field {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.delete_profile_field("@alice:example.org", "displayname").await?;
        Ok(())
    }
}

mod client_server_delete_room_tag {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client.delete_room_tag("@alice:example.org", "!room:example.org", "m.favourite").await?;
        Ok(())
    }
}

mod client_server_get_account_data {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_account_data("@alice:example.org", "m.direct").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_account_data_per_room {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client
            .get_account_data_per_room("@alice:example.org", "!room:example.org", "m.fully_read")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_profile_field {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_profile_field("@alice:example.org", "displayname").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_room_tags {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_room_tags("@alice:example.org", "!room:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_user_profile {
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_user_profile("@alice:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_set_account_data {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let body = json!({"@bob:example.org": ["!room:example.org"]});
        client.set_account_data("@alice:example.org", "m.direct", &body).await?;
        Ok(())
    }
}

mod client_server_set_account_data_per_room {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let body = json!({"key": "value"});
        client
            .set_account_data_per_room("@alice:example.org", "!room:example.org", "org.example.thing", &body)
            .await?;
        Ok(())
    }
}

mod client_server_set_profile_field {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let body = json!({"displayname": "Alice"});
        client.set_profile_field("@alice:example.org", "displayname", &body).await?;
        Ok(())
    }
}

mod client_server_set_room_tag {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        client
            .set_room_tag("@alice:example.org", "!room:example.org", "m.favourite")
            .order(0.25)
            .await?;
        Ok(())
    }
}

mod client_server_search_user_directory {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.search_user_directory("alice").limit(50).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod client_server_get_turn_server {
    use matrix_openapi::Credentials;
    use matrix_openapi::client_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::access_token("syt_…"))
            .build()?;
        let response = client.get_turn_server().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_get_content {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let media = client.get_content("ascERGshawAWawugaAcauga").timeout_ms(20000).await?;
        println!("{media:?}");
        Ok(())
    }
}

mod server_server_get_content_thumbnail {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let media = client
            .get_content_thumbnail("ascERGshawAWawugaAcauga", 64, 64)
            .method("crop")
            .timeout_ms(20000)
            .await?;
        println!("{media:?}");
        Ok(())
    }
}

mod server_server_ask_policy_server_to_sign {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;
    use serde_json::json;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let body = json!({
            "auth_events": [
                "$auth"
            ],
            "content": {
                "body": "hello",
                "msgtype": "m.text"
            },
            "depth": 12,
            "hashes": {
                "sha256": "base64+hash"
            },
            "origin_server_ts": 1735689600000_i64,
            "prev_events": [
                "$previous"
            ],
            "room_id": "!room:example.org",
            "sender": "@alice:example.org",
            "signatures": {
                "example.org": {
                    "ed25519:1": "base64+signature"
                }
            },
            "type": "m.room.message"
        });
        let response = client.ask_policy_server_to_sign(&body).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_backfill_room {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client.backfill_room("!room:example.org", 50, ["$event"]).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_bulk_perspectives_key_query {
    use std::collections::BTreeMap;

    use matrix_openapi::id::ServerName;
    use matrix_openapi::server_server::{Client, types};
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let server_keys: BTreeMap<ServerName, BTreeMap<String, types::BulkPerspectivesKeyQueryQueryCriteria>> = serde_json::from_value(json!({
            "example.org": {
                "ed25519:1": {
                    "minimum_valid_until_ts": 1735689600000_i64
                }
            }
        }))?;
        let response = client.bulk_perspectives_key_query(server_keys).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_claim_user_encryption_keys {
    use std::collections::BTreeMap;

    use matrix_openapi::Credentials;
    use matrix_openapi::id::UserId;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;
    use serde_json::json;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let one_time_keys: BTreeMap<UserId, BTreeMap<String, String>> = serde_json::from_value(json!({
            "@alice:example.org": {
                "JLAFKJWSCS": "signed_curve25519"
            }
        }))?;
        let response = client.claim_user_encryption_keys(one_time_keys).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_exchange_open_id_token {
    use matrix_openapi::server_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.exchange_open_id_token("abc123_OpaqueString").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_exchange_third_party_invite {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::{Client, types};
    use matrix_openapi::signing::SigningKey;
    use serde_json::json;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let content: types::ExchangeThirdPartyInviteEventContent = serde_json::from_value(json!({
            "membership": "join",
            "third_party_invite": {
                "display_name": "Alice",
                "signed": {
                    "mxid": "@alice:example.org",
                    "signatures": {
                        "example.org": {
                            "ed25519:JLAFKJWSCS": "JLAFKJWSCS"
                        }
                    },
                    "token": "123456"
                }
            }
        }))?;
        client
            .exchange_third_party_invite("!room:example.org", content, "!room:example.org", "@alice:example.org", "@alice:example.org", "org.example.thing")
            .await?;
        Ok(())
    }
}

mod server_server_get_event {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client.get_event("$event").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_get_event_auth {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client.get_event_auth("!room:example.org", "$event").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_get_event_by_timestamp {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client.get_event_by_timestamp("!room:example.org", "f", 1735689600000).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_get_missing_previous_events {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client
            .get_missing_previous_events("!room:example.org", ["$event"], ["$event"])
            .limit(50)
            .min_depth(1)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_get_public_rooms {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client.get_public_rooms().limit(50).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_get_room_state {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client.get_room_state("!room:example.org", "$event").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_get_room_state_ids {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client.get_room_state_ids("!room:example.org", "$event").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_get_server_key {
    use matrix_openapi::server_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_server_key().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_get_user_devices {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client.get_user_devices("@alice:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_get_version {
    use matrix_openapi::server_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_version().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_get_well_known {
    use matrix_openapi::server_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_well_known().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_make_join {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client
            .make_join("!room:example.org", "@alice:example.org")
            .ver(["11", "12"])
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_make_knock {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client
            .make_knock("!room:example.org", "@alice:example.org", ["11", "12"])
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_make_leave {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client.make_leave("!room:example.org", "@alice:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_on_bind_third_party_identifier {
    use matrix_openapi::server_server::{Client, types};
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let invites: Vec<types::OnBindThirdPartyIdentifierThirdPartyInvite> = serde_json::from_value(json!([
            {
                "address": "alice@example.org",
                "medium": "email",
                "mxid": "@alice:example.org",
                "room_id": "!room:example.org",
                "sender": "@alice:example.org",
                "signed": {
                    "mxid": "@alice:example.org",
                    "signatures": {
                        "example.org": {
                            "ed25519:JLAFKJWSCS": "JLAFKJWSCS"
                        }
                    },
                    "token": "123456"
                }
            }
        ]))?;
        client
            .on_bind_third_party_identifier("alice@example.org", invites, "email", "@alice:example.org")
            .await?;
        Ok(())
    }
}

mod server_server_perspectives_key_query {
    use matrix_openapi::server_server::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client
            .perspectives_key_query("example.org")
            .minimum_valid_until_ts(1735689600000)
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_query_info {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        client.query_info("org.example.status").await?;
        Ok(())
    }
}

mod server_server_query_profile {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client.query_profile("@alice:example.org").field("displayname").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_query_public_rooms {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client.query_public_rooms().limit(50).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_query_room_directory {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client.query_room_directory("#hall:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_query_user_encryption_keys {
    use std::collections::BTreeMap;

    use matrix_openapi::Credentials;
    use matrix_openapi::id::UserId;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;
    use serde_json::json;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let device_keys: BTreeMap<UserId, Vec<String>> = serde_json::from_value(json!({
            "@alice:example.org": []
        }))?;
        let response = client.query_user_encryption_keys(device_keys).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_send_invite_v1 {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::{Client, types};
    use matrix_openapi::signing::SigningKey;
    use serde_json::json;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let content: types::SendInviteV1MembershipEventContent = serde_json::from_value(json!({
            "membership": "invite"
        }))?;
        let response = client
            .send_invite_v1("!room:example.org", "$event", content, "example.org", 1735689600000, "@alice:example.org", "@alice:example.org", "m.room.member")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_send_invite_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;
    use serde_json::json;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let event = json!({
            "content": {
                "membership": "invite"
            },
            "origin": "example.org",
            "origin_server_ts": 1735689600000_i64,
            "sender": "@alice:example.org",
            "state_key": "@bob:example.org",
            "type": "m.room.member"
        });
        let response = client.send_invite_v2("!room:example.org", "$event", &event, "12").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_send_join_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::{Client, types};
    use matrix_openapi::signing::SigningKey;
    use serde_json::json;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let content: types::SendJoinV2MembershipEventContent = serde_json::from_value(json!({
            "membership": "join"
        }))?;
        let response = client
            .send_join_v2("!room:example.org", "$event", content, "example.org", 1735689600000, "@alice:example.org", "@alice:example.org", "m.room.member")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_send_knock {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::{Client, types};
    use matrix_openapi::signing::SigningKey;
    use serde_json::json;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let content: types::SendKnockMembershipEventContent = serde_json::from_value(json!({
            "membership": "knock"
        }))?;
        let response = client
            .send_knock("!room:example.org", "$event", content, "example.org", 1735689600000, "@alice:example.org", "@alice:example.org", "m.room.member")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_send_leave_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::{Client, types};
    use matrix_openapi::signing::SigningKey;
    use serde_json::json;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let content: types::SendLeaveV2MembershipEventContent = serde_json::from_value(json!({
            "membership": "leave"
        }))?;
        client
            .send_leave_v2("!room:example.org", "$event", content, 12, "example.org", 1735689600000, "@alice:example.org", "@alice:example.org", "m.room.member")
            .await?;
        Ok(())
    }
}

mod server_server_send_transaction {
    use matrix_openapi::Credentials;
    use matrix_openapi::json::RawObject;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;
    use serde_json::json;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        // Unique for each request, but the same for a retry of this one.
        let txn_id = std::time::UNIX_EPOCH.elapsed()?.as_nanos().to_string();
        let pdus: Vec<RawObject> = serde_json::from_value(json!([
            {
                "auth_events": [
                    "$auth"
                ],
                "content": {
                    "body": "hello",
                    "msgtype": "m.text"
                },
                "depth": 12,
                "hashes": {
                    "sha256": "base64+hash"
                },
                "origin_server_ts": 1735689600000_i64,
                "prev_events": [
                    "$previous"
                ],
                "room_id": "!room:example.org",
                "sender": "@alice:example.org",
                "signatures": {
                    "example.org": {
                        "ed25519:1": "base64+signature"
                    }
                },
                "type": "m.room.message"
            }
        ]))?;
        let response = client.send_transaction(&txn_id, "example.org", 1735689600000, pdus).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod server_server_get_space_hierarchy {
    use matrix_openapi::Credentials;
    use matrix_openapi::server_server::Client;
    use matrix_openapi::signing::SigningKey;

    pub async fn example(url: &str, key: SigningKey) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::federation("here.example.org", "there.example.org", key))
            .build()?;
        let response = client.get_space_hierarchy("!room:example.org").suggested_only(true).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod application_service_get_protocol_metadata {
    use matrix_openapi::Credentials;
    use matrix_openapi::application_service::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::homeserver("hs_token"))
            .build()?;
        let response = client.get_protocol_metadata("irc").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod application_service_ping {
    use matrix_openapi::Credentials;
    use matrix_openapi::application_service::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::homeserver("hs_token"))
            .build()?;
        client.ping().await?;
        Ok(())
    }
}

mod application_service_query_location_by_alias {
    use matrix_openapi::Credentials;
    use matrix_openapi::application_service::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::homeserver("hs_token"))
            .build()?;
        let response = client.query_location_by_alias().alias("#hall:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod application_service_query_location_by_protocol {
    use matrix_openapi::Credentials;
    use matrix_openapi::application_service::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::homeserver("hs_token"))
            .build()?;
        let response = client
            .query_location_by_protocol("irc")
            .fields([("channel", "#hall"), ("network", "example")])
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod application_service_query_room_by_alias {
    use matrix_openapi::Credentials;
    use matrix_openapi::application_service::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::homeserver("hs_token"))
            .build()?;
        let response = client.query_room_by_alias("#hall:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod application_service_query_third_party_user_by_id {
    use matrix_openapi::Credentials;
    use matrix_openapi::application_service::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::homeserver("hs_token"))
            .build()?;
        let response = client.query_third_party_user_by_id().userid("@alice:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod application_service_query_user_by_id {
    use matrix_openapi::Credentials;
    use matrix_openapi::application_service::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::homeserver("hs_token"))
            .build()?;
        let response = client.query_user_by_id("@alice:example.org").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod application_service_query_user_by_protocol {
    use matrix_openapi::Credentials;
    use matrix_openapi::application_service::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::homeserver("hs_token"))
            .build()?;
        let response = client
            .query_user_by_protocol("irc")
            .fields([("network", "example"), ("nick", "alice")])
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod application_service_send_transaction {
    use matrix_openapi::Credentials;
    use matrix_openapi::application_service::{Client, types};
    use matrix_openapi::json::Raw;
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::homeserver("hs_token"))
            .build()?;
        // Unique for each request, but the same for a retry of this one.
        let txn_id = std::time::UNIX_EPOCH.elapsed()?.as_nanos().to_string();
        let events: Vec<Raw<types::ClientEvent>> = serde_json::from_value(json!([
            {
                "content": {
                    "body": "hello",
                    "msgtype": "m.text"
                },
                "event_id": "$event",
                "origin_server_ts": 1735689600000_i64,
                "room_id": "!room:example.org",
                "sender": "@alice:example.org",
                "type": "m.room.message"
            }
        ]))?;
        client.send_transaction(&txn_id, events).await?;
        Ok(())
    }
}

mod identity_agree_to_terms {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        client.agree_to_terms(["https://example.org/terms-2.0-en"]).await?;
        Ok(())
    }
}

mod identity_bind_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        let response = client.bind_v2("d0n-tT3ll", "@alice:example.org", "sid-1234").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_blindly_sign_stuff_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        let response = client
            .blindly_sign_stuff_v2("@alice:example.org", "base64_private_key", "123456")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_email_request_token_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        let response = client.email_request_token_v2("d0n-tT3ll", "alice@example.org", 1).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_email_submit_token_get_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        client.email_submit_token_get_v2("d0n-tT3ll", "sid-1234", "123456").await?;
        Ok(())
    }
}

mod identity_email_submit_token_post_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        let response = client.email_submit_token_post_v2("d0n-tT3ll", "sid-1234", "123456").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_get_account {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        let response = client.get_account().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_get_hash_details {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        let response = client.get_hash_details().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_get_pub_key_v2 {
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_pub_key_v2("ed25519:0").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_get_terms {
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_terms().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_get_validated_3pid_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        let response = client.get_validated_3pid_v2("d0n-tT3ll", "sid-1234").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_get_versions {
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.get_versions().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_is_ephemeral_pub_key_valid_v2 {
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client
            .is_ephemeral_pub_key_valid_v2("VXuGitF39UH5iRfvbIknlvlAVKgD1BsLDMvBf0pmp7c")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_is_pub_key_valid_v2 {
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.is_pub_key_valid_v2("VXuGitF39UH5iRfvbIknlvlAVKgD1BsLDMvBf0pmp7c").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_logout {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        client.logout().await?;
        Ok(())
    }
}

mod identity_lookup_users_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        let response = client
            .lookup_users_v2(["4kenr7N9drpCJ4AfalmlGQVsOn3o2RHjkADUpXJWZUc"], "sha256", "matrixrocks")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_msisdn_request_token_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        let response = client.msisdn_request_token_v2("d0n-tT3ll", "GB", "07700900001", 1).await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_msisdn_submit_token_get_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        client.msisdn_submit_token_get_v2("d0n-tT3ll", "sid-1234", "123456").await?;
        Ok(())
    }
}

mod identity_msisdn_submit_token_post_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        let response = client.msisdn_submit_token_post_v2("d0n-tT3ll", "sid-1234", "123456").await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_ping_v2 {
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client.ping_v2().await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_register_account {
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let response = client
            .register_account("abc123_OpaqueString", 3600, "example.org", "Bearer")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_store_invite_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::Client;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        let response = client
            .store_invite_v2("alice@example.org", "email", "!room:example.org", "@bob:example.org")
            .room_name("Hall")
            .await?;
        println!("{response:?}");
        Ok(())
    }
}

mod identity_unbind_v2 {
    use matrix_openapi::Credentials;
    use matrix_openapi::identity::{Client, types};
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url)
            .credentials(Credentials::identity("token"))
            .build()?;
        let threepid: types::UnbindV23pid = serde_json::from_value(json!({
            "address": "alice@example.org",
            "medium": "email"
        }))?;
        client
            .unbind_v2("@alice:example.org", threepid)
            .client_secret("d0n-tT3ll")
            .sid("sid-1234")
            .await?;
        Ok(())
    }
}

mod push_gateway_notify {
    use matrix_openapi::push_gateway::{Client, types};
    use serde_json::json;

    pub async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder(url).build()?;
        let notification: types::NotifyNotification = serde_json::from_value(json!({
            "counts": {
                "unread": 2
            },
            "devices": [
                {
                    "app_id": "org.example.chat.ios",
                    "pushkey": "7b9f3a1c0e"
                }
            ],
            "event_id": "$event",
            "room_id": "!room:example.org",
            "sender": "@bob:example.org",
            "type": "m.room.message"
        }))?;
        let response = client.notify(notification).await?;
        println!("{response:?}");
        Ok(())
    }
}
