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


def mount(folder, size):
    """A small disk in memory."""
    done = subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={size}', 'tmpfs', folder], capture_output=True, check=False)
    if done.returncode:
        raise tap.Skip('no disk can be mounted here')


class Mounted:
    """A small disk in memory at the stage's folder."""

    def __init__(self, stage):
        self.stage = stage

    def __enter__(self):
        shutil.rmtree(self.stage.folder, ignore_errors=True)
        self.stage.folder.mkdir()
        mount(self.stage.folder, '16m')
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


def checked(stage):
    """Who looks whether a full disk did harm has no room on it, nor for temporary files."""
    scenario = next(scenario for scenario in stage.scenarios() if scenario.name == 'put')
    with Mounted(stage) as disk:
        disk.reset(scenario)
        disk.fill(0)
        done = stage.laptop.start('check')
        assert done.returncode == 0, done


def named(stage):
    """What finds no room on a stick is told by the name that was asked for, not by that of a temporary file."""
    stage.reset(next(scenario for scenario in stage.scenarios() if scenario.name == 'put'))
    words, stick = stage.folder / 'words', stage.folder / 'made'
    words.write_text('correct horse battery staple')
    mount(stick, '4k')
    try:
        for command in (['csv', 'export', 'project', stick / 'x.csv'], ['report', 'project-summary', stage.project, '-o', stick / 'x.pdf'],
                        ['export', '--full', '--output', stick / 'x.lepx'], ['backup', stick / 'x.lep'],
                        ['export', '--full', '--passphrase-file', words, '--output', stick / 'x.lepx.age']):
            (stick / 'fill').write_bytes(b'\0' * 4096)
            done = stage.laptop.start(*command)
            told = f'“{command[-1]}” was not written: the disk is full there. Free some space, or choose another place.'
            assert done.returncode == 1 and told in done.stderr, (command, done)
            assert [path.name for path in stick.iterdir()] == ['fill'], command
    finally:
        subprocess.run(['umount', stick], check=True)


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
        old = scenario.name == 'upgrade'  # what an older program wrote is read once it is brought up to date
        for name, read in reads.items():
            assert (read.returncode == 0) != old, f'{name} of a medium that can only be read: {read.stderr}'
            assert not old or 'Open it once where it can be written.' in read.stderr, read


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
        tests += [('check, full disk', lambda: checked(stage)), ('names, full stick', lambda: named(stage))]
        tests += [('a bundle that vanishes', lambda: vanishing(stage))]
        return tap.run(tests)


if __name__ == '__main__':
    sys.exit(main())
