# SPDX-License-Identifier: GPL-3.0-or-later
"""The bundle file of design page 4, written from that page alone: a writer and a
strict reader, independent of the program that the tests try against it."""

import hashlib
import re
from dataclasses import dataclass, field

import lepchange
from lepchange import Change, chain_hash, first, hash_of, head_text, number, uuid
from lepkeys import Refused, b64, public_key, read_minisig, unb64, verify
from lepxml import DECLARATION, Element, canonical, parse, start_tag
from lepzip import read_zip, write_zip

MIME = b'application/vnd.lep.bundle+zip'
BUNDLE_NS = 'urn:lep:bundle:1'
CHANGES_NS = 'urn:lep:changes:1'
SPACE_KINDS = ('programme', 'contacts', 'partnership', 'office')
MAX_SEGMENT = 8 << 20
MAX_MANIFEST = 4 << 20
MAX_XML = 16 << 20


@dataclass
class Sender:
    replica: str
    label: str = ''
    person: str = ''
    counter: int = 1
    made: str = '2026-11-21T10:02:11.000Z'


@dataclass
class Segment:
    """Consecutive changes of one branch of one stream."""
    space: str
    replica: str
    changes: list
    signature: str = None
    file: str = ''
    prev: str = ''

    @property
    def order(self):
        return (self.space, self.replica, self.changes[0].n, self.prev, self.changes[-1].hash)


@dataclass
class Bundle:
    sender: Sender
    spaces: dict                               # id: (kind, name)
    signers: dict                              # replica: {key, label, person, place}
    segments: list = field(default_factory=list)
    have: dict = field(default_factory=dict)     # space: [(replica, n, head)]
    missing: dict = field(default_factory=dict)  # space: [(replica, from, to)]
    wants: list = field(default_factory=list)
    files: dict = field(default_factory=dict)
    to: tuple = None                           # (replica, label)
    format: int = 1
    key: str = ''


# Writing

def context_element(context):
    return Element('context', [], [Element('seen', [('replica', r), ('n', str(n)), ('head', h)])
                                   for r, n, h in context])


def write_segment(segment):
    """The bytes of changes/<nnnn>.xml."""
    parts = [start_tag('changes', [('xmlns', CHANGES_NS), ('space', segment.space),
                                   ('replica', segment.replica), ('from', str(segment.changes[0].n)),
                                   ('prev', segment.prev)])]
    context = ()
    for change in segment.changes:
        if change.is_gone():
            parts.append(start_tag('gone', [('n', str(change.n)), ('hash', change.hash),
                                            ('by', change.gone_by)], '/>'))
            continue
        if change.context != context:
            parts.append(canonical(context_element(change.context)))
            context = change.context
        parts.append(change.body)
    # Bytes that are no text can be smuggled in, for tests of readers.
    return DECLARATION + '\n'.join(parts + ['</changes>', '']).encode('utf-8', 'surrogateescape')


def manifest_lines(bundle):
    sender = bundle.sender
    yield 'from', [('replica', sender.replica), ('label', sender.label), ('person', sender.person),
                   ('counter', str(sender.counter)), ('made', sender.made)], ()
    if bundle.to:
        yield 'to', [('replica', bundle.to[0]), ('label', bundle.to[1])], ()
    for space, (kind, name) in sorted(bundle.spaces.items()):
        yield 'space', [('id', space), ('kind', kind), ('name', name)], ()
    for replica, signer in sorted(bundle.signers.items()):
        yield 'signer', [('replica', replica)] + [(name, signer.get(name, ''))
                                                  for name in ('key', 'label', 'person', 'place')], ()
    for segment in bundle.segments:
        yield 'segment', [('file', segment.file), ('space', segment.space), ('replica', segment.replica),
                          ('from', str(segment.changes[0].n)), ('to', str(segment.changes[-1].n)),
                          ('prev', segment.prev), ('head', segment.changes[-1].hash)] + (
                              [('signature', segment.signature)] if segment.signature else []), ()
    for space in sorted(set(bundle.have) | set(bundle.missing)):
        inside = [Element('seen', [('replica', r), ('n', str(n)), ('head', h)])
                  for r, n, h in sorted(bundle.have.get(space, ()))]
        inside += [Element('missing', [('replica', r), ('from', str(a)), ('to', str(b))])
                   for r, a, b in sorted(bundle.missing.get(space, ()))]
        yield 'have', [('space', space)], inside
    for want in sorted(bundle.wants):
        yield 'want', [('sha256', want)], ()


