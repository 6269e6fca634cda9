#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The exchange folder: laptops that only ever see a folder end with the same records."""

import json
import os
import pty
import random
import re
import select
import shutil
import signal
import subprocess
import time

from clitest import BUNDLE, BUSY, DONE, FAILED, REFUSED, USAGE, WAITING, main, office, project, refused, tap, world
from laptops import Laptop
from test_exchange import export, joined, meet, sender_number


def folder_of(w):
    folder = w.path / 'folder'
    folder.mkdir()
    return folder


def bundles(folder):
    return sorted(path.name for path in folder.glob('*.lepx'))


def sync(laptop, folder, ends=(DONE, WAITING)):
    return laptop.json('sync', folder, ends=ends)


def agree(*laptops):
    spaces = [laptop.json('digest')['spaces'] for laptop in laptops]
    for other in spaces[1:]:
        assert all(spaces[0].get(space) == digest for space, digest in other.items()), spaces


def pair(w):
    one = office(w)
    _, made = project(one)
    two = joined(w, one)
    meet(one, two)
    return one, two, made


def test_what_one_writes_the_other_reads():
    with world() as w:
        one, two, made = pair(w)
        folder = folder_of(w)
        one.run('put', 'project', made, 'title=Through the folder')
        answer = sync(one, folder)
        assert set(answer) == {'read', 'written', 'pruned', 'ignored', 'others'}, answer
        assert [(each['to'], each['changes']) for each in answer['written']] == [(two.json('status')['replica'], 1)], answer
        assert [each['file'] for each in answer['written']] == bundles(folder)
        told = sync(two, folder)
        assert [each['new'] for each in told['read']] == [1] and two.json('get', made)['title'] == 'Through the folder', told
        # The acknowledgement goes back, and the bundle that was read goes away.
        assert [each['changes'] for each in told['written']] == [0], told
        done = sync(one, folder)
        assert done['pruned'] == 1 and answer['written'][0]['file'] not in bundles(folder), done
        agree(one, two)


def test_it_comes_to_rest():
    with world() as w:
        one, two, made = pair(w)
        folder = folder_of(w)
        one.run('put', 'project', made, 'title=A')
        two.run('put', 'project', made, 'next_steps=B')
        for _ in range(3):
            sync(one, folder)
            sync(two, folder)
        for laptop in (one, two, one, two):
            answer = sync(laptop, folder)
            assert {**answer, 'others': 0} == {'read': [], 'written': [], 'pruned': 0, 'ignored': [], 'others': 0}, answer
        assert len(bundles(folder)) <= 2
        agree(one, two)


def test_three_in_any_order():
    for seed in range(3):
        with world() as w:
            chance = random.Random(seed)
            one, two, made = pair(w)
            three = joined(w, one, 'third')
            meet(one, three)
            folder, laptops = folder_of(w), [one, two, three]
            for step in range(8):
                laptop = chance.choice(laptops)
                laptop.run('put', 'project', made, f'{chance.choice(("title", "next_steps"))}=Step {step}')
                sync(chance.choice(laptops), folder, ends=(DONE, BUNDLE, WAITING))
            for _ in range(3):
                for laptop in chance.sample(laptops, 3):
                    sync(laptop, folder, ends=(DONE, BUNDLE, WAITING))
            agree(one, two, three)
            assert len(bundles(folder)) <= 6, bundles(folder)


