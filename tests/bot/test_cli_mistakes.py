"""命令行上的错：一句中文说清，什么也不改。"""

import gc
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import main
from tests.beginnings import SAMPLE
from tests.bot.conftest import filled

LEDGER = str(SAMPLE / "台账-标准.xlsx")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("show", "5-999"), 2, "台账里没有 5-999"),
        (("import", "nowhere.xlsx"), 1, "nowhere.xlsx"),
        (("tick", "nope"), 2, "没有 nope 这个工作"),
        (("tick", "--at", "yesterday"), 2, "2026-10-16T08:47:00"),
        (("tick", "--at", "2026-10-16T08:47:00"), 2, "时区"),
        (("import",), 2, "FILE"),
        (("import", "."), 2, "是文件夹"),
        (("plan", "--days", "99999999999"), 2, "1 到 3660"),
        (("plan", "--days", "-1"), 2, "1 到 3660"),
        (("demo", "--port", "70000"), 2, "1 到 65535"),
        (("demo", "--port", "0"), 2, "1 到 65535"),
        (("demo", "--port", "0000000000" + "9" * 5000), 2, "1 到 65535"),
        (("demo", "--port", "٣"), 2, "1 到 65535"),
        (("mail", "--retry", "7"), 2, "没有 7 号消息"),
        (("import", "--undo", "99"), 2, "没有99号导入"),
        (("mail", "--retry", "99999999999999999999"), 2, "1 到 999999999"),
        (("import", "--undo", "99999999999999999999"), 2, "1 到 999999999"),
        (("audit", "--since", "0001-01-01"), 2, "2026-10-16 这样的日期"),
        (("plan", "--from", "9999-12-31"), 2, "2026-10-16 这样的日期"),
        (("tick", "--at", "0001-01-01T00:00:00+08:00"), 2, "这样的时刻"),
        (("run",), 1, "wecom.corp_id"),
        (("export", "--format", "pdf", "x"), 2, "pdf"),
        (("export", "--format", "xlsx", "--round", "甲", "x"), 2, "1 到 99"),
        (("import", LEDGER, "--round", "abc"), 2, "1 到 99"),
        (("import", LEDGER, "--round", "100"), 2, "1 到 99"),
        (("import", LEDGER, "--round", "٣"), 2, "1 到 99"),
        (("import", LEDGER, "--round", ""), 2, "是空的"),
        (("verify", __file__), 1, "不是完整的档案"),
        (("show", "\udcff\udcfe"), 2, "乱码"),
        (("archive", "\udcff\udcfe", "x.zip"), 2, "乱码"),
        (("show", "5-006\n"), 2, "换行"),
        (("show", "5" * 5000), 2, "太长"),
        (("show", ""), 2, "是空的"),
        (("tick", ""), 2, "是空的"),
        (("tick", "patrol\n"), 2, "换行"),
        (("plan", "--from", "2099-01-01"), 2, "1970 到 2044 年"),
        (("plan", "--from", "2040-01-01", "--days", "3660"), 2, "2044 年底"),
        (("import", LEDGER, "--undo", "1"), 2, "只写号"),
        (("import", "--undo", "1", "--dry-run"), 2, "什么也没有动"),
        (
            (
                "import",
                LEDGER,
                *("--column", "责任人=责任人", "--column", "责任人=不用"),
            ),
            2,
            "写了两样",
        ),
    ],
)
def test_one_sentence_for_each_mistake(  # type: ignore[no-untyped-def]
    run, arguments: tuple[str, ...], status: int, words: str
) -> None:
    """每种写错，退出码对，标准错误里一句话，没有追踪信息。"""
    seen, _, error = run(*arguments)
    assert seen == status
    assert words in error
    assert "Traceback" not in error


