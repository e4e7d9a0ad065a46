"""另一个进程里验收：再怪的文件也只拖住它自己，别人照样有人应。"""

import io
import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from bot.files import FileStore
from bot.formats import (
    apart,
    fingerprint,
    interpreter,
    workbook,
    workbook_trial,
)
from rules.errors import Refusal
from tests.bot.formats.packing import LIMIT, docx

OLD = Path(__file__).parents[2] / "data" / "老台账.xls"
WORDS = docx("这是一份说明，写明了整改的经过和结果，一共二十多个字。")


@pytest.mark.parametrize("limit", ["MOST_SECONDS", "MOST_MEMORY"])
def test_a_look_that_takes_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    """看不完的文件不收，一句话说清怎么办，什么也不留下；看得完的照收。"""
    store = FileStore(tmp_path, LIMIT)
    assert store.keep(WORDS, "说明.docx").fingerprint.words_hash
    monkeypatch.setattr(apart, limit, 1)
    heavy = docx("&#26426;" * 2_000_000, a=os.urandom(200_000))
    with pytest.raises(Refusal) as stop:
        store.keep(heavy, "说明.docx")
    assert "系统看不完" in str(stop.value.facts["why"])
    assert len([one for one in tmp_path.rglob("*") if one.is_file()]) == 1


def test_a_look_that_is_stopped_with_us_refuses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """停机时跟着停下的那一眼不算文件的错：不拒收、不当打不开，下次起来再看。"""
    stopping = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"
    monkeypatch.setattr(apart, "_LOOK", stopping)
    with pytest.raises(interpreter.Stopped):
        FileStore(tmp_path, LIMIT).keep(WORDS, "说明.docx")
    monkeypatch.setattr(workbook_trial, "_TRIAL", stopping)
    with pytest.raises(interpreter.Stopped):
        workbook.read(OLD.read_bytes())


def test_the_other_process_finds_what_we_find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """库装在 PYTHONPATH 或者个人文件夹里的，另一个进程照样找得到，文件照收。"""
    bare = getattr(sys, "_base_executable", sys.executable)
    monkeypatch.setattr(sys, "executable", bare)
    assert FileStore(tmp_path, LIMIT).keep(WORDS, "说明.docx").fingerprint.words_hash
    old = OLD.read_bytes()
    assert workbook_trial.outcome(old, 10_000) == 0


def test_refused_in_the_other_process_as_here(tmp_path: Path) -> None:
    """另一个进程里拒收的，缘由原样带回来。"""
    for data, kind in ((docx("机密★"), "secret"), (b"MZ" + bytes(99), "executable")):
        with pytest.raises(Refusal) as stop:
            FileStore(tmp_path, LIMIT).keep(data, "a.docx")
        assert stop.value.facts["kind"] == kind


def test_a_vast_picture_is_kept_and_said_to_be_unread(tmp_path: Path) -> None:
    """一亿多点的 PNG 收下，不展开，告诉审的人没有比对过；照片再大也比得了。"""
    png, photo = io.BytesIO(), io.BytesIO()
    Image.new("L", (12_000, 12_000), 200).save(png, "PNG", compress_level=1)
    kept = FileStore(tmp_path, LIMIT).keep(png.getvalue(), "图.png")
    assert kept.fingerprint == fingerprint.Fingerprint(unread=True)
    Image.linear_gradient("L").resize((9000, 9000)).save(photo, "JPEG", quality=30)
    kept = FileStore(tmp_path, LIMIT).keep(photo.getvalue(), "照片.jpg")
    assert kept.fingerprint.picture_hash
    assert not kept.fingerprint.unread
