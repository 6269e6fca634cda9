#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking for what is missing, and knowing who has confirmed what."""

from clitest import DONE, USAGE, WAITING, main, refused, world
from laptops import read_bundle
from test_exchange import export, joined, sender_number
from test_sync import pair


def peer(laptop, label):
    [found] = [each for each in laptop.json('peers') if each['label'] == label]
    return found


def test_a_request_has_no_changes_and_is_answered_with_what_is_missing():
    with world() as w:
        one, two, made = pair(w)
        one.run('put', 'project', made, 'title=Asked for')
        export(one, '--to', 'partner')  # it gets lost
        one.run('put', 'project', made, 'next_steps=Also asked for')
        two.put('partnership', 'name=LEP Jablanica')
        asked = two.json('export', '--request', '--to', 'office', '--output', w.path)
        assert asked['changes'] == 0, asked
        with open(asked['file'], 'rb') as file:
            bundle = read_bundle(file.read())
        assert not bundle.segments and bundle.have, vars(bundle)
        before = one.digest()
        [preview] = one.json('import', asked['file'], '--dry-run')
        assert (preview['new'], preview['asks']) == (0, 2), preview
        [told] = one.json('import', asked['file'])
        assert (told['new'], told['known'], told['asks']) == (0, 0, 2) and one.digest() == before, told
        done = one.start('import', asked['file'])
        assert done.returncode == DONE and 'lacks 2 changes' in done.stdout and '“partner”' in done.stdout, done
        answer = one.json('export', '--to', 'partner', '--output', w.path)
        assert answer['changes'] == 2, answer
        [told] = two.json('import', answer['file'])
        assert (told['new'], told['known']) == (2, 0) and 'asks' not in told, told
        assert two.json('get', made)['next_steps'] == 'Also asked for'
        refused(two, USAGE, 'export', '--request', '--full', '--output', w.path, tells=('--request',))


def test_peers_tell_what_was_confirmed_and_through_whom():
    with world() as w:
        one, two, made = pair(w)
        third = joined(w, two, 'third')
        word = export(third)
        two.run('import', word, '--trust', sender_number(third, word))
        one.run('trust', 'partner', '--introducer', 'yes')
        assert peer(one, 'partner')['lacks'] == 0 and peer(one, 'partner')['confirmed'] > 0, peer(one, 'partner')
        assert peer(one, 'partner')['lacks_since'] is None and peer(one, 'partner')['confirmed_at'] is not None
        one.run('put', 'project', made, 'title=Not confirmed yet')
        since = peer(one, 'partner')['lacks_since']
        one.run('put', 'project', made, 'title=Nor is this')
        seen = peer(one, 'partner')
        assert seen['lacks'] == 2 and since is not None and seen['lacks_since'] == since, (seen, since)
        # What the third wrote comes through the second.
        third.run('put', 'project', made, 'next_steps=Through another laptop')
        two.run('import', export(third))
        one.run('import', export(two), ends=(DONE, WAITING))
        heard = peer(one, 'third')
        assert heard['heard_through'] == 'partner' and heard['heard_at'] is not None and heard['confirmed_at'] is None, heard
        assert peer(one, 'partner')['heard_through'] is None and peer(one, 'partner')['heard_at'] is not None
        # Then by itself.
        word = export(third)
        one.run('import', word)
        heard = peer(one, 'third')
        assert heard['heard_through'] is None and heard['confirmed_at'] is not None, heard


if __name__ == '__main__':
    main(__name__)
