"""备份：一个文件装下库和材料，系统照常运行；哪种库备出来的都一样，能恢复到另一种。"""

import hashlib
import io
import json
import zipfile
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlmodel import Session

from bot.files import FileStore
from bot.formats.damaged import DAMAGED
from models import everything
from rules.errors import Misconfigured

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1 << 20
EVIDENCE = "evidence/"
PLACES = {f"tables/{name}.jsonl": name for name in everything.TABLES}
"""Members of a backup that hold the rows of a table → its name."""
OWNER_ONLY = 0o600
WRONG = (KeyError, TypeError, AttributeError)
"""What a manifest raises that is JSON, but not ours."""
BROKEN = "备份文件不完整或被改动过，没有恢复任何东西；请换一份备份"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself: when, of which schema, and every member's hash."""

    at: datetime
    schema: str
    members: dict[str, str]


@dataclass(frozen=True)
class Counts:
    """How many rows and files, and the SHA-256 of the files that could not be taken."""

    rows: int
    files: int
    lacking: tuple[str, ...] = ()


def write(
    session: Session, files: FileStore, out: Path, now: datetime, schema: str
) -> Counts:
    """Write everything that `session` sees at this moment into one file.

    Evidence files never change and lie on disk before their row is written, so they
    may be read after the snapshot. A file that is missing or damaged stays outside and
    is named: it must not spoil the rest. The backup appears whole or not at all, and
    for its owner only: everything is in it.
    """
    partial = out.with_name(out.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        partial.touch(mode=OWNER_ONLY)
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as pack:
            tables, rows = _tables(pack, session)
            evidence, lacking = _evidence(pack, session, files)
            _sign(pack, Manifest(now, schema, tables | evidence))
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return Counts(rows, len(evidence), lacking)


def _tables(pack: zipfile.ZipFile, session: Session) -> tuple[dict[str, str], int]:
    """Pack every table; return each member's hash, and how many rows there are."""
    members, rows = {}, 0
    for member, name in PLACES.items():
        count, members[member] = _table(pack, member, session, name)
        rows += count
    return members, rows


def _evidence(
    pack: zipfile.ZipFile, session: Session, files: FileStore
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Pack every whole file; return each member's hash, and those that were not."""
    members, lacking = {}, []
    for digest in everything.digests(session):
        if files.is_whole(digest):
            member = f"{EVIDENCE}{digest}"
            _copy(pack, member, files.path(digest))
            members[member] = digest
        else:
            lacking.append(digest)
    return members, tuple(lacking)


def _sign(pack: zipfile.ZipFile, manifest: Manifest) -> None:
    """Say last what is in it: a pack without this member is not whole."""
    document = {
        "format": FORMAT,
        "at": manifest.at.isoformat(),
        "schema": manifest.schema,
        "members": manifest.members,
    }
    pack.writestr(MANIFEST, json.dumps(document, indent=1))


def _table(
    pack: zipfile.ZipFile, member: str, session: Session, name: str
) -> tuple[int, str]:
    digest, count = hashlib.sha256(), 0
    with pack.open(member, "w", force_zip64=True) as stream:
        for row in everything.rows_of(session, name):
            text = json.dumps(row, ensure_ascii=False, default=plain) + "\n"
            line = text.encode()
            digest.update(line)
            stream.write(line)
            count += 1
    return count, digest.hexdigest()


def _copy(pack: zipfile.ZipFile, member: str, path: Path) -> None:
    info = zipfile.ZipInfo(member)
    info.compress_type = zipfile.ZIP_STORED
    with path.open("rb") as source, pack.open(info, "w", force_zip64=True) as target:
        while piece := source.read(CHUNK):
            target.write(piece)


def plain(value: object) -> str:
    """Return the ISO text of a date or an instant, for JSON."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def check(path: Path) -> Manifest:
    """Read the manifest and prove every member; raises Misconfigured where one fails."""
    try:
        with zipfile.ZipFile(path) as pack:
            document = json.loads(pack.read(MANIFEST))
            manifest = Manifest(
                datetime.fromisoformat(document["at"]),
                str(document["schema"]),
                dict(document["members"]),
            )
            whole = _is_whole(pack, manifest.members)
    except OSError:
        raise
    except (*DAMAGED, *WRONG) as error:
        raise Misconfigured(f"{path} {BROKEN}") from error
    if not whole or document.get("format") != FORMAT:
        raise Misconfigured(f"{path} {BROKEN}")
    return manifest


def _is_whole(pack: zipfile.ZipFile, members: dict[str, str]) -> bool:
    """Nothing is missing, altered or added; all that lies in it has its place here."""
    return sorted(pack.namelist()) == sorted([*members, MANIFEST]) and all(
        _digest(pack, name) == digest and name in (*PLACES, EVIDENCE + digest)
        for name, digest in members.items()
    )


def _digest(pack: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with pack.open(name) as stream:
        while piece := stream.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def load_rows(session: Session, path: Path) -> int:
    """Write every row of a checked backup into an empty database.

    Raises Misconfigured where they are no rows of ours, or do not belong together.
    """
    count = 0
    try:
        with zipfile.ZipFile(path) as pack:
            present = set(pack.namelist())
            for member, name in PLACES.items():
                if member in present:
                    with closing(_lines(pack, member)) as lines:
                        count += everything.load(session, name, lines)
    except (ValueError, *WRONG) as error:
        raise Misconfigured(f"{path} {BROKEN}") from error
    everything.go_on_counting(session)
    return count


def _lines(
    pack: zipfile.ZipFile, member: str
) -> Generator[dict[str, object], None, None]:
    with pack.open(member) as raw:
        for line in io.TextIOWrapper(raw, encoding="utf-8"):
            yield json.loads(line)


def load_files(files: FileStore, path: Path) -> int:
    """Put every evidence file of a checked backup back into the folder."""
    count = 0
    with zipfile.ZipFile(path) as pack:
        for name in pack.namelist():
            if name.startswith(EVIDENCE):
                files.put_back(name.removeprefix(EVIDENCE), pack.read(name))
                count += 1
    return count
