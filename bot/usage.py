"""用法不对：argparse 的英文说成一句中文，写明错在哪里、怎么看用法。"""

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

USAGE = 2
"""Exit status of a wrong usage or an unknown name (decisions.md 34)."""

SENTENCES = (
    (r"the following arguments are required: (?P<what>.+)", "还要写明 {what}"),
    (r"unrecognized arguments: (?P<what>.+)", "不认识 {what}"),
    (
        r"argument (?P<where>\S+): invalid choice: '(?P<what>.*)' "
        r"\(choose from (?P<known>.+)\)",
        "{where} 没有 {what}，可用：{known}",
    ),
    (r"argument (?P<where>\S+): expected .*argument.*", "{where} 后面要写一个值"),
    (
        r"argument (?P<where>\S+): ignored explicit argument '(?P<what>.*)'",
        "{where} 后面不写值，却写了 {what}",
    ),
    (
        r"ambiguous option: (?P<where>\S+) could match (?P<known>.+)",
        "{where} 可以是几个选项：{known}",
    ),
    (r"argument (?P<where>\S+): (?P<what>.+)", "{where} {what}"),
)
"""What argparse says → what we say; the first that fits."""


UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def one_line(text: str) -> str:
    """A sentence on one line, whatever was typed into what it repeats."""
    return UNPRINTED.sub(" ", text)


class Formatter(argparse.HelpFormatter):
    """Writes the page of a command in Chinese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Begin with the usage."""
        super().add_usage(
            usage, actions, groups, "用法：" if prefix is None else prefix
        )


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence on standard error (interface.md §2)."""

    def __init__(self, **how: Any) -> None:
        """Make argparse's own words Chinese, those of `--help` too."""
        super().__init__(formatter_class=Formatter, add_help=False, **how)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="看用法")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the usage stands; exit status 2."""
        self.exit(USAGE, one_line(f"{said(message)}。用法见 {self.prog} --help") + "\n")


def said(message: str) -> str:
    """One of argparse's sentences in Chinese; an unknown one as it is."""
    for pattern, sentence in SENTENCES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            words = found.groupdict()
            for listed in {"known", "what"} & set(words):
                words[listed] = "、".join(re.split(r",\s+", words[listed]))
            return sentence.format(**words).replace("'", "")
    return message
