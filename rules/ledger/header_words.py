"""表头的词：哪个词是哪一栏，最有把握的在前（practice.md §6）。"""

import re
from collections.abc import Mapping

from rules.errors import Misconfigured


def _table(words: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(line.split()) for name, line in words.items()}


PROGRESS = (
    "整改进展情况 整改进展 进展情况 最新进展情况 最新进展 本周进展 "
    "目前进展 目前进展情况 当前进展 当前进展情况 办理进展 推进情况 "
    "本月进展 本期进展 工作进展 整改落实情况 落实情况"
)
"""Headers over what was done so far, in words."""

PROBLEM_NUMBER = (
    "对应问题编号 对应问题序号 问题清单编号 问题清单序号 所属问题编号 所属问题序号 "
    "反馈问题编号 巡察问题编号"
)
OF_PROBLEMS = frozenset(
    {*PROBLEM_NUMBER.split(), "问题编号", "问题序号", "反馈问题序号", "巡察问题序号"}
)
"""Headers of numbers that for certain are those of findings."""

LEDGER_HEADERS = _table(
    {
        "round": "轮次 巡察轮次 所属轮次 巡视轮次 巡察批次",
        "number": "编号 问题编号 序号 问题序号 巡察问题序号 反馈问题序号 整改事项编号 "
        "事项编号 项目序号 台账编号 台账序号 NO NO. 项号 清单编号 整改编号 项目编号 "
        + PROBLEM_NUMBER,
        "unit": "被巡察党组织 被巡察单位 被巡察党组织名称 被巡察单位名称 被巡视党组织 "
        "被巡视单位 被审计单位 巡察对象 被巡察对象 被巡察部门 被巡察地方 受巡察单位 "
        "被督查单位 整改单位 所属单位 单位名称 单位",
        "unit_or_department": "责任单位 整改责任单位 承办单位 牵头单位 主责单位 "
        "牵头责任单位 主办单位",
        "feedback_on": "反馈日期 反馈时间",
        "category": "问题类别 问题分类 问题类型 主要方面 督办类型 反馈方面 问题方面 反馈类别 问题大类 类别",
        "title": "问题标题 标题 发现的问题 突出问题 问题摘要 事项名称 问题名称 整改事项 "
        "问题概述 问题概要 问题概况 问题简述",
        "text": "具体问题 反馈问题 问题的具体内容 问题具体内容 问题描述 具体描述 "
        "问题内容 巡察反馈问题 反馈的问题 反馈意见 反馈问题内容 反馈具体问题 "
        "巡察发现问题 巡察发现的问题 审计发现问题 发现问题 存在的主要问题 主要问题 "
        "整改问题 存在的问题 存在问题 问题事项 存在不足 存在的不足 问题和不足 问题",
        "manifestation": "具体表现 问题表现 具体表现形式 反馈问题具体表现 问题具体表现 "
        "主要表现",
        "measure": "整改措施 整改措施具体内容 整改举措 措施内容 具体措施 "
        "具体整改措施 整改具体措施 整改措施及内容 整改措施及时限 "
        "整改措施及完成时限 整改措施及时间 整改任务 任务分解 "
        "整改具体举措 具体举措 整改落实措施 工作措施 改进措施 改进办法 整改办法 "
        "措施 整改要求 整改建议",
        "leader": "责任领导 牵头领导 整改责任领导 牵头责任领导 责任班子成员 "
        "包抓领导 责任领导姓名 责任领导及职务 主管领导 分管责任领导 分管负责人 包案领导 包保领导 包联领导 "
        "分管领导",
        "department": "责任部门 整改责任部门 具体责任部门 牵头部门 主责部门 责任科室 牵头科室 "
        "责任股室 责任处室 牵头处室 承办部门 承办科室",
        "person": "责任人 经办人 具体责任人 直接责任人 整改责任人 具体经办人 经办人员 "
        "承办人 承办人员 承办责任人 具体承办人 责任人员 责任人姓名 具体负责人 责任人及职务 责任人及电话 "
        "责任人及联系电话 责任人及联系方式 经办人及电话 经办人及联系电话 "
        "直接负责人 经办同志 责任同志 办理人 具体办理人 主要责任人 责任部门及责任人 "
        "责任科室及责任人 责任单位及责任人",
        "co_leader": "配合领导 协办领导 协助领导 配合责任领导 协办责任领导",
        "co_person": "协办人 协办人员 配合人 配合人员 协助人 协助人员 协办责任人 配合责任人 "
        "协同责任人 协办人姓名",
        "principal": "第一责任人 主要负责人",
        "due": "完成时限 整改时限 整改期限 整改完成时限 办结时限 截止日期 "
        "预计完成时间 计划完成时间 计划完成日期 预计完成日期 拟完成时间 "
        "整改完成期限 完成期限 办理时限 办结期限 规定时限 要求完成时间 要求完成时限 "
        "拟完成时限 计划完成时限 限定日期 限定时间 完成节点 整改节点 "
        "时间节点 到期日 到期日期 限期 完成时间 整改完成时间 "
        "整改时间 时限",
        "status": "整改状态 任务状态 当前状态 办理状态 状态 销号情况 完成情况 整改结果 "
        "整改情况 整改进度 进展 是否完成 是否已完成 是否整改到位 是否完成整改 是否销号",
        "evidence": "佐证要求 佐证材料要求",
        "progress": PROGRESS,
    }
)
"""Field of a finding → header words that mean it, the surest first (practice.md §6)."""

