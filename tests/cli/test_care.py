#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Care of the workspace through lepctl: check, rebuild, backup, restore-backup."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

from clitest import BUNDLE, REFUSED, main, office, project, refused, world


def test_check_finds_nothing_in_a_sound_workspace():
    with world() as w:
        laptop = office(w)
        project(laptop)
        assert laptop.json('check') == {'sound': True}
        assert laptop.run('check')


def test_rebuild_changes_nothing():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        before, digest = laptop.json('get', made), laptop.json('digest')
        assert laptop.json('rebuild') == {'rebuilt': True}
        assert laptop.json('get', made) == before and laptop.json('digest') == digest
        laptop.run('check')


def tamper(workspace, statement):
    """Writes past the program, as another program would."""
    connection = sqlite3.connect(workspace)
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_another_program_cannot_write_records():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        connection = sqlite3.connect(laptop.workspace)
        for statement in ("UPDATE k_project SET title = 'Forged'", 'DELETE FROM row', 'INSERT INTO k_outcome (rid) VALUES (99)'):
            try:
                connection.execute(statement)
                raise AssertionError(f'{statement} was let through')
            except sqlite3.DatabaseError as error:
                assert 'Only the log writes here' in str(error), error
        connection.close()
        assert laptop.json('get', made)['title'] == 'Welders'


def test_check_finds_a_changed_table_and_rebuild_mends_it():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        tamper(laptop.workspace, "UPDATE k_project SET title = 'Forged'")
        assert laptop.json('get', made)['title'] == 'Forged'
        refused(laptop, BUNDLE, 'check')
        laptop.run('rebuild')
        assert laptop.json('get', made)['title'] == 'Welders'


def test_check_finds_a_changed_log():
    with world() as w:
        laptop = office(w)
        project(laptop)
        tamper(laptop.workspace, "UPDATE change SET body = replace (body, 'Welders', 'Forgers')")
        refused(laptop, BUNDLE, 'check')


def test_a_changed_log_goes_nowhere():
    """Not into bundles, which nobody would take, nor out of a backup; what is there stays."""
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        copy = laptop.folder / 'copy.lep'
        laptop.run('backup', copy)
        copy.write_bytes(copy.read_bytes().replace(b'Welders', b'Forgers'))
        shown, number = laptop.json('digest'), laptop.json('status')['replica']
        label = laptop.json('status')['label']
        refused(laptop, BUNDLE, 'restore-backup', copy, tells=(f'of the laptop “{label}” is not what it was', 'Take another backup'))
        assert laptop.json('digest') == shown and laptop.json('status')['replica'] == number

        laptop.workspace.write_bytes(laptop.workspace.read_bytes().replace(b'Welders', b'Forgers'))
        for command in (['export', '--full', '--output', laptop.folder / 'out.lepx'], ['rebuild'], ['check']):
            refused(laptop, BUNDLE, *command, tells=(f'of the laptop “{label}” is not what it was', 'join anew'))
        assert not (laptop.folder / 'out.lepx').exists()
        assert laptop.json('get', made)['title'] == 'Forgers', 'the records are still shown'


def test_a_backup_comes_back_under_a_new_id():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        copy = laptop.folder / 'copy.lep'
        assert laptop.json('backup', copy) == {'file': str(copy)}
        replica = laptop.json('status')['replica'] if 'status' in laptop.run('--help') else None
        laptop.run('put', 'project', made, 'title=Later')
        laptop.run('restore-backup', copy)
        assert laptop.json('get', made)['title'] == 'Welders'
        if replica is not None:
            assert laptop.json('status')['replica'] != replica
        laptop.run('put', 'project', made, 'title=Goes on')
        laptop.run('check')
        kept = [path for path in laptop.folder.rglob('*.lep') if path not in (copy, laptop.workspace)]
        assert kept, list(laptop.folder.rglob('*'))


def test_two_backups_of_one_moment_stand_side_by_side():
    with world() as w:
        laptop = office(w)
        copy = laptop.folder / 'copy.lep'
        laptop.run('backup', copy)
        laptop.clock = lambda: '2026-11-21T10:00:00.000Z'
        for _ in range(3):
            told = laptop.run('restore-backup', copy)
            assert 'Others must compare the new number' in told and re.search(r'The new number: (\d{5} ){5}\d{5}\n', told), told
            assert 'nobody can name officers or block a laptop now' in told, 'the founder was alone'
        names = sorted(path.name for path in laptop.folder.rglob('*-backups/*.lep'))
        assert len(names) == 3 and names[1].endswith('_02.lep') and names[2].endswith('_03.lep'), names


