#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Full disks, small limits, media that can only be read, files that vanish: every command
that writes says so and changes nothing.

Usage: test_space.py LEPCTL SHIM [--all]
"""

import os
import resource
import shutil
import subprocess
import sys

from faultworld import ALL, Stage

import tap

SIZES = [0, 1, 512, 4096, 20000, 65536, 200000, 400000] if ALL else [0, 4096, 65536, 300000]


def judge(stage, scenario, done, what):
    fine = done.returncode in (0, 6)
    try:
        if not fine:
            stage.check_refused(scenario, done)
        stage.check_workspace(scenario, None if not fine and scenario.name == 'restore-backup' else fine)
        stage.check_output(scenario, fine)
        stage.check_leftovers(scenario)
    except AssertionError as error:
        raise AssertionError(f'{what}: {error}; it said: {done.stderr.strip()[-300:]}') from error
    return fine


def limited(stage, scenario):
    """No file may become larger than so."""
    stage.count(scenario)
    refused = 0
    for size in SIZES:
        stage.reset(scenario)
        done = stage.run(scenario, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        refused += not judge(stage, scenario, done, f'{size} bytes')
    assert refused, f'{scenario.name}: written without writing'


class Mounted:
    """A small disk in memory at the stage's folder."""

    def __init__(self, stage):
        self.stage = stage

    def __enter__(self):
        shutil.rmtree(self.stage.folder, ignore_errors=True)
        self.stage.folder.mkdir()
        done = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', self.stage.folder],
                              capture_output=True, check=False)
        if done.returncode:
            raise tap.Skip('no disk can be mounted here')
        return self

    def __exit__(self, *_):
        subprocess.run(['umount', self.stage.folder], check=True)

    def reset(self, scenario):
        """As Stage.reset (), but the folder itself stays: it is the mount."""
        for path in self.stage.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self.stage.base, self.stage.folder, dirs_exist_ok=True)
        self.stage.prepare_for(scenario)

    def fill(self, free):
        """Leaves so many bytes."""
        stat = os.statvfs(self.stage.folder)
        with open(self.stage.folder / 'in.fill', 'wb') as file:
            file.write(b'\0' * max(0, stat.f_bavail * stat.f_bsize - free))

    def remount(self, how):
        subprocess.run(['mount', '-o', f'remount,{how}', self.stage.folder], check=True)


def full(stage, scenario):
    stage.count(scenario)
    with Mounted(stage) as disk:
        refused = 0
        for size in SIZES:
            disk.reset(scenario)
            disk.fill(size)
            done = stage.run(scenario)
            (stage.folder / 'in.fill').unlink()
            refused += not judge(stage, scenario, done, f'{size} bytes free')
        assert refused, f'{scenario.name}: written without writing'


def only_read(stage, scenario):
    stage.count(scenario)
    with Mounted(stage) as disk:
        disk.reset(scenario)
        disk.remount('ro')
        done = stage.run(scenario)
        reads = {name: stage.laptop.start(*words) for name, words in
                 {'list': ['list', 'project'], 'digest': ['digest'], 'check': ['check']}.items()} if not scenario.fresh else {}
        disk.remount('rw')
        assert not judge(stage, scenario, done, 'a medium that can only be read')
        for name, read in reads.items():
            assert read.returncode == 0, f'{name} of a medium that can only be read: {read.stderr}'


def vanishing(stage):
    """What is read is not there any more, in the middle or at all."""
    scenario = next(scenario for scenario in stage.scenarios() if scenario.name == 'import')
    stage.count(scenario)
    path = stage.folder / 'in.lepx'
    for size in (0, 1, 37, 1000, len((stage.base / 'in.lepx').read_bytes()) - 1):
        stage.reset(scenario)
        path.write_bytes(path.read_bytes()[:size])
        assert not judge(stage, scenario, stage.run(scenario), f'cut at {size}')
    stage.reset(scenario)
    path.unlink()
    done = stage.run(scenario)
    assert done.returncode == 2 and 'in.lepx' in done.stderr, done
    for made in (lambda: path.mkdir(), lambda: os.mkfifo(path), lambda: path.symlink_to(stage.folder / 'nothing')):
        stage.reset(scenario)
        path.unlink()
        made()
        done = stage.run(scenario)
        assert done.returncode in (1, 2, 4), done
        stage.check_workspace(scenario, False)


def main():
    stage = Stage()
    with stage.world:
        scenarios = stage.scenarios()
        some = scenarios if ALL else [scenario for scenario in scenarios if scenario.name in ('put', 'import', 'export', 'backup', 'report pdf', 'report xlsx', 'report csv')]
        tests = [(f'{scenario.name}, small files', lambda scenario=scenario: limited(stage, scenario)) for scenario in scenarios]
        tests += [(f'{scenario.name}, full disk', lambda scenario=scenario: full(stage, scenario)) for scenario in some]
        tests += [(f'{scenario.name}, only to read', lambda scenario=scenario: only_read(stage, scenario)) for scenario in some]
        tests += [('a bundle that vanishes', lambda: vanishing(stage))]
        return tap.run(tests)


if __name__ == '__main__':
    sys.exit(main())
