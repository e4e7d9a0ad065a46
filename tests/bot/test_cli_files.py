"""命令行上要读的文件：不是普通文件的不去读，一句话说清，什么也不改。"""

import os
import socket
from collections.abc import Callable
from contextlib import chdir, closing
from pathlib import Path

import pytest

from bot.cli import main
from tests.bot.conftest import SAMPLE, filled

Run = Callable[..., tuple[int, str, str]]

READERS = (
    ("import", "{0}"),
    ("verify", "{0}"),
    ("restore", "{0}"),
    ("draft", "{0}", "out.xlsx"),
    ("calendar", "import", "{0}"),
    ("--config", "{0}", "jobs"),
)
"""Every command line that reads a file named on it."""


def _pipe(place: Path) -> None:
    os.mkfifo(place)


def _socket(place: Path) -> None:
    """Bound by its bare name: a long path is more than a socket's name can hold."""
    with closing(socket.socket(socket.AF_UNIX)) as made, chdir(place.parent):
        made.bind(place.name)


def _device(place: Path) -> None:
    place.symlink_to("/dev/zero")


KINDS = {"管道": _pipe, "套接字": _socket, "设备": _device}


@pytest.mark.parametrize("command", READERS, ids=lambda one: one[0])
@pytest.mark.parametrize("kind", KINDS)
def test_what_has_no_end_is_not_read(
    run: Run, tmp_path: Path, kind: str, command: tuple[str, ...]
) -> None:
    """设备、管道、套接字当作文件：不等、不读，一句话说清先存成文件，退出状态 2。"""
    place = tmp_path / "给"
    KINDS[kind](place)
    status, out, error = run(*(part.format(place) for part in command))
    assert (status, out, error.count("\n")) == (2, "", 1)
    assert f"{place} 不是普通的文件" in error
    assert "先把内容存成文件" in error