def write_manifest(bundle):
    lines = [start_tag('bundle', [('xmlns', BUNDLE_NS), ('format', str(bundle.format)), ('min-reader', '1'),
                                  ('schema', '1'), ('program', 'reference')])]
    lines += ['  ' + canonical(Element(name, attributes, inside))
              for name, attributes, inside in manifest_lines(bundle)]
    return DECLARATION + '\n'.join(lines + ['</bundle>', '']).encode()


def seal_members(members, key, sender):
    """Puts sums and signature before the other members: [(name, data, stored)]."""
    listed = [('mimetype', MIME, True)] + members
    sums = ''.join(f'{hashlib.sha256(data).hexdigest()}  {name}\n'
                   for name, data, _ in sorted(listed, key=lambda member: member[0].encode())).encode()
    signature = key.minisig(sums, f'lep key {key.public}',
                            f'replica:{sender.replica} counter:{sender.counter} made:{sender.made}')
    return [listed[0], ('SHA256SUMS', sums, False), ('SHA256SUMS.minisig', signature, False)] + members


def sort_segments(segments):
    """By the first segment of each run; what continues a run follows it."""
    follows = {(s.space, s.replica, s.prev): s for s in segments}
    ends = {(s.space, s.replica, s.changes[-1].hash) for s in segments if s.signature is None}
    done = []
    for segment in sorted(segments, key=lambda s: s.order):
        if (segment.space, segment.replica, segment.prev) in ends:
            continue
        while segment is not None:
            done.append(segment)
            continued = segment.signature is None
            segment = follows.get((segment.space, segment.replica, segment.changes[-1].hash)) if continued else None
    return done


def bundle_members(bundle):
    """Manifest, segments and documents, unsigned; numbers the segments."""
    bundle.segments = sort_segments(bundle.segments)
    for index, segment in enumerate(bundle.segments, 1):
        segment.file = f'changes/{index:04d}.xml'
    members = [('manifest.xml', write_manifest(bundle), False)]
    members += [(segment.file, write_segment(segment), False) for segment in bundle.segments]
    return members + [(f'files/{name}', data, True) for name, data in sorted(bundle.files.items())]


def write_bundle(bundle, key, descriptors=False):
    return write_zip(seal_members(bundle_members(bundle), key, bundle.sender), descriptors)


# Reading

def required(element, names, where):
    """The attributes of a manifest line; every one must be there."""
    values = [element.get(name) for name in names]
    for name, value in zip(names, values):
        if value is None:
            raise Refused(f'{where}:{element.line}: <{element.name}> has no {name}')
    return values


def check_sorted(keys, what):
    if list(keys) != sorted(keys):
        raise Refused(f'manifest.xml: {what} out of order')


