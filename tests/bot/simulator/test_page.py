"""演示页：真的浏览器里打字、换会话、发文件、推时间，窄屏和键盘也能用。"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, async_playwright

from bot.app import open_house, served
from bot.clock import PushedClock
from bot.commands.demo import build_simulator, fill, whole, with_both_doors
from bot.config import demo_settings
from scripts import browser
from tests.conftest import Stage, at

pytestmark = [
    pytest.mark.skipif(browser.find() is None, reason=browser.MISSING),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
PERSON = "dengjianing"
EVIDENCE = Path(__file__).parent.parent.parent / "data" / "evidence"
WIDTHS = (360, 768, 1280, 1440)
HANDED = "企业微信自建应用收不到文件，已改发给机器人。"
DROP = """
(node, names) => {
  const dataTransfer = new DataTransfer();
  for (const [name, type, size] of names)
    dataTransfer.items.add(new File([new Uint8Array(size)], name, { type }));
  for (const name of ["dragenter", "dragover", "drop"])
    node.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true }));
}
"""


@dataclass
class Demo:
    """The page in a browser, what plays behind it, and the browser's complaints."""

    page: Page
    stage: Stage
    wrong: list[str]

    @property
    def phone(self) -> Locator:
        """The first phone: somebody responsible's."""
        return self.page.locator(".phone").first

    def switch(self, conversation: str) -> Locator:
        """The half of the first phone's switch that opens a conversation."""
        return self.phone.locator(f".talks [value={conversation}]")

    async def type(self, text: str) -> None:
        """Write into the open conversation of the first phone."""
        await self.phone.locator("textarea").fill(text)
        await self.phone.locator("textarea").press("Enter")

    def files(self, conversation: str) -> list[str]:
        """The names of what the first phone has sent in a conversation."""
        shown = self.stage.phone(PERSON, conversation)
        return [one.name for one in shown if one.direction == "in" and one.name]


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    """The demo with both doors, on free ports."""
    clock = PushedClock(at("2026-09-14 09:00"))
    settings = demo_settings(tmp_path, 0)
    simulator = build_simulator(settings, clock)
    async with served(simulator.application(), "127.0.0.1", 0) as platform:
        settings = with_both_doors(settings, simulator, platform)
        async with open_house(settings, clock) as house:
            await fill(house, simulator)
            theatre = whole(house, simulator, clock)
            async with served(theatre, "127.0.0.1", 0) as address:
                simulator.caller.url = f"{address}/wecom/callback"
                await simulator.start()
                house.delivery.start()
                assert house.robot is not None
                house.robot.start()
                await house.robot.connection.online()
                async with async_playwright() as playwright:
                    chromium = await playwright.chromium.launch(**browser.launch())
                    opened = await chromium.new_page()
                    wrong: list[str] = []
                    opened.on("pageerror", lambda error: wrong.append(str(error)))
                    opened.on(
                        "console",
                        lambda said: (
                            wrong.append(said.text) if said.type == "error" else None
                        ),
                    )
                    opened.set_default_timeout(20000)
                    await opened.goto(f"{address}/")
                    await opened.wait_for_selector(".bubble")
                    yield Demo(opened, Stage(house, simulator, clock), wrong)
                    await chromium.close()
                await simulator.close()


async def test_typing_and_walking(demo: Demo) -> None:
    """责任人打字有回执；推到下一个工作日，日期变了；预演列得出。"""
    page = demo.page
    await demo.type("进展 5-005 已补收4人党费")
    await page.get_by_text("已记入：5-005").wait_for()
    await page.get_by_role("button", name="下一个工作日").click()
    await page.get_by_text("2026年9月15日（周二）").wait_for()
    await page.get_by_role("button", name="预演").click()
    await page.locator(".plan-list li").first.wait_for()
    await page.keyboard.press("Escape")
    assert await page.locator("#plan").is_hidden()
    assert demo.wrong == []


async def test_four_phones_and_a_narrow_screen(demo: Demo) -> None:
    """宽屏四部手机并排，窄屏一次一部，键盘换得过去，哪种宽度页面都不横着滚。"""
    page = demo.page
    assert await page.locator(".phone:visible").count() == 4
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 844})
        over = "document.documentElement.scrollWidth - window.innerWidth"
        assert await page.evaluate(over) <= 0
    await page.set_viewport_size({"width": 360, "height": 780})
    assert await page.locator(".phone:visible").count() == 1
    await page.keyboard.press("Alt+4")
    await page.get_by_role("tab", name="巡察办", selected=True).wait_for()


