"""阶梯的样子：一步一个编号，什么时候、告诉谁、要不要先给巡察办过目。"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from rules.errors import Misconfigured
from rules.vocabulary import Role

WHENS = ("due", "review", "stalled")
MOST_WORKDAYS = 1000
"""Some four years: nobody means more, and counting on would never end."""

KEYS = frozenset({"id", "when", "workdays", "to", "draft", "hold", "release"})
RESERVED = frozenset(
    {"urge", "delivered", "submitted", "endorsed", "extension", "answered", "vacant"}
)
"""Ids of notices that no ladder causes (decisions.md 9)."""

HOLD_SUFFIX, RELEASE_SUFFIX = "-hold", ":release"
"""Behind the id of a step that is only shown; no step of a ladder can end so."""

UPPER = frozenset({Role.DISTRICT_LEADER, Role.LEADING_GROUP})


@dataclass(frozen=True)
class Step:
    """One rung: `workdays` relative to the due (or review) date, or of silence.

    `draft` names a letter drafted for the office, `hold` shows the step to the office
    the workday before, `release` leaves only when a person releases it. Steps to the
    principal are always held, those above always released by hand (domain.md §5).
    """

    id: str
    when: str
    workdays: int
    to: tuple[Role, ...]
    draft: str = ""
    hold: bool = False
    release: bool = False

    def only(self, roles: tuple[Role, ...]) -> "Step":
        """Return the same step for some of its receivers."""
        return replace(self, to=roles)


@cache
def built_in() -> tuple[Step, ...]:
    """The ladder of domain.md §5, from rules/data/ladder.toml."""
    text = resources.files("rules").joinpath("data/ladder.toml").read_text("utf-8")
    return load_ladder(tomllib.loads(text)["step"])


def load_ladder(entries: Sequence[Mapping[str, object]]) -> tuple[Step, ...]:
    """Read steps from plain values; raises Misconfigured naming the wrong one."""
    steps = tuple(_step(entry) for entry in entries)
    ids = [step.id for step in steps]
    for name in ids:
        if ids.count(name) > 1:
            raise Misconfigured(f"[[escalation]] 编号 {name} 出现了两次，请改成不同的")
    return steps


def _step(entry: Mapping[str, object]) -> Step:
    name = str(entry.get("id", ""))
    if not name:
        raise Misconfigured("[[escalation]] 有一步没有 id，请补上")
    if name in RESERVED or ":" in name or name.endswith(HOLD_SUFFIX):
        raise Misconfigured(f"[[escalation]] 编号 {name} 系统自用，请另取一个")
    for key in entry:
        if key not in KEYS:
            raise Misconfigured(f"[[escalation]] {name} 里没有 {key} 这个键，请删去")
    when = str(entry.get("when") or "due")
    if when not in WHENS:
        raise Misconfigured(
            f"[[escalation]] {name} 的 when 只能是 due、review、stalled 之一"
        )
    workdays = entry.get("workdays")
    if not isinstance(workdays, int) or isinstance(workdays, bool):
        raise Misconfigured(f"[[escalation]] {name} 的 workdays 应是整数")
    if abs(workdays) > MOST_WORKDAYS:
        raise Misconfigured(
            f"[[escalation]] {name} 的 workdays 太大，最多 {MOST_WORKDAYS}"
        )
    if when == "stalled" and workdays < 1:
        raise Misconfigured(f"[[escalation]] {name} 的 workdays 应大于0")
    roles = _roles(name, entry.get("to"))
    return Step(
        id=name,
        when=when,
        workdays=workdays,
        to=roles,
        draft=str(entry.get("draft") or ""),
        hold=bool(entry.get("hold", False)) or Role.PRINCIPAL in roles,
        release=bool(entry.get("release", False)) or bool(UPPER & set(roles)),
    )


def _roles(name: str, value: object) -> tuple[Role, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise Misconfigured(f"[[escalation]] {name} 的 to 应列出至少一个角色")
    roles = []
    for word in value:
        try:
            roles.append(Role(str(word)))
        except ValueError as error:
            known = "、".join(role.value for role in Role)
            raise Misconfigured(
                f"[[escalation]] {name} 的 to 里没有 {word} 这个角色，可用：{known}"
            ) from error
    return tuple(dict.fromkeys(roles))


def to_json(steps: Sequence[Step]) -> list[dict[str, object]]:
    """Return the steps as plain values, to be frozen on a finding."""
    return [
        {
            "id": step.id,
            "when": step.when,
            "workdays": step.workdays,
            "to": [role.value for role in step.to],
            "draft": step.draft,
            "hold": step.hold,
            "release": step.release,
        }
        for step in steps
    ]


def from_json(entries: Sequence[Mapping[str, object]]) -> tuple[Step, ...]:
    """Read frozen steps back."""
    return load_ladder(entries)
