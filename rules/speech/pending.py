"""还没办的话：等什么再报、有了什么才能办、先别销号、请某人某日前办完；不是进展。"""

import re

LONGEST = 60
"""Characters of a sentence that only says what is still to come."""

TOLD = re.compile(
    r"已|业经|了(?![吧呢])(?!解|就|才|再)|过(?=$|[,;。])|目前|现有|正在|[完办]成[\d一二三四五六七八九十]"
)
"""What tells that something was done stays a report, whatever stands beside it."""

HELD = re.compile(
    r"^(?![等待请望]|要|如果|假如|要是|只要|一旦|除非|必须|务必|一定|转)[^,;。:]{0,14}?(?<![要请将拟待等前于])"
    r"(?:(?:召开|开会|印发|下发|通报|约谈|追回|退回|收回|补发|补收)[^,;。]{0,14}[,\s]?(?:明确|请|要求|规定|责成|务必|必须|一定要)"
    r"|(?:修订|制定|出台|建立|健全)[^,;。]{0,14}(?:明确|规定|要求)(?:务必|必须|一定要))"
)
"""召开党组会，请各科室10月20日前报送: the meeting was held, whatever it wants."""

FOLLOWED = re.compile(r"[,;。]")
STILL = re.compile(
    r"(?<![纪主重摘概简])要(?!点|素|件)|必?须|需|务必|不[得许准]|不能|[请望](?![示求假江])|争取|尽快|抓紧|加快|"
    r"[\d日月周天年旬号期一二三四五六底]前|[日天周月年]内|[月年]底|(?<!成)就(?![业地读近])|(?<![方以随])便|(?<!人)才|"
    r"(?<![原规细])则|那么|也许|(?<![相对反供])应(?![急付对用])|(?<![职功技性])能(?!力)|可以|"
    r"(?<![党组全委大开例])会(?![议计员商])|再|(?<![退归偿])还(?![款清])|没(?!收)|未|^等|待|如果|只要|一旦|谢|放心|^[\s!]*$"
)
"""What a clause behind the first holds where it too is still to come.

必须双人签字，印发各科室: the last clause tells what was done.
"""

SOMETHING = r"[^,;。!\n]"
WORK = (
    r"(?:办理?|弄|做|搞|报送?|汇报|上报|交|补|发|传|提交|处理|整改|推进|落实|研究|销[号账]|说|完成|"
    r"办[结完好]|解决|开展|启动|往[下前][走推]|进行)"
)
THIS = r"(?:本项|[这那该此]一?[项个件]|[这那]个事|我们?|我这边|这边|[,\s])"
AWAITED = re.compile(
    rf"(?:{THIS}|要|得|先|还|只能)*(?:等(?!保)|待(?!遇)){SOMETHING}{{1,20}}?"
    rf"(?:(?:之?后|以后|以?后再|再|才能?|就)(?:去|来|能|可以|统一|一并|一起|[把将])*{WORK}{SOMETHING}{{0,8}}"
    rf"|[了后](?:就|再|才){SOMETHING}{{1,12}})"
)
"""等党组会开完再报5-006: the report is still to come."""

AWAITS = re.compile(rf"(?:{THIS}|的|[,\s])*(?:等(?!保)|待(?!遇))")
SIGNED = re.compile(r"(?<=[签盖开过批审])了([字章会])(?=就|才|便|再)")
"""等局长签了字就…: the object stands behind the 了."""

LATER = re.compile(
    rf"{THIS}*{SOMETHING}{{2,16}}?(?:之?后|以后)再(?:去|来|统一|一并|一起)*"
    rf"(?:报送?|汇报|上报|说|交|补|传|发)(?:本项|材料|资料|进展|情况|[吧啊给你您们])*"
)
"""公示期满后再报."""

IF = r"(?:如果|假如|要是|倘若|如若|若是|只要(?!求)|一旦|除非)"
SUPPOSED = re.compile(
    rf"(?:{THIS}|那|[不只])*{IF}.{{1,32}}?(?:就|便|才|那就|那么|则|也许|应该)*"
    rf"(?:可以?|能够?|会|可能|行|没问题)*{SOMETHING}{{0,16}}"
)
"""如果财政拨款5-004就能完成: no more than what would be."""