def test_partial_and_foreign_files_are_left_alone():
    with world() as w:
        one, two, made = pair(w)
        folder = folder_of(w)
        one.run('put', 'project', made, 'title=Whole')
        sync(one, folder)
        whole = folder / bundles(folder)[0]
        data = whole.read_bytes()
        whole.unlink()
        others = {'half.lepx': data[:len(data) // 2], '.syncthing.half.lepx.tmp': data, '.hidden.lepx': data, '~half.lepx': data,
                  'half.lepx.part': data, 'notes.txt': b'notes', 'empty.lepx': b'', 'no.lepx': b'no bundle at all'}
        for name, content in others.items():
            (folder / name).write_bytes(content)
        (folder / 'folder.lepx').mkdir()
        (folder / 'link.lepx').symlink_to(folder / 'notes.txt')
        answer = sync(two, folder, ends=(DONE,))
        assert answer['read'] == [] and sorted(each['file'] for each in answer['ignored']) == ['empty.lepx', 'half.lepx', 'no.lepx'], answer
        assert two.start('sync', folder).stderr == '', 'they may be on their way'
        assert two.json('get', made)['title'] == 'Welders'
        assert all((folder / name).read_bytes() == content for name, content in others.items())
        # What did not become whole within a while is told, as often as it is looked at.
        for name in ('half.lepx', 'empty.lepx'):
            os.utime(folder / name, (1_700_000_000, 1_700_000_000))
        for _ in range(2):
            told = two.start('sync', folder)
            assert told.returncode == BUNDLE, told
            assert sorted(line.split(': ')[1] for line in told.stderr.splitlines()) == ['empty.lepx', 'half.lepx'], told.stderr
        (folder / 'empty.lepx').unlink()
        # The rest of it arrives.
        (folder / 'half.lepx').write_bytes(data)
        assert [each['new'] for each in sync(two, folder)['read']] == [1]
        # Under another name it is still the same bundle.
        (folder / 'half (conflicted copy).lepx').write_bytes(data)
        assert sync(two, folder)['read'] == []
        assert two.leftovers() == []


def test_what_cannot_be_opened_is_told_and_the_rest_is_read():
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        folder = folder_of(w)
        meet(one, two)
        two.run('put', 'project', made, 'title=Cooks')
        (folder / 'z.lepx').write_bytes(two.export('--full'))
        for name, content in (('a.lepx', b'of somebody else'), ('b.lepx', b'no bundle')):
            (folder / name).write_bytes(content)
        (folder / 'a.lepx').chmod(0)
        as_clerk = ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'] if os.geteuid() == 0 else []
        for damaged, ends in ((False, FAILED), (True, BUNDLE)):
            if damaged:
                os.utime(folder / 'b.lepx', (1_700_000_000, 1_700_000_000))
            done = subprocess.run([*as_clerk, w.lepctl, 'sync', folder], env=one.environment(), capture_output=True, text=True, check=False,
                                  timeout=60)
            lines = done.stderr.splitlines()
            assert done.returncode == ends and lines[0].startswith('lepctl: a.lepx: ') and len(lines) == 1 + damaged, done
        assert one.json('get', made)['title'] == 'Cooks'


def test_strangers_are_named_and_read_once_trusted():
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        folder = folder_of(w)
        two.run('put', 'project', made, 'title=By a stranger')
        sync(two, folder)
        done = one.start('sync', folder)
        assert done.returncode == BUNDLE and 'unknown signer' in done.stderr and one.json('get', made)['title'] == 'Welders', done
        bundle = folder / bundles(folder)[0]
        one.run('import', bundle, '--trust', sender_number(two, bundle))
        assert one.json('get', made)['title'] == 'By a stranger'
        sync(one, folder, ends=(DONE,))
        sync(two, folder, ends=(DONE,))
        agree(one, two)


def test_only_those_who_take_part_get_something():
    with world() as w:
        one, two, made = pair(w)
        three = joined(w, two, 'third')
        two.run('import', export(three, '--full'), '--trust', sender_number(three, export(three)))
        one.run('trust', 'partner', '--introducer', 'yes')
        three.run('put', 'project', made, 'next_steps=Only through the second')
        two.run('import', export(three, '--full'))
        one.run('import', export(two, '--full'))
        assert 'third' in [peer['label'] for peer in one.json('peers')]
        folder = folder_of(w)
        one.run('put', 'project', made, 'title=For the second only')
        assert [each['to'] for each in sync(one, folder)['written']] == [two.json('status')['replica']]
        # Once it puts something there itself it gets its own.
        sync(two, folder)
        sync(three, folder)
        assert three.json('status')['replica'] in [each['to'] for each in sync(one, folder)['written']]
        sync(three, folder)
        assert three.json('get', made)['title'] == 'For the second only'


def test_a_restored_workspace_gets_its_own_back():
    with world() as w:
        one, two, made = pair(w)
        folder = folder_of(w)
        backup = one.folder / 'backup.lep'
        one.run('backup', backup)
        one.run('put', 'project', made, 'title=After the backup')
        sync(one, folder)
        one.run('restore-backup', backup)
        assert one.json('get', made)['title'] == 'Welders'
        sync(one, folder)
        assert one.json('get', made)['title'] == 'After the backup'
        sync(two, folder, ends=(DONE, BUNDLE))
        assert two.json('get', made)['title'] == 'After the backup'


def test_a_workspace_never_lies_in_it():
    with world() as w:
        one, _, made = pair(w)
        folder = folder_of(w)
        refused(one, REFUSED, 'sync', one.folder, tells=(str(one.folder),))
        refused(one, REFUSED, 'sync', w.path)
        refused(one, USAGE, 'sync', w.path / 'nowhere', tells=('nowhere',))
        assert not (one.folder / '.lep-exchange').exists() and not (w.path / '.lep-exchange').exists()
        sync(one, folder)
        stranger = Laptop(w, 'stranger')
        (folder / 'deep' / 'down').mkdir(parents=True)
        stranger.workspace = folder / 'deep' / 'down' / 'workspace.lep'
        refused(stranger, REFUSED, 'init', '--laptop', 'stranger', tells=(str(folder),))
        assert not stranger.workspace.exists()
        inside = folder / 'copied.lep'
        shutil.copy(one.workspace, inside)
        before = inside.read_bytes()
        one.workspace = inside
        refused(one, BUSY, 'put', 'project', made, 'title=No', tells=(str(folder),))
        assert inside.read_bytes() == before and one.json('get', made)['title'] == 'Welders'


def test_folders_of_other_programs_are_known():
    with world() as w:
        for marker in ('.stfolder', '.owncloudsync.log', '.sync_0123456789ab.db', '._sync_0123456789ab.db', '.dropbox.cache'):
            laptop = Laptop(w, f'with{marker}')
            (laptop.folder / marker).mkdir()
            line = refused(laptop, REFUSED, 'init', '--laptop', 'one')
            assert str(laptop.folder) in line and not laptop.workspace.exists(), line


def test_killed_in_the_middle():
    with world() as w:
        one, two, made = pair(w)
        folder = folder_of(w)
        chance = random.Random(1)
        for step in range(6):
            one.run('put', 'project', made, f'title=Step {step}')
            for laptop in (one, two):
                process = subprocess.Popen([w.lepctl, 'sync', str(folder)], env=laptop.environment(), stdout=subprocess.DEVNULL,
                                           stderr=subprocess.DEVNULL)
                try:
                    process.wait(timeout=chance.uniform(0.005, 0.12))
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        for _ in range(2):
            sync(one, folder)
            sync(two, folder)
        agree(one, two)
        one.run('check')
        two.run('check')
        assert two.json('get', made)['title'] == 'Step 5'
        # What a death left is taken away when it is surely nobody's any more.
        stale = folder / 'old.lepx.part'
        stale.write_bytes(b'half')
        os.utime(stale, (1, 1))
        fresh = folder / 'new.lepx.part'
        fresh.write_bytes(b'half')
        one.run('put', 'project', made, 'title=Last')
        sync(one, folder)
        assert not stale.exists() and fresh.exists()
        sync(two, folder)
        sync(one, folder)
        sync(two, folder)
        assert len(bundles(folder)) <= 2, bundles(folder)


def on_terminal(laptop, *arguments):
    """What a command writes to a terminal."""
    try:
        here, there = pty.openpty()
    except OSError as reason:
        raise tap.Skip(f'no terminal can be opened here: {reason}') from reason
    process = subprocess.Popen([laptop.world.lepctl, *map(str, arguments)], env=laptop.environment(), stdin=there, stdout=there, stderr=there)
    os.close(there)
    said = b''
    try:
        while piece := os.read(here, 65536):
            said += piece
    except OSError:                     # nobody holds the other end any more
        pass
    os.close(here)
    process.wait(timeout=60)
    return said


def test_the_progress_goes_before_anything_is_told():
    with world() as w:
        one, two, made = pair(w)
        folder, said = folder_of(w), b''
        for n_documents in (4, 12, 36):
            for _ in range(n_documents):
                document = one.folder / 'document.bin'
                document.write_bytes(os.urandom(4 << 20))
                one.put('document', f'owner={made}', f'sha256=@{document}')
            sync(one, folder)
            said = on_terminal(two, 'sync', folder)
            assert b'new change' in said, said
            if b'%' in said:            # it took long enough to be shown
                break
        assert b'%' in said and not re.search(rb'%[^\r]', said), said


class Watching:
    """A `sync --watch` under way; what it says is read line by line, never waited for by the clock alone."""

    def __init__(self, laptop, folder, *options):
        self.process = subprocess.Popen([laptop.world.lepctl, 'sync', str(folder), '--watch', '--json', *options], env=laptop.environment(),
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.said = b''

    def line(self, end):
        while b'\n' not in self.said:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, end - time.monotonic()))
            piece = os.read(self.process.stdout.fileno(), 65536) if ready else b''
            assert piece, f'nothing was said: {self.process.poll()}'
            self.said += piece
        line, self.said = self.said.split(b'\n', 1)
        return line

    def until(self, done, seconds=60):
        """The first round for which @done holds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            answer = json.loads(self.line(end))
            if done(answer):
                return answer
        raise AssertionError('it did not come')

    def end(self, number):
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=30)
        assert self.process.returncode == 0, (self.process.returncode, out, err)


def test_watching_goes_on_until_it_is_stopped():
    with world() as w:
        one, two, made = pair(w)
        folder = folder_of(w)
        first, second = Watching(one, folder), Watching(two, folder)
        try:
            # Another process writes into the workspace that is being watched.
            one.run('put', 'project', made, 'title=Seen at once')
            first.until(lambda answer: any(each['changes'] == 1 for each in answer['written']))
            second.until(lambda answer: any(each['new'] == 1 for each in answer['read']))
            assert two.json('get', made)['title'] == 'Seen at once'
        finally:
            first.end(signal.SIGTERM)
            second.end(signal.SIGINT)
        assert not list(folder.glob('*.part'))


if __name__ == '__main__':
    main(__name__)
