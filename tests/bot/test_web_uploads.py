"""传材料：断了接着传，交两次只记一次，收没收当场说。"""

import asyncio
from pathlib import Path

from yarl import URL

from bot.uploads import MOST_WAITING
from tests.visiting import CODE, LEADER, PERSON, Visitor, visited

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


async def kept(visitor: Visitor) -> list[str]:
    """The names of what lies under the finding."""
    shown = await visitor.stage.show(CODE)
    return [row["name"] for row in shown["evidence"]]  # type: ignore[attr-defined]


async def test_file_in_pieces(directory: Path) -> None:
    """一份文件分三段传来，最后一段就答收了，归在这一项。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        token = await visitor.token()
        _, start = await visitor.announce("签到表.png", PICTURE, token)
        assert start["offset"] == 0
        ticket = start["ticket"]
        assert await visitor.patch(ticket, 0, PICTURE[:100], token) == (
            200,
            {"offset": 100},
        )
        assert await visitor.head(ticket, token) == (200, "100")
        await visitor.patch(ticket, 100, PICTURE[100:5000], token)
        status, last = await visitor.patch(ticket, 5000, PICTURE[5000:], token)
        assert (status, last["state"], last["words"]) == (
            200,
            "kept",
            f"已收，归入{CODE}。",
        )
        assert await kept(visitor) == ["签到表.png"]
        folder = Path(visitor.stage.house.settings.files.directory) / ".uploads"
        assert [path for path in folder.rglob("*") if path.is_file()] == []


async def test_a_break_costs_nothing(directory: Path) -> None:
    """传到一半断了，重新报一次同一份文件，从断的地方接着传。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        token = await visitor.token()
        _, start = await visitor.announce("大图.png", PICTURE, token)
        await half(visitor, str(start["ticket"]), token)
        _, again = await visitor.announce("大图.png", PICTURE, token)
        assert (again["ticket"], again["offset"]) == (start["ticket"], 3000)
        _, last = await visitor.patch(again["ticket"], 3000, PICTURE[3000:], token)
        assert last["state"] == "kept"


async def half(visitor: Visitor, ticket: str, token: str) -> None:
    """Send the head of a piece and cut the connection; wait until it has arrived."""
    host, port = visitor.base.removeprefix("http://").split(":")
    cookies = visitor.client.cookie_jar.filter_cookies(URL(visitor.base + "/h5/"))
    jar = "; ".join(f"{name}={one.value}" for name, one in cookies.items())
    _, writer = await asyncio.open_connection(host, int(port))
    head = (
        f"PATCH /h5/uploads/{ticket} HTTP/1.1\r\nHost: {host}\r\nCookie: {jar}\r\n"
        f"X-CSRF-Token: {token}\r\nUpload-Offset: 0\r\n"
        f"Content-Length: {len(PICTURE)}\r\n\r\n"
    )
    writer.write(head.encode() + PICTURE[:3000])
    await writer.drain()
    while await visitor.head(ticket, token) != (200, "3000"):
        pass
    writer.close()
    await writer.wait_closed()


async def test_piece_in_the_wrong_place(directory: Path) -> None:
    """接错了地方的一段不要，告诉该从哪里接；重发的一段不会写两次。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        token = await visitor.token()
        _, start = await visitor.announce("图.png", PICTURE, token)
        ticket = start["ticket"]
        await visitor.patch(ticket, 0, PICTURE[:100], token)
        for offset in (0, 50, 200):
            assert await visitor.patch(ticket, offset, PICTURE[:100], token) == (
                409,
                {"offset": 100},
            )
        too_much = PICTURE[100:] + b"more"
        status, _ = await visitor.patch(ticket, 100, too_much, token)
        assert status == 409


async def test_same_file_twice_is_one_file(directory: Path) -> None:
    """同一份文件再传，不用传就知道收过，只记一份。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        assert (await visitor.upload("图.png", PICTURE))["state"] == "kept"
        again = await visitor.upload("换个名字.png", PICTURE)
        assert (again["state"], again["words"]) == (
            "known",
            "这份材料已经收过，不重复存。",
        )
        assert await kept(visitor) == ["图.png"]


async def test_lost_last_answer(directory: Path) -> None:
    """最后一段传到了、答复丢了，再传一遍最后一段也只记一份。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        token = await visitor.token()
        _, start = await visitor.announce("图.png", PICTURE, token)
        await visitor.patch(start["ticket"], 0, PICTURE, token)
        status, answer = await visitor.patch(start["ticket"], 0, PICTURE, token)
        assert (status, answer["state"]) == (200, "known")
        assert await kept(visitor) == ["图.png"]


async def test_refused_with_the_reason(directory: Path) -> None:
    """不该收的当场说为什么，不留内容，台账记一笔；再传还是这句话。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        verdicts = {
            "程序.exe": b"MZ" + bytes(300),
            "通知.txt": "机密★\n内容".encode(),
            "空的.txt": b"",
        }
        for name, data in verdicts.items():
            first = await visitor.upload(name, data)
            assert first["state"] == "refused"
            assert (await visitor.upload(name, data))["words"] == first["words"]
        assert await kept(visitor) == []


