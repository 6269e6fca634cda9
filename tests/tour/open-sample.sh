#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Opens the window on a workspace with the sample, made on the first call.
# Usage: open-sample.sh BUILD [ARG…]
set -euo pipefail

build=$(readlink -f "$1")
shift
folder=$build/sample
workspace=$folder/sample.lep
export XDG_STATE_HOME="$folder/state" GSETTINGS_SCHEMA_DIR="$build/resources" LEP_LOCALE_DIR="$build/po"
if [ ! -e "$workspace" ]; then
  mkdir -p "$folder"
  "$build/src/cli/lepctl" --workspace "$workspace" init --laptop "Sample" --person "Coordinator" >&2
  "$build/src/cli/lepctl" --workspace "$workspace" demo >&2
fi
exec "$build/src/lep" --workspace "$workspace" "$@"
