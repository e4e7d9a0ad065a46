"""还没办的话不是进展：等、如果、先别、请于某日前；说了办过什么的，照样是进展。"""

import pytest

from rules.vocabulary import ReportKind
from tests.rules.speech.words import said_of


@pytest.mark.parametrize(
    "words",
    [
        "等党组会开完再报5-006",
        "5-006等党组会研究后再报",
        "等纪要印发后再补5-006的材料",
        "5-006公示期满后再报",
        "等财政批复再办5-006",
        "如果财政这周拨款5-004就能完成",
        "只要家属签字5-004就能完成",
        "5-004要是审计通过就可以办结",
        "先别销号5-005，材料还要改",
        "5-005暂时不要销号",
        "转发：邓佳宁同志，请5-006于10月20日前完成并报局办",
        "请5-006责任人务必于本周五前报送",
        "请青河街道于10月26日前将5-052退款凭证报区巡察办",
        "争取这周把5-005办完",
        "梁书记：5-006要抓紧，10月底前一定要办结",
        "等等，5-005我再核一下",
        "5-006得等区委组织部批下来才能往下走",
        "5-005保留",
        "5-006如果财政拨款，我们就能完成，请领导支持",
        "5-006一定要办结，领导放心",
        "请5-006责任人务必于本周五前报送，谢谢",
        "不用延期了，5-006月底前能办完",
    ],
)
def test_what_is_still_to_come_stops_no_clock(words: str) -> None:
    """等什么、有了什么才、先别销号、请谁某日前办，只作情况说明，钟照走。"""
    said = said_of(words)
    assert (said.command, said.report) == ("progress", ReportKind.STATUS_ONLY)
    assert said.target.kind == "code"


@pytest.mark.parametrize(
    "words",
    [
        "5-006已约谈3人，等处分决定下来再报",
        "5-006等财政拨款后已发放202人",
        "5-005请各校于10月20日前完成自查，已收到12所",
        "5-004如果不算毕业生，补发了202人",
        "5-004只有3户没签",
        "5-006转发了3个文件",
        "5-005按要求必须公开的3项已公开",
        "5-006我再查了一遍，漏了2人",
        "5-005主要问题是3人没到会",
        "5-006党组必须研究的3个岗位都研究过",
        "5-003一旦流标就重新挂网，目前挂网中",
        "5-006制度规定必须双人签字，印发各科室",
        "5-006党组会明确一定要每季度通报，形成纪要",
        "5-006要求必须每月上报，各支部全部上报",
        "5-006规定务必公开招标，召开会议2次",
        "5-004如果按新标准，应退4.8万元，全部退还",
        "5-004只要家属到场就发放，发放202人",
        "5-006先别销号，补齐签到表3份",
        "转发: 5-004补发到位202人，回单附后",
        "5-004资金转给3户",
        "5-004把4.8万元转给财政专户",
        "5-006请示10月12日前报区委办",
        "5-006望江街道10月20日前完成拆除并上报备案",
    ],
)
def test_what_was_done_beside_it_stays_a_report(words: str) -> None:
    """同一句里说了办过什么，还是进展。"""
    said = said_of(words)
    assert (said.command, said.report) == ("progress", ReportKind.SUBSTANTIVE)


@pytest.mark.parametrize("words", ["5-006月底前能办完", "5-006月初已开会"])
def test_a_month_behind_a_code_of_three_digits(words: str) -> None:
    """三位的编号后面紧跟月底、月初，编号看得见。"""
    assert said_of(words).target.code == "5-006"


@pytest.mark.parametrize("words", ["5-6月底前办完", "截至5-6月已发放202人"])
def test_months_are_no_code(words: str) -> None:
    """5-6月是月份，不是编号。"""
    assert said_of(words).target.kind == "none"