async def test_a_word_file_chosen_in_the_app_comes_by_the_robot(demo: Demo) -> None:
    """在应用里选了 Word：手机翻到机器人，说清为什么，文件归到刚报过的那一项。"""
    await demo.type("进展 5-005 已补收4人党费")
    await demo.page.get_by_text("已记入：5-005").wait_for()
    chosen = demo.phone.locator("[type=file]")
    await chosen.set_input_files(EVIDENCE / "policy.docx")
    await demo.phone.get_by_text("policy.docx").wait_for()
    assert await demo.switch("robot").is_checked()
    assert await demo.phone.get_by_role("status").inner_text() == HANDED
    await demo.stage.arrived()
    await demo.stage.wait(seconds=31)
    await demo.phone.get_by_text("已收材料：5-005").wait_for()
    shown = await demo.stage.show("5-005")
    names = [one["name"] for one in shown["evidence"]]  # type: ignore[attr-defined]
    assert names == ["policy.docx"]
    assert demo.files("app") == []
    assert demo.wrong == []


async def test_the_conversation_changes_by_keyboard(demo: Demo) -> None:
    """只用键盘换到机器人说话，答在机器人里；换回来，没说完的话还在。"""
    await demo.phone.locator("textarea").fill("还没说完")
    await demo.switch("app").focus()
    await demo.page.keyboard.press("ArrowRight")
    assert await demo.switch("robot").is_checked()
    box = demo.page.get_by_role("textbox", name="对销账机器人打字")
    assert await box.input_value() == ""
    before = len(demo.stage.heard(PERSON))
    await box.fill("我的")
    await box.press("Enter")
    await demo.phone.get_by_text("我的事项：3项").wait_for()
    assert len(demo.stage.heard(PERSON)) == before
    await demo.switch("robot").focus()
    await demo.page.keyboard.press("ArrowLeft")
    assert await demo.phone.get_by_text("我的事项：3项").count() == 0
    box = demo.page.get_by_role("textbox", name="对销账打字").first
    assert await box.input_value() == "还没说完"


async def test_news_in_the_other_conversation_is_seen(demo: Demo) -> None:
    """另一个会话来了新消息，有红点、有一行预览；点预览就翻过去，红点没了。"""
    dot = demo.phone.locator(".talks .dot:visible")
    assert await dot.count() == 0
    await demo.stage.tell(PERSON, "我的")
    peek = demo.phone.get_by_role("button", name="销账机器人 我的事项：3项")
    await peek.click()
    assert await demo.switch("robot").is_checked()
    await demo.phone.locator(".bubble", has_text="我的事项：3项").wait_for()
    assert await dot.count() == 0
    assert await peek.count() == 0
    await demo.stage.say(PERSON, "帮助")
    await demo.phone.get_by_role("radio", name="销账 应用 有新消息").wait_for()


async def test_several_files_are_dropped_onto_a_phone(demo: Demo) -> None:
    """几份文件一起拖到手机上：照片留在应用，文件归机器人，大的也传得上，顺序不乱。"""
    await demo.phone.evaluate(
        DROP,
        [
            ["清单.xlsx", "", 40],
            ["现场.jpg", "image/jpeg", 40],
            ["方案.pdf", "application/pdf", 3_000_000],
        ],
    )
    await demo.phone.get_by_text("方案.pdf").wait_for()
    assert demo.files("robot") == ["清单.xlsx", "方案.pdf"]
    assert demo.files("app") == ["现场.jpg"]
    assert await demo.phone.get_by_role("status").inner_text() == HANDED
    assert demo.wrong == []


async def test_commands_that_an_answer_lists_are_chips_of_their_own(
    demo: Demo,
) -> None:
    """答复里列着几句可回的话，一句一个按钮，不连成一串；例句照原样一个。"""
    await demo.type("完成 5-005")
    await demo.page.get_by_text("5-005 报告完成").wait_for()
    office = demo.page.locator(".phone").nth(3)
    await office.locator("textarea").fill("状态")
    await office.locator("textarea").press("Enter")
    await office.get_by_role("button", name="下周到期", exact=True).wait_for()
    words = await office.locator(".chips .answer").all_inner_texts()
    assert words[:3] == ["逾期", "本周到期", "下周到期"]


async def test_the_rehearsal_says_that_it_works(demo: Demo) -> None:
    """预演打开就说正在推算；算好了一天里一个人一格，几项列在一起。"""
    page = demo.page
    waiting = "document.querySelector('#plan-list').innerText"
    await page.evaluate("document.querySelector('#open-plan').click()")
    assert await page.evaluate(waiting) == "正在推算…"
    await page.locator(".plan-list li").first.wait_for()
    for day in await page.locator(".plan-list section").all():
        names = await day.locator("li strong").all_inner_texts()
        assert len(names) == len(set(names))
