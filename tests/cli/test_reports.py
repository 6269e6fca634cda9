#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints through lepctl: each report in each form, languages, and what is refused."""

import csv
import io
import json
import pathlib
import shutil
import subprocess
from xml.etree import ElementTree

from clitest import REFUSED, USAGE, joined, main, office, project, refused, world
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


ORDER = ('iati-identifier', 'reporting-org', 'title', 'description', 'participating-org', 'activity-status', 'activity-date', 'recipient-country',
         'sector', 'budget', 'planned-disbursement', 'transaction', 'result')
SCHEMA = pathlib.Path(__file__).parents[3] / 'shared/data/iati/iati-activities-schema.xsd'


def activity(root, reference):
    return next(one for one in root if one.findtext('iati-identifier').endswith(reference))


def actuals(one, code):
    """{category or None: value} of the whole time of an indicator."""
    found = next(indicator for indicator in one.iter('indicator') if indicator.find('reference').get('code') == code)
    sums, last = {}, ''
    for period in found.findall('period'):
        assert period.find('period-start').get('iso-date') > last, 'who adds up its periods counts nothing twice'
        last = period.find('period-end').get('iso-date')
        for part in period.findall('actual'):
            category = part.find('dimension').get('value') if part.find('dimension') is not None else None
            sums[category] = sums.get(category, 0) + int(part.get('value'))
    return sums


def activities(laptop, *arguments):
    """The activity file that is written; valid, and in the order of the standard."""
    out = laptop.folder / 'activities.xml'
    laptop.run('report', 'iati', *arguments, '-o', out)
    if SCHEMA.exists() and shutil.which('xmllint'):
        subprocess.run(['xmllint', '--nonet', '--noout', '--schema', SCHEMA, out], check=True, capture_output=True)
    root = ElementTree.parse(out).getroot()
    for one in root:
        places = [ORDER.index(child.tag) for child in one]
        assert places == sorted(places) and set(range(7)) <= set(places), [child.tag for child in one]
        assert all(part.get('iso-date') for part in one.iter('activity-date'))
    return root


def amounts(one, element):
    """(kind, first day, amount, currency) of each budget, planned payment or transaction."""
    kinds = {'transaction': lambda part: part.find('transaction-type').get('code'), 'budget': lambda part: part.get('status'),
             'planned-disbursement': lambda part: part.get('type')}
    return [(kinds[element](part), part.find('transaction-date' if element == 'transaction' else 'period-start').get('iso-date'),
             part.findtext('value'), part.find('value').get('currency')) for part in one.findall(element)]


