"""材料对照：每份样本从聊天里发来，看收不收，写出 build/evidence.json（make evidence）。"""

import asyncio
import json
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from bot.logs import quiet
from models.mailbox import Inbox
from scripts import transcripts
from scripts.theatre import Theatre, open_theatre

DEFAULT = Path("tests/data/evidence")
TARGET = Path("build/evidence.json")
PERSON = "dengjianing"
TURN = {
    "at": "2026-10-16T09:00:00+08:00",
    "sender": {
        "userid": PERSON,
        "name": "邓佳宁",
        "unit": "区教育局",
        "roles": ["经办人"],
    },
    "findings": [
        {
            "code": "5-005",
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
    """Send every sample; 1 if one was kept or refused wrongly."""
    quiet()
    folder = Path(arguments[0]) if arguments and arguments[0] else DEFAULT
    samples = json.loads((folder / "evidence.json").read_text("utf-8"))["files"]
    rows = asyncio.run(play(folder, samples))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for row in rows:
        print(
            f"{row['verdict']:8} {row['file']}：应为 {row['expected']}，实为 {row['seen']}"
        )
    return int(any(row["verdict"] == "wrong" for row in rows))


async def play(folder: Path, samples: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Send the samples one after another to one finding."""
    start = datetime.fromisoformat(str(TURN["at"]))
    with tempfile.TemporaryDirectory(prefix="xiaozhang-") as place:
        async with open_theatre(Path(place), start) as theatre:
            await theatre.house.lane.run(lambda s: transcripts.build(s, TURN))
            theatre.simulator.add_member(PERSON, "邓佳宁")
            return [await compare(theatre, folder, sample) for sample in samples]


async def compare(
    theatre: Theatre, folder: Path, sample: dict[str, Any]
) -> dict[str, Any]:
    """Send one sample and see what became of it."""
    data = (folder / sample["file"]).read_bytes()
    await theatre.simulator.send_file(PERSON, "file", data, sample["file"])
    await theatre.house.router.settle()
    outcome = await theatre.house.lane.run(last_outcome)
    seen = "refuse" if outcome.startswith("refused:") else "accept"
    expected = sample["expect"]
    verdict = "right" if seen == expected else "wrong"
    if expected == "accept_flag" and seen == "accept":
        verdict = "missing"
    if seen in str(sample.get("also", "")):
        verdict = "right"
    return {
        "file": sample["file"],
        "verdict": verdict,
        "expected": expected,
        "seen": seen,
    }


def last_outcome(session: Session) -> str:
    """What the newest message came to."""
    rows = list(session.exec(select(Inbox)))
    return rows[-1].outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
