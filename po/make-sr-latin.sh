#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the Serbian catalogue in Latin letters from the Cyrillic one.
# Usage: make-sr-latin.sh sr.po OUTPUT.mo     (OUTPUT "-": prints the .po)
set -eu
export LC_ALL=C.UTF-8

latin() {
  msgfilter --keep-header -i "$1" recode-sr-latin 2>/dev/null |
    sed 's/^"Language: sr\\n"$/"Language: sr@latin\\n"/'
}

if [ "$2" = - ]; then
  latin "$1"
else
  latin "$1" | msgfmt -o "$2" -
fi
