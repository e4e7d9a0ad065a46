"""反馈意见读成清单：各种层次和写法都读得出，读不进的说出来。"""

import pytest

from rules.errors import Misconfigured
from rules.feedback.draft import read_feedback
from rules.feedback.items import Feedback, Paragraph

TITLE = "关于巡察县水利局党组的反馈意见"


def read(*lines: str) -> Feedback:
    """Read a document of plain lines."""
    return read_feedback([Paragraph(line) for line in (TITLE, *lines)])


def texts(found: Feedback) -> list[str]:
    """The words of the findings."""
    return [one.text for one in found.findings]


def test_soft_line_breaks_begin_new_lines() -> None:
    """一段里用软回车分开的几条，逐条读；标题里的软回车还是一个标题。"""
    found = read_feedback(
        [
            Paragraph("中共清河县委\n关于巡察县水利局党组的反馈意见"),
            Paragraph("一、存在问题\n1.台账不全。\n2.招标不规范。"),
        ]
    )
    assert texts(found) == ["台账不全。", "招标不规范。"]
    assert found.title == "中共清河县委 关于巡察县水利局党组的反馈意见"


def test_lesser_signs_count_where_no_greater_does() -> None:
    """没有 1. 的，（1）、①、第一、分段的一是都是一条。"""
    for first, second in (
        ("（1）", "（２）"),
        ("①", "②"),
        ("第一，", "第二，"),
        ("一是", "二是"),
    ):
        found = read("一、存在问题", f"{first}台账不全。", f"{second}招标不规范。")
        assert texts(found) == ["台账不全。", "招标不规范。"]


def test_lesser_signs_below_an_item_are_its_details() -> None:
    """一条建议下面的一是、二是不另算一条。"""
    found = read(
        *("一、存在问题", "1.台账不全。", "二、整改建议"),
        *("1.针对第1个问题：", "一是补齐台账。", "二是加强食堂管理。"),
    )
    assert found.findings[0].suggestion == (
        "针对第1个问题：\n一是补齐台账。\n二是加强食堂管理。"
    )
    assert found.remarks == ()


def test_findings_with_their_suggestions_in_one_section() -> None:
    """“问题及建议”合在一节、合在一段的，分得开。"""
    found = read(
        "一、存在问题及整改建议",
        "1.问题：台账不全。建议：补齐台账。",
        "2.招标不规范。（整改建议：规范招标。）",
        "3.公车管理混乱。",
        "油卡无登记。建议：登记。",
    )
    assert [(one.text, one.suggestion) for one in found.findings] == [
        ("台账不全。", "补齐台账。"),
        ("招标不规范。", "规范招标。"),
        ("公车管理混乱。\n油卡无登记。", "登记。"),
    ]


def test_chinese_numbers_below_a_heading_without_number() -> None:
    """大标题不编号、下面才是一、二的，一、是类别，不丢后面的问题。"""
    found = read(
        *("存在的主要问题", "一、解决群众问题不力", "1.热线无人接。"),
        *("二、党的领导弱化", "1.议题不审核。", "整改建议", "一、热线有人接。"),
    )
    assert [(one.category, one.text) for one in found.findings] == [
        ("解决群众问题不力", "热线无人接。"),
        ("党的领导弱化", "议题不审核。"),
    ]
    assert found.suggestions[0].text == "热线有人接。"


def test_a_heading_of_one_matter_is_the_category() -> None:
    """“一、廉洁方面存在的问题”就是类别；“四个方面的问题”不是。"""
    found = read(
        *("一、廉洁方面存在的问题", "1.招标不规范。"),
        *("二、其他三个方面的问题", "1.台账不全。"),
    )
    assert [one.category for one in found.findings] == ["廉洁方面", ""]


def test_what_is_not_read_is_said() -> None:
    """看不出是问题还是建议的章节、第一条之前的话，没读进的说出来；概况和要求不算。"""
    found = read(
        *(
            "一、基本情况",
            "1.人员情况。",
            "二、反馈意见",
            "1.招标不规范。",
            "2.台账不全。",
        ),
        *("三、存在问题", "面上的问题不少。", "1.公车管理混乱。建议：管好。"),
    )
    assert found.remarks == (
        "“反馈意见”之下有2段没有读进草稿",
        "“存在问题”之下有1段没有读进草稿",
    )


def test_a_suggestion_for_several_findings() -> None:
    """一条建议对几个问题的，各配一份；写明的序号文中没有的，说出来。"""
    found = read(
        *("一、存在问题", "1.台账不全。", "2.招标不规范。", "3.公车管理混乱。"),
        *(
            "二、整改建议",
            "1.针对第1、2项问题，完善制度。",
            "2.针对第3、9项问题，管好。",
        ),
    )
    assert [one.suggestion for one in found.findings] == [
        "针对第1、2项问题，完善制度。",
        "针对第1、2项问题，完善制度。",
        "针对第3、9项问题，管好。",
    ]
    assert found.remarks == ("建议2写明的问题9不在文中",)


def test_findings_may_begin_with_a_number() -> None:
    """一条问题从年份、数目写起的，还是一条：手写的、自动编号的都是。"""
    found = read(
        "一、存在问题", "1.2023年以来未开会。", "2.2024年未研究。", "3、5笔未入账。"
    )
    assert texts(found) == ["2023年以来未开会。", "2024年未研究。", "5笔未入账。"]
    automatic = [Paragraph("2023年以来未开会。", "1."), Paragraph("5笔未入账。", "2.")]
    found = read_feedback([Paragraph(TITLE), Paragraph("一、存在问题"), *automatic])
    assert texts(found) == ["2023年以来未开会。", "5笔未入账。"]


def test_several_units_in_one_document_are_refused() -> None:
    """几个单位的反馈意见合在一份里的，请分开，不把一家的问题记到另一家。"""
    part = ("一、存在问题", "1.台账不全。")
    with pytest.raises(Misconfigured, match="县水利局、县教育局"):
        read(*part, "关于巡察中共县教育局党委的反馈意见", *part)
    assert read(*part, "关于巡察中共县水利局党组的反馈意见", *part).unit == "县水利局"


def test_numbers_that_begin_anew_need_their_heading() -> None:
    """序号各章重新编起的，“第1个问题”说不清是哪一个，不猜；同类之下的说得清。"""
    found = read(
        *("一、存在问题", "（一）党的领导方面", "1.台账不全。", "2.议题不审。"),
        *("（二）廉洁方面", "1.招标不规范。", "二、整改建议"),
        *(
            "（一）党的领导方面",
            "1.针对第1个问题，补齐。",
            "（二）其他",
            "2.针对第1个问题，改。",
        ),
        *("3.针对第2个问题，审核。", "4.针对第3个问题，规范。"),
    )
    assert [one.suggestion for one in found.findings] == [
        "针对第1个问题，补齐。",
        "针对第2个问题，审核。",
        "针对第3个问题，规范。",
    ]
    assert found.remarks == ("建议2“针对第1个问题”没有对应的问题",)


def test_the_signature_is_no_suggestion() -> None:
    """落款、日期、附件不接在最后一条建议后面；附件里的条目没读，说出来。"""
    found = read(
        *("一、存在问题", "1.台账不全。", "二、整改建议", "1.补齐台账，限期完成。"),
        *("中共清河县委第三巡察组", "2026年5月20日", "附件：1.问题清单", "2.线索清单"),
    )
    assert found.suggestions[0].text == "补齐台账，限期完成。"
    assert found.remarks == ("“附件”之下有1段没有读进草稿",)
