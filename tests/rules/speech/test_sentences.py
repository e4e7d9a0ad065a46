"""一句一令：各带命令和编号的几句话各读各的，命令词不留在前一句里。"""

from datetime import UTC, datetime

import pytest

from rules.calendar.workdays import Calendar
from rules.speech import reading

NOW = datetime(2026, 9, 14, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "进展 5-005 已形成纪要1份；进展 5-006 已启动轮岗",
            ["progress 5-005 已形成纪要1份", "progress 5-006 已启动轮岗"],
        ),
        (
            "进展5-005已开会。进展5-006已启动",
            ["progress 5-005 已开会", "progress 5-006 已启动"],
        ),
        ("完成 5-005；完成 5-006", ["complete 5-005 ", "complete 5-006 "]),
        (
            "延期 5-005 到10月31日 等审计\n进展 5-006 已启动",
            ["extend 5-005 到10月31日 等审计", "progress 5-006 已启动"],
        ),
        (
            "同意 5-005；退回 5-006 缺签到表",
            ["agree 5-005 ", "return_ 5-006 缺签到表"],
        ),
        (
            "同意5-005。5-006退回，缺签到表",
            ["agree 5-005 ", "return_ 5-006 缺签到表"],
        ),
        (
            "已知悉5-005；已督促5-006本周报",
            ["acknowledged 5-005 ", "urged_on 5-006 本周报"],
        ),
        ("催 5-005；催 5-006", ["urge 5-005 ", "urge 5-006 "]),
        (
            "5-005已开会；完成 5-006",
            ["progress 5-005 已开会", "complete 5-006 "],
        ),
        (
            "进展 5-005 已开会。延期请另说",
            ["progress 5-005 已开会。延期请另说"],
        ),
        (
            "今天研究了。进展 5-006 已启动",
            ["progress 5-006 今天研究了。进展 5-006 已启动"],
        ),
        (
            "进展 5-005 已开会。完成5-006的整改后一并上报",
            ["progress 5-005 已开会。完成5-006的整改后一并上报"],
        ),
    ],
)
def test_each_sentence_with_a_command_is_its_own(
    words: str, expected: list[str]
) -> None:
    """几句话各带命令和编号，各记各的；只是提到的不算。"""
    said = reading.read(words, NOW, Calendar(), frozenset({"5"}))
    assert [f"{one.command} {one.target.code} {one.text}" for one in said] == expected
