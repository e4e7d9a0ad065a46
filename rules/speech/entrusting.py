"""交给别人办：整句只说工作交给谁，不是进展；是代办几天还是换人，要问。"""

import re
from dataclasses import replace
from datetime import datetime

from rules.calendar.workdays import Calendar
from rules.speech import absence
from rules.speech.said import Said
from rules.speech.targets import CODE
from rules.writing.patterns import run
from rules.writing.text import NAME_LETTERS, fold, tidy

LONGEST = 60
"""Characters of a sentence that only hands work on; a longer one is a report."""

WHEN = (
    r"从|自|于|我|我们|以后|今后|往后|后面|后续|接下来|现在|现|目前|暂时?|先|就|都|全部|全|已经?|"
    r"\d{1,4}(?:年|月|日|号)?|[今明后昨前]天|[上下本这]个?[周月][一二三四五六日]?|早|这几天|起|开始|期间|到|至|-|~"
)
WORK = (
    r"(?:(?:把|将)?[这那该本此][一两二三几]?[项件个条](?![工任事活问的])|(?:把|将)?"
    + run(
        r"我的?|本人|手[头上里]的?|名下|负责|这边|[这那]一?[项件个条些]?|[该本此几两三]|所有|全部|整改|"
        r"巡察|相关|有关|后续|的",
        "whose",
    )
    + r"(?:工作|任务|事项|事情|事儿?|活儿?|问题|[项件条])的?)"
)
GIVES = (
    r"(?:移?交给?|交由|交接给|转交?给?|转由|托付给|委托给?|拜托给?|[甩分派丢扔]给|"
    r"改派给|换给|改由|给|归)"
)
POST = r"(?:责任人|经办人|承办人)(?:换成|换为|改成|改为|改由|应该是|应当是|应是|应为|换|是)"
COLLEAGUE = r"同事|别人|他人|其他人|另外的?人|[他她]"
THINGS = r"清单|材料|手续|方案|报告|台?[账帐]|资[料金产]|线索|凭证|文件"
NAME = rf"(?:(?![已未没不正在]|{THINGS})(?:(?![已未了])[{NAME_LETTERS}]){{2,4}}?|{COLLEAGUE})"
"""移交清单已签 hands nothing to anybody."""

DOES = (
    r"(?:来|去|继续|具体|全权|接着|统一|一并)*"
    r"(?:办理?|负责|处理|接手|接管|接办|接替|跟进|落实|经办|承办|代管|代(?:一下|几天|着)|[顶替盯](?:一下|几天|着)|代?(?:汇报|上?报)|管|做|弄|搞)着?"
)
DONE = r"(?:了|吧|啊|哈|的)*"
CLAUSE = re.compile(
    rf"{run(WHEN, 'first')}(?P<work>{WORK})?{run(WHEN, 'then')}(?:"
    rf"(?P<given>{GIVES})(?P<name>{NAME})(?:同志)?(?P<does>{DOES})?"
    rf"|(?P<by>[由请让])(?P<doer>{NAME})(?:同志)?{DOES}"
    rf"|(?:把|将)?(?:[本该这]项|我)?的?{POST}(?P<named>{NAME})(?:同志)?"
    rf"|(?P<sayer>{NAME})(?:同志)?(?:说|讲|答应|同意)了?(?:[,\s]*由)?(?:他|她|自己){DOES}"
    rf"|找(?P<sought>{NAME})(?:同志)?(?:{DOES}|就行|联系|对接)?){DONE}"
)
"""工作以后都交给叶红霞同志负责了; 这项由叶红霞接手; 老叶说他来弄."""

BESIDE = re.compile(
    rf"(?:^|[\s,;。])(?:请|现|拟|建议|就|同意)*(?:改派|改由)(?:{NAME}给)?\s?(?:给|由|为)?"
    rf"(?!工作|任务|责任|手续|事项)(?P<name>{NAME})"
    rf"(?:同志)?(?:{DOES})?{DONE}(?=$|[\s,;。!])"
)
"""说已补发到位，改派石海涛办: who else ought to do it, beside other words."""

