"""命令行：参数在这里认，重的东西用到才取；错了一句话说清（interface.md §2）。"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot import streams
from bot.arguments import (
    day,
    days,
    instant,
    number,
    overwritten,
    pair,
    port,
    source,
    target,
    word,
)
from bot.usage import USAGE, Parser, one_line

DONE, REFUSED = 0, 1
OWNER_ONLY = 0o077
"""What nobody else may do with the files that we write: book, exports, half a file."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status, errors are one sentence on stderr."""
    streams.fill()
    os.umask(OWNER_ONLY)
    parser = build_parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    if options.command is None:
        parser.print_help()
        return USAGE
    if words := overwritten(options):
        return _fail(words, USAGE)
    # Imported only now: `--help` and a wrong usage should not wait for the database.
    errors = importlib.import_module("rules.errors")
    importlib.import_module("bot.logs").quiet()
    try:
        module = importlib.import_module(f"bot.commands.{options.module}")
        return int(getattr(module, options.function)(options))
    except errors.UnknownName as error:
        return _fail(str(error), USAGE)
    except errors.Misconfigured as error:
        return _fail(str(error))
    except errors.Refusal as error:
        facts = error.facts
        return _fail(str(facts.get("sentence") or facts.get("why") or error.reason))
    except (KeyboardInterrupt, BrokenPipeError):
        return REFUSED
    except Exception as error:
        sentence = importlib.import_module("bot.surroundings").sentence(error)
        if not sentence:
            raise
        return _fail(sentence)


