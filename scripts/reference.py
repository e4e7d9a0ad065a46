"""写参考页：命令表、命令行、配置键，都从程序自己那里读（make reference）。"""

import argparse
import re
from pathlib import Path

from bot.cli import build_parser
from rules.post import delivery
from rules.speech.commands import COMMANDS
from rules.telling import ladder

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
            usage = command.format_usage().removeprefix("用法：")
            flat = " ".join(usage.split()).replace(" [-h]", "")
            lines += [f"### {name}\n", f"{command.description}\n", f"    {flat}\n"]
    return "\n".join(lines)


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
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
