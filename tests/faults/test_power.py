#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed, or the power cut, after any step that it does to the disk; and
killed at random moments for real: nothing acknowledged is lost, nothing is half there.

Usage: test_power.py LEPCTL SHIM [--all] [--seed N]
"""

import hashlib
import random
import shutil
import signal
import subprocess
import sys
import time

from disk import Disk, read_trace
from faultworld import ALL, LEPCTL, Stage

import tap

SEED = int(sys.argv[sys.argv.index('--seed') + 1]) if '--seed' in sys.argv else 1
CUTS = 3 if ALL else 1       # different ways in which the power can go at one moment
KILLS = 60 if ALL else 4     # of each command, at random moments
GOES_ON = 9                  # of so many moments one is followed by another edit


def look(stage, scenario, applied):
    """What the next start finds."""
    path = stage.laptop.workspace
    if scenario.fresh and (not path.exists() or path.stat().st_size == 0 or not is_made(stage)):
        assert not applied, 'what was made is gone'
        return
    stage.check_workspace(scenario, applied)
    stage.check_share()
    if scenario.output and (stage.folder / 'made' / scenario.output).exists():
        stage.check_file(scenario)
    else:
        assert not (applied and scenario.output), 'the file is gone'


def is_made(stage):
    """A workspace that was killed while it was made is none yet, and says so."""
    done = stage.laptop.start('check')
    return done.returncode == 0


def go_on(stage, scenario):
    """The next edit finds a workspace that takes it."""
    if stage.laptop.workspace.exists() and is_made(stage):
        before = len(stage.log() or ())
        done = stage.laptop.start('put', 'place', 'name=After it')
        assert done.returncode == 0 or scenario.fresh, f'no edit is possible afterwards: {done.stderr}'
        assert done.returncode != 0 or len(stage.log()) > before, 'an edit that was acknowledged is not there'


def trace_of(stage, scenario):
    stage.reset(scenario)
    before = Disk(stage.folder)
    path = stage.world.path / 'trace'
    done = stage.run(scenario, _TRACE=path)
    assert done.returncode in (0, 6), done
    return before, read_trace(path)


def moments(count, wanted, source):
    if ALL or count <= wanted:
        return set(range(count + 1))
    return {0, count} | set(source.sample(range(1, count), wanted))


def place(stage, disk, content):
    shutil.rmtree(stage.folder)
    disk.put(content)
    if stage.laptop.workspace.exists():
        stage.recognise()


def print_of(content):
    made = hashlib.sha256()
    for name, data in sorted(content.items()):
        made.update(f'{name} {len(data)}\n'.encode() + data)
    return made.digest()


def play(stage, scenario):
    source = random.Random(f'{SEED} {scenario.name}')
    stage.count(scenario)
    disk, steps = trace_of(stage, scenario)
    chosen = moments(len(steps), 5, source)
    tried, failures, seen = 0, [], set()
    for number in range(len(steps) + 1):
        ended = number == len(steps)
        for way in range(1 + CUTS if number in chosen else 0):
            content = disk.killed() if way == 0 else disk.cut(source)
            tried += 1
            if (ended, print_of(content)) in seen:
                continue             # the very same disk was looked at before
            seen.add((ended, print_of(content)))
            place(stage, disk, content)
            try:
                look(stage, scenario, True if ended else None)
                if len(seen) % GOES_ON == 0:
                    go_on(stage, scenario)
            except AssertionError as error:
                failures.append(f'{"killed" if way == 0 else "power cut"} after step {number} of {len(steps)}'
                                f' ({steps[number - 1][:2] if number else "start"}): {error}')
        if not ended:
            disk.step(*steps[number])
    print(f'# {scenario.name}: {tried} moments of {len(steps)} steps, {len(seen)} of them with another disk', flush=True)
    assert not failures, f'{len(failures)} of {tried}:\n' + '\n'.join(failures[:8])


def kill(stage, scenario):
    """SIGKILL after a random time."""
    source = random.Random(f'kill {SEED} {scenario.name}')
    stage.count(scenario)
    stage.reset(scenario)
    begun = time.monotonic()
    stage.run(scenario)
    lasts = time.monotonic() - begun
    hit = 0
    for _ in range(KILLS):
        stage.reset(scenario)
        environment = stage.environment()
        del environment['LD_PRELOAD']
        process = subprocess.Popen([LEPCTL, *map(str, scenario.command)], env=environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            code = process.wait(timeout=source.uniform(0, lasts * 1.2))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            code = process.wait()
        hit += code == -signal.SIGKILL
        look(stage, scenario, True if code in (0, 6) else None)
    print(f'# {scenario.name}: killed {hit} times in {KILLS}', flush=True)


def main():
    stage = Stage()
    with stage.world:
        scenarios = stage.scenarios()
        return tap.run([(f'{scenario.name}, step by step', lambda scenario=scenario: play(stage, scenario)) for scenario in scenarios] +
                       [(f'{scenario.name}, killed', lambda scenario=scenario: kill(stage, scenario)) for scenario in scenarios])


if __name__ == '__main__':
    sys.exit(main())
