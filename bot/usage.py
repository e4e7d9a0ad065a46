"""用法不对：argparse 的英文说成一句中文，写明错在哪里、怎么看用法。"""

import argparse
import re
from typing import NoReturn

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


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence on standard error (interface.md §2)."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the usage stands; exit status 2."""
        self.exit(USAGE, f"{said(message)}。用法见 {self.prog} --help\n")


def said(message: str) -> str:
    """One of argparse's sentences in Chinese; an unknown one as it is."""
    for pattern, sentence in SENTENCES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            words = found.groupdict()
            if "known" in words:
                words["known"] = "、".join(re.split(r",\s*", words["known"]))
            return sentence.format(**words).replace("'", "")
    return message
