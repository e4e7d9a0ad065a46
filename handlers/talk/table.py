"""词到动作的表：每个命令由谁办，要不要落到一项上。"""

from dataclasses import dataclass
from enum import Enum, auto

from handlers.acting import (
    acting_heads,
    checking,
    closing,
    completing,
    deciding,
    entrusting,
    extensions,
    granting,
    holding,
    judging,
    leaders,
    limiting,
    office_deeds,
    presenting,
    progress,
    proposals,
    renaming,
    retiring,
    sampling,
    substituting,
    undoing,
    urging,
    visits,
)
from handlers.ledger import sheets
from handlers.notices import reissuing
from handlers.talk import (
    amending,
    awaiting,
    confirming,
    desk,
    explaining,
    handing,
    ledger_chat,
    opening,
    placing,
    pointing,
    queries,
    ranking,
    receiving,
    sendings,
    topics,
    unmet,
)
from handlers.wish import Handler


class Binding(Enum):
    """How a command finds the finding that it is about."""

    FINDING = auto()
    """One finding, by all the evidence there is; else one question."""
    EXPLICIT = auto()
    """Only a finding that the words name; without one the handler knows itself."""
    NONE = auto()


@dataclass(frozen=True)
class Entry:
    """One row of the table."""

    handler: Handler
    binding: Binding = Binding.FINDING
    writes: bool = True
    """Whether there is anything to take back; a question only looks."""
    near: bool = False
    """Looks at what is the asker's own and no further: a matter of milliseconds."""


HANDLERS: dict[str, Entry] = {
    "help": Entry(queries.help_, Binding.NONE, writes=False, near=True),
    "mine": Entry(desk.mine, Binding.NONE, writes=False, near=True),
    "show": Entry(queries.show, writes=False),
    "why": Entry(explaining.why, Binding.EXPLICIT, writes=False),
    "point": Entry(pointing.point, Binding.EXPLICIT, writes=False),
    "look": Entry(queries.look, Binding.EXPLICIT, writes=False),
    "received": Entry(receiving.received, Binding.EXPLICIT, writes=False),
    "told_of": Entry(topics.told_of, Binding.NONE, writes=False),
    "open": Entry(opening.open_),
    "choose": Entry(queries.show, writes=False),
    "more": Entry(queries.more, Binding.NONE, writes=False),
    "status": Entry(queries.status, Binding.NONE, writes=False),
    "unit_status": Entry(queries.unit_status, Binding.NONE, writes=False),
    "person_status": Entry(queries.person_status, Binding.NONE, writes=False),
    "unmet": Entry(unmet.unmet, Binding.NONE, writes=False),
    "by_unit": Entry(ranking.by_unit, Binding.NONE, writes=False),
    "in_state": Entry(desk.in_state, Binding.NONE, writes=False),
    "closed_in": Entry(desk.closed_in, Binding.NONE, writes=False),
    "reported_in": Entry(desk.reported_in, Binding.NONE, writes=False),
    "changed_in": Entry(desk.changed_in, Binding.NONE, writes=False),
    "planned": Entry(sendings.planned, Binding.NONE, writes=False),
    "reminded_in": Entry(sendings.reminded_in, Binding.NONE, writes=False),
    "awaited_by": Entry(awaiting.awaited_by, Binding.NONE, writes=False),
    "overdue": Entry(queries.overdue, Binding.NONE, writes=False),
    "due_within": Entry(queries.due_within, Binding.NONE, writes=False),
    "digest": Entry(reissuing.on_demand, Binding.NONE),
    "progress": Entry(progress.progress),
    "blocked": Entry(progress.progress),
    "caption": Entry(progress.caption),
    "receipt": Entry(desk.receipt, Binding.EXPLICIT),
    "complete": Entry(completing.complete),
    "submit": Entry(closing.submit),
    "extend": Entry(extensions.extend),
    "agree": Entry(deciding.agree, Binding.EXPLICIT),
    "limited": Entry(limiting.limited, Binding.EXPLICIT),
    "hand_over": Entry(handing.hand_over, Binding.NONE, writes=False),
    "too_many": Entry(deciding.too_many, Binding.NONE, writes=False),
    "return_": Entry(deciding.return_, Binding.EXPLICIT),
    "supervise": Entry(visits.supervise),
    "supervise_all": Entry(checking.several, Binding.NONE),
    "acknowledged": Entry(leaders.answer, Binding.EXPLICIT),
    "urged_on": Entry(leaders.answer, Binding.EXPLICIT),
    "coordinate": Entry(leaders.answer, Binding.EXPLICIT),
    "urge": Entry(urging.urge, Binding.EXPLICIT),
    "hold": Entry(holding.hold),
    "lift": Entry(holding.lift),
    "release": Entry(presenting.release),
    "deliver": Entry(office_deeds.deliver),
    "set_due": Entry(office_deeds.set_due),
    "late_grant": Entry(granting.late),
    "correct": Entry(office_deeds.correct),
    "reassign": Entry(office_deeds.reassign),
    "correct_post": Entry(renaming.correct_post),
    "defer": Entry(proposals.defer),
    "reopen": Entry(proposals.reopen),
    "withdraw": Entry(proposals.withdraw),
    "files": Entry(judging.files),
    "reject_file": Entry(judging.reject),
    "accept_file": Entry(judging.accept),
    "destroy": Entry(judging.destroy),
    "import_file": Entry(ledger_chat.begin, Binding.NONE),
    "undo": Entry(undoing.undo, Binding.EXPLICIT),
    "move": Entry(undoing.move),
    "place": Entry(placing.place, Binding.NONE),
    "confirm": Entry(confirming.nothing_to_confirm, Binding.NONE),
    "cancel": Entry(confirming.cancel, Binding.EXPLICIT),
    "none_of_them": Entry(confirming.none_of_them, Binding.NONE),
    "again": Entry(confirming.again, writes=False),
    "stale": Entry(confirming.stale),
    "chat": Entry(confirming.not_understood, Binding.NONE, writes=False),
    "aside": Entry(confirming.aside, Binding.EXPLICIT, writes=False),
    "mend": Entry(amending.mend, Binding.NONE),
    "substitute": Entry(substituting.substitute, Binding.NONE),
    "entrust": Entry(entrusting.entrust, Binding.EXPLICIT),
    "revoke_substitute": Entry(substituting.revoke, Binding.NONE),
    "retire": Entry(retiring.retire, Binding.NONE),
    "acting_head": Entry(acting_heads.note, Binding.NONE),
    "end_acting": Entry(acting_heads.end, Binding.NONE),
    "reinstate": Entry(retiring.reinstate, Binding.NONE),
    "export": Entry(sheets.export, Binding.NONE),
    "sample": Entry(sampling.sample),
    "sampled": Entry(queries.sampled, Binding.NONE, writes=False),
    "complained_of": Entry(queries.complained_of, Binding.NONE, writes=False),
    "sample_share": Entry(sampling.share, Binding.NONE),
    "unsample": Entry(sampling.unsample),
    "dissatisfied": Entry(sampling.dissatisfied),
    "satisfied": Entry(sampling.satisfied),
}
