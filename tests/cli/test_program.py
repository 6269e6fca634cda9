#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lepctl itself: help, manual, schema, surroundings, answers that get lost."""

import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import time

from clitest import BUNDLE, BUSY, FAILED, LEPCTL, USAGE, ID, main, office, refused, world
import tap
from laptops import Laptop


def run(*arguments):
    return subprocess.run([LEPCTL, *arguments], text=True, capture_output=True, timeout=60, check=False)


def commands():
    text = run('--help').stdout.split('Commands:\n')[1].split('\n\n')[0]
    return [line.split()[0] for line in text.splitlines()]


def test_every_command_has_help_and_a_manual_page():
    names = commands()
    assert {'init', 'put', 'get', 'list', 'schema'} <= set(names), names
    for name in names:
        text = run(name, '--help')
        assert text.returncode == 0 and text.stdout.startswith(f'Usage: lepctl {name}'), text
        assert run('help', name).stdout == text.stdout, name
        page = run('--manual', name).stdout
        assert page.startswith('.TH "LEPCTL') and '.SH DESCRIPTION' in page, page[:200]


def test_help_of_no_command_is_refused():
    assert run('help').stdout == run('--help').stdout
    done = run('help', 'nosuch')
    assert done.returncode == USAGE and done.stdout == '' and '“nosuch”' in done.stderr, done


def test_the_manual_pages_are_sound():
    if shutil.which('man') is None:
        raise tap.Skip('man is not installed')
    for name in ['', *commands()]:
        page = run('--manual', name).stdout
        done = subprocess.run(['man', '--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', '-'], input=page, text=True,
                              capture_output=True, timeout=60, check=False)
        assert done.returncode == 0 and done.stderr == '', f'{name}: {done.stderr}'


def test_the_completion_knows_every_command():
    text = run('--bash-completion').stdout
    subprocess.run(['bash', '-n'], input=text, text=True, check=True, timeout=60)
    for name in commands():
        asked = f'{text}\nCOMP_WORDS=(lepctl {name[:-1]}); COMP_CWORD=1; _lepctl; echo "${{COMPREPLY[@]}}"'
        done = subprocess.run(['bash', '-c', asked], text=True, capture_output=True, timeout=60, check=True)
        assert name in done.stdout.split(), f'{name}: {done.stdout}'


def test_the_version_is_told():
    done = run('--version')
    assert done.returncode == 0 and done.stdout.startswith('lepctl '), done


def test_wrong_usage_ends_with_2():
    with world() as w:
        laptop = Laptop(w, 'a')
        refused(laptop, USAGE)
        refused(laptop, USAGE, 'fly', tells=('fly',))
        refused(laptop, USAGE, 'get')
        refused(laptop, USAGE, 'get', 'a', 'b')
        refused(laptop, USAGE, 'list', 'project', '--colour', tells=('--colour',))
        refused(laptop, USAGE, 'list', 'project', tells=('workspace',))
        refused(laptop, USAGE, 'init', '--programme', 'P', tells=('--currency',))


def test_a_wrong_clock_of_a_test_is_told():
    with world() as w:
        laptop = Laptop(w, 'a')
        laptop.clock = lambda: 'noon'
        refused(laptop, USAGE, 'init', tells=('noon',))


def test_errors_are_one_short_visible_line():
    with world() as w:
        laptop = office(w)
        line = refused(laptop, USAGE, 'get', 'x\x1b[31m\u202ey\n' + 'z' * 1000)
        assert '\\x1B' in line and '\\xE2\\x80\\xAE' in line, line
        assert line.endswith('…'), line


def test_a_lost_answer_is_a_failure():
    with world() as w:
        laptop = office(w)
        with open('/dev/full', 'w', encoding='utf-8') as full:
            done = subprocess.run([LEPCTL, 'list', 'indicator', '--json'], env=laptop.environment(), stdout=full,
                                  stderr=subprocess.PIPE, text=True, timeout=60, check=False)
        assert done.returncode == FAILED and done.stderr.startswith('lepctl: '), done


def test_the_workspace_is_found_by_option_and_environment():
    with world() as w:
        laptop = Laptop(w, 'a')
        other = laptop.folder / 'other' / 'b.lep'
        made = laptop.json('--workspace', other, 'init', '--laptop', 'b')
        assert made['workspace'] == str(other) and ID.match(made['replica']) and made['programme'] is None, made
        assert other.exists() and not laptop.workspace.exists()
        environment = laptop.environment()
        del environment['LEP_WORKSPACE']
        subprocess.run([LEPCTL, 'init'], env=environment, check=True, timeout=60, stdout=subprocess.DEVNULL)
        assert (laptop.folder / 'data/lep/workspace.lep').exists()
        refused(laptop, 3, '--workspace', other, 'init')


