"""材料对照：每份样本从聊天里发来，看收不收，写出 build/evidence.json（make evidence）。"""

import asyncio
import json
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from bot.logs import quiet
from handlers.views import showing
from models import findings
from models.mailbox import Inbox
from scripts import transcripts
from scripts.theatre import Theatre, open_theatre

DEFAULT = Path("tests/data/evidence")
LIST = "evidence.json"
TARGET = Path("build/evidence.json")
PERSON = "dengjianing"
CODE = "5-005"
TURN: dict[str, Any] = {
    "at": "2026-10-16T09:00:00+08:00",
    "sender": {
        "userid": PERSON,
        "name": "邓佳宁",
        "unit": "区教育局",
        "roles": ["经办人"],
    },
    "findings": [
        {
            "code": CODE,
            "title": "离退休支部组织生活不正常",
            "unit": "区教育局",
            "text": "正文",
            "status": "open",
            "due_on": "2026-12-31",
            "people": [{"userid": PERSON, "name": "邓佳宁", "role": "责任人"}],
        }
    ],
    "messages": [],
    "last_shown": None,
    "expect": {"effects": []},
}


def main(arguments: list[str]) -> int:
    """Send every sample; 1 if one was kept, refused or flagged wrongly."""
    quiet()
    given = Path(arguments[0]) if arguments and arguments[0] else DEFAULT
    folder = next(
        (f for f in (given, given / "evidence") if (f / LIST).is_file()), None
    )
    if folder is None:
        print(f"在“{given}”里找不到 {LIST}，请核对 DATA。", file=sys.stderr)
        return 2
    asked = json.loads((folder / LIST).read_text("utf-8"))
    rows = asyncio.run(play(folder, asked))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for row in rows:
        print(
            f"{row['verdict']:8} {row['file']}：应为 {row['expected']} {row['asked_flags']}，"
            f"实为 {row['seen']} {row['flags']}"
        )
    return int(any(row["verdict"] != "right" for row in rows))


async def play(folder: Path, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Send the samples one after another to one finding, then the hostile names."""
    start = datetime.fromisoformat(str(TURN["at"]))
    with tempfile.TemporaryDirectory(prefix="xiaozhang-") as place:
        async with open_theatre(Path(place), start) as theatre:
            await theatre.house.lane.run(lambda s: prepare(s, asked.get("feedback_on")))
            theatre.simulator.add_member(PERSON, "邓佳宁")
            rows = [
                await compare(theatre, folder, sample, sample["file"])
                for sample in asked["files"]
            ]
            for sample in asked.get("upload_names", []):
                name = sample["upload_name"]
                row = await compare(theatre, folder, sample, name)
                if escaped(Path(place), name):
                    row["verdict"] = "wrong"
                rows.append(row)
            return rows


def prepare(session: Session, feedback_on: str | None) -> None:
    """Write the world of the samples; the finding was fed back on their day."""
    transcripts.build(session, TURN)
    finding = findings.by_code(session, CODE)
    if finding is not None and feedback_on:
        finding.feedback_on = date.fromisoformat(feedback_on)
        finding.delivered_on = finding.feedback_on


def escaped(place: Path, name: str) -> bool:
    """Say whether a file lies anywhere under the name that it was sent with."""
    sent = name.replace("\\", "/").rpartition("/")[2]
    kept = [path.name for path in place.rglob("*") if path.is_file()]
    return sent in kept or not any(len(one) == 64 for one in kept)


async def compare(
    theatre: Theatre, folder: Path, sample: dict[str, Any], name: str
) -> dict[str, Any]:
    """Send one sample and see what became of it."""
    data = (folder / sample["file"]).read_bytes()
    await theatre.send_file(PERSON, "file", data, name)
    outcome = await theatre.house.lane.run(last_outcome)
    refused = outcome.startswith("refused:")
    kept = {} if refused else await theatre.house.lane.run(newest(theatre))
    flags = sorted(kept.get("flags", []))
    asked = sorted(sample.get("flags", []))
    seen = "refuse" if refused else "accept_flag" if flags else "accept"
    if "upload_name" in sample and seen == "accept_flag":
        seen, flags = "accept", []
    row = {"file": name, "expected": sample["expect"], "asked_flags": asked}
    return {
        **row,
        "seen": seen,
        "flags": flags,
        "verdict": verdict(sample, seen, flags, kept),
    }


def verdict(
    sample: dict[str, Any], seen: str, flags: list[str], kept: dict[str, Any]
) -> str:
    """`right`, `missing` where a flag is, else `wrong`."""
    if seen in str(sample.get("also", "")):
        return "right"
    if sample["expect"] == "accept_flag" and seen != "refuse":
        names = [one["name"] for one in kept["like"]]
        original = sample.get("duplicate_of")
        complete = set(sample.get("flags", [])) <= set(flags)
        found = original is None or original in names
        return "right" if complete and found else "missing"
    typed = sample.get("media_type") in (None, kept.get("media_type"))
    return "right" if seen == sample["expect"] and (typed or not kept) else "wrong"


def newest(theatre: Theatre) -> Any:
    """Return what reads the finding's newest file, as `show --json` gives it."""

    def read(session: Session) -> dict[str, Any]:
        finding = findings.by_code(session, CODE)
        assert finding is not None  # noqa: S101 - it was just written
        shown = showing.document(theatre.house.context(session), finding)
        rows: Any = shown["evidence"]
        return dict(rows[-1])

    return read


def last_outcome(session: Session) -> str:
    """What the newest message came to."""
    rows = list(session.exec(select(Inbox)))
    return rows[-1].outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
