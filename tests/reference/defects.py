# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles with one defect each, made by a trusted sender where that is possible:
sums, chain and signatures are right unless they are the defect. A strict reader
refuses every one."""

import hashlib
import io
import random
import struct
import tarfile

from lepbundle import (Bundle, Segment, Sender, bundle_members, read_bundle, seal_members,
                       sign_segment, write_bundle)
from lepchange import Change, chain_hash, first
from lepkeys import Key, Refused
from lepreplica import Replica, Row
from lepxml import DECLARATION
from lepzip import write_zip

SPACE = '0194c9e4-0000-7000-8000-000000000001'
CONTACTS = '0194c9e4-0000-7000-8000-00000000000c'
SENDER = '0194c9e2-0000-7000-8000-00000000000a'
ROW = '0194ca00-0000-7000-8000-000000000001'
OTHER = '0194c9e2-0000-7000-8000-00000000000b'
AT = '2026-11-21T10:00:00.000Z'
MIB = 1 << 20
GOOD_ROW = f'<row kind="organisation" id="{ROW}"><set f="name">Defect</set></row>'


def sender():
    """A replica with a programme and contacts that the reader already knows."""
    replica = Replica(SENDER, 'Sender', 'Clerk', 'Konjic', clock=lambda: AT)
    replica.kinds = {SPACE: ('programme', 'Programme'), CONTACTS: ('contacts', 'Contacts')}
    replica.write(SPACE, [Row('programme', SPACE, {'name': 'Programme', 'currency': 'BAM'})])
    replica.write(CONTACTS)
    return replica


def good(replica):
    return write_bundle(replica.export([SPACE, CONTACTS]), replica.key)


def change_text(inside=GOOD_ROW, n=2, at=AT, by='Clerk'):
    return f'<change n="{n}" at="{at}" by="{by}">{inside}</change>'


class Craft:
    """A bundle with the sender's next change, given as raw text."""

    def __init__(self, body=None, space=SPACE, context=()):
        self.replica = sender()
        head = max(self.replica.stream(space, SENDER), key=lambda c: c.n)
        body = change_text() if body is None else body
        change = Change(space, SENDER, 2, head.hash, context, body, chain_hash(head.hash, context, body))
        self.segment = sign_segment(Segment(space, SENDER, [change], prev=head.hash), self.replica.key)
        self.bundle = Bundle(Sender(SENDER, 'Sender', 'Clerk', 2, AT), dict(self.replica.kinds),
                             {SENDER: dict(self.replica.people[SENDER], key=self.replica.key.public)},
                             [self.segment], self.replica.have())

    def members(self):
        return bundle_members(self.bundle)

    def edited(self, member, *replacements):
        """The bundle with (old, new) bytes replaced in one member, sums and signature right."""
        members = []
        for name, data, stored in self.members():
            if name == member:
                for old, new in replacements:
                    assert old in data, (member, old)
                    data = data.replace(old, new, 1)
            members.append((name, data, stored))
        return write_zip(self.seal(members))

    def seal(self, members=None):
        return seal_members(self.members() if members is None else members, self.replica.key,
                            self.bundle.sender)

    def zip(self, **options):
        return write_zip(self.seal(), **options)


def body(inside, **options):
    return lambda: Craft(change_text(inside, **options)).zip()


def raw(text):
    return lambda: Craft(text).zip()


def row(inside, kind='organisation', attributes=''):
    return f'<row kind="{kind}" id="{ROW}"{attributes}>{inside}</row>'


def value(field, text, kind='project'):
    return body(row(f'<set f="{field}">{text}</set>', kind))


def manifest(*replacements):
    return lambda: Craft().edited('manifest.xml', *replacements)


def segment(*replacements):
    return lambda: Craft().edited('changes/0001.xml', *replacements)


def patched(find, offset, new, last=False):
    """Bytes of the ZIP's own structures overwritten, after a signature."""
    def make():
        data = bytearray(Craft().zip())
        at = data.rindex(find) if last else data.index(find)
        data[at + offset:at + offset + len(new)] = new
        return bytes(data)
    return make


