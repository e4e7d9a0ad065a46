"""网页的门：谁能进、凭什么进、看得到什么、过期了怎么说。"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.app import open_house, served
from bot.clock import PushedClock
from bot.config import Secret, Server, demo_settings
from rules import tickets
from tests.conftest import at
from tests.visiting import (
    CODE,
    LEADER,
    OTHER,
    PERSON,
    Visitor,
    browser,
    free_port,
    sentence,
    visited,
)

NOW = at("2026-10-12 09:00")
KEY = b"key"


@given(st.text(st.characters(), max_size=60))
@example("\ud800")
@example("e30.\ud800")
@example("\ud800.e30")
def test_rubbish_is_no_ticket(text: str) -> None:
    """乱写的凭条一律不认，也不出错。"""
    assert tickets.opened(KEY, "link", text, NOW) is None


def test_a_ticket_is_for_one_purpose_and_one_key() -> None:
    """凭条改一个字、换一种用途、换一把钥匙，都不认；没有钥匙什么都不认。"""
    ticket = tickets.sealed(KEY, "link", {"userid": "张三"})
    assert tickets.opened(KEY, "link", ticket, NOW) == {"userid": "张三"}
    assert tickets.opened(KEY, "session", ticket, NOW) is None
    assert tickets.opened(b"other", "link", ticket, NOW) is None
    assert tickets.opened(KEY, "link", "a" + ticket, NOW) is None
    empty = tickets.sealed(b"", "link", {"userid": "张三"})
    assert tickets.opened(b"", "link", empty, NOW) is None


async def test_silent_sign_in_inside_wecom(directory: Path) -> None:
    """企业微信里静默登录，看到的是本人的事项。"""
    async with visited(directory) as visitor:
        status, page = await visitor.enter(PERSON)
        assert status == 200
        assert "邓佳宁" in page
        assert CODE in page


async def authorize(visitor: Visitor) -> dict[str, str]:
    """Start signing in, and return the query that goes to the authorize page."""
    async with visitor.client.get(
        visitor.base + "/h5/", allow_redirects=False
    ) as answer:
        query = parse_qs(urlsplit(answer.headers["Location"]).query)
        assert answer.headers["Location"].endswith("#wechat_redirect")
    return {name: values[0] for name, values in query.items()}


async def test_authorize_address(directory: Path) -> None:
    """授权地址照平台的写法：静默、带应用号，state 只有字母数字。"""
    async with visited(directory) as visitor:
        query = await authorize(visitor)
        assert query["scope"] == "snsapi_base"
        assert query["response_type"] == "code"
        assert query["agentid"] == "1000002"
        assert query["redirect_uri"] == f"{visitor.base}/h5/enter"
        assert query["state"].isalnum()
        assert len(query["state"]) <= 128


async def test_code_is_good_once_and_five_minutes(directory: Path) -> None:
    """授权码只能用一次、五分钟内用，不然请人重新打开。"""
    async with visited(directory) as visitor:
        stage = visitor.stage
        code = stage.simulator.oauth.code_for(PERSON)
        state = (await authorize(visitor))["state"]
        status, _ = await visitor.get(f"/h5/enter?code={code}&state={state}")
        assert status == 200
        visitor.client.cookie_jar.clear()
        state = (await authorize(visitor))["state"]
        status, page = await visitor.get(f"/h5/enter?code={code}&state={state}")
        assert (status, sentence(page)) == (
            401,
            "登录凭证已失效，请关上本页，重新打开。",
        )
        late = stage.simulator.oauth.code_for(PERSON)
        stage.clock.push(stage.clock.now() + timedelta(minutes=5))
        status, _ = await visitor.get(f"/h5/enter?code={late}&state={state}")
        assert status == 401


async def test_state_belongs_to_the_browser(directory: Path) -> None:
    """别人浏览器里的授权回来，不给登录。"""
    async with visited(directory) as visitor:
        code = visitor.stage.simulator.oauth.code_for(PERSON)
        await authorize(visitor)
        status, page = await visitor.get(f"/h5/enter?code={code}&state=elsewhere")
        assert status == 401
        assert sentence(page) == "登录没有完成，请关上本页，从消息里重新打开。"
        visitor.client.cookie_jar.clear()
        status, _ = await visitor.get(f"/h5/enter?code={code}&state=")
        assert status == 401


async def test_outsiders_and_strangers_stay_out(directory: Path) -> None:
    """外部联系人和花名册以外的人进不来，各有一句话。"""
    async with visited(directory) as visitor:
        simulator = visitor.stage.simulator
        state = (await authorize(visitor))["state"]
        code = simulator.oauth.code_for("outsider")
        status, page = await visitor.get(f"/h5/enter?code={code}&state={state}")
        assert (status, sentence(page)) == (403, "您不是本企业的成员，不能打开本页。")
        simulator.add_member("newcomer", "新来的")
        status, page = await visitor.enter("newcomer")
        assert status == 403
        assert "尚未登记" in sentence(page)


async def test_platform_out_of_reach(directory: Path) -> None:
    """企业微信连不上，请人稍后再开，不出错。"""
    async with visited(directory) as visitor:
        state = (await authorize(visitor))["state"]
        visitor.stage.simulator.fail_next("cut", "cut")
        status, page = await visitor.get(f"/h5/enter?code=x&state={state}")
        assert (status, sentence(page)) == (503, "暂时连不上企业微信，请稍后再打开。")


async def link(visitor: Visitor) -> str:
    """Ask for a link in chat and return its path."""
    words = await visitor.stage.say(PERSON, f"打开 {CODE}")
    assert words.startswith(f"打开网页：{CODE}")
    return words.splitlines()[1].removeprefix(visitor.base)


async def test_signed_link_opens_one_finding(directory: Path) -> None:
    """对话里要来的链接，别的浏览器也能打开，只开这一项。"""
    async with visited(directory) as visitor:
        status, page = await visitor.get(await link(visitor))
        assert status == 200
        assert "邓佳宁" in page
        status, page = await visitor.get("/h5/finding/5-006")
        assert status == 403
        assert sentence(page) == f"这条链接只能打开 {CODE}，别的事项请另取链接。"


async def test_robot_only_pages_open_by_link(directory: Path) -> None:
    """只有机器人的系统没有登录：没带链接的，手机里外都听到同一句怎么取链接。"""
    async with visited(directory, ("robot",)) as visitor:
        inside = {"User-Agent": "Mozilla/5.0 wxwork/4.1"}
        for headers in (inside, {}):
            for path in ("/h5/", f"/h5/finding/{CODE}"):
                status, page = await visitor.get(path, headers=headers)
                assert status == 401
                assert sentence(page) == (
                    "本页凭链接打开，请在对话中回复“打开”加编号，用得到的链接打开。"
                )


async def test_link_and_session_expire(directory: Path) -> None:
    """链接一天后失效；凭它进来的会话不会活得更长；改过的链接不认。"""
    async with visited(directory) as visitor:
        path = await link(visitor)
        await visitor.get(path)
        visitor.stage.clock.push(at("2026-10-12 16:59"))
        assert await visitor.token()
        visitor.stage.clock.push(at("2026-10-12 17:00"))
        visitor.client.cookie_jar.clear()
        visitor.stage.clock.push(at("2026-10-13 09:00"))
        for wrong in (path, path[:-1], path.replace("link/", "link/a")):
            status, page = await visitor.get(wrong)
            assert status == 410
            assert sentence(page).startswith("链接已失效")


async def test_session_expires_and_writes_nothing(directory: Path) -> None:
    """会话过期后交的表单不记，请人重新打开。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        await visitor.get(f"/h5/finding/{CODE}")
        visitor.stage.clock.push(at("2026-10-12 17:00"))
        url = f"{visitor.base}/h5/finding/{CODE}/progress"
        async with visitor.client.post(url, data={"text": "晚了"}) as answer:
            assert answer.status == 401
            assert "没有写入任何内容" in sentence(await answer.text())
        assert (await visitor.stage.show(CODE))["progress"] == []


