//! Generates the modules of the enabled APIs from the vendored description, or from `MATRIX_OPENAPI_SPEC`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use matrix_openapi_codegen::{Built, Module, Project};

/// The values of `cfg(helper)` that enable handwritten methods, each with the operations of the client-server API that they call. A
/// description without these operations builds without the methods.
const HELPERS: [(&str, &[&str]); 15] = [
    ("deactivate", &["deactivateAccount"]),
    ("download", &["getContentAuthed", "getContentThumbnailAuthed"]),
    ("download_without_credentials", &["getContent", "getContentThumbnail"]),
    ("discover", &["getVersions", "getWellknown"]),
    (
        "events",
        &[
            "getAccountData",
            "getAccountDataPerRoom",
            "getRoomStateWithKey",
            "redactEvent",
            "sendMessage",
            "sendToDevice",
            "setAccountData",
            "setAccountDataPerRoom",
            "setRoomStateWithKey",
        ],
    ),
    ("login", &["login"]),
    ("login_methods", &["getLoginFlows"]),
    ("logout", &["logout"]),
    ("oauth", &["getAuthMetadata", "getTokenOwner", "logout"]),
    ("ping", &["pingAppservice"]),
    ("refresh", &["refresh"]),
    ("register", &["getTokenOwner", "register"]),
    ("restore", &["getTokenOwner"]),
    ("supports", &["getVersions"]),
    ("upload", &["uploadContent"]),
];