class ManifestReader:
    PLACES = ('from', 'to', 'space', 'signer', 'segment', 'have', 'want')

    def __init__(self, data):
        root = parse(data, 'manifest.xml')
        if root.name != 'bundle' or root.get('xmlns') != BUNDLE_NS:
            raise Refused('manifest.xml: not a bundle\'s manifest')
        version, oldest, _, _ = required(root, ('format', 'min-reader', 'schema', 'program'), 'manifest.xml')
        if number(oldest, 'manifest.xml') > 1:
            raise Refused('manifest.xml: made by a newer program')
        self.bundle = Bundle(None, {}, {}, format=number(version, 'manifest.xml'))
        self.listed = []
        self.read_children(root)
        if self.bundle.sender is None:
            raise Refused('manifest.xml: no sender')
        check_sorted([(s[1], s[2], s[3], s[5], s[6]) for s in self.listed if s[8]], 'segments')

    def read_children(self, root):
        stage, keys = 0, {}
        for child in root.children:
            if isinstance(child, str):
                if child.strip(' \t\r\n'):
                    raise Refused('manifest.xml: text')
                continue
            if child.name not in self.PLACES:
                if self.bundle.format > 1:
                    continue
                raise Refused(f'manifest.xml:{child.line}: unknown <{child.name}>')
            if self.PLACES.index(child.name) < stage:
                raise Refused(f'manifest.xml:{child.line}: <{child.name}> out of order')
            stage = self.PLACES.index(child.name)
            if child.name != 'have':
                lepchange.check_unknown(child, self.bundle.format > 1, f'manifest.xml:{child.line}')
            key = getattr(self, 'read_' + child.name)(child)
            keys.setdefault(child.name, []).append(key)
        for name in ('space', 'signer', 'have', 'want'):
            check_sorted(keys.get(name, ()), name)
            if len(set(keys.get(name, ()))) != len(keys.get(name, ())):
                raise Refused(f'manifest.xml: <{name}> twice')
        for name in ('from', 'to'):
            if len(keys.get(name, ())) > 1:
                raise Refused(f'manifest.xml: <{name}> twice')

    def read_from(self, element):
        replica, label, person, counter, made = required(
            element, ('replica', 'label', 'person', 'counter', 'made'), 'manifest.xml')
        self.bundle.sender = Sender(uuid(replica, 'manifest.xml'), label, person,
                                    number(counter, 'manifest.xml'), made)

    def read_to(self, element):
        self.bundle.to = tuple(required(element, ('replica', 'label'), 'manifest.xml'))

    def read_space(self, element):
        space, kind, name = required(element, ('id', 'kind', 'name'), 'manifest.xml')
        if kind not in SPACE_KINDS:
            raise Refused(f'manifest.xml:{element.line}: a space of the kind {kind!r}')
        self.bundle.spaces[uuid(space, 'manifest.xml')] = (kind, name)
        return space

    def read_signer(self, element):
        replica, key, label, person, place = required(
            element, ('replica', 'key', 'label', 'person', 'place'), 'manifest.xml')
        public_key(key, 'manifest.xml')
        self.bundle.signers[uuid(replica, 'manifest.xml')] = {
            'key': key, 'label': label, 'person': person, 'place': place}
        return replica

    def read_segment(self, element):
        file, space, replica, start, end, prev, head = required(
            element, ('file', 'space', 'replica', 'from', 'to', 'prev', 'head'), 'manifest.xml')
        where = f'manifest.xml:{element.line}'
        # A run split for size stays together: only its first part is sorted.
        run = bool(self.listed) and self.listed[-1][6] == prev and self.listed[-1][1:3] == (space, replica)
        self.listed.append((file, uuid(space, where), uuid(replica, where), number(start, where),
                            number(end, where), hash_of(prev, where), hash_of(head, where),
                            element.get('signature'), not run))

    def read_have(self, element):
        space, = required(element, ('space',), 'manifest.xml')
        where = f'manifest.xml:{element.line}'
        for child in element.elements():
            if child.name == 'seen':
                replica, n, head = required(child, ('replica', 'n', 'head'), 'manifest.xml')
                self.bundle.have.setdefault(space, []).append(
                    (uuid(replica, where), number(n, where), hash_of(head, where)))
            elif child.name == 'missing':
                replica, start, end = required(child, ('replica', 'from', 'to'), 'manifest.xml')
                self.bundle.missing.setdefault(space, []).append(
                    (uuid(replica, where), number(start, where), number(end, where)))
            elif self.bundle.format == 1:
                raise Refused(f'{where}: <{child.name}> in <have>')
            else:
                continue
            lepchange.check_unknown(child, self.bundle.format > 1, where)
        check_sorted(self.bundle.have.get(space, ()), 'seen')
        check_sorted(self.bundle.missing.get(space, ()), 'missing')
        return space

    def read_want(self, element):
        value, = required(element, ('sha256',), 'manifest.xml')
        self.bundle.wants.append(hash_of(value, 'manifest.xml'))
        return value


