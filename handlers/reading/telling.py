"""说话时要用的几样零碎：称呼、落款、督查记录一行、等谁办。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers import people
from handlers.context import Context
from handlers.post import writing
from handlers.reading import book, waiting
from handlers.reading.waiting import NONE
from models import organisation, post_office, visit_room
from models.ledger import Finding
from models.organisation import Somebody
from models.outlines import Countable
from rules.figures import FindingFigures
from rules.post import ways
from rules.vocabulary import (
    Clock,
    Means,
    Status,
)
from templates.render import render

EVIDENCE = "佐证材料"
"""What a gate calls the files that it lacks (rules/gates.py)."""


@dataclass(frozen=True)
class Office:
    """Who signs our messages, and whom to turn to."""

    name: str
    contact: str


def office(ctx: Context) -> Office:
    """The office's name and its first staff member on the roster."""
    post = organisation.contact_post(ctx.session)
    if post is None:
        return Office("巡察办", "")
    unit = organisation.unit(ctx.session, post.unit_id)
    contact = people.load(ctx, post.person_id).name if post.person_id else ""
    return Office(unit.name, contact)


def address(person: Somebody) -> str:
    """How to address somebody: the roster's 称呼, else full name and 同志."""
    return person.salutation or f"{person.name}同志"


def hand_in(ctx: Context, person: Somebody | None, code: str) -> str:
    """Where to hand in evidence for a finding, as whoever reads this message can."""
    policy, way = ctx.policy, writing.way_to(ctx, person)
    door = ways.files_go(policy.ways, way, pages=bool(policy.public_url))
    return render("hand_in", door=door, code=code)


def receiving(ctx: Context, missing: Sequence[str]) -> int:
    """How many files of the actor are on their way, where files are what is missing."""
    if not any(EVIDENCE in one for one in missing):
        return 0
    return post_office.receiving(ctx.session, ctx.person.userid)


def whole(ctx: Context, code: str) -> str:
    """Where a finding's own words can be read, where chat shows only its code; or ""."""
    page = bool(ctx.policy.public_url)
    return "" if ctx.policy.titled else render("whole", page=page, code=code)


def short(ctx: Context, day: date) -> str:
    """10月12日; with the year where it is not the one in which we speak."""
    year = "" if day.year == ctx.today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def visit_lines(ctx: Context, finding: Finding) -> list[str]:
    """The last three supervision records, one line each."""
    lines = []
    for row in visit_room.of_finding(ctx.session, finding)[-3:]:
        on = short(ctx, ctx.policy.hours.local_date(row.at))
        by = people.load(ctx, row.person_id).name
        told = row.text != row.verdict
        verdict = f"（{row.verdict}）" if row.verdict else ""
        said = f"：{row.text[:40]}" if row.text and told else ""
        lines.append(f"{on}{Means(row.kind).label}，{by}{said}{verdict}")
    return lines


def waiting_for(ctx: Context, finding: Finding) -> str:
    """Whom a finding waits for, in a sentence each; "" where it waits for its people."""
    if finding.status in (Status.CLOSED, Status.WITHDRAWN):
        return ""
    asked = waiting.more_time(ctx, [finding]).get(finding.key, NONE)
    return _whose_word(ctx, finding) + waiting.said(ctx, asked)


def _whose_word(ctx: Context, finding: Finding) -> str:
    """Who is to sign or to verify."""
    if finding.status == Status.SUBMITTED:
        names = "、".join(person.name for person in people.signers(ctx, finding))
        return f"等{names or '主要负责人（空缺）'}签字。"
    if finding.status == Status.ENDORSED:
        names = "、".join(
            person.name for person in people.deciders(ctx, finding.checked_by)
        )
        return f"等巡察办{names}核验。"
    return ""


def figure_facts(ctx: Context, finding: Countable) -> FindingFigures:
    """Read what the rates look at (domain.md §6)."""
    return FindingFigures(
        code=finding.code,
        status=Status(finding.status),
        clock=Clock(finding.clock),
        due_on=finding.due_on,
        endorsed_on=finding.endorsed_on,
        closed_on=finding.closed_on,
        returned=finding.returns > 0,
        overdue_days=book.late(ctx, finding),
        light=book.light(ctx, finding),
    )
