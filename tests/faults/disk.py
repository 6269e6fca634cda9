# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays what a program did to the disk, up to any moment: as a killed program leaves it,
or as a cut of the power may. What was synced is there; of what was not, any part may be,
torn at a sector. Names (made, renamed, removed) come to the disk in their order, as a
journalling file system writes them, and all of them with the next sync of anything."""

import pathlib

SECTOR = 512


def read_trace(path):
    """[(what, path, other path, offset, data)]"""
    data, at, steps = path.read_bytes(), 0, []
    while at < len(data):
        end = data.index(b'\n', at)
        what, name, other, offset, size = data[at:end].decode().split('\t')
        at = end + 1
        steps.append((what, name, other, int(offset), data[at:at + int(size)]))
        at += int(size)
    return steps


class File:
    """Content on the disk, and writes that are not there yet."""

    def __init__(self, content=b''):
        self.disk = bytearray(content)
        self.waiting = []          # (offset, data), or (size, None)

    def now(self):
        return self.applied(self.waiting)

    def applied(self, steps):
        content = bytearray(self.disk)
        for offset, data in steps:
            if data is None:
                content = content[:offset].ljust(offset, b'\0')
            else:
                content = content.ljust(offset, b'\0')
                content[offset:offset + len(data)] = data
        return content

    def sync(self):
        self.disk, self.waiting = self.now(), []

    def torn(self, source):
        """What may be there after the power was cut."""
        kept = []
        for offset, data in self.waiting:
            chance = source.random()
            if chance < .4:
                continue
            if chance < .6 and data is not None and len(data) > 1:
                data = data[:source.randrange(0, len(data) // SECTOR + 1) * SECTOR]
            kept.append((offset, data))
        return self.applied(kept)


class Disk:
    """A folder, as the program sees it and as it would be found."""

    def __init__(self, folder):
        self.names = {str(path): File(path.read_bytes()) for path in folder.rglob('*') if path.is_file()}
        self.folders = {str(path) for path in folder.rglob('*') if path.is_dir()}
        self.found = dict(self.names)     # names that are safe
        self.moves = []                   # that are not

    def step(self, what, name, other, offset, data):
        if what == 'C':
            self.names[name] = File()
            self.moves.append((name, self.names[name]))
        elif what == 'W':
            self.names[name].waiting.append((offset, data)) if name in self.names else None
        elif what == 'T' and name in self.names:
            self.names[name].waiting.append((offset, None))
        elif what == 'R':
            self.names[other] = self.names.pop(name)
            self.moves.append((name, None, other, self.names[other]))
        elif what == 'U':
            self.names.pop(name, None)
            self.moves.append((name, None))
        elif what == 'M':
            self.folders.add(name)
        elif what == 'S':
            if name in self.names:
                self.names[name].sync()
            self.found = self.moved(len(self.moves))
            self.moves = []

    def moved(self, count):
        names = dict(self.found)
        for move in self.moves[:count]:
            for name, file in zip(move[::2], move[1::2]):
                if file is None:
                    names.pop(name, None)
                else:
                    names[name] = file
        return names

    def killed(self):
        return {name: bytes(file.now()) for name, file in self.names.items()}

    def cut(self, source):
        names = self.moved(source.randrange(len(self.moves) + 1))
        return {name: bytes(file.torn(source)) for name, file in names.items()}

    def put(self, content):
        """Writes such a state where the folder is."""
        for folder in sorted(self.folders):
            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        for name, data in content.items():
            pathlib.Path(name).write_bytes(data)
