"""对话对照：每一轮从正门演一遍，看写下了什么，写出 build/transcripts.json（make transcripts）。"""

import asyncio
import json
import sys
import tempfile
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session

from bot.logs import quiet
from models import findings, organisation
from models.ledger import Evidence, Finding, Measure, Progress, Responsibility, Round
from models.mailbox import Shown
from models.staffing import Staffing
from rules.vocabulary import Clock, ReportKind, Role, Status
from scripts import effects
from scripts.theatre import Theatre, open_theatre

DEFAULT = Path("tests/data/chat.jsonl")
SAMPLES = Path("tests/data")
TARGET = Path("build/transcripts.json")
STUB = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"0" * 64
ROLES = {
    "经办人": Role.RESPONSIBLE_PERSON,
    "责任人": Role.RESPONSIBLE_PERSON,
    "责任领导": Role.RESPONSIBLE_LEADER,
    "主要负责人": Role.PRINCIPAL,
    "联络员": Role.LIAISON,
    "巡察办": Role.OFFICE,
    "巡察组": Role.TEAM,
    "领导小组": Role.LEADING_GROUP,
}


def main(arguments: list[str]) -> int:
    """Play every turn; 1 if any is wrong."""
    quiet()
    path = Path(arguments[0]) if arguments and arguments[0] else DEFAULT
    turns = [
        json.loads(line)
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]
    rows = asyncio.run(play_all(turns))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    report(turns, rows)
    return int(any(row["verdict"] == "wrong" for row in rows))


def report(turns: list[dict[str, Any]], rows: list[dict[str, Any]]) -> None:
    """Print a table by class, and every turn that is not right."""
    verdicts = ("right", "asked", "refused", "missing", "wrong")
    table: dict[str, Counter[str]] = {}
    for turn, row in zip(turns, rows, strict=True):
        table.setdefault(turn["tag"], Counter())[row["verdict"]] += 1
    print(f"{'':22}" + "".join(f"{name:>9}" for name in verdicts))
    for tag, counts in sorted(table.items()):
        print(f"{tag:22}" + "".join(f"{counts[name] or '':>9}" for name in verdicts))
    total = Counter(row["verdict"] for row in rows)
    print(f"{'总计':20}" + "".join(f"{total[name]:>9}" for name in verdicts))
    for row in rows:
        if row["verdict"] != "right":
            print(
                f"{row['id']} {row['verdict']}：应为 {row['expected']}，实为 {row['seen']}"
            )


