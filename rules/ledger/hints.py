"""没收下时说清该怎样写：每个缘由一句话。"""

import re
from collections.abc import Sequence

MISSING_ROUND = "missing_round"
"""Why a sheet is not read at all until somebody says of which round it is."""

_TYPED = re.compile(r"，或在登记时写明[^，。]*（--[^）]*）")
"""What only whoever types the command can do."""

_FIXED = {
    "missing_number": "请填写编号，例如 23 或 5-023。",
    "missing_text": "请填写问题的具体内容。",
    "other_header": "这一行起是另一个表头，栏和上面不同，以下没有读取；"
    "请把它分到另一张表。",
    "second_table": "这张表的右边还有一张同样表头的表，没有读取；请把它接在下面，或分到另一张表。",
    MISSING_ROUND: "表中没有写明轮次，请增加“轮次”一栏，或在登记时写明轮次（--round 5）。",
    "no_feedback": "这个时限要从反馈那天算起，表中没有写明反馈日期：请增加“反馈日期”一栏，"
    "或在标题行写明“反馈日期：2026年4月10日”，或在登记时写明反馈日期（--feedback-on）。",
    "changed_hands": "这里像是写着换过人，请只写现在负责的人。",
    "cell_error": "这一格是公式错误，请改正公式，或直接填写内容。",
    "formula_without_value": "这一格的公式没有结果，请用表格软件打开后保存一次，"
    "或直接填写内容。",
    "missing_name": "请填写姓名。",
    "missing_unit": "请填写单位。",
    "unit_path": "这像是通讯录里的层级，请只写单位的名称，几个单位用顿号隔开。",
    "unit_not_said": "表中没有写明单位，请增加“被巡察单位”一栏，或在标题行写明"
    "“填报单位：…”，或用单位名作表名。",
    "no_person": "这一项没有责任人，进展记不到人名下，请先补上责任人。",
    "bad_userid": "账号请照企业微信通讯录填写，只含字母、数字和 . - _ @。",
    "unknown_role": "角色请写：经办人、责任领导、主要负责人、联络员、单位纪检机构、"
    "巡察办、巡察办负责人、巡察组、领导小组、分管区领导、接收部门。",
    "which_head": "“负责人”可能是单位主要负责人，也可能是某一项的责任人，请写清是"
    "“主要负责人”还是“经办人”。",
    "userid_of_another": "这个账号在前面的行已属于另一个人，请核对姓名和账号。",
}


SHOWN = 20
"""Characters of a finding's text that a sentence shows."""


def in_chat(instead: str) -> str:
    """Return what to write instead, without what nobody can do in chat."""
    return _TYPED.sub("", instead)


def hint(reason: str, **facts: object) -> str:
    """Return the sentence that says what to write instead.

    `facts` for some reasons: `dated` and `layered` (bad_number), `months` (bad_date:
    a range of months or their number), `code`, `where` and `same` (the same
    text, duplicate_number), `code` (unknown_number, other_finding, bare_number,
    not_open), `round` (wrong_round),
    `like` (unknown_unit, unknown_person: list of names), `post` (unknown_person: the
    words are only a post), `several` (unknown_unit),
    `choices` and `titles` (ambiguous_person: (unit, userid) pairs, their posts),
    `left` (missing_column: header words that mean nothing to us), `name`
    (retired, retired_row), `code`, `text` ('' where it may not be said) and `other`
    (moved), `why` (lists_apart), `word` (other_part).
    """
    if reason in _FIXED:
        return _FIXED[reason]
    return _HINTS[reason](facts)


def _bad_number(facts: dict[str, object]) -> str:
    if facts.get("dated"):
        return "这一格被表格软件当成了日期，请把格式改为文本后填写，例如 5-023。"
    if facts.get("layered"):
        return (
            "这是分项的编号；整栏都写成 1.1、1.2 的才另给编号，和 1、2 混写的，"
            "请把分项并到上一级那一行，或整栏改写成正整数。"
        )
    return "编号请写成正整数，或“轮次-序号”，例如 23 或 5-023。"


def _duplicate_number(facts: dict[str, object]) -> str:
    if facts.get("same"):
        return (
            f"{facts['code']} 在{facts['where']}已经写过同一项；一项分写在几张表里的，"
            "请把措施、责任人、时限并到一张表的同一行，再导入。"
        )
    return (
        f"{facts['code']} 在{facts['where']}已经用过，请改用没有用过的编号；"
        "如果是同一项，请并到那一行。"
    )


def _bad_date(facts: dict[str, object]) -> str:
    if facts.get("months"):
        return (
            "可能是从几月到几月，也可能是几个月；请写上年份（2026年3-6月），"
            "或写成 6月底前、6个月内。"
        )
    return (
        "看不出是哪一天，请写成 2026年12月31日、12月底前、3个月内、立行立改或长期坚持。"
    )


