# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a module's test_… functions and prints TAP."""

import sys
import traceback


class Skip(Exception):
    """Raised by a test that cannot run here; says why."""


def run(tests):
    """@tests: [(name, function without arguments)]. Returns the exit status."""
    print(f'1..{len(tests)}', flush=True)
    failed = 0
    for index, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f'ok {index} - {name}', flush=True)
        except Skip as reason:
            print(f'ok {index} - {name} # SKIP {reason}', flush=True)
        except Exception:  # every failure is told, whatever it is
            failed += 1
            print(f'not ok {index} - {name}', flush=True)
            trace = traceback.format_exc()
            print(''.join(f'# {line}\n' for line in trace.splitlines()), end='', flush=True)
            print(trace, file=sys.stderr)
    return 1 if failed else 0


def functions(module):
    """The module's tests in their order: test_this_holds is called "this holds"."""
    return [(name[5:].replace('_', ' '), value) for name, value in vars(module).items()
            if name.startswith('test_') and callable(value)]


def skip_all(reason):
    print(f'1..0 # SKIP {reason}')
    return 0
