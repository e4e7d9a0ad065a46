"""网页交材料：传完的文件归到这一项，逐份给结论；同一份交两次只记一次。"""

from dataclasses import dataclass, replace

from handlers import people
from handlers.acting import elsewhere, evidence, progress
from handlers.acting.evidence import Stored
from handlers.context import Context
from handlers.reading import book
from models import evidence_room, organisation, post_office
from models.ledger import Finding
from models.mailbox import Inbox
from rules.errors import NotAdmitted, Refusal
from rules.vocabulary import Action

DOOR = "h5"
MARKED = "文件带有密级标志，系统没有保存，请当面交接。"
"""There is no message on a page that could be recalled."""
BURIED = "这份文件已由巡察办负责人销毁，不能再存入，请不要再传；在对话里发的请撤回。"
"""Said by every door."""


@dataclass(frozen=True)
class Verdict:
    """What became of one file: `kept`, `known` or `refused`, and the sentence."""

    state: str
    words: str


def visitor(ctx: Context, userid: str) -> Context:
    """The context of whoever opened a page; raises NotAdmitted for strangers."""
    person = organisation.find_person(ctx.session, userid)
    if person is None or not person.active:
        raise NotAdmitted("您的账号尚未登记，请与本单位联络员核对登记信息。")
    return replace(ctx.by(person), door=DOOR)


def target(ctx: Context, code: str) -> Finding:
    """The finding that the visitor may put files under.

    Raises Refusal `unknown_code`, `not_yours`, `not_allowed` or `closed`.
    """
    finding = book.find(ctx, code)
    if finding is None:
        raise Refusal("unknown_code", code=code)
    people.require(ctx, finding, Action.ATTACH)
    progress.ensure_running(finding)
    if not evidence.accepts(finding):
        raise people.not_possible(finding, Action.ATTACH)
    return finding


def known(
    ctx: Context, userid: str, code: str, key: str, sha256: str
) -> Verdict | None:
    """What was said of this file before, or None where it is new.

    Raises NotAdmitted or Refusal where the visitor may put no files here.
    """
    mine = visitor(ctx, userid)
    return _known(mine, target(mine, code), key, sha256)


def keep(ctx: Context, userid: str, code: str, key: str, stored: Stored) -> Verdict:
    """Write a file that lies in the evidence folder under its finding, once."""
    mine = visitor(ctx, userid)
    finding = target(mine, code)
    before = _known(mine, finding, key, stored.sha256)
    if before is not None:
        return before
    inbox = _remember(mine, f"{key}:{mine.now.isoformat()}", f"kept:{stored.name}")
    evidence.keep(replace(mine, inbox_id=inbox.id), stored, finding)
    return Verdict("kept", f"已收，归入{code}。")


def refuse(
    ctx: Context, userid: str, code: str, key: str, name: str, error: Refusal
) -> Verdict:
    """Note a file that was not kept, and why; its content is nowhere."""
    mine = visitor(ctx, userid)
    finding = target(mine, code)
    before = _known(mine, finding, key, "")
    if before is not None:
        return before
    kind = error.facts.get("kind", "")
    why = MARKED if kind == "secret" else str(error.facts.get("why", ""))
    _remember(mine, key, f"refused:{elsewhere.shown(mine, name)}|{why}")
    mine.record("file_refused", finding, {}, elsewhere.note(error))
    return Verdict("refused", why)


def _known(ctx: Context, finding: Finding, key: str, sha256: str) -> Verdict | None:
    """Destroyed content, the same under the same finding, or a refusal before."""
    if sha256 and sha256 in evidence_room.destroyed(ctx.session):
        return Verdict("refused", BURIED)
    rows = evidence_room.of_finding(ctx.session, finding)
    if sha256 and any(row.sha256 == sha256 for row in rows):
        return Verdict("known", "这份材料已经收过，不重复存。")
    row = post_office.known_message(ctx.session, key)
    if row is None:
        return None
    return Verdict("refused", row.outcome.partition("|")[2])


def _remember(ctx: Context, key: str, outcome: str) -> Inbox:
    inbox = Inbox(
        key=key,
        channel=DOOR,
        userid=ctx.person.userid,
        kind="file",
        received_at=ctx.now,
        state="done",
        outcome=outcome,
    )
    ctx.session.add(inbox)
    ctx.session.flush()
    return inbox
