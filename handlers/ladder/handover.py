"""成批交办：新登记的一批，该告诉谁记成欠条，哪天再看一处算清（decisions.md 13、15）。"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from handlers.context import Context
from handlers.ladder.patrol import Survey
from models import bulk, patrol_room
from models.mailbox import Notice
from models.patrol_room import Bare
from rules.ledger.values import FindingRow, PersonRef
from rules.telling import escalation
from rules.vocabulary import NoticeStatus


class Held(NamedTuple):
    """Somebody on a finding whom the roster knows: where they are named, and as what."""

    position: int
    person_id: int
    account: str
    role: str
    entry: PersonRef


class Roll:
    """Looks up the people of findings; the same people are looked up once."""

    def __init__(self, accounts: Mapping[str, int]) -> None:
        """`accounts`: everybody's row id, by folded account."""
        self._accounts = accounts
        self._known: dict[tuple[PersonRef, ...], tuple[Held, ...]] = {}

    def of(self, people: tuple[PersonRef, ...]) -> tuple[Held, ...]:
        """Return whoever of them is on the roster, in their order."""
        known = self._known.get(people)
        if known is None:
            known = self._known[people] = tuple(self._found(people))
        return known

    def _found(self, people: Iterable[PersonRef]) -> Iterator[Held]:
        for position, entry in enumerate(people):
            account = entry.userid.casefold()
            person_id = self._accounts.get(account)
            if person_id is not None:
                yield Held(position, person_id, account, entry.role.value, entry)


def owe(
    ctx: Context, rows: Mapping[str, FindingRow], ids: Mapping[str, int], roll: Roll
) -> None:
    """Owe everybody on the findings of `rows` (by code) the news, once each."""
    notices: list[dict[str, object]] = [
        {
            "key": f"{code}:1:delivered:{held.account}",
            "person_id": held.person_id,
            "finding_id": ids[code],
            "role": held.role,
            "due_on": row.due.on,
        }
        for code, row in rows.items()
        for held in _once(roll.of(row.people))
    ]
    bulk.write(ctx.session, Notice, notices, _shared(ctx))


def _once(people: Iterable[Held]) -> Iterable[Held]:
    """Whoever has several roles is told by the first of them."""
    first: dict[int, Held] = {}
    for held in people:
        first.setdefault(held.person_id, held)
    return first.values()


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