def _wrong_round(facts: dict[str, object]) -> str:
    return f"本次登记的是第{facts['round']}轮，请核对；其他轮次的问题请另行登记。"


def _unknown_unit(facts: dict[str, object]) -> str:
    like = facts.get("like")
    names = "、".join(like) if isinstance(like, list) else ""
    if facts.get("several"):
        return (
            "这里写了几个单位，没有写明哪个牵头；请写“牵头：…，配合：…”，"
            "或只写负责的一个单位。"
        )
    if facts.get("blank"):
        return "这一行没有写单位，请写上花名册中的名称。"
    near = f"相近的有：{names}。" if names else ""
    return f"花名册中没有这个单位。{near}请写花名册中的名称，或先登记该单位的人员。"


def _moved(facts: dict[str, object]) -> str:
    text = str(facts["text"])
    whole = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
    shown = f"“{whole}”" if text else "另一项"
    other = facts.get("other")
    if other == facts["code"]:
        return (
            f"编号像是挪动过：这一行是 {other} 登记的{shown if text else '那一项'}。"
            "请改回原来的编号，新增的项接在后面编，再导入；"
            "确是又发现一次的，请在内容里写明时间、地点等不同之处。"
        )
    here = f"这一行写的是 {other} 的内容" if other else "这一行写的是别的内容"
    return (
        f"编号像是挪动过：{facts['code']} 登记的是{shown}，{here}。"
        "请改回原来的编号，新增的项接在后面编，再导入。"
    )


def _unknown_number(facts: dict[str, object]) -> str:
    return f"台账里没有 {facts['code']}，请核对编号；新的问题请先按台账导入。"


def _not_open(facts: dict[str, object]) -> str:
    return f"{facts['code']} 现在不收进展（未交办，或已在核验、已销号、已核减）。"


def _bare_number(facts: dict[str, object]) -> str:
    return (
        f"只有序号，没有问题的原文可以核对，认不准就是 {facts['code']}："
        f"请写完整编号（{facts['code']}），或写上问题原文。"
    )


def _other_finding(facts: dict[str, object]) -> str:
    return f"这里写的和 {facts['code']} 的问题对不上，请核对编号。"


def _unknown_person(facts: dict[str, object]) -> str:
    if facts.get("post"):
        return "这里只写了职务，本单位没有人或不止一人任这一职务，请写明姓名。"
    like = facts.get("like")
    names = "、".join(like) if isinstance(like, list) else ""
    near = f"。本单位相近的有：{names}。" if names else "，"
    return f"花名册中没有此人{near}请核对姓名，或先把此人登记到花名册。"


def _retired(facts: dict[str, object]) -> str:
    return f"{facts['name']}已离任，请写现在负责的人；误办离任的，请巡察办先办复任。"


def _ambiguous_person(facts: dict[str, object]) -> str:
    choices = facts["choices"]
    pairs = choices if isinstance(choices, Sequence) else ()
    held = facts.get("titles")
    titles = held if isinstance(held, dict) else {}
    names = "、".join(
        f"{unit}{next(iter(titles.get((unit, userid), ())), '')}（{userid}）"
        for unit, userid in pairs
    )
    return f"同名的有：{names}。请在姓名后用括号写明账号，职务不同的也可以写职务。"


def _retired_row(facts: dict[str, object]) -> str:
    name = facts["name"]
    return (
        f"{name}已离任，这一行没有登记；误办离任的，"
        f"请巡察办在聊天里回复“复任 {name}”，再导入一次。"
    )


def _missing_column(facts: dict[str, object]) -> str:
    left = facts.get("left")
    words = "、".join(left) if isinstance(left, list) else ""
    unread = (
        f"没有认出的栏有：{words}；如果就是其中一栏，请改用这个栏名。" if words else ""
    )
    return f"表头里没有这一栏，请补上。{unread}"


def _other_part(facts: dict[str, object]) -> str:
    return (
        f"这里写的{facts['word']}和表头上面的不同，这一行以下没有读取；"
        "请把它分到另一张表。"
    )


def _lists_apart(facts: dict[str, object]) -> str:
    return (
        f"几张清单按编号并不到一起：{facts['why']}。请在每张表里写上“问题编号”一栏，"
        "或把措施、责任人、时限并到一张表的同一行，再导入。"
    )


_HINTS = {
    "missing_column": _missing_column,
    "lists_apart": _lists_apart,
    "other_part": _other_part,
    "bad_number": _bad_number,
    "bad_date": _bad_date,
    "duplicate_number": _duplicate_number,
    "wrong_round": _wrong_round,
    "unknown_unit": _unknown_unit,
    "moved": _moved,
    "unknown_number": _unknown_number,
    "other_finding": _other_finding,
    "bare_number": _bare_number,
    "not_open": _not_open,
    "unknown_person": _unknown_person,
    "retired": _retired,
    "retired_row": _retired_row,
    "ambiguous_person": _ambiguous_person,
}
