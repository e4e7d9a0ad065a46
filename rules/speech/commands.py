"""命令表：能说什么、谁能说、举一个例子；帮助和参考页都从这里来（interface.md §5）。"""

from difflib import SequenceMatcher

from rules.calendar import spans
from rules.speech import acting_heads, office_commands
from rules.speech.command_spec import (
    CHECKERS,
    COUNTERS,
    DECIDERS,
    DIGESTED,
    LEADERS,
    LOOKS,
    OFFICE,
    PERSON,
    CommandSpec,
)
from rules.vocabulary import Role

COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec("help", ("帮助", "怎么用", "help"), None, "看我能办什么", "帮助"),
    CommandSpec("mine", ("我的事项", "我的"), None, "看自己的事项", "我的"),
    CommandSpec(
        "show",
        LOOKS,
        None,
        "看一项",
        "查 5-023",
        True,
    ),
    CommandSpec("open", ("打开",), None, "取得网页链接", "打开 5-023", True),
    CommandSpec("more", ("更多",), None, "接着看列表", "更多"),
    CommandSpec(
        "progress",
        ("进展", "进度", "报进展", "进殿", "近展"),
        PERSON,
        "报进展，也可直接回复提醒",
        "进展 5-023 已修订采购办法，正在公示",
        True,
    ),
    CommandSpec(
        "complete",
        ("完成",),
        PERSON,
        "标记措施完成",
        "完成 5-023 措施2",
        True,
    ),
    CommandSpec(
        "submit",
        ("申请销号", "申请消号", "销号", "消号", "销账", "消账", "销好", "消好"),
        PERSON | OFFICE,
        "申请销号",
        "销号 5-023",
        True,
    ),
    CommandSpec(
        "extend",
        (
            "申请延期",
            "延期",
            "延其",
            "廷期",
            "严期",
            "沿期",
            "申请廷期",
            "申请延其",
            "演期",
            "申请演期",
        ),
        PERSON,
        "申请延期",
        "延期 5-023 到12月31日 因招标流程未完",
        True,
    ),
    CommandSpec("undo", ("撤销", "撤回"), PERSON | CHECKERS, "收回上一条", "撤销"),
    CommandSpec("move", ("归到", "改到"), PERSON, "改归另一项", "归到5-006", True),
    CommandSpec("receipt", ("收到",), None, "", "收到"),
    CommandSpec(
        "agree",
        ("同意", "都同意", "全部同意"),
        DECIDERS,
        "同意申请",
        "同意 5-023",
    ),
    CommandSpec(
        "return_",
        ("退回", "驳回", "不同意", "不予同意"),
        DECIDERS,
        "退回，写明原因",
        "退回 5-023 未见验收单",
    ),
    CommandSpec("acknowledged", ("已知悉", "知悉"), LEADERS, "答复提醒", "已知悉"),
    CommandSpec(
        "urged_on",
        ("已督促", "已督办", "我已督促", "我已督办"),
        LEADERS,
        "答复已督促",
        "已督促 5-023 本周五前补齐",
    ),
    CommandSpec(
        "coordinate",
        ("需协调", "需要协调"),
        LEADERS,
        "请巡察办协调",
        "需协调 5-023 需区财政局批复",
    ),
    CommandSpec(
        "reassign",
        ("改派",),
        OFFICE | {Role.RESPONSIBLE_LEADER, Role.PRINCIPAL},
        "改派经办人",
        "改派 5-023 张三给李四",
        True,
    ),
    CommandSpec(
        "retire",
        ("离任",),
        OFFICE,
        "办离任交接",
        "离任 张三，由李四接",
    ),
    CommandSpec(
        "acting_head",
        ("主持工作",),
        OFFICE,
        "主要负责人空缺时，记下谁主持",
        "主持工作 区教育局 张三 区委组织部〔2026〕7号",
    ),
    CommandSpec(
        "end_acting",
        tuple(f"{word}主持工作" for word in acting_heads.ENDS),
        OFFICE,
        "终止记下的主持工作",
        "取消主持工作 区教育局",
    ),
    CommandSpec("reinstate", ("复任",), OFFICE, "误办离任的恢复", "复任 张三"),
    CommandSpec("status", ("状态", "总体情况"), COUNTERS, "看总数和比率", "状态"),
    CommandSpec("overdue", ("逾期",), COUNTERS, "看逾期事项", "逾期"),
    CommandSpec("due_within", spans.DUE, COUNTERS, "看哪天、哪周到期", "下周到期"),
    CommandSpec("unit_status", ("还差几项",), COUNTERS, "看一个单位", "教育局还差几项"),
    CommandSpec("digest", ("周报",), DIGESTED, "看周报", "周报"),
    *office_commands.DEEDS,
    CommandSpec("confirm", ("确认",), None, "", "确认"),
    CommandSpec(
        "cancel",
        ("取消", "取消延期", "取消延期申请"),
        PERSON,
        "取消没定的延期申请",
        "取消延期 5-023",
    ),
    CommandSpec(
        "substitute",
        ("代办",),
        PERSON | LEADERS,
        "请人代办",
        "代办 王五 12月10日至15日",
    ),
    CommandSpec(
        "revoke_substitute",
        ("取消代办", "结束代办"),
        PERSON | LEADERS,
        "提前结束代办",
        "取消代办 王五",
    ),
    CommandSpec("export", ("导出",), COUNTERS, "导出表格", "导出 教育局"),
    *office_commands.SAMPLING,
)
"""Everything that can be said; the order is the order of help."""

BY_NAME = {spec.name: spec for spec in COMMANDS}


def example(name: str) -> str:
    """An example of a command, for the sentence that asks which finding."""
    spec = BY_NAME.get(name)
    return spec.example if spec else "查 5-023"


def offered(roles: frozenset[Role]) -> list[CommandSpec]:
    """What somebody with these roles can say, in the order of help."""
    return [
        spec
        for spec in COMMANDS
        if spec.help and (spec.who is None or spec.who & roles)
    ]


def nearest(text: str, roles: frozenset[Role], count: int = 2) -> list[CommandSpec]:
    """What looks most like what was written, of what these roles can say; maybe none."""
    head = text.strip()[:4]
    if not head:
        return []
    scored = [
        (max(SequenceMatcher(None, head, word).ratio() for word in spec.words), spec)
        for spec in offered(roles)
    ]
    close = sorted(
        ((score, spec) for score, spec in scored if score >= 0.5),
        key=lambda entry: -entry[0],
    )
    return [spec for _, spec in close[:count]]
