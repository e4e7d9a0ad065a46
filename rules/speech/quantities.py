"""量词和文号：数字后面、前面跟着什么，就是数量、房号、文号，不是编号。"""

import re

NOT_COUNTED = (
    r"台(?:[账帐]|风(?![扇机]))|人[事员社大力才]|成[立效员果功本]|分[管析类级组解工别局清]|个(?:[别人]|体(?!育)|性(?!能)|税(?!种))|日常|"
    r"本[单局月周次级身人]|条[款例]|户(?:[籍口]|外(?![出来])|主(?![动要]))|级[别差]|组织|场[地所馆]|笔录|支[部付出持]|班子|件均|期[限间末初中]|"
    r"家(?:[长访庭]|属(?!于)|具(?![备有])|校(?![内外])|委(?![托派]))|所(?:[有属]|在(?!建))|面[对向]|路灯|"
    r"点[名评]|时[间限]|张[贴榜]|类别|层[层级]|次[日月品]|队[伍员]|区[级直]|份额|天(?:天|然(?!后))|周[一二三四五六日边转]|楼[宇盘道]|元旦|"
    r"名[单册称义额]|套(?:取(?!暖)|路(?!灯))|批(?:[复准]|评(?![审选])|示(?!范))|间[接隙]|"
    r"轮(?:[岗值训]|换(?!届)|流(?!动))|届时|页面|位[于置]|例[会行外如]|起(?:[草步]|诉(?!讼))|头[寸绪]"
)
"""Words that only begin like a measure word: 1台账已建 is about the first item."""

MONEY = (
    r"(?:[万亿千百]*[元块]|[万亿]|[%％‰]|平方|立方|平米|公里|公斤|[厘毫]米|"
    r"小时(?!工)|分钟|工作日|[学课]时(?!费)|周?岁(?!修)|人次)"
)
"""What only a quantity is followed by, whatever its digits: 退5-006元."""

COUNTED = (
    rf"(?:{MONEY}|[千百户人个天名条次份件家亩米周级倍成批场笔种层楼台辆套间]|"
    r"[期轮届页册张所位头棵株吨斤箱袋桶例起宗])"
)
PLACE = r"(?:(?:会议|办公|[教病包库])?室(?![内外])|房间|单元)"
"""What a number of a room is followed by: 5-402会议室."""

NUMBERED = r"号(?:文(?!化)|[\u4e00-\u9fa5]{0,2}楼|院|馆)"
"""5-12号文, 5-2号办公楼 have numbers of their own."""

SIGN = r"\s?(?:-{1,2}|[_杠]|轮\s?(?:第|的)?|一(?=0\d\d))\s?"
"""What stands between the round and the number."""

QUANTITY = (
    rf"0\d\d(?:\s?(?!{NOT_COUNTED}){MONEY}|{NUMBERED})"
    rf"|[1-9]\d\d(?:(?!{NOT_COUNTED}){COUNTED}|{PLACE}|{NUMBERED})"
    rf"|\d{{1,2}}(?:\s?(?!{NOT_COUNTED}){COUNTED}|单元|{NUMBERED})"
)
"""What follows the dash of two figures that only count: 慰问5-100户, 退5-6 万元."""

BEGINNING = r"(?:(?<![^\s;。!?])(?<!\d\s)|(?<=进展)|(?<=关于))"
"""Where a sentence begins nobody counts: 5-100户外广告已拆 is about 5-100."""

DOCUMENT = r"(?<!字第)(?<!比分)(?<!票数)"
"""教字第5-7号, 比分5-2."""

YEAR_BEFORE = "".join(
    rf"(?<!\d{{4}}[〕〉》】」』）\])}}]{between})"
    for between in ("", "第", " ", "字第")
)
"""〔2026〕5-12号, whatever the brackets: the number of a document is no code."""

MEASURE_WORDS = (
    "份个名条次户家人万元月日天周年点时%％处张件台所套亩米起批例本篇轮季度级位只辆"
    "间栋面样类种封页字期成分倍楼层路组班队所笔场宗支桌吨箱袋岁遍步-/._×*"
)

LONG_MEASURE = re.compile(r"小时|分钟|公里|平方|立方|:\d{1,2}(?=的?比例|的|配)")
"""What makes a quantity of the number before it: 2小时培训, 1:1配备."""

THOUSANDS = re.compile(rf"\d{{1,3}}[\s,]\d{{3}}(?!\d)\s?(?!{NOT_COUNTED}){COUNTED}")
"""5 006元, 1,260元: one number, whatever parts its digits."""

MONTHS, DAYS_OF_MONTH = 12, 31


def is_day(month: str, day: int) -> bool:
    """Say whether two numbers may be a month and its day: 10-13, not 9-42."""
    return 1 <= int(month) <= MONTHS and 1 <= day <= DAYS_OF_MONTH


DAY_OF_MONTH = re.compile(
    r"[前之以到至文楼]|上[会午]|[下中]午|左右|[那当同]天|[早晚](?:上|(?=召?开))|开[会标]|召开|"
    r"(?:[局委]?党[组委]|班子|支委|办公|专题|例)?会"
    r"(?=议?(?:[上后前中过已通研定开决召讨传学部听]|期间|纪要|记录|$|[,;。\s]))"
)
"""What makes a day of the number with 号 before it: 25号上会研究.

3号会场 and 2号党委会议事规则 are of no day.
"""
