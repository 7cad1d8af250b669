#!/usr/bin/env bash
# Measures the cost of the features `server` and `mock` for one API and for all of them: the bytes of generated code, and
# the user CPU seconds of the compiler for the library and for its generator, in the dev profile and without TLS.
#
# With both features off, the compiler must read nothing of servers and mock servers; with one of them on, the code of clients must
# stay the same to the byte. The script fails otherwise.
#
# Usage: features.sh [ROUNDS [REVISION]]: of the working tree, or of a revision of it. TMPDIR names the folder for builds. Needs bash,
# cargo, git and tar.
set -euo pipefail
export CARGO_TERM_COLOR=never
unset CARGO_BUILD_TARGET_DIR RUSTC_WRAPPER
rounds=${1:-3}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CARGO_TARGET_DIR=$work/target TIMES=$work/times

mkdir -p "$work/project"
if [ -n "${2:-}" ]; then
    git -C "$root" archive "$2"
else
    cd "$root"
    git ls-files -z --cached --others --exclude-standard |
        tar -c --null --files-from=- --ignore-failed-read 2>"$work/missing"
fi | tar -x -C "$work/project"

# Notes the time of each run of the compiler by the name of the crate.
cat >"$work/rustc" <<'WRAPPER'
#!/usr/bin/env bash
previous='' name=none
for word in "$@"; do
    [ "$previous" = --crate-name ] && name=$word
    previous=$word
done
TIMEFORMAT="$name %U"
exec 3>&2
{ time "$@" 2>&3; } 2>>"$TIMES"
WRAPPER
chmod +x "$work/rustc"

# build FEATURES: compiles the crates of the project anew, and their dependencies if they are not there.
build() (
    cd "$work/project"
    rm -rf "$CARGO_TARGET_DIR"/debug/{.fingerprint,build,incremental}/matrix[-_]openapi* \
        "$CARGO_TARGET_DIR"/debug/deps/*matrix_openapi*
    : >"$TIMES"
    RUSTC_WRAPPER=$work/rustc cargo build --quiet --offline --lib --no-default-features --features "$1"
)

seconds() { awk -v name="$1" '$1 == name { sum += $2 } END { printf "%.2f", sum }' "$TIMES"; }

# out: the folder of the generated code.
out() { echo "$CARGO_TARGET_DIR"/debug/build/matrix-openapi-*/out; }

# bytes FILE...: the size of the generated files with these names, as far as they are there.
bytes() {
    local file
    for file in "$@"; do
        [ ! -f "$(out)/$file" ] || stat --format=%s "$(out)/$file"
    done | awk '{ sum += $1 } END { print sum + 0 }'
}

modules=(client_server server_server application_service identity push_gateway)
# An earlier revision may lack the features.
variants=(off)
for feature in server mock; do
    ! grep -q "^$feature = " "$work/project/Cargo.toml" || variants+=("$feature")
done
one=client-server,events
all=client-server,server-server,application-service,identity,push-gateway,events
printf '%-6s %-7s %5s  %14s %10s %10s  %14s %10s\n' \
    APIs feature round 'clients, bytes' servers mocks 'library, CPU s' generator
for apis in one all; do
    rm -rf "$work/clients"
    for round in $(seq 0 "$rounds"); do
        for feature in "${variants[@]}"; do
            features=${!apis}
            [ "$feature" = off ] || features+=,$feature
            build "$features"
            # Round 0 compiles the dependencies.
            if [ "$round" = 0 ]; then
                if [ "$feature" = off ]; then
                    of_servers='project/(src/(server|mock)|codegen/src/(sample|emit/(mock|server|service)))\b'
                    if grep -hE "$of_servers" "$CARGO_TARGET_DIR"/debug/deps/matrix_openapi*.d; then
                        echo 'the compiler reads code of servers although the features are off; see the lines above' >&2
                        exit 1
                    fi
                    cp -r "$(out)" "$work/clients"
                else
                    for file in "$work/clients"/*.rs; do
                        cmp "$file" "$(out)/$(basename "$file")"
                    done
                fi
                continue
            fi
            printf '%-6s %-7s %5s  %14s %10s %10s  %14s %10s\n' "$apis" "$feature" "$round" \
                "$(bytes "${modules[@]/%/.rs}" events.rs edu.rs)" "$(bytes "${modules[@]/%/_server.rs}")" \
                "$(bytes "${modules[@]/%/_mock.rs}")" "$(seconds matrix_openapi)" "$(seconds matrix_openapi_codegen)"
        done
    done
done