class SegmentReader:
    """Reads changes/<nnnn>.xml and proves it: chain, contexts, canonical form."""

    def __init__(self, bundle, listed, data):
        (self.file, self.space, self.replica, self.start, self.stop,
         self.prev, self.head, self.signature, _) = listed
        self.bundle = bundle
        self.data = data
        self.context = ()
        self.changes = []

    def read(self):
        root = parse(self.data, self.file)
        if root.name != 'changes' or root.get('xmlns') != CHANGES_NS:
            raise Refused(f'{self.file}: not a segment')
        named = required(root, ('space', 'replica', 'from', 'prev'), self.file)
        if named != [self.space, self.replica, str(self.start), self.prev]:
            raise Refused(f'{self.file}: not what the manifest says')
        if self.space not in self.bundle.spaces:
            raise Refused(f'{self.file}: a space not declared')
        if self.start == 1 and self.prev != first(self.space, self.replica):
            raise Refused(f'{self.file}: the stream does not begin at its beginning')
        self.read_children(root)
        if not self.changes or self.changes[-1].n != self.stop or self.changes[-1].hash != self.head:
            raise Refused(f'{self.file}: does not end at its head')
        segment = Segment(self.space, self.replica, self.changes, self.signature, self.file, self.prev)
        if self.signature is not None:
            verify(public_key(self.bundle.signers[self.replica]['key'], self.file),
                   head_text(self.space, self.replica, self.stop, self.head).encode(),
                   unb64(self.signature, 64, self.file), self.file)
        return segment

    def read_children(self, root):
        prev, n, after_context = self.prev, self.start, False
        for child in root.children:
            if isinstance(child, str):
                if child.strip(' \t\r\n'):
                    raise Refused(f'{self.file}: text between changes')
                continue
            where = f'{self.file}:{child.line}'
            if child.name == 'context':
                if after_context:
                    raise Refused(f'{where}: two contexts in a row')
                self.context, after_context = lepchange.read_context(child, self.replica, where, self.bundle.format > 1), True
                continue
            if child.name == 'change':
                change = self.read_change(child, prev, n, where)
            elif child.name == 'gone' and not after_context:
                change = self.read_gone(child, prev, n, where)
            elif self.bundle.format > 1 and child.name not in ('gone', 'context'):
                continue
            else:
                raise Refused(f'{where}: <{child.name}> has no place here')
            self.changes.append(change)
            prev, n, after_context = change.hash, n + 1, False
        if after_context:
            raise Refused(f'{self.file}: a context before nothing')

    def read_change(self, element, prev, n, where):
        body = self.data[element.start:element.end].decode()
        if canonical(element) != body:
            raise Refused(f'{where}: not in canonical form')
        change = Change(self.space, self.replica, n, prev, self.context, body,
                        chain_hash(prev, self.context, body))
        got, change.at, change.by, change.waives, change.erases, change.rows = \
            lepchange.read_change(element, where)
        if got != n:
            raise Refused(f'{where}: number {got} where {n} belongs')
        lepchange.check_space_rules(change, self.bundle.spaces[self.space][0], where)
        if n == 1:
            lepchange.check_first(change, self.bundle.signers[self.replica]['key'], where)
        return change

    def read_gone(self, element, prev, n, where):
        got, value, by = (element.get(name) for name in ('n', 'hash', 'by'))
        if number(got, where) != n or n == 1 or self.bundle.spaces[self.space][0] != 'contacts':
            raise Refused(f'{where}: <gone> has no place here')
        lepchange.check_unknown(element, self.bundle.format > 1, where)
        return Change(self.space, self.replica, n, prev, self.context,
                      hash=hash_of(value, where), gone_by=hash_of(by, where))