async def test_only_what_the_rules_let_one_see(directory: Path) -> None:
    """看不到的和不存在的，说同一句话；责任领导看得到，但没有报进展的表单。"""
    async with visited(directory) as visitor:
        await visitor.enter(OTHER)
        foreign = await visitor.get(f"/h5/finding/{CODE}")
        missing = await visitor.get("/h5/finding/5-999")
        assert foreign[0] == missing[0] == 404
        assert sentence(foreign[1]) == "没有这一项，或者该项不在您名下。"
        assert sentence(foreign[1]) == sentence(missing[1])
        await visitor.enter(LEADER)
        status, page = await visitor.get(f"/h5/finding/{CODE}")
        assert status == 200
        assert 'name="text"' not in page
        assert 'type="file"' not in page
        assert 'class="do"' not in page


async def test_link_is_refused_to_who_may_not_see(directory: Path) -> None:
    """不在名下的事项，对话里也要不到链接。"""
    async with visited(directory) as visitor:
        assert (await visitor.stage.say(OTHER, f"打开 {CODE}")).startswith("不能办理")


@pytest.mark.parametrize("agent", ["Mozilla/5.0 Chrome/120", "Mozilla/5.0 wxwork/4.1"])
async def test_real_platform(directory: Path, agent: str) -> None:
    """接真平台时：企业微信里去授权页，别的浏览器给一句话；会话只走加密连接。"""
    port = free_port()
    settings = demo_settings(directory, port)
    wecom = settings.wecom.model_copy(
        update={"oauth_base": "https://open.weixin.qq.com"}
    )
    server = Server(
        port=port, public_url="https://x.example", secret_key=Secret("secret-key")
    )
    settings = settings.model_copy(update={"wecom": wecom, "server": server})
    async with (
        open_house(settings, PushedClock(NOW)) as house,
        served(house.web(), "127.0.0.1", port) as base,
        aiohttp.ClientSession(headers={"User-Agent": agent}) as client,
        client.get(f"{base}/h5/", allow_redirects=False) as answer,
    ):
        if "wxwork" in agent:
            assert answer.status == 302
            assert answer.headers["Location"].startswith(
                "https://open.weixin.qq.com/connect/oauth2/authorize?appid="
            )
            cookie = answer.headers["Set-Cookie"]
            for word in ("HttpOnly", "SameSite=Lax", "Secure", "Path=/h5"):
                assert word in cookie
        else:
            assert answer.status == 401
            assert sentence(await answer.text()).startswith("请在企业微信里打开")


