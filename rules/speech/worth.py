"""进展值多少：说得出办了哪件事才算实质，只说办完、交了、报过的不算（decisions.md 24）。"""

import re

from rules.speech.measures import MEASURE
from rules.speech.tone import DONE, Speech, classify
from rules.vocabulary import ReportKind
from rules.writing.text import fold

TELLS = re.compile(r"已|了(?!解)|完成|形成|印发|召开|开展")
"""What is told is told as done."""

WRITTEN = (
    r"制定|修[订改编]|出台|印发|下发|(?:建立|健全|完善)(?!了?长效)|建成|重签|签订|解除|变更|公示|公开|公布|"
    r"张贴|上墙|通报|汇编|建档|补(?![充丁报])"
)
PAID = (
    r"退[回还款缴]|清退|追[缴回]|收回|上缴|归还|发放|兑现|[支拨]付|核销|"
    r"报废|处置|过户|划转|移交|腾退|采购|购置"
)
PEOPLE = (
    r"约谈|批评|问责|处分|立案|诫勉|谈话|轮岗|调整|任命|免职|选举|换届|配备|招聘|聘用|培训(?!中心)|轮训|学习|"
    r"教育(?!局|系统|部|厅|体育)|宣讲|宣传(?!部)|警示|召开|审议|传达|部署|慰问|帮扶|化解|调解|道歉|走访"
)
MENDED = (
    r"自查|排查|检查(?=了|\d)|清理|清查|盘点|核[查对实]|审计(?!局)|拆除|拆掉|维修|修[缮复好]|更换|安装|改造|竣工|"
    r"开工|恢复|停止|取消|关[停闭]|注销|搬迁|招标|纠正|更正|停用|启用"
)
WORK = re.compile(f"{WRITTEN}|{PAID}|{PEOPLE}|{MENDED}")
"""Work of which one can see what it was; 整改, 落实, 处理 are said of any."""

BESIDE_THE_WORK = re.compile(
    r"材料|资料|照片|图片|佐证|附件|截图|汇报|上报|报送|电话|微信|邮箱|整改报告|催(?![收缴])|销.{0,3}[号账]|谢|"
    r"没(?!收)|未(?!来)|不[用需再]|无需|尚[未无]|(?<![已经])将|拟|准备|打算|计划|下一步|下周|下个?月|明天|争取|"
    r"请[您你予核查领巡]|[等待][您你核验批上巡]|可以|听说|据说|应该|可能|大概"
)
"""What was handed in or said, what is still to come or only heard, is no work told."""

BEGINS_WITH_DEEDS = re.compile(
    r"(?:目前|现在?|我们?|[我本]?[局单]位?)?(?:都|均)?已经?(?!超|逾|过)"
)
"""已开会研究 begins as a report does; 因… and 已超过合同工期 give a reason."""

CLAUSE = re.compile(r"[\s,;。!?、:]+")


def report_kind(text: str) -> ReportKind:
    """Say what words that are given as progress are worth (decisions.md 24)."""
    kinds = {
        Speech.RECEIPT: ReportKind.STATUS_ONLY,
        Speech.CHAT: ReportKind.STATUS_ONLY,
        Speech.STATUS_ONLY: ReportKind.STATUS_ONLY,
        Speech.BLOCKED: ReportKind.BLOCKED,
    }
    return kinds.get(classify(text), ReportKind.SUBSTANTIVE)


def claim_kind(text: str) -> ReportKind:
    """Say what a claim of completion is worth: more where it tells what was done.

    轮岗12人，名单已公示 is a report, 已整改到位 and 第2条措施 say nothing of the work.
    """
    besides = DONE.sub(" ", MEASURE.sub(" ", fold(text)))
    tells = tells_of_work(besides)
    return ReportKind.SUBSTANTIVE if tells else ReportKind.STATUS_ONLY


def may_report(folded: str) -> bool:
    """Say whether what should be a reason may be a report by itself."""
    return bool(BEGINS_WITH_DEEDS.match(folded)) or tells_of_work(folded)


def tells_of_work(folded: str) -> bool:
    """Say whether the words beside a claim of completion tell what was done.

    In doubt they do not: what counts as a report of the work opens a gate of closing.
    """
    if classify(folded) is not Speech.SUBSTANTIVE:
        return False
    return any(_is_work(clause) for clause in CLAUSE.split(folded))


def _is_work(clause: str) -> bool:
    told = TELLS.search(clause) and WORK.search(clause)
    return bool(told) and not BESIDE_THE_WORK.search(clause)