def test_init_keeps_the_keys_private():
    with world() as w:
        laptop = office(w)
        keys = list((laptop.folder / 'state/lep').rglob('*.key'))
        assert sorted(key.name for key in keys) == ['seal.key', 'sign.key'], keys
        assert all(key.stat().st_mode & 0o077 == 0 and key.parent.stat().st_mode & 0o077 == 0 for key in keys)


def test_inspect_refuses_what_is_no_bundle():
    with world() as w:
        laptop = Laptop(w, 'a')
        for name, data in (('empty', b''), ('text', b'hello'), ('zip', b'PK\x03\x04' + bytes(100))):
            refused(laptop, BUNDLE, 'inspect', w.stick(name, data), tells=(name,))
        assert laptop.leftovers() == []


def test_a_busy_workspace_is_waited_for_then_named():
    with world() as w:
        laptop = office(w)
        holder = sqlite3.connect(laptop.workspace, isolation_level=None)
        holder.execute('BEGIN IMMEDIATE')
        started = time.monotonic()
        refused(laptop, BUSY, 'put', 'organisation', 'name=A', 'actor_group=ngo', tells=(str(os.getpid()),))
        assert 4 <= time.monotonic() - started <= 10
        assert len(laptop.json('list', 'programme')) == 1
        holder.execute('ROLLBACK')
        holder.close()
        laptop.put('organisation', 'name=A', 'actor_group=ngo')


def test_a_workspace_of_a_newer_program_is_only_read():
    with world() as w:
        laptop = office(w)
        newer = sqlite3.connect(laptop.workspace)
        newer.execute('PRAGMA user_version = 999999')
        newer.close()
        before = laptop.workspace.read_bytes()
        assert len(laptop.json('list', 'programme')) == 1
        refused(laptop, BUSY, 'put', 'organisation', 'name=A', 'actor_group=ngo', tells=('newer',))
        assert laptop.workspace.read_bytes() == before


def test_what_is_no_workspace_is_refused():
    with world() as w:
        laptop = Laptop(w, 'a')
        for data in (b'', b'hello', bytes(4096)):
            laptop.workspace.write_bytes(data)
            refused(laptop, BUNDLE, 'list', 'project', tells=('workspace',))
            refused(laptop, BUNDLE, 'put', 'organisation', 'name=A', 'actor_group=ngo')
            assert laptop.workspace.read_bytes() == data


# What the data model lists, and the explanations of what needs attention.
KINDS = '''programme place organisation contact partnership membership meeting attendance decision service call lot requirement
criterion application check assessor assessment score project amendment budget_line funding tranche expenditure indicator category
target outcome breakdown period snapshot published_figure risk feedback assessment_round assessment_answer peer_review replica
document explanation'''.split()


def test_the_schema_is_complete():
    schema = json.loads(run('schema', '--json').stdout)
    kinds = {kind['name']: kind for kind in schema['kinds']}
    assert set(kinds) == set(KINDS), set(kinds) ^ set(KINDS)
    lists = {each['name']: each for each in schema['code_lists']}
    for kind in kinds.values():
        fields = {field['name']: field for field in kind['fields']}
        assert kind['title'] in fields and all(name in fields for name in kind['key'] if name)
        for field in fields.values():
            if field['type'] in ('code', 'codes') and field['list'] is not None:
                assert field['list'] in lists, field
    required = [field['name'] for field in kinds['outcome']['fields'] if field['required']]
    assert required == ['project', 'indicator', 'from', 'to', 'value'], required
    group = [field['name'] for field in kinds['expenditure']['fields'] if field['group'] == 'amount']
    assert group == ['amount', 'currency', 'rate'], group
    moves = {(move['from'], move['to']) for move in kinds['tranche']['moves'] if move['from']}
    assert moves == {('planned', 'due'), ('due', 'requested'), ('requested', 'approved'), ('approved', 'paid')}, moves
    assert 'schema' in pathlib.Path(LEPCTL).name or run('schema').stdout.startswith('programme')


if __name__ == '__main__':
    main(__name__)