async def test_without_a_key_the_pages_stay_shut(directory: Path) -> None:
    """没有配签名密钥，网页不开，也不给链接。"""
    port = free_port()
    settings = demo_settings(directory, port)
    server = settings.server.model_copy(update={"secret_key": Secret("")})
    settings = settings.model_copy(update={"server": server})
    async with (
        open_house(settings, PushedClock(NOW)) as house,
        served(house.web(), "127.0.0.1", port),
        browser(None, port) as visitor,  # type: ignore[arg-type]
    ):
        assert house.policy.public_url == ""
        status, page = await visitor.get("/h5/")
        assert (status, sentence(page)[:6]) == (503, "网页尚未开通")


async def test_authorize_page_checks_its_caller(directory: Path) -> None:
    """授权页挑剔：外来的回跳地址报50001，不知是谁的手机就问。"""
    async with visited(directory) as visitor:
        query = await authorize(visitor)
        platform = visitor.stage.house.settings.wecom.oauth_base
        url = f"{platform}/connect/oauth2/authorize"
        async with visitor.client.get(url, params=query) as answer:
            assert "这台手机是谁的" in await answer.text()
        foreign = {**query, "redirect_uri": "https://evil.example/h5/enter"}
        async with visitor.client.get(url, params=foreign) as answer:
            assert "50001" in await answer.text()


async def test_tokens_that_are_no_text(directory: Path) -> None:
    """登录和表单的票里混进乱字节，照没有票的说，不出错。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        form = f"/h5/finding/{CODE}/uploads"
        broken = b"X-CSRF-Token: \xff\xfe"
        status, _ = await visitor.raw("POST", form, visitor.cookies(), broken)
        assert status == 403
        status, _ = await visitor.raw("POST", form, b"Cookie: xz_session=a.\xff")
        assert status == 401
