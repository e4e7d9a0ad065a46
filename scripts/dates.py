"""日期对照：逐条读，和期望比，写出 build/dates.json（make dates）。"""

import csv
import json
import sys
from datetime import datetime
from pathlib import Path

from rules.calendar.dates import Kind, Reading, read
from rules.calendar.workdays import statutory_calendar

DEFAULT = Path("tests/data/dates.tsv")
TARGET = Path("build/dates.json")


def main(arguments: list[str]) -> int:
    """Compare every expression; 1 if any is read wrong."""
    path = Path(arguments[0]) if arguments and arguments[0] else DEFAULT
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [compare(row) for row in csv.DictReader(stream, delimiter="\t")]
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(
        json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    for verdict in ("right", "asked", "wrong"):
        count = sum(1 for row in rows if row["verdict"] == verdict)
        print(f"{verdict:6} {count}")
    for row in rows:
        if row["verdict"] == "wrong":
            print(
                f"{row['id']}: {row['expression']} 应为 {row['expected']}，读作 {row['seen']}"
            )
    return int(any(row["verdict"] == "wrong" for row in rows))


def compare(row: dict[str, str]) -> dict[str, str]:
    """Read one line of the table and say how it compares."""
    now = datetime.fromisoformat(row["now"])
    reading = read(row["expression"], now, statutory_calendar())
    seen = shown(reading)
    expected = row["expected"] or "none"
    accepted = {expected, *filter(None, (row.get("alt") or "").split(";"))}
    other = "asked" if reading.kind is Kind.AMBIGUOUS else "wrong"
    verdict = "right" if seen in accepted else other
    return {
        "id": row["id"],
        "expression": row["expression"],
        "verdict": verdict,
        "expected": expected,
        "seen": seen,
    }


def shown(reading: Reading) -> str:
    """A reading in the words of the table."""
    if reading.kind is Kind.DATE and reading.on is not None:
        return reading.on.isoformat()
    return reading.kind.value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
