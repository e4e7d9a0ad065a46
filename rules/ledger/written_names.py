"""写出来的名字：把一格里的称呼、职务、电话、序号去掉，剩下花名册上的名字。"""

import re
from collections.abc import Callable

from rules.ledger.cells import plain

SEPARATORS = re.compile(r"[、，,;；/\\|｜\n\r①-⑳⑴-⒇]+")
_JOINTS = re.compile(r"以及|[和及与跟·•+＋&＆—–-]")
_PHONE = re.compile(
    r"(?:联系)?(?:电话|手机|方式)?号?码?[:：]?"
    r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-－—]\d{7,8})(?!\d)"
)
_BRACKET = re.compile(r"[(（]([^()（）]*)[)）]")
_CLOSED = re.compile(
    r"(?<=[^\s、，,;；])([(（][^()（）]*[)）])(?=(?!等)[\u4e00-\u9fa5])"
)
"""A bracket behind a name with another name right after it: 甲（主任）乙（科长）."""

_SPACED = re.compile(
    r"(?<![\u4e00-\u9fa5])([\u4e00-\u9fa5])[^\S\n]+([\u4e00-\u9fa5])(?![\u4e00-\u9fa5])"
)
"""Two characters with space between and around them are one name: 王 磊."""

_NUMBERING = re.compile(r"^[(（]?\d{1,2}(?:[.．、)）]|$)(?!\d)")
_LABEL = re.compile(r"^([^:：()（）]{1,20})[:：]")
_POST = (
    "书记|主任|局长|部长|科长|股长|处长|所长|站长|院长|校长|园长|队长|组长|镇长|乡长|区长|"
    "主席|会长|行长|董事长|经理|总监|委员|常委|会计|出纳|干事|科员|专员|办事员|联络员|"
    "总会计师|总工程师|总农艺师|工程师|主管|负责人|同志|成员|巡视员|调研员|秘书长|秘书|"
    "馆长|台长|社长|庭长|政委|指导员|教导员|总工|总编"
)
_DUTY = "(?:牵头|配合|主办|协办|承办|经办|协助|负责|责任|主责|分管|包抓|联系)"
_POST_BEFORE = re.compile(
    rf"(?:{_POST}|[股科室处部办站所队组]|中心|{_DUTY}(?:人|领导)?|^由)$"
)
_DUTY_BEFORE = re.compile(rf"^[(（]{_DUTY}(?:人|领导)?[)）]")
"""（牵头）王磊 is 王磊（牵头）."""

_POST_BEHIND = re.compile(
    rf"^(?![等及和与])(?:[\u4e00-\u9fa5]{{0,4}}(?:{_POST})|(?:同志)?(?:具体)?{_DUTY})$"
)
_RANK = "(?:常务|副|正|[一二三四]级|高级|党组|党委|党工委|党支部|党总支|班子|领导)*"
ONLY_POST = re.compile(
    r"^(?:[\u4e00-\u9fa5]{0,10}[局委组股科室处部办站所队镇乡街区会校院中心支行])?"
    rf"{_RANK}(?:{_POST})$"
)
"""A post with nobody's name: 李主任 is somebody."""

_THEM = "(?:同志|人员|干部|负责人|责任人|成员|部门|[股科处]室|单位|班子|人)"
OTHERS = re.compile(
    rf"(?:等(?:(?:\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})?[名位个]?"
    rf"(?:[\u4e00-\u9fa5]{{0,6}}{_THEM})?)"
    rf"|[及和与](?:其他|其余|相关|有关|各|全体|班子)[\u4e00-\u9fa5]{{0,8}}{_THEM}"
    rf"|[及和与][\u4e00-\u9fa5]{{1,8}}(?:全体|有关|相关)[\u4e00-\u9fa5]{{0,8}}{_THEM}"
    r")[。.]?(?:[(（][^()（）]{0,40}[)）])?$"
)
"""What stands behind a name for those who are not named: 等3人, 及有关股室负责人."""

_OTHERS_APART = re.compile(r"(?<=[^\s、，,])[\s、，,]+(?=等)")
"""What parts 等 from the name that it belongs to: 邓佳宁、等."""

