"""文档说的和程序做的是一回事：链接、命令、配置键、文件名、聊天里的话。"""

import re
import shlex
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli import build_parser
from bot.config import Section, Settings
from bot.meters import Meters
from rules.calendar.workdays import statutory_calendar
from rules.speech import commands, reading
from scripts import reference

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
GENERATED = ("CHANGELOG.md", "reference.md")
"""What is written from the program itself, or about programs that were."""
GUIDES = [page for page in PAGES if page.name not in GENERATED]
NOW = datetime(2026, 9, 14, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
HAN = r"[\u4e00-\u9fff]"
ROOMS = "bot|handlers|models|rules|templates|tests|scripts|benchmarks|deploy|docs"


def each(pages: list[Path], pattern: str) -> list[tuple[str, str]]:
    """Every first group of a pattern, with the name of its page."""
    return [
        (page.name, found)
        for page in pages
        for found in dict.fromkeys(re.findall(pattern, page.read_text("utf-8")))
    ]


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def command_lines() -> Iterator[str]:
    """What stands behind `python -m bot` in the guides, placeholders filled in."""
    for _, words in each(GUIDES, r"python -m bot (?!\[)([a-z][^`\n]*)"):
        yield re.sub(r"\$\([^)]*\)", "今天", words.replace("编号", "1"))


def sections() -> dict[str, set[str]]:
    """The sections of the configuration with their keys."""
    kinds = {name: field.annotation for name, field in Settings.model_fields.items()}
    return {
        name: set(kind.model_fields)
        if isinstance(kind, type) and issubclass(kind, Section)
        else set()
        for name, kind in kinds.items()
    }


@pytest.mark.parametrize(
    ("name", "target"), each(PAGES, r"\]\((?!https?://)([^)\s]+)\)")
)
def test_every_link_leads_somewhere(name: str, target: str) -> None:
    """文档里的每个链接都有文件，带锚点的有这个标题。"""
    (home,) = [page.parent for page in PAGES if page.name == name]
    path, _, anchor = target.partition("#")
    page = home / path if path else home / name
    assert page.exists()
    assert not anchor or anchor in anchors(page)


@pytest.mark.parametrize(("name", "path"), each(GUIDES, rf"`((?:{ROOMS})/[\w/.\-]*)`"))
def test_every_named_file_exists(name: str, path: str) -> None:
    """文档里写到的文件和文件夹都在。"""
    assert (ROOT / path).exists()


@pytest.mark.parametrize(("name", "target"), each(GUIDES, r"`?make ([a-z][a-z-]*)\b"))
def test_every_make_target_exists(name: str, target: str) -> None:
    """文档里的 make 目标都有。"""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_make_help_lists_every_target() -> None:
    """`make help` 列出每一个目标。"""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    told = re.findall(r"^([a-z-]+):.*## .+$", makefile, re.MULTILINE)
    assert sorted(told) == sorted(phony.split())


@pytest.mark.parametrize("line", list(dict.fromkeys(command_lines())))
def test_every_command_line_is_understood(line: str) -> None:
    """文档里的命令照抄就能用。"""
    assert build_parser().parse_args(shlex.split(line)).command


@pytest.mark.parametrize(("name", "option"), each(GUIDES, r"`(--[a-z][a-z-]+)[^`]*`"))
def test_every_option_exists(name: str, option: str) -> None:
    """单独写出来的选项，总有一个命令认得。"""
    assert re.search(rf"{option}\b", reference.command_line())


@pytest.mark.parametrize(("name", "key"), each(GUIDES, r"`(\[\w+\](?: \w+)?)[^`]*`"))
def test_every_key_exists(name: str, key: str) -> None:
    """文档里的配置段和键都有。"""
    section, _, word = key.removeprefix("[").partition("]")
    assert section in sections()
    assert not word.strip() or word.strip() in sections()[section]


@pytest.mark.parametrize(("name", "word"), each(GUIDES, r"\| (`[A-Z]\w+`[ `\w]*) \|"))
def test_every_class_of_the_glossary_exists(name: str, word: str) -> None:
    """词汇表里的名字就是代码里的名字。"""
    code = "\n".join(
        path.read_text("utf-8")
        for room in ("models", "rules")
        for path in (ROOT / room).rglob("*.py")
    )
    for one in re.findall(r"`(\w+)`", word):
        assert f"class {one}(" in code


@pytest.mark.parametrize(
    ("name", "words"),
    each(GUIDES, rf"(?:回|打|或)[：: ]*`({HAN}[^`]*)`")
    + each(GUIDES, rf"`({HAN}+ 5-\d+[^`]*)`"),
)
def test_what_is_to_be_said_is_understood(name: str, words: str) -> None:
    """文档里教人说的话，照着说就懂，不当作闲话。"""
    known = {word for spec in commands.COMMANDS for word in spec.words}
    said = reading.read(words, NOW, statutory_calendar(), frozenset({"5"}))
    assert any(words.startswith(word) for word in known)
    assert [one.command for one in said] != ["chat"]
    assert all(one.command in commands.BY_NAME for one in said)


@pytest.mark.parametrize(("name", "metric"), each(GUIDES, r"`(xiaozhang_\w+)"))
def test_every_metric_is_given(name: str, metric: str) -> None:
    """文档里的指标，表盘上真有。"""
    assert f"# HELP {metric} " in Meters().text().decode()


def test_every_reason_of_readyz_has_its_remedy() -> None:
    """`/readyz` 会说的每一种原因，运行页的表里都写着怎么办。"""
    source = (ROOT / "bot" / "web" / "health.py").read_text("utf-8")
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    reasons = set(re.findall(r'(?:reasons\[|return \{)"(\w+)"', source))
    assert {"database", "files", "robot", "channel"} <= reasons
    assert [one for one in reasons if f"\n| `{one}`" not in page] == []


def test_what_is_not_told_or_is_gone_is_named() -> None:
    """参考页少说一个指标、事件、状态，或说了没有的，写不出来，点名是哪一个。"""
    for meanings in ({}, {"one": "", "gone": ""}):
        with pytest.raises(LookupError, match=r"one|gone"):
            reference.table("名字", meanings, ["one"])


def test_reference_is_what_the_program_says() -> None:
    """参考页和程序一致；不一致就再跑一次 make reference。"""
    assert reference.TARGET.read_text("utf-8") == reference.page()
