#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts test results in meson's logs: `N passed, N failed`, TAP subtests singly.

Usage: count-results.py LOG… [--passed N] [--failed N]
The options add results that stand in no log. Ends with 1 if anything failed,
or if nothing ran at all.
"""

import argparse
import json
import re
import sys

OK = re.compile(r'^ok\b(?!.*#\s*(?:skip|todo))', re.I)
SKIPPED = re.compile(r'^(?:not )?ok\b.*#\s*(?:skip|todo)', re.I)
NOT_OK = re.compile(r'^not ok\b(?!.*#\s*(?:skip|todo))', re.I)


def count_test(entry):
    """Returns (passed, failed) of one line of testlog.json."""
    good = entry.get('result') in ('OK', 'EXPECTEDFAIL', 'SKIP')
    lines = (entry.get('stdout') or '').splitlines()
    passed = sum(1 for line in lines if OK.match(line))
    failed = sum(1 for line in lines if NOT_OK.match(line))
    skipped = sum(1 for line in lines if SKIPPED.match(line))
    if passed + failed + skipped == 0:
        if entry.get('result') == 'SKIP':
            return 0, 0
        return (1, 0) if good else (0, 1)
    if not good and failed == 0:
        failed = 1
    return passed, failed


def name_failures(entry):
    """Says which tests of one line of testlog.json failed, so that the end of a long log is enough."""
    lines = (entry.get('stdout') or '').splitlines()
    bad = [line.strip() for line in lines if NOT_OK.match(line)]
    print(f"failed: {entry.get('name')} ({entry.get('result')})")
    for line in bad:
        print(f'  {line}')
    if not bad:
        tail = lines[-5:] + (entry.get('stderr') or '').splitlines()[-15:]
        for line in tail:
            print(f'  {line}')


def count_log(path):
    passed = failed = 0
    with open(path, encoding='utf-8') as log:
        for line in log:
            if line.strip():
                entry = json.loads(line)
                one_passed, one_failed = count_test(entry)
                if one_failed:
                    name_failures(entry)
                passed += one_passed
                failed += one_failed
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('logs', nargs='*')
    parser.add_argument('--passed', type=int, default=0)
    parser.add_argument('--failed', type=int, default=0)
    args = parser.parse_args()
    passed, failed = args.passed, args.failed
    for path in args.logs:
        try:
            one_passed, one_failed = count_log(path)
        except (OSError, ValueError) as error:
            print(f'{path}: {error}', file=sys.stderr)
            one_passed, one_failed = 0, 1
        passed += one_passed
        failed += one_failed
    print(f'{passed} passed, {failed} failed')
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == '__main__':
    sys.exit(main())
