"""浏览器：找一个装好的 Chromium；没有而又是 root，就从系统的软件源装一个（make test）。"""

import os
import subprocess
import sys
from shutil import which
from typing import Any

NAMES = ("chromium", "google-chrome", "chrome")
PACKAGES = ("chromium", "fonts-wqy-microhei")
MISSING = "没有浏览器：请安装 Chromium，例如 apt-get install chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The path of an installed Chromium or Chrome."""
    return next((path for name in NAMES if (path := which(name))), None)


def launch() -> dict[str, Any]:
    """How Playwright starts it, without a word to anybody outside."""
    return {"executable_path": find(), "args": FLAGS}


def install() -> None:
    """Install one where that is allowed; the browser tests are skipped otherwise."""
    if find() or os.geteuid() != 0 or not which("apt-get"):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(
            ["apt-get", "-qq", *words], env=environment, stdout=subprocess.DEVNULL
        )
        if done.returncode:
            print(f"{MISSING}；网页测试这次跳过", file=sys.stderr)
            return


if __name__ == "__main__":
    install()
