#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two laptops that see each other only through two real Syncthing instances on loopback,
each watching its own copy of the exchange folder."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import time

from clitest import main, world
from tap import Skip
from test_sealed_folder import pair_with_keys, plain
from test_sync import Watching, agree

SECONDS = 120

CONFIG = '''<configuration version="36">
    <folder id="lep" label="lep" path="{path}" type="sendreceive" rescanIntervalS="5" fsWatcherEnabled="true" fsWatcherDelayS="1">
        <filesystemType>basic</filesystemType>
        <device id="{mine}"></device>
        <device id="{theirs}"></device>
        <minDiskFree unit="%">0</minDiskFree>
    </folder>
    <device id="{mine}" name="mine"><address>dynamic</address></device>
    <device id="{theirs}" name="theirs"><address>tcp://127.0.0.1:{their_port}</address></device>
    <gui enabled="false"><address>127.0.0.1:0</address></gui>
    <options>
        <listenAddress>tcp://127.0.0.1:{my_port}</listenAddress>
        <globalAnnounceEnabled>false</globalAnnounceEnabled>
        <localAnnounceEnabled>false</localAnnounceEnabled>
        <reconnectionIntervalS>1</reconnectionIntervalS>
        <relaysEnabled>false</relaysEnabled>
        <startBrowser>false</startBrowser>
        <natEnabled>false</natEnabled>
        <urAccepted>-1</urAccepted>
        <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
        <crashReportingEnabled>false</crashReportingEnabled>
        <minHomeDiskFree unit="%">0</minHomeDiskFree>
        <setLowPriority>false</setLowPriority>
    </options>
</configuration>
'''


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Syncthing:
    """One instance with a folder of its own."""

    def __init__(self, world_of, name):
        self.home = world_of.path / f'syncthing-{name}'
        self.folder = world_of.path / f'folder-{name}'
        self.folder.mkdir()
        self.port = free_port()
        self.environment = dict(PATH=os.environ['PATH'], HOME=str(self.home), LC_ALL='C.UTF-8', STNODEFAULTFOLDER='1', STNOUPGRADE='1')
        self.process = None
        done = subprocess.run(['syncthing', 'generate', f'--home={self.home}', '--no-default-folder'], env=self.environment, text=True,
                              capture_output=True, timeout=SECONDS, check=True)
        self.id = re.search(r'Device ID: ([A-Z0-9-]+)', done.stdout + done.stderr).group(1)

    def start(self, other):
        (self.home / 'config.xml').write_text(CONFIG.format(path=self.folder, mine=self.id, theirs=other.id, my_port=self.port,
                                                            their_port=other.port))
        with open(self.home / 'log', 'ab') as log:
            self.process = subprocess.Popen(['syncthing', 'serve', f'--home={self.home}', '--no-browser', '--no-restart'],
                                            env=self.environment, stdout=log, stderr=log, start_new_session=True)

    def stop(self):
        """Its own processes only: they are one session."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None


def until(holds, what):
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def bundles(folder):
    return sorted(path.name for path in folder.glob('*.lepx*'))


def carry(*options):
    if shutil.which('syncthing') is None:
        raise Skip('no syncthing here')
    with world() as w:
        one, two, made = pair_with_keys(w)
        left, right = Syncthing(w, 'left'), Syncthing(w, 'right')
        watching = []
        try:
            left.start(right)
            right.start(left)
            watching = [Watching(one, left.folder, *options), Watching(two, right.folder, *options)]
            one.run('put', 'project', made, 'title=Carried by Syncthing')
            watching[1].until(lambda answer: any(each['new'] == 1 for each in answer['read']), SECONDS)
            assert two.json('get', made)['title'] == 'Carried by Syncthing'

            two.run('put', 'project', made, 'next_steps=And back')
            watching[0].until(lambda answer: any(each['new'] == 1 for each in answer['read']), SECONDS)
            assert one.json('get', made)['next_steps'] == 'And back'

            # One is away for a while; both go on, one is killed and comes back.
            right.stop()
            one.run('put', 'project', made, 'title=While the other was away')
            two.run('put', 'project', made, 'next_steps=Meanwhile')
            right.start(left)
            watching[1].until(lambda answer: any(each['new'] >= 1 for each in answer['read']), SECONDS)
            watching[0].until(lambda answer: any(each['new'] >= 1 for each in answer['read']), SECONDS)
            agree(one, two)
            # What was read is taken away, on both sides.
            until(lambda: bundles(left.folder) == bundles(right.folder) and len(bundles(left.folder)) <= 2,
                  'the folders did not come to rest')
        finally:
            for each in watching:
                each.end(signal.SIGTERM)
            left.stop()
            right.stop()
        one.run('check')
        two.run('check')
        left_over = [path.name for path in left.folder.rglob('*') if path.suffix == '.part']
        assert left_over == [], left_over
        assert not options or plain(left.folder) == [], plain(left.folder)


def test_two_laptops_and_two_syncthings():
    carry()


def test_two_laptops_and_two_syncthings_sealed():
    carry('--seal')


if __name__ == '__main__':
    main(__name__)
