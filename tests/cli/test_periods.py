#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reporting periods and what needs attention, as lepctl moves and settles them."""

from clitest import REFUSED, USAGE, main, office, project, refused, world


def reported(laptop):
    """A project with 60 trained in a period that is open; returns project, outcome and period."""
    _, made = project(laptop)
    outcome = laptop.put('outcome', f'project={made}', 'indicator=TRAINED', 'from=2026-01-01', 'to=2026-03-31', 'value=60')
    period = laptop.put('period', f'project={made}', 'from=2026-01-01', 'to=2026-03-31', 'kind=quarter', 'status=open')
    return made, outcome, period


def test_submitting_writes_a_snapshot():
    with world() as w:
        laptop = office(w)
        _, outcome, period = reported(laptop)
        laptop.run('put', 'breakdown', f'outcome={outcome}', 'dimension=sex', 'category=women', 'value=14')
        laptop.put('period', period, 'status=submitted')
        snapshots = laptop.json('list', 'snapshot')
        assert [(each['period'], each['value'], each['breakdown']) for each in snapshots] == [(period, 60, 'sex women=14')], snapshots
        assert laptop.json('get', period)['submitted_on'] == snapshots[0]['taken_on']
        refused(laptop, REFUSED, 'put', 'snapshot', snapshots[0]['id'], 'value=61', tells=('snapshot.value',))
        laptop.put('outcome', outcome, 'value=61')
        assert [each['value'] for each in laptop.json('list', 'snapshot')] == [60]
        laptop.run('undo')
        laptop.run('undo')
        assert laptop.json('list', 'snapshot') == []
        assert laptop.json('get', period)['status'] == 'open'


def test_figures_are_reported_by_submitting_only():
    with world() as w:
        laptop = office(w)
        made, outcome, period = reported(laptop)
        figure = ['put', 'snapshot', f'period={period}', 'indicator=TRAINED', 'value=61']
        refused(laptop, REFUSED, *figure, tells=('snapshot.period', 'Submit the period'))
        laptop.put('period', period, 'status=submitted')
        refused(laptop, REFUSED, *figure, tells=('snapshot.period',))
        assert [each['value'] for each in laptop.json('list', 'snapshot')] == [60]
        # Neither of another indicator, nor with a day of submission that was typed in.
        for indicator in ('TRAINED', 'EMPLOYED'):
            refused(laptop, REFUSED, 'put', 'snapshot', f'period={period}', f'indicator={indicator}', 'value=9', tells=('snapshot.period',))
        dated = laptop.put('period', f'project={made}', 'from=2026-04-01', 'to=2026-06-30')
        laptop.put('period', dated, 'status=open')
        laptop.put('period', dated, 'status=submitted', 'submitted_on=2024-07-05')
        for status in ('submitted', 'returned', 'submitted', 'approved', 'locked'):
            laptop.put('period', dated, f'status={status}')
            refused(laptop, REFUSED, 'put', 'snapshot', f'period={dated}', 'indicator=EMPLOYED', 'value=9', 'taken_on=2024-07-05', tells=('snapshot.period',))
        invention = w.path / 'invention.xml'
        for fields in ('<set f="status">open</set>', '<set f="status">submitted</set>', ''):
            invention.write_text('<changes xmlns="urn:lep:changes:1"><change><row kind="period" id="01900000-0000-7000-8000-000000000001">'
                                 f'<set f="project">{made}</set><set f="from">2026-07-01</set><set f="to">2026-09-30</set>{fields}</row>'
                                 '<row kind="snapshot" id="01900000-0000-7000-8000-000000000002"><set f="period">01900000-0000-7000-8000-000000000001</set>'
                                 f'<set f="indicator">{laptop.json("get", outcome)["indicator"]}</set><set f="value">9</set></row></change></changes>')
            refused(laptop, REFUSED, 'apply', str(invention), tells=('submitted',))
        # What was reported before the program came has no other way in.
        earlier = laptop.put('period', f'project={made}', 'from=2024-01-01', 'to=2024-03-31', 'status=approved', 'submitted_on=2024-04-15')
        laptop.put('snapshot', f'period={earlier}', 'indicator=TRAINED', 'value=35', 'taken_on=2024-04-15')


