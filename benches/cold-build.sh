#!/usr/bin/env bash
# What building costs: a program that uses the client-server API with matrix-openapi, and the same with
# ruma and reqwest, each in the dev profile, without TLS and from nothing; then matrix-openapi's after
# its description was touched, and with nothing touched.
#
# Usage: cold-build.sh [ROUNDS [REVISION]]: of the working tree, or of a revision of it. TMPDIR says where
# to build. Needs bash, cargo, git and tar.
set -euo pipefail
export CARGO_TERM_COLOR=never
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET_DIR RUSTC_WRAPPER
rounds=${1:-2}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A copy, so that touching and locking leave the project alone.
mkdir -p "$work/project"
if [ -n "${2:-}" ]; then
    git -C "$root" archive "$2"
else
    cd "$root"
    # Files that were removed but not committed are still listed, and are passed over.
    git ls-files -z --cached --others --exclude-standard |
        tar -c --null --files-from=- --ignore-failed-read 2>"$work/missing"
fi | tar -x -C "$work/project"

# crate NAME MAIN DEPENDENCY...: writes a program and fetches what it depends on.
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

crate with-ours '
use matrix_openapi::{Credentials, client_server::Client};

fn main() -> Result<(), matrix_openapi::Error> {
    let client = Client::builder("http://localhost").credentials(Credentials::access_token("t")).build()?;
    drop(client.whoami().send());
    Ok(())
}' 'matrix-openapi = { path = "../project", default-features = false, features = ["client-server"] }'

crate with-ruma '
use std::borrow::Cow;

use ruma::api::auth_scheme::SendAccessToken;
use ruma::api::client::account::whoami::v3::{Request, Response};
use ruma::api::{IncomingResponseExt, MatrixVersion, OutgoingRequestExt, SupportedVersions};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let versions =
        SupportedVersions { versions: [MatrixVersion::V1_11].into(), features: Default::default() };
    let token = SendAccessToken::IfRequired("t");
    let request: http::Request<Vec<u8>> =
        Request::new().try_into_http_request("http://localhost", token, Cow::Owned(versions))?;
    drop(reqwest::Client::new().execute(request.try_into()?));
    drop(Response::try_from_http_response(http::Response::new(b"{}".as_slice())));
    Ok(())
}' 'ruma = { version = "0.17", features = ["client-api-c"] }' \
    'reqwest = { version = "0.13", default-features = false }' 'http = "1"'

# build NAME FORMAT: builds, and prints the times of the build and of all that it started.
build() (
    TIMEFORMAT=$2
    cd "$work/$1"
    { time cargo build --quiet --offline 2>&3; } 3>&2 2>&1
)

quotient() { awk -v one="$1" -v other="$2" 'BEGIN { printf "%.3f", one / other }'; }

echo "from nothing: user CPU seconds and wall-clock seconds"
for round in $(seq "$rounds"); do
    for name in with-ours with-ruma; do
        rm -rf "$work/$name/target"
        times=$(build "$name" '%U %R')
        read -r user wall <<<"$times"
        printf '  round %s  %-10s %8s user %8s wall\n' "$round" "$name" "$user" "$wall"
        [ "$name" = with-ours ] && ours=$user
    done
    printf '  round %s  ratio of user CPU: %s\n' "$round" "$(quotient "$ours" "$user")"
done

echo "matrix-openapi again: wall-clock seconds"
for round in $(seq "$rounds"); do
    touch "$work/project/spec/client-server.yaml"
    touched=$(build with-ours '%R')
    untouched=$(build with-ours '%R')
    printf '  round %s  description touched %8s  nothing touched %8s\n' "$round" "$touched" "$untouched"
done
