"""认表头：哪一行是表头，哪一列是什么，标题行里还说了什么。"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from rules.errors import Misconfigured
from rules.ledger_cells import find_round, plain
from rules.ledger_sheet import Merge, Sheet, is_blank, text_of

Kind = Literal["roster", "ledger"]


def _table(words: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(line.split()) for name, line in words.items()}


LEDGER_HEADERS = _table(
    {
        "round": "轮次 巡察轮次 所属轮次 巡视轮次",
        "number": "编号 问题编号 序号 问题序号 巡察问题序号 反馈问题序号 NO NO. 项号",
        "unit": "被巡察党组织 被巡察单位 被巡察党组织名称 被巡视党组织 被审计单位 "
        "被督查单位 整改单位 所属单位 单位名称 单位",
        "unit_or_department": "责任单位 整改责任单位 承办单位",
        "feedback_on": "反馈日期 反馈时间",
        "category": "问题类别 问题分类 问题类型 主要方面 督办类型 类别",
        "title": "问题标题 标题 发现的问题 突出问题 问题摘要 事项名称 问题名称",
        "text": "具体问题 反馈问题 问题的具体内容 问题具体内容 问题描述 具体描述 "
        "问题内容 巡察反馈问题 反馈的问题 反馈意见 整改问题 存在的问题 存在问题 问题",
        "manifestation": "具体表现 问题表现 具体表现形式",
        "measure": "整改措施 整改措施具体内容 整改举措 措施内容 具体措施 "
        "具体整改措施 任务分解 措施 整改要求",
        "leader": "责任领导 牵头领导 整改责任领导 牵头责任领导 分管领导",
        "department": "责任部门 牵头部门 责任科室 牵头科室 责任股室 承办部门",
        "person": "责任人 经办人 具体责任人 直接责任人 整改责任人 承办人 责任人员",
        "principal": "第一责任人 主要负责人",
        "due": "完成时限 整改时限 整改期限 整改完成时限 办结时限 截止日期 "
        "预计完成时间 计划完成时间 计划完成日期 完成时间 时限",
        "status": "整改状态 任务状态 状态 销号情况 完成情况 整改情况 进展",
        "evidence": "佐证要求 佐证材料要求",
    }
)
"""Field of a finding → header words that mean it, the surest first (practice.md §6)."""

ROSTER_HEADERS = _table(
    {
        "name": "姓名 人员姓名 名字",
        "userid": "账号 帐号 企业微信账号 企微账号 成员账号 用户账号 USERID",
        "phone": "手机 手机号 手机号码 联系电话 电话",
        "unit": "单位 所在单位 工作单位 单位名称",
        "title": "职务 现任职务 职位 岗位",
        "roles": "角色 巡察角色 身份",
        "salutation": "称呼",
    }
)
"""Field of a person → header words that mean it."""

MEASURE_FIELDS = frozenset(
    {"leader", "person", "department", "due", "status", "unit_or_department"}
)
"""Fields that a measure may have for itself, beside those of its finding."""

HEADER_SEARCH_ROWS = 30
FEWEST_FIELDS = 3
LEAST_SURE = 100

_LABELLED_UNIT = re.compile(
    r"(?:填报单位|报送单位|整改单位|被巡察党组织|被巡察单位|单位名称|单位)"
    r"(?:[(][^)]*[)])?:\s*([^\s:,;。]+)"
)
_FEEDBACK = re.compile(
    r"反馈(?:日期|时间):?\s*(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})"
)


@dataclass(frozen=True)
class Layout:
    """Where things stand in one sheet; rows and columns count from 1.

    `kind` is None for a sheet that is neither roster nor ledger. `columns` maps a
    field to its column (fields of measures begin with `measure_`), `words` to the
    header word that people see. `titles` are the (row, text) lines above the header.
    `missing` names the required fields that have no column.
    """

    kind: Kind | None
    header_rows: tuple[int, ...] = ()
    columns: dict[str, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    unit_from_title: str | None = None
    feedback_from_title: date | None = None
    round_from_title: str | None = None
    titles: tuple[tuple[int, str], ...] = ()
    missing: tuple[str, ...] = ()
    sheet: str = ""
    width: int = 0
    header: tuple[tuple[str, ...], ...] = ()
    merged: tuple[Merge, ...] = ()

    @property
    def others(self) -> tuple[int, ...]:
        """Return the columns that have a header and mean nothing to us."""
        used = set(self.columns.values())
        bottom = self.header[-1] if self.header else ()
        return tuple(
            column
            for column in range(1, self.width + 1)
            if column not in used and len(bottom) >= column
        )

    def understood(self) -> dict[str, object]:
        """Return what each column was taken for, for the preview of an import."""
        labels = {column: name for name, column in self.columns.items()}
        read = [
            {"column": column, "header": self.shown(column), "field": labels[column]}
            for column in sorted(labels)
        ]
        left = [self.shown(column) for column in self.others if self.shown(column)]
        return {"sheet": self.sheet, "kind": self.kind, "read": read, "left": left}

    def shown(self, column: int) -> str:
        """Return the header words of a column, the upper ones before the lower."""
        words = [row[column - 1] for row in self.header if len(row) >= column]
        return "／".join(dict.fromkeys(word for word in words if word))

    def plain(self) -> dict[str, object]:
        """Return the layout as it is kept, so that an export can look the same."""
        return {
            "sheet": self.sheet,
            "kind": self.kind,
            "columns": dict(self.columns),
            "header": [list(row) for row in self.header],
            "merged": [list(one) for one in self.merged],
            "titles": [list(one) for one in self.titles],
            "header_rows": list(self.header_rows),
            "width": self.width,
        }

    def word(self, name: str) -> str:
        """Return the header word of a field, the usual one if it has no column."""
        if name in self.words:
            return self.words[name]
        table = ROSTER_HEADERS if self.kind == "roster" else LEDGER_HEADERS
        return table[name][0]


def recognise(sheet: Sheet, corrected: Mapping[str, str] | None = None) -> Layout:
    """Find the header of a sheet, of one row or of two, and read its title lines.

    `corrected` says of header words which field they mean (`leave` for none); it wins
    over the table of words.
    """
    layout = _recognised(sheet, corrected or {})
    if layout.kind is None:
        return replace(layout, sheet=sheet.name)
    first, last = layout.header_rows[0], layout.header_rows[-1]
    header = tuple(
        tuple(text_of(value) for value in sheet.rows[row - 1])
        for row in range(first, last + 1)
    )
    merged = tuple(one for one in sheet.merged if one[0] <= last)
    return replace(
        layout, sheet=sheet.name, width=sheet.width, header=header, merged=merged
    )


LEAVE = "leave"
"""The field word that says: this column means nothing."""


def ensure_fields(corrected: Mapping[str, str]) -> None:
    """Raise Misconfigured where a correction names a field that does not exist."""
    known = {*LEDGER_HEADERS, *ROSTER_HEADERS, LEAVE}
    known |= {f"measure_{name}" for name in MEASURE_FIELDS}
    for header, name in corrected.items():
        if name not in known:
            raise Misconfigured(
                f"--column “{header}={name}”：没有“{name}”这个字段，可用的有："
                + "、".join(sorted(known))
            )


def _recognised(sheet: Sheet, corrected: Mapping[str, str]) -> Layout:
    filled = sheet.filled_top(HEADER_SEARCH_ROWS + 2)
    best: tuple[int, ...] = ()
    most = 0
    for row in range(1, min(sheet.height, HEADER_SEARCH_ROWS) + 1):
        for last in (row, row + 1):
            rows = tuple(range(row, last + 1))
            found = len(_read_header(filled, rows, corrected)[1])
            if (found, -len(rows)) > (most, -len(best)):
                best, most = rows, found
    if not best:
        return Layout(None, titles=_titles(filled, sheet.height + 1))
    rows = _with_merged_rows(sheet, best)
    kind, columns = _read_header(filled, rows, corrected)
    if kind is None or len(columns) < most:
        kind, columns = _read_header(filled, best, corrected)
    words = {name: _shown(filled, rows, column) for name, column in columns.items()}
    return _with_titles(filled, kind or "ledger", rows, columns, words)


def _read_header(
    filled: Sheet, rows: tuple[int, ...], corrected: Mapping[str, str]
) -> tuple[Kind | None, dict[str, int]]:
    cells = [_header_cell(filled, rows, c) for c in range(1, filled.width + 1)]
    given = _given(cells, corrected)
    free = [
        ("", "") if column in given else cell for column, cell in enumerate(cells, 1)
    ]
    named = {name: column for column, name in given.items() if name != LEAVE}
    roster = {**_columns(free, ROSTER_HEADERS), **named}
    if "name" in roster and roster.keys() & {"userid", "roles"}:
        return ("roster", roster) if len(roster) >= FEWEST_FIELDS else (None, {})
    ledger = {**_settled(_columns(free, LEDGER_HEADERS)), **named}
    known = ledger.keys() & {"text", "measure", "number"}
    if known and len(ledger) >= FEWEST_FIELDS:
        return "ledger", ledger
    return None, {}


def _given(
    cells: list[tuple[str, str]], corrected: Mapping[str, str]
) -> dict[int, str]:
    """Which columns a correction speaks of, by their lower or their joined words."""
    wanted = {_word(header): name for header, name in corrected.items()}
    found: dict[int, str] = {}
    for column, (word, group) in enumerate(cells, start=1):
        name = wanted.get(f"{group}/{word}", wanted.get(word))
        if name is not None and name not in found.values():
            found[column] = name
    return found


def _header_cell(filled: Sheet, rows: tuple[int, ...], column: int) -> tuple[str, str]:
    """Return the words of a column from below and, where two rows differ, above it."""
    upper, lower = (_word(filled.value(row, column)) for row in (rows[0], rows[-1]))
    return (lower, upper) if lower and lower != upper else (upper, "")


def _word(value: object) -> str:
    text = re.sub(r"[(（【\[][^)）】\]]*[)）】\]]", "", plain(value))
    return text.strip("*＊:：").upper() if len(text) <= HEADER_SEARCH_ROWS else ""


def _columns(
    cells: list[tuple[str, str]], table: dict[str, tuple[str, ...]]
) -> dict[str, int]:
    candidates: dict[str, list[tuple[int, int]]] = {}
    for column, (word, group) in enumerate(cells, start=1):
        for name, words in table.items():
            if word in words:
                name_here = _group_prefix(name, group, table) + name
                entry = (words.index(word), column)
                candidates.setdefault(name_here, []).append(entry)
            elif group in words and not _known(word, table):
                candidates.setdefault(name, []).append((LEAST_SURE, column))
    return _chosen(candidates)


def _known(word: str, table: dict[str, tuple[str, ...]]) -> bool:
    return any(word in words for words in table.values())


def _group_prefix(name: str, group: str, table: dict[str, tuple[str, ...]]) -> str:
    grouped = group in table.get("measure", ()) and name in MEASURE_FIELDS
    return "measure_" if grouped else ""


def _chosen(candidates: dict[str, list[tuple[int, int]]]) -> dict[str, int]:
    """Give each field its surest column; a repeat right of the measures is theirs."""
    columns = {name: min(entries)[1] for name, entries in candidates.items()}
    measure = columns.get("measure")
    for name in sorted(MEASURE_FIELDS & candidates.keys()):
        entries = sorted(column for _, column in candidates[name])
        later = [c for c in entries if measure is not None and c > measure]
        if len(entries) > len(later) and later:
            columns[name] = min(e for e in candidates[name] if e[1] not in later)[1]
            columns.setdefault(f"measure_{name}", later[0])
    return columns


def _settled(columns: dict[str, int]) -> dict[str, int]:
    """Let a column that can mean two things mean what this sheet needs."""
    settled = dict(columns)
    manifestation = settled.pop("manifestation", None)
    if manifestation is not None:
        if "text" in settled and "title" not in settled:
            settled["title"] = settled["text"]
        settled["text"] = manifestation
    if "text" not in settled and "title" in settled:
        settled["text"] = settled.pop("title")
    for name in sorted(MEASURE_FIELDS):
        own = f"measure_{name}"
        if name not in settled and own in settled:
            settled[name] = settled.pop(own)
    return settled


def _with_merged_rows(sheet: Sheet, rows: tuple[int, ...]) -> tuple[int, ...]:
    """Add the rows that cells merged downwards join with the header."""
    joined = [
        (top, bottom)
        for top, left, bottom, right in sheet.merged
        if left == right and top < bottom and not (bottom < rows[0] or top > rows[-1])
    ]
    first = min((top for top, _ in joined), default=rows[0])
    last = max((bottom for _, bottom in joined), default=rows[-1])
    return tuple(range(min(first, rows[0]), max(last, rows[-1]) + 1))


def _shown(filled: Sheet, rows: Iterable[int], column: int) -> str:
    words = ["".join(text_of(filled.value(row, column)).split()) for row in rows]
    return next(word for word in reversed(words) if word)


def _titles(filled: Sheet, header_row: int) -> tuple[tuple[int, str], ...]:
    lines: list[tuple[int, str]] = []
    for row in range(1, min(header_row, HEADER_SEARCH_ROWS)):
        values = (filled.value(row, column) for column in range(1, filled.width + 1))
        texts = dict.fromkeys(text_of(value) for value in values if not is_blank(value))
        lines.extend((row, text) for text in texts)
    return tuple(lines)


def _with_titles(
    filled: Sheet,
    kind: Kind,
    rows: tuple[int, ...],
    columns: dict[str, int],
    words: dict[str, str],
) -> Layout:
    titles = _titles(filled, rows[0])
    lines = [unicodedata.normalize("NFKC", text) for _, text in titles]
    units = [found.group(1) for found in map(_LABELLED_UNIT.search, lines) if found]
    days = [day for day in map(_feedback, lines) if day]
    rounds = [code for code in map(find_round, lines) if code]
    if kind == "ledger":
        _settle_unit(columns, words, bool(units))
    required = ("name", "unit") if kind == "roster" else ("text",)
    return Layout(
        kind=kind,
        header_rows=rows,
        columns=columns,
        words=words,
        unit_from_title=units[0] if units else None,
        feedback_from_title=days[0] if days else None,
        round_from_title=rounds[0] if rounds else None,
        titles=titles,
        missing=tuple(name for name in required if name not in columns),
    )


def _settle_unit(columns: dict[str, int], words: dict[str, str], titled: bool) -> None:
    """责任单位 is the unit where nothing else names it, else the department."""
    if "unit_or_department" not in columns:
        return
    name = "department" if titled or "unit" in columns else "unit"
    column, word = columns.pop("unit_or_department"), words.pop("unit_or_department")
    columns.setdefault(name, column)
    words.setdefault(name, word)


def _feedback(line: str) -> date | None:
    found = _FEEDBACK.search(line)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
