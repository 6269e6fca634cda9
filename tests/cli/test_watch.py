#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A watched exchange folder at rest: what somebody unknown put there is not read again and
again. It takes as long as two looks are apart, twice."""

import os
import select
import signal

from clitest import main, office, project, world
from test_exchange import joined
from test_sync import Watching, folder_of, sync

SIZE = 4 << 20
TWO_LOOKS = 33      # seconds


def has_read(process):
    with open(f'/proc/{process.pid}/io', encoding='ascii') as file:
        return int(file.readline().split()[1])


def is_quiet(watching, seconds):
    return not select.select([watching.process.stdout], [], [], seconds)[0]


def test_a_stranger_is_not_read_at_every_look():
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        folder, document = folder_of(w), two.folder / 'document.bin'
        document.write_bytes(os.urandom(SIZE))
        two.put('document', f'owner={made}', f'sha256=@{document}')
        sync(two, folder)
        watching = Watching(one, folder)
        try:
            watching.until(lambda answer: 'untrusted' in answer['read'][0])
            assert is_quiet(watching, 3), 'the stranger was told twice'
            before = has_read(watching.process)
            assert before > SIZE and is_quiet(watching, TWO_LOOKS)
            assert has_read(watching.process) - before < SIZE, 'the bundle was read again'
        finally:
            watching.end(signal.SIGTERM)


if __name__ == '__main__':
    main(__name__)
