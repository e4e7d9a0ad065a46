"""import、export：台账进来、出去。"""

import gc
import hashlib
import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from sqlmodel import Session

from bot import drafting, intake, outtake
from bot.commands.desk import open_desk, say
from bot.formats import lettering
from bot.transaction import remembering
from bot.usage import USAGE
from handlers.ledger import absentees, compared, taken, unimporting
from handlers.ledger.importing import Options, Rejected
from handlers.ledger.reimporting import Report
from handlers.ledger.unimporting import Undone
from models import findings
from rules.errors import UnknownName
from rules.ledger import header_words
from rules.ledger.cells import read_round
from rules.ledger.layout import usual_word
from rules.ledger.values import Refused, Warned
from rules.writing.numerals import MOST_ROUNDS, is_round


def import_(options: Namespace) -> int:
    """Import a workbook: all or nothing unless --partial; or take an import back.

    `--undo` without a number lists the newest imports.
    """
    if options.undo is not None:
        if any(getattr(options, name) for name in NOT_BESIDE_UNDO):
            sys.stderr.write(
                "--undo 只写号，别的不写，什么也没有动：import --undo 号\n"
            )
            return USAGE
        return _undo(options) if options.undo else _list(options)
    if options.file is None:
        sys.stderr.write("请写明要导入的文件：import FILE.xlsx\n")
        return USAGE
    with _without_collector():
        return _import(options)


NOT_BESIDE_UNDO = (
    *("file", "round", "feedback_on", "column"),
    *("update", "dry_run", "partial", "hold"),
)
"""What is only said of an import: nobody should think that it was looked at."""


def _round(options: Namespace) -> str | None:
    """The round's code: 5, 第五轮; UnknownName for what no code of a finding holds."""
    if options.round is None:
        return None
    code = read_round(options.round)
    if not is_round(code):
        raise UnknownName(f"--round 应写轮次的数字（1 到 {MOST_ROUNDS}），例如 5")
    return code


