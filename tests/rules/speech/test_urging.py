"""催谁：一个人、一个单位、所有逾期的、编号在前的一项，各种说法读得出；别的话不是催。"""

import pytest

from rules.speech.urging import urged


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("催一下邓佳宁", "||邓佳宁|"),
        ("催邓佳宁同志", "||邓佳宁|"),
        ("提醒邓佳宁抓紧", "||邓佳宁|"),
        ("给邓佳宁发个提醒", "||邓佳宁|"),
        ("请提醒欧阳若溪同志尽快报送材料", "||欧阳若溪|"),
        ("催教育局王磊", "||教育局王磊|"),
        ("催 逾期", "|||overdue"),
        ("把逾期的都催一遍", "|||overdue"),
        ("逾期的都催一下", "|||overdue"),
        ("催一下所有逾期的单位", "|||overdue"),
        ("给逾期的发提醒", "|||overdue"),
        ("提醒各单位抓紧", "|||every"),
        ("催下各单位", "|||every"),
        ("督促有关单位尽快整改", "|||every"),
        ("提醒所有责任人抓紧报进展", "|||every"),
        ("催一下大家", "|||every"),
        ("提醒教育局抓紧", "|教育局||"),
        ("催催教育局", "|教育局||"),
        ("催 市档案局（市地方志办公室）", "|市档案局(市地方志办公室)||"),
        ("通知教育局尽快报进展", "|教育局||"),
        ("教育局逾期的催一下", "|教育局||overdue"),
        ("5-004催一下", "5-004|||"),
        ("再催一次5-4", "5-004|||"),
        ("5-004和5-005催一下", "|||several"),
        ("催 5-004、5-005、5-006", "|||several"),
    ],
)
def test_urged(words: str, meant: str) -> None:
    """催的是谁，是不是只催逾期的。"""
    said = urged(words)
    assert said is not None
    assert f"{said.target.code}|{said.unit}|{said.person}|{said.value}" == meant


def test_several_codes() -> None:
    """几个编号一起催，每个都记着；重复的只算一次，隔着别的话的不算。"""
    said = urged("催一下5-4、5-005和5-006，5-4")
    assert said is not None
    assert said.text == "5-004 5-005 5-006"
    assert urged("5-004已报，5-005催一下") is None


@pytest.mark.parametrize(
    "words",
    [
        "先别催5-006",
        "催款通知已发",
        "催办单已签收",
        "提醒函已发",
        "督促到位",
        "催了两次施工方",
        "通知已印发",
        "教育局催过了",
        "让邓佳宁办",
        "催 5-005；催 5-006",
        "催什么催",
        "天天催",
    ],
)
def test_not_urged(words: str) -> None:
    """说催过、别催、催的是别的事，不当成要催。"""
    assert urged(words) is None