async def test_too_large_is_said_before_sending(directory: Path) -> None:
    """太大的文件，还没传就说。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        token = await visitor.token()
        size = 20 * 1024 * 1024 + 1
        _, answer = await visitor.announce("大.png", b"x", token, size=size)
        assert answer["words"] == "文件超过20MB，请压缩或分开发送。"


async def test_damaged_on_the_way(directory: Path) -> None:
    """内容和事先说的校验值对不上，不收，请重传。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        token = await visitor.token()
        _, start = await visitor.announce("图.png", PICTURE, token)
        damaged = PICTURE[:-1] + b"?"
        status, answer = await visitor.patch(start["ticket"], 0, damaged, token)
        assert (status, answer["words"]) == (
            422,
            "文件在路上坏了，请重试，会从头再传。",
        )
        assert await visitor.head(start["ticket"], token) == (200, "0")


async def test_without_a_fingerprint(directory: Path) -> None:
    """浏览器算不出校验值的，凭名字和大小接着传，内容相同仍只记一份。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        token = await visitor.token()
        for state in ("kept", "known"):
            _, start = await visitor.announce(
                "图.png", PICTURE, token, sha256="", mark="1"
            )
            _, last = await visitor.patch(start["ticket"], 0, PICTURE, token)
            assert last["state"] == state
        assert await kept(visitor) == ["图.png"]


async def test_uploads_need_their_token(directory: Path) -> None:
    """没有票、别人的票、读不懂的话，都进不来。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        token = await visitor.token()
        assert (await visitor.announce("图.png", PICTURE, "x"))[0] == 403
        assert (await visitor.announce("图.png", PICTURE, token, size="x"))[0] == 400
        assert (await visitor.announce("图.png", PICTURE, token, sha256="x"))[0] == 400
        _, start = await visitor.announce("图.png", PICTURE, token)
        assert (await visitor.patch(start["ticket"], 0, PICTURE, "x"))[0] == 403
        assert (await visitor.patch("forged.ticket", 0, PICTURE, token))[0] == 403
        visitor.client.cookie_jar.clear()
        status, answer = await visitor.patch(start["ticket"], 0, PICTURE, token)
        assert status == 401
        assert "登录已过期" in str(answer["words"])
        assert await kept(visitor) == []


async def test_who_may_not_attach_is_told(directory: Path) -> None:
    """责任领导的表单里没有票，硬要传也不收。"""
    async with visited(directory) as visitor:
        await visitor.enter(LEADER)
        assert await visitor.token() == ""
        assert (await visitor.announce("图.png", PICTURE, ""))[0] == 403


async def test_names_are_only_names(directory: Path) -> None:
    """文件名里的路径、怪字符、倒写的后缀不起作用；过长的留头留尾。"""
    names = {
        "../../a\x00b/图.png": ".._.._a_b_图.png",
        "报告\u202egnp.exe": "报告_gnp.exe",
        "半个\ud800.png": "半个_.png",
        "长" * 5000 + ".png": "长" * 234 + "…" + "长" * 16 + ".png",
    }
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        for number, name in enumerate(names):
            await visitor.upload(name, PICTURE + bytes([number]) * 100)
        assert await kept(visitor) == list(names.values())


async def test_half_files_are_limited_and_forgotten(directory: Path) -> None:
    """没传完的太多先请传完；放了两天的自动清掉。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        token = await visitor.token()
        for number in range(MOST_WAITING):
            data = PICTURE + str(number).encode()
            _, start = await visitor.announce(f"{number}.png", data, token)
            await visitor.patch(start["ticket"], 0, data[:10], token)
        status, answer = await visitor.announce("又一份.png", PICTURE, token)
        assert status == 429
        assert "没传完的文件太多" in str(answer["words"])
        await visitor.stage.wait(seconds=2 * 24 * 3600 + 1)
        await visitor.enter(PERSON)
        token = await visitor.token()
        assert (await visitor.announce("又一份.png", PICTURE, token))[0] == 200


async def test_page_files_are_not_asked_about_in_chat(directory: Path) -> None:
    """网页上传的材料，页上已经答了，对话里不再发一遍；十分钟内可以撤销。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        await visitor.stage.settle()
        before = len(visitor.stage.heard(PERSON))
        await visitor.upload("图.png", PICTURE)
        await visitor.stage.wait(seconds=60)
        assert len(visitor.stage.heard(PERSON)) == before
        assert "已撤销" in await visitor.stage.say(PERSON, "撤销")
        assert await kept(visitor) == []
        assert (await visitor.upload("图.png", PICTURE))["state"] == "kept"
