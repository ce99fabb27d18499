#!/usr/bin/env bash
# Runs cargo-semver-checks on every change of tests/fixtures/changes, and compares its verdict with ours on Rust code.
#
#     cargo test -p bindery-tests changes      # makes the crates
#     tests/semver-checks.sh [CHANGE…]
#
# Prints a line for each change, or for those given: `same` or `other`, the change, our verdict, its verdict, and what it found. It needs
# cargo-semver-checks (cargo install cargo-semver-checks --locked), which reads rustdoc's JSON; a stable compiler writes
# that only with RUSTC_BOOTSTRAP. It is no part of CI: it looks at the types of neither fields nor arguments, and asks
# for no step where something is only added.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
crates=$target/compile-tests/changes
verdicts=$root/tests/goldens/it/snapshots/it__changes__changes.snap
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Our verdict on the code of a change: that of its most severe difference.
ours() {
    awk -v name="$1" '
        /^==== / { here = ($2 == name ":") }
        here && /^    code: breaking/ { grave = 2 }
        here && /^    code: compatible/ && grave < 1 { grave = 1 }
        END { split("patch minor major", words); print words[grave + 1] }' "$verdicts"
}

# The file with the JSON documentation of a crate, under the same name for all crates.
documented() {
    local made=$scratch/made/$1.json
    if [[ ! -f $made ]]; then
        rm -rf "$scratch/pair"
        cp -r "$crates/$1" "$scratch/pair"
        cp "$crates/Cargo.lock" "$scratch/pair/"
        sed -i "s/^name = .*/name = \"pair\"/" "$scratch/pair/Cargo.toml"
        RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$scratch/target cargo rustdoc --quiet --offline --lib \
            --features json,xml,form,http,client-no-tls,blocking,tracing \
            --manifest-path "$scratch/pair/Cargo.toml" -- -Z unstable-options --output-format json --cap-lints allow
        mkdir -p "$scratch/made"
        cp "$scratch/target/doc/pair.json" "$made"
    fi
    echo "$made"
}

changes=("$@")
if [[ $# == 0 ]]; then
    changes=("$crates"/new-*)
fi
for name in "${changes[@]##*/new-}"; do
    old=base
    [[ -d $crates/old-$name ]] && old=old-$name
    before=$(documented "$old")
    after=$(documented "new-$name")
    # A release that may change nothing: the findings determine the required step.
    cargo-semver-checks semver-checks --color never --release-type patch \
        --baseline-rustdoc "$before" --current-rustdoc "$after" >"$scratch/said" 2>&1 || true
    found=$(sed -n 's/^--- \(failure\|warning\) \([a-z_]*\):.*/\2/p' "$scratch/said" | sort -u | paste -sd ' ')
    grep -q '^ *Summary' "$scratch/said" || { cat "$scratch/said" >&2; exit 1; }
    theirs=$(sed -n 's/^ *Summary semver requires new \([a-z]*\) version.*/\1/p' "$scratch/said")
    theirs=${theirs:-patch}
    mine=$(ours "$name")
    agreement=other
    [[ $mine == "$theirs" ]] && agreement=same
    printf '%-5s  %-32s  %-5s  %-5s  %s\n' "$agreement" "$name" "$mine" "$theirs" "$found"
done
