"""成批交办：新登记的一批，该告诉谁记成欠条，哪天再看一处算清（decisions.md 13、15）。"""

from collections.abc import Mapping
from datetime import date

from handlers.context import Context
from handlers.patrol import Survey
from models import bulk, patrol_room
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
    notices: list[dict[str, object]] = []
    for code, row in rows.items():
        owed: set[int] = set()
        for entry in row.people:
            userid_key = entry.userid.casefold()
            if userid_key not in accounts:
                continue
            person_id = accounts[userid_key][0]
            if person_id in owed:
                continue
            owed.add(person_id)
            notices.append(
                {
                    "key": f"{code}:1:delivered:{userid_key}",
                    "person_id": person_id,
                    "finding_id": ids[code],
                    "role": entry.role.value,
                    "due_on": row.due.on,
                }
            )
    bulk.write(ctx.session, Notice, notices, _shared(ctx))


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

    def look(self, like: object) -> date | None:
        """Return the next look of findings like this, where it was reckoned before."""
        return self._looks.get(like)

    def plan(self, alike: Mapping[int, object]) -> None:
        """Write the next look of freshly delivered findings that `look` did not know.

        `alike` gives, by row id, a value that is the same for findings of one unit,
        with the same people, limit and state: one of them is read and stands for all.
        """
        new = {key: like for key, like in alike.items() if like not in self._looks}
        one_of_each = {like: key for key, like in new.items()}
        survey = Survey(self._ctx, sorted(one_of_each.values()))
        for row in survey.rows:
            self._looks[new[row.id]] = self._look(survey, row)
        looks = {key: self._looks[like] for key, like in new.items()}
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