@contextmanager
def _without_collector() -> Iterator[None]:
    """A ledger is a million small objects, and none of them is a cycle."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _columns(options: Namespace) -> dict[str, str]:
    """What each header was said to mean; UnknownName for one said twice."""
    said = dict(options.column)
    for header, name in options.column:
        if said[header] != name:
            raise UnknownName(f"--column 里“{header}”写了两样，请留下对的一个")
    return said


def _import(options: Namespace) -> int:
    corrected = header_words.fields(_columns(options))
    sheets, remarks = intake.read_remarked(options.file)
    wanted = Options(
        round_code=_round(options),
        feedback_on=options.feedback_on,
        update=options.update,
        partial=options.partial,
        hold=options.hold,
        columns=corrected,
        file_name=lettering.name_of(options.file),
        sha256=hashlib.sha256(options.file.read_bytes()).hexdigest(),
    )
    with open_desk(options, options.at) as desk:

        def take(session: Session, before: Report | None) -> Report:
            context = desk.context(session)
            report = intake.take(context, sheets, wanted, options.dry_run)
            return _kept(report, before)

        try:
            report = desk.lane.run_sync(remembering(take))
        except intake.DryRun as stop:
            return _tell(stop.report, options, remarks, written=False)
        except Rejected as stop:
            _tell(stop.report, options, remarks, written=False)
            return 1
    return _tell(report, options, remarks, written=True)


def _kept(report: Report, before: Report | None) -> Report:
    """What an import came to, of which the try `before` may have been kept unheard.

    Where it then finds all findings in the book, that one has put them there; people
    are counted each time.
    """
    if before is None or before.import_id is None:
        return report
    return report if report.import_id is not None else before


def _list(options: Namespace) -> int:
    with open_desk(options) as desk:
        made = desk.lane.read_sync(lambda s: taken.newest(desk.context(s)))
    if options.json:
        say(json.dumps([asdict(one) for one in made], ensure_ascii=False))
        return 0
    for one in made:
        say(f"{one.import_id}号：{one.line}")
    standing = next((one.import_id for one in made if not one.undone_at), None)
    if standing is not None:
        say(f"撤回哪一次，写它的号：import --undo {standing}")
    elif not made:
        say("还没有导入过台账")
    return 0


def _undo(options: Namespace) -> int:
    with open_desk(options, options.at) as desk:

        def undo(session: Session, before: Undone | None) -> Undone:
            return unimporting.undo(desk.context(session), options.undo, before)

        undone = desk.lane.run_sync(remembering(undo))
    if options.json:
        say(json.dumps(_plain(undone), ensure_ascii=False))
        return 0
    say(f"已撤回{undone.run}号导入：{_taken(undone)}，流水留存")
    if undone.corrected:
        say(
            f"已告知的{len(undone.corrected)}人会收到更正："
            + "、".join(undone.corrected)
        )
    return 0


def _plain(undone: Undone) -> dict[str, object]:
    """What was taken back, for programs."""
    return {
        "import_id": undone.run,
        "codes": list(undone.codes),
        "updated": undone.restored,
        "progress": undone.progress,
        "corrected": list(undone.corrected),
    }


def _taken(undone: Undone) -> str:
    """What was taken back: findings, changes to findings, reports."""
    parts = [f"问题{len(undone.codes)}项，编号已让出"] if undone.codes else []
    parts += [f"更新{undone.restored}项，内容已还原"] if undone.restored else []
    parts += [f"进展{undone.progress}条"] if undone.progress else []
    return "，".join(parts)


def draft(options: Namespace) -> int:
    """Write a draft ledger from feedback in Word, and say what does not match."""
    found = drafting.read(options.file)
    drafting.write(options.out, found)
    for line in found.remarks:
        say(f"提示：{line}")
    say(
        f"已写草稿：问题{len(found.findings)}条，建议{len(found.suggestions)}条，"
        f"{options.out}。请核对后补上责任人和时限，再导入"
    )
    return 0


def _understood(report: Report) -> None:
    """Say of each sheet what its columns were taken for."""
    for sheet in report.columns:
        read: Any = sheet["read"]
        kind = str(sheet["kind"])
        pairs = "，".join(
            f"{one['header']}→{usual_word(kind, one['field'])}" for one in read
        )
        say(f"表“{sheet['sheet']}”：{pairs}")
        left: Any = sheet["left"]
        if left:
            say(f"　没有用到、原样留存：{'、'.join(left)}")


def _tell(
    report: Report, options: Namespace, remarks: tuple[str, ...], *, written: bool
) -> int:
    if options.json:
        told = {**asdict(report), "written": written}
        more = {"remarks": remarks} if remarks else {}
        say(json.dumps({**told, **more}, ensure_ascii=False))
        return 0
    for line in remarks:
        say(f"提示：{line}")
    if options.dry_run:
        _understood(report)
    for entry in report.refused:
        say(_line(entry))
    for warning in report.warnings:
        say(f"提示：{' '.join(filter(None, _parts(warning)))}")
    if report.absent:
        say(f"提示：{absentees.sentence(report.absent)}")
    for line in compared.sentences(report):
        say(f"提示：{line}")
    head = _head(report) if written else "没有写入"
    if not report.columns and not report.refused:
        say("没有可导入的花名册、台账或推进表：请核对表头")
    say(
        f"{head}：人员{report.people}人，空缺岗位{report.vacant}个，"
        f"问题{report.findings}项，更新{report.updated}项，"
        f"未变{report.unchanged}项，进展{report.progress}条，拒收{len(report.refused)}处"
    )
    if written and report.import_id is not None:
        say(f"导错了可整批撤回：import --undo {report.import_id}")
    return 0


def _head(report: Report) -> str:
    """Whether anything of it came in: another may have imported the same before."""
    known = report.nothing_new and report.unchanged
    return "没有再导，都已登记过" if known else "已导入"


def _parts(warning: Warned) -> tuple[str, str, str]:
    return warning.sheet, warning.place, warning.text


def _line(entry: Refused) -> str:
    place = f"{entry.sheet} 第{entry.row}行 {entry.column}"
    return f"拒收：{place}“{entry.value}”：{entry.instead}"


def export(options: Namespace) -> int:
    """Write the ledger as xlsx, or every table as jsonl."""
    wanted = _round(options)
    with open_desk(options) as desk:
        desk.lane.read_sync(lambda s: _ensure_round(s, wanted))
        if options.format == "jsonl":
            count = desk.lane.read_sync(lambda s: outtake.jsonl(s, options.out, wanted))
        else:
            count = desk.lane.read_sync(
                lambda s: outtake.xlsx(
                    desk.context(s),
                    options.out,
                    wanted,
                    original=options.layout == "imported",
                )
            )
    say(f"已导出{count}条到 {options.out}")
    return 0


def _ensure_round(session: Session, code: str | None) -> None:
    """Raise UnknownName where no ledger of this round was ever imported."""
    known = findings.round_codes(session)
    if code is not None and code not in known:
        rounds = "、".join(sorted(known)) or "还没有导入台账"
        raise UnknownName(f"没有第{code}轮，什么也没有写。现有轮次：{rounds}")
