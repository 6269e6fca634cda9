# SPDX-License-Identifier: GPL-3.0-or-later
"""Attached documents, from the pages of the design alone: which files a replica misses,
and which it gives to whom. A file is bytes under their SHA-256."""

import hashlib


def hash_of_file(data):
    return hashlib.sha256(data).hexdigest()


def naming(replica, space):
    """{sha256: [changes that name it]} of the documents of a space that are not deleted,
    every value of a conflict counted."""
    found = {}
    for key, writers in replica.rows().items():
        if key[0] != space or key[1] != 'document' or not writers or replica.life(key) == 'deleted':
            continue
        for head in replica.heads(writers.get('sha256', [])):
            value, = replica.value(head, key, ('sha256',))
            if value:
                found.setdefault(value, []).append(head)
    return found


def wants(replica, files, spaces):
    """What a bundle of these spaces asks for."""
    return sorted({name for space in spaces for name in naming(replica, space)} - set(files))


def to_give(replica, files, spaces, have=None, wanted=()):
    """The files that belong into a bundle: all of them to somebody unknown, else those
    of changes that @have does not hold, and those that are wanted."""
    held = replica.covered_by(have or {})
    return {name: files[name] for space in spaces for name, heads in naming(replica, space).items()
            if name in files and (name in wanted or any(head.hash not in held for head in heads))}
