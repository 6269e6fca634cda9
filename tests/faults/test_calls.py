#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every nth call to the disk fails, once or from then on; writes are cut short: each
command says so, and changes nothing, or it has done its work.

Usage: test_calls.py LEPCTL SHIM [--all]
"""

import errno
import sys

from faultworld import Scenario, Stage, points  # noqa: F401

import tap

FAULTS = [('open', errno.EMFILE), ('open', errno.EACCES), ('read', errno.EIO), ('write', errno.ENOSPC), ('write', errno.EIO),
          ('fsync', errno.EIO), ('rename', errno.EIO), ('unlink', errno.EIO), ('truncate', errno.EIO),
          ('mkdir', errno.EACCES), ('short', 0)]


def allowed(call, stays):
    """What may be left: a disk that is gone for good takes nothing away, and what cannot
    be removed stays. The next one to write takes a journal up."""
    return ('workspace.lep-journal',) if stays or call == 'unlink' else ()


def attempt(stage, scenario, call, number, code, stays):
    fault = f'{call} {number} {code}' + (' all' if stays else '')
    stage.reset(scenario)
    done = stage.run(scenario, **{'': fault})
    try:
        fine = done.returncode in (0, 6)
        if not fine:
            stage.check_refused(scenario, done)
        # A sync that fails after the last write of a commit cannot be taken back, nor can
        # the restored file when only its new number is missing. The exchange folder is read
        # in one step and written in others.
        either = not fine and (call == 'fsync' or scenario.name in ('restore-backup', 'sync'))
        stage.check_workspace(scenario, None if either else fine)
        stage.check_share()
        if call != 'unlink':
            stage.check_output(scenario, fine)
            stage.check_leftovers(scenario, allowed(call, stays))
    except AssertionError as error:
        raise AssertionError(f'{fault}: {error}; it said: {done.stderr.strip()[-300:]}') from error


def try_all(stage, scenario):
    counts = stage.count(scenario)
    tried, failures = 0, []
    for call, code in FAULTS:
        for number in points(counts[call], 2):
            for stays in (False, True):
                # A folder from which nothing can be removed leaves what is there.
                if call == 'short' and stays or call in ('unlink', 'truncate') and stays:
                    continue
                tried += 1
                try:
                    attempt(stage, scenario, call, number, code, stays)
                except AssertionError as error:
                    failures.append(str(error))
    print(f'# {scenario.name}: {tried} failing calls of {sum(counts[name] for name in counts if name not in ("kill", "short"))}', flush=True)
    assert not failures, f'{len(failures)} of {tried}:\n' + '\n'.join(failures[:12])


def main():
    stage = Stage()
    with stage.world:
        return tap.run([(scenario.name, lambda scenario=scenario: try_all(stage, scenario))
                        for scenario in stage.scenarios()])


if __name__ == '__main__':
    sys.exit(main())
