#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Tours the program without a display, as two laptops that know each other only by
# bundles; what it leaves in BUILD/tour/ is named at the end.
# Usage: tour.sh BUILD
set -euo pipefail

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
build=$(readlink -f "$1")
out=$build/tour
rm -rf "$out"
mkdir -p "$out"
work=$(mktemp -d "${TMPDIR:-/tmp}/lep-tour-XXXXXX")
trap 'rm -rf "$work"' EXIT

export GSETTINGS_SCHEMA_DIR="$build/resources" LEP_LOCALE_DIR="$build/po" PYTHONDONTWRITEBYTECODE=1
python=/usr/bin/python3

# Each laptop has a session of its own; the last stop is at the first one again.
for stop in office clerk office-again; do
  echo "tour: $stop" >&2
  if ! bash "$here/../in-display.sh" --accessible "$work/${stop%-again}" \
    "$python" "$here/tour.py" "$build" "$stop" 2>"$out/$stop.log"; then
    grep -v dbus "$out/$stop.log" | tail -n 25 >&2
    echo "tour: stopped at $stop; the last picture and the log are in $out" >&2
    exit 1
  fi
done

for pdf in "$out"/*.pdf; do
  pdftoppm -r 80 -png "$pdf" "${pdf%.pdf}"
done
rm -f "$out"/*.log
echo "The tour is in $out:"
(cd "$out" && ls -1 | sed 's/^/  /')