def read_sums(members):
    """Checks SHA256SUMS against the members: each once, sorted, nothing else."""
    text = members['SHA256SUMS'].decode('ascii', 'strict')
    if not re.fullmatch(r'(?:[0-9a-f]{64}  [^\n]+\n)+', text):
        raise Refused('SHA256SUMS: not as sha256sum writes it')
    sums = [(line[66:], line[:64]) for line in text.splitlines()]
    names = [name for name, _ in sums]
    wanted = sorted(set(members) - {'SHA256SUMS', 'SHA256SUMS.minisig'})
    if names != wanted:
        raise Refused('SHA256SUMS: does not name every member once, sorted')
    for name, value in sums:
        if hashlib.sha256(members[name]).hexdigest() != value:
            raise Refused(f'{name}: not the sum that is signed')


def check_overlaps(segments):
    """Segments of one branch must not overlap; a part without signature is continued."""
    seen = set()
    for segment in segments:
        for change in segment.changes:
            if (segment.space, change.hash) in seen:
                raise Refused(f'{segment.file}: overlaps another segment')
            seen.add((segment.space, change.hash))
    for segment, following in zip(segments, segments[1:] + [None]):
        continued = following is not None and following.prev == segment.changes[-1].hash and \
            (following.space, following.replica) == (segment.space, segment.replica)
        if (segment.signature is None) != continued:
            raise Refused(f'{segment.file}: signed where it is continued, or not signed')


def read_bundle(data, known_keys=None):
    """A Bundle, proven as a whole, or Refused. @known_keys {replica: key}: keys
    bound earlier, which must be equal."""
    pairs = read_zip(data)
    members = dict(pairs)
    names = [name for name, _ in pairs]
    if names[:4] != ['mimetype', 'SHA256SUMS', 'SHA256SUMS.minisig', 'manifest.xml'] or \
            members['mimetype'] != MIME:
        raise Refused('the members are not a bundle\'s')
    for name, content in pairs:
        limit = MAX_MANIFEST if name == 'manifest.xml' else MAX_XML if name.startswith('changes/') else None
        if limit is not None and len(content) > limit:
            raise Refused(f'{name}: too large')
    key, trusted = read_minisig(members['SHA256SUMS.minisig'], members['SHA256SUMS'])
    read_sums(members)
    manifest = ManifestReader(members['manifest.xml'])
    bundle, sender = manifest.bundle, manifest.bundle.sender
    bundle.key = key
    if trusted != f'replica:{sender.replica} counter:{sender.counter} made:{sender.made}':
        raise Refused('SHA256SUMS.minisig: of another sender than the manifest\'s')
    needed = {sender.replica} | {listed[2] for listed in manifest.listed}
    if needed - set(bundle.signers) or bundle.signers[sender.replica]['key'] != key:
        raise Refused('manifest.xml: a signer is missing or has another key')
    for replica, known in (known_keys or {}).items():
        if replica in needed and bundle.signers[replica]['key'] != known:
            raise Refused(f'manifest.xml: another key for {replica}')
    files = [listed[0] for listed in manifest.listed]
    if files != [f'changes/{index:04d}.xml' for index in range(1, len(files) + 1)] or \
            names[4:4 + len(files)] != files or \
            any(not name.startswith('files/') for name in names[4 + len(files):]):
        raise Refused('manifest.xml: segments and members differ')
    bundle.segments = [SegmentReader(bundle, listed, members[listed[0]]).read() for listed in manifest.listed]
    check_overlaps(bundle.segments)
    for name in names[4 + len(files):]:
        if hashlib.sha256(members[name]).hexdigest() != name[6:]:
            raise Refused(f'{name}: not what its name says')
        bundle.files[name[6:]] = members[name]
    return bundle


def sign_segment(segment, key):
    """Signs the head of a segment of @key's own stream."""
    last = segment.changes[-1]
    segment.signature = b64(key.sign(head_text(segment.space, segment.replica, last.n, last.hash).encode()))
    return segment
