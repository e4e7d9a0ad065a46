"""应用的菜单：每个菜单项说的就是能打的字。"""

MENU: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("我的事项", (("我的事项", "我的"), ("更多", "更多"), ("撤销上一条", "撤销"))),
    (
        "查情况",
        (
            ("状态", "状态"),
            ("逾期", "逾期"),
            ("本周到期", "本周到期"),
            ("周报", "周报"),
        ),
    ),
    ("帮助", ()),
)
"""Three buttons; an entry without more under it says its own name."""


def as_request() -> dict[str, object]:
    """Return the body of menu/create: click events whose keys are words."""
    return {"button": [_button(name, entries) for name, entries in MENU]}


def _button(name: str, entries: tuple[tuple[str, str], ...]) -> dict[str, object]:
    if not entries:
        return {"type": "click", "name": name, "key": name}
    return {
        "name": name,
        "sub_button": [
            {"type": "click", "name": label, "key": words} for label, words in entries
        ],
    }
