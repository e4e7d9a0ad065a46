"""写错了人：“5-004 责任人写错了，应该是石海涛”，是哪个职责、原来是谁、现在是谁。"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from rules.writing.text import NAME_LETTERS, fold, tidy

FIELDS = {
    "责任人": "责任人",
    "经办人": "责任人",
    "承办人": "责任人",
    "责任领导": "责任领导",
    "分管领导": "责任领导",
}
"""How a post on a finding is called → the field of 更正."""

POST = rf"(?:本项|这项|该项)?的?(?P<post>{'|'.join(FIELDS)})"
NAME = rf"(?![没未不错已])[{NAME_LETTERS}]{{2,4}}?"
WRONG = r"(?:的?名字|姓名)?(?:[写填报登录弄搞记]错(?:人|了)*|有误|不对|错了|有错)"
WAS = rf"(?:(?:不是|并非|不应是|不该是)(?P<former>{NAME})(?:同志)?[\s,，;；]*)?"
IS = r"(?:实际)?(?:应该?|应当|实际|其实|正确的?)*(?:是|为)"
NOT = rf"(?:[\s,，;；]*(?:而)?(?:不是|并非)(?P<unlike>{NAME})(?:同志)?)?"
END = r"(?:才对|的|吧|啊|了|请更正|请改正|请修改|更正一下|改一下|[\s,，。.!！])*"

WRITTEN_WRONG = re.compile(
    rf"{POST}{WRONG}[\s,，;；:：。]*{WAS}(?:{IS}|改为|改成)(?P<name>{NAME})(?:同志)?{NOT}{END}"
)
UNSAID = re.compile(rf"{POST}{WRONG}{END}")
"""责任领导写错了: who is right is still to be asked."""

OUGHT = re.compile(rf"{POST}(?:应该?|应当)(?:是|为)(?P<name>{NAME})(?:同志)?{NOT}{END}")
NOT_BUT = re.compile(
    rf"{POST}(?:不是|并非)(?P<former>{NAME})(?:同志)?[\s,，;；]*(?:而|应该?|应当)*是(?P<name>{NAME})(?:同志)?{END}"
    rf"|{POST.replace('post', 'named')}是(?P<right>{NAME})(?:同志)?[\s,，;；]*"
    rf"而?(?:不是|并非)(?P<unlike>{NAME})(?:同志)?{END}"
)


@dataclass(frozen=True)
class Correction:
    """Which post on a finding is somebody else's than is written, and whose before.

    `name` is "" where only the mistake is told.
    """

    field: str
    name: str
    former: str = ""


def corrected(text: str) -> Correction | None:
    """What a sentence about a finding says of its people; None for other words."""
    plain = tidy(fold(text))
    for pattern in (WRITTEN_WRONG, OUGHT, NOT_BUT):
        found = pattern.fullmatch(plain)
        if found:
            said = found.groupdict()
            former = said.get("former") or said.get("unlike") or ""
            name = said.get("name") or said.get("right") or ""
            return Correction(FIELDS[said.get("post") or said["named"]], name, former)
    unsaid = UNSAID.fullmatch(plain)
    return Correction(FIELDS[unsaid["post"]], "") if unsaid else None


TITLED = re.compile(
    r"(?P<surname>[\u3400-\u9fff]{1,2})(?P<post>书记|[副局科股部站镇院校组处]长|主任|董事长)"
)


class Titled(NamedTuple):
    """Somebody who is called by a surname and a post: 欧阳局长."""

    surname: str
    post: str


def titled(name: str) -> Titled | None:
    """Read a surname with a post; None for any other name."""
    found = TITLED.fullmatch(name)
    return Titled(found["surname"], found["post"]) if found else None
