"""大白话写成 Markdown：显出来一个字不差，链接点得开。"""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.simulator.robot_markdown import shown
from rules.writing.markdown import plain_markdown

COMMON = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LINES = [
    "5-023 还剩3天",
    "1. 已修订办法",
    "2) 正在办",
    "# 不是标题",
    "- 不是列表",
    "> 不是引用",
    "* 星 * 号 *",
    "_下划线_ 和 __两条__",
    "~~划掉~~ `代码` ```",
    "a < b && c > d <b>粗</b> &lt;",
    "[方括号](x) ![图](y)",
    "| 表 | 格 |",
    "---",
    "===",
    "反斜杠 \\ 和 \\n",
    "　　全角空格开头",
    "    四个空格开头",
    "价格 $5$",
]


def rendered(markdown: str) -> str:
    """What a CommonMark reader shows, without spaces that nobody sees."""
    page = COMMON.render(markdown)
    return html.unescape(re.sub(r"<[^>]+>", "", page)).strip()


def squeezed(text: str) -> str:
    """The text with blank lines and the width of spaces left aside."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return "\n".join(line for line in lines if line)


@pytest.mark.parametrize("line", LINES)
def test_each_line_is_shown_as_it_stands(line: str) -> None:
    """会被当成记号的，显出来还是原样；模拟的手机和别家的 Markdown 都这么说。"""
    written = plain_markdown(f"头一行\n{line}\n末一行")
    expected = squeezed(f"头一行\n{line}\n末一行")
    assert squeezed(rendered(written)) == expected
    assert squeezed(shown(written)) == expected


@given(
    st.text(
        st.sampled_from("ab5一 \n#*_~`[]()<>&|$\\-+=.!1:/"),
        min_size=1,
        max_size=40,
    )
)
def test_any_text_survives(text: str) -> None:
    """随便怎么拼，显出来一个字不差。"""
    assert squeezed(rendered(plain_markdown(text))) == squeezed(text)


def test_an_address_becomes_a_link() -> None:
    """网址成了链接，地址一个字符不变；后面的标点不算在内。"""
    address = "https://x.cn/h5/a_b?sign=1*2&k=~3"
    written = plain_markdown(f"请打开 {address}，谢谢")
    page = COMMON.render(written)
    assert f'href="{html.escape(address)}"' in page
    assert rendered(written) == f"请打开 {address}，谢谢"
    assert shown(written) == f"请打开 {address}，谢谢"


def test_codes_stay_readable() -> None:
    """编号和中文不加反斜杠：不认 Markdown 的地方也读得通。"""
    text = "5-023 还剩3天（12月31日），请回复：进展 5-023"
    assert plain_markdown(text) == text