def _fail(sentence: str, status: int = REFUSED) -> int:
    print(one_line(sentence), file=sys.stderr)
    return status


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; the reference page is written from it."""
    parser = Parser(
        prog="python -m bot", description="销账：巡察整改事项，件件有着落，事事有回音"
    )
    parser.add_argument(
        "--config", type=source, default=Path("config.toml"), help="配置文件"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _serving(commands)
    _ledger(commands)
    _clockwork(commands)
    _looking(commands)
    return parser


Commands = Any


def _command(
    commands: Commands, name: str, help_: str, module: str, function: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=help_, description=help_
    )
    parser.set_defaults(module=module, function=function)
    return parser


def _serving(commands: Commands) -> None:
    run = _command(
        commands, "run", "运行：回调、定时、发送都在一个进程里", "serve", "run"
    )
    run.add_argument(
        "--clock", type=instant, metavar="ISO_TIME", help="演练用：从这个时刻起走"
    )
    demo = _command(commands, "demo", "演示：自带模拟器和样例台账", "demo", "demo")
    demo.add_argument("--port", type=port, default=8700, help="端口（%(default)s）")
    demo.add_argument(
        "--start",
        type=day,
        default=date(2026, 9, 14),
        metavar="DATE",
        help="从哪天演起（%(default)s）",
    )
    demo.add_argument("--no-browser", action="store_true", help="不打开浏览器")
    _command(commands, "migrate", "把数据库升到最新的表结构", "upkeep", "migrate")


def _ledger(commands: Commands) -> None:
    _import(commands)
    _export(commands)
    _draft(commands)
    _one_finding(commands)
    _calendar(commands)


def _import(commands: Commands) -> None:
    taken = _command(commands, "import", "导入花名册、台账", "ledger", "import_")
    taken.add_argument("file", type=source, nargs="?", metavar="FILE.xlsx")
    taken.add_argument(
        "--column",
        action="append",
        type=pair,
        default=[],
        metavar="表头=字段",
        help="这一栏当作什么，例如 承办同志=责任人；不要的写 表头=不用，可写多次",
    )
    taken.add_argument(
        "--undo",
        type=number,
        nargs="?",
        const=0,
        metavar="ID",
        help="整批撤回一次导入，没人办过才行；不写号的，列出最近几次",
    )
    taken.add_argument("--round", type=word, metavar="CODE", help="轮次")
    taken.add_argument(
        "--feedback-on", type=day, metavar="DATE", help="反馈日期，相对期限从这天算"
    )
    taken.add_argument("--at", type=instant, metavar="ISO_TIME", help="交办时刻")
    taken.add_argument("--update", action="store_true", help="编号已有的，以新表为准")
    taken.add_argument("--dry-run", action="store_true", help="只看，不写")
    taken.add_argument("--partial", action="store_true", help="有拒收的，其余照收")
    taken.add_argument("--hold", action="store_true", help="先登记，不交办")
    taken.add_argument("--json", action="store_true", help="输出 JSON")


def _export(commands: Commands) -> None:
    out = _command(commands, "export", "导出台账或全部数据", "ledger", "export")
    kinds = "xlsx：台账；jsonl：全部数据"
    out.add_argument("--format", choices=("xlsx", "jsonl"), required=True, help=kinds)
    only = "只要这一轮；jsonl 里人员、消息等不分轮次的照旧"
    out.add_argument("--round", type=word, metavar="CODE", help=only)
    out.add_argument(
        "--layout",
        choices=("imported", "office"),
        default="imported",
        help="imported：照导入时的表头；office：巡察办的统一格式",
    )
    out.add_argument("out", type=target, metavar="OUT")


def _draft(commands: Commands) -> None:
    draft = _command(
        commands, "draft", "把反馈意见（Word）写成台账草稿", "ledger", "draft"
    )
    draft.add_argument("file", type=source, metavar="FEEDBACK.docx")
    draft.add_argument("out", type=target, metavar="OUT.xlsx")


def _one_finding(commands: Commands) -> None:
    show = _command(commands, "show", "看一项的全部", "one", "show")
    show.add_argument("code", type=word, metavar="CODE")
    show.add_argument("--json", action="store_true", help="输出 JSON")
    archive = _command(
        commands, "archive", "一事一档：事项、材料、时间线、流水", "archive", "archive"
    )
    archive.add_argument("code", type=word, metavar="CODE")
    archive.add_argument("out", type=target, metavar="OUT.zip")
    verify = _command(
        commands,
        "verify",
        "验一份档案改没改过，不需要配置和数据库",
        "archive",
        "verify",
    )
    verify.add_argument("file", type=source, metavar="ARCHIVE.zip")


def _calendar(commands: Commands) -> None:
    calendar = _command(
        commands, "calendar", "录入公布的放假通知", "upkeep", "calendar"
    )
    calendar.add_argument("action", choices=("import",), metavar="import")
    calendar.add_argument("file", type=source, metavar="FILE")


def _clockwork(commands: Commands) -> None:
    tick = _command(
        commands, "tick", "到点的工作跑一次，再把到点的发出", "clock", "tick"
    )
    tick.add_argument(
        "job",
        type=word,
        nargs="*",
        metavar="JOB",
        help="patrol、digest、watchman；不写则到点的都跑",
    )
    tick.add_argument("--at", type=instant, metavar="ISO_TIME", help="当作这个时刻")
    tick.add_argument("--no-send", action="store_true", help="只记欠条，不发送")
    _command(commands, "jobs", "定时工作，上次和下次", "clock", "jobs")
    plan = _command(commands, "plan", "预演：将告诉谁、何时、为何", "clock", "plan")
    plan.add_argument("--from", dest="start", type=day, metavar="DATE", help="从哪天起")
    plan.add_argument("--days", type=days, default=14, metavar="N", help="看几天（14）")
    plan.add_argument("--json", action="store_true", help="输出 JSON")


def _looking(commands: Commands) -> None:
    mail = _command(commands, "mail", "发件箱：待发的、没发成的", "upkeep", "mail")
    mail.add_argument("--undeliverable", action="store_true", help="只看无法送达的")
    mail.add_argument("--retry", type=number, metavar="ID", help="再发一次")
    backup = _command(
        commands, "backup", "备份库和材料成一个文件，系统照常运行", "keeping", "backup"
    )
    backup.add_argument("out", type=target, metavar="OUT")
    restore = _command(
        commands, "restore", "把备份恢复到空的库里", "keeping", "restore"
    )
    restore.add_argument("file", type=source, metavar="FILE")
    restore.add_argument(
        "--resend",
        action="store_true",
        help="备份以后可能已经发过的，也再发一次（默认不发）",
    )
    audit = _command(commands, "audit", "流水", "upkeep", "audit")
    audit.add_argument("--verify", action="store_true", help="验证前后相链")
    audit.add_argument("--since", type=day, metavar="DATE", help="从哪天起")
    _command(commands, "menu", "设好应用的菜单：我的事项、帮助、状态", "menu", "menu")
    doctor = _command(
        commands, "doctor", "体检，每处不对说清怎么改", "doctor", "doctor"
    )
    doctor.add_argument("--offline", action="store_true", help="不连企业微信")