def members(change):
    """The sealed members handed through @change before they are packed."""
    return lambda: write_zip(change(Craft().seal()))


def replaced(name, edit):
    return members(lambda sealed: [(n, edit(d) if n == name else d, s) for n, d, s in sealed])


def cut(part):
    return lambda: (lambda data: data[:int(len(data) * part)])(Craft().zip())


def tar():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w') as archive:
        for name, data, _ in Craft().seal():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def foreign_signature():
    craft = Craft()
    return write_zip(seal_members(craft.members(), Key('somebody else'), craft.bundle.sender))


def foreign_segment():
    craft = Craft()
    sign_segment(craft.segment, Key('somebody else'))
    return craft.zip()


def another_counter():
    craft = Craft()
    inside = craft.members()
    craft.bundle.sender.counter = 3
    return write_zip(craft.seal(inside))


def another_prev():
    craft = Craft()
    craft.segment.prev = 'ab' * 32
    return craft.zip()


def unsigned_run():
    craft = Craft()
    craft.segment.signature = None
    return craft.zip()


def twice():
    craft = Craft()
    craft.bundle.segments.append(Segment(SPACE, SENDER, craft.segment.changes, craft.segment.signature,
                                         prev=craft.segment.prev))
    return craft.zip()


def own_context():
    return Craft(context=((SENDER, 1, 'ab' * 32),)).zip()


def context(*seen):
    return lambda: Craft(context=tuple(seen)).zip()


def of_contacts(inside):
    return lambda: Craft(change_text(inside), space=CONTACTS).zip()


def bomb():
    """Signed, and named by the sums: only its size speaks against it."""
    craft, zeros = Craft(), bytes(64 << 20)
    inside = craft.members() + [(f'files/{hashlib.sha256(zeros).hexdigest()}', zeros, False)]
    return write_zip(craft.seal(inside))


def long_text(size, characters='0123456789'):
    """Not so even that its ratio would be refused first."""
    source = random.Random(size)
    return ''.join(source.choices(characters, k=size))


def newer_context():
    """Of a newer format; to us it says that nothing was seen."""
    craft = Craft()
    craft.bundle.format = 2
    members = [(name, data.replace(b'<change n', b'<context><foo><bar/>text</foo></context>\n<change n')
                .replace(b'format="1"', b'format="2"') if name.endswith('.xml') else data, stored)
               for name, data, stored in craft.members()]
    return write_zip(craft.seal(members))


def stream_without_replica():
    """A second stream whose first change does not say who it is."""
    craft, other = Craft(), Replica(OTHER, 'Other', clock=lambda: AT)
    other.kinds = {SPACE: ('programme', 'Programme')}
    change = other.append(SPACE, 1, first(SPACE, OTHER),
                          [Row('organisation', ROW, {'name': 'Nobody'})], (), (), AT)
    return with_stream(craft, other, change)


def stream_with_another_key():
    craft, other = Craft(), Replica(OTHER, 'Other', clock=lambda: AT)
    other.kinds = {SPACE: ('programme', 'Programme')}
    introduction = other.introduce()
    introduction.sets['sign_key'] = Key('somebody else').public
    change = other.append(SPACE, 1, first(SPACE, OTHER), [introduction], (), (), AT)
    return with_stream(craft, other, change)


def with_stream(craft, other, change):
    craft.bundle.segments.append(sign_segment(Segment(SPACE, OTHER, [change], prev=change.prev), other.key))
    craft.bundle.signers[OTHER] = dict(other.people[OTHER], key=other.key.public)
    return craft.zip()


def filled(size):
    """One change of so many bytes with all that stands around it, without a line end."""
    name = long_text(MIB - 2000)

    def make(last):
        rows = [f'<row kind="place" id="0194ca00-0000-7000-8000-{i:012x}"><set f="name">{text}</set></row>'
                for i, text in enumerate([name] * 16 + [last])]
        craft = Craft(change_text(''.join(rows)))
        inside = [(name, data.replace(b'\n<change ', b'<change ').replace(b'\n</changes>\n', b'</changes>'), stored)
                  for name, data, stored in craft.members()]
        return craft, inside

    _, without = make('')
    craft, inside = make(long_text(size - len(without[1][1])))
    assert len(inside[1][1]) == size
    return write_zip(craft.seal(inside))