def test_a_round_may_be_written_in_words(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """轮次写成“第五轮”，和写 5 一样。"""
    filled(run)
    status, out, _ = run("import", LEDGER, "--round", "第五轮")
    assert (status, "未变45项" in out) == (0, True)
    target = str(tmp_path / "o.xlsx")
    assert run("export", "--format", "xlsx", "--round", "五", target)[0] == 0


def test_a_notice_that_contradicts_itself(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """放假通知里同一天又放假又上班：点名哪一行，一天也不录。"""
    notice = tmp_path / "放假.csv"
    notice.write_text("2027-02-08,off\n2027-02-14,work\n2027-02-08,work\n", "utf-8")
    status, _, error = run("calendar", "import", str(notice))
    assert (status, "第3行" in error and "正相反" in error) == (1, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("9999-12-31,off", "第1行：没有 9999 年的放假安排"),
        ("date,kind\n0001-01-01,off", "第2行：没有 1 年的放假安排"),
        ("2027-02-30,off", "第1行：日期应写成"),
        ("2027-02-08," + "休" * 200_000, "第1行太长"),
        ("2027-02-08;off", "第1行：日期应写成"),
    ],
)
def test_a_notice_with_nonsense(run, tmp_path: Path, text: str, words: str) -> None:  # type: ignore[no-untyped-def]
    """放假通知里年份写飞了、没有这一天、一行长得不像话：点名哪一行，一天也不录。"""
    notice = tmp_path / "放假.csv"
    notice.write_text(text, "utf-8")
    status, out, error = run("calendar", "import", str(notice))
    assert (status, out, error.count("\n")) == (1, "", 1)
    assert words in error


@pytest.mark.parametrize("day", ["2027/2/8", "2027.2.8", "2027年2月8日", "20270208"])
def test_a_notice_as_excel_writes_it(run, tmp_path: Path, day: str) -> None:  # type: ignore[no-untyped-def]
    """表格软件把日子存成 2027/2/8，也照样录。"""
    notice = tmp_path / "放假.csv"
    notice.write_text(f"日期,安排\n{day},OFF\n", "gbk")
    assert run("calendar", "import", str(notice))[:2] == (
        0,
        "已录入1天，期限和提醒已重新计算\n",
    )


@pytest.mark.parametrize(
    "command", [("jobs",), ("migrate",), ("doctor", "--offline"), ("backup", "b.zip")]
)
def test_a_database_of_another_program_is_refused(  # type: ignore[no-untyped-def]
    run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """指到别的程序的库：每个命令都说清，一个字节也不改。"""
    with closing(sqlite3.connect(tmp_path / "x.db")) as other:
        other.execute("CREATE TABLE invoice (id INTEGER)")
        other.commit()
    before = (tmp_path / "x.db").read_bytes()
    status, out, error = run(*command)
    assert (status, "别的程序的数据库" in out + error) == (1, True)
    assert (tmp_path / "x.db").read_bytes() == before


@pytest.mark.parametrize("command", [("backup",), ("archive", "5-006")])
def test_what_is_no_file_is_not_replaced(run, tmp_path: Path, command) -> None:  # type: ignore[no-untyped-def]
    """备份、立档写成设备、管道的名字，不把它换掉。"""
    filled(run)
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    status, _, error = run(*command, str(pipe))
    assert (status, "不是普通的文件" in error) == (1, True)
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="这台机器没有 /dev/full")
@pytest.mark.parametrize("kind", ["xlsx", "jsonl"])
def test_a_full_disk_is_one_sentence(run, kind: str) -> None:  # type: ignore[no-untyped-def]
    """盘满了，导出只说一句话。"""
    filled(run)
    status, out, error = run("export", "--format", kind, "/dev/full")
    gc.collect()
    assert (status, out, error) == (1, "", "磁盘已满，请先腾出空间。\n")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.xlsx", b""),
        ("rubbish.xlsx", b"PK\x03\x04rubbish"),
        ("text.xlsx", b"hello"),
    ],
)
def test_broken_workbooks(run, tmp_path: Path, name: str, content: bytes) -> None:  # type: ignore[no-untyped-def]
    """空的、坏的、不是表格的文件，一句话说清，库不动。"""
    path = tmp_path / name
    path.write_bytes(content)
    status, out, error = run("import", str(path))
    assert status == 1
    assert len(error.strip().splitlines()) == 1
    assert out == ""


