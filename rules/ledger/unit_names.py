"""单位的简称：教体局说的是区教育体育局；只可能是一个才认，认了要说出来。"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from rules.ledger.cells import plain

_LEVEL = re.compile(r"^(?:[\u4e00-\u9fa5]{2,3})??([省市州区县旗])(?=..)")
_BODY = re.compile(r"(?:党组|党委|党工委|党总支|党支部)$")
_OFFICE = re.compile(r"^(?:委|政府)(?=...)")
"""区委组织部 is said as 组织部."""

_ENDS = (
    ("街道办事处", "街道"),
    ("街道办", "街道"),
    ("镇人民政府", "镇"),
    ("镇政府", "镇"),
    ("乡人民政府", "乡"),
    ("乡政府", "乡"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("中学", "中"),
    ("集团有限责任公司", "集团"),
    ("集团股份有限公司", "集团"),
    ("集团有限公司", "集团"),
    ("集团公司", "集团"),
    ("有限责任公司", "公司"),
    ("有限公司", "公司"),
)
"""Endings that say the same."""

SHORTEST = 3
_NO_NUMERAL = "[^一二三四五六七八九十百0-9]"
_SKIPS_WORDS = "局院团"
"""农业局 leaves out a whole word of 农业农村局, 县医院 of 县人民医院, 城投集团 more;
政府办 is no 政府信访办, nor 县一中 县十一中学."""

_OF_ANY = "(?:第|人民医?|级人民法?|医)?"
"""What is left out of 县医院 and 县中院; 县中医院 alone is no 县医院."""

Reading = tuple[str, str]
"""A level (区, or none) and the name behind it."""

_RENAMED = re.compile(
    r"^([^()]+)[(](?:(?:原(?![料种油煤])名?|曾用名|原称):?([^()]+)|现名?:?([^()]+))[)]$"
)
"""In half width, what says of a unit how it was called before, or is called now."""


_UNIT = (
    r"(?:中共)?[\u4e00-\u9fa5]{1,16}?"
    r"(?:(?<![大开格布全])局|镇|乡|街道|公司|集团|医院|法院|检察院|委员会|[党工]委|党组"
    r"|(?<=[省市县区旗])[\u4e00-\u9fa5]{1,8}[委办院会])(?:党组|党委)?"
)
_LIKE_UNIT = re.compile(_UNIT)
_IN_TITLE = re.compile(
    rf"({_UNIT})(?:关于|落实|巡察|巡视|整改|问题|反馈|第|花?名册|人员|联)"
)
_WITHIN = re.compile(
    r"[本局委院校镇乡]?(?:公司|集团|街道)?(?:机关|基层|直属)?(?:党工?委|党组|工委)"
    r"|(?:各|所属|下属|直属|基层|[省市县区旗]属|[一二三四五六七八九]是).*"
)
"""What lies within a unit, or is said of units of a kind."""

OF_A_LEVEL = re.compile(r"[省市县区旗]")
"""How no office within a unit is called."""


def is_like_unit(words: str) -> bool:
    """Say whether words look like the name of a unit, known or not."""
    return bool(_LIKE_UNIT.fullmatch(words)) and not _WITHIN.fullmatch(words)


def unit_in_title(words: str) -> str:
    """Return what looks like a unit where a title begins: 区水利局整改台账; else ''."""
    found = _IN_TITLE.match(words)
    return found.group(1) if found else ""


def meant(written: str, units: Iterable[str]) -> list[str]:
    """Return the units that a short name can mean; the whole name less its level first.

    A short name begins and ends like the unit's and has its characters in order. One
    that says another level, or less than three characters, means none.
    """
    said = _readings(_BODY.sub("", plain(written).removeprefix("中共")))
    known = tuple(units)
    read = _by_ends(known)

    def found(fits: Callable[[str, str], bool]) -> list[str]:
        meant = {
            unit
            for one in filter(_name, said)
            for unit, name in read.get(_ends(one), ())
            if _alike(one, name, fits)
        }
        return [unit for unit in known if unit in meant] if meant else []

    return found(_is_whole) or (found(_is_surely_short) and found(_is_short))


@lru_cache(maxsize=8)
def _by_ends(
    units: tuple[str, ...],
) -> dict[tuple[str, str], list[tuple[str, Reading]]]:
    """How each unit can be called, by first and last character: a short name has both.

    A ledger asks of the same ones again and again, and may name thousands unknown.
    """
    names = {unit: plain(unit) for unit in units}
    places = _places(names.values())
    found: dict[tuple[str, str], list[tuple[str, Reading]]] = {}
    for unit, name in names.items():
        for one in filter(_name, [*_readings(name), *_without_place(name, places)]):
            found.setdefault(_ends(one), []).append((unit, one))
    return found


def _name(reading: Reading) -> str:
    return reading[1]


def _ends(reading: Reading) -> tuple[str, str]:
    return reading[1][0], reading[1][-1]


def _readings(name: str) -> list[Reading]:
    """How a name can be parted: 市监局 may have no level, 市教育局 one."""
    whole = _ended(name)
    found = _LEVEL.match(name)
    if not found:
        return [("", whole)]
    behind = _ended(name[found.end() :])
    read = [("", whole), (found.group(1), behind)]
    if _OFFICE.match(behind):
        read.append((found.group(1), _OFFICE.sub("", behind)))
    return read


def _places(names: Iterable[str]) -> set[str]:
    """Return the places that units are called by: 云岭 of 云岭县教育局."""
    found = filter(None, map(_LEVEL.match, names))
    return {one.group()[:-1] for one in found} - {""}


def _without_place(name: str, places: set[str]) -> list[Reading]:
    """How people of the place call a unit: 县人民医院, 城市建设投资集团."""
    return [
        ("", _ended(name.removeprefix(place)))
        for place in sorted(places)
        if name.startswith(place)
    ]


def _ended(name: str) -> str:
    for end, usual in _ENDS:
        if name.endswith(end):
            return name.removesuffix(end) + usual
    return name


def _alike(said: Reading, unit: Reading, fits: Callable[[str, str], bool]) -> bool:
    levels = {said[0], unit[0]} - {""}
    return len(levels) < 2 and fits(said[1], unit[1])


def _is_whole(short: str, name: str) -> bool:
    return short == name and len(short) >= SHORTEST


def _is_short(short: str, name: str) -> bool:
    if not SHORTEST <= len(short) < len(name) or short[0] != name[0]:
        return False
    if short[-1] != name[-1]:
        return False
    between = _NO_NUMERAL + ("*" if short[-1] in _SKIPS_WORDS else "?")
    return _leaves_out(between, short, name)


def _is_surely_short(short: str, name: str) -> bool:
    if not short.endswith("院"):
        return _is_short(short, name)
    return len(short) >= SHORTEST and _leaves_out(_OF_ANY, short, name)


def _leaves_out(between: str, short: str, name: str) -> bool:
    return _pattern(between, short).fullmatch(name) is not None


@lru_cache(maxsize=256)
def _pattern(between: str, short: str) -> re.Pattern[str]:
    """One short name is held against many units."""
    return re.compile(between.join(map(re.escape, short)))


def named_now(text: str) -> str:
    """Return the name that a unit has now: 区教育局(原教体局), 教体局(现区教育局)."""
    found = _RENAMED.match(text)
    return (found.group(3) or found.group(1)) if found else text
