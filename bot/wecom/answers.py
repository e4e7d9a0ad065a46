"""平台的回音的零碎：令牌留多久，哪句话可以记，谁没收到。"""

import re
from datetime import timedelta

import aiohttp

EARLY = timedelta(minutes=5)
LIFETIME = 7200
"""Seconds that a token lives at most, and where the platform does not say."""


def good_for(expires_in: object) -> timedelta:
    """Return how long to keep a token: until five minutes before its end.

    Within its life the platform gives out the same one again, so one near its end is
    kept for half of what is left: asking at every call would be refused.
    """
    try:
        lives = min(max(int(str(expires_in)), 1), LIFETIME)
    except ValueError:
        lives = LIFETIME
    left = timedelta(seconds=lives)
    return max(left - EARLY, left / 2)


def hint(message: str) -> str:
    """Return the platform's request id; the rest of errmsg may hold our own words."""
    match = re.search(r"hint: \[[^\]]*\]", message)
    return match.group() if match else ""


def names(value: object) -> tuple[str, ...]:
    """Return the names: invaliduser is a `|` string here and an array there."""
    if isinstance(value, list):
        return tuple(str(entry) for entry in value)
    return tuple(filter(None, str(value or "").split("|")))


def bare(error: Exception) -> Exception:
    """Return the error without its text: an address in it would hold the secret.

    Why a certificate was refused holds none, and tells the administrator what to mend.
    """
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return error.certificate_error
    return RuntimeError(type(error).__name__)
