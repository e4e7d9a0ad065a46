"""怎么督查的：做过的认得出，打算做的、没做的不认。"""

import pytest

from rules.speech.visit_means import means_in


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("今天打电话问了5-045，群众说补贴已到账", "phone"),
        ("致电5-045张主任，月底前兑现", "phone"),
        ("去现场看了5-045，制度上墙", "visit"),
        ("昨天到文旅局查了5-045的账册3本", "visit"),
        ("上门走访5-045的两名当事人，都说到账了", "visit"),
        ("听了5-045的整改汇报", "hearing"),
        ("看了5-045的整改报告，缺附件", "review"),
        ("5-045已发督查函", "inquiry"),
        ("5-045整改到位，看了整改报告", "review"),
        ("收到5-045的材料，看了，到位", None),
        ("去年5-045的台账，查了，没到位", None),
        ("到教育局，查了5-045的台账", "visit"),
        ("下周去现场看5-045", None),
        ("还没打电话问5-045", None),
        ("5-045整改得不错", None),
        ("已督办5-045，责成文旅局本周报结果", None),
    ],
)
def test_what_was_done(words: str, expected: str | None) -> None:
    """一句平常话里，督查用的是哪一法。"""
    means = means_in(words)
    assert (means.value if means else None) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("昨天去看了5-045，到位", "visit"),
        ("下午去查过了5-045的账", "visit"),
        ("去看了5-045的整改报告，缺附件", "review"),
        ("没去看过5-045", None),
        ("下周去看5-045", None),
    ],
)
def test_who_went_to_look_was_there(words: str, expected: str | None) -> None:
    """“去看了”是去过现场；看的是报告，就是审阅报告。"""
    means = means_in(words)
    assert (means.value if means else None) == expected