def many_wants(count):
    wants = sorted(f'  <want sha256="{hashlib.sha256(b"%d" % i).hexdigest()}"/>\n' for i in range(count))
    return manifest((b'</bundle>', ''.join(wants).encode() + b'</bundle>'))()


LAUGHS = b'<!DOCTYPE changes [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>\n'
SEEN_1 = (OTHER, 1, 'ab' * 32)
SEEN_2 = (OTHER, 2, 'cd' * 32)
CENTRAL_HEAD = struct.pack('<I', 0x02014b50)
LOCAL_HEAD = struct.pack('<I', 0x04034b50)
END = struct.pack('<I', 0x06054b50)

# What is wrong: how it is made.
DEFECTS = {
    # ZIP
    'an empty file': lambda: b'',
    'one byte': lambda: b'P',
    'cut in the first member': cut(.05),
    'cut in the middle': cut(.5),
    'cut near the end': cut(.99),
    'a tar': tar,
    'junk before': lambda: b'junk' + Craft().zip(),
    'junk after': lambda: Craft().zip() + b'\0',
    'a comment at the end': patched(END, 20, b'\1\0', last=True),
    'members in another order': members(lambda sealed: [sealed[0], sealed[2], sealed[1]] + sealed[3:]),
    'a member twice': members(lambda sealed: sealed + [sealed[-1]]),
    'a member that the sums do not name': members(lambda sealed: sealed + [('changes/0002.xml', b'x', False)]),
    'a member less than the sums name': members(lambda sealed: sealed[:-1]),
    'a name with ..': members(lambda sealed: sealed + [('../evil', b'x', False)]),
    'an absolute name': members(lambda sealed: sealed + [('/etc/evil', b'x', False)]),
    'a name with a backslash': members(lambda sealed: sealed + [('changes\\0002.xml', b'x', False)]),
    'a folder': members(lambda sealed: sealed[:4] + [('changes/', b'', True)] + sealed[4:]),
    'an encrypted member': patched(LOCAL_HEAD, 6, b'\1\0', last=True),
    'an unknown method': patched(CENTRAL_HEAD, 10, b'\x0c\0', last=True),
    'local and central sizes that differ': patched(LOCAL_HEAD, 22, b'\x01\x00\x00\x00', last=True),
    'local and central names that differ': patched(LOCAL_HEAD, 30, b'changes/0009.xml', last=True),
    'a wrong check sum': patched(CENTRAL_HEAD, 16, b'\0\1\2\3', last=True),
    'a link': patched(CENTRAL_HEAD, 38, struct.pack('<I', 0o120777 << 16), last=True),
    'a bomb': bomb,
    'ZIP64 in an extra field': lambda: Craft().zip(extra=struct.pack('<HHHQ', 0x9999, 0, 1, 0)),
    'a size of ZIP64': patched(CENTRAL_HEAD, 24, b'\xff\xff\xff\xff', last=True),
    # Sums and signature
    'a flipped bit in the changes': replaced('changes/0001.xml', lambda data: data.replace(b'Defect', b'Defecu')),
    'sums in CRLF': replaced('SHA256SUMS', lambda data: data.replace(b'\n', b'\r\n')),
    'sums without the last LF': replaced('SHA256SUMS', lambda data: data[:-1]),
    'a signature cut': replaced('SHA256SUMS.minisig', lambda data: data[:100]),
    'a signature of five lines': replaced('SHA256SUMS.minisig', lambda data: data + b'\n'),
    'another trusted comment': replaced('SHA256SUMS.minisig', lambda data: data.replace(b'counter:2', b'counter:3')),
    'signed by somebody else': foreign_signature,
    'a segment signed by somebody else': foreign_segment,
    'a run without a signature': unsigned_run,
    'a trusted comment of another bundle': another_counter,
    # Manifest
    'a manifest with a DOCTYPE': manifest((b'<bundle ', b'<!DOCTYPE bundle>\n<bundle ')),
    'a manifest with a comment': manifest((b'</bundle>', b'<!-- x --></bundle>')),
    'an unknown element in format 1': manifest((b'</bundle>', b'<extra/></bundle>')),
    'a prefix': manifest((b'</bundle>', b'<x:extra xmlns:x="urn:x"/></bundle>')),
    'a newer min-reader': manifest((b'format="1" min-reader="1"', b'format="2" min-reader="2"')),
    'a space of an unknown kind': manifest((b'kind="programme"', b'kind="future"')),
    'a space of a kind that only a newer program knows': manifest((b'schema="1"', b'schema="99"'), (b'kind="programme"', b'kind="future"')),
    'an id in capitals': manifest((SPACE.encode(), SPACE.upper().encode())),
    'a number with a leading zero': manifest((b'from="2"', b'from="02"')),
    'a wrong last number': manifest((b'to="2"', b'to="3"')),
    'no sender': manifest((b'<from ', b'<form ')),
    'a space that is not declared': manifest((b'<space id="' + SPACE.encode(), b'<space id="' + OTHER.encode())),
    'no signer': manifest((b'<signer replica="' + SENDER.encode(), b'<signer replica="' + OTHER.encode())),
    'another namespace': manifest((b'urn:lep:bundle:1', b'urn:lep:bundle:2')),
    'the same segment twice': twice,
    'a manifest over 4 MiB': lambda: many_wants(60000),
    'another prev': another_prev,
    # Changes
    'no declaration': segment((DECLARATION, b'')),
    'a byte order mark': segment((DECLARATION, b'\xef\xbb\xbf' + DECLARATION)),
    'another encoding': segment((b'UTF-8', b'UTF-7')),
    'many laughs': segment((b'<changes ', LAUGHS + b'<changes ')),
    'text between changes': segment((b'</changes>', b'text</changes>')),
    'something after the end': segment((b'</changes>\n', b'</changes>\n<changes/>')),
    'no changes': lambda: Craft().edited('changes/0001.xml', (change_text().encode() + b'\n', b'')),
    'a context before nothing': segment((b'</changes>', b'<context/></changes>')),
    'two contexts in a row': segment((b'<change n', b'<context/><context/><change n')),
    'a broken chain': segment((b'Defect', b'Defecu')),
    'bad UTF-8': body(row('<set f="name">Defect\udcff</set>')),
    'overlong UTF-8': body(row('<set f="name">\udcc1\udc81</set>')),
    'a control character': body(row('<set f="name">a\x01b</set>')),
    'a character reference': body(row('<set f="name">&#65;</set>')),
    'CDATA': body(row('<set f="name"><![CDATA[x]]></set>')),
    'a comment in a change': body(row('<!-- x --><set f="name">x</set>')),
    'a processing instruction': body(row('<?php x?><set f="name">x</set>')),
    'single quotes': body(row("<set f='name'>x</set>")),
    'attributes in another order': raw(f'<change at="{AT}" n="2" by="Clerk">{GOOD_ROW}</change>'),
    'a space before the end of a tag': body(row('<set f="name" >x</set>')),
    'an element not closed short': body(row('<set f="name"></set>')),
    'white space between elements': body(row('\n<set f="name">x</set>')),
    'an empty change': raw(f'<change n="2" at="{AT}" by="Clerk"/>'),
    'a wrong number': body(GOOD_ROW, n=3),
    'no time': body(GOOD_ROW, at=''),
    'an unknown life': body(row('', attributes=' life="dead"')),
    'a row twice': body(GOOD_ROW + GOOD_ROW),
    'a field twice': body(row('<set f="name">a</set><set f="name">b</set>')),
    'a set out of its place': body('<set f="name">x</set>'),
    'a row in a row': body(row(GOOD_ROW)),
    'a set in an unknown element in a row': body(row('<new><set f="name">x</set></new>')),
    'a row in an unknown element': body(f'<new>{GOOD_ROW}</new>'),
    'a change in a change': body(GOOD_ROW + f'<change n="2" at="{AT}" by=""/>'),
    'a kind of two words': body(row('<set f="x">y</set>', 'a b')),
    'a kind of 65 characters': body(row('<set f="x">y</set>', 'k' * 65)),
    'a field with a letter that is not ASCII': body(row('<set f="č">y</set>')),
    'life set as a field': body(row('<set f="life">deleted</set>')),
    'an unknown element in a context': segment((b'<change n', b'<context><foo/></context>\n<change n')),
    'an unknown element in what the sender has': manifest((b'</have>', b'<foo/></have>')),
    'an element in a set': body(row('<set f="name"><b>x</b></set>')),
    'nil with text': body(row('<set f="name" nil="1">x</set>')),
    'a waiver after a row': body(GOOD_ROW + f'<waive replica="{OTHER}" from="1" to="2"/>'),
    'too many attributes': body(row('<set f="name"' + ''.join(f' a{i}="1"' for i in range(20)) + '>x</set>')),
    '300000 attributes': body(row('<set f="name"' + ''.join(f' a{i}=""' for i in range(300000)) + '>x</set>')),
    'depth 1000': body(row('<set f="name">x</set>') + '<x>' * 1000 + '<y/>' + '</x>' * 1000),
    'a text over 1 MiB': lambda: body(row(f'<set f="name">{long_text(MIB + 1)}</set>'))(),
    'a text over 1 MiB in an unknown element': lambda: body(GOOD_ROW + f'<z>{long_text(MIB + 1)}</z>')(),
    'a text over 1 MiB between changes': lambda: segment((b'<change n', long_text(MIB + 1, ' \t\n').encode() + b'<change n'))(),
    'changes over 16 MiB': lambda: filled(16 * MIB + 1),
    '10001 rows': body(''.join(f'<row kind="place" id="0194ca00-0000-7000-8000-{i:012x}"/>' for i in range(10001))),
    'erase outside contacts': body(f'<erase kind="contact" id="{ROW}"/>'),
    'erase of another kind': of_contacts(f'<erase kind="organisation" id="{ROW}"/>'),
    'two rows in contacts': of_contacts(f'<row kind="contact" id="{ROW}"/><row kind="contact" id="{OTHER}"/>'),
    'gone outside contacts': segment((change_text().encode(), b'<gone n="2" hash="%s" by="%s"/>' % (b'ab' * 32, b'cd' * 32))),
    'a context of its own replica': own_context,
    'a context unsorted': context(SEEN_2, SEEN_1),
    'a context with doubles': context(SEEN_1, SEEN_1),
    'a stream without its replica': stream_without_replica,
    'a stream with another key': stream_with_another_key,
}