_POST_LINE = re.compile(
    rf"^((?:.*[、，,;；\n])?[\u4e00-\u9fa5]*(?:{_POST}))[:：]?[^\S\n]*\n\s*",
    re.MULTILINE,
)
_BRACKET_LINE = re.compile(r"\n\s*(?=[(（])|(?<=[:：])\s*\n\s*")
"""A line break within what is said of one person: before a bracket, after a label."""
_TAIL = re.compile(r"^([^()（）]+)[(（]([^()（）]+)[)）]$")
_BESIDE = r"([\u4e00-\u9fa5]{{2,16}})[ \u3000]?{0}|{0}([\u4e00-\u9fa5]{{2,16}})"
"""Characters right before or behind a name: 村建办主任李明."""

_DOTS = re.compile(r"(?<=[\u4e00-\u9fa5])[•‧∙・．.](?=[\u4e00-\u9fa5])")
"""What people type for the point within a name: 买买提•艾力."""

INSIDE = "\x00"
"""Stands for a separator within brackets while a cell is parted."""

_SHORTEST, _LONGEST = 2, 4
"""Characters that a Chinese name has; longer ones must be written alone."""


def names_in(
    text: str, known: Callable[[str], bool], unit: Callable[[str], str | None]
) -> list[str]:
    """Split a cell into written names, each once.

    `known` says whether the roster has a name, `unit` finds the unit that words mean.
    A space inside one name is no border, nor is what stands in brackets. What is no
    name of the roster as it stands is looked at again without label, numbering,
    telephone number and post; whatever is none then either stays as written, so that
    the refusal shows it.
    """
    names: list[str] = []
    pieces = _pieces(text)
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        parts = _without_phones(piece.split(), bool(names))
        if _is_further_post("".join(parts), "".join(following.split()), known, unit):
            continue
        if known("".join(parts)):
            names.append("".join(parts))
        elif parts:
            names.extend(_names(parts, known, unit))
    return list(dict.fromkeys(names))


def _pieces(text: str) -> list[str]:
    """Part a cell where names end; the separators within brackets part nothing."""
    text = _OTHERS_APART.sub("", text)
    if not any(sign in text for sign in "(（ \u3000\xa0\n"):
        return SEPARATORS.split(text)
    text = _BRACKET_LINE.sub("", _POST_LINE.sub(_without_break, text))
    spaced = _SPACED.sub(r"\1\2", _CLOSED.sub(r"\1、", text))
    whole = _BRACKET.sub(
        lambda found: SEPARATORS.sub(INSIDE, "".join(found.group().split())), spaced
    )
    return [piece.replace(INSIDE, "、") for piece in SEPARATORS.split(whole)]


def _without_break(found: re.Match[str]) -> str:
    """Join a line that is only a post with the name on the next one."""
    post = SEPARATORS.split(found.group(1))[-1]
    return found.group(1) if ONLY_POST.match(post) else found.group()


def _without_phones(parts: list[str], named: bool) -> list[str]:
    """Leave out what is only a telephone number, where a name stands beside it."""
    if len(parts) < 2 and not named:
        return parts
    return [part for part in parts if not _PHONE.fullmatch(part)]


def _is_further_post(
    piece: str,
    following: str,
    known: Callable[[str], bool],
    unit: Callable[[str], str | None],
) -> bool:
    """党组书记、局长梁振邦 is one person with two posts; 局长、梁振邦 may be two."""
    if not ONLY_POST.match(piece) or known(following):
        return False
    named = _bare(piece, known, unit) is not None
    label = _LABEL.match(following)
    posted = bool(label and ONLY_POST.match(label.group(1)))
    return not named and (posted or _with_post(following, known, unit) is not None)


def _names(
    parts: list[str], known: Callable[[str], bool], unit: Callable[[str], str | None]
) -> list[str]:
    whole = "".join(parts)
    inside = _bracketed(whole)
    for pieces in (inside, parts, [whole], _JOINTS.split(whole), inside[1:]):
        read = [_bare(piece, known, unit) for piece in pieces]
        if read and all(read):
            return [name for name in read if name]
    return _joined(whole, lambda piece: _bare(piece, known, unit)) or [whole]


