#!/usr/bin/env bash
# Runs all measurements that compare libraries, and writes `results.jsonl` and its picture `results.svg`. The machine must be idle.
#
# Usage: record.sh [ROUNDS [BUILD-ROUNDS]], by default 15 and 3. TMPDIR names the folder for builds. Needs bash, cargo, git and tar.
set -euo pipefail
cd "$(dirname "$0")"
export CARGO_TERM_COLOR=never
rounds=${1:-15} builds=${2:-3}
RECORD=$(mktemp)
export RECORD
trap 'rm -f "$RECORD"' EXIT

step() { printf '\n== %s\n' "$*"; "$@"; }

cargo build --quiet --release --bins
step cargo run --quiet --release --bin decode -- --rounds "$rounds"
step cargo run --quiet --release --bin memory
step cargo run --quiet --release --bin requests -- --rounds "$rounds"
step ./cold-build.sh "$builds"
step ./programs.sh "$builds"
step cargo run --quiet --release --bin lines
# Only now, so a run that fails leaves the figures of the last one.
cp "$RECORD" results.jsonl
step cargo run --quiet --release --bin picture
printf '\nrecorded in %s seconds\n' "$SECONDS"
