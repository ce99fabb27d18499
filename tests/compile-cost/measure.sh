#!/usr/bin/env bash
# Compares the cost of building models: `cargo check` from clean, dependencies included, in CPU seconds
# (user and system, all processes). Ours support JSON and XML; the reference is serde's derive for JSON alone.
#
#     tests/compile-cost/measure.sh [RUNS]
#
# Each side is built RUNS times (default 3), in turn; the minimum of each counts, since other processes only add time.
# The ratio, ours to theirs, is to stay at 0.5 or below.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..
runs=${1:-3}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A wrapper such as sccache would hide the work.
unset RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER CARGO_BUILD_RUSTC_WRAPPER
export CARGO_TERM_QUIET=true

# The CPU seconds of one `cargo check "$@"` into an empty target directory.
check_cost() {
    rm -rf "$scratch/target"
    local TIMEFORMAT='%U %S'
    { time CARGO_TARGET_DIR=$scratch/target cargo check --locked --offline "$@" >"$scratch/log" 2>&1; } 2>"$scratch/time" ||
        { cat "$scratch/log" >&2; return 1; }
    awk '{ print $1 + $2 }' "$scratch/time"
}

least() { sort -g | head -n 1; }

ours=(--manifest-path "$root/Cargo.toml" --package partner-center-contracts --no-default-features --features json,xml)
theirs=(--manifest-path "$here/derive-models/Cargo.toml")

cargo fetch --locked --manifest-path "$root/Cargo.toml"
cargo fetch --locked --manifest-path "$here/derive-models/Cargo.toml"

for ((run = 0; run < runs; run++)); do
    check_cost "${ours[@]}" >>"$scratch/ours"
    check_cost "${theirs[@]}" >>"$scratch/theirs"
done

awk -v ours="$(least <"$scratch/ours")" -v theirs="$(least <"$scratch/theirs")" 'BEGIN {
    printf "ours, JSON and XML:   %5.2f CPU seconds\n", ours
    printf "derive, JSON alone:   %5.2f CPU seconds\n", theirs
    printf "ratio:                %5.2f\n", ours / theirs
}'
