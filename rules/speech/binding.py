"""落在哪一项：按证据的先后定，只有一个可能才定，不然就问；写错一项是最坏的错。"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.speech.said import Said
from rules.speech.targets import Target

COMPETING = timedelta(minutes=30)
"""Lists delivered within this time compete for what a number means (decisions.md 21)."""


@dataclass(frozen=True)
class Shown:
    """A numbered list that reached somebody: which number means which code."""

    at: datetime
    kind: str
    items: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Scene:
    """What the sender has before their eyes.

    `own` are the sender's open codes in due order, `shown` the lists of the last day,
    newest first, `quoted` the codes in a quoted text, `card` the code of a pressed card.
    """

    own: tuple[str, ...]
    shown: tuple[Shown, ...] = ()
    quoted: tuple[str, ...] = ()
    card: str | None = None


@dataclass(frozen=True)
class Bound:
    """The one finding that the words are about."""

    said: Said
    code: str


@dataclass(frozen=True)
class AskItem:
    """It cannot be known: ask, with these choices."""

    said: tuple[Said, ...]
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Unknown:
    """Words that point at nothing; `reason` is the refusal's word."""

    said: Said
    reason: str
    missing: Target | None = None
    """What is not found, where it is not what the words are about."""


Binding = Bound | AskItem | Unknown


def bind(said: Said, scene: Scene, now: datetime) -> Binding:
    """Find the finding by the order of evidence.

    Pressed card, code in the text, code in the quoted text, number of the last list,
    the single open finding; anything else is asked.
    """
    if scene.card is not None:
        return Bound(said, scene.card)
    target = said.target
    if target.kind == "code":
        return Bound(said, target.code)
    if target.kind == "several":
        return AskItem((said,), tuple(target.code.split("|")))
    if target.kind == "with":
        here = scene.quoted or (scene.own if len(scene.own) == 1 else ())
        return AskItem((said,), tuple(dict.fromkeys((*here, target.code))))
    if target.kind == "rest":
        return _of_the_rest(said, scene, now)
    if target.kind == "number" and target.number is not None:
        return _within_quoted(_numbered(said, target, scene, now), scene.quoted)
    if len(scene.quoted) == 1:
        return Bound(said, scene.quoted[0])
    if len(scene.quoted) > 1:
        return AskItem((said,), scene.quoted)
    if len(scene.own) == 1:
        return Bound(said, scene.own[0])
    return AskItem((said,), scene.own)


def _of_the_rest(said: Said, scene: Scene, now: datetime) -> Binding:
    """What is left of the sender's own, where it is known which are left out."""
    left = set(said.target.code.split("|"))
    for place in said.numbers:
        bound = _numbered(said, Target("number", number=place), scene, now)
        if not isinstance(bound, Bound):
            return Unknown(said, "unknown_item", Target("number", number=place))
        left.add(bound.code)
    unknown = [code for code in left if code and code not in scene.own]
    if unknown and scene.own:
        return Unknown(said, "unknown_code", Target("code", min(unknown)))
    rest = tuple(code for code in scene.own if code not in left)
    return Bound(said, rest[0]) if len(rest) == 1 else AskItem((said,), rest)


def _within_quoted(bound: Binding, quoted: tuple[str, ...]) -> Binding:
    """Ask where a number means a finding of a list, and what is quoted is another one."""
    if not quoted or not isinstance(bound, Bound) or bound.code in quoted:
        return bound
    return AskItem((bound.said,), (*quoted, bound.code))


def _numbered(said: Said, target: Target, scene: Scene, now: datetime) -> Binding:
    """A number means a place in the lists that compete, or a finding's own number.

    The latter where it was said so (50号) or where no list is as long.
    """
    wanted = target.number
    lists = _competing(scene.shown, now)
    meant = {
        code for shown in lists for number, code in shown.items if number == wanted
    }
    named = _by_own_number(wanted or 0, scene.own)
    if target.explicit and named and meant and meant != {named}:
        return AskItem((said,), (*sorted(meant), named))
    if len(meant) == 1:
        return Bound(said, meant.pop())
    if len(meant) > 1:
        return AskItem((said,), tuple(sorted(meant)))
    beyond = all((wanted or 0) > len(shown.items) for shown in lists)
    if named and (target.explicit or beyond):
        return Bound(said, named)
    return Unknown(said, "unknown_item")


def _competing(shown: tuple[Shown, ...], now: datetime) -> list[Shown]:
    """The lists of the last half hour, or only the newest one where none is fresh."""
    fresh = [entry for entry in shown if now - entry.at <= COMPETING]
    return fresh or list(shown[:1])


def _by_own_number(wanted: int, own: tuple[str, ...]) -> str | None:
    found = [code for code in own if int(code.rpartition("-")[2]) == wanted]
    return found[0] if len(found) == 1 else None
