"""问过还没答的话：看这句是不是它的答话，是就按原话原时再读一遍（decisions.md 21）。"""

import re
from collections.abc import Callable

from handlers.acting import bulk, leaders, substituting
from handlers.context import Context
from handlers.talk import choosing, ledger_chat, picking, read_back
from handlers.talk.asked import Resolved, original
from handlers.wish import Wish
from models.mailbox import Question
from rules.speech import asides, choices, replies, titles, wholes
from rules.speech.said import Said
from rules.speech.targets import Target
from rules.writing.text import fold, tidy

Answer = Callable[[Context, Question, Said, str], Resolved | None]

ANSWERS: dict[str, Answer] = {
    "confirm": read_back.settle,
    "reason": read_back.settle,
    ledger_chat.KIND: read_back.take_ledger,
    bulk.QUESTION: read_back.all_agreed,
    choosing.WHICH_ITEM: picking.item,
    "which_files": picking.files,
    "which_person": picking.person,
    leaders.QUESTION: picking.leaders_answer,
    substituting.DAYS_ASKED: picking.days,
    "which_date": picking.day,
}
"""Each kind of question → what takes the words as its answer, or None."""


DROPS = (
    (re.compile(r"不催"), frozenset({"urge"})),
    (re.compile(r"不销"), frozenset({"submit", "agree"})),
    (re.compile(r"不延"), frozenset({"extend", "late_grant", "set_due", "agree"})),
)
"""不催了, 先不销了: what is dropped, as what it was read."""


def _drops_another(ctx: Context, question: Question, text: str) -> bool:
    """Say whether words drop one thing by its name, and something else was read back."""
    if question.kind not in ("confirm", "reason"):
        return False
    named = [dropped for words, dropped in DROPS if words.search(text)]
    return bool(named) and original(ctx, question)[0].command not in named[0]


def _calls_off(ctx: Context, question: Question, said: Said) -> bool:
    """Say whether 5-006先不销号 answers the question whether to ask for its closure."""
    if said.value != asides.KEPT or question.kind != "confirm":
        return False
    alike = said.target.code in ("", question.payload.get("code"))
    return alike and original(ctx, question)[0].command == "submit"


def resolve(ctx: Context, question: Question, said: Said, text: str) -> Resolved | None:
    """Take `said` as the answer to `question`; None where it is something else.

    Raises nothing that was not said: a number out of range is left to the lists.
    """
    if _calls_off(ctx, question, said):
        return Resolved(Wish(Said("cancel")), ctx, {})
    if said.command == "cancel":
        if said.target.code not in ("", None, question.payload.get("code")):
            return None
        if _drops_another(ctx, question, text):
            return read_back.again(ctx, question)
        return Resolved(Wish(said), ctx, {})
    act = ANSWERS.get(question.kind)
    picked = choices.chosen(text, len(question.choices)) if question.choices else None
    if picked == choices.NONE_OF_THEM:
        question.state = "cancelled"
        return Resolved(Wish(Said("none_of_them", value=question.kind)), ctx, {})
    if picked is not None and (len(picked) == 1 or not question.payload.get("more")):
        said = Said("choose", Target("number", number=picked[0]), numbers=picked)
    return act(ctx, question, said, text) if act else None


def called_off(
    ctx: Context, question: Question | None, text: str
) -> tuple[str, str] | None:
    """Words that drop what was read back, and what is said behind them.

    算了，改到12月1日 is no such thing: another day is asked for.
    """
    if question is None or question.kind not in ("confirm", "reason"):
        return None
    parted = wholes.called_off(text)
    if parted and replies.other_day(parted[1], ctx.now, ctx.calendar):
        return None
    return parted


def picks_nothing(question: Question, text: str) -> bool:
    """Say whether words pick (两个都是) or deny (不是轮岗那个), but say not which."""
    asked = question.kind == choosing.WHICH_ITEM
    plain = tidy(fold(text))
    return asked and (
        choices.is_pick(plain) or choices.says_no_more(plain) or titles.denies(text)
    )
