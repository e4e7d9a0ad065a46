"""网页的规矩：安全头、表单的票、交两次只记一次、样式和脚本。"""

import hashlib
import re
from pathlib import Path

import pytest

from tests.visiting import CODE, LEADER, PERSON, sentence, visited

HERE = Path(__file__).parents[2]


async def test_policy_forbids_everything_foreign(directory: Path) -> None:
    """每个网页都带严格的安全头，不许外来的和写在页里的脚本样式。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        for path in ("/h5/", f"/h5/finding/{CODE}", "/h5/nowhere"):
            async with visitor.client.get(visitor.base + path) as answer:
                policy = answer.headers["Content-Security-Policy"]
                page = await answer.text()
            assert "default-src 'self'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script>|//[a-z]", page)


async def test_everything_shown_is_escaped(directory: Path) -> None:
    """进展里写了网页代码，原样显示，不会执行。"""
    async with visited(directory) as visitor:
        await visitor.stage.say(PERSON, f"进展 {CODE} 已补收<script>alert(1)</script>")
        _, page = await visitor.enter(PERSON, f"/h5/finding/{CODE}")
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page


async def test_report_is_answered_like_in_chat(directory: Path) -> None:
    """网页报的进展和对话里报的一样记，答复就在页上，对话里不再推。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        await visitor.stage.settle()
        before = len(visitor.stage.heard(PERSON))
        status, page = await visitor.report("已补收4人党费，凭证已入账")
        assert status == 200
        assert f"已记入：{CODE}" in page
        shown = await visitor.stage.show(CODE)
        assert [row["text"] for row in shown["progress"]] == [  # type: ignore[attr-defined]
            "已补收4人党费，凭证已入账"
        ]
        await visitor.stage.wait(seconds=60)
        assert len(visitor.stage.heard(PERSON)) == before


async def test_lost_answer_is_pushed_into_the_chat(directory: Path) -> None:
    """交上了却没看到答复的，半分钟后答复发到对话里。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        _, page = await visitor.get(f"/h5/finding/{CODE}")
        fields = dict(re.findall(r'name="(csrf|once)" value="([^"]*)"', page))
        url = f"{visitor.base}/h5/finding/{CODE}/progress"
        data = {**fields, "text": "已补收党费"}
        async with visitor.client.post(url, data=data, allow_redirects=False) as answer:
            assert answer.status == 303
        await visitor.stage.wait(seconds=31)
        told = visitor.stage.heard(PERSON)
        assert sum(one.startswith(f"已记入：{CODE}") for one in told) == 1


async def test_sent_again_while_its_answer_is_pushed(directory: Path) -> None:
    """答复正往对话里补发，表单又交了一次：照样看到答复，不报错。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        once = "0123456789abcdef0123456789abcdef"
        _, page = await visitor.get(f"/h5/finding/{CODE}")
        (csrf,) = re.findall(r'name="csrf" value="([^"]*)"', page)[:1]
        data = {"csrf": csrf, "once": once, "text": "已补收党费"}
        url = f"{visitor.base}/h5/finding/{CODE}/progress"
        async with visitor.client.post(url, data=data, allow_redirects=False) as answer:
            assert answer.status == 303
        visitor.stage.simulator.is_away = True
        visitor.stage.simulator.tokens.clear()
        await visitor.stage.wait(seconds=31)
        async with visitor.client.post(url, data=data) as answer:
            assert answer.status == 200
            assert f"已记入：{CODE}" in await answer.text()


async def test_double_submit_counts_once(directory: Path) -> None:
    """同一张表单交两次，只记一条，两次看到同一个答复。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        once = "0123456789abcdef0123456789abcdef"
        first = await visitor.report("已补收4人党费", once=once)
        second = await visitor.report("已补收4人党费", once=once)
        assert first[0] == second[0] == 200
        assert f"已记入：{CODE}" in second[1]
        assert len((await visitor.stage.show(CODE))["progress"]) == 1  # type: ignore[arg-type]


async def test_words_that_are_commands_elsewhere_are_a_report(directory: Path) -> None:
    """进展栏里写什么都是进展，不会当成撤销、延期或别的编号。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        for text in ("撤销", "5-006 已完成", "延期到12月31日", "1完成 2正在办"):
            await visitor.report(text)
        shown = await visitor.stage.show(CODE)
        assert [row["text"] for row in shown["progress"]] == [  # type: ignore[attr-defined]
            "撤销",
            "5-006 已完成",
            "延期到12月31日",
            "1完成 2正在办",
        ]
        assert (await visitor.stage.show("5-006"))["progress"] == []


async def test_form_without_its_token_is_refused(directory: Path) -> None:
    """表单的票不对、没有，或者是别的表单的，都不记。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        upload = await visitor.token()
        for wrong in ("", "x", upload):
            status, page = await visitor.report("不该记的", csrf=wrong)
            assert status == 403
            assert "没有写入任何内容" in sentence(page)
        status, _ = await visitor.report("不该记的", once="short")
        assert status == 403
        assert (await visitor.stage.show(CODE))["progress"] == []


async def test_who_may_not_report_is_told(directory: Path) -> None:
    """责任领导不能替人报进展，页上说清楚，什么也不记。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        await visitor.get(f"/h5/finding/{CODE}")
        await visitor.enter(LEADER)
        status, _ = await visitor.report("替人报")
        assert status == 403
        assert (await visitor.stage.show(CODE))["progress"] == []


