"""问句：问的是一项、一个单位、一个人，还是一种灯；问了只答，不记。"""

import re

from rules.speech import lists, worth
from rules.speech.lists import UNIT_END
from rules.speech.said import Said
from rules.speech.targets import CODE, Target
from rules.speech.tone import Speech, classify
from rules.writing.text import NAME_LETTERS, tidy

LONGEST = 40
"""Characters of a sentence that may ask without a question mark at its end."""

ASKED_FIRST = re.compile(
    r"(?:^|[,;。!\s])(?:请问(?![责询])|想问(?!题)一?下?|问一?下|咨询一?下)|"
    r"^(?!那个?啥[,\s])(?:你们?|您|我们?|这个?|那个?|那|该项|本项|第.{1,2}项|到底|究竟)?"
    r"(?:怎么|怎样|如何|咋|为什么|为何|凭什么|谁(?!主管|检查|分管|审批|签字)|哪|是否|是不是|能否|"
    r"能不能|可否|可不可以|要不要|需不需要|有没有|什么|啥|几[天号项时点]|多久|多少|算不算)"
)
NOT_TOLD = r"(?![^,;。!?]{0,8}(?:已|明确|清楚))"
"""归谁已明确 is told, and asks nothing."""

ASKED_WITHIN = re.compile(
    r"是不是|能不能|可不可以|可否|要不要|需不需要|算不算|行不行|对不对|好不好|"
    r"(?<!没)(?<!没有)(?<!无)什么(?:进度|进展|状态|阶段)|(?:缺|差|欠|少|要|交|补)(?:点|些)?(?:什么|啥子?|哪些?)(?:材料|资料|东西)?$|"
    r"怎么(?:[报填写办弄传发交提操还回不没样算销延看查处搞联走用撤取改退]|上传|申请)|咋(?:样|办|整|弄|报|还|没)|"
    r"[什啥]么?(?:时候|情况|意思|材料|资料|要求|标准|原因|流程|手续|样|格式|回事|条件)|是什么|"
    r"谁(?:在|负责|经办|牵头|来[办管]|管|逾期|超期)|哪一?步|到(?:哪|谁)(?:那|那里|手里|手上|儿)?了|(?:还有|还剩|剩|差)几天|几天(?:到期|内?能)|哪天|哪些|哪几|哪[个项](?:要|该|快|最|先)|是哪一?[个项]$|"
    rf"(?:(?:给|找|是|归)谁|还有(?:什么|啥)没){NOT_TOLD}|"
    r"多少[^,;。]{0,4}(?:才|算)|多久|(?:在|到|发|交|传|放)(?:哪里?|哪儿|什么地方)(?:去|了|啊)?$|"
    r"[什啥]么?(?:问题|东西|内容|来着)?$|什么[^,;。]{0,8}没有?$|(?:逾期|超期|超|剩|差)了?几天了?$|多少[天项]|[几多]少?[天号]到期|几项"
)
"""Words that ask wherever they stand, unless somebody only found out about them."""

ASKED_LAST = re.compile(
    r"(?:可以|能|该)[^,;。]{1,6}了?吧$|(?<![总决预结核测清])算[^,;。]{0,4}(?:完成|办结|整改)[^,;。]{0,3}吧$|[吗呢]$|[了完过]没有?$|收到[^,;。]{0,6}没$|(?:能|可以)[^,;。]{0,6}了?不$|(?:完成|办完|办结|整改到位|销号|批|签|核验|回访|退回|同意)了?没有?$|[过了][几多]少?次了?(?=$|[\s\d])|第几$|(?:还有|还剩|剩|差|有|了|过|我们?)[几多][个件家次项位]$|过\s?[\d-]{3,6}\s?没有?$|几号$|是谁$|(?:到期|逾期|超期)了?没有?$|(?<![已经])到期的?$|怎么样了?$|如何$|怎样了?$|(?<![还就])(?:是吧|对吧|是不是|对不对)$"
)
FOUND_OUT = re.compile(
    r"(?:研究|明确|讨论|梳理|核查|核实|排查|查清|查明|了解|说明|清楚|规定|确定|弄清|商量|商议|督促|检查|学习)[^,;。]{0,8}$"
)
LOOK_AT_IT = re.compile(r"[,\s]*(?:您|你们?|领导)(?:给|帮)?(?:看看?|说)(?:一?下)?$")
"""可以销号了吗您看: who is asked stands last."""

