#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints through lepctl: each report in each form, languages, and what is refused."""


from clitest import USAGE, main, office, project, refused, world
from laptops import Laptop


def sample(w):
    laptop = Laptop(w, 'sample')
    laptop.run('demo')
    found = laptop.json('list', 'project', '--where', 'reference=LEP1-NGS')[0]
    return laptop, found['id'], found['partnership']


# What the sample has no record of, made for the print.
MADE = {
    'call': lambda laptop, ids: ['programme=' + laptop.json('list', 'programme')[0]['id'], 'reference=JP-1', 'title=Call', 'currency=BAM'],
    'application': lambda laptop, ids: ['call=' + ids['call'], 'partnership=' + ids['partnership'], 'title=Application',
                                        'lead=' + laptop.json('list', 'organisation')[0]['id']],
    'period': lambda laptop, ids: ['project=' + ids['project'], 'from=2017-05-01', 'to=2017-12-31'],
    'assessment_round': lambda laptop, ids: ['partnership=' + ids['partnership'], 'instrument=box43', 'held_on=2018-01-31'],
}


def first(laptop, kind, ids):
    found = laptop.json('list', kind)
    return found[0]['id'] if found else laptop.put(kind, *MADE[kind](laptop, ids))


def test_every_report_of_a_record_is_written():
    with world() as w:
        laptop, project_id, partnership = sample(w)
        ids = {'project': project_id, 'partnership': partnership}
        for kind in laptop.json('report', '--list'):
            if kind['of'] == 'bundle':
                continue
            of = kind['of'].split('|')[0]
            if of and of not in ids:
                ids[of] = first(laptop, of, ids)
            out = laptop.folder / f'{kind["name"]}.pdf'
            answer = laptop.json('report', kind['name'], *([ids[of]] if of else []), '-o', out)
            assert answer == {'file': str(out)}, answer
            assert out.read_bytes().startswith(b'%PDF-') and out.read_bytes().rstrip().endswith(b'%%EOF'), kind
        assert laptop.leftovers() == []


def test_forms_by_ending():
    with world() as w:
        laptop, _, _ = sample(w)
        for ending, start in (('html', b'<!DOCTYPE html>'), ('csv', b''), ('xlsx', b'PK\x03\x04'), ('pdf', b'%PDF-')):
            out = laptop.folder / f'results.{ending}'
            laptop.run('report', 'results', '-o', out)
            assert out.stat().st_size > 0 and out.read_bytes().startswith(start), ending


def test_the_numbers_stand_in_the_print():
    with world() as w:
        laptop, project_id, _ = sample(w)
        out = laptop.folder / 'summary.html'
        laptop.run('report', 'project-summary', project_id, '-o', out)
        text = out.read_text(encoding='utf-8')
        assert 'Nove strategije zapošljavanja na lokalnom nivou' in text and '70' in text
        laptop.run('report', 'project-summary', project_id, '--language', 'bs', '-o', out)
        assert '70,0' in out.read_text(encoding='utf-8')


def test_the_letterhead_is_chosen_for_each_print():
    with world() as w:
        laptop, project_id, _ = sample(w)
        out = laptop.folder / 'summary.html'
        laptop.run('report', 'project-summary', project_id, '--number', '01-117/19', '--place', 'Prnjavor', '--mark', 'internal',
                   '--letterhead', 'Second floor', '--language', 'sr-Cyrl', '-o', out)
        text = out.read_text(encoding='utf-8')
        for part in ('01-117/19', 'Prnjavor', 'internal', 'Second floor', '<html lang="sr-Cyrl">', 'Сажетак пројекта'):
            assert part in text, part
        refused(laptop, USAGE, 'report', 'project-summary', project_id, '--paper', 'a3', '-o', out, tells=('a3',))


def test_wrong_usage():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        out = laptop.folder / 'x.pdf'
        refused(laptop, USAGE, 'report')
        refused(laptop, USAGE, 'report', 'fly', '-o', out, tells=('fly',))
        refused(laptop, USAGE, 'report', 'project-summary', made, tells=('-o FILE',))
        refused(laptop, USAGE, 'report', 'project-summary', made, '-o', 'x.doc', tells=('x.doc',))
        refused(laptop, USAGE, 'report', 'project-summary', made, '--language', 'tlh', '-o', out, tells=('tlh',))
        refused(laptop, USAGE, 'report', 'results', '--from', 'spring', '-o', out, tells=('spring',))
        refused(laptop, USAGE, 'report', 'project-summary', '-o', out)
        assert not out.exists()


def test_the_digest_tells_equal_from_different():
    with world() as w:
        laptop = office(w)
        first = laptop.json('digest')
        assert set(first) == {'digest', 'spaces'} and len(first['digest']) == 64, first
        assert laptop.json('digest') == first
        _, made = project(laptop)
        second = laptop.json('digest')
        assert second['digest'] != first['digest']
        space = laptop.json('get', made)['space']
        one = laptop.json('digest', '--space', space)
        assert one['spaces'] == {space: second['spaces'][space]}, one
        assert laptop.json('digest', '--space', 'partnership')['spaces'] == one['spaces']
        assert laptop.run('digest').splitlines()[-1] == second['digest']
        refused(laptop, USAGE, 'digest', '--space', 'nowhere', tells=('nowhere',))


if __name__ == '__main__':
    main(__name__)
