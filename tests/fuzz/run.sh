#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the libFuzzer targets and runs each for so many seconds from its corpus.
# Each case has 1 s and 256 MiB; what breaks one is kept in build-fuzz/found. What
# leads to new places is kept in build-fuzz/corpus; --keep adds the smallest set of
# it to the corpus in the tree.
#
# The second is of the clock on the wall: set LEP_FUZZ_TIMEOUT on a busy machine.
#
# Usage: tests/fuzz/run.sh [SECONDS [--keep]]
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
seconds=${1:-60}
[ -d build-fuzz ] || CC=clang meson setup build-fuzz -Dfuzz=true -Dgui=false \
  -Db_sanitize=address,undefined -Db_lundef=false -Dc_args=-fsanitize=fuzzer-no-link
ninja -C build-fuzz $(cd tests/fuzz && for file in fuzz-*.c; do echo "tests/fuzz/${file%.c}"; done)
failed=0
# What is freed is kept a while to be looked at (256 MB, unless told): it is not to
# count as memory of the case.
export ASAN_OPTIONS=quarantine_size_mb=16
mkdir -p build-fuzz/found
for file in tests/fuzz/fuzz-*.c; do
  name=$(basename "${file%.c}")
  mkdir -p "build-fuzz/corpus/$name"
  printf '== %s\n' "$name"
  if build-fuzz/tests/fuzz/"$name" -max_total_time="$seconds" -timeout="${LEP_FUZZ_TIMEOUT:-1}" -rss_limit_mb=256 -max_len=65536 \
    -print_final_stats=1 -artifact_prefix="build-fuzz/found/$name-" \
    "build-fuzz/corpus/$name" "tests/fuzz/corpus/${name#fuzz-}" >"build-fuzz/$name.log" 2>&1; then
    grep -E 'number_of_executed_units|new_units_added|peak_rss' "build-fuzz/$name.log"
  else
    failed=1
    tail -30 "build-fuzz/$name.log"
  fi
done
if [ "${2:-}" = --keep ]; then
  for file in tests/fuzz/fuzz-*.c; do
    name=$(basename "${file%.c}")
    build-fuzz/tests/fuzz/"$name" -merge=1 -max_len=4096 -timeout=1 -rss_limit_mb=512 \
      "tests/fuzz/corpus/${name#fuzz-}" "build-fuzz/corpus/$name" >"build-fuzz/$name-merge.log" 2>&1
  done
fi
exit "$failed"
