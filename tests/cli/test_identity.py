#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A workspace that was copied, moved, restored or imaged takes a new id before it writes;
copies that nobody could notice become forks that both people are told of."""

import shutil
import subprocess

from clitest import BUSY, DONE, USAGE, WAITING, main, office, project, refused, world
from laptops import Laptop
from tap import Skip
from test_exchange import export, joined, meet, sender_number

SENTENCE = 'a new number of its own'


def replica(laptop):
    return laptop.json('status')['replica']


def takes_new(laptop, before):
    """The next command that writes says so, succeeds, and writes under a new id."""
    done = laptop.start('put', 'organisation', 'name=Written afterwards', 'actor_group=ngo')
    assert done.returncode == DONE and SENTENCE in done.stderr and done.stderr.count('\n') == 1, done
    after = replica(laptop)
    assert after != before
    have = next(space for space in laptop.json('status')['spaces'] if space['kind'] == 'programme')['have']
    assert after in [each['replica'] for each in have], have
    goes_on(laptop, after)
    laptop.run('check')
    return after


def goes_on(laptop, before):
    done = laptop.start('put', 'organisation', 'name=Written under the same id', 'actor_group=ngo')
    assert done.returncode == DONE and done.stderr == '' and replica(laptop) == before, done


def put_back(data, path):
    """Over the old bytes: the file stays the same one."""
    with open(path, 'r+b') as file:
        file.truncate(0)
        file.write(data)


def test_a_copied_file_and_its_original_part_ways():
    with world() as w:
        one = office(w)
        before = replica(one)
        copy = one.folder / 'copy.lep'
        shutil.copy(one.workspace, copy)
        original, one.workspace = one.workspace, copy
        mine = takes_new(one, before)
        one.workspace = original
        goes_on(one, before)
        one.workspace = copy
        goes_on(one, mine)


def test_another_machine():
    with world() as w:
        one = office(w)
        before = replica(one)
        one.environment = lambda kept=one.environment: dict(kept(), LEP_MACHINE_ID='another machine')
        takes_new(one, before)


def test_an_old_backup_in_the_place_of_the_file():
    with world() as w:
        one = office(w)
        before = replica(one)
        old = one.workspace.read_bytes()
        one.put('organisation', 'name=Lost', 'actor_group=ngo')
        put_back(old, one.workspace)
        takes_new(one, before)


def test_an_imaged_home():
    with world() as w:
        one = office(w)
        before = replica(one)
        image = w.path / 'image'
        shutil.copytree(one.folder, image)
        other = Laptop.__new__(Laptop)
        other.__dict__.update(one.__dict__, name='image', folder=image, temp=image / 'tmp', workspace=image / 'workspace.lep')
        takes_new(other, before)
        goes_on(one, before)


def test_no_keys_any_more():
    with world() as w:
        one = office(w)
        before = replica(one)
        shutil.rmtree(one.folder / 'state')
        after = takes_new(one, before)
        assert (one.folder / 'state' / 'lep' / after / 'sign.key').stat().st_mode & 0o777 == 0o600


def test_a_key_that_others_can_read_signs_no_more():
    with world() as w:
        one = office(w)
        before = replica(one)
        key = one.folder / 'state' / 'lep' / before / 'sign.key'
        key.chmod(0o644)
        done = one.start('put', 'organisation', 'name=A', 'actor_group=ngo')
        assert 'could be read by others on this computer' in done.stderr, done
        after = replica(one)
        assert after != before and key.with_name('..').joinpath(after, 'sign.key').stat().st_mode & 0o777 == 0o600


def test_reading_renews_nothing_and_needs_no_place_to_write():
    with world() as w:
        one = office(w)
        _, made = project(one)
        commands = (('get', made), ('list', 'project'), ('status',), ('digest',), ('conflicts',), ('attention',), ('peers',),
                    ('history', made), ('check',), ('trust', '--list'), ('list', 'indicator'))
        state = one.folder / 'state' / 'lep' / replica(one) / 'state'
        before = one.workspace.read_bytes(), state.read_bytes(), state.stat().st_mtime_ns
        shutil.move(one.folder / 'state', one.folder / 'elsewhere')
        for command in commands:
            one.run(*command)
        assert not (one.folder / 'state').exists()
        shutil.move(one.folder / 'elsewhere', one.folder / 'state')
        assert before == (one.workspace.read_bytes(), state.read_bytes(), state.stat().st_mtime_ns)
        goes_on(one, replica(one))


def mounts_read_only(folder):
    """A command that runs others with the folder mounted read-only; None if this is not allowed here."""
    words = ['unshare', '--mount', '--map-root-user', 'sh', '-c',
             'mount --bind -o ro "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"', str(folder)]
    try:
        allowed = subprocess.run([*words, 'true'], capture_output=True, timeout=20, check=False).returncode == 0
    except OSError:
        allowed = False
    return words if allowed else None


def test_a_read_only_medium_is_read():
    with world() as w:
        one = office(w)
        _, made = project(one)
        mounted = mounts_read_only(one.folder)
        if mounted is None:
            raise Skip('no mounts are allowed here')
        bundle, table = w.stick('b.lepx', one.export('--full')), w.stick('t.csv', f'id,title\n{made},From a table\n'.encode())
        temp = w.path / 'temp'
        temp.mkdir()
        for command, code in ((('get', made), DONE), (('status',), DONE), (('check',), DONE), (('digest',), DONE),
                              (('import', bundle, '--dry-run'), DONE), (('csv', 'import', 'project', table, '--dry-run'), DONE),
                              (('import', bundle), BUSY), (('csv', 'import', 'project', table), BUSY),
                              (('put', 'project', made, 'title=No'), BUSY)):
            done = subprocess.run([*mounted, w.lepctl, *command], env=dict(one.environment(), TMPDIR=str(temp)), text=True,
                                  capture_output=True, timeout=60, check=False)
            assert done.returncode == code, (command, done)
            assert list(temp.iterdir()) == [], command


def test_changes_of_ones_own_that_come_back():
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        meet(one, two)
        before = replica(one)
        state = one.folder / 'state' / 'lep' / before / 'state'
        old, noted = one.workspace.read_bytes(), state.read_bytes()
        one.run('put', 'project', made, 'title=Given before the disaster')
        two.run('import', export(one))
        put_back(old, one.workspace)
        state.write_bytes(noted)
        done = one.start('import', export(two, '--full'))
        assert done.returncode == DONE and 'restored or copied' in done.stderr, done
        assert one.json('get', made)['title'] == 'Given before the disaster'
        after = replica(one)
        assert after != before
        one.run('put', 'project', made, 'title=Afterwards')
        two.run('import', export(one), '--trust', sender_number(one, export(one)))
        assert two.json('get', made)['title'] == 'Afterwards' and two.json('conflicts') == []


def test_an_unnoticed_copy_forks_and_both_are_told():
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        meet(one, two)
        before = replica(one)
        state = one.folder / 'state' / 'lep' / before / 'state'
        old, noted = one.workspace.read_bytes(), state.read_bytes()
        one.run('put', 'project', made, 'title=First copy')
        first = export(one, '--full')
        put_back(old, one.workspace)
        state.write_bytes(noted)
        one.run('put', 'project', made, 'title=Second copy')
        assert replica(one) == before
        two.run('import', export(one, '--full'))
        assert 'Two copies' not in two.run('status')
        done = two.start('import', first)
        assert done.returncode == WAITING and 'Both are kept' in done.stderr, done
        assert {value['value'] for value in two.json('conflicts')[0]['values']} == {'First copy', 'Second copy'}
        assert 'Two copies of the workspace of “office”' in two.run('status')
        lines = [line for line in two.json('attention') if line['kind'] == 'replica']
        assert [line['id'] for line in lines] == [before] and 'Two copies' in lines[0]['text'], lines
        done = one.start('import', export(two, '--full'))
        assert done.returncode == WAITING and 'restored or copied' in done.stderr, done
        assert replica(one) != before and 'Two copies' in one.run('status')
        one.run('resolve', made, 'title', '--pick', '1')
        two.run('import', export(one, '--full'), '--trust', sender_number(one, export(one)))
        mine, theirs = one.json('digest')['spaces'], two.json('digest')['spaces']
        assert all(mine[space] == theirs[space] for space in theirs), (mine, theirs)
        two.run('check')
        one.run('check')


def everything(folder):
    """All files below a folder with their bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob('*')) if path.is_file()}


def test_a_dry_run_writes_nothing_and_takes_no_number():
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        one.run('put', 'project', made, 'title=New')
        bundle = one.export('--full')
        table = w.stick('table.csv', f'id,title\n{made},From a table\n'.encode())
        copy = two.folder / 'copy.lep'
        shutil.copy(two.workspace, copy)
        path = w.stick('b.lepx', bundle)
        before = everything(two.folder)
        for workspace in (two.workspace, copy):
            told = two.json('--workspace', workspace, 'import', path, '--dry-run')[0]
            assert told['rows']['project']['changed'] == 1, told
            done = two.start('--workspace', workspace, 'csv', 'import', 'project', table, '--dry-run')
            assert done.returncode == 0 and done.stderr == '', done
        assert everything(two.folder) == before and two.leftovers() == []
        refused(two, USAGE, '--workspace', w.path / 'nothing.lep', 'import', path, '--dry-run', tells=('nothing.lep',))


if __name__ == '__main__':
    main(__name__)
