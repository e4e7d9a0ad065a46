"""看写下了什么：从库里读出一轮对话的效果，和期望比。"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from models import exchange, organisation, post_office
from models.journal import Journal
from models.ledger import Evidence, Extension, Finding, Progress
from models.mailbox import Inbox, Question, Shown
from models.organisation import Person
from models.supervision import Supervision
from rules.vocabulary import Means, ReportKind
from scripts.theatre import Theatre

Effect = dict[str, Any]


async def awaits_confirmation(theatre: Theatre, userid: str) -> bool:
    """Say whether the last answer read something back and waits for 确认."""

    def ask(session: Session) -> bool:
        person = organisation.find_person(session, userid)
        if person is None:
            return False
        since = theatre.clock.now() - timedelta(minutes=30)
        question = exchange.open_question(session, person.key, since)
        return question is not None and question.kind in ("confirm", "reason")

    return await theatre.house.lane.run(ask)


async def collect(theatre: Theatre, userid: str) -> list[Effect]:
    """Everything that a turn wrote, asked, refused or showed, in order."""
    theatre.clock.push(theatre.clock.now() + timedelta(seconds=31))
    await theatre.house.delivery.drain()
    return await theatre.house.lane.run(lambda s: read(s, userid))


def read(session: Session, userid: str) -> list[Effect]:
    """Read the effects from the tables."""
    person = organisation.find_person(session, userid)
    if person is None:
        return []
    codes = {row.id: row.code for row in session.exec(select(Finding))}
    seen: list[Effect] = []
    inboxes = session.exec(select(Inbox).where(Inbox.userid == userid))
    for inbox in inboxes:
        seen += _of_message(session, inbox, codes)
    seen += _files(session, person, codes)
    seen += _questions(session, person)
    return seen


def _of_message(
    session: Session, inbox: Inbox, codes: dict[int | None, str]
) -> list[Effect]:
    entries = list(session.exec(select(Journal).where(Journal.inbox_id == inbox.id)))
    done = [entry.code for entry in entries if entry.action == "complete"]
    effects = _reports(session, inbox, codes, done)
    effects += [{"kind": "done", "code": code} for code in done]
    for entry in entries:
        effects += _journalled(entry)
    effects += _extensions(session, entries, codes)
    effects += _visits(session, inbox, codes)
    return effects or _queried(session, inbox)


def _reports(
    session: Session, inbox: Inbox, codes: dict[int | None, str], done: list[str]
) -> list[Effect]:
    rows = session.exec(select(Progress).where(Progress.inbox_id == inbox.id))
    result: list[Effect] = []
    for row in rows:
        code = codes[row.finding_id]
        if code in done:
            continue
        kind = "ack" if row.kind == ReportKind.RECEIPT else "progress"
        noted = row.kind == ReportKind.STATUS_ONLY
        result.append({"kind": kind, "code": code, "text": row.text, "noted": noted})
    return result


def _journalled(entry: Journal) -> list[Effect]:
    if entry.action == "refused":
        after = entry.after
        return [{"kind": "refuse", "reason": after["reason"], "code": after["code"]}]
    if entry.action == "acknowledge" and not entry.code:
        return [{"kind": "ack"}]
    if entry.action == "answer":
        return [{"kind": "ack", "code": entry.code}]
    if entry.action == "submit":
        return [{"kind": "closure_request", "code": entry.code}]
    if entry.action == "substitute":
        after = entry.after
        return [
            {
                "kind": "substitute",
                "userid": after["to"],
                "from": after["from"],
                "to": after["until"],
            }
        ]
    if entry.action == "undo" and "withdrawn" in entry.after:
        return [{"kind": "undo", "code": entry.code, "undoes": "progress"}]
    return []


def _extensions(
    session: Session,
    entries: list[Journal],
    codes: dict[int | None, str],
) -> list[Effect]:
    asked = [entry.code for entry in entries if entry.action == "extension_asked"]
    return [
        {
            "kind": "extension",
            "code": codes[row.finding_id],
            "to": row.new_due_on.isoformat(),
            "reason": row.reason,
        }
        for row in session.exec(select(Extension))
        if codes[row.finding_id] in asked
    ]


def _visits(
    session: Session, inbox: Inbox, codes: dict[int | None, str]
) -> list[Effect]:
    rows = session.exec(select(Supervision).where(Supervision.inbox_id == inbox.id))
    return [
        {
            "kind": "visit",
            "code": codes[row.finding_id],
            "means": Means(row.kind).label,
            "verdict": row.verdict,
        }
        for row in rows
    ]


def _files(
    session: Session, person: Person, codes: dict[int | None, str]
) -> list[Effect]:
    rows = session.exec(select(Evidence).where(Evidence.person_id == person.id))
    by_code: dict[str, list[str]] = {}
    for row in rows:
        if row.finding_id is not None and row.inbox_id is not None:
            by_code.setdefault(codes[row.finding_id], []).append(row.name)
    return [
        {"kind": "evidence", "code": code, "files": names}
        for code, names in by_code.items()
    ]


def _questions(session: Session, person: Person) -> list[Effect]:
    rows = session.exec(
        select(Question)
        .where(Question.person_id == person.id)
        .where(Question.state == "open")
    )
    read_back = [
        {
            "kind": "extension",
            "code": row.payload["code"],
            "to": row.payload["to"],
            "reason": "",
        }
        for row in session.exec(select(Question).where(Question.person_id == person.id))
        if row.payload.get("action") == "extend" and row.state != "answered"
    ]
    about = {"which_item": "which_item", "which_files": "which_item"}
    about |= {"which_date": "which_date", "which_person": "which_person"}
    return read_back + [
        {
            "kind": "ask",
            "about": about[row.kind],
            "choices": list(row.choices),
            "code": row.payload.get("code"),
        }
        for row in rows
        if row.kind in about
    ]


def _queried(session: Session, inbox: Inbox) -> list[Effect]:
    outcome = inbox.outcome
    if outcome == "show":
        codes = [] if not inbox.mail_id else _shown_code(session, inbox)
        return [{"kind": "query", "query": "one", "codes": codes}]
    if outcome in ("list", "status"):
        rows = list(session.exec(select(Shown).where(Shown.mail_id == inbox.mail_id)))
        codes = list(rows[-1].codes) + list(rows[-1].rest) if rows else []
        return [{"kind": "query", "query": outcome, "codes": codes}]
    return [{"kind": "note", "outcome": outcome}]


def _shown_code(session: Session, inbox: Inbox) -> list[str]:
    mail = post_office.mail(session, inbox.mail_id or 0)
    return [mail.text.split("：")[0]]


def verdict(expect: Effect, seen: list[Effect]) -> str:
    """right · asked · refused · missing · wrong: the worst that can be said."""
    wanted = [expect["effects"], *expect.get("also_accepted", [])]
    found = [entry for entry in seen if entry["kind"] != "note"]
    if any(_same(effects, found) for effects in wanted):
        return "right"
    kinds = {entry["kind"] for entry in found}
    if not found:
        return "missing"
    writes = kinds & {"progress", "done", "extension", "evidence", "visit"}
    writes |= kinds & {"closure_request", "undo"}
    if not writes:
        return (
            "asked" if "ask" in kinds else "refused" if "refuse" in kinds else "missing"
        )
    return "wrong"


def _same(wanted: list[Effect], found: list[Effect]) -> bool:
    real = [entry for entry in wanted if entry["kind"] != "none"]
    rest = list(found)
    for effect in real:
        match = next((one for one in rest if _fits(effect, one)), None)
        if match is None:
            return False
        rest.remove(match)
    return not [one for one in rest if not one.get("noted") and one["kind"] != "ack"]


def _fits(wanted: Effect, seen: Effect) -> bool:
    if wanted["kind"] != seen["kind"]:
        return False
    if wanted.get("code") and seen.get("code", wanted["code"]) != wanted["code"]:
        return False
    checks: dict[str, Callable[[Any], bool]] = {
        "text_contains": lambda value: value in seen.get("text", ""),
        "userid": lambda value: value == seen.get("userid"),
        "from": lambda value: value == seen.get("from"),
        "to": lambda value: value == seen.get("to"),
        "reason_contains": lambda value: value in seen.get("reason", ""),
        "reason": lambda value: seen["kind"] != "refuse" or value == seen["reason"],
        "files": lambda value: sorted(value) == sorted(seen.get("files", [])),
        "means": lambda value: value == seen.get("means"),
        "about": lambda value: value == seen.get("about"),
        "choices": lambda value: sorted(value) == sorted(seen.get("choices", [])),
        "codes": lambda value: sorted(value) == sorted(seen.get("codes", [])),
    }
    if wanted["kind"] == "query" and wanted.get("code"):
        return wanted["code"] in seen.get("codes", [])
    return all(check(wanted[key]) for key, check in checks.items() if key in wanted)