def _joined(whole: str, read: Callable[[str], str | None]) -> list[str]:
    """Part names at some of the joints only: 欧阳修远及和平 has a name with 和 in it."""
    for joint in _JOINTS.finditer(whole):
        first, rest = read(whole[: joint.start()]), whole[joint.end() :]
        last = read(rest) if first and rest else None
        others = [last] if last else _joined(rest, read) if first else []
        if first and others:
            return [first, *others]
    return []


def _bracketed(whole: str) -> list[str]:
    """Part 王磊（石海涛）, and 计财股（王磊、石海涛） where the first is no name."""
    found = _TAIL.match(whole)
    return [found.group(1), *SEPARATORS.split(found.group(2))] if found else []


def before_others(text: str, known: Callable[[str], bool]) -> str:
    """Return the words before 等 or 及有关股室负责人; '' where somebody is named in it."""
    others = OTHERS.search(text)
    return (
        text[: others.start()] if others and not _holds_name(others[0], known) else ""
    )


def _bare(
    piece: str, known: Callable[[str], bool], unit: Callable[[str], str | None]
) -> str | None:
    """Return the name in a piece, with 等 where others stand behind it; or None."""
    name = _alone(piece, known, unit)
    before = before_others(piece, known) if name is None else ""
    name = _alone(before, known, unit) if before else name
    return f"{name}{piece[len(before) :]}" if name and before else name


def _alone(
    piece: str, known: Callable[[str], bool], unit: Callable[[str], str | None]
) -> str | None:
    """Return the name in a piece, its unit in brackets where one is said; or None."""
    if known(before_bracket(piece)):
        return piece
    piece = _PHONE.sub("", piece) or piece
    label = _LABEL.match(piece)
    said = unit(label.group(1)) if label else None
    text = _PHONE.sub("", _NUMBERING.sub("", piece[label.end() :] if label else piece))
    text = _DUTY_BEFORE.sub("", text).strip("。.")
    text = text if _TAIL.match(text) else text.strip("。.()（）")
    if not said and known(before_bracket(text)):
        return text
    found = (text, "") if known(text) else _with_post(text, known, unit)
    if found is None:
        return None
    name, before = found
    place = said or before
    return f"{name}（{place}）" if place else name


def before_bracket(text: str) -> str:
    """Return the words before the first bracket."""
    return re.split(r"[(（]", text, maxsplit=1)[0]


def _holds_name(text: str, known: Callable[[str], bool]) -> bool:
    spans = (
        text[start : start + length]
        for start in range(len(text))
        for length in range(_SHORTEST, _LONGEST + 1)
        if start + length <= len(text)
    )
    return any(known(span) for span in spans)


def _with_post(
    text: str, known: Callable[[str], bool], unit: Callable[[str], str | None]
) -> tuple[str, str] | None:
    """Find the name beside a post or a unit: (name, unit), the longest name first.

    Where the words beside it hold somebody else's name, a border is missing.
    """
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        behind, name = text[:-length], text[-length:]
        if behind and known(name):
            place = unit(behind)
            if place or (
                _POST_BEFORE.search(behind) and not _holds_name(behind, known)
            ):
                return name, place or ""
        after = text[length:]
        if known(text[:length]) and _POST_BEHIND.match(after):
            return None if _holds_name(after, known) else (text[:length], "")
    return None


def posts_beside(name: str, text: str) -> list[str]:
    """Return what stands right beside a name, 村建办主任李明, each time it comes."""
    beside = re.compile(_BESIDE.format(re.escape(name)))
    pieces = (piece for piece in SEPARATORS.split(text) if name in piece)
    found = (beside.search(piece) for piece in pieces)
    return [one.group(1) or one.group(2) if one else "" for one in found]


def written_name(written: object) -> str:
    """Write a name so that it can be compared: half width, one kind of point."""
    return _DOTS.sub("·", plain(written))