NAMED = ("name", "doer", "named", "sayer", "sought")
"""Groups that hold whoever gets the work."""

AWAY = re.compile(
    rf"{run(WHEN, 'when')}(?:因为?)?(?:要|得)?(?:去|到)?(?:[\u4e00-\u9fa5]{{0,6}}?)"
    r"(?:出差|休假|请假|住院|外出|学习|培训|退休|调走|调离|调动|"
    r"离职|离岗|产假|年假|不在岗?|开会|没空|忙不过来|换岗|转岗|轮岗|借调|抽调|下乡|驻村|生病|调[到往任][^,;。]{2,12}?)"
    r"(?:[一二两三半几\d]{1,2}(?:天|周|个?月|个?星期))?(?:去|了|啦)*"
    r"|(?:请|麻烦|以后|今后|后续|有事|直接|就|去|你们?|您|[,\s])*(?:找|问|联系|催)(?:一?下)?[他她](?:吧|啊|好了|就行|就好|要|办)*"
    r"|(?:请|望)?(?:知悉|同意|批准|领导同意)|特此(?:报告|说明)|可以吗?|行吗?|麻烦了?|谢谢"
)
"""What may stand beside it: why, and good manners."""

NO_PERSON = re.compile(
    r".*(?:[局办委院校镇乡村组部处科股室站所会厅队员方户人们者]|中心|街道|社区|公司|集团|单位|部门|企业|大家|自己|专家|律师|领导|群众|学生|家长|职工|党员|干部)"
)
"""Whom work is given to that stays the sender's own: 交给施工队去做 is a report."""

KEPT = frozenset({"show", "substitute", "receipt"})
"""What a sentence stays, whatever else it may look like."""

BREAKS = re.compile(r"[\s,;。!]+")


def entrusted(said: Said, folded: str, now: datetime, calendar: Calendar) -> Said:
    """Turn a sentence that only gives work to somebody into a question about it.

    `to_person` is the name, empty where only a colleague is spoken of; `due` and
    `until` are the days that were said. Other sentences stay what they are.
    """
    plain = tidy(folded)
    if said.command in KEPT or len(plain) > LONGEST:
        return said
    name = _receiver(plain, coded=said.target.kind in ("code", "number"))
    if name is None:
        return said
    made = absence.with_days(said, now, calendar)
    person = "" if re.fullmatch(COLLEAGUE, name) else name
    return replace(made, command="entrust", to_person=person, report=None, measures=())


def _receiver(plain: str, *, coded: bool) -> str | None:
    """Who gets the work; None where anything else is said as well."""
    names: list[str] = []
    clauses = [one for one in BREAKS.split(CODE.sub("本项", plain)) if one]
    others = [one for one in clauses if not CLAUSE.fullmatch(one)]
    if not all(AWAY.fullmatch(one) for one in others):
        return None
    for found in filter(None, map(CLAUSE.fullmatch, clauses)):
        said = found.groupdict()
        name = next(said[group] for group in NAMED if said[group])
        if (_is_bare(said, away=bool(others)) and not coded) or _is_no_person(name):
            return None
        names.append(name)
    return names[0] if len(set(names)) == 1 else None


def _is_bare(said: dict[str, str | None], *, away: bool) -> bool:
    """Say whether a clause leaves open that it is work which is given."""
    if said["sought"]:
        return not away
    if said["given"]:
        return not (said["work"] or said["does"])
    return said["by"] in ("请", "让") and not said["work"]


def _is_no_person(name: str) -> bool:
    return not re.fullmatch(COLLEAGUE, name) and bool(NO_PERSON.fullmatch(name))


def named_beside(text: str) -> str:
    """Whom a sentence about something else would give the work to; "" for nobody."""
    found = BESIDE.search(fold(text))
    return found.group("name") if found else ""
