#!/usr/bin/env bash
# Measures how the time of the generator and of the xtask grows with the description: with 1, 4 and 16 times the operations and
# types of the client-server API, and the events. Each time is followed by its ratio to the first one, which should not exceed that of
# the operations.
#
# Usage: scale.sh [COPIES...]. TMPDIR names the folder for the descriptions. Needs bash, cargo and awk.
set -euo pipefail
export CARGO_TERM_COLOR=never
root=$(cd "$(dirname "$0")/.." && pwd)
[ $# -gt 0 ] || set -- 1 4 16
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --quiet --manifest-path "$root/benches/scale/Cargo.toml"
cargo build --quiet --manifest-path "$root/Cargo.toml" --package xtask
scale() { cargo run --quiet --manifest-path "$root/benches/scale/Cargo.toml" -- "$@"; }
xtask() { cargo run --quiet --manifest-path "$root/Cargo.toml" --package xtask -- "$@"; }

# seconds COMMAND...: runs a command, and prints how long it took.
seconds() {
    local TIMEFORMAT=%R
    { time "$@" >"$work/output" 2>&3; } 3>&2 2>&1
}

quotient() { awk -v one="$1" -v other="$2" 'BEGIN { printf "%.1f", one / other }'; }

commands=(operations diff generating)
printf '%7s %14s' copies operations
printf ' %17s' "${commands[@]}"
printf '\n'
for copies in "$@"; do
    spec=$work/$copies
    scale copy "$root/spec" "$copies" "$spec"
    times=("$(seconds xtask operations --spec "$spec" --json)")
    count=$(grep -c '"id": ' "$work/output")
    # Moves most operations and changes many types.
    cp -r "$spec" "$spec-changed"
    sed 's|/_matrix/client/v3|/_matrix/client/v4|; s|"type": "boolean"|"type": "integer"|' \
        "$spec/client-server.yaml" >"$spec-changed/client-server.yaml"
    times+=("$(seconds xtask diff "$spec" "$spec-changed" --json)")
    times+=("$(seconds scale generate "$spec" "$work/generated")")
    [ -n "${first:-}" ] || first=("${times[@]}") first_count=$count
    printf '%7s %14s' "$copies" "$count (x$(quotient "$count" "$first_count"))"
    for at in "${!times[@]}"; do
        printf ' %8ss (x%4s)' "${times[$at]}" "$(quotient "${times[$at]}" "${first[$at]}")"
    done
    printf '\n'
done
