"""每条命令：和旁边运行的程序信同一只钟。"""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.anchor import BOOT, steady
from tests.bot.conftest import filled
from tests.faults.worker import WrongClock

ZONE = ZoneInfo("Asia/Shanghai")
FORTY_DAYS = 40 * 86400.0


@pytest.mark.skipif(not BOOT.exists(), reason="这样的系统分不出开机几次")
def test_a_tick_beside_a_run_believes_no_leap(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """旁边的程序看出钟快了四十天，手工敲的一次也按原来的钟走。"""
    filled(run)
    right = steady(tmp_path, WrongClock(-FORTY_DAYS)).now()
    _, out, _ = run("tick", "patrol", "--no-send")
    day = re.findall(r"^patrol (\S+)", out)
    assert day == [f"{right.astimezone(ZONE):%Y-%m-%d}"]


@pytest.mark.skipif(not BOOT.exists(), reason="这样的系统分不出开机几次")
def test_an_import_beside_a_run_believes_no_leap(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """旁边的程序看出钟快了四十天，导入也按原来的钟交办，流水记的也是那一刻。"""
    right = steady(tmp_path, WrongClock(-FORTY_DAYS)).now()
    filled(run)
    _, out, _ = run("audit")
    assert out.splitlines()[0].split()[1] == f"{right.astimezone(ZONE):%Y-%m-%d}"


def test_a_tick_without_the_secrets_sends_nothing(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """密钥没读进来（cron 没有服务的环境变量）：不跑、不去碰平台，说出哪个键；只记欠条的照跑。"""
    filled(run)
    real = tmp_path / "real.toml"
    text = (tmp_path / "config.toml").read_text("utf-8")
    address, key = "http://127.0.0.1:9", 'secret = "env:NOT_READ_BY_CRON"'
    told = text.replace(
        f'"{address}"', f'"https://qyapi.example.cn"\ncorp_id = "ww1"\n{key}'
    )
    real.write_text(told, "utf-8")
    status, out, said = run("tick", "patrol", config=real)
    assert (status, out) == (1, "")
    assert said.startswith("wecom.secret 还没有填（env: 的看环境变量）")
    assert run("tick", "patrol", "--no-send", config=real)[0] == 0
