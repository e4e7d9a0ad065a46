"""再导一次和在册的比一比：表里没有的、表里写着办完的，都点出来，什么也不改。"""

from collections.abc import Iterable, Sequence

from handlers.context import Context
from handlers.ledger.reimporting import Report
from handlers.ledger.tabled import ENDED
from handlers.reading import duties
from models import findings, ledger_room
from models.ledger import Finding, Measure
from models.ledger_room import Known
from rules.ledger.duties import says_closed
from rules.ledger.values import FindingRow
from rules.vocabulary import Status
from templates.render import render

SHOWN = 10
"""Codes that one sentence names."""

CLAIMED = frozenset({Status.SUBMITTED, Status.ENDORSED})
"""States in which the unit has said here, too, that the work is done."""


class Comparison:
    """What a ledger says of findings that the book had before it."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._said: set[str] = set()
        self._units: set[tuple[str, int]] = set()
        self._claims: dict[str, FindingRow] = {}

    def take(self, code: str, unit_id: int, row: FindingRow, *, met: bool) -> None:
        """Note for which finding a row stands; `met`: the book had it."""
        self._said.add(code)
        if not met:
            return
        self._units.add((_round_of(code), unit_id))
        if duties.done_positions(row) or duties.claims_done(row):
            self._claims[code] = row

    def conclude(self, ctx: Context, known: Iterable[Known], report: Report) -> None:
        """Name in `report` what the ledger leaves out, and what it says is done.

        Only units of which the ledger repeats something are looked at, round by round: a
        supplement, or the ledger of one unit, leaves nothing out. Where a row was refused we can't
        say for which finding it stands.
        """
        if not report.refused:
            missing = [
                one.code
                for one in known
                if (_round_of(one.code), one.unit_id) in self._units
                and one.code not in self._said
            ]
            left = findings.by_codes(ctx.session, sorted(missing))
            report.left_out = [one.code for one in left if one.status not in ENDED]
        report.still_open = self._behind(ctx)

    def _behind(self, ctx: Context) -> list[str]:
        """What the ledger says is done and the book does not, a measure with its number."""
        held = findings.by_codes(ctx.session, list(self._claims))
        running = [one for one in held if one.status not in ENDED]
        measures = ledger_room.measures_of(ctx.session, [one.key for one in running])
        return [
            words
            for one in running
            for words in _claimed(
                one, self._claims[one.code], measures.get(one.key, [])
            )
        ]


def _round_of(code: str) -> str:
    return code.rpartition("-")[0]


def _claimed(
    finding: Finding, row: FindingRow, measures: Sequence[Measure]
) -> list[str]:
    if finding.to_verify:
        return []
    if duties.claims_done(row):
        waits = finding.status in CLAIMED and not says_closed(row.status_text)
        return [] if waits else [finding.code]
    done = duties.done_positions(row)
    return [
        f"{finding.code}措施{one.position}"
        for one in measures
        if one.position in done and one.done_at is None
    ]


def sentences(report: Report) -> list[str]:
    """Say what a ledger leaves out and what it says is done; nothing of neither."""
    said = {"left_out": report.left_out, "still_open": report.still_open}
    return [
        render("compared", kind=kind, shown=codes[:SHOWN], total=len(codes))
        for kind, codes in said.items()
        if codes
    ]
