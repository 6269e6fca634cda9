# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys and signatures in minisign's formats (PyNaCl does the Ed25519)."""

import base64
import hashlib
import hmac
import os

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey


class Refused(Exception):
    """What is read breaks a rule of the format; says where and why."""


def b64(data):
    return base64.b64encode(data).decode('ascii')


def unb64(text, size, what):
    """Strict base64: padded, canonical, and of the expected size."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Refused(f'{what}: {error}') from error
    if len(data) != size or b64(data) != text:
        raise Refused(f'{what}: not the base64 of {size} bytes')
    return data


class Key:
    """A signing key: 8 bytes of key id and an Ed25519 pair, from a seed if given."""

    def __init__(self, seed=None):
        seed = hashlib.sha512(seed.encode() if seed is not None else os.urandom(32)).digest()
        self.number = seed[32:40]
        self.signing = SigningKey(seed[:32])

    @property
    def public(self):
        """The 42-byte minisign form, in base64."""
        return b64(b'Ed' + self.number + bytes(self.signing.verify_key))

    def sign(self, message):
        return self.signing.sign(message).signature

    def minisig(self, data, comment, trusted):
        """The four lines of a prehashed minisign signature."""
        signature = self.sign(hashlib.blake2b(data).digest())
        whole = self.sign(signature + trusted.encode())
        return (f'untrusted comment: {comment}\n{b64(b"ED" + self.number + signature)}\n'
                f'trusted comment: {trusted}\n{b64(whole)}\n').encode()


def verify(public, message, signature, what):
    try:
        VerifyKey(public[10:]).verify(message, signature)
    except BadSignatureError as error:
        raise Refused(f'{what}: bad signature') from error


def public_key(text, what):
    """The 42 bytes of a public key."""
    public = unb64(text, 42, what)
    if public[:2] != b'Ed':
        raise Refused(f'{what}: not a minisign key')
    return public


def key_number(text):
    """The number to compare by phone: 30 digits in groups of five."""
    raw = public_key(text, 'key')[10:]
    digits = str(int.from_bytes(hashlib.sha256(raw).digest(), 'big'))[:30]
    return ' '.join(digits[i:i + 5] for i in range(0, 30, 5))


def read_minisig(text, data):
    """Checks the four lines against @data; returns (public key text, trusted comment)."""
    lines = text.split(b'\n')
    if len(lines) != 5 or lines[4] != b'':
        raise Refused('SHA256SUMS.minisig: not four lines')
    try:
        lines = [line.decode('ascii') for line in lines[:4]]
    except UnicodeDecodeError as error:
        raise Refused('SHA256SUMS.minisig: not ASCII') from error
    if not lines[0].startswith('untrusted comment: lep key '):
        raise Refused('SHA256SUMS.minisig: names no key')
    if not lines[2].startswith('trusted comment: '):
        raise Refused('SHA256SUMS.minisig: no trusted comment')
    key_text = lines[0][len('untrusted comment: lep key '):]
    public = public_key(key_text, 'SHA256SUMS.minisig')
    packed = unb64(lines[1], 74, 'SHA256SUMS.minisig')
    whole = unb64(lines[3], 64, 'SHA256SUMS.minisig')
    trusted = lines[2][len('trusted comment: '):]
    if packed[:2] != b'ED':
        raise Refused('SHA256SUMS.minisig: not a prehashed signature')
    if not hmac.compare_digest(packed[2:10], public[2:10]):
        raise Refused('SHA256SUMS.minisig: signed by another key than it names')
    verify(public, hashlib.blake2b(data).digest(), packed[10:], 'SHA256SUMS.minisig')
    verify(public, packed[10:] + trusted.encode(), whole, 'SHA256SUMS.minisig')
    return key_text, trusted
