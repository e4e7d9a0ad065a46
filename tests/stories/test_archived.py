"""一事一档：离了系统也验得过，改过的点得出来。"""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from bot import archive
from handlers.views import archiving
from models import findings
from rules.errors import Misconfigured
from tests.conftest import Stage, staged
from tests.stories.test_evidence import BOTH, PERSON, sample


async def archived(stage: Stage, directory: Path) -> Path:
    """Write the archive of 5-005 with two files in it."""
    await stage.say(PERSON, "进展 5-005 已张贴制度")
    await stage.hand(PERSON, "../../制度.jpg", sample("photo_after.jpg"))
    await stage.send_file(PERSON, "早.jpg", sample("photo_before.jpg"))
    target = directory / "5-005.zip"

    def collect(session):  # type: ignore[no-untyped-def]
        """在一笔里取齐这一项。"""
        finding = findings.by_code(session, "5-005")
        assert finding is not None
        finding.feedback_on = date(2026, 4, 10)
        return archiving.dossier(stage.house.context(session), finding)

    dossier = await stage.house.lane.run(collect)
    archive.write(target, dossier, stage.house.files)
    return target


def rewritten(source: Path, target: Path, changes: dict[str, bytes | None]) -> Path:
    """Copy an archive with some members changed, left out or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = changes.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in changes.items():
            if name not in old.namelist() and content is not None:
                new.writestr(name, content)
    return target


async def test_archive_proves_itself_and_names_what_was_altered(
    directory: Path,
) -> None:
    """一事一档离了系统也验得过；改成员、删成员、添成员、改清单、改流水，都点得出来。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        path = await archived(stage, directory)
    manifest = archive.verify(path)
    names = list(manifest["members"])
    assert {"目录.xlsx", "事项.json"} < set(names)
    assert all(".." not in Path(name).parts for name in names)
    picture = next(name for name in names if name.startswith("材料/001"))
    other = directory / "other.zip"
    forged = json.loads(json.dumps(manifest))
    forged["journal"][2]["userid"] = "nobody"
    wrong: list[tuple[dict[str, bytes | None], str]] = [
        ({picture: b"x"}, picture),
        ({picture: None}, f"缺少“{picture}”"),
        ({"材料/999-多.txt": b"x"}, "多出“材料/999-多.txt”"),
        ({"manifest.json": json.dumps(forged).encode()}, "manifest.json 被改动"),
    ]
    for changes, words in wrong:
        with pytest.raises(Misconfigured, match="被改动") as found:
            archive.verify(rewritten(path, other, changes))
        assert words in str(found.value)


async def test_forged_journal_is_found_behind_a_fresh_digest(directory: Path) -> None:
    """连清单摘要一起重算的，流水的链仍然对不上。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        path = await archived(stage, directory)
    manifest = archive.verify(path)
    manifest["journal"][1]["userid"] = "nobody"
    manifest["digest"] = archive.law.digest(manifest)
    forged = rewritten(
        path, directory / "f.zip", {"manifest.json": json.dumps(manifest).encode()}
    )
    with pytest.raises(Misconfigured, match=r"流水第\d+条被改动"):
        archive.verify(forged)