def test_an_activity_file_has_the_money_whose_days_are_known():
    with world() as w:
        laptop = office(w)
        organisation = laptop.put('organisation', 'name=Municipality', 'actor_group=municipality', 'legal_id=420')
        partnership, _ = project(laptop)
        laptop.run('put', 'partnership', partnership, f'lead={organisation}')
        made = laptop.put('project', f'partnership={partnership}', 'title=Two years', 'reference=TWO', 'activity=retraining', 'status=active', 'start=2026-02-01',
                          'end=2027-12-31', 'grant=10000001', 'currency=BAM', 'cofinancing=500000')
        laptop.put('funding', f'project={made}', f'organisation={organisation}', 'kind=municipal', 'amount=300000', 'committed_on=2026-01-20')
        laptop.put('funding', f'project={made}', f'organisation={organisation}', 'kind=in_kind', 'amount=200000', 'committed_on=2026-01-20')
        laptop.put('tranche', f'project={made}', 'number=1', 'amount=5000001', 'condition=signature', 'status=paid', 'paid=5000001', 'due_on=2026-02-05', 'paid_on=2026-02-09')
        laptop.put('tranche', f'project={made}', 'number=2', 'amount=4000000', 'condition=interim_report', 'status=planned', 'due_on=2027-02-01')
        last = laptop.put('tranche', f'project={made}', 'number=3', 'amount=1000000', 'condition=final_report', 'status=planned')

        one = activities(laptop, made)[0]
        assert amounts(one, 'budget') == [], 'by year it is not known before every tranche has its day'
        assert amounts(one, 'transaction') == [('11', '2026-01-20', '3000.00', 'BAM'), ('3', '2026-02-09', '50000.01', 'BAM')]

        laptop.run('put', 'tranche', last, 'due_on=2028-02-28')
        laptop.run('put', 'project', made, 'agreement_on=2026-01-30')
        one = activities(laptop, made)[0]
        assert amounts(one, 'budget') == [('2', '2026-02-01', '50000.01', 'BAM'), ('2', '2027-02-01', '50000.00', 'BAM')]
        assert [part.find('period-end').get('iso-date') for part in one.findall('budget')] == ['2027-01-31', '2027-12-31']
        assert amounts(one, 'planned-disbursement') == [('1', '2027-02-01', '40000.00', 'BAM'), ('1', '2028-02-28', '10000.00', 'BAM')]
        assert amounts(one, 'transaction') == [('11', '2026-01-20', '3000.00', 'BAM'), ('2', '2026-01-30', '100000.01', 'BAM'), ('3', '2026-02-09', '50000.01', 'BAM')]
        assert {part.findtext('narrative') for part in one.iter('receiver-org')} == {'Municipality'}

        meant = laptop.put('organisation', 'name=City', 'actor_group=municipality')
        laptop.run('put', 'organisation', organisation, f'merged_into={meant}')
        assert {part.findtext('narrative') for part in activities(laptop, made)[0].iter('receiver-org')} == {'City'}
        laptop.run('put', 'organisation', organisation, 'merged_into=')

        told = laptop.folder / 'iati.html'
        laptop.run('report', 'iati', '-o', told)
        assert 'The programme has no reference' in told.read_text(encoding='utf-8') and 'No country is in the file' in told.read_text(encoding='utf-8')
        out = laptop.folder / 'told.xml'
        done = laptop.start('report', 'iati', '-o', out)
        lines = done.stderr.splitlines()
        assert done.returncode == 0 and done.stdout == f'{out}\n' and len(lines) == 2 and 'no reference' in lines[0] and 'No country' in lines[1], done
        done = laptop.start('report', 'iati', '-o', out, '--json')
        assert done.stderr == '' and len(json.loads(done.stdout)['notes']) == 2, done
        laptop.run('put', 'programme', laptop.json('list', 'programme')[0]['id'], 'reference=XM-DAC-1')
        laptop.put('place', 'name=Bosna i Hercegovina', 'level=country', 'code=BIH')
        laptop.run('report', 'iati', '-o', told)
        assert 'The programme has no reference' not in told.read_text(encoding='utf-8') and 'No country is in the file' not in told.read_text(encoding='utf-8')

        one = activities(laptop, made, '--from', '2027-01-01', '--to', '2027-12-31')[0]
        assert amounts(one, 'transaction') == [] and len(amounts(one, 'planned-disbursement')) == 1 and len(amounts(one, 'budget')) == 2


def test_an_activity_file_has_the_figures_of_the_register():
    with world() as w:
        laptop, project_id, _ = sample(w)
        out = laptop.folder / 'activities.xml'
        root = activities(laptop)
        assert root.get('version') == '2.03' and len(root) >= 7, root.attrib
        one = activity(root, 'LEP1-NGS')
        trained, employed = actuals(one, 'TRAINED'), actuals(one, 'EMPLOYED')
        assert (trained[None], trained['women'], trained['men'], employed[None]) == (60, 14, 46, 42), (trained, employed)
        assert {result.get('type') for result in one.findall('result')} == {'1', '2'}
        spans = lambda of: {(part.find('period-start').get('iso-date'), part.find('period-end').get('iso-date'))  # noqa: E731
                            for found in of.iter('indicator') if found.find('reference').get('code') == 'TRAINED' for part in found.iter('period')}
        assert spans(one) == {('2017-05-01', '2018-12-31')}, spans(one)
        for period in one.iter('period'):
            assert period.find('target') is None or period.find('period-end').get('iso-date') == '2018-12-31', 'the target stands beside what the whole project reached'
        for target in laptop.json('list', 'target'):
            if target['project'] == project_id:
                laptop.run('delete', target['id'])
        one = activity(activities(laptop), 'LEP1-NGS')
        assert spans(one) == {('2017-05-01', '2017-12-31'), ('2018-01-01', '2018-12-31')} and actuals(one, 'TRAINED') == trained, spans(one)
        assert one.get('{http://www.w3.org/XML/1998/namespace}lang') == 'en'
        final = next(period['id'] for period in laptop.json('list', 'period') if period['project'] == project_id and period['kind'] == 'final')
        laptop.run('put', 'period', final, 'status=locked')
        laptop.run('put', 'period', final, 'status=open', 'reopen_reason=Late proof', 'reopened_until=2099-01-31')
        laptop.put('period', f'project={project_id}', 'from=2019-01-01', 'to=2019-03-31')
        one = activity(activities(laptop), 'LEP1-NGS')
        assert len(spans(one)) == 2 and actuals(one, 'TRAINED')[None] == 60, spans(one)
        laptop.run('report', 'iati', project_id, '--from', '2018-01-01', '--to', '2018-12-31', '-o', out)
        only = ElementTree.parse(out).getroot()
        assert len(only) == 1 and all(part.get('iso-date') == '2018-01-01' for part in only.iter('period-start'))
        refused(laptop, USAGE, 'report', 'results', '--from', '2018-12-31', '--to', '2018-01-01', '-o', laptop.folder / 'results.pdf', tells=('2018-12-31', '2018-01-01'))
        refused(laptop, USAGE, 'total', 'TRAINED', '--from', '2018-12-31', '--to', '2018-01-01', tells=('2018-12-31', '2018-01-01'))
        refused(laptop, USAGE, 'report', 'results', '-o', laptop.folder / 'results.xml', tells=('results.xml',))