def test_a_copied_workspace_takes_a_new_id():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        copy = laptop.folder / 'copied.lep'
        shutil.copy(laptop.workspace, copy)
        done = laptop.start('--workspace', copy, 'put', 'project', made, 'title=In the copy')
        assert done.returncode == 0 and 'copy' in done.stderr, done
        replicas = {row['by'] or '': row['replica'] for row in laptop.json('--workspace', copy, 'history', made)}
        assert replicas
        entries = laptop.json('--workspace', copy, 'history', made)
        assert entries[0]['replica'] != entries[-1]['replica'], entries


DIES = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute('PRAGMA cache_size = 2')
connection.execute('BEGIN IMMEDIATE')
for number in range(400):
    connection.execute('INSERT INTO meta VALUES (?, ?)', (f'x{number}', 'x' * 4000))
os._exit(9)
"""


def test_readers_too_get_over_a_writer_that_died():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        digest = laptop.json('digest')
        died = subprocess.run([sys.executable, '-c', DIES, laptop.workspace], check=False, timeout=60)
        assert died.returncode == 9 and laptop.workspace.with_name('workspace.lep-journal').exists()
        assert laptop.json('get', made)['title'] == 'Welders'
        assert laptop.json('digest') == digest
        laptop.run('check')
        laptop.run('put', 'project', made, 'title=Goes on')


def test_what_is_no_workspace_is_not_restored():
    with world() as w:
        laptop = office(w)
        before = laptop.workspace.read_bytes()
        other = sqlite3.connect(w.path / 'other.db')
        other.execute('CREATE TABLE x (y)')
        other.close()
        for name, data in (('empty', b''), ('text', b'hello')):
            refused(laptop, BUNDLE, 'restore-backup', w.stick(name, data))
        refused(laptop, BUNDLE, 'restore-backup', w.path / 'other.db')
        os.mkfifo(w.path / 'pipe')
        for path in (w.path / 'pipe', w.path):
            refused(laptop, BUNDLE, 'restore-backup', path, tells=('not a backup',))
        other = w.path / 'other.lep'
        laptop.run('backup', other)
        with closing(sqlite3.connect(other)) as changed:
            changed.execute('PRAGMA journal_mode = WAL')
        refused(laptop, BUNDLE, 'restore-backup', other, tells=('another backup',))
        (w.path / 'itself').symlink_to(laptop.workspace)
        for path in (laptop.workspace, w.path / 'itself'):
            refused(laptop, REFUSED, 'restore-backup', path, tells=('the workspace itself',))
        assert laptop.workspace.read_bytes() == before


def test_a_pipe_is_not_replaced():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        pipe = laptop.folder / 'pipe.pdf'
        os.mkfifo(pipe)
        for command in (['export', '--full', '--output', pipe], ['csv', 'export', 'project', pipe],
                        ['report', 'project-summary', made, '-o', pipe]):
            refused(laptop, 1, *command, tells=('no ordinary file',))
        assert pipe.is_fifo()


def test_nothing_is_written_over_the_workspace():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        document = laptop.put('document', f'owner={made}', f'sha256=@{w.stick("note.txt", b"A note.")}')
        linked = laptop.folder / 'linked.pdf'
        linked.symlink_to(laptop.workspace)
        twin = laptop.folder / 'twin.pdf'
        os.link(laptop.workspace, twin)
        before = laptop.digest()
        for target in (laptop.workspace, linked, twin, laptop.workspace.with_name('workspace.lep-journal')):
            for command in (['export', '--full', '--output', target], ['export', '--request', '--output', target],
                            ['csv', 'export', 'project', target], ['documents', 'save', document, target]):
                refused(laptop, REFUSED, *command, tells=(str(target), 'Choose another name'))
        for target in (linked, twin):
            refused(laptop, REFUSED, 'report', 'project-summary', made, '-o', target, tells=('Choose another name',))
        refused(laptop, REFUSED, 'backup', laptop.workspace.with_name('workspace.lep-journal'))
        assert linked.is_symlink() and laptop.leftovers() == [], laptop.leftovers()
        assert laptop.digest() == before
        laptop.run('check')
        assert not laptop.workspace.with_name('workspace.lep-journal').exists()


if __name__ == '__main__':
    main(__name__)
