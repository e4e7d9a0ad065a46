"""show：看一项的全部；编号照聊天里的写法也认。"""

import json
from argparse import Namespace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.commands.desk import Desk, open_desk, say
from handlers.views import showing
from models import findings
from models.ledger import Finding
from rules.errors import UnknownName
from rules.speech import targets
from rules.vocabulary import (
    ExtensionStatus,
    Light,
    Means,
    NoticeStatus,
    Role,
    Status,
    Word,
)
from rules.writing.text import fold


def show(options: Namespace) -> int:
    """Show one finding; UnknownName where there is none of this code."""
    with open_desk(options) as desk:
        found = desk.lane.read_sync(lambda s: _document(desk, s, options.code))
    say(
        json.dumps(found, ensure_ascii=False, indent=1)
        if options.json
        else "\n".join(_plain(found))
    )
    return 0


def finding(session: Session, text: str) -> Finding:
    """The finding of a code, written as people may type it: 5-023, 5-23, 5轮23号."""
    found = findings.by_code(session, text.strip())
    rounds = frozenset(findings.round_codes(session))
    codes = targets.codes_in(fold(text), rounds)
    if found is None and len(codes) == 1:
        found = findings.by_code(session, codes[0])
    if found is None:
        raise UnknownName(f"台账里没有 {text}：请核对编号，例如 5-023")
    return found


def _document(desk: Desk, session: Session, code: str) -> dict[str, object]:
    return showing.document(desk.context(session), finding(session, code))


def _plain(found: dict[str, Any]) -> list[str]:
    """The lines for people's eyes: the code words of the JSON in Chinese."""
    light = _word(Light, found["light"]) if found["light"] else ""
    state = (found["unit"], found["category"], _word(Status, found["status"]), light)
    named = [f"{one['name']}（{_word(Role, one['role'])}）" for one in found["people"]]
    return [
        f"{found['code']} {found['title']}",
        "，".join(filter(None, state)),
        f"期限 {found['due_on'] or '无'}（原文：{found['due_text'] or '无'}）{_late(found)}",
        f"人员：{'、'.join(named)}",
        *_done(found),
        *_told(found),
        f"流水 {found['journal_length']} 条",
    ]


def _late(found: dict[str, Any]) -> str:
    """By how much it is late; nothing of what is not."""
    late = found["overdue_days"]
    return f"，已逾期{late}个工作日" if late else ""


def _done(found: dict[str, Any]) -> list[str]:
    """What was to be done, and what was done."""
    return [
        *(
            f"措施{one['position']}：{one['text']}"
            f"（{'已完成' if one['done'] else '未完成'}）"
            for one in found["measures"]
        ),
        *(
            f"进展 {_at(one)} {one['userid']}：{one['text']}"
            for one in found["progress"]
        ),
        *(
            f"材料 {_at(one)} {one['name']} {one['size']}字节"
            for one in found["evidence"]
        ),
        *(
            f"督查 {_at(one)} {_word(Means, one['kind'])} {one['by']}：{one['text']}"
            f"（{one['verdict'] or '未下结论'}）"
            for one in found["visits"]
        ),
    ]


def _told(found: dict[str, Any]) -> list[str]:
    """What was asked for, and who was or will be told."""
    return [
        *(
            f"延期 {one['old_due_on']} → {one['new_due_on']}"
            f" {_word(ExtensionStatus, one['status'])}：{one['reason']}"
            for one in found["extensions"]
        ),
        *(
            f"通知 {_at(one)} {one['to']} {one['step']}"
            f" {_word(NoticeStatus, one['status'])}{_because(one)}"
            for one in found["notices"]
        ),
    ]


def _because(notice: dict[str, Any]) -> str:
    """Why somebody is told, or was not after all."""
    reason = notice["reason"] or notice["why"]
    return f"（{reason}）" if reason else ""


def _word(words: type[Word], value: str) -> str:
    return words(value).label


def _at(entry: dict[str, Any]) -> str:
    return datetime.fromisoformat(entry["at"]).strftime("%Y-%m-%d %H:%M")
