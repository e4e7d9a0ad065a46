"""凭条：谁、能开哪一项、到什么时候，盖上章；改一个字就不认。"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta

LINK_LIVES = timedelta(hours=24)
"""How long a link out of a message opens its page."""


def sealed(key: bytes, purpose: str, facts: Mapping[str, object]) -> str:
    """Return `facts` as URL-safe text with a seal that only `key` can make.

    `purpose` keeps a ticket of one kind from passing as another.
    """
    plain = json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()
    body = base64.urlsafe_b64encode(plain).decode().rstrip("=")
    return f"{body}.{_seal(key, purpose, body)}"


def opened(
    key: bytes, purpose: str, ticket: str, now: datetime
) -> dict[str, object] | None:
    """Return the facts of a ticket, or None where it is forged, foreign or expired.

    A fact `until` (seconds since 1970) is the end of its life; without it, none.
    """
    body, _, seal = ticket.partition(".")
    wanted = _seal(key, purpose, body)
    if not key or not same(seal, wanted):
        return None
    padded = body + "=" * (-len(body) % 4)
    facts = json.loads(base64.urlsafe_b64decode(padded))
    until = facts.get("until")
    if isinstance(until, int) and now.timestamp() >= until:
        return None
    return dict(facts)


def same(given: str, wanted: str) -> bool:
    """Compare a seal in constant time; what came as no UTF-8 equals nothing."""
    return hmac.compare_digest(given.encode(errors="replace"), wanted.encode())


def link(base: str, key: bytes, userid: str, code: str, now: datetime) -> str:
    """Return the address that opens one finding for one person for a day."""
    until = int((now + LINK_LIVES).timestamp())
    facts = {"userid": userid, "code": code, "until": until}
    return f"{base}/h5/link/{sealed(key, 'link', facts)}"


def _seal(key: bytes, purpose: str, body: str) -> str:
    said = f"{purpose}|{body}".encode(errors="surrogatepass")
    digest = hmac.new(key, said, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
