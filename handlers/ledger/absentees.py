"""缺席：在册而新花名册里没有的人，点出名字和在办事项；谁也不因缺席停用。"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.context import Context
from models import organisation, staffing
from rules.ledger.roster import Roster
from rules.speech import departures
from templates.render import render

SHOWN = 5


@dataclass(frozen=True)
class Absent:
    """Somebody on the books whom a roster leaves out; `way` is what the office says."""

    userid: str
    name: str
    codes: list[str]
    way: str


def missing(ctx: Context, roster: Roster) -> list[Absent]:
    """Who is on the books in units that a roster speaks of, and not in it.

    Those who are named on open findings come first. A roster may be a part of the
    whole, so absence takes nothing from anybody (domain.md §5: responsibility stays).
    """
    ctx.session.flush()
    gone = _gone(ctx, roster)
    named = staffing.open_duties(ctx.session, gone)
    made = [
        _absent(userid, name, named.get(key, []))
        for key, (userid, name) in gone.items()
    ]
    return sorted(made, key=lambda one: not one.codes)


def _gone(ctx: Context, roster: Roster) -> dict[int, tuple[str, str]]:
    """Account and name of everybody who is left out, by row id."""
    said = {post.unit for one in roster.people for post in one.posts}
    said |= {post.unit for post in roster.vacant}
    here = {one.userid.casefold() for one in roster.people}
    units = {unit.id for unit in organisation.units(ctx.session) if unit.name in said}
    return {
        person.key: (person.userid, person.name)
        for post, person in organisation.all_posts(ctx.session)
        if post.unit_id in units and person.userid_key not in here
    }


def _absent(userid: str, name: str, duties: Sequence[tuple[str, str]]) -> Absent:
    codes = list(dict.fromkeys(code for code, _ in duties))
    return Absent(userid, name, codes, departures.leaving(name, taken=bool(codes)))


def sentence(absent: Sequence[Absent]) -> str:
    """Say who is left out, on which findings they stand and what to do; "" of none."""
    if not absent:
        return ""
    shown = absent[:SHOWN]
    return render("absent", people=shown, total=len(absent), way=absent[0].way)
