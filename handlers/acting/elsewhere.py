"""不在这里办：说到移交编号的话和文件，只留摘要，名字和内容都不留（domain.md §3、§7）。"""

from handlers.context import Context
from models import findings
from rules.errors import Refusal
from rules.speech import clues

KIND = "elsewhere"
WHY = (
    "文件名里写着以X开头的编号，系统没有保存；请按原来的渠道交，发在聊天里的请您撤回。"
)
NAMELESS = "文件"
"""What a file is called whose name is not kept."""


def belongs(ctx: Context, words: str) -> bool:
    """Say whether words name a matter of which nothing is kept here."""
    if not clues.numbers(words):
        return False
    return clues.names_one(words, findings.round_codes(ctx.session))


def bar(ctx: Context, name: str, data: bytes) -> None:
    """Raise Refusal `file`, with the hash alone, for a file that is called after one."""
    if belongs(ctx, name):
        raise Refusal("file", kind=KIND, why=WHY, sha256=clues.mark(data))


def shown(ctx: Context, name: str) -> str:
    """A file's name as it may be kept and said again."""
    return NAMELESS if belongs(ctx, name) else name


def note(error: Refusal) -> dict[str, object]:
    """What the journal keeps of a file that was refused; never its name."""
    kept = {"kind": error.facts.get("kind", "")}
    return (
        {**kept, "sha256": error.facts["sha256"]} if "sha256" in error.facts else kept
    )
