"""手机网页：真的浏览器里看一项、报进展，在时断时续的网上传五份材料。"""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import CDPSession, Page, async_playwright

from scripts import browser
from tests.visiting import CODE, PERSON, Visitor, visited

pytestmark = [
    pytest.mark.skipif(browser.find() is None, reason=browser.MISSING),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
PNG = b"\x89PNG\r\n\x1a\n"
SLOW = 150 * 1024
WIDTHS = (360, 768, 1280)


@dataclass
class Phone:
    """A browser that has opened the finding from the link in chat."""

    page: Page
    visitor: Visitor
    wrong: list[str]

    async def network(self, session: CDPSession, *, offline: bool) -> None:
        """Make the link slow, or cut it."""
        await session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": offline,
                "latency": 40,
                "downloadThroughput": SLOW,
                "uploadThroughput": SLOW,
            },
        )


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[Phone]:
    """The finding's page on a narrow phone; what the browser complains of is kept."""
    async with visited(tmp_path) as visitor, async_playwright() as playwright:
        words = await visitor.stage.say(PERSON, f"打开 {CODE}")
        opened = await playwright.chromium.launch(**browser.launch())
        context = await opened.new_context(viewport={"width": 360, "height": 740})
        page = await context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda entry: wrong.append(entry.text) if entry.type == "error" else None,
        )
        await page.goto(words.splitlines()[1])
        yield Phone(page, visitor, wrong)
        await opened.close()


async def test_report_by_keyboard(phone: Phone) -> None:
    """只用键盘报进展：答复就在页上，焦点落在答复上，浏览器没有一句抱怨。"""
    page = phone.page
    await page.get_by_label("做了什么、结果如何").focus()
    await page.keyboard.type("已补收4人党费，凭证已入账")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    answer = page.locator("#answer")
    await answer.wait_for()
    assert f"已记入：{CODE}" in await answer.inner_text()
    assert await page.evaluate("document.activeElement.id") == "answer"
    assert "已补收4人党费" in await page.locator("#events-title + ol").inner_text()
    await page.reload()
    shown = await phone.visitor.stage.show(CODE)
    assert len(shown["progress"]) == 1  # type: ignore[arg-type]
    assert phone.wrong == []


OUTLINE = """() => {
  const at = document.activeElement;
  const seen = at.matches(".pick-input") ? at.nextElementSibling : at;
  return [at.id || at.tagName, getComputedStyle(seen).outlineStyle];
}"""


async def test_focus_is_seen_on_every_stop(phone: Phone) -> None:
    """只用键盘走遍一页，停在哪里都看得见。"""
    stops = []
    for _ in range(5):
        await phone.page.keyboard.press("Tab")
        stops.append(await phone.page.evaluate(OUTLINE))
    assert [name for name, _ in stops] == ["A", "text", "BUTTON", "camera", "files"]
    assert {outline for _, outline in stops} == {"solid"}


async def test_five_files_over_a_link_that_breaks(phone: Phone, tmp_path: Path) -> None:
    """慢网上传五份，中间断一次：接着传完，四份收下，程序文件说明为什么不收。"""
    names = ["签到表.png", "凭证一.png", "凭证二.png", "程序.exe", "照片.png"]
    paths = []
    for number, name in enumerate(names):
        path = tmp_path / name
        head = b"MZ" if name.endswith(".exe") else PNG
        path.write_bytes(head + os.urandom(180 * 1024) + bytes([number]))
        paths.append(str(path))
    page = phone.page
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await phone.network(session, offline=False)
    await page.set_input_files("#files", paths)
    await page.wait_for_function(
        "() => document.querySelectorAll('.file progress')[1].value > 5"
    )
    await phone.network(session, offline=True)
    broken = page.locator(".file-state", has_text="网络断了，恢复后接着传")
    await broken.wait_for()
    await phone.network(session, offline=False)
    await page.wait_for_function(
        "() => document.querySelectorAll('.file.kept, .file.refused').length === 5"
    )
    states = await page.locator(".file-state").all_inner_texts()
    good = f"已收，归入{CODE}。"
    refused = "未收：程序文件不能作为佐证材料，没有保存，请去掉后再发。"
    assert states == [good, good, good, refused, good]
    assert "照片.png" in await page.locator("#said").inner_text()
    shown = await phone.visitor.stage.show(CODE)
    kept = [row["name"] for row in shown["evidence"]]  # type: ignore[attr-defined]
    assert kept == [name for name in names if name != "程序.exe"]
    await page.locator("#evidence-title .count", has_text="4份").wait_for()
    assert await page.locator(".retry:visible").count() == 0
    await page.screenshot(path=tmp_path / "uploads.png", full_page=True)


async def test_chosen_again_after_leaving_goes_on(phone: Phone, tmp_path: Path) -> None:
    """传到一半关了页面，再打开选同一份文件，从断的地方接着传。"""
    path = tmp_path / "大照片.png"
    path.write_bytes(PNG + os.urandom(700 * 1024))
    page = phone.page
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await phone.network(session, offline=False)
    await page.set_input_files("#files", str(path))
    await page.wait_for_function(
        "() => document.querySelector('.file progress').value > 45"
    )
    await phone.network(session, offline=True)
    await page.locator(".file-state", has_text="网络断了").wait_for()
    await page.close()
    page = await page.context.new_page()
    await page.goto(f"{phone.visitor.base}/h5/finding/{CODE}")
    starts: list[int] = []
    page.on(
        "request",
        lambda request: (
            starts.append(int(request.headers["upload-offset"]))
            if request.method == "PATCH"
            else None
        ),
    )
    await page.set_input_files("#files", str(path))
    await page.locator(".file.kept").wait_for()
    assert starts[0] > 0


async def test_fits_every_width(phone: Phone, tmp_path: Path) -> None:
    """窄到360、宽到1280，两张页都不横向滚动，按得到的都不小于40像素高。"""
    page = phone.page
    await phone.visitor.stage.say(PERSON, f"进展 {CODE} 已补收4人党费，另1人住院")
    platform = phone.visitor.stage.house.settings.wecom.api_base
    await page.goto(f"{platform}/simulator/open?userid={PERSON}&path=/h5/none")
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 900})
        for name, path in (("mine", "/h5/"), ("finding", f"/h5/finding/{CODE}")):
            await page.goto(phone.visitor.base + path)
            over = await page.evaluate(
                "document.documentElement.scrollWidth - window.innerWidth"
            )
            assert over <= 0
            heights = await page.evaluate(
                "[...document.querySelectorAll('button, .weui-btn, a.card, .back')]"
                ".filter(one => one.offsetParent).map(one => one.offsetHeight)"
            )
            assert all(height >= 40 for height in heights)
            await page.screenshot(path=tmp_path / f"{name}-{width}.png", full_page=True)


async def test_readable_by_ear(phone: Phone) -> None:
    """每个能填的都有名字，传的进度有人念，灯除了颜色还有字。"""
    page = phone.page
    unnamed = await page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden]), textarea, button')]"
        ".filter(one => !(one.labels && one.labels.length) && !one.textContent.trim())"
        ".length"
    )
    assert unnamed == 0
    assert await page.get_attribute("html", "lang") == "zh-CN"
    assert await page.locator("h1").count() == 1
    assert await page.locator("#said").get_attribute("aria-live") == "polite"
    assert "灯" in await page.locator(".lamp").first.inner_text()
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.className") == "skip"