def test_two_findings_without_a_field_are_put_away_by_themselves():
    with world() as w:
        laptop = office(w)
        partnership, _ = project(laptop)
        for group in ('municipality', 'pes', 'employer', 'education', 'ngo'):
            member = laptop.put('organisation', f'name={group}', f'actor_group={group}')
            laptop.put('membership', f'partnership={partnership}', f'organisation={member}')
        laptop.put('partnership', partnership, 'status=established')
        laptop.put('meeting', f'partnership={partnership}', 'kind=council', 'held_on=2020-01-10')

        def aspects(*more):
            return sorted(each['aspect'] for each in laptop.json('attention', *more) if each['rule'] == 17 and each['id'] == partnership)

        assert aspects() == ['council', 'meeting'] and aspects('--put-away') == []
        laptop.run('attention', '17', partnership, '--field', 'council', '--because', 'It meets in autumn')
        assert aspects() == ['meeting'] and aspects('--put-away') == ['council']
        laptop.run('attention', '17', partnership, '--field', 'meeting', '--because', 'They are called')
        assert aspects() == []
        laptop.run('attention', '17', partnership, '--field', 'council', '--take-back')
        assert aspects() == ['council'] and aspects('--put-away') == ['meeting']


def test_a_file_of_changes_submits_alike():
    with world() as w:
        laptop = office(w)
        _, _, period = reported(laptop)
        path = w.path / 'changes.xml'
        path.write_text(f'<changes xmlns="urn:lep:changes:1"><change><row kind="period" id="{period}">'
                        '<set f="status">submitted</set></row></change></changes>')
        laptop.run('apply', str(path))
        assert [each['value'] for each in laptop.json('list', 'snapshot')] == [60]


def test_the_steps_of_a_period():
    with world() as w:
        laptop = office(w)
        _, outcome, period = reported(laptop)
        refused(laptop, REFUSED, 'put', 'period', period, 'status=approved', tells=('period.status', 'submitted'))
        laptop.put('period', period, 'status=submitted')
        laptop.put('period', period, 'status=returned')
        laptop.put('period', period, 'status=submitted')
        laptop.put('period', period, 'status=approved')
        laptop.put('period', period, 'status=locked')
        assert len(laptop.json('list', 'snapshot')) == 2
        refused(laptop, REFUSED, 'put', 'outcome', outcome, 'value=61', tells=('outcome.value', 'rule 14', 'locked'))
        refused(laptop, REFUSED, 'put', 'period', period, 'status=open', tells=('period.status',))
        refused(laptop, REFUSED, 'put', 'period', period, 'status=open', 'reopen_reason=Late proof', tells=('reopened_until',))
        laptop.put('period', period, 'status=open', 'reopen_reason=Late proof', 'reopened_until=2099-01-31')
        laptop.put('outcome', outcome, 'value=61')
        laptop.put('period', period, 'status=submitted')
        assert sorted(each['value'] for each in laptop.json('list', 'snapshot')) == [60, 60, 61]


def test_what_needs_attention_is_put_away():
    with world() as w:
        laptop = office(w)
        reported(laptop)
        period = laptop.json('list', 'period')[0]['id']
        laptop.put('period', period, 'due_on=2026-04-10')
        found = [each for each in laptop.json('attention') if each['id'] == period]
        assert [(each['rule'], each['field']) for each in found] == [(17, 'due_on')], found
        refused(laptop, USAGE, 'attention', '17', period)
        refused(laptop, USAGE, 'attention', '17', period, '--field', 'narrative', '--because', 'x')
        refused(laptop, REFUSED, 'attention', '17', period, '--because', '', tells=('explanation',))
        laptop.run('attention', '17', period, '--because', 'The office knows.')
        assert not [each for each in laptop.json('attention') if each['id'] == period]
        away = laptop.json('attention', '--put-away')
        assert [(each['id'], each['reason']) for each in away] == [(period, 'The office knows.')], away
        assert away[0]['by'] and away[0]['at'], away
        assert 'The office knows.' in laptop.run('attention', '--put-away')

        laptop.put('period', period, 'due_on=2026-04-11')
        assert [each['id'] for each in laptop.json('attention') if each['rule'] == 17] == [period]
        laptop.put('period', period, 'due_on=2026-04-10')
        laptop.run('attention', '17', period, '--take-back')
        assert [each['id'] for each in laptop.json('attention') if each['rule'] == 17] == [period]
        refused(laptop, USAGE, 'attention', '17', period, '--take-back')


if __name__ == '__main__':
    main(__name__)