/// The values of `cfg(helper)` that enable handwritten methods of generated types, each with the fields and functions that they use,
/// in the form of `Built::fields`. A field is listed without its type if the type may differ.
const FIELD_HELPERS: [(&str, &[&str]); 7] = [
    (
        "event_push_actions",
        &[
            "events::PushRule.actions: Vec<PushAction>",
            "events::PushTweak.set_tweak: Option<PushTweakName>",
            "events::PushTweak.value: Option<PushTweakValue>",
            "events::PushTweak::new(set_tweak)",
        ],
    ),
    (
        "messages",
        &[
            "events::AudioMessage.body: String",
            "events::AudioMessage.formatted_body: Option<String>",
            "events::AudioMessage.url: Option<MxcUri>",
            "events::AudioMessage::new(body)",
            "events::EmoteMessage.body: String",
            "events::EmoteMessage.format: Option<String>",
            "events::EmoteMessage.formatted_body: Option<String>",
            "events::EmoteMessage::new(body)",
            "events::FileMessage.body: String",
            "events::FileMessage.formatted_body: Option<String>",
            "events::FileMessage.url: Option<MxcUri>",
            "events::FileMessage::new(body)",
            "events::ImageMessage.body: String",
            "events::ImageMessage.formatted_body: Option<String>",
            "events::ImageMessage.url: Option<MxcUri>",
            "events::ImageMessage::new(body)",
            "events::KeyVerificationRequestMessage.body: Option<String>",
            "events::LocationMessage.body: String",
            "events::LocationMessage.geo_uri: String",
            "events::LocationMessage::new(body, geo_uri)",
            "events::Mentions.room: Option<bool>",
            "events::Mentions.user_ids: Option<Vec<UserId>>",
            "events::Mentions::default()",
            "events::NoticeMessage.body: String",
            "events::NoticeMessage.format: Option<String>",
            "events::NoticeMessage.formatted_body: Option<String>",
            "events::NoticeMessage::new(body)",
            "events::OtherMessage.body: Option<String>",
            "events::RoomMessage.mentions_mut()",
            "events::RoomMessage.new_content_mut()",
            "events::RoomMessage.relates_to_mut()",
            "events::RoomMessage::Audio(AudioMessage)",
            "events::RoomMessage::Emote(EmoteMessage)",
            "events::RoomMessage::File(FileMessage)",
            "events::RoomMessage::Image(ImageMessage)",
            "events::RoomMessage::KeyVerificationRequest(KeyVerificationRequestMessage)",
            "events::RoomMessage::Location(LocationMessage)",
            "events::RoomMessage::Notice(NoticeMessage)",
            "events::RoomMessage::ServerNotice(ServerNoticeMessage)",
            "events::RoomMessage::Text(TextMessage)",
            "events::RoomMessage::Video(VideoMessage)",
            "events::ServerNoticeMessage.body: String",
            "events::TextMessage.body: String",
            "events::TextMessage.format: Option<String>",
            "events::TextMessage.formatted_body: Option<String>",
            "events::TextMessage.mentions: Option<Mentions>",
            "events::TextMessage.new_content: Option<Box<RoomMessage>>",
            "events::TextMessage.relates_to: Option<RelatesTo>",
            "events::TextMessage::new(body)",
            "events::VideoMessage.body: String",
            "events::VideoMessage.formatted_body: Option<String>",
            "events::VideoMessage.url: Option<MxcUri>",
            "events::VideoMessage::new(body)",
        ],
    ),
    (
        "push_actions",
        &[
            "PushRule.actions: Vec<PushAction>",
            "PushTweak.set_tweak: Option<PushTweakName>",
            "PushTweak.value: Option<PushTweakValue>",
            "PushTweak::new(set_tweak)",
        ],
    ),
    (
        "registration",
        &[
            "application_service::Namespace::new(exclusive, regex)",
            "application_service::Registration.as_token: Secret",
            "application_service::Registration.hs_token: Secret",
            "application_service::Registration.id: String",
            "application_service::Registration.namespaces: RegistrationNamespaces",
            "application_service::Registration.sender_localpart: String",
            "application_service::Registration.url: Option<String>",
            "application_service::Registration::new(as_token, hs_token, id, namespaces, sender_localpart, url)",
            "application_service::RegistrationNamespaces.aliases: Option<Vec<Namespace>>",
            "application_service::RegistrationNamespaces.users: Option<Vec<Namespace>>",
            "application_service::RegistrationNamespaces::default()",
        ],
    ),
    (
        "state_after",
        &[
            "SyncJoinedRoom.state_after: Option<StateEventBatch>",
            "SyncLeftRoom.state_after: Option<StateEventBatch>",
        ],
    ),
    (
        "sync",
        &[
            "EventBatch.events: Option<Vec<Raw<Event>>>",
            "StateEventBatch.events: Option<Vec<Raw<ClientEventWithoutRoomId>>>",
            "SyncInviteState.events: Option<Vec<Raw<StrippedState>>>",
            "SyncInvitedRoom.invite_state: Option<SyncInviteState>",
            "SyncJoinedRoom.account_data: Option<EventBatch>",
            "SyncJoinedRoom.ephemeral: Option<EventBatch>",
            "SyncJoinedRoom.state: Option<StateEventBatch>",
            "SyncJoinedRoom.timeline: Option<TimelineBatch>",
            "SyncKnockState.events: Option<Vec<Raw<StrippedState>>>",
            "SyncKnockedRoom.knock_state: Option<SyncKnockState>",
            "SyncLeftRoom.account_data: Option<EventBatch>",
            "SyncLeftRoom.state: Option<StateEventBatch>",
            "SyncLeftRoom.timeline: Option<TimelineBatch>",
            "SyncResponse.account_data: Option<EventBatch>",
            "SyncResponse.presence: Option<EventBatch>",
            "SyncResponse.rooms: Option<SyncRooms>",
            "SyncResponse.to_device: Option<SyncToDevice>",
            "SyncRooms.invite: Option<BTreeMap<RoomId, SyncInvitedRoom>>",
            "SyncRooms.join: Option<BTreeMap<RoomId, SyncJoinedRoom>>",
            "SyncRooms.knock: Option<BTreeMap<RoomId, SyncKnockedRoom>>",
            "SyncRooms.leave: Option<BTreeMap<RoomId, SyncLeftRoom>>",
            "SyncToDevice.events: Option<Vec<Raw<SyncToDeviceEvent>>>",
            "TimelineBatch.events: Vec<Raw<ClientEventWithoutRoomId>>",
        ],
    ),
    ("updates", &["SyncResponse.next_batch: String"]),
];

