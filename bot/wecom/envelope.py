"""信封：先验签再拆，拆不开的一律不说为什么（企业微信加解密方案）。"""

import base64
import binascii
import hashlib
import hmac
import os
import re
import struct

from bot import cipher

SALT = 16
"""Random bytes before each sealed text."""

SALTS = 256
"""So many are asked of the system at once: each time lets other threads go first."""

ENCRYPT = re.compile(
    rb"<Encrypt>\s*(?:<!\[CDATA\[\s*)?([A-Za-z0-9+/=]+)\s*(?:\]\]>\s*)?</Encrypt>"
)
"""Each part ends where the next begins: it looks at unverified bytes and must stay
linear.
"""


class Forged(Exception):
    """Not from the platform, not for us, or broken; details help only a forger."""


class Envelope:
    """Seals and opens what travels between the platform and us."""

    def __init__(self, token: str, encoding_aes_key: str, receive_id: str) -> None:
        """Take the values of the 接收消息 page; `receive_id` is the CorpID."""
        self._token = token
        self._key = base64.b64decode(encoding_aes_key + "=")
        self.receive_id = receive_id
        self._salts = b""

    def open_echo(
        self, msg_signature: str, timestamp: str, nonce: str, echostr: str
    ) -> bytes:
        """Return the plain echo of a URL verification. Raises Forged.

        Messages are sealed and signed in the same way: whoever caught one on its way
        could ask for it as an echo, and have it read out.
        """
        echo = self._verified(echostr, msg_signature, timestamp, nonce)
        if echo.lstrip().startswith(b"<"):
            raise Forged
        return echo

    def open(
        self, body: bytes, msg_signature: str, timestamp: str, nonce: str
    ) -> bytes:
        """Return the plain XML of a callback body; raises Forged.

        Nothing is parsed before it is verified.
        """
        found = ENCRYPT.search(body)
        if found is None:
            raise Forged
        encrypted = found.group(1).decode("ascii")
        return self._verified(encrypted, msg_signature, timestamp, nonce)

    def seal(self, plain: bytes, timestamp: int, nonce: str) -> bytes:
        """Return the encrypted reply XML around `plain`."""
        packed = (
            self._salt()
            + struct.pack("!I", len(plain))
            + plain
            + self.receive_id.encode()
        )
        encrypted = base64.b64encode(cipher.seal(self._key, packed)).decode()
        signature = self._sign(encrypted, str(timestamp), nonce)
        return (
            f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt>"
            f"<MsgSignature><![CDATA[{signature}]]></MsgSignature>"
            f"<TimeStamp>{timestamp}</TimeStamp>"
            f"<Nonce><![CDATA[{nonce}]]></Nonce></xml>"
        ).encode()

    def _salt(self) -> bytes:
        """Return random bytes that nobody has had before."""
        if not self._salts:
            self._salts = os.urandom(SALT * SALTS)
        salt, self._salts = self._salts[:SALT], self._salts[SALT:]
        return salt

    def _verified(
        self, encrypted: str, msg_signature: str, timestamp: str, nonce: str
    ) -> bytes:
        expected = self._sign(encrypted, timestamp, nonce).encode()
        if not hmac.compare_digest(expected, _bytes(msg_signature)):
            raise Forged
        return self._decrypt(encrypted)

    def _sign(self, encrypted: str, timestamp: str, nonce: str) -> str:
        parts = "".join(sorted([self._token, timestamp, nonce, encrypted]))
        return hashlib.sha1(_bytes(parts)).hexdigest()  # noqa: S324 - the platform's

    def _decrypt(self, encrypted: str) -> bytes:
        try:
            sealed = base64.b64decode(encrypted, validate=True)
            packed = cipher.open_sealed(self._key, sealed)
        except (binascii.Error, ValueError, cipher.Broken) as error:
            raise Forged from error
        return self._unpacked(packed)

    def _unpacked(self, packed: bytes) -> bytes:
        if len(packed) < 20:
            raise Forged
        (size,) = struct.unpack("!I", packed[16:20])
        plain, receiver = packed[20 : 20 + size], packed[20 + size :]
        if len(plain) != size or not hmac.compare_digest(
            receiver, self.receive_id.encode()
        ):
            raise Forged
        return plain


def _bytes(text: str) -> bytes:
    """The bytes of an address part, even where they are no UTF-8."""
    return text.encode("utf-8", "surrogateescape")
