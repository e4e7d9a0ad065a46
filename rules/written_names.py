"""写出来的名字：把一格里的称呼、职务、电话、序号去掉，剩下花名册上的名字。"""

import re
from collections.abc import Callable

SEPARATORS = re.compile(r"[、，,;；/|｜\n\r]+")
_JOINTS = re.compile(r"以及|[和及与跟·•+＋&＆]")
_PHONE = re.compile(r"(?:电话|手机|联系方式)?[:：]?(?<!\d)1[3-9]\d{9}(?!\d)")
_NUMBERING = re.compile(r"^[(（]?\d{1,2}(?:[.．、)）]|$)(?!\d)")
_LABEL = re.compile(r"^([^:：()（）]{1,20})[:：]")
_POST = (
    "书记|主任|局长|部长|科长|股长|处长|所长|站长|院长|校长|园长|队长|组长|镇长|乡长|区长|"
    "主席|会长|行长|董事长|经理|总监|委员|常委|会计|出纳|干事|科员|专员|办事员|联络员|"
    "总会计师|总工程师|总农艺师|工程师|主管|负责人|同志"
)
_POST_BEFORE = re.compile(rf"(?:{_POST}|[股科室处部办站所队组]|中心)$")
_POST_BEHIND = re.compile(rf"^[\u4e00-\u9fa5]{{0,4}}(?:{_POST})$")
_ONLY_POST = re.compile(rf"^[\u4e00-\u9fa5]{{0,10}}(?:{_POST})$")
_SHORTEST, _LONGEST = 2, 4
"""Characters that a Chinese name has; longer ones must be written alone."""


def names_in(
    text: str, known: Callable[[str], bool], unit: Callable[[str], str | None]
) -> list[str]:
    """Split a cell into written names, each once.

    `known` says whether the roster has a name, `unit` finds the unit that words mean.
    A space inside one name is no border. What is no name of the roster as it stands
    is looked at again without label, numbering, telephone number and post; whatever
    is none then either stays as written, so that the refusal shows it.
    """
    names: list[str] = []
    pieces = SEPARATORS.split(text)
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        parts = piece.split()
        if _is_further_post("".join(parts), "".join(following.split()), known, unit):
            continue
        if known("".join(parts)):
            names.append("".join(parts))
        elif parts:
            names.extend(_names(parts, known, unit))
    return list(dict.fromkeys(names))


def _is_further_post(
    piece: str,
    following: str,
    known: Callable[[str], bool],
    unit: Callable[[str], str | None],
) -> bool:
    """党组书记、局长梁振邦 is one person with two posts; 局长、梁振邦 may be two."""
    if not _ONLY_POST.match(piece) or known(following):
        return False
    named = _bare(piece, known, unit) is not None
    return not named and _with_post(following, known, unit) is not None


def _names(
    parts: list[str], known: Callable[[str], bool], unit: Callable[[str], str | None]
) -> list[str]:
    whole = "".join(parts)
    for pieces in (parts, [whole], _JOINTS.split(whole)):
        read = [_bare(piece, known, unit) for piece in pieces]
        if all(read):
            return [name for name in read if name]
    return [whole]


def _bare(
    piece: str, known: Callable[[str], bool], unit: Callable[[str], str | None]
) -> str | None:
    """Return the name in a piece, its unit in brackets where one is said; or None."""
    if known(_before_bracket(piece)):
        return piece
    label = _LABEL.match(piece)
    said = unit(label.group(1)) if label else None
    text = _PHONE.sub("", _NUMBERING.sub("", piece[label.end() :] if label else piece))
    text = text.strip("。.()（）")
    if not said and known(_before_bracket(text)):
        return text
    found = (text, "") if known(text) else _with_post(text, known, unit)
    if found is None:
        return None
    name, before = found
    place = said or before
    return f"{name}（{place}）" if place else name


def _before_bracket(text: str) -> str:
    return re.split(r"[(（]", text, maxsplit=1)[0]


def _with_post(
    text: str, known: Callable[[str], bool], unit: Callable[[str], str | None]
) -> tuple[str, str] | None:
    """Find the name beside a post or a unit: (name, unit), the longest name first."""
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        behind, name = text[:-length], text[-length:]
        if behind and known(name):
            place = unit(behind)
            if place or _POST_BEFORE.search(behind):
                return name, place or ""
        if known(text[:length]) and _POST_BEHIND.match(text[length:]):
            return text[:length], ""
    return None
