# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile files by class (tests/README.md lists them): what each is, how it is made, and
what the refusal must say of the place and the reason. Beside defects.py, where a bundle
has one small fault; these want memory, time, files elsewhere, or another reader's trust."""

import bz2
import gzip
import hashlib
import io
import lzma
import random
import struct
import tarfile

from defects import (AT, CENTRAL_HEAD, Craft, DECLARATION, LOCAL_HEAD, body, change_text, members, patched, replaced, row,
                     segment)
from lepbundle import seal_members
from lepzip import CENTRAL, END, LOCAL, write_zip

XML = r'changes/0001\.xml:\d+: '
NAMED = 'changes/0001.xml'


def named(name):
    """A member with such a name after the others."""
    return members(lambda sealed: sealed + [(name, b'x', True)])


def renamed(new):
    """Both headers of the changes call them so; @new has as many bytes."""
    return lambda: Craft().zip().replace(NAMED.encode(), new)


def of_mode(mode):
    return patched(CENTRAL_HEAD, 38, struct.pack('<I', mode << 16), last=True)


def packed(pack):
    return lambda: pack(Craft().zip())


def tar_gz():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w:gz') as archive:
        info = tarfile.TarInfo('mimetype')
        archive.addfile(info, io.BytesIO(b''))
    return out.getvalue()


def listed(extra):
    """A document that the sums and the signature know."""
    def make():
        craft = Craft()
        inside = craft.members() + [(f'files/{hashlib.sha256(extra).hexdigest()}', extra, False)]
        return write_zip(seal_members(inside, craft.replica.key, craft.bundle.sender))
    return make


def overlapping():
    """Two entries of the directory for one member: a small file that is large many times."""
    data = Craft().zip()
    at = data.rindex(CENTRAL_HEAD)
    entry, end = data[at:data.rindex(b'PK\5\6')], list(END.unpack(data[-END.size:]))
    end[3] += 1
    end[4] += 1
    end[5] += len(entry)
    return data[:at] + entry + entry + END.pack(*end)


def second_directory():
    """Whoever knows ZIP64 reads another directory, which lies in an extra field of the first."""
    data = Craft().zip()
    end = list(END.unpack(data[-END.size:]))
    last = data.rindex(CENTRAL_HEAD)
    at = last + len(data[last:-END.size]) + 4
    hidden = data[end[6]:-END.size] + struct.pack('<4sQHHIIQQQQ', b'PK\6\6', 44, 45, 45, 0, 0, end[4], end[4], end[5], at)
    hidden += struct.pack('<4sIQI', b'PK\6\7', 0, at + end[5], 1)
    entry = bytearray(data[last:-END.size])
    entry[30:32] = struct.pack('<H', 4 + len(hidden))
    end[5] += 4 + len(hidden)
    return data[:last] + bytes(entry) + struct.pack('<HH', 0x9999, len(hidden)) + hidden + END.pack(*end)


