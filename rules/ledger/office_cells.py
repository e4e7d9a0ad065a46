"""责任部门和责任人合写一栏的表：一格里的科室名不是人，后面的才是。"""

import re
from collections.abc import Callable

_HEADER = re.compile(
    r"(?:部门|[科股处]室|单位)[及和与、/／兼]?[\u4e00-\u9fa5]{0,2}(?:责任|负责|经办|承办)人员?"
    r"|领导.*(?:部门|[科股处]室)|(?:部门|[科股处]室).*领导"
)
_OFFICE = re.compile(
    r"(?<![^\s、，,;；/／|｜])"
    r"(?:(?:责任|牵头)(?:部门|[科股处]室)[:：]\s*)?(?!责任|牵头)"
    r"[\u4e00-\u9fa5]{2,12}(?:[股室处部办站所队]|(?<!登)科|中心)"
    r"(?:[\s、，,;；:：/／|｜]+|$)"
)
"""An office that stands alone: 计财股 over 王磊, 计财股、王磊; 登科 ends a name."""


def over_offices(header: str) -> bool:
    """Say whether a header asks for an office and for the persons in it."""
    return _HEADER.search("".join(header.split())) is not None


def without_offices(text: str, is_somebody: Callable[[str], bool]) -> str:
    """Leave out the offices of a cell; one that names nobody else stays as it is."""
    rest = _OFFICE.sub(lambda found: _kept(found[0], is_somebody), text).strip()
    return rest or text


def _kept(words: str, is_somebody: Callable[[str], bool]) -> str:
    name = words.strip(" \t\r\n\u3000、，,;；:：/／|｜")
    return words if is_somebody(name) else ""