def test_pushed_clock_never_reaches_real_people(tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    """不是本机的接口地址，不让推着钟跑。"""
    config = tmp_path / "config.toml"
    config.write_text(f'[database]\nurl = "sqlite:///{tmp_path / "x.db"}"\n', "utf-8")
    status = main(
        ["--config", str(config), "tick", "--at", "2026-01-05T08:47:00+08:00"]
    )
    assert status == 1
    assert "本机地址" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show",), "还要写明 CODE。用法见 python -m bot show --help\n"),
        (("shwo",), "COMMAND 没有 shwo，可用：run、demo、migrate、"),
        (("tick", "--at", "2026-10-16"), "--at 请带上时区，例如"),
        (("plan", "--days", "0"), "--days 应是 1 到 3660 之间的整数。"),
        (("plan", "--days"), "--days 后面要写一个值。"),
        (("jobs", "--all"), "不认识 --all。"),
        (("tick", "sweep"), "没有 sweep 这个工作，可用：patrol、digest、watchman"),
        (("archive", "5-999", "x.zip"), "台账里没有 5-999：请核对编号"),
        (("export", "--format", "csv", "x"), "--format 没有 csv，可用：xlsx、jsonl。"),
    ],
)
def test_a_wrong_usage_is_one_sentence(run, arguments, said: str) -> None:  # type: ignore[no-untyped-def]
    """用法不对、名字没有：标准错误上一句中文，退出状态 2，标准输出什么也没有。"""
    status, out, error = run(*arguments)
    assert (status, out) == (2, "")
    assert error.startswith(said)
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("place", "words"),
    [("nowhere/x.xlsx", "文件夹要先建好"), (".", "请写明文件名")],
)
def test_place_that_cannot_be_written_is_said(  # type: ignore[no-untyped-def]
    run, tmp_path: Path, place: str, words: str
) -> None:
    """写不进去的地方，中文一句话说清怎么改。"""
    filled(run)
    for kind in ("jsonl", "xlsx"):
        status, _, error = run("export", "--format", kind, str(tmp_path / place))
        assert status == 1
        assert words in error


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:///{0}/text.db", "不是数据库"),
        ("sqlite:///{0}", "打不开"),
        ("postgresql+psycopg://u:geheim@127.0.0.1:1/x", "连不上数据库"),
    ],
)
def test_a_database_that_does_not_open_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str, words: str
) -> None:
    """库打不开，每个命令一句话说清，体检也说，不带口令。"""
    (tmp_path / "text.db").write_text("hello, this is no database", "utf-8")
    config = tmp_path / "config.toml"
    config.write_text(f'[database]\nurl = "{url.format(tmp_path)}"\n', "utf-8")
    for command in (("jobs",), ("migrate",), ("doctor", "--offline")):
        assert main(["--config", str(config), *command]) == 1
        seen = capsys.readouterr()
        said = seen.out + seen.err
        assert words in said
        assert "Traceback" not in said
        assert "geheim" not in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[escalation]]\nid="a"\nworkdays=1\nto=["boss"]\n', "没有 boss 这个角色"),
        ('[wecom]\nca_file="/nowhere.pem"\n', "/nowhere.pem 读不到"),
    ],
)
def test_doctor_finds_what_would_stop_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    """会让程序起不来的配置，体检时就说。"""
    config = tmp_path / "config.toml"
    config.write_text(f"{text}\n{ROBOT.format(tmp_path)}", "utf-8")
    assert main(["--config", str(config), "doctor", "--offline"]) == 1
    assert "不好　配置：" in (said := capsys.readouterr().out)
    assert words in said


def test_without_an_app_there_is_no_menu(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """只接了机器人的，设菜单时说没有应用，不去连企业微信。"""
    config = tmp_path / "config.toml"
    config.write_text(ROBOT.format(tmp_path), "utf-8")
    assert main(["--config", str(config), "menu"]) == 1
    assert "没有应用的菜单可设" in capsys.readouterr().err


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
