"""一张表：量了什么、多少、基准多少、比值、要求。"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measurement beside its baseline of the same run."""

    what: str
    ours: str
    baseline: str = ""
    ratio: str = ""
    wanted: str = ""


HEAD = Row("项目", "实测", "同次基准", "比值", "要求")


def show(rows: list[Row]) -> None:
    """Print the rows as a Markdown table."""
    for number, row in enumerate([HEAD, *rows]):
        cells = (row.what, row.ours, row.baseline, row.ratio, row.wanted)
        print("| " + " | ".join(cells) + " |", flush=True)
        if number == 0:
            print("|" + "---|" * len(cells))
