"""命令行：从导入到预演走一遍，写错了一句话说清。"""

import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from bot.cli import main
from bot.clock import SystemClock
from tests.bot.conftest import SAMPLE, filled


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


def test_what_waits_for_a_working_hour_is_listed(run) -> None:  # type: ignore[no-untyped-def]
    """欠着的通知，发件箱里看得到何时发、给谁、哪一步、哪一项。"""
    filled(run)
    run("tick", "patrol", "--at", "2026-10-16T08:47:00+08:00", "--no-send")
    status, out, _ = run("mail")
    assert status == 0
    owed = [line for line in out.splitlines() if line.startswith("待发 2026-")]
    assert any(" dengjianing " in line and "5-006" in line for line in owed), out
    assert all(line.endswith(" waiting") for line in owed)
    assert run("mail", "--undeliverable")[1] == "没有无法送达的消息\n"


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


def test_an_entered_notice_is_known_to_doctor_and_plan(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """没公布的年份，体检和预演都说是暂定；通知录入以后不再说。"""
    filled(run)
    year = SystemClock().now().year
    spring = ("plan", "--from", "2027-03-01", "--days", "20")
    assert "（放假安排未公布，日子暂定）" in run(*spring)[1]
    assert "暂定" not in run("plan", "--from", "2026-10-12", "--days", "5")[1]
    notice = tmp_path / "放假.csv"
    years = (year, year + 1, 2027, 2028)
    notice.write_text("".join(f"{one}-01-01,off\n" for one in years), "utf-8")
    assert run("calendar", "import", str(notice))[0] == 0
    said = run("doctor", "--offline")[1]
    assert f"好　放假安排：{year}年和{year + 1}年都已有" in said
    assert "暂定" not in run(*spring)[1]


@pytest.mark.parametrize("code", ["5-6", "５－００６", "5轮6号", " 5-006 "])
def test_a_code_is_read_as_in_the_chat(run, code: str) -> None:  # type: ignore[no-untyped-def]
    """命令行上的编号和聊天里一样写；给人看的字是中文，英文的词只在 JSON 里。"""
    filled(run)
    status, out, _ = run("show", code)
    assert status == 0
    assert out.startswith("5-006 ")
    assert "，已交办，" in out
    assert "逾期 0" not in out
    assert "（责任人）" in out
    assert "delivered 待发（事项已交办）" in out
    assert not {"delivered，", "responsible_person", " waiting"} & set(out.split())
    assert json.loads(run("show", code, "--json")[1])["status"] == "delivered"


def test_help_needs_no_database(capsys) -> None:  # type: ignore[no-untyped-def]
    """看帮助不用开库，帮助是中文的。"""
    assert main(["--help"]) == 0
    assert "import" in capsys.readouterr().out
    assert main(["show", "--help"]) == 0
    assert capsys.readouterr().out == (
        "用法：python -m bot show [-h] [--json] CODE\n\n看一项的全部\n\n"
        "参数:\n  CODE\n\n选项:\n  -h, --help  看用法\n  --json      输出 JSON\n"
    )


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


def test_archive_is_verified_without_config(run, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    """立档进流水，验档不要配置也不要数据库，坏的退出码是 1。"""
    filled(run)
    target = tmp_path / "5-006.zip"
    assert run("archive", "5-006", str(target))[0] == 0
    assert run("archive", "5-999", str(target))[0] == 2
    assert "archive 5-006" in run("audit")[1]
    nowhere = ["--config", str(tmp_path / "nowhere.toml")]
    assert main([*nowhere, "verify", str(target)]) == 0
    said = capsys.readouterr().out
    assert "未被改动" in said
    assert re.search(r"，\d{4}-\d\d-\d\d \d\d:\d\d 封\n", said)
    broken = bytearray(target.read_bytes())
    broken[len(broken) // 3] ^= 0xFF
    target.write_bytes(bytes(broken))
    assert main([*nowhere, "verify", str(target)]) == 1
    assert "被改动" in capsys.readouterr().err


@pytest.mark.parametrize("manifest", ["{}", "[]", '{"format": "xiaozhang-backup-1"}'])
def test_what_is_no_archive_is_not_called_altered(  # type: ignore[no-untyped-def]
    tmp_path: Path, capsys, manifest: str
) -> None:
    """备份、别的压缩包里也有 manifest.json：说不是归档，不说档案被改动。"""
    target = tmp_path / "别的.zip"
    with zipfile.ZipFile(target, "w") as pack:
        pack.writestr("manifest.json", manifest)
    assert main(["verify", str(target)]) == 1
    said = capsys.readouterr().err
    assert "不是销账的归档" in said
    assert "被改动" not in said