def test_an_activity_file_tells_no_time_that_ends_before_it_begins():
    with world() as w:
        laptop, project_id, _ = sample(w)
        for asked in (('--from', '2025-06-01'), ('--to', '2001-12-31'), ('--from', '2001-01-01', '--to', '2001-12-31'), ('--from', '2024-01-01', '--to', '2025-12-31')):
            one = activities(laptop, project_id, *asked)[0]
            assert list(one.iter('result')) == [], asked
        assert len(list(activities(laptop, project_id, '--from', '2018-12-31')[0].iter('period'))) > 0
        partnership, _ = project(laptop)
        made = laptop.put('project', f'partnership={partnership}', 'title=To come', 'activity=retraining', 'status=contracting', 'start=2099-01-01')
        laptop.put('target', 'indicator=TRAINED', f'project={made}', 'value=10')
        period = next(activities(laptop, made)[0].iter('period'))
        assert (period.find('period-start').get('iso-date'), period.find('period-end').get('iso-date'), period.find('target').get('value')) == ('2099-01-01', '2099-01-01', '10')


def test_an_activity_file_tells_no_day_to_come_as_one_that_was():
    with world() as w:
        laptop = office(w)
        partnership, _ = project(laptop)
        dates = lambda made: [(part.get('type'), part.get('iso-date')) for part in activities(laptop, made)[0].iter('activity-date')]  # noqa: E731
        made = laptop.put('project', f'partnership={partnership}', 'title=Works', 'activity=retraining', 'status=active', 'start=2020-01-01', 'end=2099-12-31')
        assert dates(made) == [('1', '2020-01-01'), ('2', '2020-01-01'), ('3', '2099-12-31')], dates(made)
        laptop.run('put', 'project', made, 'status=completed')
        assert dates(made) == [('1', '2020-01-01'), ('2', '2020-01-01'), ('3', '2099-12-31')], dates(made)
        laptop.run('put', 'project', made, 'end=2020-12-31')
        assert dates(made)[2] == ('4', '2020-12-31')
        laptop.run('put', 'project', made, 'end=2099-12-31', 'start=2099-01-01')
        assert dates(made) == [('1', '2099-01-01'), ('3', '2099-12-31')], dates(made)
        ended = laptop.put('project', f'partnership={partnership}', 'title=Ended', 'activity=retraining', 'status=terminated', 'status_reason=No money', 'start=2020-01-01', 'end=2099-12-31')
        assert dates(ended) == [('1', '2020-01-01'), ('2', '2020-01-01'), ('3', '2099-12-31')], dates(ended)