ROSTER_HEADERS = _table(
    {
        "name": "姓名 人员姓名 名字",
        "userid": "账号 帐号 企业微信账号 企业微信帐号 企微账号 企微帐号 成员账号 用户账号 "
        "USERID",
        "phone": "手机 手机号 手机号码 联系手机 联系电话 联系方式 电话",
        "unit": "单位 单位全称 所在单位 工作单位 所属单位 单位名称 所在部门 所属部门 部门",
        "short": "单位简称 简称",
        "title": "职务 现任职务 担任职务 行政职务 职务名称 职位 岗位",
        "roles": "角色 巡察角色 承担角色 担任角色 角色名称 整改角色 身份",
        "salutation": "称呼",
    }
)
"""Field of a person → header words that mean it."""

PROGRESS_HEADERS = _table(
    {
        "round": "轮次 巡察轮次 所属轮次 巡视轮次",
        "number": " ".join(LEDGER_HEADERS["number"]),
        "text": " ".join((*LEDGER_HEADERS["title"], *LEDGER_HEADERS["text"])),
        "progress": PROGRESS,
        "cause": "主要原因 未完成原因 原因分析 存在困难",
        "next": "下一步措施 下一步整改措施 下一步打算 下步措施",
        "result": "整改结果 整改情况 完成情况 整改状态",
        "proof": "证明材料 佐证材料",
    }
)
"""Field of a progress sheet (practice.md §6 j) → header words that mean it."""

HEADS = frozenset(
    word
    for table in (LEDGER_HEADERS, ROSTER_HEADERS, PROGRESS_HEADERS)
    for words in table.values()
    for word in words
)
"""Every word that heads a column of ours."""

HEAD_OF_SOMETHING = "负责人"
"""The head of a unit, of an office in it, or whoever does the work; below a leader, or
beside the office that does it, only the last two are left, and both do it."""

LEADING = re.compile(r"(?:总|主要)?牵头(?:责任|负责)?(?:人员?|同志)(?:姓名|及职务)?")
"""Whoever takes the lead: the leader beside one who does the work, else that one."""

DAY_OF_END = re.compile(r"(?:整改)?(?:完成日期|办结(?:时间|日期))")
"""The limit where no other column is, and nothing before it says what was done."""

RESULTS = re.compile(r"(?:成效|成果|结果|进展|(?:完成|落实|办理|办结|整改)情况)$")
"""Headers over what was done, whether they are read or not."""

PARTY = re.compile(r"(?:被?(?:巡察|巡视))?(?:单位)?党组织(?:名称)?")
"""The organisation that was inspected: whoever is 责任单位 beside it works for it."""

STATISTICS = re.compile(
    r"(?:^已完成|^进行中|^未完成|^已落实|^应落实|^已整改|^应整改|超期未完|数|率|占比)$"
)
"""Header words that count: a sheet of them is a summary, not a ledger (§6 d, e)."""

MEASURE_FIELDS = frozenset(
    {"leader", "person", "department", "due", "status", "unit_or_department"}
)
"""Fields that a measure may have for itself, beside those of its finding."""

LEAVE = "leave"
"""The field word that says: this column means nothing."""


def fields(corrected: Mapping[str, str]) -> dict[str, str]:
    """Return header word → field of a correction, fields in our own words.

    A field may be written in code (`person`) or as the usual header (责任人); 不用 and
    `leave` leave the column out. Raises Misconfigured for a field that does not exist.
    """
    known = {*LEDGER_HEADERS, *ROSTER_HEADERS, LEAVE}
    known |= {f"measure_{name}" for name in MEASURE_FIELDS}
    by_word = {
        word: name
        for table in (ROSTER_HEADERS, LEDGER_HEADERS)
        for name, words in table.items()
        for word in words
    }
    by_word["不用"] = LEAVE
    found: dict[str, str] = {}
    for header, written in corrected.items():
        name = written if written in known else by_word.get(written)
        if name is None:
            usual = "、".join(words[0] for words in LEDGER_HEADERS.values())
            raise Misconfigured(
                f"--column “{header}={written}”：没有“{written}”这个字段，可用的有："
                f"{usual}，或者“不用”"
            )
        found[header] = name
    return found
