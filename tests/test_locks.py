"""锁定的版本：运行用的和测试用的是同一套。"""

from pathlib import Path

ROOT = Path(__file__).parent.parent


def pinned(name: str) -> set[str]:
    """Every exact version of a lock file."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return {line.split()[0] for line in lines if line and not line.startswith(" ")}


def test_what_is_tested_is_what_runs() -> None:
    """测试的就是运行的那些版本，一个不差。"""
    runs = pinned("requirements.lock")
    assert runs
    assert runs <= pinned("requirements-dev.lock")


def test_what_only_tests_need_does_not_run() -> None:
    """只有测试用的，服务和容器里不装。"""
    names = {line.partition("==")[0] for line in pinned("requirements.lock")}
    assert names.isdisjoint({"pytest", "mypy", "ruff", "playwright", "openpyxl"})


def test_the_container_is_built_of_no_more_than_it_copies() -> None:
    """构建容器的只有点了名的：配置、密钥、台账、材料都在外面。"""
    ignore = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    file = (ROOT / "deploy" / "Containerfile").read_text("utf-8").splitlines()
    copied = {
        word
        for line in file
        if line.startswith("COPY ") and "--from" not in line
        for word in line.split()[1:-1]
    }
    assert "*" in ignore
    assert {line[1:] for line in ignore if line.startswith("!")} == copied
