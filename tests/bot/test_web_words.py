"""网页上的话：没有消息可撤回就不说撤回，日子写成字，退回的意见看得到，走错了有路回。"""

from pathlib import Path

from tests.visiting import CODE, LEADER, PERSON, visited


async def test_a_mark_of_secrecy_on_the_page(directory: Path) -> None:
    """网页上传了带密级的，说当面交接；网页上没有消息，不说撤回。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        verdict = await visitor.upload("通知.txt", "机密★\n内容".encode())
        assert verdict["words"] == "文件带有密级标志，系统没有保存，请当面交接。"


async def test_what_is_not_there_leads_back(directory: Path) -> None:
    """打不开的一项，说一句话，下面有路回到我的事项。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        status, page = await visitor.get("/h5/finding/5-019")
        assert status == 404
        assert '<a class="back" href="/h5/">我的事项</a>' in page


async def test_the_days_of_an_extension_are_words(directory: Path) -> None:
    """申请延期在经过里写成几月几日，不写编码一样的日期。"""
    async with visited(directory) as visitor:
        await visitor.stage.say(PERSON, "延期 5-006 到11月30日 因方案须报批")
        await visitor.stage.say(PERSON, "确认")
        await visitor.enter(PERSON)
        _, page = await visitor.get("/h5/finding/5-006")
        assert "从10月15日（周四）延到11月30日（周一），方案须报批" in page


async def test_why_it_was_returned_stays_in_sight(directory: Path) -> None:
    """退回的意见，没答复以前聊天里、网页上都看得到；答复了就不再挂着。"""
    async with visited(directory) as visitor:
        stage = visitor.stage
        await stage.say(PERSON, f"进展 {CODE} 已补收4人党费，已印发制度")
        await stage.say(PERSON, f"完成 {CODE}")
        await stage.send_file(PERSON, "现场.jpg", b"\xff\xd8\xff\xe0" + bytes(99))
        await stage.say(PERSON, f"销号 {CODE}")
        await stage.say(PERSON, "确认")
        await stage.say("liangzhenbang", f"退回 {CODE} 未见双人签到表原件")
        for userid in (PERSON, LEADER):
            told = await stage.say(userid, CODE)
            assert "退回意见：未见双人签到表原件" in told
        await visitor.enter(PERSON)
        path = f"/h5/finding/{CODE}"
        assert "退回意见：未见双人签到表原件" in (await visitor.get(path))[1]
        await stage.say(PERSON, f"进展 {CODE} 签到表原件已补交")
        assert "退回意见" not in (await visitor.get(path))[1]
        assert "退回意见" not in await stage.say(PERSON, CODE)
