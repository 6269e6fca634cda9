# SPDX-License-Identifier: GPL-3.0-or-later
"""The ZIP of a bundle: a plain writer, and a reader that accepts nothing else."""

import re
import struct
import zlib

from lepkeys import Refused

LOCAL = struct.Struct('<IHHHHHIIIHH')
CENTRAL = struct.Struct('<IHHHHHHIIIHHHHHII')
END = struct.Struct('<IHHHHIIH')
DESCRIPTOR = struct.Struct('<IIII')
DATE = 0x0021  # 1980-01-01
NAME = re.compile(r'mimetype|SHA256SUMS|SHA256SUMS\.minisig|manifest\.xml|changes/[0-9]{4,}\.xml|files/[0-9a-f]{64}')
ZIP64_EXTRA = 1
ZIP64_SIZE = 0xffffffff
MAX_FILE = 256 << 20
MAX_WITH_DOCUMENTS = 2 << 30
MAX_INFLATED = 2 << 30
MAX_MEMBERS = 20000


def deflate(data):
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def write_zip(members, descriptors=False, sizes_twice=False, extra=b''):
    """The archive of [(name, data, stored)]; with @descriptors the sizes follow the data, with
    @sizes_twice they stand before it as well; @extra stands in both headers of each."""
    body, directory = bytearray(), bytearray()
    for name, data, stored in members:
        packed = data if stored else deflate(data)
        method = 0 if stored else 8
        crc = zlib.crc32(data)
        flags = 8 if descriptors and not stored else 0
        sizes = (0, 0, 0) if flags and not sizes_twice else (crc, len(packed), len(data))
        offset = len(body)
        raw = name.encode()
        body += LOCAL.pack(0x04034b50, 20, flags, method, 0, DATE, *sizes, len(raw), len(extra)) + raw + extra + packed
        if flags:
            body += DESCRIPTOR.pack(0x08074b50, crc, len(packed), len(data))
        directory += CENTRAL.pack(0x02014b50, 0x0314, 20, flags, method, 0, DATE, crc, len(packed),
                                  len(data), len(raw), len(extra), 0, 0, 0, 0o100644 << 16, offset) + raw + extra
    return bytes(body + directory + END.pack(0x06054b50, 0, 0, len(members), len(members),
                                             len(directory), len(body), 0))


def check_extra(extra, name):
    """What stands there is ignored, but for ZIP64."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from('<HH', extra)
        if kind == ZIP64_EXTRA:
            raise Refused(f'{name}: ZIP64')
        extra = extra[4 + size:]


class ZipReader:
    def __init__(self, data):
        self.data = data
        self.total = 0

    def unpack(self, form, offset, what):
        if offset < 0 or offset + form.size > len(self.data):
            raise Refused(f'{what}: cut off')
        return form.unpack_from(self.data, offset)

    def inflate(self, name, packed, method, size):
        if method == 0:
            return packed
        unpacker = zlib.decompressobj(-15)
        limit = max(1 << 20, 200 * len(packed))
        try:
            data = unpacker.decompress(packed, min(limit, MAX_INFLATED - self.total) + 1)
        except zlib.error as error:
            raise Refused(f'{name}: {error}') from error
        if not unpacker.eof or unpacker.unused_data or len(data) != size:
            raise Refused(f'{name}: damaged or too large')
        return data

    def local(self, offset, name, fields):
        """Checks a member against its central entry; returns (data, next offset)."""
        flags, method = fields[3:5]
        crc, packed_size, size = fields[7:10]
        head = self.unpack(LOCAL, offset, name)
        if head[0] != 0x04034b50:
            raise Refused(f'{name}: no local header')
        start = offset + LOCAL.size
        local_name = self.data[start:start + head[9]]
        if head[2] != flags or head[3] != method or local_name != name.encode():
            raise Refused(f'{name}: local and central header differ')
        if flags & ~0x808 or method not in (0, 8):
            raise Refused(f'{name}: flags or method')
        for mine, theirs in zip(head[6:9], (crc, packed_size, size)):
            if mine != theirs and not (flags & 8 and mine == 0):
                raise Refused(f'{name}: local and central sizes differ')
        check_extra(self.data[start + head[9]:start + head[9] + head[10]], name)
        start += head[9] + head[10]
        packed = self.data[start:start + packed_size]
        end = start + packed_size
        if flags & 8:
            if self.unpack(DESCRIPTOR, end, name) != (0x08074b50, crc, packed_size, size):
                raise Refused(f'{name}: data descriptor')
            end += DESCRIPTOR.size
        data = self.inflate(name, packed, method, size)
        self.total += len(data)
        if len(packed) != packed_size or len(data) != size or zlib.crc32(data) != crc:
            raise Refused(f'{name}: damaged')
        return data, end

    def central(self, offset, count):
        """The directory's entries as [(name, fields)], and where it ends."""
        entries = []
        for _ in range(count):
            fields = self.unpack(CENTRAL, offset, 'directory')
            if fields[0] != 0x02014b50:
                raise Refused('directory: damaged')
            start = offset + CENTRAL.size
            raw = self.data[start:start + fields[10]]
            try:
                name = raw.decode('ascii')
            except UnicodeDecodeError as error:
                raise Refused('directory: a name that is not ASCII') from error
            if not NAME.fullmatch(name):
                raise Refused(f'directory: the name {name!r}')
            kind = fields[15] >> 16 & 0o170000
            if kind not in (0, 0o100000):
                raise Refused(f'{name}: not a plain file')
            if fields[12] or fields[13]:
                raise Refused(f'{name}: a comment or another disk')
            if ZIP64_SIZE in (*fields[8:10], fields[16]):
                raise Refused(f'{name}: ZIP64')
            entries.append((name, fields))
            offset = start + fields[10] + fields[11]
            check_extra(self.data[start + fields[10]:offset], name)
        return entries, offset

    def read(self):
        end = len(self.data) - END.size
        head = self.unpack(END, end, 'end')
        if head[0] != 0x06054b50 or head[7] or head[1] or head[2] or head[3] != head[4]:
            raise Refused('end: not a ZIP, or something stands behind it')
        if head[4] > MAX_MEMBERS or ZIP64_SIZE in head[5:7] or head[4] == 0xffff:
            raise Refused('end: too many members or ZIP64')
        entries, after = self.central(head[6], head[4])
        if after != end or after - head[6] != head[5]:
            raise Refused('directory: does not end where it should')
        if self.data[:end][-20:].startswith(b'PK\6\7'):
            raise Refused('end: ZIP64')
        members, offset = [], 0
        for name, fields in entries:
            if fields[16] != offset:
                raise Refused(f'{name}: members do not lie back to back')
            data, offset = self.local(offset, name, fields)
            if any(name == other for other, _ in members):
                raise Refused(f'{name}: twice')
            members.append((name, data))
        if offset != head[6]:
            raise Refused('directory: something stands before it')
        documents = any(name.startswith('files/') for name, _ in members)
        if len(self.data) > (MAX_WITH_DOCUMENTS if documents else MAX_FILE):
            raise Refused('the file is too large')
        return members


def read_zip(data):
    """[(name, data)] in the file's order, or Refused."""
    return ZipReader(data).read()
