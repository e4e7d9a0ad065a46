"""草稿写得全：一格的字不丢，原文不被盖掉。"""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from bot import drafting
from bot.cli import main
from rules.errors import Misconfigured
from rules.feedback.items import Feedback, Item
from tests.bot.formats.test_word import line, made


def test_an_address_stays_text(tmp_path: Path) -> None:
    """从网址写起的一条，多长都照原文写进格子。"""
    text = f"https://example.com/{'x' * 3000}"
    target = tmp_path / "a.xlsx"
    drafting.write(target, Feedback(findings=(Item(1, "", text),)))
    with CalamineWorkbook.from_path(target) as book:
        assert book.get_sheet_by_index(0).to_python()[1][2] == text


def test_what_no_cell_can_hold_is_refused(tmp_path: Path) -> None:
    """一格写不下的，不写草稿，请分条。"""
    target = tmp_path / "a.xlsx"
    found = Feedback(findings=(Item(1, "", "长" * (drafting.LONGEST_CELL + 1)),))
    with pytest.raises(Misconfigured, match="问题1过长"):
        drafting.write(target, found)
    assert not target.exists()


def test_the_document_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """草稿的文件名就是反馈意见的，不写，原文还在。"""
    source = made(tmp_path / "a.docx", line("一、存在问题") + line("1.台账不全。"))
    before = source.read_bytes()
    assert main(["draft", str(source), str(source)]) == 2
    assert "请换一个文件名" in capsys.readouterr().err
    assert source.read_bytes() == before


def test_an_import_of_word_says_what_it_leaves_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """直接导入 Word 的，没读进的、配不上的一样说出来。"""
    lines = ("一、存在问题", "1.台账不全。", "二、整改建议", "1.加强食堂管理。")
    source = made(tmp_path / "a.docx", "".join(map(line, lines)))
    config = tmp_path / "config.toml"
    config.write_text(f'[database]\nurl = "sqlite:///{tmp_path / "x.db"}"\n', "utf-8")
    main(["--config", str(config), "import", str(source), "--round", "5", "--dry-run"])
    said = capsys.readouterr().out
    assert "提示：建议1“加强食堂管理”没有对应的问题" in said
    assert "提示：问题1“台账不全”没有对应的建议" in said