STATED = re.compile(r"[还尚仍没未在着].{0,8}呢$")
WISH_OF_BOT = re.compile(r"(?:如果|假如|要是|倘若|若).*(?:告诉|通知|提醒|会怎)")
ABOUT_PERSON = re.compile(
    rf"(?P<name>(?:[\u4e00-\u9fa5]{{1,12}}{UNIT_END})?[{NAME_LETTERS}]{{2,4}}?)(?:(?:负责的?|名下的?|手[上里头]的?|这边|那边|那[里儿])(?:还差|还有|有)?(?:几项|哪些|多少项?|事项)?|的事项)"
)
BY_COUNT = re.compile(
    rf"(?P<name>[{NAME_LETTERS}]{{2,4}}?)的?(?:还差|还有|还剩|有)(?:(?:几|多少)项.{{0,8}}|哪些(?:没|未).{{1,4}})"
)
UNIT_STATE = re.compile(
    rf"(?P<unit>[\u4e00-\u9fa5]{{1,20}}?{UNIT_END})(?:这边|那边|现在|目前|最近|到底)*的?(?:整改|完成)?(?:什么|啥|怎么个)?"
    r"(?:情况|状态|进展|进度|怎么样了?$|咋样了?$|如何了?$|怎样了?$|(?:完成|办结|销号|逾期|超期)了?(?:几|多少)项)(?:怎么样|如何|怎样)?"
)
RATE = (
    r"(?:整改|销[号账]|完成|办结|按期销号|立行立改)率"
    r"(?:目前|现在|是|有|达到?)*(?:多少|几成|如何|怎么样|情况)?了?"
)
RATE_OF = re.compile(
    rf"(?P<unit>[\u4e00-\u9fa5]{{1,20}}?{UNIT_END}|{lists.ROUND})(?:目前|现在)?的?{RATE}"
)
"""教育局销号率多少: the counts of one unit or round, with their rates."""

ABOUT_UNIT = re.compile(
    rf"(?P<unit>[\u4e00-\u9fa5]{{1,20}}?{UNIT_END})(?:的)?(?:还差|还有|还剩|有)(?:几|多少|哪些)项?.{{0,8}}"
)
NARROW = re.compile(
    r"(?P<word>[红黄绿蓝灰]灯|第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})轮)的?(?:整改|巡察)?(?:事项|问题)?"
    r"(?:有哪些|还差几项|有[几多]少?[项个]|还有[几多]少?[项个]|[几多]少?[项个]|情况|状态|进展情况|进度)?(?:怎么样|如何|怎样)?"
)
TO_ME = (
    r"(?:再?(?:发|转|报|拿)(?:一?下|一份|给|到|过来|来)*(?:给?我们?|过来)(?:看看|看一?下|一?下|一份|吧)?"
    r"|给我(?:看看|看一?下|一份)?)"
)
LOOKED_AT = re.compile(
    r"的?(?:查看?|看看|看一?下|查一?下)?的?(?:整改)?(?:详细)?(?:详情|情况|状态|明细|(?:进展|进度)(?:情况)?|"
    r"(?:完成|整改|办理)?(?:期限|时限)|(?:截止|到期)(?:日期?|时间))"
    rf"(?:{TO_ME})?"
)
"""Words beside a code that only ask to see it: 5-006 详情."""

SEEN = re.compile(
    r"(?:请|麻烦|帮我|帮忙){0,3}(?:查询|查看|查|看看|看一?下|查一?下|看)\s?[\d\-]{3,6}(?=的)"
)
"""看看5-006的情况: the code in the middle of a look at it."""

ORDERS = r"^(?:让|叫|由|请|派|找|安排|交给|转给|给(?!排水))"
"""让小邓办 is an order, and no unit that ends with 办."""

NAME_OF_UNIT = re.compile(rf"[\u4e00-\u9fa5]{{2,14}}{UNIT_END}")

