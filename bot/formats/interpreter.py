"""另起一个解释器：和我们同一个、用我们用的那些库，环境里写的、别人放的一概不认。"""

import os
import signal
import subprocess
import sys
from pathlib import Path

STOPPED = frozenset({-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP})
"""How one ends that others stop, along with us: nothing is known of its work then."""
_HOUSE = str(Path(__file__).parents[2])
_BEGIN = "import os, sys; sys.path[:] = sys.argv.pop(1).split(os.pathsep)\n"


class Stopped(Exception):
    """The other interpreter was stopped from outside."""


def run(
    code: str, told: bytes, seconds: float, *arguments: object
) -> subprocess.CompletedProcess[bytes]:
    """Run `code` in an interpreter of its own, and hand it `told`.

    It finds what we find: our libraries may lie where the isolated one does not look
    by itself, in the folder of a user or of PYTHONPATH. Raises TimeoutExpired after so
    many seconds, and Stopped.
    """
    places = dict.fromkeys((_HOUSE, *filter(None, sys.path)))
    words = [sys.executable, "-I", "-W", "ignore", "-c", _BEGIN + code]
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [*words, os.pathsep.join(places), *map(str, arguments)],
        input=told,
        capture_output=True,
        timeout=seconds,
        check=False,
    )
    if done.returncode in STOPPED:
        raise Stopped
    return done
