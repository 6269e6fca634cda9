#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile files by class: each refused within 5 seconds and 512 MiB with its place and its
reason, and not a row of the workspace is another.

Usage: test_hostile.py LEPCTL
"""

import sys

from test_bundles import check_defect, defects, known_sender, tap, world

import hostile


def main():
    with world() as w:
        laptop = known_sender(w)
        tests = [(f'{group}: {name}', lambda name=name, make=make, says=says: check_defect(laptop, name, make, says))
                 for group, files in hostile.HOSTILE.items() for name, (make, says) in files.items()]
        tests += [('afterwards a good one is taken', lambda: laptop.take(defects.Craft().zip(), ends=(0,)))]
        return tap.run(tests)


if __name__ == '__main__':
    sys.exit(main())
