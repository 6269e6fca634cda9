# SPDX-License-Identifier: GPL-3.0-or-later
"""A model of one replica (design page 3): what a merge means, by brute force.

It keeps sets of changes and works everything else out anew each time it is asked:
slow and plain on purpose, so that it can be an oracle."""

from collections import defaultdict

from lepbundle import Bundle, Segment, Sender, sign_segment
from lepchange import Change, Row, first, sha
from lepkeys import Key, Refused


class Log:
    """Received changes: applied ones, and those that wait."""

    def __init__(self):
        self.kinds = {}        # space: (kind, name)
        self.format = 1        # the greatest of what is passed on
        self.applied = {}      # hash: Change
        self.pending = {}      # hash: Change
        self.signatures = {}   # hash: signature of that head
        self.keys = {}         # replica: key
        self.people = {}       # replica: {label, person, place}

    # What covers what

    def stream(self, space, replica):
        return [c for c in self.applied.values() if (c.space, c.replica) == (space, replica)]

    def on_chain(self, head, space, replica, n, change):
        """Is @change the applied change @head (number @n), or a predecessor of it?
        Where the chain breaks off (waived), every lower number is."""
        if (change.space, change.replica) != (space, replica):
            return False
        while n >= change.n:
            if head == change.hash:
                return True
            step = self.applied.get(head)
            if step is None or (step.space, step.replica, step.n) != (space, replica, n):
                return True
            head, n = step.prev, n - 1
        return False

    def covers(self, later, earlier):
        """Had the author of @later seen @earlier?"""
        if later.space != earlier.space or later is earlier:
            return False
        if later.replica == earlier.replica:
            return later.n > 1 and self.on_chain(later.prev, later.space, later.replica, later.n - 1, earlier)
        return any(self.on_chain(head, later.space, replica, n, earlier)
                   for replica, n, head in later.context if replica == earlier.replica)

    def heads(self, changes):
        return [c for c in changes if not any(self.covers(other, c) for other in changes)]

    # Applying

    def waived(self, space, replica, n):
        return any(c.space == space and r == replica and a <= n <= b
                   for c in self.applied.values() for r, a, b in c.waives)

    def is_here(self, space, replica, n, head):
        change = self.applied.get(head)
        if change is not None and (change.space, change.replica, change.n) == (space, replica, n):
            return True
        return self.waived(space, replica, n)

    def waits_for(self, change):
        """What a change still needs, as (replica, n); empty = it can be applied."""
        needs = []
        if change.n == 1:
            if change.prev != first(change.space, change.replica):
                raise Refused('a stream that does not begin at its beginning')
        elif not self.is_here(change.space, change.replica, change.n - 1, change.prev):
            needs.append((change.replica, change.n - 1))
        change = self.as_kept(change)
        if change.is_gone():
            eraser = self.applied.get(change.gone_by) or self.pending.get(change.gone_by)
            if (eraser is None or eraser.space != change.space or not eraser.erases) and \
                    not self.waived(change.space, change.replica, change.n):
                needs.append((change.replica, change.n))
            return needs
        return needs + [(replica, n) for replica, n, head in change.context
                        if not self.is_here(change.space, replica, n, head)]

    def receive(self, change):
        """Takes a change in; True if it was new."""
        known = self.applied.get(change.hash) or self.pending.get(change.hash)
        # Another laptop may claim the same change: as its own it never has a place.
        if known is not None and (known.space, known.replica, known.n) == (change.space, change.replica, change.n):
            if known.is_gone() and not change.is_gone():
                return self.replace_stub(known, change)
            return False
        self.pending[change.hash] = change
        return True

    def replace_stub(self, stub, change):
        """The change itself came for a stub: it counts, unless it wrote an erased row."""
        if any((change.space, row.kind, row.id) in self.erased() for row in change.rows):
            return False
        if self.applied.pop(stub.hash, None):
            self.pending[change.hash] = change
        else:
            self.pending[stub.hash] = change
        return True

    def drain(self):
        """Applies what can be applied; returns how many were."""
        count, progress = 0, True
        while progress:
            progress = False
            for change in list(self.pending.values()):
                if not self.waits_for(change):
                    del self.pending[change.hash]
                    self.applied[change.hash] = change
                    count, progress = count + 1, True
        return count

    # What is shown

    def erased(self):
        return {(c.space, kind, row) for c in self.applied.values() for kind, row in c.erases}

    def as_kept(self, change):
        """A change as the log keeps it: a stub once what it wrote was erased."""
        rows = {(change.space, row.kind, row.id) for row in change.rows} & self.erased()
        if not rows or change.is_gone():
            return change
        by = min(c.hash for c in self.applied.values()
                 if rows & {(c.space, kind, row) for kind, row in c.erases})
        return Change(change.space, change.replica, change.n, change.prev, change.context,
                      hash=change.hash, gone_by=by)

    def rows(self):
        """{(space, kind, id): {field: [changes that wrote it]}}."""
        erased, rows = self.erased(), {}
        for change in self.applied.values():
            for row in change.rows:
                registers = rows.setdefault((change.space, row.kind, row.id), defaultdict(list))
                if (change.space, row.kind, row.id) in erased:
                    continue
                for name in list(row.sets) + (['life'] if row.life else []):
                    registers[name].append(change)
        for key in erased:
            rows[key] = {}
        return rows

    def digest(self):
        """(total, {space: digest}, text)."""
        texts = defaultdict(str)
        for (space, kind, row), registers in sorted(self.rows().items()):
            texts[space] += f'row {kind} {row}\n'
            for name in sorted(registers):
                for value in sorted(change.hash for change in self.heads(registers[name])):
                    texts[space] += f'{name}\t{value}\n'
        texts = {space: f'space {space}\n{text}' for space, text in texts.items()}
        whole = ''.join(texts[space] for space in sorted(texts))
        return sha(whole), {space: sha(text) for space, text in texts.items()}, whole


