"""写错了责任人、责任领导：巡察办说的是更正，责任领导说的是改派；换下谁不清楚就问。"""

from dataclasses import replace

from handlers import people
from handlers.acting import office_deeds
from handlers.context import Context
from handlers.reading import naming
from handlers.reply import Reply
from handlers.wish import Wish
from models.ledger import Finding
from rules.errors import Refusal
from rules.speech import handing, posts
from rules.speech.posts import Correction
from rules.vocabulary import Action, Role

TOLD = frozenset({"progress", "blocked", "entrust"})
"""As what a plain sentence is read that may say who is written wrongly."""

PERSON = "责任人"
ROLES = {PERSON: Role.RESPONSIBLE_PERSON, "责任领导": Role.RESPONSIBLE_LEADER}


def told(wish: Wish, ctx: Context) -> Wish | None:
    """The wish of whoever may mend a finding's people and says who is right; else None.

    From whoever reports on the finding it is no such wish.
    """
    said, finding = wish.said, wish.bound
    if said.command not in TOLD or finding is None or said.target.kind == "none":
        return None
    name = handing.receiver(said.text)
    if name and naming.is_name(ctx, name):
        made = replace(said, command="entrust", to_person=name, report=None)
        return replace(wish, said=made) if said.command != "entrust" else None
    if posts.corrected(said.text) is None or not people.may(
        ctx, finding, Action.REASSIGN
    ):
        return None
    if people.may(ctx, finding, Action.REPORT):
        return None
    return replace(wish, said=replace(said, command="correct_post", report=None))


def correct_post(wish: Wish, ctx: Context) -> Reply:
    """Put the right name where a wrong one stands; refused where nobody knows which."""
    finding = wish.finding
    meant = posts.corrected(wish.said.text)
    assert meant is not None  # noqa: S101 - it was just read so
    former = _former(ctx, finding, meant)
    said = replace(
        wish.said,
        command="correct",
        field=meant.field,
        value=meant.name,
        person=former,
        to_person=meant.name,
    )
    shared = bool(meant.former) or not people.may(ctx, finding, Action.CORRECT)
    if meant.field == PERSON and shared:
        return office_deeds.reassign(replace(wish, said=said), ctx)
    return office_deeds.correct(replace(wish, said=said), ctx)


def _former(ctx: Context, finding: Finding, meant: Correction) -> str:
    """Whose name is the wrong one; "" where the post is vacant."""
    here = people.in_role(ctx, finding, ROLES[meant.field])
    names = [one.name for one in here]
    if not meant.name:
        facts = {"label": meant.field, "names": names}
        raise Refusal("post_whose", code=finding.code, **facts)
    new = naming.by_name(ctx, meant.name, finding.unit_id)
    if new.key in {one.key for one in here}:
        facts = {"name": new.name, "label": meant.field, "names": names}
        raise Refusal("already_named", code=finding.code, **facts)
    if meant.former and meant.former not in names:
        raise Refusal("not_named", name=meant.former, code=finding.code)
    if len(names) > 1 and not (meant.former and meant.field == PERSON):
        facts = {"names": names, "to": new.name, "label": meant.field}
        raise Refusal("reassign_whom", code=finding.code, **facts)
    return meant.former or next(iter(names), "")
