"""一条命令，一个空的库：跑完看退出状态、标准输出、标准错误。"""

from pathlib import Path

import pytest

from bot.cli import main

LEDGERS = Path(__file__).parent.parent / "data" / "ledgers"
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

    def command(*arguments: str, config: Path = config) -> tuple[int, str, str]:
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


class Box:
    """A database of its own, worked by the command line."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.place = place
        self.capsys = capsys
        self._config = place / "config.toml"
        self._config.write_text(
            f'[database]\nurl = "sqlite:///{place / "x.db"}"\n'
            f'[files]\ndirectory = "{place / "evidence"}"\n',
            "utf-8",
        )

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Run a command; status, output, errors."""
        status = main(["--config", str(self._config), *arguments])
        seen = self.capsys.readouterr()
        return status, seen.out, seen.err


@pytest.fixture
def box(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Box:
    """An empty book with the roster in it."""
    made = Box(tmp_path, capsys)
    assert made.run("import", str(LEDGERS / "花名册.xlsx"), "--partial")[0] == 0
    return made
