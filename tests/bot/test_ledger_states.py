"""台账里的状态：只有巡察办能定的不照抄，说出来请办。"""

import json

import pytest

from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK, HEADER, workbook


@pytest.mark.parametrize(("words", "way"), [("已核减", "核减"), ("持续整改", "转长期")])
def test_what_only_the_office_decides_is_said(box: Box, words: str, way: str) -> None:
    """状态写已核减、持续整改的，照常交办，预读里说清要办哪一步。"""
    row = [1, "区教育局", "议题流于形式", "办", "邓佳宁", "2026-12-31", words]
    path = str(workbook(box.place / "s.xlsx", [[*HEADER, "状态"], row]))
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 0
    assert f"5-001 写着“{words}”，已照常交办；确是这样的，请办“{way}”" in out
    assert json.loads(box.run("show", "5-001", "--json")[1])["status"] == "delivered"
