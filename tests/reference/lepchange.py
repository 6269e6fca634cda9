# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes, contexts and the hash chain (bundle format, 4.2 and 4.3)."""

import hashlib
import re
from dataclasses import dataclass, field

from lepkeys import Refused
from lepxml import Element, canonical

UUID = re.compile(r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')
HASH = re.compile(r'[0-9a-f]{64}')
NUMBER = re.compile(r'[1-9][0-9]{0,18}')
NAME = re.compile(r'[A-Za-z0-9_.-]{1,64}')  # of a kind or a field: digests and lists stay one line each
TIME = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z')
MAX_ROWS = 10000


def sha(data):
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def first(space, replica):
    """`prev` of the first change of a stream."""
    return sha(f'lep-stream-1\n{space}\n{replica}\n')


def context_text(context):
    return ''.join(f'{replica} {n} {head}\n' for replica, n, head in context)


def chain_hash(prev, context, body):
    """The hash of a change: its predecessor, its context, its canonical bytes."""
    body = body.encode('utf-8', 'surrogateescape')
    inner = hashlib.sha256(context_text(context).encode()).digest()
    return hashlib.sha256(bytes.fromhex(prev) + inner + body).hexdigest()


def head_text(space, replica, n, head):
    """What a replica signs to stand for its stream up to @n."""
    return f'lep-head-1\n{space}\n{replica}\n{n}\n{head}\n'


def number(text, where):
    if text is None or not NUMBER.fullmatch(text) or int(text) >= 1 << 63:
        raise Refused(f'{where}: {text!r} is no number')
    return int(text)


def uuid(text, where):
    if text is None or not UUID.fullmatch(text):
        raise Refused(f'{where}: {text!r} is no id')
    return text


def hash_of(text, where):
    if text is None or not HASH.fullmatch(text):
        raise Refused(f'{where}: {text!r} is no hash')
    return text


@dataclass
class Row:
    """What a change does to one row; a value of None = not answered."""
    kind: str
    id: str
    sets: dict = field(default_factory=dict)
    life: str = None

    def element(self):
        attributes = [('kind', self.kind), ('id', self.id)]
        if self.life:
            attributes.append(('life', self.life))
        children = []
        for name, value in self.sets.items():
            if value is None:
                children.append(Element('set', [('f', name), ('nil', '1')]))
            else:
                children.append(Element('set', [('f', name)], [value] if value else []))
        return Element('row', attributes, children)


@dataclass
class Change:
    """One change, or (gone) what is left of one whose values were erased."""
    space: str
    replica: str
    n: int
    prev: str
    context: tuple
    body: str = ''
    hash: str = ''
    at: str = ''
    by: str = ''
    rows: list = field(default_factory=list)
    waives: list = field(default_factory=list)  # (replica, from, to)
    erases: list = field(default_factory=list)  # (kind, id)
    gone_by: str = None

    def is_gone(self):
        return self.gone_by is not None

    def write(self):
        """Makes body and hash from the rest."""
        children = [Element('waive', [('replica', r), ('from', str(a)), ('to', str(b))])
                    for r, a, b in self.waives]
        children += [Element('erase', [('kind', k), ('id', i)]) for k, i in self.erases]
        children += [row.element() for row in self.rows]
        self.body = canonical(Element('change', [('n', str(self.n)), ('at', self.at), ('by', self.by)],
                                      children))
        self.hash = chain_hash(self.prev, self.context, self.body)
        return self


def name(text, where):
    if text is None or not NAME.fullmatch(text):
        raise Refused(f'{where}: {text!r} is no name of a kind or field')
    return text


def read_row(element, where):
    names = [name for name, _ in element.attributes]
    if names[:2] != ['kind', 'id'] or (('life' in names) and names[2] != 'life'):
        raise Refused(f'{where}: attributes of <row>')
    life = element.get('life')
    if life not in (None, 'deleted', 'restored'):
        raise Refused(f'{where}: life {life!r}')
    row = Row(name(element.get('kind'), where), uuid(element.get('id'), where), {}, life)
    for child in element.children:
        if isinstance(child, str):
            raise Refused(f'{where}: text in <row>')
        if child.name in ('row', 'change', 'waive', 'erase'):
            raise Refused(f'{where}: <{child.name}> out of its place')
        if child.name == 'set':
            read_set(child, row, where)
        elif has_inside(child, 'set') or has_inside(child, 'row'):
            raise Refused(f'{where}: <set> or <row> out of its place')
    return row


def read_set(element, row, where):
    names = [name for name, _ in element.attributes]
    if not names or names[0] != 'f' or ('nil' in names and names[1] != 'nil'):
        raise Refused(f'{where}: attributes of <set>')
    field_name, nil = name(element.get('f'), where), element.get('nil')
    if nil not in (None, '1') or element.elements() or (nil and element.children) or field_name == 'life':
        raise Refused(f'{where}: <set f="{field_name}">')
    if field_name in row.sets:
        raise Refused(f'{where}: the field {field_name} twice')
    row.sets[field_name] = None if nil else element.text()


def has_inside(element, name):
    return any(child.name == name or has_inside(child, name) for child in element.elements())


def read_change(element, where):
    """The parts of a <change> element: (n, at, by, waives, erases, rows)."""
    names = [name for name, _ in element.attributes]
    if names[:3] != ['n', 'at', 'by']:
        raise Refused(f'{where}: attributes of <change>')
    n, at, by = number(element.get('n'), where), element.get('at'), element.get('by')
    if not TIME.fullmatch(at):
        raise Refused(f'{where}: the time {at!r}')
    waives, erases, rows, stage = [], [], [], 0
    order = {'waive': 0, 'erase': 1, 'row': 2}
    for child in element.children:
        if isinstance(child, str):
            raise Refused(f'{where}: text in <change>')
        if child.name not in order:
            if child.name in ('set', 'change') or has_inside(child, 'set') or has_inside(child, 'row'):
                raise Refused(f'{where}: <set> or <row> out of its place')
            continue
        if order[child.name] < stage:
            raise Refused(f'{where}: <{child.name}> after later parts')
        stage = order[child.name]
        if child.name == 'waive':
            waives.append((uuid(child.get('replica'), where), number(child.get('from'), where),
                           number(child.get('to'), where)))
        elif child.name == 'erase':
            erases.append((name(child.get('kind'), where), uuid(child.get('id'), where)))
        else:
            rows.append(read_row(child, where))
    if not element.elements():
        raise Refused(f'{where}: an empty change')
    if len(rows) > MAX_ROWS or len({(row.kind, row.id) for row in rows}) != len(rows):
        raise Refused(f'{where}: too many rows, or one twice')
    return n, at, by, waives, erases, rows


def check_space_rules(change, kind, where):
    """What is legal only in contacts spaces, and what is not legal there."""
    if change.erases and (kind != 'contacts' or any(k != 'contact' for k, _ in change.erases)):
        raise Refused(f'{where}: <erase> has no place here')
    if kind == 'contacts' and len(change.rows) + len(change.erases) > 1:
        raise Refused(f'{where}: more than one row in a change of contacts')


def check_first(change, key, where):
    """The first change of a stream introduces its replica."""
    row = change.rows[0] if change.rows else None
    if row is None or row.kind != 'replica' or row.id != change.replica:
        raise Refused(f'{where}: the stream does not begin with its replica')
    if row.sets.get('label') is None or row.sets.get('sign_key') is None:
        raise Refused(f'{where}: the replica has no label or no key')
    if key is not None and row.sets['sign_key'] != key:
        raise Refused(f'{where}: the replica\'s key is not the signer\'s')


def check_unknown(element, newer, where):
    """Inside of an element whose content is known: skipped if a newer program may have written it."""
    for child in element.children:
        if isinstance(child, str) and child.strip(' \t\r\n'):
            raise Refused(f'{where}: text in <{element.name}>')
        if not isinstance(child, str) and not newer:
            raise Refused(f'{where}: <{child.name}> in <{element.name}>')


def read_context(element, replica, where, newer=False):
    """The (replica, n, head) list of a <context>; sorted, no doubles, not its own."""
    context = []
    for child in element.children:
        if isinstance(child, str):
            if child.strip(' \t\r\n'):
                raise Refused(f'{where}: text in <context>')
            continue
        if child.name != 'seen':
            if newer:
                continue
            raise Refused(f'{where}: <{child.name}> in <context>')
        check_unknown(child, newer, where)
        context.append((uuid(child.get('replica'), where), number(child.get('n'), where),
                        hash_of(child.get('head'), where)))
    if context != sorted(set(context)) or any(seen[0] == replica for seen in context):
        raise Refused(f'{where}: a context unsorted, with doubles, or of its own replica')
    return tuple(context)
