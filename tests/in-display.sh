#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command in a display and a D-Bus session of its own, with private folders, so
# that it neither sees nor touches the desktop it is started from.
# Usage: in-display.sh [--accessible] FOLDER COMMAND [ARG…]
#   FOLDER gets home and XDG folders ("-": a temporary one); --accessible starts the
#   accessibility bus too.
set -euo pipefail

accessible=
if [ "${1:-}" = --accessible ]; then
  accessible=yes
  shift
fi
folder=$1 temporary=
shift
if [ "$folder" = - ]; then
  folder=$(mktemp -d "${TMPDIR:-/tmp}/lep-display-XXXXXX")
  temporary=$folder
fi

for name in home config data state cache tmp; do
  mkdir -p "$folder/$name"
done
install -d -m 700 "$folder/runtime"

unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS SESSION_MANAGER
export HOME="$folder/home" XDG_CONFIG_HOME="$folder/config" XDG_DATA_HOME="$folder/data" \
  XDG_STATE_HOME="$folder/state" XDG_CACHE_HOME="$folder/cache" XDG_RUNTIME_DIR="$folder/runtime" \
  TMPDIR="$folder/tmp" GDK_BACKEND=x11 GSK_RENDERER=cairo GSETTINGS_BACKEND=memory GIO_USE_VFS=local \
  GTK_USE_PORTAL=0 NO_AT_BRIDGE=0 TZ=UTC LC_ALL="${LC_ALL:-C.UTF-8}" \
  GTK_A11Y="${GTK_A11Y:-test}"
[ -z "$accessible" ] || export GTK_A11Y=atspi

# Within the session: the accessibility bus first, and its end with ours.
inside='
  launcher=
  if [ -n "$1" ]; then
    for program in /usr/libexec/at-spi-bus-launcher /usr/lib/at-spi2-core/at-spi-bus-launcher; do
      [ -x "$program" ] && { "$program" --launch-immediately & launcher=$!; break; }
    done
    for i in $(seq 100); do
      gdbus call --session -d org.a11y.Bus -o /org/a11y/bus -m org.a11y.Bus.GetAddress >/dev/null 2>&1 && break
      sleep 0.1
    done
  fi
  shift
  status=0
  "$@" || status=$?
  [ -z "$launcher" ] || kill "$launcher" 2>/dev/null || true
  exit "$status"
'

# -displayfd lets the server itself find a free display: two started at once do not meet.
display=$folder/display.$$
mkfifo "$display"
exec 3<>"$display"
Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp -noreset >"$folder/xvfb.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -f "$display"; [ -z "$temporary" ] || rm -rf "$temporary"' EXIT
read -r -t 30 number <&3 || { cat "$folder/xvfb.log" >&2; exit 1; }
export DISPLAY=":$number"
unset XAUTHORITY

status=0
dbus-run-session -- bash -c "$inside" inside "$accessible" "$@" 3>&- || status=$?
exit "$status"
