#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the office does with a call, as one command and one step for undo each: receipt,
grid, committee, next steps, contract; and the rounds of self-assessments."""

from clitest import REFUSED, USAGE, joined, main, office, refused, world

DEADLINE = '2026-12-24T12:00:00.000Z'
BEFORE, AFTER = '2026-12-24T11:59:00.000Z', '2026-12-24T12:00:01.000Z'


class Call:
    """A call of one stage with a lot, two criteria and a requirement, and drafts that answer it."""

    def __init__(self, w, n=2):
        self.one = one = office(w)
        self.programme = one.json('list', 'programme')[0]['id']
        self.lead = one.put('organisation', 'name=Municipality', 'actor_group=municipality')
        self.partnership = one.put('partnership', 'name=LEP Prnjavor')
        self.call = self.make('JP-1', 'First call', 'full_threshold=10')
        self.lot = one.put('lot', f'call={self.call}', 'number=1', 'title=Youth', 'target_group=youth', 'envelope=50000000')
        for position, text in enumerate(('Fits', 'Lasts')):
            one.put('criterion', f'call={self.call}', 'section=Relevance', f'text={text}', f'position={position}', 'max_points=10')
        one.put('requirement', f'call={self.call}', 'text=Signed')
        self.applications = [self.draft(f'Works {number}') for number in range(n)]

    def make(self, reference, title, *fields):
        return self.one.put('call', f'programme={self.programme}', f'reference={reference}', f'title={title}', 'stages=one',
                            f'full_deadline={DEADLINE}', 'currency=EUR', *fields)

    def draft(self, title):
        return self.one.put('application', f'call={self.call}', f'lot={self.lot}', f'partnership={self.partnership}', f'lead={self.lead}',
                            f'title={title}', 'stage=full', 'currency=EUR', 'requested=20000000', 'total=30000000',
                            'months=12', 'planned_trained=40')

    def status(self):
        return [self.one.json('get', each)['status'] for each in self.applications]

    def check_all(self):
        for number, each in enumerate(self.applications):
            self.one.run('receive', each, '--at', BEFORE)
            self.one.put('application', each, 'status=full_admin_ok')

    def score(self, points):
        """Each assessor gives each application these points for each criterion, and makes the sheet final."""
        criteria = [each['id'] for each in self.one.json('list', 'criterion', '--where', f'call={self.call}')]
        for sheet in self.one.json('list', 'assessment'):
            for criterion in criteria:
                self.one.put('score', f"application={sheet['application']}", f'criterion={criterion}', f"assessor={sheet['assessor']}",
                             f"points={points[self.applications.index(sheet['application'])]}")
            self.one.put('assessment', sheet['id'], 'status=open', 'impartial_on=2026-11-02', 'interest=none')
            self.one.put('assessment', sheet['id'], 'status=final')


def test_a_receipt_gives_number_hour_and_state():
    with world() as w:
        c = Call(w)
        one, (first, second) = c.one, c.applications
        done = one.json('receive', first, '--at', '2026-11-02T09:30:00+01:00', '--channel', 'post', '--copies', '3')
        assert done == {'id': first, 'reference': 'JP-1-01', 'status': 'full_received', 'received_at': '2026-11-02T08:30:00.000Z'}, done
        got = one.json('get', first)
        assert (got['channel'], got['copies'], got['stage']) == ('post', 3, 'full'), got
        assert one.run('receive', 'Works 1').startswith('JP-1-02: ')
        received = one.json('get', second)
        assert received['status'] == 'full_received' and received['received_at'] is not None, received
        one.run('undo')
        assert one.json('get', second)['status'] is None and one.json('get', second)['reference'] is None
        refused(one, REFUSED, 'receive', 'JP-1-01', tells=('Status', 'received already'))


def test_what_comes_late_is_late_in_one_step():
    with world() as w:
        c = Call(w, 1)
        done = c.one.json('receive', c.applications[0], '--at', AFTER, '--channel', 'email')
        assert (done['status'], done['received_at'], done['reference']) == ('late', AFTER, 'JP-1-01'), done
        c.one.run('undo')
        got = c.one.json('get', c.applications[0])
        assert (got['status'], got['received_at'], got['channel'], got['reference']) == (None, None, None, None), got


def test_a_bad_receipt_changes_nothing():
    with world() as w:
        c = Call(w)
        c.draft('Works 0')
        refused(c.one, USAGE, 'receive', 'Works 0', tells=('Works 0', c.applications[0]))
        refused(c.one, USAGE, 'receive', 'Nothing', tells=('Nothing',))
        refused(c.one, USAGE, 'receive', c.lead)
        refused(c.one, USAGE, 'receive')
        c.one.run('undo')
        before = c.one.json('digest')
        for bad in (['--at', 'noon'], ['--channel', 'pigeon'], ['--copies', '-1'], ['--copies', 'two']):
            refused(c.one, REFUSED, 'receive', c.applications[0], *bad, tells=('application.', bad[1]))
        assert c.status() == [None, None]
        assert c.one.json('digest') == before


def test_a_grid_is_copied_once():
    with world() as w:
        c = Call(w, 0)
        c.make('JP-2', 'Second call')
        assert c.one.json('copy-grid', 'JP-1', 'Second call') == {'copied': 3}
        assert c.one.json('copy-grid', 'JP-1', 'JP-2') == {'copied': 0}
        second = c.one.json('list', 'call', '--where', 'reference=JP-2')[0]
        assert second['full_threshold'] == 10 and len(c.one.json('list', 'criterion', '--where', f"call={second['id']}")) == 2
        c.one.run('undo')
        assert c.one.json('list', 'criterion', '--where', f"call={second['id']}") == []
        assert c.one.json('get', second['id'])['full_threshold'] is None
        refused(c.one, USAGE, 'copy-grid', 'JP-1', 'JP-1')
        refused(c.one, USAGE, 'copy-grid', 'JP-9', 'JP-1', tells=('JP-9',))


def test_the_whole_way_to_a_contract():
    with world() as w:
        c = Call(w, 3)
        c.check_all()
        assessors = [c.one.put('assessor', f'name=Assessor {name}') for name in ('One', 'Two')]
        assert c.one.json('assign', 'JP-1', '--assessor', 'Assessor One', '--assessor', 'Assessor One') == {'sheets': 3}, 'named twice'
        assert c.one.json('assign', 'JP-1') == {'sheets': 3}
        assert c.one.json('assign', c.call) == {'sheets': 0}
        assert {each['assessor'] for each in c.one.json('list', 'assessment')} == set(assessors)

        steps = c.one.json('advance', 'JP-1')
        assert [(step['from'], step['to']) for step in steps] == [('full_admin_ok', None)] * 3 and all(step['why'] for step in steps), steps
        c.score([9, 8, 4])
        before = c.one.json('digest')
        steps = c.one.json('advance', 'JP-1', '--dry-run')
        assert {step['to'] for step in steps} == {'full_scored'} and c.one.json('digest') == before
        c.one.run('advance', 'JP-1')
        assert c.status() == ['full_scored'] * 3
        for each in c.applications:
            c.one.put('application', each, 'status=verified')
        steps = {step['id']: step['to'] for step in c.one.json('advance', 'JP-1', '--stage', 'full')}
        assert c.status() == ['selected', 'selected', 'rejected'] and [steps[each] for each in c.applications] == c.status()
        c.one.run('undo')
        assert c.status() == ['verified'] * 3, 'one step'
        c.one.run('advance', 'JP-1')

        refused(c.one, REFUSED, 'award', 'JP-1-03', '--activity', 'retraining', '--start', '2027-01-01', tells=('Status', 'selected'))
        project = c.one.json('award', 'JP-1-01', '--activity', 'retraining', '--start', '2027-01-01', '--agreement-no', 'A 1/27',
                             '--agreement-on', '2026-12-28')['id']
        got = c.one.json('get', project)
        assert (got['grant'], got['cofinancing'], got['currency'], got['end'], got['status'], got['reference']) == \
            (20000000, 10000000, 'EUR', '2027-12-31', 'contracting', 'JP-1-01'), got
        tranches = c.one.json('list', 'tranche', '--sort', 'number')
        assert [each['amount'] for each in tranches] == [10000000, 8000000, 2000000], tranches
        assert sorted(each['amount'] for each in c.one.json('list', 'funding')) == [10000000, 20000000]
        assert c.status()[0] == 'contracted'
        refused(c.one, REFUSED, 'award', 'JP-1-01', '--activity', 'retraining', '--start', '2027-01-01')
        c.one.run('undo')
        assert c.status()[0] == 'selected' and c.one.json('list', 'project') == [] and c.one.json('list', 'tranche') == []


def test_a_contract_that_does_not_fit_is_refused():
    with world() as w:
        c = Call(w, 1)
        award = ['award', 'Works 0', '--activity', 'retraining', '--start', '2027-01-01']
        c.one.run('receive', 'Works 0', '--at', BEFORE)
        for status in ('full_admin_ok', 'full_scored', 'verified', 'selected'):
            c.one.put('application', c.applications[0], f'status={status}')
        refused(c.one, USAGE, *award[:4], tells=('usage',))
        refused(c.one, USAGE, *award, '--tranches', 'half', tells=('half',))
        refused(c.one, REFUSED, *award, '--tranches', '50+40', tells=('90.00', '100.00'))
        refused(c.one, REFUSED, *award, '--activity', 'flying', tells=('project.activity', 'flying'))
        refused(c.one, REFUSED, *award, '--grant', '12.50', tells=('project.grant',))
        refused(c.one, REFUSED, *award, '--grant', '20000001', tells=('200,000.01', '200,000.00'))
        refused(c.one, REFUSED, *award, '--end', '2026-12-31', tells=('31 Dec 2026',))
        assert c.one.json('list', 'project') == [] and c.status() == ['selected']
        project = c.one.run(*award, '--end', '2027-06-30', '--grant', '10000001', '--tranches', '33.33+33.33+33.34').strip()
        assert c.one.json('get', project)['end'] == '2027-06-30'
        amounts = [each['amount'] for each in c.one.json('list', 'tranche', '--sort', 'number')]
        assert sum(amounts) == 10000001 and amounts[0] == amounts[1] == 3333000, amounts


def test_a_partner_hands_out_nothing():
    with world() as w:
        c = Call(w, 1)
        two = joined(w, c.one)
        for command in ('assign', 'advance'):
            refused(two, REFUSED, command, 'JP-1', tells=('office',))
        refused(c.one, USAGE, 'assign', 'JP-1', '--stage', 'third', tells=('third',))
        refused(c.one, USAGE, 'assign', 'JP-1', '--assessor', 'Nobody', tells=('Nobody',))


def test_a_self_assessment_begins_with_what_the_register_knows():
    with world() as w:
        c = Call(w, 0)
        for group in ('municipality', 'pes', 'employer', 'education', 'ngo'):
            member = c.one.put('organisation', f'name=The {group}', f'actor_group={group}')
            c.one.put('membership', f'partnership={c.partnership}', f'organisation={member}', 'joined_on=2026-01-01')
        done = c.one.json('self-assess', 'LEP Prnjavor', 'box43', '--on', '2026-11-01')
        answers = c.one.json('list', 'assessment_answer', '--where', f"assessment_round={done['id']}")
        assert done['answered'] == len(answers) > 0, (done, answers)
        assert c.one.json('get', done['id'])['held_on'] == '2026-11-01'
        c.one.run('undo')
        assert c.one.json('list', 'assessment_round') == [] and c.one.json('list', 'assessment_answer') == []
        refused(c.one, USAGE, 'self-assess', 'LEP Prnjavor', 'box99', tells=('box99', 'box43'))
        refused(c.one, USAGE, 'self-assess', 'LEP Prnjavor', 'box43', '--on', 'today', tells=('today',))
        refused(c.one, USAGE, 'self-assess', 'Nobody', 'box43', tells=('Nobody',))


def test_today_is_the_day_where_the_laptop_is():
    with world() as w:
        c = Call(w, 1)
        c.check_all()
        for name in ('One', 'Two'):
            c.one.put('assessor', f'name=Assessor {name}')
        c.one.run('assign', 'JP-1')
        c.score([9])
        c.one.run('advance', 'JP-1')
        c.one.put('application', c.applications[0], 'status=verified')
        c.one.zone, c.one.clock = 'Europe/Sarajevo', lambda: '2026-12-21T23:30:00.000Z'  # half past midnight there
        c.one.run('advance', 'JP-1')
        got = c.one.json('get', c.applications[0])
        assert (got['status'], got['decided_on']) == ('selected', '2026-12-22'), got
        assert c.one.json('get', c.one.json('self-assess', 'LEP Prnjavor', 'box43')['id'])['held_on'] == '2026-12-22'
        # What is due today is not late, and what was due yesterday is, there alone.
        meeting = c.one.put('meeting', f'partnership={c.partnership}', 'kind=quarterly', 'held_on=2026-12-01')
        decision = c.one.put('decision', f'meeting={meeting}', 'text=Send it', 'due_on=2026-12-21')
        assert decision in [each['id'] for each in c.one.json('attention')]
        c.one.zone = 'UTC'
        assert decision not in [each['id'] for each in c.one.json('attention')]


if __name__ == '__main__':
    main(__name__)