@pytest.mark.parametrize("command", READERS, ids=lambda one: one[0])
def test_a_ring_of_links_is_said_in_chinese(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """链接绕了圈、读不到的文件，一句中文说清，不夹系统的英文。"""
    place = tmp_path / "圈"
    place.symlink_to(place)
    status, out, error = run(*(part.format(place) for part in command))
    assert (status, out, error.count("\n")) == (1, "", 1)
    assert "请核对" in error
    assert "symbolic" not in error


@pytest.mark.parametrize("command", READERS, ids=lambda one: one[0])
def test_a_folder_is_no_file(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """文件夹当作文件：请写明是哪个文件，退出状态 2。"""
    status, out, error = run(*(part.format(tmp_path) for part in command))
    assert (status, out, error.count("\n")) == (2, "", 1)
    assert f"{tmp_path} 是文件夹，请写明是哪个文件" in error


@pytest.mark.parametrize(
    "command",
    [
        *READERS,
        ("backup", "{0}"),
        ("export", "--format", "xlsx", "{0}"),
        ("archive", "5-006", "{0}"),
    ],
    ids=lambda one: one[0],
)
def test_an_empty_name_is_no_folder(run: Run, command: tuple[str, ...]) -> None:
    """脚本里的变量丢了值，文件名是空的：说是空的，不当作当前的文件夹。"""
    status, out, error = run(*(part.format("") for part in command))
    assert (status, out, error.count("\n")) == (2, "", 1)
    assert "是空的，请写明文件名" in error


@pytest.mark.parametrize(
    "command",
    [
        ("backup", "{0}/config.toml"),
        ("export", "--format", "jsonl", "{0}/config.toml"),
        ("archive", "5-006", "{0}/config.toml"),
        ("draft", "{0}/意见.docx", "{0}/意见.docx"),
    ],
    ids=lambda one: one[0],
)
def test_what_is_read_is_not_written_over(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """输出写成了配置文件、原件的名字：一个字节也不动，请换一个文件名。"""
    (tmp_path / "意见.docx").write_bytes(b"PK")
    place = Path(command[-1].format(tmp_path))
    before = place.read_bytes()
    status, out, error = run(*(part.format(tmp_path) for part in command))
    assert (status, out, error.count("\n")) == (2, "", 1)
    assert f"{place} 正是要读的文件，没有覆盖" in error
    assert place.read_bytes() == before


def test_looking_for_something_to_back_up_makes_no_database(
    run: Run, tmp_path: Path
) -> None:
    """在别的文件夹里备份：说库是空的，不在那里留下一个空库。"""
    status, _, error = run("backup", str(tmp_path / "b.zip"))
    assert (status, "数据库是空的" in error) == (1, True)
    assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize("beside", ["-wal", "-shm"])
def test_what_belongs_to_the_database_is_not_written_over(
    run: Run, tmp_path: Path, beside: str
) -> None:
    """库旁边的日志也是库的一部分，不能当导出的文件名。"""
    filled(run)
    place = f"{tmp_path / 'x.db'}{beside}"
    status, _, error = run("export", "--format", "jsonl", place)
    assert (status, "正是数据库" in error) == (1, True)


def test_a_name_in_the_letters_of_old_windows(run: Run, tmp_path: Path) -> None:
    """文件名是老编码的，照样导入，记下的名字读得懂。"""
    assert run("import", str(SAMPLE / "花名册.xlsx"))[0] == 0
    path = tmp_path / os.fsdecode("台账.xlsx".encode("gbk"))
    path.write_bytes((SAMPLE / "台账-标准.xlsx").read_bytes())
    assert run("import", str(path), "--feedback-on", "2026-04-10")[0] == 0
    assert "台账.xlsx" in run("import", "--undo")[1]
    notice = tmp_path / os.fsdecode("放假.csv".encode("gbk"))
    notice.write_text("2027-02-08,off\n", "utf-8")
    assert run("calendar", "import", str(notice))[0] == 0


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("wecom.secret", '[wecom]\nsecret = "file:{0}"\n'),
        ("wecom.ca_file", '[wecom]\nca_file = "{0}"\n'),
    ],
)
def test_what_the_configuration_names_must_be_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str, line: str
) -> None:
    """配置里指的密钥、证书是管道：点名那个键，不等着读。"""
    place = tmp_path / "管道"
    os.mkfifo(place)
    config = tmp_path / "config.toml"
    config.write_text(f"{line.format(place)}\n{ROBOT.format(tmp_path)}", "utf-8")
    assert main(["--config", str(config), "doctor", "--offline"]) == 1
    seen = capsys.readouterr()
    assert f"{key} {place} 不是普通的文件" in seen.out + seen.err


ROBOT = """
[aibot]
enabled = true
bot_id = "b"
secret = "s"
[server]
secret_key = "long-enough-to-sign"
[database]
url = "sqlite:///{0}/x.db"
"""


def test_the_usual_configuration_may_be_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """容器把没有的 config.toml 挂成了文件夹：没写 --config 也说清。"""
    (tmp_path / "config.toml").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["jobs"]) == 1
    assert capsys.readouterr().err == "config.toml 是文件夹，请写明是哪个文件\n"


def test_the_usual_configuration_may_be_a_link_to_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """config.toml 是断了的链接：说读不到，不悄悄按没有配置来办。"""
    (tmp_path / "config.toml").symlink_to(tmp_path / "没有")
    monkeypatch.chdir(tmp_path)
    assert main(["jobs"]) == 1
    assert "读不到配置文件 config.toml" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_a_blank_of_a_chinese_keyboard_is_no_broken_letter(run: Run) -> None:
    """轮次后面带着全角空格、不换行空格，照样认得。"""
    assert run("import", str(SAMPLE / "花名册.xlsx"))[0] == 0
    for blank in "\u3000\u00a0":
        words = ("--round", f"第五轮{blank}", "--feedback-on", "2026-04-10")
        path = str(SAMPLE / "台账-标准.xlsx")
        assert run("import", path, *words, "--dry-run")[0] == 0