def test_an_activity_file_adds_up_no_indicator_that_is_only_listed():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        laptop.run('put', 'project', made, 'start=2026-01-01', 'end=2026-12-31')
        listed = laptop.put('indicator', 'code=NEEDS', 'name=Needs found', 'unit=jobs', 'accumulation=none')
        outcome = laptop.put('outcome', f'project={made}', f'indicator={listed}', 'from=2026-01-01', 'to=2026-03-31', 'value=7')
        laptop.put('breakdown', f'outcome={outcome}', 'dimension=sex', 'category=women', 'value=3')
        assert list(activities(laptop, made)[0].iter('indicator')) == []
        laptop.put('target', f'indicator={listed}', f'project={made}', 'value=10')
        period = next(activities(laptop, made)[0].iter('period'))
        assert period.find('target').get('value') == '10' and period.find('actual') is None
        assert laptop.json('total', 'NEEDS', '--by', 'sex')['by'] == {}, 'nor are its parts'


def test_activities_of_other_scripts_have_identifiers_of_their_own():
    with world() as w:
        laptop = office(w)
        laptop.run('put', 'programme', laptop.json('list', 'programme')[0]['id'], 'reference=XM-ЛЕП 1')
        partnership = laptop.put('partnership', 'name=LEP Konjic')
        for reference in ('ЗЕ-1', 'ПР-1', 'čk/2', 'Б-一', 'CK.2'):
            laptop.put('project', f'partnership={partnership}', f'title=Works {reference}', 'activity=retraining', 'status=active', f'reference={reference}')
        out = laptop.folder / 'activities.xml'
        identifiers = lambda: sorted(one.findtext('iati-identifier') for one in activities(laptop))  # noqa: E731
        notes = lambda: [note for note in laptop.json('report', 'iati', '-o', out)['notes'] if 'identifier' in note and 'same' in note]  # noqa: E731
        assert identifiers() == ['XM-LEP-1-B--', 'XM-LEP-1-CK.2', 'XM-LEP-1-PR-1', 'XM-LEP-1-ZE-1', 'XM-LEP-1-ck-2'], identifiers()
        assert notes() == []
        laptop.put('project', f'partnership={partnership}', 'title=Again', 'activity=retraining', 'status=active', 'reference=PR 1')
        assert len(notes()) == 1 and 'XM-LEP-1-PR-1.' in notes()[0], notes()


def test_common_indicators_are_counted_from_what_carries_their_code():
    with world() as w:
        laptop, project_id, _ = sample(w)
        out = laptop.folder / 'esf.csv'

        def line(code, *which):
            laptop.run('report', 'esf-plus', *which, '-o', out)
            return next(row for row in csv.reader(io.StringIO(out.read_text(encoding='utf-8'))) if row and row[0] == code)

        assert line('EECO01', project_id)[2:8] == ['60', '14', '46', '0', '0', 'Persons trained'], line('EECO01', project_id)
        assert line('EECR04', project_id)[7] == 'not collected'

        # Age groups that fit are counted; others are told, and not guessed.
        partnership, _ = project(laptop)
        made = laptop.put('project', f'partnership={partnership}', 'title=By age', 'activity=retraining')
        assert line('EECO07', made)[7] == 'not collected'
        outcome = laptop.put('outcome', f'project={made}', 'indicator=TRAINED', 'from=2026-01-01', 'to=2026-03-31', 'value=30')
        for category, value, from_age, to_age in (('15_17', 4, 15, 17), ('18_29', 6, 18, 29), ('50_54', 5, 50, 54), ('55_plus', 7, 55, None)):
            laptop.run('put', 'category', 'dimension=age', f'code={category}', f'label={category}', f'from_age={from_age}', *([f'to_age={to_age}'] if to_age else []))
            laptop.run('put', 'breakdown', f'outcome={outcome}', 'dimension=age', f'category={category}', f'value={value}')
        assert [line(code, made)[2] for code in ('EECO06', 'EECO07', 'EECO08')] == ['4', '6', '7']
        laptop.run('put', 'breakdown', f'outcome={outcome}', 'dimension=age', 'category=15_29', 'value=1')
        assert [line(code, made)[2] for code in ('EECO06', 'EECO07', 'EECO08')] == ['', '', '7'], line('EECO06', made)
        assert '15–29' in line('EECO06', made)[7] and 'do not fit' in line('EECO07', made)[7]
        employed = laptop.json('list', 'indicator', '--where', 'code=EMPLOYED')[0]['id']
        laptop.run('put', 'indicator', employed, 'common_code=EECR04')
        assert line('EECR04', project_id)[2] == '42', line('EECR04', project_id)

        # Nobody need be a participant.
        trained = laptop.json('list', 'indicator', '--where', 'code=TRAINED')[0]['id']
        laptop.run('put', 'indicator', trained, 'common_code=EECO02')
        assert line('EECO01', project_id)[7] == 'not collected' and line('EECO02', project_id)[2] == '60'


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


