"""除了哪几项都同意：说的是其余的，点了名的一项也不在内，先读回再办。"""

import re
from dataclasses import dataclass

from rules.speech.agreeing import OF_ALL, PLAIN
from rules.speech.rulings import ruled
from rules.speech.subjects import subject_in
from rules.speech.targets import CODE, code_of
from rules.writing.text import fold, tidy

BREAKS = re.compile(r"[,;。!，；！\n]+")

RUN = r"本项(?:(?:\s?[、和与及跟/]\s?|\s)?本项)*\s?"
BUT = re.compile(
    rf"(?P<but>(?:但|只是|不过)?(?:除(?:了|去|开|却)?|不含|不包括)\s?{RUN}(?:[以之]?外)?|{RUN}(?:除外|[以之]外))"
    r"(?:的|\s)*(?P<rest>.*)"
)
"""除了5-001都同意, 5-001除外: what is named is left out."""

OF_REST = re.compile(
    r"(?:其余|其他|其它|别的|剩下|余下|另外)(?:的|[几\d一二三四五六七八九十]*[项个条件])*(?:申请|事项)?"
    r"(?:都|全都|全部|全|均|也|一律|一并|就)*(?:予以|给予)?(?:同意|批准|准许|签字|通过)"
    r"(?:了|吧|销[号账]|延期|申请|啊|\s)*"
)
"""其余都同意: a consent to what was not spoken of before."""

AGREED = re.compile(r"(?<![不没未先暂])(?:同意|批准|准予|准许|可以|通过)")
"""5-001同意，其余也同意: nothing is left out."""


@dataclass(frozen=True)
class Rest:
    """A consent to all that waits but `codes`; `ruling`: what is said of these, or ""."""

    codes: tuple[str, ...]
    ruling: str
    subject: str


@dataclass(frozen=True)
class _Clause:
    """A clause as it was written; folded, each code as 本项; and which codes it names."""

    text: str
    plain: str
    codes: tuple[str, ...]

    @property
    def is_taken_in(self) -> bool:
        """Say whether the codes stand alone, or are agreed to themselves."""
        bare = not self.plain.replace("本项", "").strip("、和与及跟/ ")
        return bare or bool(AGREED.search(self.plain))


def of_rest(text: str) -> Rest | None:
    """What agrees to the rest of all that waits; None for other words.

    Whatever is named behind 都同意 with words of its own is left out too: 都同意，
    5-001再看看 grants 5-001 to nobody.
    """
    clauses = [made for one in BREAKS.split(tidy(text)) for made in _clauses(one)]
    consents = [one for one in clauses if _agrees(one.plain)]
    if len(consents) != 1:
        return None
    at = clauses.index(consents[0])
    others = clauses[:at] + clauses[at + 1 :]
    named = [one for one in others if one.codes]
    rest = bool(OF_REST.fullmatch(consents[0].plain))
    left = rest or all(_leaves_out(one, clauses.index(one) > at) for one in named)
    if not (named or rest) or not left or any(one.is_taken_in for one in named):
        return None
    codes = tuple(dict.fromkeys(code for one in named for code in one.codes))
    spoken = "，".join(one.text for one in others)
    if not named and not all(PLAIN.fullmatch(one.plain) for one in others):
        return None
    return Rest(codes, _ruling(others, spoken), subject_in(consents[0].plain))


def _clauses(text: str) -> list[_Clause]:
    """A clause, parted behind an exception that stands right before the consent."""
    folded = fold(text)
    plain = CODE.sub("本项", folded).strip()
    codes = tuple(code_of(one) for one in CODE.finditer(folded))
    glued = BUT.fullmatch(plain)
    if glued and glued["rest"] and _agrees(glued["rest"]):
        return [
            _Clause(text, glued["but"], codes),
            _Clause(glued["rest"], glued["rest"], ()),
        ]
    return [_Clause(text, plain, codes)] if plain else []


def _agrees(plain: str) -> bool:
    return bool(OF_ALL.fullmatch(plain) or OF_REST.fullmatch(plain))


def _leaves_out(clause: _Clause, behind: bool) -> bool:
    return behind or bool(BUT.fullmatch(clause.plain))


def _ruling(others: list[_Clause], spoken: str) -> str:
    """What sends back those that are named (5-001退回), where the words do."""
    if any(BUT.fullmatch(one.plain) for one in others):
        return ""
    said = ruled(CODE.sub("", fold(spoken)))
    return spoken if said and said.command == "return_" else ""
