#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule across fields and records that refuses: what breaks it is refused with the
field, the value, the rule and the way out, and the nearest that keeps it is taken."""

from clitest import REFUSED, main, office, refused, world
from laptops import Failed

# What each case may name: made anew for it, so that no case disturbs another.
BASE = '''
project project partnership=@partnership title=Welders activity=retraining start=2026-01-01 end=2026-12-31 grant=100000 currency=BAM
call call programme=@programme reference=C title=Call stages=one min_grant=10000 max_grant=100000 min_cofinancing=1000 max_indirect=700 max_contingency=500 full_deadline=2026-03-01T12:00:00.000Z currency=BAM
application application call=@call partnership=@partnership lead=@lead title=Works stage=full status=full_received received_at=2026-03-01T11:00:00.000Z requested=90000 total=100000 currency=BAM
outcome outcome project=@project indicator=TRAINED from=2026-01-01 to=2026-03-31 value=60
'''

GRID = '''
criterion criterion call=@call text=Need max_points=20
assessor assessor name=First
assessment assessment application=@application assessor=@assessor status=open
'''
SCORED = GRID + 'score score application=@application assessor=@assessor criterion=@criterion points=18\n'
FINAL = SCORED + '@assessment status=final\n'
AWARDED = 'made project partnership=@partnership application=@application title=Made activity=retraining grant=90000 cofinancing=10000 currency=BAM\n'
PERIOD = 'period period project=@project from=2026-01-01 to=2026-03-31 status=open\n'
LOCKED = '@period status=submitted\n@period status=approved\n@period status=locked\n'
TRANCHE = 'tranche tranche project=@project number=1 amount=60000 percent=6000 status=requested\n'

# rule, field, what is there before, what is refused ("-name": to delete it), words of the way out, what is taken
CASES = [
    (2, 'application.status', '', '@application received_at=2026-03-01T12:00:00.001Z', 'set the status to “late”', '@application received_at=2026-03-01T12:00:00.000Z'),
    (2, 'call.status', '', '@call status=concept_closed', 'Full applications closed', '@call status=published'),
    (3, 'tranche.percent', TRANCHE, 'more tranche project=@project number=2 amount=100 percent=4001', 'lower one of them', 'more tranche project=@project number=2 amount=100 percent=4000'),
    (3, 'tranche.amount', TRANCHE, 'more tranche project=@project number=2 amount=40001', 'lower one of them', 'more tranche project=@project number=2 amount=40000'),
    (3, 'tranche.percent', TRANCHE, '@tranche status=approved', 'correct the plan', 'more tranche project=@project number=2 amount=40000 percent=4000'),
    (3, 'tranche.amount', 'tranche tranche project=@project number=1 amount=60000 status=requested\n', '@tranche status=approved', 'correct the plan first', '@tranche amount=100000'),
    (3, 'tranche.paid', 'tranche tranche project=@project number=1 amount=100000 status=approved\n', '@tranche paid=100001', 'correct one of the two', '@tranche paid=100000'),
    (3, 'tranche.paid', 'tranche tranche project=@project number=1 amount=100000 status=requested\n', '@tranche paid=1', 'approve it first', '@tranche status=approved paid=1'),
    (3, 'tranche.status', 'tranche tranche project=@project number=1 amount=100000 paid=1\n', '@tranche status=planned', 'approve it first', '@tranche status=approved'),
    (3, 'tranche.paid', 'tranche tranche project=@project number=1 amount=100000 status=approved paid=500\n', '-tranche', 'empty what is paid first', '@project title=Still'),
    (3, 'project.grant', 'tranche tranche project=@project number=1 amount=100000 status=approved paid=500\n', '@project grant=499', 'the grant cannot be less', '@project grant=100001'),
    (3, 'project.grant', 'tranche tranche project=@project number=1 amount=100000 status=approved\n', '@project grant=99999', 'the grant cannot be less', '@project grant=100001'),
    (4, 'funding.amount', '@project cofinancing=5000\n', 'one funding project=@project amount=105001', 'correct one of them', 'one funding project=@project amount=105000'),
    (4, 'project.cofinancing', '@project cofinancing=5000\none funding project=@project amount=105000\n', '@project cofinancing=4999', 'lower the sources first', '@project cofinancing=5001'),
    (4, 'project.status', 'one funding project=@project amount=99999\n@project status=contracting\n', '@project status=active', 'make them equal first', '@one amount=100000'),
    (4, 'budget_line.source', 'other project partnership=@partnership title=Other activity=retraining\none funding project=@other amount=1\nown funding project=@project amount=1\n',
     'line budget_line project=@project heading=1 item=Work source=@one', 'choose one of “Welders”', 'line budget_line project=@project heading=1 item=Work source=@own'),
    (5, 'application.requested', '', '@application requested=100001 total=200000', 'ask for an amount between them', '@application requested=100000 total=200000'),
    (5, 'application.requested', '', '@application requested=9999', 'ask for an amount between them', '@application requested=10000'),
    (5, 'application.total', '', '@application requested=90001', 'ask for less or bring more', '@application requested=90000'),
    (5, 'application.lot', 'foreign call programme=@programme reference=F title=Foreign stages=one\nlot lot call=@foreign number=1 title=L\nown lot call=@call number=1 title=O\n',
     '@application lot=@lot', 'choose one of “Call”', '@application lot=@own'),
    (5, 'project.grant', AWARDED, '@made grant=100001 cofinancing=20000', 'write an amount between them', '@made grant=100000 cofinancing=20000'),
    (5, 'project.cofinancing', AWARDED, '@made cofinancing=9999', 'bring more or lower the grant', '@made cofinancing=10001'),
    (5, 'budget_line.unit_cost', AWARDED + 'work budget_line project=@made heading=1 item=Work quantity=1000 unit_cost=10000\n',
     'more budget_line project=@made heading=8 item=Rent quantity=1000 unit_cost=701', 'lower them', 'more budget_line project=@made heading=8 item=Rent quantity=1000 unit_cost=700'),
    (5, 'budget_line.unit_cost', AWARDED + 'work budget_line project=@made heading=1 item=Work quantity=1000 unit_cost=10000\n',
     'more budget_line project=@made heading=10 item=Other quantity=1000 unit_cost=501', 'lower it', 'more budget_line project=@made heading=10 item=Other quantity=1000 unit_cost=500'),
    (6, 'expenditure.spent_on', '', 'paid expenditure project=@project amount=1 spent_on=2027-01-01', 'correct the date', 'paid expenditure project=@project amount=1 spent_on=2026-12-31'),
    (6, 'expenditure.budget_line', 'other project partnership=@partnership title=Other activity=retraining\nline budget_line project=@other heading=1 item=Work\nown budget_line project=@project heading=1 item=Work\n',
     'paid expenditure project=@project amount=1 spent_on=2026-02-01 budget_line=@line', 'choose one of “Welders”',
     'paid expenditure project=@project amount=1 spent_on=2026-02-01 budget_line=@own'),
    (8, 'score.points', GRID, 'score score application=@application assessor=@assessor criterion=@criterion points=21', 'between them',
     'score score application=@application assessor=@assessor criterion=@criterion points=20'),
    (8, 'score.points', GRID + '@criterion comment_required=1\n', 'score score application=@application assessor=@assessor criterion=@criterion points=20', 'write it first',
     'score score application=@application assessor=@assessor criterion=@criterion points=20 comment=good'),
    (8, 'score.points', GRID + '@assessment interest=declared status=excluded\n', 'score score application=@application assessor=@assessor criterion=@criterion points=20',
     'give it to another assessor', '@call title=Still'),
    (8, 'assessment.status', 'assessor assessor name=First\nassessment assessment application=@application assessor=@assessor status=assigned interest=declared\n', '@assessment status=open', 'exclude the assessor instead', '@assessment status=excluded'),
    (8, 'assessment.status', GRID, '@assessment status=final', 'give it first', 'score score application=@application assessor=@assessor criterion=@criterion points=18'),
    (8, 'score.points', FINAL, '@score points=17', 'delete the whole sheet', '@score points=18'),
    (8, 'score.points', FINAL, '-score', 'delete the whole sheet', '@call title=Still'),
    (8, 'assessment.status', FINAL, '@assessment interest=none', 'delete the whole sheet', '@call title=Still'),
    (8, 'criterion.max_points', FINAL, '@criterion max_points=30', 'remove the final sheets', '@criterion text=Needs'),
    (8, 'criterion.max_points', FINAL, 'late criterion call=@call text=Late max_points=5', 'remove the final sheets', '@call title=Still'),
    (8, 'score.criterion', GRID + 'foreign call programme=@programme reference=F title=Foreign stages=one\nother criterion call=@foreign text=X max_points=5\n',
     'score score application=@application assessor=@assessor criterion=@other points=1', 'choose one of its own call', 'score score application=@application assessor=@assessor criterion=@criterion points=1'),
    (9, 'assessment_answer.item', 'round assessment_round partnership=@partnership instrument=table71 held_on=2026-02-01\n',
     'said assessment_answer assessment_round=@round item=benefits answer=local_office', 'choose one of its own', 'said assessment_answer assessment_round=@round item=design answer=local_office'),
    (9, 'assessment_answer.answer', 'round assessment_round partnership=@partnership instrument=table71 held_on=2026-02-01\n',
     'said assessment_answer assessment_round=@round item=design answer=no', 'choose one of its own', 'said assessment_answer assessment_round=@round item=design answer=local_office'),
    (10, 'breakdown.value', 'part breakdown outcome=@outcome dimension=sex category=women value=40\n', 'more breakdown outcome=@outcome dimension=sex category=men value=21',
     'raise the result first', 'more breakdown outcome=@outcome dimension=sex category=men value=20'),
    (10, 'breakdown.value', '', 'part breakdown outcome=@outcome dimension=target_group category=youth value=61', 'raise the result first',
     'part breakdown outcome=@outcome dimension=target_group category=youth value=60'),
    (10, 'outcome.value', 'part breakdown outcome=@outcome dimension=sex category=women value=40\n', '@outcome value=39', 'lower the split first', '@outcome value=40'),
    (14, 'outcome.value', PERIOD + LOCKED, '@outcome value=61', 'reopen it with a reason', '@project title=Still'),
    (14, 'breakdown.value', PERIOD + LOCKED, 'part breakdown outcome=@outcome dimension=sex category=women value=1', 'reopen it with a reason', '@project title=Still'),
    (14, 'expenditure.amount', PERIOD + LOCKED, 'paid expenditure project=@project amount=1 spent_on=2026-03-31', 'reopen it with a reason', 'paid expenditure project=@project amount=1 spent_on=2026-04-01'),
    (14, 'budget_line.heading', 'line budget_line project=@project heading=1 item=Work\npaid expenditure project=@project amount=1 spent_on=2026-03-31 budget_line=@line\n' + PERIOD + LOCKED,
     '@line heading=2', 'reopen the period with a reason', '@line item=Works'),
    (14, 'project.currency', 'paid expenditure project=@project amount=1 spent_on=2026-03-31\n' + PERIOD + LOCKED, '@project currency=EUR', 'reopen the period with a reason', '@project title=Still'),
    (14, 'service.started_on', PERIOD + LOCKED, 'help service partnership=@partnership project=@project name=Help started_on=2026-03-31', 'reopen it with a reason',
     'help service partnership=@partnership project=@project name=Help started_on=2026-04-01'),
    (14, 'period.status', PERIOD + LOCKED, '@period narrative=Other', 'reopen it with a reason', '@project title=Still'),
    (16, 'organisation.merged_into', '', '@lead merged_into=@lead', 'leave this empty', '@lead name=Agency'),
]


def read(names, line):
    """The arguments of put; the name that what it makes goes by, if it makes something."""
    words = line.split()
    values = [word if '=@' not in word else word.split('=@')[0] + '=' + names[word.split('=@')[1]] for word in words]
    if words[0].startswith('@'):
        kind, ident = names[words[0]]
        return None, kind, [kind, ident, *values[1:]]
    return words[0], words[1], values[1:]


def put(laptop, names, lines):
    for line in lines.strip().splitlines():
        name, kind, arguments = read(names, line)
        made = laptop.put(*arguments)
        if name is not None:
            names[name], names['@' + name] = made, (kind, made)


def begin(laptop):
    names = {'programme': laptop.json('list', 'programme')[0]['id'], 'partnership': laptop.put('partnership', 'name=LEP')}
    lead = laptop.put('organisation', 'name=Lead', 'actor_group=ngo')
    names['lead'], names['@lead'] = lead, ('organisation', lead)
    return names


def check_case(laptop, names, case):
    rule, field, before, wrong, way_out, right = case
    names = dict(names)
    put(laptop, names, BASE)
    put(laptop, names, before)
    digest = laptop.json('digest')
    command = ['delete', names[wrong[1:]]] if wrong.startswith('-') else ['put', *read(names, wrong)[2]]
    refused(laptop, REFUSED, *command, tells=(f'({field}, rule {rule})', '“', way_out))
    assert laptop.json('digest') == digest, f'{case}: something was changed'
    put(laptop, names, right)


def test_what_breaks_a_rule_is_refused_and_what_keeps_it_is_taken():
    failures = []
    with world() as w:
        laptop = office(w)
        names = begin(laptop)
        for case in CASES:
            try:
                check_case(laptop, names, case)
            except (AssertionError, Failed) as failure:
                failures.append(f'{case[0]} {case[1]}: {failure}')
    assert not failures, '\n'.join(failures)


if __name__ == '__main__':
    main(__name__)
