"""材料像不像、档案改没改、反馈意见怎么读：规则这一层。"""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rules import archive, files
from rules.feedback import Paragraph, read_feedback
from rules.files import Counted

BRIGHTNESS = st.lists(
    st.integers(0, 200),
    min_size=files.SIDE * (files.SIDE + 1),
    max_size=files.SIDE * (files.SIDE + 1),
)


@given(BRIGHTNESS, st.integers(0, 55))
def test_lighter_picture_is_the_same(brightness: list[int], more: int) -> None:
    """整张调亮，指纹不变。"""
    lighter = [value + more for value in brightness]
    assert files.picture_hash(lighter) == files.picture_hash(brightness)


def test_blank_page_is_like_nothing() -> None:
    """白纸没有指纹，不会和别的白纸算成同一张。"""
    blank = files.picture_hash([255] * files.SIDE * (files.SIDE + 1))
    assert blank == ""
    assert not files.is_near(blank, blank)


def test_earliest_known_day_counts() -> None:
    """早于反馈和交办中较早的一天才算早；没有拍摄日期的不算。"""
    fed, delivered = date(2026, 4, 10), date(2026, 4, 15)
    assert files.is_early(date(2026, 4, 9), fed, delivered)
    assert not files.is_early(date(2026, 4, 10), fed, delivered)
    assert not files.is_early(date(2026, 4, 12), fed, delivered)
    assert not files.is_early(None, fed)
    assert not files.is_early(date(2020, 1, 1), None, None)


def test_versions_and_copies_count_once() -> None:
    """同名的几版、同样的字节，只算一份；不合格的不算；照片没有名字各算各的。"""
    kept = [
        Counted("a", "制度.docx", "file", True),
        Counted("b", "制度.docx", "file", True),
        Counted("b", "另名.docx", "file", True),
        Counted("c", "", "image", True),
        Counted("d", "", "image", True),
        Counted("d", "", "image", True),
        Counted("e", "清单.xlsx", "file", False),
    ]
    assert files.count(kept[:2]) == 1
    assert files.count(kept[3:6]) == 2
    assert files.count(kept[6:]) == 0


@given(st.integers(1, 999), st.text(max_size=200))
def test_member_stays_in_its_folder(number: int, name: str) -> None:
    """不管原名写成什么，档内的位置出不了“材料”这一层。"""
    member = archive.member_name(number, name)
    folder, _, rest = member.partition("/")
    assert folder == "材料"
    assert rest.startswith(f"{number:03d}-")
    assert not {"/", "\\", "\x00"} & set(rest)
    assert len(rest) < 90


def test_numbered_by_word_itself_is_read() -> None:
    """自动编号的段落没有写出数字，也认得是一条。"""
    found = read_feedback(
        [
            Paragraph("关于巡察区教育局党组的反馈意见"),
            Paragraph("一、存在的主要问题"),
            Paragraph("议题审核不严。", mark="1."),
            Paragraph("建议：修订审核单。"),
            Paragraph("台账不全。", mark="1."),
        ]
    )
    assert [one.text for one in found.findings] == ["议题审核不严。", "台账不全。"]
    assert found.findings[0].suggestion == "修订审核单。"
    assert found.remarks == ("问题2“台账不全”没有对应的建议",)


@given(st.lists(st.builds(Paragraph, st.text(max_size=40))))
def test_any_document_is_read(paragraphs: list[Paragraph]) -> None:
    """什么文档都读得完，不会出错。"""
    assert read_feedback(paragraphs).remarks
