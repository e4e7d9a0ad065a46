"""成批交办：新登记的一批，该告诉谁记成欠条，哪天再看一处算清（decisions.md 13、15）。"""

from collections.abc import Mapping
from datetime import date

from handlers.context import Context
from handlers.patrol import Survey
from models import ledger_room, patrol_room
from models.mailbox import Notice
from models.patrol_room import Bare
from rules import escalation
from rules.ledger_values import FindingRow
from rules.vocabulary import NoticeStatus


def owe(
    ctx: Context,
    rows: Mapping[str, FindingRow],
    ids: Mapping[str, int],
    accounts: Mapping[str, tuple[int, str, bool]],
) -> None:
    """Owe everybody on the findings of `rows` (by code) the news, once each."""
    shared = _shared(ctx)
    notices: list[dict[str, object]] = []
    for code, row in rows.items():
        first: dict[int, dict[str, object]] = {}
        for entry in row.people:
            userid_key = entry.userid.casefold()
            if userid_key not in accounts:
                continue
            person_id = accounts[userid_key][0]
            notice = {
                **shared,
                "key": f"{code}:1:delivered:{userid_key}",
                "person_id": person_id,
                "finding_id": ids[code],
                "role": entry.role.value,
                "due_on": row.due.on,
            }
            first.setdefault(person_id, notice)
        notices += first.values()
    ledger_room.write(ctx.session, Notice, notices)


def _shared(ctx: Context) -> dict[str, object]:
    return {
        "cycle": 1,
        "step": "delivered",
        "fires_on": ctx.today,
        "occurrence": 1,
        "status": NoticeStatus.WAITING.value,
        "reason": "",
        "why": "事项已交办",
        "facts": {},
        "created_at": ctx.now,
        "release_after": ctx.policy.hours.next_open(ctx.now, ctx.calendar),
    }


class Planner:
    """Writes when findings are looked at next; like findings are reckoned once."""

    def __init__(self, ctx: Context) -> None:
        """Reckon as of the context's day."""
        self._ctx = ctx
        self._looks: dict[object, date | None] = {}

    def plan(self, ids: list[int]) -> None:
        """Write the next look of freshly delivered findings, ids in ascending order."""
        survey = Survey(self._ctx, ids)
        looks: dict[int, date | None] = {}
        for row in survey.rows:
            people = tuple(survey.facts(row).people.items())
            days = (row.due_on, row.review_on, row.delivered_on)
            same = (row.status, row.clock, row.to_verify, *days, people)
            if same not in self._looks:
                self._looks[same] = self._look(survey, row)
            looks[row.id] = self._looks[same]
        patrol_room.write_looks(self._ctx.session, looks)

    def _look(self, survey: Survey, row: Bare) -> date | None:
        if row.to_verify:
            return None
        return escalation.next_look_on(
            survey.steps(row),
            survey.facts(row),
            survey.known(row),
            self._ctx.today,
            self._ctx.calendar,
        )
