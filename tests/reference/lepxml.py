# SPDX-License-Identifier: GPL-3.0-or-later
"""The XML that bundles use: a small tree, the canonical writer, a strict reader."""

import xml.parsers.expat

from lepkeys import Refused

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
MAX_DEPTH = 8
MAX_ATTRIBUTES = 16
MAX_TAG = 4096
MAX_TEXT = 1 << 20


class Element:
    """One element: attributes as (name, value) in their order, children elements or texts."""

    def __init__(self, name, attributes=(), children=()):
        self.name = name
        self.attributes = list(attributes)
        self.children = list(children)
        self.line = 0
        self.start = self.end = 0  # bytes of the source

    def get(self, name, default=None):
        return next((value for key, value in self.attributes if key == name), default)

    def elements(self):
        return [child for child in self.children if isinstance(child, Element)]

    def text(self):
        return ''.join(child for child in self.children if isinstance(child, str))


def escape(text, attribute=False):
    for character, entity in (('&', '&amp;'), ('<', '&lt;'), ('>', '&gt;'), ('\r', '&#13;')):
        text = text.replace(character, entity)
    if attribute:
        for character, entity in (('"', '&quot;'), ('\t', '&#9;'), ('\n', '&#10;')):
            text = text.replace(character, entity)
    return text


def start_tag(name, attributes, end='>'):
    return f'<{name}' + ''.join(f' {key}="{escape(value, True)}"' for key, value in attributes) + end


def canonical(element):
    """The canonical text of an element."""
    if not element.children:
        return start_tag(element.name, element.attributes, '/>')
    inside = ''.join(canonical(child) if isinstance(child, Element) else escape(child)
                     for child in element.children)
    return f'{start_tag(element.name, element.attributes)}{inside}</{element.name}>'


class Reader:
    """Builds the tree and refuses what the format does not have."""

    def __init__(self, data, member):
        self.data = data
        self.member = member
        self.root = None
        self.stack = []
        self.parser = xml.parsers.expat.ParserCreate('UTF-8')
        self.parser.ordered_attributes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        for handler, what in (('CommentHandler', 'a comment'),
                              ('ProcessingInstructionHandler', 'a processing instruction'),
                              ('StartCdataSectionHandler', 'CDATA'),
                              ('StartDoctypeDeclHandler', 'DOCTYPE'),
                              ('EntityDeclHandler', 'an entity')):
            setattr(self.parser, handler, self.refuser(what))

    def refuse(self, reason):
        raise Refused(f'{self.member}:{self.parser.CurrentLineNumber}: {reason}')

    def refuser(self, what):
        return lambda *_: self.refuse(what)

    def start(self, name, flat):
        attributes = list(zip(flat[::2], flat[1::2]))
        if ':' in name or any(':' in key for key, _ in attributes):
            self.refuse('a prefix')
        if self.stack and any(key == 'xmlns' for key, _ in attributes):
            self.refuse('a further xmlns')
        if len(attributes) > MAX_ATTRIBUTES or len(self.stack) >= MAX_DEPTH:
            self.refuse('too many attributes or too deep')
        if len(start_tag(name, attributes).encode()) > MAX_TAG:
            self.refuse('a start tag too long')
        element = Element(name, attributes)
        element.line = self.parser.CurrentLineNumber
        element.start = self.parser.CurrentByteIndex
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def end(self, _):
        element = self.stack.pop()
        element.end = self.data.index(b'>', self.parser.CurrentByteIndex) + 1

    def characters(self, text):
        children = self.stack[-1].children
        if children and isinstance(children[-1], str):
            text = children.pop() + text
        if len(text.encode()) > MAX_TEXT:
            self.refuse('a text too long')
        children.append(text)


def parse(data, member):
    """The tree of a member; its first bytes must be the declaration."""
    if not data.startswith(DECLARATION):
        raise Refused(f'{member}:1: does not start with the declaration')
    try:
        data.decode('utf-8')
    except UnicodeDecodeError as error:
        raise Refused(f'{member}: not UTF-8') from error
    reader = Reader(data, member)
    try:
        reader.parser.Parse(data, True)
    except xml.parsers.expat.ExpatError as error:
        raise Refused(f'{member}:{error.lineno}: {error}') from error
    return reader.root
