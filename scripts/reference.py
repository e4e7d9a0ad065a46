"""写参考页：命令表、命令行、配置键，都从程序自己那里读（make reference）。"""

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot import cli, usage
from bot.cli import build_parser
from bot.meters import Meters
from handlers.clock import jobs
from rules.post import delivery
from rules.speech.commands import COMMANDS
from rules.telling import ladder
from rules.vocabulary import MailStatus
from scripts import reference_words as words

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "reference.md"


def main() -> None:
    """Write docs/reference.md."""
    TARGET.write_text(page(), "utf-8")


def page() -> str:
    """The whole page."""
    parts = [
        "# 参考\n\n由 `make reference` 写出，不要手改。\n",
        chat(),
        command_line(),
        configuration(),
        rungs(),
        errors(),
        outcomes(),
        instruments(),
    ]
    return "\n".join(parts)


def chat() -> str:
    """The commands of the chat."""
    lines = ["## 聊天里能说的\n", "| 做什么 | 谁 | 例子 |", "|---|---|---|"]
    for spec in COMMANDS:
        if not spec.help:
            continue
        who = (
            "、".join(sorted(role.label for role in spec.who)) if spec.who else "都可以"
        )
        lines.append(f"| {spec.help} | {who} | `{spec.example}` |")
    return "\n".join(lines) + "\n"


def command_line() -> str:
    """The commands of the command line with their options."""
    lines = ["## 命令行\n", "`python -m bot [--config config.toml] 命令`\n"]
    parser = build_parser()
    for action in parser._actions:
        if not isinstance(action, argparse._SubParsersAction):
            continue
        for name, command in action.choices.items():
            written = command.format_usage().removeprefix("用法：")
            flat = " ".join(written.split()).replace(" [-h]", "")
            lines += [f"### {name}\n", f"{command.description}\n", f"    {flat}\n"]
            if told := list(_arguments(command)):
                lines += [*told, ""]
    lines += ["### 退出码\n", *table("码", words.EXITS, exits())]
    return "\n".join(lines) + "\n"


def _arguments(command: argparse.ArgumentParser) -> Iterator[str]:
    """What each argument of a command is for."""
    for action in command._actions:
        if action.help and action.dest != "help":
            name = action.option_strings[0] if action.option_strings else action.metavar
            yield f"- `{name}` {action.help % vars(action)}"


def exits() -> list[int]:
    """The exit statuses that there are."""
    return [cli.DONE, cli.REFUSED, usage.USAGE]


def table(head: str, meanings: Mapping[Any, str], names: Iterable[Any]) -> list[str]:
    """Names with their meanings; raises where one has none, or what is gone has one."""
    known = list(names)
    if gone := set(meanings) ^ set(known):
        raise LookupError(f"scripts/reference_words.py: {gone}")
    rows = [f"| `{name}` | {meanings[name]} |" for name in known]
    return [f"| {head} | 意思 |", "|---|---|", *rows]


def configuration() -> str:
    """The keys of the example file with their comments."""
    lines = ["## 配置\n", "| 键 | 缺省或示例 | 说明 |", "|---|---|---|"]
    section = ""
    for line in (ROOT / "config.example.toml").read_text("utf-8").splitlines():
        if line.startswith("[["):
            break
        head = re.match(r"\[(\w+)\]", line)
        if head:
            section = head.group(1)
            continue
        key = re.match(r"(\w+) = (.*?)\s*(?:#\s*(.*))?$", line)
        if key:
            value, note = key.group(2).strip(), key.group(3) or ""
            lines.append(f"| `{section}.{key.group(1)}` | `{value}` | {note} |")
    return "\n".join(lines) + "\n"


def rungs() -> str:
    """The built-in ladder."""
    lines = ["## 自带的阶梯\n", "| 编号 | 何时 | 告诉谁 | 另外 |", "|---|---|---|---|"]
    for step in ladder.built_in():
        if step.when == "stalled":
            when = f"{step.workdays}个工作日没有实质进展"
        else:
            what = "期限" if step.when == "due" else "复核日期"
            side = "前" if step.workdays < 0 else "后"
            when = (
                f"{what}{side}{abs(step.workdays)}个工作日"
                if step.workdays
                else f"{what}当天"
            )
        more = "、".join(
            filter(
                None,
                [
                    "先给巡察办过目" if step.hold else "",
                    step.draft and f"备{step.draft}草稿",
                ],
            )
        )
        lines.append(
            f"| `{step.id}` | {when} | {'、'.join(role.label for role in step.to)} | {more} |"
        )
    return "\n".join(lines) + "\n"


def errors() -> str:
    """What is done about the platform's error codes, as rules/post/delivery.py says."""
    lines = ["## 企业微信错误码\n", "| 码 | 怎么办 |", "|---|---|"]
    lines += [
        f"| {code} | 无法送达：{why} |" for code, why in delivery.UNREACHABLE.items()
    ]
    lines += [
        f"| {code} | 整条通道歇{after}秒再发：{why} |"
        for code, (after, why) in delivery.WAITS.items()
    ]
    probed = f"整条通道歇下，每{delivery.PROBE_EVERY // 60}分钟试一条"
    lines += [f"| {code} | {probed}：{why} |" for code, why in delivery.ALARMS.items()]
    lines += [f"| {code} | 不再发：{why} |" for code, why in delivery.EXPIRED.items()]
    lines += [f"| {code} | 改成简单一级的写法再发 |" for code in delivery.UNKNOWN_FORM]
    lines += [f"| {code} | 过一会儿再发 |" for code in sorted(delivery.AGAIN)]
    lines += ["| 别的 | 不再发，请人看 |"]
    return "\n".join(lines) + "\n"


def outcomes() -> str:
    """The scheduled jobs, and what may become of a mail."""
    statuses = [status.value for status in MailStatus]
    lines = ["## 定时工作\n", *table("名字", words.JOBS, jobs.NAMES)]
    lines += ["\n## 消息的状态\n", *table("状态", words.MAIL, statuses)]
    return "\n".join(lines) + "\n"


def instruments() -> str:
    """What can be watched: the metrics, and the events of the log."""
    lines = ["## 指标\n", *table("名字", words.METRICS, metrics())]
    lines += ["\n## 日志里的事件\n", *table("`event`", words.EVENTS, events())]
    return "\n".join(lines) + "\n"


def metrics() -> list[str]:
    """Every metric by the name that /metrics gives it."""
    text = Meters().text().decode()
    names = re.findall(r"^# HELP (\w+)", text, re.MULTILINE)
    return [name for name in names if not name.endswith("_created")]


def events() -> list[str]:
    """Every event that the program may log, as its source says."""
    said = r"""(?:\blog\.\w+\(\s*"|level=\w+ event=|record\.msg, .* = ")([a-z_]+)"""
    sources = (path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py"))
    return sorted({name for text in sources for name in re.findall(said, text)})


if __name__ == "__main__":
    main()