async def test_empty_report_is_taught(directory: Path) -> None:
    """空的进展不记，告诉怎么写。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        status, page = await visitor.report("   ")
        assert status == 200
        assert f"请写明原因：{CODE}" in page


async def test_codes_are_found_as_people_type_them(directory: Path) -> None:
    """按编号打开，全角、少写零都认；不像编号的给一句话。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        for typed in ("5-5", "５－００５", "5轮5号"):
            status, page = await visitor.get("/h5/open", params={"code": typed})
            assert (status, CODE in page) == (200, True)
        status, page = await visitor.get("/h5/open", params={"code": "那一项"})
        assert (status, sentence(page)) == (404, "请写编号，例如 5-023。")


async def test_files_of_the_pages(directory: Path) -> None:
    """样式和脚本类型正确，带版本的可以久存，没有的就是没有。"""
    async with visited(directory) as visitor:
        _, page = await visitor.enter(PERSON)
        found = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
        assert len(found) == 3
        for path in found:
            async with visitor.client.get(visitor.base + path) as answer:
                assert answer.status == 200
                assert "immutable" in answer.headers["Cache-Control"]
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
        async with visitor.client.get(visitor.base + "/static/h5.js") as answer:
            assert answer.content_type == "text/javascript"
            assert answer.headers["Cache-Control"] == "no-cache"
        for missing in ("/static/none.css", "/static/../render.py"):
            assert (await visitor.get(missing))[0] == 404


async def test_vendored_files_are_what_they_say(directory: Path) -> None:
    """捆带的样式和清单上的校验值一致，许可证在旁边，不引用外面的地址。"""
    folder = HERE / "templates" / "static" / "vendor"
    listed = dict(
        line.split("  ")[::-1]
        for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert set(listed) == {"weui.min.css", "weui.LICENSE.txt"}
    style = (folder / "weui.min.css").read_text("utf-8")
    assert not re.search(r"url\(\"?(?:https?:)?//", style)


async def test_cards_carry_the_page(directory: Path) -> None:
    """提醒卡片点开就是这一项的网页。"""
    async with visited(directory) as visitor:
        await visitor.stage.settle()
        await visitor.stage.go("2026-10-16 08:50")
        cards = [
            bubble.card
            for userid in visitor.stage.simulator.phones.members
            for bubble in visitor.stage.phone(userid)
            if bubble.card
        ]
        assert cards
        for card in cards:
            code = card["main_title"]["desc"].split(" ")[0]
            assert card["card_action"] == {
                "type": 1,
                "url": f"{visitor.base}/h5/finding/{code}",
            }


async def test_what_is_no_form_is_refused_in_words(directory: Path) -> None:
    """不像表单的、编码乱写的、压坏的、太大的，各得一句话，什么也不记。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        path, cookies = f"/h5/finding/{CODE}/progress", visitor.cookies()
        plain = b"Content-Type: application/x-www-form-urlencoded"
        odd = [
            (403, b"csrf=\xff\xfe", plain),
            (403, b"csrf=a", plain + b"; charset=nonsense"),
            (403, b"csrf=\\ud800", plain + b"; charset=unicode_escape"),
            (403, b"a=b&" * 1000, plain),
            (403, b"--a\r\nnonsense", b"Content-Type: multipart/form-data; boundary=a"),
            (400, b"csrf=a", b"Content-Encoding: gzip"),
            (413, b"text=" + b"a" * 3_000_000, plain),
        ]
        for wanted, body, header in odd:
            status, page = await visitor.raw("POST", path, cookies, header, body=body)
            assert (status, "没有写入任何内容" in sentence(page)) == (wanted, True)
        assert (await visitor.stage.show(CODE))["progress"] == []


async def test_a_report_too_long_is_not_cut(directory: Path) -> None:
    """超过两千字的进展不悄悄截断，说清楚，什么也不记；正好两千字照记。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        status, page = await visitor.report("已补收党费" * 400 + "。")
        assert (status, sentence(page)) == (
            413,
            "进展超过2000字，没有写入任何内容，请返回上一页，分几次提交。",
        )
        await visitor.report("已补收\r\n党" * 400)
        shown = await visitor.stage.show(CODE)
        assert [len(row["text"]) for row in shown["progress"]] == [2000]  # type: ignore[attr-defined]


async def test_a_report_loses_what_no_database_keeps(directory: Path) -> None:
    """进展里混进的零字节和控制符不进库，字一个不少。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        await visitor.report("已补收\x00党费\x1b4人")
        shown = await visitor.stage.show(CODE)
        assert [row["text"] for row in shown["progress"]] == ["已补收党费4人"]  # type: ignore[attr-defined]


async def test_no_such_page_or_way(directory: Path) -> None:
    """没有的地址、不对的方法，都只说一句没有这个网页。"""
    async with visited(directory) as visitor:
        for method, path in (
            ("POST", "/h5/finding/..%2F..%2F/progress"),
            ("DELETE", f"/h5/finding/{CODE}"),
            ("OPTIONS", "/h5/"),
            ("POST", "/h5/uploads/x"),
            ("GET", f"/h5/finding/{CODE}/progress"),
        ):
            status, page = await visitor.raw(method, path)
            assert (status, sentence(page)) == (
                404,
                "没有这个网页，请从消息里重新打开。",
            )


async def test_the_log_holds_no_bytes_of_what_is_no_http(
    directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """不成样子的请求，日志只记来过一次，里头的票和字一个不记。"""
    async with visited(directory) as visitor:
        for broken in (b"Cookie: secret\x00", b"secret", b"X-A: " + b"secret" * 2000):
            status, _ = await visitor.raw("GET", "/h5/", broken)
            assert status == 400
        squeezed = b"Content-Encoding: deflate"
        await visitor.raw("POST", "/h5/", squeezed, body=b"secret")
        written = [one.getMessage() for one in caplog.records]
        assert "request_unreadable error=LineTooLong" in written
        assert "secret" not in caplog.text
        assert "Traceback" not in caplog.text
