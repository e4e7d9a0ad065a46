"""结果和提示：别人的决定告诉当事人，系统的事告诉巡察办。"""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from handlers import people
from handlers.context import Context
from handlers.notices.bubble import ITEMS, Bubble, finding_of, fit
from handlers.reading import book, telling
from models import findings
from models.mailbox import ALARM, Notice
from models.organisation import Person
from models.organisation import person as load_person
from rules.vocabulary import Role
from templates.render import render

EXAMPLE, LATER_EXAMPLE = 4, 8
"""Workdays from today to the day that an example of 暂缓 names: behind the next step,
and behind the next time that the office is asked to release one."""


def news(ctx: Context, person: Person, notice: Notice) -> Bubble:
    finding = finding_of(ctx, notice)
    facts = {key: _revive(key, value) for key, value in notice.facts.items()}
    reporters = people.in_role(ctx, finding, Role.RESPONSIBLE_PERSON)
    text = render(
        "news",
        today=ctx.today,
        total=1,
        address=telling.address(person),
        item=book.brief(ctx, finding),
        code=finding.code,
        reports=person.key in {one.key for one in reporters},
        on=finding.closed_on,
        office=telling.office(ctx),
        hand_in=telling.hand_in(ctx, person, finding.code),
        **facts,
    )
    return Bubble(text, (notice,), (finding.code,))


def _revive(key: str, value: object) -> object:
    """Make the days and moments in a notice's facts what they were."""
    if key in ("new", "old", "review", "to") and isinstance(value, str):
        return date.fromisoformat(value)
    if key == "at" and isinstance(value, str):
        return datetime.fromisoformat(value)
    return value


def office(ctx: Context, notices: Sequence[Notice]) -> list[Bubble]:
    """Pack the office's own notes by kind."""
    made = []
    for what in dict.fromkeys(str(notice.facts["what"]) for notice in notices):
        apart = next((one for prefix, one in APART if what.startswith(prefix)), None)
        if apart is not None:
            made += apart(ctx, notices, what)
            continue
        group = [notice for notice in notices if notice.facts["what"] == what]
        made.append(_office(ctx, what, group))
    return made


def _office(ctx: Context, what: str, group: Sequence[Notice]) -> Bubble:
    """One note; a list of findings shows what fits and leaves the rest to 更多."""
    first = group[0].facts
    lines = [str(notice.facts.get("line", "")) for notice in group]
    rows = [finding_of(ctx, one) for one in group if one.finding_id is not None]
    codes = [row.code for row in rows]
    items = book.briefs(ctx, rows)

    def words(count: int) -> str:
        return render(
            "office",
            today=ctx.today,
            what=what,
            total=len(group) if what != "mail_stuck" else first.get("total", 0),
            accounts=[str(one.facts.get("account", "")) for one in group][:10],
            people=lines,
            shown=count,
            slot=first.get("slot", ""),
            minutes=first.get("minutes", 0),
            reason=first.get("reason", ""),
            way=first.get("way", ""),
            ahead=first.get("ahead", False),
            items=list(zip(items, (one.why for one in group), strict=False)),
            example=_example(ctx, what, group, codes),
            by=ctx.calendar.add_workdays(
                ctx.today, LATER_EXAMPLE if what == "release" else EXAMPLE
            ),
        )

    if len(codes) < len(group):
        kind = ALARM if first.get(ALARM) else "notice"
        return Bubble(words(ITEMS), tuple(group), kind=kind)
    receiver = load_person(ctx.session, group[0].person_id)
    text, shown, rest = fit(receiver, codes, words)
    return Bubble(text, tuple(group), shown, rest)


def _example(
    ctx: Context, what: str, group: Sequence[Notice], codes: Sequence[str]
) -> str:
    """The code in the example: one that can be released; "" where the posts are vacant."""
    if what != "release":
        return codes[0] if codes else ""
    return next((finding_of(ctx, one).code for one in group if _is_held(ctx, one)), "")


def _is_held(ctx: Context, notice: Notice) -> bool:
    """Whether somebody holds the post that this would be released to."""
    role = notice.facts.get("to")
    return role is None or bool(
        people.in_role(ctx, finding_of(ctx, notice), Role(str(role)))
    )


def digest(notice: Notice) -> Bubble:
    """A weekly digest; its text was made as of the moment that it names."""
    text, shown = str(notice.facts["text"]), _codes(notice, "codes")
    return Bubble(text, (notice,), shown, _codes(notice, "rest"))


def _codes(notice: Notice, name: str) -> tuple[str, ...]:
    kept = notice.facts.get(name)
    return tuple(str(code) for code in kept) if isinstance(kept, list) else ()


def _substitutions(ctx: Context, notices: Sequence[Notice], what: str) -> list[Bubble]:
    """Who acts for whom, said to those concerned."""
    made = []
    for notice in notices:
        facts = notice.facts
        if facts["what"] != what:
            continue
        person = load_person(ctx.session, notice.person_id)
        text = render(
            "substitute",
            today=ctx.today,
            what=facts["event"],
            address=telling.address(person),
            person=facts["person"],
            other=facts["other"],
            first=date.fromisoformat(str(facts["first"])),
            last=date.fromisoformat(str(facts["last"])),
            mine=facts["mine"],
            told="",
        )
        made.append(Bubble(text, (notice,)))
    return made


def _heads(ctx: Context, notices: Sequence[Notice], what: str) -> list[Bubble]:
    """Who acts in a vacant post, or no more, said to them."""
    return [_head(ctx, notice) for notice in notices if notice.facts["what"] == what]


def _head(ctx: Context, notice: Notice) -> Bubble:
    text = render(
        "acting_head",
        today=ctx.today,
        what=notice.facts["event"],
        address=telling.address(load_person(ctx.session, notice.person_id)),
        unit=notice.facts["unit"],
        paper=notice.facts["paper"],
        office=telling.office(ctx),
    )
    return Bubble(text, (notice,))


def _changes_of_hands(
    ctx: Context, notices: Sequence[Notice], what: str
) -> list[Bubble]:
    """Who has left and who takes over, said to both."""
    return [
        _change_of_hands(ctx, notice)
        for notice in notices
        if notice.facts["what"] == what
    ]


def _change_of_hands(ctx: Context, notice: Notice) -> Bubble:
    codes = _codes(notice, "codes")
    rows = findings.by_codes(ctx.session, codes)
    items = book.briefs(ctx, rows)
    person = load_person(ctx.session, notice.person_id)

    def words(count: int) -> str:
        return render(
            "retire",
            today=ctx.today,
            what=notice.facts["event"],
            address=telling.address(person),
            leaver=notice.facts.get("leaver", ""),
            heir=notice.facts.get("heir", ""),
            posts=notice.facts.get("posts", []),
            files=notice.facts.get("files", []),
            total=len(codes) or 1,
            items=items[:count],
            rest=len(items) - count,
            office=telling.office(ctx),
        )

    if notice.facts["event"] != TAKEN:
        return Bubble(words(0), (notice,))
    text, shown, rest = fit(person, codes, words)
    return Bubble(text, (notice,), shown, rest)


TAKEN = "taken"
"""The one of a change of hands that lists what somebody has from now on."""

APART: tuple[
    tuple[str, Callable[[Context, Sequence[Notice], str], list[Bubble]]], ...
] = (
    ("substitute:", _substitutions),
    ("retired:", _changes_of_hands),
    ("acting:", _heads),
)
"""Notes that are said to each in their own words, by how their kind begins."""