def test_names_are_told_in_the_language_of_the_print():
    with world() as w:
        laptop = office(w)
        partnership, made = project(laptop)
        gone = laptop.put('organisation', 'name=Stara firma', 'actor_group=employer', 'place=Konjic')
        laptop.put('membership', f'partnership={partnership}', f'organisation={gone}', 'role=member')
        meeting = laptop.put('meeting', f'partnership={partnership}', 'kind=quarterly', 'held_on=2026-02-01')
        laptop.put('decision', f'meeting={meeting}', 'kind=task', 'text=Report', f'addressed_to={gone}')
        laptop.run('put', 'project', made, 'grant=100000', 'currency=BAM')
        source = laptop.put('funding', f'project={made}', f'organisation={gone}', 'kind=private', 'amount=5000')
        laptop.put('budget_line', f'project={made}', 'heading=1', 'item=Trainers', 'quantity=1000', 'unit_cost=100', f'source={source}', f'partner={gone}')
        laptop.run('delete', gone)
        out = laptop.folder / 'out.html'
        for name, of, times in (('partnership-profile', partnership, 2), ('decisions', partnership, 1), ('budget', made, 3), ('project-summary', made, 1)):
            for language, told in (('bs', 'Stara firma (obrisano)'), ('sr-Cyrl', 'Stara firma (обрисано)'), ('en', 'Stara firma (deleted)')):
                laptop.run('report', name, of, '--language', language, '-o', out)
                text = out.read_text(encoding='utf-8').replace('\xa0', ' ')
                assert text.count(told) >= times and text.count('Stara firma') == text.count(told), (name, language, text)


def test_wrong_usage():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        out = laptop.folder / 'x.pdf'
        refused(laptop, USAGE, 'report')
        refused(laptop, USAGE, 'report', 'fly', '-o', out, tells=('fly',))
        refused(laptop, USAGE, 'report', 'project-summary', made, tells=('-o FILE',))
        refused(laptop, USAGE, 'report', 'project-summary', made, '-o', 'x.doc', tells=('x.doc', '.pdf, .html'))
        refused(laptop, USAGE, 'report', 'tranches', made, '-o', 'x.doc', tells=('.pdf, .html, .csv, .xlsx',))
        partnership = laptop.json('list', 'partnership')[0]['id']
        refused(laptop, USAGE, 'report', 'tranches', partnership, '-o', out, tells=(partnership, 'Partnership', 'Project'))
        refused(laptop, USAGE, 'report', 'project-summary', made, '--language', 'tlh', '-o', out, tells=('tlh',))
        refused(laptop, USAGE, 'report', 'results', '--from', 'spring', '-o', out, tells=('spring',))
        refused(laptop, USAGE, 'report', 'project-summary', '-o', out)
        refused(laptop, USAGE, 'report', 'budget', made, '--blank', '-o', out, tells=('budget', 'admin-check', 'score-sheet', 'self-assessment'))
        refused(laptop, USAGE, 'report', 'project-summary', made, '--to', '2020-01-01', '-o', out, tells=('project-summary', 'decisions', 'results', 'partner-register'))
        refused(laptop, USAGE, 'report', 'tranches', made, '--from', '2020-01-01', '-o', out, tells=('tranches', '--from'))
        refused(laptop, USAGE, 'report', 'results', made, '--contacts', '-o', out, tells=('results', 'project-summary', 'partner-register'))
        refused(laptop, USAGE, 'report', 'self-assessment', '--blank', '-o', out, tells=('assessment_round',))
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


def test_the_digest_stands_on_papers():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        paper = laptop.folder / 'paper.html'
        laptop.run('report', 'project-summary', made, '--language', 'en', '-o', paper)
        digest = laptop.json('digest')['digest']
        assert f'Digest of the contents {digest[:4]} {digest[4:8]}' in paper.read_text(), digest