SPACED_UNIT = re.compile(
    rf"^([\u4e00-\u9fa5]{{2,14}}{UNIT_END})[\s,:]+(?=[\u4e00-\u9fa5])"
)
"""教育局 逾期: the space between the unit and what is asked of it."""


def question_about_many(folded: str) -> Said | None:
    """教育局还差几项, 王磊负责的还差几项: about a unit or a person."""
    if classify(folded) is Speech.RECEIPT:
        return None
    return _about_many(SPACED_UNIT.sub(r"\1", folded))


def _about_many(folded: str) -> Said | None:
    bare = re.sub(r"^(?:请问|查一下|看一下|查看|查询|看看|查|看)\s*", "", folded)
    narrow = NARROW.fullmatch(bare)
    if narrow:
        return Said("unit_status", unit=narrow.group("word"), text=folded)
    rate = RATE_OF.fullmatch(bare)
    if rate:
        return Said("status", unit=rate.group("unit"), text=folded)
    listed = lists.asked_for(bare)
    if listed:
        return listed
    person = ABOUT_PERSON.fullmatch(bare)
    if person:
        return Said("person_status", person=person.group("name"), text=folded)
    unit = ABOUT_UNIT.fullmatch(bare) or UNIT_STATE.fullmatch(bare)
    if unit is None and (counted := BY_COUNT.fullmatch(bare)):
        return Said("person_status", person=counted.group("name"), text=folded)
    if unit:
        return Said("unit_status", unit=unit.group("unit"), text=folded)
    name = bare.removesuffix("的")
    if NAME_OF_UNIT.fullmatch(name) and not re.search(
        r"[已报送了在到由请给]|交(?!通)|^(?:[没未还尚暂不先再拟]|计划|准备|打算|争取|预计|下周|下个?月|[明后今]天|[本这]周)|[开上参]会$|^状态|^导出|^催|怎么办$|咋办$|如何办$|^[我他她]|来办$|"
        + ORDERS,
        name,
    ):
        return Said("unit_status", unit=name, text=folded)
    return None


def asks(folded: str) -> bool:
    """Say whether a sentence asks; what was found out (已核查是否代签) is no question."""
    bare = tidy(LOOK_AT_IT.sub("", tidy(folded)))
    if len(bare) > LONGEST:
        return bool(re.search(r"[?？]\s*$", folded)) and "。" not in bare
    if re.search(r"[?？]\s*$", folded):
        return True
    if classify(bare) is Speech.RECEIPT:
        return False
    if "?" in bare or ASKED_FIRST.search(bare) or WISH_OF_BOT.search(bare):
        return True
    if ASKED_LAST.search(bare) and not STATED.search(bare):
        return True
    within = ASKED_WITHIN.search(bare)
    return bool(within and not FOUND_OUT.search(bare[: within.start()]))


OWN = re.compile(
    r"到期|截止|期限|时限|逾期|超期|还?[缺差欠](?:点|些)?(?:什么|啥|哪)|什么(?:进度|进展|状态)|"
    r"(?:要|需要?|该|得)(?:再)?(?:交|报|提供|准备|补)?(?:些|点)?(?:什么|啥|哪些)(?:材料|资料|东西)|"
    r"哪[个项]最?(?:急|先)|(?:完成|销号|办结)了?(?:吗|没)|(?:可以|能|该|可否|能否)销[号账]|"
    r"(?:材料|文件|照片|图片|附件|凭证|报告)[^,;。]{0,6}(?:收到|够|齐|看到)|收到[^,;。]{0,6}(?:材料|文件|照片|图片|附件|凭证|报告)"
)
"""What a question without a code asks about the asker's own findings."""

