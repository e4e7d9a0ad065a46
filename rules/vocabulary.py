"""词汇：领域里的每个词只有一个写法，中文就在英文旁边（domain.md §1）。"""

from enum import StrEnum


class Word(StrEnum):
    """A code word with its Chinese beside it: `Status.CLOSED.label == "已销号"`."""

    label: str

    def __new__(cls, code: str, label: str = "") -> "Word":
        """Keep `code` as the value and `label` as the Chinese shown to people."""
        word = str.__new__(cls, code)
        word._value_ = code
        word.label = label
        return word


class Status(Word):
    """Where a finding stands in its life (domain.md §2)."""

    RECORDED = "recorded", "已登记"
    DELIVERED = "delivered", "已交办"
    RECTIFYING = "rectifying", "整改中"
    SUBMITTED = "submitted", "待主要负责人签字"
    ENDORSED = "endorsed", "待核验"
    CLOSED = "closed", "已销号"
    LONG_TERM = "long_term", "持续整改"
    WITHDRAWN = "withdrawn", "已核减"


class Action(Word):
    """What people do to a finding; the first nine move its status (domain.md §2)."""

    DELIVER = "deliver", "交办"
    REPORT = "report", "报进展"
    SUBMIT = "submit", "申请销号"
    ENDORSE = "endorse", "主要负责人签字"
    ACCEPT = "accept", "销号"
    RETURN = "return", "退回"
    DEFER = "defer", "转入长期整改"
    REOPEN = "reopen", "重新整改"
    WITHDRAW = "withdraw", "核减"
    # Beside the status table (decisions.md 28).
    COMPLETE = "complete", "标记完成"
    ATTACH = "attach", "交佐证材料"
    EXTEND = "extend", "申请延期"
    VISIT = "visit", "督查记录"
    ACKNOWLEDGE = "acknowledge", "签收"
    URGE = "urge", "催办"
    # Deeds of the office and of leaders that leave the status alone.
    SEE = "see", "查看"
    AGREE_EXTENSION = "agree_extension", "同意延期"
    ENDORSE_EXTENSION = "endorse_extension", "同意再次延期"
    GRANT_EXTENSION = "grant_extension", "批准延期"
    REASSIGN = "reassign", "改派"
    ANSWER = "answer", "答复提醒"
    CORRECT = "correct", "更正"
    SET_DUE = "set_due", "补定期限"
    LATE_GRANT = "late_grant", "补办延期"
    REVIEW_EVIDENCE = "review_evidence", "审材料"
    SAMPLE = "sample", "抽查"
    DISSATISFY = "dissatisfy", "群众不满意"
    SUBSTITUTE = "substitute", "代办"
    HOLD = "hold", "暂缓"
    RELEASE = "release", "放行"


class Role(Word):
    """Who somebody is; a person may hold several roles in several units."""

    OFFICE = "office", "巡察办"
    OFFICE_HEAD = "office_head", "巡察办负责人"
    TEAM = "team", "巡察组"
    LEADING_GROUP = "leading_group", "领导小组"
    PRINCIPAL = "principal", "主要负责人"
    UNIT_DISCIPLINE = "unit_discipline", "单位纪检机构"
    RESPONSIBLE_LEADER = "responsible_leader", "责任领导"
    RESPONSIBLE_PERSON = "responsible_person", "责任人"
    LIAISON = "liaison", "联络员"
    DISTRICT_LEADER = "district_leader", "分管区领导"
    DISCIPLINE = "discipline", "纪委"
    ORGANISATION = "organisation", "组织部"
    DEPARTMENT = "department", "职能部门"


class AnswerKind(Word):
    """What a leader answers to a message (domain.md §5)."""

    ACKNOWLEDGED = "acknowledged", "已知悉"
    URGED_ON = "urged_on", "已督促"
    COORDINATE = "coordinate", "需协调"
    RECEIPT = "receipt", "收到"


class Clock(Word):
    """What kind of time limit a finding has (domain.md §1 整改时限)."""

    DATED = "dated", "限期"
    IMMEDIATE = "immediate", "立行立改"
    LONG_TERM = "long_term", "长期坚持"
    UNSET = "unset", "未定期限"


class Light(Word):
    """Derived, never stored (domain.md §5)."""

    BLUE = "blue", "蓝灯"
    GREEN = "green", "绿灯"
    YELLOW = "yellow", "黄灯"
    RED = "red", "红灯"
    GREY = "grey", "灰灯"


class ReportKind(Word):
    """What a report is worth (decisions.md 24)."""

    SUBSTANTIVE = "substantive", "实质进展"
    STATUS_ONLY = "status_only", "仅说明状态"
    RECEIPT = "receipt", "签收"
    BLOCKED = "blocked", "受阻"


class Means(Word):
    """督查五法 (domain.md §1)."""

    PHONE = "phone", "电话了解"
    INQUIRY = "inquiry", "函询"
    HEARING = "hearing", "听取汇报"
    REVIEW = "review", "审阅报告"
    VISIT = "visit", "回访"


class Verdict(Word):
    """What a supervision found; the value is the promised Chinese word."""

    DONE = "到位", "到位"
    MOSTLY = "基本到位", "基本到位"
    NOT_DONE = "不到位", "不到位"
    FALSE = "虚假整改", "虚假整改"


class NoticeStatus(Word):
    """The fate of something we owe somebody (interface.md §2)."""

    COMING = "coming", "将发"
    WAITING = "waiting", "待发"
    SENT = "sent", "已发"
    UNDELIVERABLE = "undeliverable", "无法送达"
    WITHDRAWN = "withdrawn", "不再发"


class MailStatus(Word):
    """The fate of one outgoing message, from the transaction that caused it on."""

    PASSIVE = "passive", "随回调答复"
    READY = "ready", "待发"
    SENDING = "sending", "正在发"
    SENT = "sent", "已发"
    UNCERTAIN = "uncertain", "可能已送达"
    UNDELIVERABLE = "undeliverable", "无法送达"
    FAILED = "failed", "发送失败"
    WITHDRAWN = "withdrawn", "不再发"


class Way(Word):
    """By which way a message leaves; each has its own limits and troubles."""

    APP = "app", "自建应用"
    ROBOT = "robot", "智能机器人"


class Form(Word):
    """What a platform can show; older private ones know no cards (protocol §6)."""

    CARD = "template_card", "模板卡片"
    LINK_CARD = "textcard", "文本卡片"
    TEXT = "text", "文字"


class ExtensionStatus(Word):
    """How far a request for an extension has come."""

    ASKED = "asked", "待责任领导同意"
    AT_PRINCIPAL = "at_principal", "待主要负责人同意"
    AGREED = "agreed", "待巡察办批准"
    GRANTED = "granted", "已批准"
    LATE_GRANT = "late_grant", "补办"
    REFUSED = "refused", "未批准"
    CANCELLED = "cancelled", "已取消"


OPEN_STATUSES = frozenset(
    {
        Status.DELIVERED,
        Status.RECTIFYING,
        Status.SUBMITTED,
        Status.ENDORSED,
        Status.LONG_TERM,
    }
)
"""Delivered and not yet at an end: what patrols, lists and reminders look at."""

OFFICE_ROLES = frozenset({Role.OFFICE, Role.OFFICE_HEAD})
