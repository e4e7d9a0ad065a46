"""演示页：真的浏览器里打字、按按钮、推时间，窄屏和键盘也能用。"""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, async_playwright

from bot.app import open_house, served
from bot.clock import PushedClock
from bot.commands.demo import build_simulator, fill
from bot.commands.stage import StageDoor
from bot.config import demo_settings
from scripts import browser

pytestmark = [
    pytest.mark.skipif(browser.find() is None, reason=browser.MISSING),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """The demo's page in a real browser, on a free port."""
    start = datetime(2026, 9, 14, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    clock = PushedClock(start)
    settings = demo_settings(tmp_path, 0)
    simulator = build_simulator(settings, clock)
    async with served(simulator.application(), "127.0.0.1", 0) as platform:
        wecom = settings.wecom.model_copy(update={"api_base": platform})
        settings = settings.model_copy(update={"wecom": wecom})
        async with open_house(settings, clock) as house:
            await fill(house, simulator)
            application = house.web()
            application.add_routes(simulator.routes())
            application.add_routes(StageDoor(house, clock).routes())
            async with served(application, "127.0.0.1", 0) as address:
                simulator.caller.url = f"{address}/wecom/callback"
                await simulator.start()
                house.delivery.start()
                async with async_playwright() as playwright:
                    chromium = await playwright.chromium.launch(**browser.launch())
                    opened = await chromium.new_page()
                    opened.set_default_timeout(20000)
                    await opened.goto(f"{address}/")
                    await opened.wait_for_selector(".bubble")
                    yield opened
                    await chromium.close()
                await simulator.close()


async def test_typing_and_walking(page: Page) -> None:
    """责任人打字有回执；推到下一个工作日，日期变了；预演列得出。"""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    box = page.locator("textarea").first
    await box.fill("进展 5-005 已补收4人党费")
    await box.press("Enter")
    await page.get_by_text("已记入：5-005").wait_for()
    await page.get_by_role("button", name="下一个工作日").click()
    await page.get_by_text("2026年9月15日（周二）").wait_for()
    await page.get_by_role("button", name="预演").click()
    await page.locator(".plan-list li").first.wait_for()
    await page.keyboard.press("Escape")
    assert await page.locator("#plan").is_hidden()
    assert errors == []


async def test_four_phones_and_a_narrow_screen(page: Page) -> None:
    """宽屏四部手机并排，窄屏一次一部，键盘换得过去，页面不横着滚。"""
    assert await page.locator(".phone:visible").count() == 4
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await page.locator(".phone:visible").count() == 1
    await page.keyboard.press("Alt+4")
    await page.get_by_role("tab", name="巡察办", selected=True).wait_for()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
