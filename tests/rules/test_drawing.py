"""抽样：照着种子抽，抽几遍都一样。"""

from rules.drawing import is_drawn

CODES = [f"5-{number:03}" for number in range(1, 1001)]


def test_a_share_is_about_as_large_as_said() -> None:
    """一千项里抽两成，抽中的在两成上下；零一项不抽，十成全抽。"""
    drawn = [code for code in CODES if is_drawn("3fa2", code, 1, 20)]
    assert 150 < len(drawn) < 250
    assert not any(is_drawn("3fa2", code, 1, 0) for code in CODES)
    assert all(is_drawn("3fa2", code, 1, 100) for code in CODES)


def test_the_seed_decides_and_nothing_else() -> None:
    """同一颗种子抽出同样的，比例大的包含比例小的，换一颗种子、换一次整改就不同。"""
    first = [is_drawn("3fa2", code, 1, 20) for code in CODES]
    assert first == [is_drawn("3fa2", code, 1, 20) for code in CODES]
    wider = [is_drawn("3fa2", code, 1, 40) for code in CODES]
    assert all(more for less, more in zip(first, wider, strict=True) if less)
    assert first != [is_drawn("3fa3", code, 1, 20) for code in CODES]
    assert first != [is_drawn("3fa2", code, 2, 20) for code in CODES]
