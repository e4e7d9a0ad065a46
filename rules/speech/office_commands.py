"""巡察办的命令：督查、催办、期限、材料，抽查和群众意见；只供命令表收进去。"""

from rules.speech.command_spec import CHECKERS, MEANS, OFFICE, CommandSpec
from rules.vocabulary import Role

DEEDS: tuple[CommandSpec, ...] = (
    CommandSpec(
        "supervise",
        tuple(MEANS),
        CHECKERS,
        "记督查情况",
        "回访 5-023 现场 已整改 制度上墙，抽查3份凭证",
        True,
    ),
    CommandSpec("urge", ("催办", "催一下", "催"), OFFICE, "催办一项或单位", "催 5-023"),
    CommandSpec(
        "hold",
        ("暂缓", "暂缓上报", "暂缓报告", "暂缓告知", "暂不上报", "缓报"),
        OFFICE,
        "暂缓向上告知",
        "暂缓 5-023 到下周五 因单位已说明",
        True,
    ),
    CommandSpec(
        "lift",
        ("取消暂缓", "解除暂缓", "撤销暂缓", "撤回暂缓", "恢复上报"),
        OFFICE,
        "提前结束暂缓",
        "取消暂缓 5-023",
        True,
    ),
    CommandSpec("release", ("放行",), OFFICE, "放行呈报", "放行 5-023", True),
    CommandSpec("deliver", ("交办",), OFFICE, "交办暂存事项", "交办 5-023", True),
    CommandSpec(
        "set_due", ("期限", "补定期限"), OFFICE, "补定期限", "期限 5-023 12月31日", True
    ),
    CommandSpec(
        "late_grant",
        ("补办延期", "补办"),
        OFFICE,
        "凭领导小组文件补办延期",
        "补办 5-023 12月31日 因招标流程未完 领导小组〔2026〕3号",
        True,
    ),
    CommandSpec(
        "correct",
        ("更正",),
        OFFICE,
        "更正标题、人员、措施",
        "更正 5-023 标题 采购管理不规范",
        True,
    ),
    CommandSpec(
        "defer",
        ("转长期", "转入长期整改"),
        OFFICE,
        "转入长期整改",
        "转长期 5-023 历史遗留 2027年3月31日复核 领导小组纪要第3期",
        True,
    ),
    CommandSpec(
        "reopen",
        ("重新整改",),
        OFFICE,
        "销号后重新整改",
        "重新整改 5-023 回访发现反弹",
        True,
    ),
    CommandSpec(
        "withdraw",
        ("核减",),
        OFFICE,
        "凭文件核减",
        "核减 5-023 领导小组纪要第3期",
        True,
    ),
    CommandSpec("files", ("佐证", "看材料"), None, "逐份看材料", "佐证 5-023", True),
    CommandSpec(
        "reject_file",
        ("佐证不合格", "材料不合格"),
        OFFICE,
        "定材料不合格",
        "佐证不合格 5-023 2 签字不清",
        True,
    ),
    CommandSpec(
        "accept_file",
        ("佐证合格", "材料合格"),
        OFFICE,
        "定材料合格",
        "佐证合格 5-023 2",
        True,
    ),
    CommandSpec(
        "destroy",
        ("销毁",),
        frozenset({Role.OFFICE_HEAD}),
        "销毁误传的涉密文件",
        "销毁 5-023 文件3 误传涉密文件",
        True,
    ),
)
"""What the office does with a finding and its files, in the order of help."""

SAMPLING: tuple[CommandSpec, ...] = (
    CommandSpec("sample", ("列入抽查", "抽查"), OFFICE, "列入抽查", "抽查 5-023", True),
    CommandSpec(
        "unsample",
        ("取消抽查", "移出抽查"),
        OFFICE,
        "移出抽查",
        "取消抽查 5-023 同类已抽查两项",
        True,
    ),
    CommandSpec(
        "sample_share",
        ("抽查比例",),
        OFFICE,
        "定抽查比例",
        "抽查比例 第5轮 20%",
    ),
    CommandSpec(
        "dissatisfied",
        ("群众不满意",),
        OFFICE,
        "记群众不满意",
        "群众不满意 5-023 反映仍在收费",
        True,
    ),
    CommandSpec(
        "satisfied",
        ("群众满意", "群众已满意"),
        OFFICE,
        "记群众反映的处理",
        "群众满意 5-023 已退费并答复",
        True,
    ),
)
"""The visit sample, and what the public says."""
