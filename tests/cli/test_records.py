#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records through lepctl: put, get, list, delete, restore, apply, total, and what is
refused and why."""

import os
import pathlib
import subprocess
import uuid

from clitest import BUNDLE, DONE, ID, REFUSED, USAGE, main, office, project, refused, world


def test_put_creates_and_prints_the_id():
    with world() as w:
        laptop = office(w)
        made = laptop.put('organisation', 'name=Općina Konjic', 'actor_group=municipality')
        assert ID.match(made), made
        got = laptop.json('get', made)
        assert (got['id'], got['kind'], got['deleted'], got['conflicts']) == (made, 'organisation', False, []), got
        assert got['name'] == 'Općina Konjic' and got['short_name'] is None, got
        programme = laptop.json('list', 'programme')[0]
        assert got['space'] == programme['id'] == programme['space'], (got, programme)


def test_put_edits_and_clears():
    with world() as w:
        laptop = office(w)
        made = laptop.put('organisation', 'name=A', 'actor_group=ngo', 'phone=1')
        assert laptop.put('organisation', made, 'phone=', 'notes=two\nlines') == ''
        got = laptop.json('get', made)
        assert (got['name'], got['phone'], got['notes']) == ('A', None, 'two\nlines'), got


def test_values_have_their_types():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        laptop.put('project', made, 'grant=31293280', 'currency=BAM', 'target_groups=youth neet')
        service = laptop.put('service', f'partnership={laptop.json("get", made)["partnership"]}', 'name=S', 'still_running=true')
        got = laptop.json('get', made)
        assert got['grant'] == 31293280 and got['target_groups'] == ['neet', 'youth'] and got['cofinancing'] is None, got
        assert laptop.json('get', service)['still_running'] is True


def test_a_value_comes_from_a_file():
    with world() as w:
        laptop = office(w)
        path = w.stick('minutes.txt', 'Prva tačka\nDruga tačka\n'.encode())
        made = laptop.put('organisation', 'name=A', 'actor_group=ngo', f'notes=@{path}')
        assert laptop.json('get', made)['notes'] == 'Prva tačka\nDruga tačka'
        refused(laptop, USAGE, 'put', 'organisation', made, 'notes=@/nowhere/at/all', tells=('/nowhere/at/all',))
        refused(laptop, BUNDLE, 'put', 'organisation', made, f'notes=@{path.parent}')
        path = w.stick('long.txt', b'a' * 65536 + b'\n')
        laptop.put('organisation', made, f'notes=@{path}')
        assert laptop.json('get', made)['notes'] == 'a' * 65536


def huge(w):
    """A file by mistake: it takes no room on the disk, and would take all of the memory."""
    path = w.path / 'huge'
    with open(path, 'wb') as file:
        file.truncate(3 << 30)
    return path


def test_what_is_no_text_or_endless_is_not_read_whole():
    with world() as w:
        laptop = office(w)
        os.mkfifo(w.path / 'pipe')
        for path in (huge(w), '/dev/zero'):
            refused(laptop, REFUSED, 'put', 'organisation', f'name=@{path}', tells=('organisation.name', '64 KiB'))
            refused(laptop, BUNDLE, 'apply', path, tells=('64 MB',))
            refused(laptop, BUNDLE, 'csv', 'import', 'organisation', path, tells=('64 MB',))
        for words in (('put', 'organisation', f'name=@{w.path / "pipe"}'), ('apply', w.path / 'pipe'),
                      ('csv', 'import', 'organisation', w.path / 'pipe')):
            refused(laptop, BUNDLE, *words, tells=('nothing came',))
        refused(laptop, USAGE, 'import', w.path / 'huge', '--passphrase-file', w.path / 'pipe')


def test_a_pipe_is_read_to_its_end():
    with world() as w:
        laptop = office(w)
        for text, words in (('Welders', ('put', 'organisation', 'actor_group=ngo', 'name=@/dev/stdin')),
                            ('<changes xmlns="urn:lep:changes:1"/>', ('apply', '/dev/stdin')),
                            ('name,actor_group\nFitters,ngo\n', ('csv', 'import', 'organisation', '/dev/stdin'))):
            done = subprocess.run([w.lepctl, *words], env=laptop.environment(), input=text, capture_output=True, text=True, timeout=20, check=False)
            assert done.returncode == DONE, done
        assert {each['name'] for each in laptop.json('list', 'organisation')} >= {'Welders', 'Fitters'}


def test_a_partnership_makes_its_space():
    with world() as w:
        laptop = office(w)
        partnership, made = project(laptop)
        assert laptop.json('get', partnership)['space'] == partnership
        assert laptop.json('get', made)['space'] == partnership


def test_spaces_are_found_by_id_name_and_kind():
    with world() as w:
        laptop = office(w)
        partnership, made = project(laptop)
        for space in (partnership, 'LEP Konjic', 'partnership'):
            assert laptop.json('get', made, '--space', space)['id'] == made
            assert [row['id'] for row in laptop.json('list', 'project', '--space', space)] == [made]
            laptop.run('put', 'meeting', '--space', space, f'partnership={partnership}', 'kind=council', 'held_on=2026-03-01')
        assert laptop.json('list', 'project', '--space', 'programme') == []
        assert {row['space'] for row in laptop.json('list', 'meeting')} == {partnership}
        refused(laptop, USAGE, 'get', made, '--space', 'programme')
        refused(laptop, USAGE, 'list', 'project', '--space', 'nowhere', tells=('nowhere',))


def test_a_space_that_may_be_several_is_asked_for_by_its_id():
    with world() as w:
        laptop = office(w)
        partnership, made = project(laptop)
        for space in ('partnership', 'LEP Konjic'):
            laptop.json('list', 'project', '--space', space)
        other, twin = laptop.put('partnership', 'name=LEP Zenica'), laptop.put('partnership', 'name=LEP Konjic')
        laptop.put('partnership', 'name=Programme')
        before = laptop.json('digest')
        for space in ('partnership', 'LEP Konjic', 'Programme'):
            refused(laptop, USAGE, 'put', 'document', '--space', space, f'owner={other}', 'title=A', tells=('Several', space, 'id'))
            refused(laptop, USAGE, 'apply', edits(w, f'<change space="{space}"><row kind="document"/></change>'), tells=('Several',))
            refused(laptop, USAGE, 'get', made, '--space', space, tells=('Several',))
            refused(laptop, USAGE, 'list', 'project', '--space', space, tells=('Several',))
            refused(laptop, USAGE, 'digest', '--space', space, tells=('Several', 'lepctl status'))
        for space in ('LEP Konjic', 'Programme'):
            refused(laptop, USAGE, 'export', '--space', space, '--output', laptop.folder, tells=('Several', space, 'id'))
        assert not list(pathlib.Path(laptop.folder).glob('*.lepx'))
        assert laptop.json('digest') == before
        assert laptop.json('list', 'project', '--space', 'LEP Zenica') == []
        assert [row['id'] for row in laptop.json('list', 'project', '--space', partnership)] == [made]
        assert laptop.json('get', twin, '--space', twin)['name'] == 'LEP Konjic'
        named = laptop.put('partnership', 'name=office')
        assert list(laptop.json('digest', '--space', 'office')['spaces']) == [named], 'a name goes before a kind'
        refused(laptop, USAGE, 'export', '--space', 'office', '--output', laptop.folder, tells=('Several',))
        laptop.json('export', '--space', 'LEP Zenica', '--space', twin, '--output', laptop.folder)
        laptop.json('export', '--space', 'partnership', '--output', laptop.folder)  # a kind means all of it


def test_the_programmes_name_means_its_own_space():
    with world() as w:
        one = office(w)
        kinds = {space['id']: space['kind'] for space in one.status()['spaces']}
        assert [kinds[space] for space in one.json('digest', '--space', 'Programme')['spaces']] == ['programme']


def test_references_can_be_names():
    with world() as w:
        laptop = office(w)
        project(laptop)
        lead = laptop.put('organisation', 'name=Grad Zenica', 'actor_group=municipality')
        made = laptop.put('project', 'partnership=LEP Konjic', 'title=Two', 'activity=other')
        laptop.put('partnership', laptop.json('get', made)['partnership'], 'lead=Grad Zenica')
        assert laptop.json('list', 'partnership')[0]['lead'] == lead
        laptop.put('organisation', 'name=Grad Zenica', 'actor_group=ngo')
        refused(laptop, REFUSED, 'put', 'partnership', 'name=P', 'lead=Grad Zenica', tells=('partnership.lead', 'several'))
        refused(laptop, REFUSED, 'put', 'partnership', 'name=P', 'lead=Nobody', tells=('partnership.lead', 'Nobody'))


def test_natural_keys_give_the_same_id_again():
    with world() as w:
        laptop = office(w)
        partnership, made = project(laptop)
        outcome = laptop.put('outcome', f'project={made}', 'indicator=TRAINED', 'from=2026-01-01', 'to=2026-06-30', 'value=60')
        key = ['breakdown', f'outcome={outcome}', 'dimension=sex', 'category=women']
        first = laptop.put(*key, 'value=14')
        assert laptop.put(*key, 'value=15') == first
        name = '\n'.join([partnership, 'breakdown', outcome, 'sex', 'women'])
        assert first == str(uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, 'urn:lep'), name))
        assert [row['value'] for row in laptop.json('list', 'breakdown')] == [15]


def test_standard_indicators_bring_their_rules():
    with world() as w:
        laptop = office(w)
        made = laptop.put('indicator', 'code=EECO12', 'definition=Our own')
        got = laptop.json('get', made)
        assert (got['unit'], got['common_code'], got['definition']) == ('persons', 'EECO12', 'Our own') and got['name'], got
        laptop.run('put', 'indicator', made, 'name=Renamed')
        assert laptop.put('indicator', 'code=EECO12', 'definition=Other') == made
        assert laptop.json('get', made)['name'] == 'Renamed'
        refused(laptop, REFUSED, 'put', 'indicator', 'code=OURS', tells=('indicator.name',))


def test_wrong_values_name_kind_field_and_rule():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        new = ['put', 'outcome', f'project={made}', 'indicator=TRAINED']
        day = ['from=2026-01-01', 'to=2026-06-30']
        refused(laptop, REFUSED, *new, *day, 'value=sixty', tells=('outcome.value', 'whole number'))
        refused(laptop, REFUSED, *new, *day, 'value=1.234,56', tells=('outcome.value',))
        refused(laptop, REFUSED, *new, *day, 'value=-1', tells=('outcome.value', 'below zero'))
        refused(laptop, REFUSED, *new, *day, 'value=9223372036854775808', tells=('outcome.value',))
        refused(laptop, REFUSED, *new, 'from=2026-02-30', 'to=2026-06-30', 'value=1', tells=('outcome.from',))
        refused(laptop, REFUSED, *new, *day, 'value=1', 'state=done', tells=('outcome.state', 'claimed, verified'))
        refused(laptop, REFUSED, *new, *day, tells=('outcome.value', 'required'))
        refused(laptop, REFUSED, 'put', 'project', made, 'title=' + 'x' * 501, tells=('project.title', '500'))
        refused(laptop, REFUSED, 'put', 'project', made, 'title=a\nb', tells=('project.title',))
        refused(laptop, REFUSED, 'put', 'project', made, 'partnership=0194c9e2', tells=('project.partnership',))


def test_unknown_names_are_wrong_usage():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        refused(laptop, USAGE, 'put', 'projekt', 'title=x', tells=('projekt',))
        refused(laptop, USAGE, 'put', 'project', made, 'colour=red', tells=('colour',))
        refused(laptop, USAGE, 'put', 'project', made, 'title=a', 'title=b', tells=('title',))
        refused(laptop, USAGE, 'put', 'project', 'no-id', 'title=a', tells=('no-id',))
        refused(laptop, USAGE, 'put', 'organisation', '--space', 'nowhere', 'name=A', 'actor_group=ngo', tells=('nowhere',))
        refused(laptop, USAGE, 'get', str(uuid.uuid4()))
        refused(laptop, USAGE, 'list', 'project', '--where', 'colour=red', tells=('colour',))
        refused(laptop, USAGE, 'list', 'project', '--sort', 'colour', tells=('colour',))
        refused(laptop, USAGE, 'list', 'projekt', tells=('projekt',))
        refused(laptop, USAGE, 'total', 'NOTHING', tells=('NOTHING',))
        refused(laptop, USAGE, 'total', 'TRAINED', '--by', 'colour', tells=('colour',))
        refused(laptop, USAGE, 'total', 'TRAINED', '--from', '2026-02-30', tells=('2026-02-30',))


def test_life_cycles_are_kept():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        laptop.put('project', made, 'status=pipeline')
        refused(laptop, REFUSED, 'put', 'project', made, 'status=completed', tells=('project.status', 'contracting'))
        for status in ('contracting', 'active', 'suspended', 'active'):
            laptop.put('project', made, f'status={status}')
        refused(laptop, REFUSED, 'put', 'project', made, 'status=terminated', tells=('project.status', 'status_reason'))
        laptop.put('project', made, 'status=terminated', 'status_reason=The firm closed')
        assert laptop.json('get', made)['status'] == 'terminated'


def test_list_filters_searches_sorts_and_limits():
    with world() as w:
        laptop = office(w)
        for name, group in (('Општина Прњавор', 'municipality'), ('Žepče', 'municipality'), ('Udruženje đačkih roditelja', 'ngo')):
            laptop.put('organisation', f'name={name}', f'actor_group={group}')

        def names(*options):
            return [row['name'] for row in laptop.json('list', 'organisation', *options)]

        assert names('--where', 'actor_group=ngo') == ['Udruženje đačkih roditelja']
        assert names('--search', 'prnjavor') == ['Општина Прњавор']
        assert names('--search', 'zepce') == ['Žepče']
        for typed in ('đačkih', 'djackih', 'dackih', 'ђачких'):
            assert names('--search', typed) == ['Udruženje đačkih roditelja'], typed
        assert names('--sort', 'name') == ['Општина Прњавор', 'Udruženje đačkih roditelja', 'Žepče']
        assert names('--sort', '-name', '--limit', '1') == ['Žepče']
        assert names('--where', 'phone=', '--where', 'actor_group=municipality', '--sort', 'name') == ['Општина Прњавор', 'Žepče']
        assert 'Žepče' in laptop.run('list', 'organisation')
        refused(laptop, USAGE, 'list', 'kind_of_tomorrow', tells=('kind_of_tomorrow',))


def test_deleted_records_are_restored_before_they_change():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        laptop.run('delete', made)
        assert laptop.json('get', made)['deleted'] is True
        assert laptop.json('list', 'project') == []
        assert [row['id'] for row in laptop.json('list', 'project', '--deleted')] == [made]
        refused(laptop, REFUSED, 'put', 'project', made, 'title=x', tells=('estore',))
        laptop.run('restore', made)
        assert laptop.json('get', made)['deleted'] is False
        refused(laptop, USAGE, 'delete', str(uuid.uuid4()))


def test_put_by_natural_key_tells_which_record_is_deleted():
    with world() as w:
        laptop = office(w)
        code = 'code=WELDERS', 'name=Welders', 'unit=persons', 'accumulation=sum'
        made = laptop.put('indicator', *code)
        laptop.run('undo')
        refused(laptop, REFUSED, 'put', 'indicator', *code, tells=(f'lepctl restore {made}',))
        laptop.run('restore', made)
        assert laptop.put('indicator', *code) == made


def test_deleting_takes_what_belongs_to_it():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        outcome = laptop.put('outcome', f'project={made}', 'indicator=TRAINED', 'from=2026-01-01', 'to=2026-06-30', 'value=60')
        laptop.run('delete', made)
        assert laptop.json('get', outcome)['deleted'] is True


def edits(w, text):
    return w.stick('edits.xml', f'<changes xmlns="urn:lep:changes:1">{text}</changes>'.encode())


def test_apply_does_all_or_nothing():
    with world() as w:
        laptop = office(w)
        made, other = str(uuid.uuid4()), str(uuid.uuid4())
        good = (f'<change><row kind="organisation" id="{made}"><set f="name">A &amp; B</set><set f="actor_group">ngo</set></row>'
                f'<row kind="organisation"><set f="name">C</set><set f="actor_group">pes</set></row></change>')
        answer = laptop.json('apply', edits(w, good))
        assert answer['rows'] == 2 and len(answer['changes']) == 1 and answer['changes'][0]['n'] >= 1, answer
        assert laptop.json('get', made)['name'] == 'A & B'
        bad = (f'<change><row kind="organisation" id="{other}"><set f="name">D</set><set f="actor_group">ngo</set></row></change>'
               f'<change><row kind="organisation" id="{made}"><set f="actor_group">nobody</set></row></change>')
        refused(laptop, REFUSED, 'apply', edits(w, bad), tells=('organisation.actor_group',))
        refused(laptop, USAGE, 'get', other)
        text = f'<change><row kind="organisation" id="{made}"><set f="phone">1</set></row></change>'
        assert laptop.run('apply', edits(w, text)) == 'Rows: 1, changes: 1\n'
        laptop.run('apply', edits(w, f'<change><row kind="organisation" id="{made}"><set f="phone" nil="1"/></row></change>'))
        laptop.run('apply', edits(w, f'<change><row kind="organisation" id="{made}" life="deleted"/></change>'))
        assert laptop.json('get', made)['deleted'] is True


def test_apply_makes_one_change_of_each_and_undo_takes_all_back():
    with world() as w:
        laptop = office(w)
        partnership, made = project(laptop)
        laptop.put('project', made, 'status=pipeline')
        before, digest = laptop.json('history', made), laptop.json('digest')
        organisation = str(uuid.uuid4())
        step = '<change><row kind="project" id="{}"><set f="status">{}</set></row></change>\n'.format
        text = (f'<change><row kind="organisation" id="{organisation}"><set f="name">A</set><set f="actor_group">ngo</set></row>'
                f'<row kind="project" id="{made}"><set f="title">Both</set></row></change>\n<change/>\n'
                f'<change space="programme"><row kind="organisation" id="{organisation}"><set f="phone">1</set></row></change>\n'
                + step(made, 'contracting') + step(made, 'active'))
        answer = laptop.json('apply', edits(w, text))
        changes = [(change['space'] == partnership, change['n']) for change in answer['changes']]
        first = min(n for inside, n in changes if not inside), min(n for inside, n in changes if inside)
        assert answer['rows'] == 5 and sorted(changes) == sorted(
            [(False, first[0]), (False, first[0] + 1)] + [(True, first[1] + i) for i in range(3)]), answer
        assert laptop.json('get', made)['status'] == 'active' and len(laptop.json('history', made)) > len(before)
        after = laptop.json('digest')
        line = refused(laptop, REFUSED, 'apply', edits(w, step(made, 'completed') + step(made, 'pipeline')), tells=('project.status',))
        assert 'edits.xml: 2: ' in line and laptop.json('digest') == after, line
        laptop.run('undo')
        assert laptop.json('get', made)['title'] == 'Welders' and laptop.json('get', made)['status'] == 'pipeline'
        assert laptop.json('get', organisation)['deleted'] is True and laptop.json('digest') != digest
        laptop.run('check')


def test_apply_refuses_what_it_cannot_read():
    with world() as w:
        laptop = office(w)
        for text in ('<change><row kind="organisation"><set f="name">x</row></change>', '<row kind="organisation"/>',
                     '<change><row/></change>', 'text', '<change><row kind="organisation" colour="red"/></change>',
                     '<change><row kind="organisation"><set f="name" nil="1">x</set></row></change>'):
            refused(laptop, BUNDLE, 'apply', edits(w, text), tells=('edits.xml',))
        refused(laptop, BUNDLE, 'apply', w.stick('other.xml', b'<changes/>'))
        refused(laptop, BUNDLE, 'apply', edits(w, '<change/>' * 200001), tells=('edits.xml: ', '“change”', 'divide it'))
        made = laptop.put('organisation', 'name=A', 'actor_group=ngo', 'address=Street 1')
        row = f'<row kind="organisation" id="{made}">'
        for text, word in ((f'{row}<set f="address"><![CDATA[Street 2]]></set></row>', 'plain text'),
                           (f'{row}<set f="address"><?street 2?></set></row>', 'plain text'),
                           (f'{row}<set f="address">Street 2</set><set f="phone">1</set>\n<set f="address">Street 3</set></row>', 'address is given twice'),
                           (f'{row}<set f="address">Street 2</set></row>\n{row}<set f="phone">1</set></row>', 'stands twice')):
            line = refused(laptop, BUNDLE, 'apply', edits(w, f'\n<change>{text}</change>'), tells=(word,))
            assert f'edits.xml: {2 + text.count(chr(10))}: ' in line, line
        changes = '<changes xmlns="urn:lep:changes:1"><!-- one --><change>' + row + '<set f="address">Street<!-- no -->\u202f2</set></row></change></changes>'
        refused(laptop, BUNDLE, 'apply', w.stick('typed.xml', f'<!DOCTYPE changes>\n{changes}'.encode()), tells=('typed.xml: ', 'plain text'))
        assert laptop.json('get', made)['address'] == 'Street 1'
        laptop.run('apply', w.stick('plain.xml', f'<?xml version="1.0" encoding="UTF-8"?>\n{changes}'.encode()))
        assert laptop.json('get', made)['address'] == 'Street\u202f2'
        refused(laptop, USAGE, 'apply', edits(w, '<change><row kind="projekt"/></change>'), tells=('projekt',))


def test_a_file_that_is_not_there_is_an_unknown_name():
    with world() as w:
        laptop = office(w)
        for command in ('apply', 'import', 'inspect', 'restore-backup'):
            refused(laptop, USAGE, command, pathlib.Path('/nowhere/at/all'), tells=('all',))
        refused(laptop, BUNDLE, 'apply', w.stick('edits.xml', b'').parent)


def test_totals_count_and_split():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        new = ['outcome', f'project={made}']
        first = laptop.put(*new, 'indicator=TRAINED', 'from=2026-01-01', 'to=2026-06-30', 'value=60', 'state=claimed')
        laptop.put(*new, 'indicator=TRAINED', 'from=2025-01-01', 'to=2025-06-30', 'value=5', 'state=verified')
        laptop.put(*new, 'indicator=EMPLOYED', 'from=2026-01-01', 'to=2026-06-30', 'value=42', 'state=verified')
        laptop.put(*new, 'indicator=EMPLOYED', 'from=2026-01-01', 'to=2026-06-30', 'value=7', 'state=claimed')
        laptop.put('breakdown', f'outcome={first}', 'dimension=sex', 'category=women', 'value=14')
        trained = laptop.json('total', 'TRAINED', '--by', 'sex')
        assert trained['total'] == 65 and trained['by']['women'] == 14 and len(trained['entries']) == 2, trained
        assert laptop.json('total', 'TRAINED', '--from', '2026-01-01', '--to', '2026-12-31', '--project', made)['total'] == 60
        employed = laptop.json('total', 'EMPLOYED')
        assert (employed['total'], employed['verified'], employed['claimed']) == (42, 42, 7), employed


def test_a_field_that_is_called_kind_stands_beside_the_kind_of_record():
    with world() as w:
        laptop = office(w)
        partnership, made = project(laptop)
        meeting = laptop.put('meeting', f'partnership={partnership}', 'kind=quarterly', 'held_on=2026-11-01')
        funding = laptop.put('funding', f'project={made}', 'amount=100')
        for one, kind, record_kind in ((meeting, 'quarterly', 'meeting'), (funding, None, 'funding')):
            for got in (laptop.json('get', one), laptop.json('list', record_kind)[0]):
                assert (got['kind'], got['record_kind'], got['id']) == (kind, record_kind, one), got
        assert 'record_kind' not in laptop.json('get', made)
        schema = laptop.json('schema')
        kinds = schema['kinds'] if isinstance(schema, dict) else schema
        with_kind = {kind['name'] for kind in kinds if any(field['name'] == 'kind' for field in kind['fields'])}
        assert with_kind == {'meeting', 'decision', 'requirement', 'funding', 'period', 'document'}, 'the man page of get names them'
        assert not any(field['name'] in ('id', 'space', 'deleted', 'conflicts', 'record_kind') for kind in kinds for field in kind['fields'])


if __name__ == '__main__':
    main(__name__)
