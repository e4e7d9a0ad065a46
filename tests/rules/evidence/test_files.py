"""材料像不像、档案改没改、反馈意见怎么读：规则这一层。"""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rules.evidence import archive, files
from rules.evidence.files import Counted
from rules.feedback.draft import read_feedback
from rules.feedback.items import Feedback, Paragraph

SIDE = files.COARSE.side
BRIGHTNESS = st.lists(
    st.integers(0, 200),
    min_size=SIDE * (SIDE + 1),
    max_size=SIDE * (SIDE + 1),
)


@given(BRIGHTNESS, st.integers(0, 55))
def test_lighter_picture_is_the_same(brightness: list[int], more: int) -> None:
    """整张调亮，指纹不变。"""
    lighter = [value + more for value in brightness]
    assert files.picture_hash(lighter) == files.picture_hash(brightness)


def test_blank_page_is_like_nothing() -> None:
    """白纸没有指纹，不会和别的白纸算成同一张。"""
    blank = files.picture_hash([255] * SIDE * (SIDE + 1))
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


def read_lines(*lines: str) -> Feedback:
    """Read a document of plain lines."""
    return read_feedback([Paragraph(line) for line in lines])


def test_decimal_sections_are_read() -> None:
    """编号写成 1、1.1、1.2 的：一级是章，二级是一条条问题和建议。"""
    found = read_lines(
        "关于巡察区教育局党组的反馈意见",
        "1 存在的主要问题",
        "1.1 议题审核不严。",
        "会前没有征求意见。",
        "1.2　台账不全。",
        "2 整改建议",
        "2.1 针对第2个问题，补齐台账。",
        "2.2针对第1个问题，修订审核单。",
    )
    assert [(one.text, one.suggestion) for one in found.findings] == [
        ("议题审核不严。\n会前没有征求意见。", "针对第1个问题，修订审核单。"),
        ("台账不全。", "针对第2个问题，补齐台账。"),
    ]
    assert found.remarks == ()


def test_decimal_items_stand_under_their_heading() -> None:
    """1.1 下面还有 1.1.1 的，1.1 是类别，1.1.1 是问题；中文数字开章也一样。"""
    for chapter in ("一、巡察发现的主要问题", "1. 巡察发现的主要问题"):
        found = read_lines(
            "反馈意见",
            chapter,
            "1.1 党的领导弱化",
            "1.1.1 议题审核不严。",
            "1.1.2. 意识形态责任不实。",
            "1.2、廉洁风险",
            "1.2.1 校服采购绕开程序。",
            "1.3 台账不全。",
        )
        assert [(one.category, one.text) for one in found.findings] == [
            ("党的领导弱化", "议题审核不严。"),
            ("党的领导弱化", "意识形态责任不实。"),
            ("廉洁风险", "校服采购绕开程序。"),
            ("", "台账不全。"),
        ]


def test_an_amount_is_no_section_number() -> None:
    """正文里的 1.5 亿元、2.3% 不是编号，接在上一条后面。"""
    found = read_lines(
        "反馈意见",
        "一、存在问题",
        "1.结余资金未清理。",
        "1.5亿元未上缴。",
        "2.3%的票据缺失。",
        "1.2万元白条入账。",
        "2.台账不全。",
    )
    assert [one.text for one in found.findings] == [
        "结余资金未清理。\n1.5亿元未上缴。\n2.3%的票据缺失。\n1.2万元白条入账。",
        "台账不全。",
    ]


@given(st.lists(st.builds(Paragraph, st.text(max_size=40))))
def test_any_document_is_read(paragraphs: list[Paragraph]) -> None:
    """什么文档都读得完，不会出错。"""
    assert read_feedback(paragraphs).remarks


def test_two_pages_of_words_are_not_one() -> None:
    """两页字各不相同的扫描件，明暗本来就少，差到三分之一以上就不是同一张。"""
    page = (1 << 30) - 1
    assert files.is_near(f"{page:064x}", f"{page << 4:064x}")
    assert not files.is_near(f"{page:064x}", f"{page << 8:064x}")