def row_of(change, kind, row_id):
    return next(row for row in change.rows if (row.kind, row.id) == (kind, row_id))


class Replica(Log):
    """A log with an own stream: it writes, exports and imports."""

    def __init__(self, replica, label, person='', place='', clock=None, groups=None):
        super().__init__()
        self.replica, self.label, self.person, self.place = replica, label, person, place
        self.key = Key(replica)
        self.clock = clock or (lambda: '2026-11-21T10:00:00.000Z')
        self.groups = groups or {}   # (kind, field): (group's fields, in order)
        self.counter = 0
        self.keys[replica] = self.key.public
        self.people[replica] = {'label': label, 'person': person, 'place': place}

    # Writing

    def leaves(self, space):
        """The last change of every branch in a space."""
        changes = [c for c in self.applied.values() if c.space == space]
        followed = {c.prev for c in changes}
        return [c for c in changes if c.hash not in followed]

    def context(self, space):
        return tuple(sorted((c.replica, c.n, c.hash) for c in self.leaves(space)
                            if c.replica != self.replica))

    def introduce(self):
        return Row('replica', self.replica, {
            'label': self.label, 'person': self.person, 'place': self.place,
            'sign_key': self.key.public, 'seal_key': None})

    def write(self, space, rows=(), erases=(), waives=(), at=None):
        """One change of ours; the first in a space introduces the replica."""
        own = sorted(self.stream(space, self.replica), key=lambda c: c.n)
        if not own:
            lone = self.kinds[space][0] == 'contacts' and (rows or erases)
            introduction = [self.introduce()]
            if lone:
                self.append(space, 1, first(space, self.replica), introduction, (), (), at)
                own = self.stream(space, self.replica)
            else:
                return self.append(space, 1, first(space, self.replica), introduction + list(rows),
                                   erases, waives, at)
        return self.append(space, own[-1].n + 1, own[-1].hash, rows, erases, waives, at)

    def append(self, space, n, prev, rows, erases, waives, at):
        change = Change(space, self.replica, n, prev, self.context(space), at=at or self.clock(),
                        by=self.person, rows=list(rows), erases=list(erases), waives=list(waives)).write()
        self.applied[change.hash] = change
        self.signatures[change.hash] = sign_segment(
            Segment(space, self.replica, [change]), self.key).signature
        self.drain()
        return change

    # Exchange

    def tail(self, end):
        """What waits behind the last applied change of a branch, to the first signed one, when
        that is not signed itself: nobody takes it without."""
        runs = [[end]]
        while runs:
            run = runs.pop(0)
            if run[-1].hash in self.signatures:
                return run[1:]
            runs += [run + [c] for c in sorted(self.pending.values(), key=lambda c: c.hash)
                     if (c.space, c.replica, c.prev) == (end.space, end.replica, run[-1].hash)]
        return []

    def branches(self, space, replica, without):
        """Runs of consecutive changes not in @without, each to a signed head."""
        changes = {c.hash: c for c in self.stream(space, replica) if c.hash not in without}
        changes.update((c.hash, c) for end in self.leaves(space) if end.hash in changes for c in self.tail(end))
        signed = sorted((c for c in changes.values() if c.hash in self.signatures),
                        key=lambda c: (-c.n, c.hash))
        taken = set()
        for leaf in signed:
            run, step = [], leaf
            while step is not None and step.hash not in taken:
                run.append(step)
                taken.add(step.hash)
                step = changes.get(step.prev)
            if run:
                yield [self.as_kept(change) for change in reversed(run)]

    def covered_by(self, have, missing=None):
        """Hashes of every change that a `have` {space: [(replica, n, head)]} says is held. A head
        above the end of a range that is `missing` there, and is here, tells nothing: it may have
        been reached without that."""
        held = set()
        for space, heads in have.items():
            holes = [(replica, to) for replica, _, to in (missing or {}).get(space, ())
                     if any(c.n == to for c in self.stream(space, replica))]
            for replica, n, head in heads:
                if any(other == replica and to < n for other, to in holes):
                    continue
                step = self.applied.get(head)
                while step is not None and step.hash not in held:
                    held.add(step.hash)
                    step = self.applied.get(step.prev)
        return held

    def have(self, spaces=None):
        return {space: sorted((c.replica, c.n, c.hash) for c in self.leaves(space))
                for space in (spaces or self.kinds) if self.leaves(space)}

    def missing(self, spaces):
        ranges = defaultdict(set)
        for change in self.pending.values():
            if change.space in spaces:
                for replica, n in self.waits_for(change):
                    ranges[change.space].add((replica, n, n))
        for change in self.applied.values():  # what a waiver gave up
            if change.space in spaces and change.n > 1 and change.prev not in self.applied:
                ranges[change.space].add((change.replica, change.n - 1, change.n - 1))
        return {space: sorted(values) for space, values in ranges.items()}

    def export(self, spaces=None, have=None, to=None, missing=None):
        """A bundle of everything in @spaces that who has @have, and says what is @missing, does not hold."""
        spaces = sorted(spaces or (s for s, (kind, _) in self.kinds.items() if kind != 'contacts'))
        self.counter += 1
        without = self.covered_by(have or {}, missing)
        segments = []
        for space in spaces:
            for replica in sorted({c.replica for c in self.applied.values() if c.space == space}):
                for run in self.branches(space, replica, without):
                    segments.append(Segment(space, replica, run, self.signatures[run[-1].hash],
                                            prev=run[0].prev))
        signers = {s.replica: dict(self.people[s.replica], key=self.keys[s.replica]) for s in segments}
        signers[self.replica] = dict(self.people[self.replica], key=self.key.public)
        return Bundle(Sender(self.replica, self.label, self.person, self.counter, self.clock()),
                      {space: self.kinds[space] for space in spaces}, signers, segments,
                      self.have(spaces), self.missing(spaces), to=to, format=self.format)

    def take(self, bundle):
        """Imports a bundle that was read; returns how many changes were new and applied."""
        for space, (kind, name) in bundle.spaces.items():
            if self.kinds.setdefault(space, (kind, name))[0] != kind:
                raise Refused(f'space {space}: of another kind')
        if bundle.segments:
            self.format = max(self.format, bundle.format)
        for replica, signer in bundle.signers.items():
            if self.keys.setdefault(replica, signer['key']) != signer['key']:
                raise Refused(f'replica {replica}: another key')
            self.people.setdefault(replica, {name: signer[name] for name in ('label', 'person', 'place')})
        for segment in bundle.segments:
            for change in segment.changes:
                self.receive(change)
            if segment.signature:
                self.signatures[segment.changes[-1].hash] = segment.signature
        return self.drain()

    # What is shown

    def registers(self, key):
        """{first field of the register: (fields, [head changes])} of a row, life apart."""
        _, kind, _ = key
        writers, found = self.rows()[key], {}
        for name in writers:
            if name == 'life':
                continue
            fields = self.groups.get((kind, name), (name,))
            changes = {c.hash: c for f in fields for c in writers.get(f, ())}
            found[fields[0]] = (fields, self.heads(list(changes.values())))
        return found

    def value(self, change, key, fields):
        row = row_of(change, *key[1:])
        return tuple(row.sets.get(name) for name in fields)

    def life(self, key):
        """'alive', 'deleted' or 'flagged'."""
        writers = self.rows()[key]
        lives = self.heads(writers.get('life', []))
        deletes = [c for c in lives if row_of(c, *key[1:]).life == 'deleted']
        if not deletes:
            return 'alive'
        heads = {c.hash: c for name in writers for c in self.heads(writers[name])}
        open_heads = [c for c in heads.values()
                      if c not in deletes and not any(self.covers(d, c) for d in deletes)]
        return 'flagged' if open_heads else 'deleted'

    def conflicts(self, key):
        """Sorted names of the registers whose heads differ; none inside a deleted row."""
        life = self.life(key)
        if life == 'deleted':
            return []
        names = ['life'] if life == 'flagged' else []
        for name, (fields, heads) in self.registers(key).items():
            if len({self.value(head, key, fields) for head in heads}) > 1:
                names.append(name)
        return sorted(names)

    def shown(self, key):
        """{field: value} by the provisional winner of each register."""
        values = {}
        for fields, heads in self.registers(key).values():
            winner = max(heads, key=lambda c: (c.at, c.hash))
            values.update(zip(fields, self.value(winner, key, fields)))
        return values
