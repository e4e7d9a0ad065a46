"""读出来的话：一部分一个，说的什么、指哪一项、日期理由人名各在哪里。"""

from dataclasses import dataclass

from rules.calendar.dates import Reading
from rules.speech.targets import NONE, Target
from rules.vocabulary import Means, ReportKind, Verdict


@dataclass(frozen=True)
class Said:
    """One part of a message, understood; `text` is the sender's own words."""

    command: str
    target: Target = NONE
    text: str = ""
    report: ReportKind | None = None
    due: Reading | None = None
    until: Reading | None = None
    reason: str = ""
    person: str = ""
    to_person: str = ""
    unit: str = ""
    measures: tuple[int, ...] = ()
    verdict: Verdict | None = None
    means: Means | None = None
    field: str = ""
    value: str = ""
    numbers: tuple[int, ...] = ()
    led: bool = False
    """The command's word stood before the finding: 回访 5-006, not 5-006 回访."""
