"""给演示页拍照：真的系统、真的浏览器，照片放进 docs/（make picture）。"""

import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import FilePayload, Page, sync_playwright

from scripts import browser

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "demo.png"
PORT = 8717
DOCUMENT: FilePayload = {
    "name": "组织生活制度.docx",
    "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "buffer": (ROOT / "tests" / "data" / "evidence" / "policy.docx").read_bytes(),
}


def main() -> int:
    """Play a short scene and take the picture."""
    if browser.find() is None:
        print(browser.MISSING, file=sys.stderr)
        return 1
    command = [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", str(PORT)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:
        try:
            assert demo.stdout is not None  # noqa: S101 - it is a pipe
            demo.stdout.readline()
            with sync_playwright() as playwright:
                opened = playwright.chromium.launch(**browser.launch())
                page = opened.new_page(viewport={"width": 1440, "height": 900})
                play(page)
                page.screenshot(path=TARGET)
                opened.close()
        finally:
            demo.terminate()
    return 0


def play(page: Page) -> None:
    """Somebody reports and hands over a Word file, the office asks; a deadline passes."""
    page.goto(f"http://127.0.0.1:{PORT}/")
    page.wait_for_selector(".bubble")
    for slot, words in (
        (0, "进展 5-005 已补收4人党费，另1人住院"),
        (3, "状态"),
    ):
        box = page.locator("textarea").nth(slot)
        box.fill(words)
        box.press("Enter")
        time.sleep(1)
    page.locator("[type=file]").first.set_input_files(DOCUMENT)
    page.get_by_text(DOCUMENT["name"]).wait_for()
    time.sleep(3)
    page.click("[data-walk=deadline]")
    page.wait_for_function(
        "() => !document.querySelector('[data-walk]:disabled')", timeout=90000
    )
    time.sleep(1)


if __name__ == "__main__":
    sys.exit(main())
