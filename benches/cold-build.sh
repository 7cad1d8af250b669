#!/usr/bin/env bash
# Measures clean builds of a program that uses the client-server API with matrix-openapi, and of the same with
# ruma and reqwest, each in the dev profile and without TLS; the same for programs that also read and write
# contents of events. Incremental compilation is off there, as it is for dependencies from a
# registry. Then matrix-openapi as a path dependency, with incremental compilation: a clean build, a build
# after its description was touched, and one without changes.
#
# Usage: cold-build.sh [ROUNDS [REVISION]]: of the working tree, or of a revision of it. TMPDIR names the folder
# for builds, and RECORD names a file to which the figures are appended. Needs bash, cargo, git and tar.
set -euo pipefail
export CARGO_TERM_COLOR=never
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET_DIR CARGO_INCREMENTAL RUSTC_WRAPPER
rounds=${1:-2}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck source=figures.sh
. "$root/benches/figures.sh"

# A copy, so touching and locking leave the project alone.
mkdir -p "$work/project"
if [ -n "${2:-}" ]; then
    git -C "$root" archive "$2"
else
    cd "$root"
    # Files that were removed but not committed are still listed, and are passed over.
    git ls-files -z --cached --others --exclude-standard |
        tar -c --null --files-from=- --ignore-failed-read 2>"$work/missing"
fi | tar -x -C "$work/project"

# crate NAME MAIN DEPENDENCY...: writes a program and fetches its dependencies.
crate() {
    local name=$1 main=$2
    shift 2
    mkdir -p "$work/$name/src"
    {
        printf '[workspace]\n\n[package]\nname = "%s"\nversion = "0.0.0"\nedition = "2024"\n\n[dependencies]\n' "$name"
        printf '%s\n' "$@"
    } >"$work/$name/Cargo.toml"
    printf '%s\n' "$main" >"$work/$name/src/main.rs"
    (cd "$work/$name" && cargo fetch --quiet)
}

feature='matrix-openapi = { path = "../project", default-features = false, features ='

crate ours '
use matrix_openapi::{Credentials, client_server::Client};

fn main() -> Result<(), matrix_openapi::Error> {
    let client = Client::builder("http://localhost").credentials(Credentials::access_token("t")).build()?;
    drop(client.whoami().send());
    Ok(())
}' "$feature [\"client-server\"] }"

crate ours-with-events '
use matrix_openapi::client_server::Client;
use matrix_openapi::events::RoomMessage;
use matrix_openapi::json::RawObject;
use matrix_openapi::Credentials;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("http://localhost").credentials(Credentials::access_token("t")).build()?;
    drop(client.whoami().send());
    let event = RawObject::from_json(std::env::args().collect())?;
    if let Some(message) = event.content::<RoomMessage>()? {
        drop(client.send("!a:localhost", &message));
    }
    Ok(())
}' "$feature [\"client-server\", \"events\"] }"

# The request that the programs with ruma have in common.
ruma_request='
    let versions =
        SupportedVersions { versions: [MatrixVersion::V1_11].into(), features: Default::default() };
    let token = SendAccessToken::IfRequired("t");
    let request: http::Request<Vec<u8>> =
        Request::new().try_into_http_request("http://localhost", token, Cow::Owned(versions.clone()))?;
    drop(reqwest::Client::new().execute(request.try_into()?));
    drop(Response::try_from_http_response(http::Response::new(b"{}".as_slice())));'
ruma_imports='
use std::borrow::Cow;

use ruma::api::auth_scheme::SendAccessToken;
use ruma::api::client::account::whoami::v3::{Request, Response};
use ruma::api::{IncomingResponseExt, MatrixVersion, OutgoingRequestExt, SupportedVersions};'
ruma_dependencies=('ruma = { version = "0.17", features = ["client-api-c"] }'
    'reqwest = { version = "0.13", default-features = false }' 'http = "1"')

crate ruma "$ruma_imports

fn main() -> Result<(), Box<dyn std::error::Error>> {$ruma_request
    Ok(())
}" "${ruma_dependencies[@]}"

crate ruma-with-events "$ruma_imports
use ruma::api::client::message::send_message_event::v3 as send;
use ruma::events::AnySyncTimelineEvent;
use ruma::events::{AnySyncMessageLikeEvent, SyncMessageLikeEvent};
use ruma::serde::Raw;

fn main() -> Result<(), Box<dyn std::error::Error>> {$ruma_request
    let event = Raw::<AnySyncTimelineEvent>::from_json_string(std::env::args().collect())?;
    if let AnySyncTimelineEvent::MessageLike(AnySyncMessageLikeEvent::RoomMessage(
        SyncMessageLikeEvent::Original(message),
    )) = event.deserialize()?
    {
        let room = ruma::RoomId::parse(\"!a:localhost\")?;
        let request = send::Request::new(room, \"t\".into(), &message.content)?;
        let request: http::Request<Vec<u8>> =
            request.try_into_http_request(\"http://localhost\", token, Cow::Owned(versions))?;
        drop(reqwest::Client::new().execute(request.try_into()?));
    }
    Ok(())
}" "${ruma_dependencies[@]}"

# build NAME FORMAT: builds, and prints the times of the build and of all that it started.
build() (
    TIMEFORMAT=$2
    cd "$work/$1"
    { time cargo build --quiet --offline 2>&3; } 3>&2 2>&1
)

echo "clean build: user CPU seconds and wall-clock seconds"
for round in $(seq "$rounds"); do
    for program in '' -with-events; do
        for name in ours ruma; do
            rm -rf "$work/$name$program/target"
            times=$(CARGO_INCREMENTAL=0 build "$name$program" '%U %R')
            read -r user wall <<<"$times"
            printf '  round %s  %-16s %8s user %8s wall\n' "$round" "$name$program" "$user" "$wall"
            [ "$name" = ours ] && ours=$user
        done
        printf '  round %s  ratio of user CPU: %s\n' "$round" "$(quotient "$ours" "$user")"
        printf '%s\n' "$ours" >>"$work/ours$program.cpu"
        printf '%s\n' "$user" >>"$work/ruma$program.cpu"
    done
done
for program in '' -with-events; do
    record 'minimal program, clean build' "client-server API${program//-/ }" 's of CPU' 'ruma and reqwest' \
        "$work/ours$program.cpu" "$work/ruma$program.cpu"
done

echo "matrix-openapi, incrementally: user CPU seconds from nothing, wall-clock seconds of the next builds"
for round in $(seq "$rounds"); do
    rm -rf "$work/ours/target"
    nothing=$(build ours '%U')
    touch "$work/project/spec/client-server.yaml"
    touched=$(build ours '%R')
    untouched=$(build ours '%R')
    printf '  round %s  from nothing %8s user  description touched %8s  nothing touched %8s\n' \
        "$round" "$nothing" "$touched" "$untouched"
done
