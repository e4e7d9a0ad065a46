"""回调：替平台加密、签名、投递、重投，并核对被动答复；与信封各写各的，互为对照。"""

import base64
import hashlib
import os
import secrets
import struct
import xml.etree.ElementTree as Tree
from dataclasses import dataclass
from typing import Any

import aiohttp
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from defusedxml.ElementTree import fromstring

PATIENCE = aiohttp.ClientTimeout(total=5)
TRIES = 3


@dataclass(frozen=True)
class Passive:
    """A passive answer, opened: words, or the card that the pressed one turns into."""

    kind: str
    text: str = ""
    card: dict[str, Any] | None = None
    replaced: str = ""


class Caller:
    """Delivers callbacks as the platform does: five seconds, three tries, one MsgId."""

    def __init__(self, token: str, aes_key: str, corp_id: str, url: str) -> None:
        """Know the app's secrets and its callback address."""
        self._token, self._corp_id = token, corp_id
        self._key = base64.b64decode(aes_key + "=")
        self.url = url
        self.session: aiohttp.ClientSession | None = None
        self.attempts = 0

    async def call(self, fields: dict[str, str]) -> Passive | None:
        """Deliver one message; the same bytes again where no answer came in time."""
        root = Tree.Element("xml")
        for name, value in fields.items():
            Tree.SubElement(root, name).text = value
        plain = Tree.tostring(root, encoding="utf-8")
        for _ in range(TRIES):
            self.attempts += 1
            try:
                status, body = await self.post(plain)
            except (aiohttp.ClientError, TimeoutError):
                continue
            if status == 200:
                return self.opened(body)
        return None

    async def post(self, plain: bytes, url: str = "") -> tuple[int, bytes]:
        """Send one encrypted callback (elsewhere where `url` is given)."""
        assert self.session is not None  # noqa: S101 - start() opened it
        body, query = self.sealed(plain)
        async with self.session.post(
            url or self.url, params=query, data=body, timeout=PATIENCE
        ) as response:
            return response.status, await response.read()

    def sealed(self, plain: bytes) -> tuple[bytes, dict[str, str]]:
        """Encrypt and sign as the platform does; return body and query."""
        encrypted = self._encrypt(plain)
        query = self._query(encrypted)
        body = (
            f"<xml><ToUserName><![CDATA[{self._corp_id}]]></ToUserName>"
            f"<AgentID><![CDATA[1]]></AgentID>"
            f"<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
        )
        return body.encode(), query

    async def verify(self) -> bool:
        """Ask the address for its echo three times; all must be right."""
        assert self.session is not None  # noqa: S101 - start() opened it
        echo = secrets.token_hex(8)
        encrypted = self._encrypt(echo.encode())
        query = {**self._query(encrypted), "echostr": encrypted}
        for _ in range(TRIES):
            async with self.session.get(self.url, params=query) as response:
                if response.status != 200 or await response.text() != echo:
                    return False
        return True

    def opened(self, body: bytes) -> Passive | None:
        """Verify and open a passive answer; empty and `success` mean none."""
        if not body or body == b"success":
            return None
        root = fromstring(body)
        encrypted = root.findtext("Encrypt") or ""
        stamp, nonce = root.findtext("TimeStamp") or "", root.findtext("Nonce") or ""
        if root.findtext("MsgSignature") != self._sign(encrypted, stamp, nonce):
            raise ValueError("a passive answer with a wrong signature")
        inner = fromstring(self._decrypt(encrypted))
        if inner.findtext("FromUserName") != self._corp_id:
            raise ValueError("a passive answer with its addresses not swapped")
        return _passive(inner)

    def _query(self, encrypted: str) -> dict[str, str]:
        stamp, nonce = str(secrets.randbelow(10**9) + 10**9), secrets.token_hex(5)
        signature = self._sign(encrypted, stamp, nonce)
        return {"msg_signature": signature, "timestamp": stamp, "nonce": nonce}

    def _sign(self, encrypted: str, stamp: str, nonce: str) -> str:
        joined = "".join(sorted((self._token, stamp, nonce, encrypted)))
        return hashlib.sha1(joined.encode()).hexdigest()  # noqa: S324 - the platform's

    def _encrypt(self, plain: bytes) -> str:
        padder = padding.PKCS7(256).padder()
        packed = os.urandom(16) + struct.pack(">I", len(plain)) + plain
        padded = padder.update(packed + self._corp_id.encode()) + padder.finalize()
        encryptor = self._cipher().encryptor()
        return base64.b64encode(
            encryptor.update(padded) + encryptor.finalize()
        ).decode()

    def _decrypt(self, encrypted: str) -> bytes:
        decryptor = self._cipher().decryptor()
        padded = decryptor.update(base64.b64decode(encrypted)) + decryptor.finalize()
        unpadder = padding.PKCS7(256).unpadder()
        packed = unpadder.update(padded) + unpadder.finalize()
        (size,) = struct.unpack(">I", packed[16:20])
        return packed[20 : 20 + size]

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))


def _passive(inner: Any) -> Passive:
    kind = inner.findtext("MsgType")
    if kind == "text":
        content = (inner.findtext("Content") or "").encode()[:2048]
        return Passive("text", content.decode("utf-8", "ignore"))
    if kind == "update_button":
        return Passive("card", replaced=inner.findtext("Button/ReplaceName") or "")
    card = inner.find("TemplateCard")
    return Passive(
        "card", card=_card(card), replaced=card.findtext("ReplaceText") or ""
    )


def _card(card: Any) -> dict[str, Any]:
    """Turn the CamelCase of the XML back into the JSON names of message/send."""
    return {
        "card_type": card.findtext("CardType"),
        "source": {"desc": card.findtext("Source/Desc") or ""},
        "main_title": {
            "title": card.findtext("MainTitle/Title") or "",
            "desc": card.findtext("MainTitle/Desc") or "",
        },
        "sub_title_text": card.findtext("SubTitleText") or "",
        "horizontal_content_list": [
            {
                "keyname": row.findtext("KeyName") or "",
                "value": row.findtext("Value") or "",
            }
            for row in card.findall("HorizontalContentList")
        ],
        "button_list": [
            {"text": row.findtext("Text") or "", "key": row.findtext("Key") or ""}
            for row in card.findall("ButtonList")
        ],
    }
