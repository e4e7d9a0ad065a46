"""封档和验档：一项问题一个压缩包，离了系统也验得出改没改过。"""

import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from bot import printing
from bot.files import FileStore
from handlers.views.archiving import Dossier
from rules.errors import Misconfigured
from rules.evidence import archive as law
from rules.vocabulary import Status

LARGEST_MANIFEST = 64 * 1024 * 1024
LARGEST_MEMBER = 512 * 1024 * 1024
FILES_HEADER = (
    *("编号", "档内位置", "原名", "字节", "版本", "来自", "收到", "拍摄日期"),
    *("审定", "审定理由", "疑点", "SHA-256"),
)
TIMES_HEADER = ("时间", "谁", "事", "内容")
SHOWN = (
    *(("编号", "code"), ("问题", "title"), ("正文", "text"), ("单位", "unit")),
    *(("轮次", "round"), ("类别", "category"), ("状态", "status")),
    *(("期限", "due_on"), ("期限原文", "due_text"), ("交办日期", "delivered_on")),
    ("销号日期", "closed_on"),
)


def write(target: Path, dossier: Dossier, files: FileStore) -> str:
    """Write the archive of one finding; returns its manifest's digest.

    Members: 目录.xlsx, 事项.json, 材料/…, manifest.json with the sha256 of each and
    the journal entries. Raises OSError where a file can't be read or written.
    """
    members: dict[str, dict[str, object]] = {}
    moment = datetime.fromisoformat(dossier.made_at).timetuple()[:6]
    partial = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:

            def put(name: str, content: bytes, **facts: object) -> None:
                info = zipfile.ZipInfo(name, moment)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, content)
                sha256 = hashlib.sha256(content).hexdigest()
                members[name] = {"sha256": sha256, "size": len(content), **facts}

            put("目录.xlsx", _index(dossier))
            put("事项.json", _json(dossier.document))
            for file in dossier.files:
                if file.member:
                    content = files.read(file.row.sha256)
                    put(file.member, content, evidence=True, original=file.row.name)
            manifest = _manifest(dossier, members)
            put(law.MANIFEST, _json(manifest))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return str(manifest["digest"])


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _manifest(
    dossier: Dossier, members: dict[str, dict[str, object]]
) -> dict[str, object]:
    manifest: dict[str, object] = {
        "format": law.FORMAT,
        "code": dossier.document["code"],
        "made_at": dossier.made_at,
        "chain_head": dossier.head,
        "members": dict(members),
        "destroyed": [
            {"number": file.row.number, "sha256": file.row.sha256}
            for file in dossier.files
            if not file.member
        ],
        "journal": list(dossier.journal),
    }
    return {**manifest, "digest": law.digest(manifest)}


def _index(dossier: Dossier) -> bytes:
    """The index as a workbook: what the finding is, its files, its timeline."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.fromisoformat(dossier.made_at)})
        facts = {label: dossier.document[key] for label, key in SHOWN}
        facts["状态"] = Status(str(facts["状态"])).label
        _sheet(book, "事项", ("项目", "内容"), list(facts.items()))
        _sheet(book, "材料目录", FILES_HEADER, _file_rows(dossier))
        _sheet(book, "时间线", TIMES_HEADER, dossier.timeline)
    return stream.getvalue()


def _file_rows(dossier: Dossier) -> list[tuple[object, ...]]:
    shown: Any = dossier.document["evidence"]
    return [
        (
            file.row.number,
            file.member or "已销毁",
            file.row.name,
            file.row.size,
            file.row.version,
            file.sender,
            about["at"],
            about["taken_on"] or "",
            {"returned": "不合格", "accepted": "合格"}.get(file.row.verdict, "未审"),
            file.row.verdict_reason or file.row.destroyed_reason,
            "、".join(about["flag_labels"]),
            file.row.sha256,
        )
        for file, about in zip(dossier.files, shown, strict=True)
    ]


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
) -> None:
    sheet = book.add_worksheet(name)
    framed = {"text_wrap": True, "border": 1, "valign": "top"}
    wrapped = book.add_format(framed)
    styles = {
        "plain": wrapped,
        "quoted": book.add_format({**framed, "quote_prefix": True}),
    }
    bold = book.add_format({"bold": True, "border": 1})
    sheet.write_row(0, 0, header, bold)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            text = "" if value is None else value
            if isinstance(text, int):
                sheet.write_number(number, column, text, wrapped)
            else:
                style = styles[printing.style_of(str(text))]
                sheet.write_string(number, column, str(text), style)
    printing.lay_out(sheet, [header, *rows], 1)
    sheet.freeze_panes(1, 0)


NO_ARCHIVE = "不是销账的归档：备份和别的压缩包不在这里验，请给 archive 打出来的文件"


def verify(path: Path) -> dict[str, Any]:
    """Prove an archive without database or configuration; returns its manifest.

    Raises Misconfigured with one sentence naming what was altered, or saying that
    the file is no archive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = [member.filename for member in archive.infolist()]
            if law.MANIFEST not in names:
                raise Misconfigured(f"“{path.name}”不是销账的归档：没有 manifest.json")
            manifest = json.loads(_content(archive, law.MANIFEST, LARGEST_MANIFEST))
            if not law.is_ours(manifest):
                raise Misconfigured(f"“{path.name}”{NO_ARCHIVE}")
            seen = {
                name: hashlib.sha256(
                    _content(archive, name, LARGEST_MEMBER)
                ).hexdigest()
                for name in dict.fromkeys(names)
                if name != law.MANIFEST
            }
    except zipfile.BadZipFile as error:
        raise Misconfigured(
            f"“{path.name}”不是完整的档案（.zip），请核对文件，或重新取一份"
        ) from error
    except (ValueError, NotImplementedError) as error:
        raise Misconfigured(f"“{path.name}”打不开或被改动：{error}") from error
    repeated = [name for name, count in Counter(names).items() if count > 1]
    try:
        found = law.altered(manifest, seen, repeated)
    except (KeyError, TypeError, AttributeError) as error:
        raise Misconfigured("清单 manifest.json 被改动：内容不全") from error
    if found:
        raise Misconfigured(f"档案被改动：{found}")
    return dict(manifest)


def _content(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    if archive.getinfo(name).file_size > most:
        raise Misconfigured(f"档案被改动：“{name}”过大")
    try:
        return archive.read(name)
    except Exception as error:  # a dozen kinds without a common ancestor, all one here
        raise Misconfigured(f"档案被改动：“{name}”的内容损坏") from error