def many_members(count):
    """All of them empty and called x."""
    locals_ = LOCAL.pack(0x04034b50, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b'x'
    entry = CENTRAL.pack(0x02014b50, 0x0314, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0o100644 << 16, 0) + b'x'
    number = min(count, 0xffff)
    return locals_ * count + entry * count + END.pack(0x06054b50, 0, 0, number, number, len(entry) * count, len(locals_) * count, 0)


def stored(text):
    """The changes as they are, not deflated, so that it is not their ratio that is refused."""
    def make():
        craft = Craft(text())
        inside = [(name, data, True) for name, data, _ in craft.members()]
        return write_zip(craft.seal(inside))
    return make


def entities(*lines):
    text = '<!DOCTYPE changes [' + ''.join(lines) + ']>\n'
    return segment((b'<changes ', text.encode() + b'<changes '))


def in_utf16():
    return replaced_changes(lambda data: data.decode().encode('utf-16'))


def replaced_changes(edit):
    """With right sums, for it is the XML that is hostile."""
    craft = Craft()
    inside = [(name, edit(data) if name == NAMED else data, flag) for name, data, flag in craft.members()]
    return write_zip(craft.seal(inside))


def noise(size):
    return random.Random(1).randbytes(size // 2).hex()


def signature_of_another():
    other = dict((name, data) for name, data, _ in Craft(change_text(by='Somebody')).seal())
    return replaced('SHA256SUMS.minisig', lambda data: other['SHA256SUMS.minisig'])()


LAUGHS = ''.join(f'<!ENTITY l{n} "{"&l%d;" % (n - 1) * 10}">' for n in range(1, 30))

# Class: {what it is: (how it is made, what the refusal says)}
HOSTILE = {
    'ZIP': {
        'another archive: gzip': (packed(gzip.compress), 'not a bundle'),
        'another archive: xz': (packed(lzma.compress), 'not a bundle'),
        'another archive: bzip2': (packed(bz2.compress), 'not a bundle'),
        'another archive: tar.gz': (tar_gz, 'not a bundle'),
        'another archive: 7z': (lambda: b'7z\xbc\xaf\x27\x1c' + b'\0' * 100, 'not a bundle'),
        'a drive': (named('C:/Windows/evil'), r'member 6, .*does not belong'),
        'a drive and backslashes': (named('C:\\Windows\\evil'), r'member 6, .*does not belong'),
        'a network share': (named('//host/share/evil'), r'member 6, .*does not belong'),
        'a network share and backslashes': (named('\\\\host\\share\\evil'), r'member 6, .*does not belong'),
        'up and out of changes': (named('changes/../../evil'), r'member 6, .*does not belong'),
        'NUL in a name': (renamed(b'changes/00\x0001.xm'), r'member 5, .*does not belong'),
        'a name that is not UTF-8': (renamed(b'changes/00\xff1.xml'), r'member 5, .*does not belong'),
        'a name that is overlong UTF-8': (renamed(b'changes\xc0\xaf001.xml'), r'member 5, .*does not belong'),
        'a device': (of_mode(0o060644), r'changes/0001\.xml: .*not a plain file'),
        'a terminal': (of_mode(0o020644), r'changes/0001\.xml: .*not a plain file'),
        'a pipe': (of_mode(0o010644), r'changes/0001\.xml: .*not a plain file'),
        'a folder by its mode': (of_mode(0o040755), r'changes/0001\.xml: .*not a plain file'),
        'one large member': (listed(bytes(64 << 20)), r'files/[0-9a-f]+: .*200 times'),
        'members that overlap': (overlapping, r'member 6, .*does not belong'),
        'a second directory by ZIP64': (second_directory, r'the ZIP uses ZIP64'),
        'a directory of 60,000 members': (lambda: many_members(60000), r'members'),
        'a million members': (lambda: many_members(1000000), r'members'),
        'a size that lies': (patched(CENTRAL_HEAD, 24, b'\xff\xff\xff\x7f', last=True), r'changes/0001\.xml: '),
        'a local size that lies': (patched(LOCAL_HEAD, 18, b'\xff\xff\xff\x7f', last=True), r'changes/0001\.xml: '),
    },
    'XML': {
        'billion laughs': (entities('<!ENTITY l0 "ha">', LAUGHS), XML),
        'quadratic entities': (entities('<!ENTITY a "', 'a' * 100000, '">'), XML),
        'an external entity': (entities('<!ENTITY a SYSTEM "file:///etc/passwd">'), XML),
        'a parameter entity': (entities('<!ENTITY % a SYSTEM "http://example.org/x.dtd"> %a;'), XML),
        'a DTD from elsewhere': (segment((b'<changes ', b'<!DOCTYPE changes SYSTEM "http://example.org/x.dtd">\n<changes ')), XML),
        'XInclude': (body(row('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>')), XML),
        'a stylesheet': (segment((b'<changes ', b'<?xml-stylesheet href="x"?>\n<changes ')), XML),
        'depth 100,000': (stored(lambda: change_text('<x>' * 100000 + '<y/>' + '</x>' * 100000)), XML + '.*deep'),
        'a text of 2 MiB': (stored(lambda: change_text(row(f'<set f="notes">{noise(2 << 20)}</set>'))), XML),
        'a text of 30 MB': (stored(lambda: change_text(row(f'<set f="notes">{noise(30 << 20)}</set>'))), r'changes/0001\.xml'),
        'five million elements': (stored(lambda: change_text('<x/>' * 5000000)), r'changes/0001\.xml'),
        '300,000 attributes': (stored(lambda: change_text(row('<set f="name"' + ''.join(f' a{i}=""' for i in range(300000)) + '>x</set>'))), XML),
        'an attribute of 8 KiB': (body(row('<set f="name">x</set>', attributes=f' a="{noise(8192)}"')), XML),
        'UTF-16 that says UTF-8': (in_utf16, r'changes/0001\.xml'),
        'Latin-1 that says UTF-8': (lambda: replaced_changes(lambda data: data.replace(b'Defect', b'D\xe9fect')), XML + '.*UTF-8'),
        'UTF-7': (lambda: replaced_changes(lambda data: data.replace(b'UTF-8', b'UTF-7')), XML),
        'a surrogate': (body(row('<set f="name">\udced\udca0\udc80</set>')), XML + '.*UTF-8'),
        'NUL in a text': (body(row('<set f="name">a\0b</set>')), XML),
        'an id in braces': (body(f'<row kind="place" id="{{{AT}}}"/>'), XML),
        '1e999': (body(row('<set f="value">1e999</set>', 'outcome')), XML + '.*not a value'),
        'not a number': (body(row('<set f="value">NaN</set>', 'outcome')), XML + '.*not a value'),
        'a number as people write it': (body(row('<set f="amount">1.234,56</set>', 'funding')), XML + '.*not a value'),
        'the least number and one less': (body(row('<set f="value">-9223372036854775809</set>', 'outcome')), XML + '.*not a value'),
        'the 30th of February': (body(row('<set f="start">2026-02-30</set>', 'project')), XML + '.*not a value'),
    },
    'Trust': {
        'unsigned': (members(lambda sealed: sealed[:2] + sealed[3:]), r'member 3, .*does not belong'),
        'the signature of another bundle': (signature_of_another, r'SHA256SUMS\.minisig:2: the signature is wrong'),
        'a signature of no length': (replaced('SHA256SUMS.minisig', lambda data: b''), r'SHA256SUMS\.minisig:1: '),
        'a signature without its last byte': (replaced('SHA256SUMS.minisig', lambda data: data[:-1]), r'SHA256SUMS\.minisig:1: '),
        'sealed with work of 2^30': (lambda: b'age-encryption.org/v1\n-> scrypt rF0/NwblUHHTpgQgRpe5CQ 30\n'
                                     b'gUjEymFKMVXQEKdMMHL24oYexjE3TIC0O0zGSqJ2aUY\n--- gxhoSa5BciRDt8lOpYNcx4EYtKpS0CJ06F3ZwN82VaM\n'
                                     + b'\0' * 64, r'work|pass-phrase'),
        'sealed with a header without end': (lambda: b'age-encryption.org/v1\n' + b'-> X25519 x\nAAAA\n' * 200000, r'sealed file'),
        'sealed for somebody else': (lambda: b'age-encryption.org/v1\n-> other x\n\n--- ' + b'A' * 43 + b'\n' + b'\0' * 64, r'sealed'),
    },
}
