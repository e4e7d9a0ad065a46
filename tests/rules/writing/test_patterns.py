"""句式的零件：读多少算多少，读过的不退；每个能跑的解释器上都读得一样。"""

import re
from pathlib import Path

import rules
from rules.writing.patterns import run

POSSESSIVE = re.compile(r"[)\]\w}][*+?]\+")


def test_what_was_read_is_not_given_back() -> None:
    """一串词读到底，后面要的已经读掉了，就算对不上。"""
    assert re.fullmatch(run("现在|现|已", "words") + "完成", "现已完成")
    assert not re.fullmatch(run("现在|现|完成", "words") + "完成", "现完成")
    assert not re.fullmatch(run("现", "words", 1), "")


def test_no_quantifier_that_older_interpreters_misread() -> None:
    """3.11.5 以前的解释器读占有量词会漏：按词重复的都用这里的零件写。"""
    pages = list(Path(rules.__file__).parent.rglob("*.py"))
    assert len(pages) > 50
    assert [
        one.name for one in pages if POSSESSIVE.search(one.read_text("utf-8"))
    ] == []