WHY_TOLD = re.compile(
    r"(?:请问|想问一?下|问一?下)?(?:本项|第.{1,2}项|这[条个项]|该项|消息|提醒|,|\s)*"
    r"(?:(?:为什么|为何|凭什么|怎么(?=[又还老总]))"
    r"(?:本项|这[条个项]|又|还|总是?|老是?|会|要|都|就|把|\s)*"
    r"(?:收到|(?:上?报|告知|告诉|通知|提醒|催|找|问|发)(?:送|到|给)?)"
    rf"(?:我们?|俺|本人|本单位|[{NAME_LETTERS}]{{2,4}}?)?"
    r"(?:本项|这[条个项]|的?(?:消息|提醒|通知)|了|啊|呢|吗|\s)*|为什么(?:本项|\s)*)"
)
"""Why somebody is told of a finding: 5-006为什么报给我, 为什么 5-006."""

ELSEWHERE = re.compile(r"延|缓|宽限|推迟|怎[么样]|如何|[改算]")


TAG = re.compile(
    r"[,;。\s]*(?:请|麻烦)?(?:你们?|您|领导|大家|组织)(?:给|帮忙?)?(?:再)?(?:看看|看一?下|看)[,\s]*"
    r"(?:行不行|行吗?|可不可以|可以[吗不]?|对不对|够不够|合不合适|符不符合要求|怎么样|有没有问题)[?\s]*$"
)
REPORTED = re.compile(r"已[^,;。?]{1,}了?$|[^,;。?]{2,}了$")


def untagged(folded: str) -> str:
    """A report without the question at its end (党费已补齐，你们看行不行); "" for others."""
    tag = TAG.search(folded)
    told = folded[: tag.start()] if tag else ""
    return told if REPORTED.search(told) and not asks(told) else ""


BESIDES = r"(?:另外|顺便|还有|对了|再(?=请?问))[,\s]*"
BEHIND = re.compile(
    rf"[。;!\n]\s*(?:{BESIDES})?|"
    rf"[,\s]\s*(?:{BESIDES}(?=.*[?吗呢几哪啥什怎])|(?=请问|想?问一?下|想问|问问))|"
    r"[,\s](?=[^,;。!\s]*(?:是吧|对吧)[?\s]*$)"
)
TOLD_TOO = re.compile(
    r"^再(?!请?问)|已(?!经?[到逾]期)|均|都有|由.{1,8}定|清楚|[列写]了|上墙"
)
"""是否代签已查清, 再修订几项制度: no question, whatever word of one is in it."""

LAST_CLAUSE = re.compile(r"[^,;:。!]+$")
NUMBERED = re.compile(r"第?[\d一二三四五六七八九十①-⑳]")


def asked_behind(text: str, folded: str) -> tuple[str, str] | None:
    """A report of work and the question that is put behind it; None for other words.

    讲稿清单已建立。另外附件怎么发: neither is lost for the other's sake. `folded` is as
    long as the text.
    """
    if len(text) != len(folded) or len(folded) > LONGEST * 3:
        return None
    for mark in BEHIND.finditer(folded):
        head, tail = folded[: mark.start()], folded[mark.end() :]
        if NUMBERED.match(tail) or not _asks_plainly(tail) or asks(head):
            continue
        if worth.tells_of_work(tidy(CODE.sub("本项", head))):
            return text[: mark.start()], text[mark.end() :]
    return None


def _asks_plainly(folded: str) -> bool:
    """Say whether words behind a report ask to their end; in doubt they are told."""
    if folded.rstrip().endswith("?"):
        return True
    last = LAST_CLAUSE.search(folded.rstrip(" ,;:。!"))
    return bool(last and asks(last.group()) and not TOLD_TOO.search(folded))


NAMED_LAST = re.compile(rf"[,;。\s]+{CODE.pattern}[,;。!\s]*$")
"""到10月15号是吧，5-006: the finding stands behind what is asked of it."""


def question_about_one(folded: str, target: Target) -> Said | None:
    """A question about one finding shows it; nothing is recorded (decisions.md 21)."""
    bare = NAMED_LAST.sub("", folded)
    if not (asks(folded) or asks(bare)) and not LOOKED_AT.fullmatch(
        SEEN.sub("", folded)
    ):
        return None
    if WHY_TOLD.fullmatch(tidy(CODE.sub("本项", folded))):
        return Said("why", target)
    if target.kind != "none":
        return Said("show", target)
    own = OWN.search(folded) and not ELSEWHERE.search(folded)
    return Said("look" if own else "chat", target)