def test_status_tells_the_digest_of_the_changes():
    def told():
        return [line for line in laptop.run('status').splitlines() if line.startswith('Digest of the changes: ')]

    with world() as w:
        laptop = office(w)
        first = told()
        assert len(first) == 1 and told() == first, first
        project(laptop)
        later = told()
        assert later != first
        laptop.run('rebuild')
        assert told() == later


def test_what_the_office_scores_is_not_told_where_it_is_not_known():
    """On a partnership's laptop nothing is known of checks and points: no paper says that there are none."""
    with world() as w:
        one = office(w)
        organisation = one.put('organisation', 'name=A', 'actor_group=ngo')
        call = one.put('call', 'reference=JP-1', 'title=Call', f"programme={one.json('list', 'programme')[0]['id']}", 'currency=BAM')
        requirement = one.put('requirement', f'call={call}', 'text=Signed')
        one.put('criterion', f'call={call}', 'text=Fits', 'max_points=10')
        partnership, _ = project(one)
        application = one.put('application', f'call={call}', f'partnership={partnership}', f'lead={organisation}', 'title=Works')
        line = refused(one, REFUSED, 'report', 'receipt', application, '-o', one.folder / 'slip.html')
        assert '“Works” was not received yet' in line, line
        one.run('put', 'application', application, 'received_at=2026-11-01T09:00:00.000Z', 'status=received')
        one.put('check', f'application={application}', f'requirement={requirement}', 'answer=yes')
        two = joined(w, one)

        def paper(laptop, name, of):
            out = laptop.folder / f'{name}.html'
            laptop.run('report', name, of, '-o', out)
            return out.read_text(encoding='utf-8')

        assert 'All requirements are met' in paper(one, 'admin-check', application) and 'Taken in by' in paper(one, 'receipt', application)
        assert 'not on this laptop' not in paper(one, 'score-sheet', application) + paper(one, 'ranking', call) + paper(one, 'application-register', call)
        check = paper(two, 'admin-check', application)
        assert 'What the programme office answers is not on this laptop' in check and 'not answered yet' not in check, check
        assert 'What the programme office scores is not on this laptop' in paper(two, 'score-sheet', application)
        slip = paper(two, 'receipt', application)
        assert 'This is a copy' in slip and 'Taken in by' not in slip, slip
        assert 'only the applications that are here' in paper(two, 'application-register', call)
        for name, of in (('ranking', call), ('ranking-concept', call), ('letter', application)):
            out = two.folder / f'{name}.html'
            assert 'is not on this laptop' in refused(two, REFUSED, 'report', name, of, '-o', out) and not out.exists()


def test_a_report_is_asked_for_by_name():
    with world() as w:
        laptop = office(w)
        partnership, made = project(laptop)
        out = laptop.folder / 'out.html'
        laptop.put('project', made, 'reference=LEP-1/2026')
        laptop.put('partnership', partnership, 'short_name=LEPK')
        for name in (made, made.upper(), 'Welders', 'LEP-1/2026'):
            laptop.run('report', 'project-summary', name, '-o', out)
            assert 'LEP-1/2026' in out.read_text()
        for name in ('LEP Konjic', 'LEPK', 'LEP-1/2026'):
            laptop.run('report', 'results', name, '-o', out)
        refused(laptop, USAGE, 'report', 'project-summary', 'LEP Konjic', '-o', out, tells=('LEP Konjic',))
        refused(laptop, USAGE, 'report', 'project-summary', 'Nothing', '-o', out, tells=('Nothing', 'id'))
        other = laptop.put('project', f'partnership={partnership}', 'title=Welders', 'activity=retraining')
        refused(laptop, USAGE, 'report', 'project-summary', 'Welders', '-o', out, tells=('Welders', f'Project {made}', f'Project {other}'))
        laptop.run('delete', other)
        laptop.run('report', 'project-summary', 'Welders', '-o', out)
        laptop.put('partnership', 'name=Welders')
        refused(laptop, USAGE, 'report', 'results', 'Welders', '-o', out, tells=('Partnership ', f'Project {made}'))


if __name__ == '__main__':
    main(__name__)
