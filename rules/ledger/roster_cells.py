"""花名册的一行：各栏写着什么，是不是一个人，备注里有没有说人已经离开。"""

import re
from dataclasses import dataclass

from rules.ledger.cells import plain, visible
from rules.ledger.hints import hint
from rules.ledger.layout import Layout
from rules.ledger.sheet import Sheet, is_blank, text_of
from rules.ledger.values import Refused, Warned

_SEPARATORS = re.compile(r"[、，,;；/|｜\n\r]+")

USERID = re.compile(r"^[0-9A-Za-z][0-9A-Za-z_.@-]{0,63}$")

_JOINED = re.compile(r"[兼和及]")
"""责任人兼联络员 are two roles; no role word has these characters in it."""

_LEFT = re.compile(
    r"^[(（]?(?:现?已(?:经)?|于|\d{1,2}[年月日])*(?:调离|调出|调走|离任|离职|辞职|退休|免职|病故|去世|不在岗|离岗)"
    r"(?!返聘)"
)
"""What a note beside somebody says who is no longer there."""

_TOTAL = re.compile(r"^(?:合计|总计|小计|共计)")
_NOBODY = re.compile(r"^(?:合计|总计|小计|共计|注|备注|说明|填表|填报|制表|审核|联系)")
"""How a row below the people begins."""


@dataclass(frozen=True)
class Cells:
    """One row of a roster."""

    filled: Sheet
    layout: Layout
    row: int

    def value(self, name: str) -> object:
        """Return what stands in a field's cell; "" without such a column."""
        column = self.layout.columns.get(name)
        return self.filled.value(self.row, column) if column else ""

    def text(self, name: str) -> str:
        """Return the same as text, without space around it."""
        return text_of(self.value(name)).strip()

    @property
    def placed(self) -> bool:
        """Say whether the row has a unit or a role: a vacant post has no more."""
        return not (is_blank(self.value("unit")) and is_blank(self.value("roles")))

    @property
    def is_total(self) -> bool:
        """Say whether a row without a name begins like a total."""
        shown = (plain(one) for one in self.filled.rows[self.row - 1])
        first = next(filter(None, shown), "")
        return not plain(self.value("name")) and bool(_TOTAL.match(first))

    @property
    def names_somebody(self) -> bool:
        """Say whether the row has a name and an account, and is no note or total."""
        name, userid = plain(self.value("name")), self.text("userid")
        if not name or _NOBODY.match(name):
            return False
        return bool(USERID.match(userid))

    def parts(self, name: str) -> tuple[str, ...]:
        """Return the several units or roles of a cell; the title's unit without a column."""
        text = self.text(name)
        if name == "unit" and name not in self.layout.columns:
            text = self.layout.unit_from_title or ""
        text = _JOINED.sub("、", text) if name == "roles" else text
        pieces = _SEPARATORS.split(text)
        written = visible if name == "unit" else plain
        return tuple(
            {plain(one): written(one) for one in pieces if plain(one)}.values()
        )

    @property
    def is_path(self) -> bool:
        """Say whether 部门 holds a path of the address book: 青禾区/区教育局."""
        return "部门" in self.layout.word("unit") and "/" in plain(self.value("unit"))

    @property
    def said_left(self) -> str:
        """Return the words of a row which say that somebody is no longer there."""
        read = {
            self.layout.columns.get(name, 0) for name in ("name", "userid", "roles")
        }
        cells = enumerate(self.filled.rows[self.row - 1], 1)
        texts = (
            text_of(value).strip() for column, value in cells if column not in read
        )
        return next((text for text in texts if _LEFT.match(text)), "")

    def refused(self, name: str, reason: str) -> Refused:
        """Refuse the cell of a field, with what to write instead."""
        word, value = self.layout.word(name), self.text(name)
        sheet = self.filled.name
        return Refused(sheet, self.row, word, value, reason, hint(reason))

    def warned(self, name: str, reason: str, text: str) -> Warned:
        """Note something to look at in the cell of a field."""
        return Warned(self.filled.name, self.row, reason, text, self.layout.word(name))