/// The values of `cfg(operation)`: operations that tests call and that some releases lack.
const TESTED: [&str; 2] = ["getAuthMetadata", "getMutualRooms"];

fn has_feature(name: &str) -> bool {
    env::var_os(format!("CARGO_FEATURE_{name}")).is_some()
}

/// Whether the features of the crate include a helper.
fn is_on(helper: &str) -> bool {
    let feature = match helper {
        "event_push_actions" | "events" | "messages" | "state_after" | "sync" => "CARGO_FEATURE_EVENTS",
        "oauth" => "CARGO_FEATURE_OAUTH",
        "registration" => "CARGO_FEATURE_APPLICATION_SERVICE",
        "ping" => return ["SERVER", "APPLICATION_SERVICE"].into_iter().all(has_feature),
        _ => return true,
    };
    env::var_os(feature).is_some()
}

fn main() -> ExitCode {
    println!("cargo::rerun-if-env-changed=MATRIX_OPENAPI_SPEC");
    println!("cargo::rerun-if-changed=build.rs");
    let (Some(root), Some(output)) = (env::var_os("CARGO_MANIFEST_DIR"), env::var_os("OUT_DIR")) else {
        println!("cargo::error=CARGO_MANIFEST_DIR and OUT_DIR are not set; run the build script with cargo");
        return ExitCode::FAILURE;
    };
    let root = PathBuf::from(root);
    let is_enabled = |feature: &str| {
        let name = feature.replace('-', "_").to_ascii_uppercase();
        env::var_os(format!("CARGO_FEATURE_{name}")).is_some()
    };
    let enabled = |module: &Module| module.features().into_iter().all(is_enabled);
    let spec = env::var_os("MATRIX_OPENAPI_SPEC").map_or_else(|| root.join("spec"), PathBuf::from);
    println!("cargo::rustc-check-cfg=cfg(vendored)");
    if spec == root.join("spec") {
        println!("cargo::rustc-cfg=vendored");
    }
    let modules: Vec<Module> = Module::all().filter(enabled).collect();
    match Project::new(spec, root.join("spec").join("overlays")).build(&modules, Path::new(&output)) {
        Ok(built) => {
            report(&built, &modules);
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("cargo::error={error}");
            for line in error.correction().into_iter().flat_map(str::lines) {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Reports the input files to cargo, and sets a `cfg` for each part of the description that the crate needs and finds.
fn report(built: &Built, modules: &[Module]) {
    for input in &built.inputs {
        println!("cargo::rerun-if-changed={}", input.display());
    }
    println!("cargo::rustc-check-cfg=cfg(generated_edus)");
    if built.has_edus {
        println!("cargo::rustc-cfg=generated_edus");
    }
    println!("cargo::rustc-check-cfg=cfg(generated_events)");
    if built.has_events {
        println!("cargo::rustc-cfg=generated_events");
    } else if modules.contains(&Module::Events) {
        println!(
            "cargo::warning=the description has no events, so the module `events` has no generated contents"
        );
    }
    let by_operations = HELPERS.map(|(helper, ids)| (helper, ids, &built.operations));
    let by_fields = FIELD_HELPERS.map(|(helper, fields)| (helper, fields, &built.fields));
    for (helper, needed, present) in by_operations.into_iter().chain(by_fields) {
        println!("cargo::rustc-check-cfg=cfg(helper, values({helper:?}))");
        if is_on(helper) && needed.iter().all(|name| present.contains(*name)) {
            println!("cargo::rustc-cfg=helper={helper:?}");
        }
    }
    for operation in TESTED {
        println!("cargo::rustc-check-cfg=cfg(operation, values({operation:?}))");
        if built.operations.contains(operation) {
            println!("cargo::rustc-cfg=operation={operation:?}");
        }
    }
}
