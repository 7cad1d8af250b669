#!/usr/bin/env bash
# Measures the bot in `programs/` with matrix-openapi, ruma and matrix-sdk: crates, CPU time of a clean build and of a build
# after a change of the bot, and the size of the stripped release binary. All have TLS by rustls.
#
# Usage: programs.sh [ROUNDS]. TMPDIR names the folder for builds, and RECORD names a file to which the figures are appended.
# Needs bash, cargo, git and tar.
set -euo pipefail
export CARGO_TERM_COLOR=never CARGO_PROFILE_RELEASE_STRIP=true
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET_DIR RUSTC_WRAPPER
rounds=${1:-2}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck source=figures.sh
. "$root/benches/figures.sh"

# A copy, so building and changing leave the project alone.
cd "$root"
git ls-files -z --cached --others --exclude-standard |
    tar -c --null --files-from=- --ignore-failed-read 2>"$work/missing" | tar -x -C "$work"
cd "$work/benches/programs"
libraries=(matrix-openapi ruma matrix-sdk)

# build LIBRARY ARGUMENT...: builds the bot, and prints the CPU time of the build and of all that it started.
build() (
    TIMEFORMAT=%U
    cd "$1"
    shift
    { time cargo build --quiet --offline --bin bot "$@" 2>&3; } 3>&2 2>&1
)

for library in "${libraries[@]}"; do
    (cd "$library" && cargo fetch --quiet)
done
# All libraries in each round, since the machine may become slower.
for round in $(seq "$rounds"); do
    for library in "${libraries[@]}"; do
        rm -rf "$library/target"
        build "$library" >>"$work/$library.from-nothing"
        # A message becomes longer.
        sed -i 's/cannot join/& /' "$library/src/bin/bot.rs"
        build "$library" >>"$work/$library.after-change"
    done
done
for library in "${libraries[@]}"; do
    build "$library" --release >"$work/$library.release"
    wc -c <"$library/target/release/bot" | awk '{ print $1 / 1e6 }' >"$work/$library.megabytes"
    (cd "$library" && cargo tree --offline --edges normal,build --prefix none --format '{p}') |
        awk '!seen[$1 $2]++' | wc -l >"$work/$library.crates"
done

columns='%-16s %7s %22s %18s %14s\n'
# shellcheck disable=SC2059
printf "$columns" '' crates 'clean build, s of CPU' 'after a change, s' 'stripped, MB'
for library in "${libraries[@]}"; do
    cd "$work"
    # shellcheck disable=SC2059
    printf "$columns" "$library" "$(cat "$library.crates")" "$(median <"$library.from-nothing")" \
        "$(median <"$library.after-change")" "$(cat "$library.megabytes")"
done
for figure in 'from-nothing:bot, clean build:s of CPU' 'after-change:build after a change:s of CPU' \
    'megabytes:size of the binary:MB' 'crates:crates:crates'; do
    IFS=: read -r file what unit <<<"$figure"
    for other in ruma matrix-sdk; do
        record 'the same bot' "$what" "$unit" "$other" "$work/matrix-openapi.$file" "$work/$other.$file"
    done
done