async def play_all(turns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Play the turns one after another, each in a world of its own."""
    return [await play(turn) for turn in turns]


async def play(turn: dict[str, Any]) -> dict[str, Any]:
    """Play one turn through the front door and compare its effects."""
    start = datetime.fromisoformat(turn["messages"][0]["at"])
    with tempfile.TemporaryDirectory(prefix="xiaozhang-") as folder:
        async with open_theatre(Path(folder), start) as theatre:
            await theatre.house.lane.run(lambda s: build(s, turn))
            theatre.simulator.add_member(turn["sender"]["userid"], "")
            for message in turn["messages"]:
                await deliver(theatre, turn["sender"]["userid"], message)
            seen = await effects.collect(theatre, turn["sender"]["userid"])
    expected = turn["expect"]
    return {
        "id": turn["id"],
        "verdict": effects.verdict(expected, seen),
        "expected": expected["effects"],
        "seen": [entry for entry in seen if entry["kind"] != "note"],
    }


async def deliver(theatre: Theatre, userid: str, message: dict[str, Any]) -> None:
    """Send one message, let files be fetched, and confirm what is read back."""
    theatre.clock.push(datetime.fromisoformat(message["at"]))
    if message["type"] == "text":
        await theatre.simulator.say(userid, message["text"], message.get("quote"))
    else:
        sample = message.get("sample")
        data = (SAMPLES / sample).read_bytes() if sample else STUB
        name = message.get("name") or message.get("file") or sample or "文件"
        await theatre.send_file(userid, message["type"], data, name)
    if await effects.awaits_confirmation(theatre, userid):
        await theatre.simulator.say(userid, "确认")


def build(session: Session, turn: dict[str, Any]) -> None:
    """Write the complete world of a turn: people, findings, the last list."""
    for row in turn["findings"]:
        for entry in row["people"]:
            put(session, entry["userid"], entry["name"], row["unit"], entry["role"])
    sender = turn["sender"]
    for role in sender["roles"]:
        put(session, sender["userid"], sender["name"], sender["unit"], role)
    rounds: dict[str, Round] = {}
    for row in turn["findings"]:
        code = row["code"].split("-")[0]
        if code not in rounds:
            rounds[code] = Round(code=code, name=f"第{code}轮", preset="2017")
            session.add(rounds[code])
            session.flush()
        write(session, rounds[code], row)
    if any(entry["kind"] == "closure_request" for entry in turn["expect"]["effects"]):
        for entry in turn["expect"]["effects"]:
            fill_gate(session, entry["code"], turn)
    show_list(session, turn)


def put(session: Session, userid: str, name: str, unit: str, role: str) -> None:
    """Put somebody on the roster with a post."""
    staffing = Staffing(session)
    person = staffing.put_person(userid, name)
    person.greeted = True
    held = {
        (post.role, post.unit_id) for post in organisation.posts_of(session, person.key)
    }
    owner = organisation.put_unit(session, unit)
    if (ROLES[role].value, owner.id) not in held:
        staffing.add_post(unit, person.key, ROLES[role])


def write(session: Session, round_: Round, row: dict[str, Any]) -> None:
    """Write one finding as the turn describes it."""
    due_on = date.fromisoformat(row["due_on"]) if row.get("due_on") else None
    closed = row["status"] == "closed"
    finding = Finding(
        round_id=round_.key,
        unit_id=organisation.put_unit(session, row["unit"]).key,
        code=row["code"],
        number=int(row["code"].split("-")[1]),
        title=row.get("title") or "",
        text=row["text"],
        category=row.get("category") or "",
        clock=Clock.DATED if due_on else Clock.UNSET,
        due_on=due_on,
        due_text=row.get("due_text") or "",
        status=Status.CLOSED if closed else Status.RECTIFYING,
        closed_on=date.fromisoformat(turn_day(row)) if closed else None,
        delivered_on=date(2026, 4, 10),
    )
    session.add(finding)
    session.flush()
    session.add(Measure(finding_id=finding.key, position=1, text="按方案整改"))
    for position, entry in enumerate(row["people"]):
        person = organisation.find_person(session, entry["userid"])
        if person is not None:
            session.add(
                Responsibility(
                    finding_id=finding.key,
                    person_id=person.key,
                    role=ROLES[entry["role"]].value,
                    position=position,
                )
            )
    session.flush()


def turn_day(row: dict[str, Any]) -> str:
    """The day on which a closed finding was closed; any day before the turn will do."""
    return str(row.get("closed_on") or "2026-08-31")


def fill_gate(session: Session, code: str, turn: dict[str, Any]) -> None:
    """Give a finding what 申请销号 asks for, before the turn begins."""
    finding = findings.by_code(session, code)
    person = organisation.find_person(session, turn["sender"]["userid"])
    if finding is None or person is None:
        return
    before = datetime.fromisoformat(turn["at"]) - timedelta(days=3)
    session.add(
        Progress(
            finding_id=finding.key,
            person_id=person.key,
            cycle=1,
            kind=ReportKind.SUBSTANTIVE,
            text="已按方案整改",
            at=before,
        )
    )
    session.add(
        Evidence(
            finding_id=finding.key,
            person_id=person.key,
            sha256="0" * 64,
            name="材料.jpg",
            size=1,
            media_type="image/jpeg",
            source="image",
            at=before,
        )
    )
    for measure in findings.measures(session, finding.key):
        measure.done_at = before
    session.flush()


def show_list(session: Session, turn: dict[str, Any]) -> None:
    """Remember the last reminder or list that the sender got."""
    shown = turn.get("last_shown")
    person = organisation.find_person(session, turn["sender"]["userid"])
    if not shown or person is None:
        return
    session.add(
        Shown(
            person_id=person.key,
            kind=shown["kind"],
            at=datetime.fromisoformat(shown["at"]),
            codes=[item["code"] for item in shown["items"]],
            rest=[],
        )
    )
    session.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