NOT_YET = re.compile(
    r"(?:先|暂时?|目前|现在|,|\s)*(?:别|不要|勿|不急着?|不忙|不用|不必|不宜)(?:急着|忙着|给|把|将|先)*"
    r"(?:本项)?(?:的)?(?:申请)?销[号账](?:申请)?(?:本项)?(?:了|吧|啊|$|[,;。\s])"
)
"""先别销号5-005，材料还要改."""

FORWARDED = re.compile(
    r"^\s?(?:转发?|fwd?|转一?下)\s?:.*(?:请(?![示求假])|务必|必须|[于在].{1,12}前|尽快|抓紧|要求|报送)",
    re.IGNORECASE,
)
"""An order passed on; 转：5-006整改到位，收回4.8万元 passes on a report."""

ORDERED = re.compile(
    rf"^(?:{SOMETHING}{{0,20}}[:,\s])?(?:请(?![示求假])|望(?=[你您各请于在能尽抓按及认贵]|本项)|务必|烦请){SOMETHING}{{0,16}}?(?:于|在)?{SOMETHING}{{0,10}}"
    rf"(?:前|内|之前|以前){SOMETHING}{{0,14}}?(?:{WORK}|反馈){SOMETHING}{{0,20}}$"
)
"""请5-006于10月20日前完成并报局办: what somebody else wants of the reader."""

MUST = re.compile(
    rf"(?:{SOMETHING}{{0,12}}[:\s])?{SOMETHING}{{0,14}}?"
    r"(?:(?<![主重需只不])要(?:抓紧|加快|尽快|按时|按期)|必须|务必|一定要).{0,30}",
    re.DOTALL,
)
"""梁书记：5-006要抓紧，10月底前一定要办结."""

WHOM = r"(?:领导|[\u4e00-\u9fa5]{0,3}(?:[局科处股]长|主任|书记|财务|会计)|情况)?"
LOOKS = r"(?:核实?|核对|查|问|看|确认|了解|商量|请示)(?:一?[下遍查看核问]|看)?"
CHECKING = re.compile(
    rf"(?:(?:等等|等一?下|稍等|慢着|[,\s])*(?:{THIS})*(?:再|还要|还得|得|先|去)+{LOOKS}"
    rf"|(?:等等|等一?下|稍等|慢着|[,\s])*(?:我们?|我这边)(?:去)?{LOOKS}(?<=[查看问下]))"
    rf"{WHOM}(?:再(?:报|说|回复|定)|[吧啊,\s])*"
)
"""等等，5-005我再核一下; 等一下我问问领导."""

FORMS = (AWAITED, LATER, SUPPOSED, ORDERED, MUST, CHECKING)


THEN_DONE = re.compile(
    r"(?<=[了后,])(就|才|便)(?:能|可以?|算|都|全部?)*(?:完成|办[完结好]|弄[完好]|销[号账]|到位|齐)了"
)
"""等局长签字了就完成了: the second 了 is as much to come as the first."""


def is_checked_first(plain: str) -> bool:
    """Say whether somebody only wants to ask or look before they say more."""
    return len(plain) <= LONGEST and bool(CHECKING.fullmatch(plain))


def tells_nothing_done(plain: str) -> bool:
    """Say whether a sentence only speaks of what is still to come.

    `plain` is folded, with each code as 本项. In doubt it stays a report.
    """
    if AWAITS.match(plain):
        plain = SIGNED.sub("了", plain.replace("本项", ""))
        plain = THEN_DONE.sub(r"\1完成", plain)
    if len(plain) > LONGEST or TOLD.search(plain) or HELD.match(plain):
        return False
    if FORWARDED.match(plain):
        return True
    if not all(STILL.search(clause) for clause in FOLLOWED.split(plain)[1:]):
        return False
    if NOT_YET.match(plain):
        return True
    return any(form.fullmatch(plain) for form in FORMS)
