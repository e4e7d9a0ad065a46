"""命令行：从导入到预演走一遍，写错了一句话说清。"""

import json
import re
from pathlib import Path

import openpyxl
import pytest

from bot.cli import main

SAMPLE = Path(__file__).parent.parent.parent / "bot" / "simulator" / "sample"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run a command on a database of its own; gives status, output and errors."""
    config = tmp_path / "config.toml"
    config.write_text(
        f'[database]\nurl = "sqlite:///{tmp_path / "x.db"}"\n'
        f'[files]\ndirectory = "{tmp_path / "evidence"}"\n'
        '[wecom]\napi_base = "http://127.0.0.1:9"\n',
        "utf-8",
    )

    def command(*arguments: str) -> tuple[int, str, str]:
        status = main(["--config", str(config), *arguments])
        seen = capsys.readouterr()
        return status, seen.out, seen.err

    return command


def filled(run) -> None:  # type: ignore[no-untyped-def]
    """Import roster and ledger."""
    assert run("import", str(SAMPLE / "花名册.xlsx"))[0] == 0
    status, out, _ = run(
        "import",
        str(SAMPLE / "台账-标准.xlsx"),
        "--round",
        "5",
        "--feedback-on",
        "2026-04-10",
        "--at",
        "2026-09-14T09:00:00+08:00",
    )
    assert status == 0
    assert "问题45项" in out


def test_a_morning_on_the_command_line(run) -> None:  # type: ignore[no-untyped-def]
    """导入、巡查、看一项、预演、验流水、导出，一条条都走得通。"""
    filled(run)
    status, out, _ = run(
        "tick", "patrol", "--at", "2026-10-16T08:47:00+08:00", "--no-send"
    )
    assert status == 0
    assert out.startswith("patrol")
    status, out, _ = run("show", "5-006", "--json")
    shown = json.loads(out)
    assert status == 0
    assert {one["status"] for one in shown["notices"]} >= {"waiting"}
    status, out, _ = run("plan", "--from", "2026-10-16", "--days", "5", "--json")
    planned = json.loads(out)
    assert status == 0
    assert set(planned[0]) == {"at", "to", "step", "code", "why", "text"}
    assert run("audit", "--verify")[0] == 0
    assert run("jobs")[0] == 0
    assert run("mail")[0] == 0


def test_the_outbox_is_listed(run) -> None:  # type: ignore[no-untyped-def]
    """发件箱里有没发成的，一条一行列出来：编号、给谁、为什么。"""
    filled(run)
    status, out, _ = run("tick", "--at", "2026-09-14T09:05:00+08:00")
    assert (status, "已发送0条" in out) == (0, False)
    status, out, error = run("mail")
    assert (status, error) == (0, "")
    assert "ready 试过1次" in out
    number = out.split()[0]
    assert run("mail", "--retry", number)[1] == f"{number} 号消息已重新排队\n"


def test_planning_changes_nothing(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """预演和看，都不改库里的任何东西。"""
    filled(run)
    first = run("export", "--format", "jsonl", str(tmp_path / "a.jsonl"))
    run("plan", "--days", "60")
    run("show", "5-006")
    second = run("export", "--format", "jsonl", str(tmp_path / "b.jsonl"))
    assert first[0] == second[0] == 0
    assert (tmp_path / "a.jsonl").read_text() == (tmp_path / "b.jsonl").read_text()


def test_exported_ledger_comes_back_unchanged(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """导出的台账再导入，一项不差，都是未变。"""
    filled(run)
    out = tmp_path / "out.xlsx"
    assert run("export", "--format", "xlsx", str(out))[0] == 0
    status, said, _ = run("import", str(out), "--feedback-on", "2026-04-10")
    assert "未变45项" in said, said
    assert status == 0


def test_export_of_a_round_that_is_not_there(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """没有这一轮就说没有，不写一张空表。"""
    filled(run)
    out = tmp_path / "out.xlsx"
    status, _, said = run("export", "--round", "99", "--format", "xlsx", str(out))
    assert status == 2
    assert said.strip() == "没有第99轮，什么也没有写。现有轮次：5"
    assert not out.exists()


def test_dry_run_writes_nothing(run) -> None:  # type: ignore[no-untyped-def]
    """只看不写的，说出每一栏读成了什么，库还是空的。"""
    status, out, _ = run("import", str(SAMPLE / "花名册.xlsx"), "--dry-run")
    assert status == 0
    read, *_, last = out.strip().splitlines()
    assert read == (
        "表“花名册”：姓名→姓名，账号→账号，手机→手机，单位→单位，职务→职务，角色→角色"
    )
    assert last.startswith("没有写入：人员69人")
    status, out, _ = run("import", str(SAMPLE / "台账-标准.xlsx"))
    assert status == 1


def test_refused_rows_name_their_place(run) -> None:  # type: ignore[no-untyped-def]
    """没有花名册就导台账，用中文逐处说明哪一行哪一栏为什么不收，什么也没写。"""
    status, out, _ = run("import", str(SAMPLE / "台账-标准.xlsx"), "--round", "5")
    assert status == 1
    assert "拒收：整改台账 第2行 被巡察党组织“区教育局”：花名册中没有这个单位。" in out
    assert not re.search("[a-z]+_[a-z]+", out)
    assert run("show", "5-001")[0] == 2


def test_notice_of_holidays_is_entered(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """录入公布的放假通知，写错的行点出第几行。"""
    filled(run)
    notice = tmp_path / "2027.csv"
    notice.write_text("date,kind\n2027-02-08,off\n2027-02-14,work\n", "utf-8")
    assert run("calendar", "import", str(notice))[0] == 0
    notice.write_text("2027-02-30,off\n", "utf-8")
    status, _, error = run("calendar", "import", str(notice))
    assert status == 1
    assert "第1行" in error
    notice.write_bytes("日期,安排\r\n2027-02-08,放假\r\n".encode("gbk"))
    assert run("calendar", "import", str(notice))[0] == 0
    notice.write_bytes(b"PK\x03\x04\x00\xff\xff")
    status, _, error = run("calendar", "import", str(notice))
    assert status == 1
    assert "不是文字文件" in error


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("show", "5-999"), 2, "台账里没有 5-999"),
        (("import", "nowhere.xlsx"), 1, "nowhere.xlsx"),
        (("tick", "nope"), 2, "没有 nope 这个工作"),
        (("tick", "--at", "yesterday"), 2, "2026-10-16T08:47:00"),
        (("tick", "--at", "2026-10-16T08:47:00"), 2, "时区"),
        (("import",), 2, "FILE"),
        (("import", "."), 1, "是文件夹"),
        (("plan", "--days", "99999999999"), 2, "1 到 3660"),
        (("plan", "--days", "-1"), 2, "1 到 3660"),
        (("demo", "--port", "70000"), 2, "0 到 65535"),
        (("mail", "--retry", "7"), 1, "没有 7 号消息"),
        (("mail", "--retry", "99999999999999999999"), 2, "1 到 999999999"),
        (("import", "--undo", "99999999999999999999"), 2, "1 到 999999999"),
        (("audit", "--since", "0001-01-01"), 2, "2026-10-16 这样的日期"),
        (("plan", "--from", "9999-12-31"), 2, "2026-10-16 这样的日期"),
        (("tick", "--at", "0001-01-01T00:00:00+08:00"), 2, "这样的时刻"),
        (("run",), 1, "wecom.corp_id"),
        (("export", "--format", "pdf", "x"), 2, "pdf"),
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


@pytest.mark.parametrize("code", ["5-6", "５－００６", "5轮6号", " 5-006 "])
def test_a_code_is_read_as_in_the_chat(run, code: str) -> None:  # type: ignore[no-untyped-def]
    """命令行上的编号和聊天里一样写；给人看的字是中文，英文的词只在 JSON 里。"""
    filled(run)
    status, out, _ = run("show", code)
    assert status == 0
    assert out.startswith("5-006 ")
    assert "，已交办，" in out
    assert "（责任人）" in out
    assert "delivered 待发（事项已交办）" in out
    assert not {"delivered，", "responsible_person", " waiting"} & set(out.split())
    assert json.loads(run("show", code, "--json")[1])["status"] == "delivered"


def test_help_needs_no_database(capsys) -> None:  # type: ignore[no-untyped-def]
    """看帮助不用开库。"""
    assert main(["--help"]) == 0
    assert "import" in capsys.readouterr().out


def test_the_same_ledger_again(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """同一份再导，都是未变；改了一条措施的，不加 --update 就拒收，加了才改。"""
    filled(run)
    again = ("import", str(SAMPLE / "台账-标准.xlsx"), "--feedback-on", "2026-04-10")
    status, out, _ = run(*again)
    assert (status, "未变45项" in out) == (0, True)
    book = openpyxl.load_workbook(SAMPLE / "台账-标准.xlsx")
    sheet = book.active
    cell = next(
        cell
        for row in sheet.iter_rows(min_row=3)
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith(("1、", "1."))
    )
    cell.value += "\n9、另加一条"
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    status, out, _ = run("import", str(changed), "--feedback-on", "2026-04-10")
    assert status == 1
    assert "--update" in out
    status, out, _ = run(
        "import", str(changed), "--feedback-on", "2026-04-10", "--update"
    )
    assert status == 0
    assert "更新1项" in out


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


def test_archive_is_verified_without_config(run, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    """立档进流水，验档不要配置也不要数据库，坏的退出码是 1。"""
    filled(run)
    target = tmp_path / "5-006.zip"
    assert run("archive", "5-006", str(target))[0] == 0
    assert run("archive", "5-999", str(target))[0] == 2
    assert "archive 5-006" in run("audit")[1]
    nowhere = ["--config", str(tmp_path / "nowhere.toml")]
    assert main([*nowhere, "verify", str(target)]) == 0
    assert "未被改动" in capsys.readouterr().out
    broken = bytearray(target.read_bytes())
    broken[len(broken) // 3] ^= 0xFF
    target.write_bytes(bytes(broken))
    assert main([*nowhere, "verify", str(target)]) == 1
    assert "被改动" in capsys.readouterr().err


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
secret_key = "k"
[database]
url = "sqlite:///{0}/x.db"
"""