# Values that a known field of the sender's own stream may not have.
VALUES = {
    'a number with a leading zero': value('value', '01', 'outcome'),
    'a number with an exponent': value('value', '1e3', 'outcome'),
    'a number beyond 63 bits': value('value', '9223372036854775808', 'outcome'),
    'minus zero': value('value', '-0', 'outcome'),
    'text in a number': value('value', 'many', 'outcome'),
    'a day that is not': value('start', '2026-02-30'),
    'a day in another form': value('start', '21.11.2026'),
    'a code with a space': value('status', 'in work'),
    'codes unsorted': value('target_groups', 'youth women'),
    'codes with doubles': value('target_groups', 'women women'),
    'a bool of 2': value('verified', '2', 'expenditure'),
    'a reference in capitals': value('partnership', ROW.upper()),
    'a time without milliseconds': value('received_at', '2026-11-21T10:00:00Z', 'application'),
}

# Odd, and yet as the format allows it: a reader takes every one.
ODDITIES = {
    'white space in the manifest': manifest((b'  <from ', b'\t\n <from ')),
    'an unknown attribute in the manifest': manifest((b'<from ', b'<from later="1" ')),
    'a newer format that we may read': manifest((b'format="1"', b'format="2"')),
    'an unknown element of a newer format': manifest((b'format="1"', b'format="2"'), (b'</bundle>', b'<extra x="1"/></bundle>')),
    'unknown elements of a newer format in a context': newer_context,
    'unknown elements of a newer format in what the sender has': manifest(
        (b'format="1"', b'format="2"'), (b'</have>', b'<foo><bar/>text</foo></have>')),
    'known elements in an unknown one': body(
        GOOD_ROW + '<z><waive/><change/><erase kind="x"/><context/></z>'),
    'a text of 1 MiB in an unknown element': lambda: body(GOOD_ROW + f'<z>{long_text(MIB)}</z>')(),
    'white space between changes': segment((b'<change ', b'\n \t<change ')),
    'an empty context': segment((b'<change ', b'<context/>\n<change ')),
    'an unknown attribute of the segment': segment((b'<changes ', b'<changes later="1" ')),
    'nobody wrote it': body(GOOD_ROW, by=''),
    'a row without content': body(f'<row kind="organisation" id="{ROW}"/>'),
    'a row of an unknown kind': body(row('<set f="x">y</set>', 'tomorrow')),
    'an unknown field': body(row('<set f="tomorrow">y</set>')),
    'a nil and an empty text': body(row('<set f="name" nil="1"/><set f="notes"/>')),
    'unknown attributes in a change': raw(f'<change n="2" at="{AT}" by="Clerk" mood="good">' + row(
        '<set f="name" sure="0">x</set>', attributes=' seen="1"') + '</change>'),
    'an unknown element in a change': body(GOOD_ROW + '<wish for="x"><deep>text</deep></wish>'),
    'an unknown element in a row': body(row('<hint/><set f="name">x</set>')),
    'every escape': body(row('<set f="name">&amp;&lt;&gt;"\'</set><set f="notes">a&#13;\nb\tc</set>')),
    'an escaped attribute': body(GOOD_ROW, by='a&amp;&lt;&gt;&quot;&#9;&#10;&#13;b'),
    'bidirectional marks and twins': body(row('<set f="name">a\u202eb\u200bc\u0430</set>')),
    'text not in NFC': body(row('<set f="name">Z\u030cepc\u030ce</set>')),
    'an unknown code': body(row('<set f="actor_group">guild</set>')),
    'a year far away': body(row('<set f="start">2525-01-01</set>', 'project')),
    'a reference to nothing': body(row(f'<set f="partnership">{OTHER}</set>', 'project')),
    'a missing required field': body(row('<set f="notes">x</set>')),
    'a clock in 2038': body(GOOD_ROW, at='2038-01-19T03:14:07.999Z'),
    'a waiver': body(f'<waive replica="{OTHER}" from="1" to="2"/>' + GOOD_ROW),
    'sizes behind the data': lambda: Craft().zip(descriptors=True),
    'sizes before and behind the data': lambda: Craft().zip(descriptors=True, sizes_twice=True),
    'extra fields': lambda: Craft().zip(extra=b'\x99\x99\2\0ab'),
    'a change that fills a file': lambda: filled(16 * MIB),
    'another time of a member': patched(CENTRAL_HEAD, 12, b'\x12\x34', last=True),
    'a text of 900 KB': body(row('<set f="notes">' + ''.join(f'{i} ' for i in range(150000)) + '</set>')),
    'eight deep': body('<a><b><c><d><e><f>x</f></e></d></c></b></a>' + GOOD_ROW),
}


# Keys that a reader is told to trust, so that it is the defect that is refused.
TRUSTED = [Replica(OTHER, 'Other').key.public]


def is_refused(make):
    """Does the reference refuse it? (Values need the schema and are not its matter.)"""
    keys = {SENDER: sender().key.public}
    try:
        read_bundle(make(), keys)
    except Refused:
        return True
    return False

