"""流水里的一笔叫什么、写了什么：代码对中文。"""

from collections.abc import Iterator, Mapping

from rules.vocabulary import Action, Clock, Status, Word

LABELS = {
    "import": "登记",
    "import_update": "按新台账更新",
    "import_lists": "更新措施和人员",
    "import_progress": "导入进展",
    "import_undone": "撤回导入",
    "evidence_bound": "材料入账",
    "visit_files": "回访材料入账",
    "sample_share": "定抽查比例",
    "drawn": "抽中回访",
    "unsampled": "移出抽查",
    "satisfied": "群众反映的处理结果",
    "evidence_flagged": "材料有疑点",
    "evidence_reviewed": "审材料",
    "evidence_destroyed": "销毁文件",
    "claimed_done": "台账写明已完成，待核验",
    "verified": "已核验台账所写的完成",
    "undo": "撤销",
    "unkept": "一条话没有留存",
    "cancel_extension": "取消延期申请",
    "moved_here": "改归到本项",
    "moved_away": "改归他项",
    "measures_done": "措施完成",
    "check_accept": "审核销号申请",
    "propose": "提出办理意见",
    "reassigned": "改派",
    "archive": "立档",
    "import_roster": "导入花名册",
    "calendar": "补录放假通知",
    "export": "导出",
    "restored": "从备份恢复",
    "mail_retry": "再次发送",
    "refused": "未能办理",
    "file_refused": "文件未收",
    "correct_measure": "更正措施",
    "correct_people": "更正人员",
    "extension_asked": "申请延期",
    "check_extension": "审核延期申请",
    "refuse_extension": "退回延期申请",
    "refuse_proposal": "退回办理意见",
    "withdraw_basis": "核减依据",
    "late_grant_basis": "补办延期的依据",
    "coordinate": "需协调",
    "revoke_substitute": "提前结束代办",
    "lift": "取消暂缓",
    "retire": "离任",
    "acting_head": "主持工作",
    "end_acting": "取消主持工作",
    "reinstate": "复任",
}
"""What is written in the journal beside the actions of people (`Action`)."""


def label(action: str) -> str:
    """What an entry of the journal is called; an unknown one by its code."""
    known = {one.value: one.label for one in Action}
    return LABELS.get(action) or known.get(action) or action


FACTS = {
    "status": "状态",
    "clock": "时限种类",
    "due_on": "期限",
    "due_text": "期限原文",
    "new_due_on": "申请延到",
    "review_on": "复核日期",
    "delivered_on": "交办日期",
    "closed_on": "销号日期",
    "held_until": "暂缓到",
    "held_reason": "暂缓原因",
    "last_report_text": "进展",
    "return_reason": "退回原因",
    "reason": "原因",
    "blocked": "受阻",
    "long_term_cause": "转长期的依据",
    "dissatisfied": "群众反映",
    "result": "处理结果",
    "verdict": "结论",
    "detail": "依据",
    "title": "问题",
    "text": "正文",
    "category": "类别",
    "measures": "措施",
    "no": "措施",
    "number": "材料",
    "evidence_required": "佐证份数",
    "person": "改派给",
    "responsible_person": "责任人",
    "responsible_leader": "责任领导",
    "words": "台账写的",
    "from": "原在",
    "to": "归到",
    "cycle": "第几轮整改",
    "source": "出处",
    "unit": "单位",
    "acting": "主持工作的",
    "document": "文件",
    "manifest": "清单的 SHA-256",
}
"""What an entry says, by the code that it is kept under; the rest are marks by which the
book knows its own rows, and say nothing to people."""

WORDS: dict[str, type[Word]] = {"status": Status, "clock": Clock}


def told(after: Mapping[str, object]) -> str:
    """What an entry says for people to read; what was emptied is left out."""
    return "；".join(_told(after))


def _told(after: Mapping[str, object]) -> Iterator[str]:
    for code, value in after.items():
        if code in FACTS and value not in (None, "", []):
            yield f"{FACTS[code]}：{_value(code, value)}"


def _value(code: str, value: object) -> str:
    if code in WORDS:
        return WORDS[code](str(value)).label
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)
