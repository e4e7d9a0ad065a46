"""每道门一个答案：谁看得到哪一项，对话、网页、列表、表格、周报说的都一样。"""

import io
import re
from collections import defaultdict
from pathlib import Path

import openpyxl

from models import findings, organisation
from models.staffing import Staffing
from rules.vocabulary import OFFICE_ROLES, Role
from tests.conftest import APP, Stage, staged
from tests.holding import hold_one
from tests.visiting import browser, free_port

START, IMPORTED = "2026-10-12 09:00", "2026-09-14 09:00"
UNIT = "区教育局"
LENT = (("huoqiming", Role.UNIT_DISCIPLINE), ("tengfei", Role.DISTRICT_LEADER))
"""Posts that the roster of the samples does not have."""

NOT_YOURS = ("该项不在您名下", "台账里没有这个编号")
ASKED = ("{}", "查 {}的情况", "佐证 {}", "打开 {}", "为什么 {}", "{}还差什么材料")
LISTS = ("我的", "状态", "逾期", "下月到期", "红灯", "更多", "无期限", "周报")
WHOLE_UNIT = {
    Role.PRINCIPAL,
    Role.LIAISON,
    Role.UNIT_DISCIPLINE,
    Role.DISTRICT_LEADER,
    Role.TEAM,
}
NAMED = re.compile(r"(?<![\d-])5-\d{3}(?!\d)")


class Law:
    """Who may see what, written by hand from domain.md §3; knows nothing of our rules."""

    def __init__(self, session) -> None:  # type: ignore[no-untyped-def]
        self.posts: dict[str, set[tuple[Role, int]]] = defaultdict(set)
        for post, person in organisation.all_posts(session):
            self.posts[person.userid].add((Role(post.role), post.unit_id))
        rows = findings.in_open_rounds(session)
        self.units = {row.code: row.unit_id for row in rows}
        self.named = {
            row.code: {one.person.userid for one in findings.named_on(session, row.key)}
            for row in rows
        }
        self.held = {row.code for row in rows if row.delivered_on is None}
        shown = {row.unit_id: row.code for row in rows if row.code not in self.held}
        self.codes = sorted({*shown.values(), *self.held})
        """One finding of every unit, and what was not handed over."""
        everybody = [person.userid for person in organisation.everybody(session)]
        self.actors = self._two_of_each(everybody)

    def sees(self, userid: str, code: str) -> bool:
        """Say whether somebody may see a finding."""
        held = self.posts[userid]
        if any(role in {*OFFICE_ROLES, Role.LEADING_GROUP} for role, _ in held):
            return True
        return code not in self.held and (
            userid in self.named[code]
            or any((role, self.units[code]) in held for role in WHOLE_UNIT)
        )

    def _two_of_each(self, everybody: list[str]) -> list[str]:
        """Two of every role, and two of whom every finding asked about is."""
        by_role: dict[Role, list[str]] = defaultdict(list)
        for userid in everybody:
            for role in {role for role, _ in self.posts[userid]}:
                by_role[role].append(userid)
        chosen = {one for held in by_role.values() for one in held[:2]}
        chosen |= {one for code in self.codes for one in sorted(self.named[code])[:2]}
        return sorted(chosen | {userid for userid, _ in LENT})


def _lend(session) -> None:  # type: ignore[no-untyped-def]
    """Fill the posts that the samples leave out."""
    for userid, role in LENT:
        person = organisation.find_person(session, userid)
        assert person is not None
        Staffing(session).add_post(UNIT, person.key, role, "")


async def law_of(stage: Stage, directory: Path) -> Law:
    """The law over this book, the lent posts and one finding held back in it."""
    await hold_one(stage, directory)
    await stage.house.lane.run(_lend)
    return await stage.house.lane.run(Law)


async def test_the_chat_keeps_to_the_law(directory: Path) -> None:
    """随怎么问、问哪一项，答的都是同一个看得到、看不到。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        law = await law_of(stage, directory)
        for userid in law.actors:
            for code in law.codes:
                await stage.wait(seconds=20)  # nobody types so many in a moment
                for asked in ASKED:
                    said = await stage.say(userid, asked.format(code))
                    shut = any(words in said for words in NOT_YOURS)
                    assert shut is not law.sees(userid, code), (userid, asked, said)


async def test_the_page_keeps_to_the_law(directory: Path) -> None:
    """网页对每个人、每一项，开不开得了和对话一样；没有的和看不到的一样。"""
    port = free_port()
    async with staged(
        directory, START, imported=IMPORTED, port=port, doors=APP
    ) as stage:
        law = await law_of(stage, directory)
        for userid in law.actors:
            async with browser(stage, port) as visitor:
                _, page = await visitor.enter(userid)
                listed = "、".join(re.findall(r'href="/h5/finding/([^"]+)"', page))
                assert_only(law, userid, listed, "/h5/")
                for code in law.codes:
                    status, page = await visitor.get(f"/h5/finding/{code}")
                    open_ = law.sees(userid, code)
                    assert status == (200 if open_ else 404), (userid, code)
                    assert open_ or "没有这一项，或者该项不在您名下。" in page


def assert_only(law: Law, userid: str, text: str, where: str) -> None:
    """No code stands here that its reader may not see."""
    for code in NAMED.findall(text):
        assert law.sees(userid, code), (userid, where, code, text)


async def test_lists_and_tables_keep_to_the_law(directory: Path) -> None:
    """列表、周报、要来的表里，没有一项是要的人看不到的；要不到表的也没有表。"""
    async with staged(directory, START, imported=IMPORTED, doors=APP) as stage:
        law = await law_of(stage, directory)
        for userid in law.actors:
            for asked in LISTS:
                await stage.wait(seconds=5)
                assert_only(law, userid, await stage.say(userid, asked), asked)
            said = await stage.say(userid, "导出")
            sent = [one for one in stage.phone(userid) if one.kind == "file"]
            assert bool(sent) is said.startswith("正在生成表格"), said
            for one in sent:
                data = stage.simulator.media[one.media_id][0]
                assert_only(law, userid, codes_in(data), "导出")


def codes_in(table: bytes) -> str:
    """The codes of the rows of a table that was sent."""
    book = openpyxl.load_workbook(io.BytesIO(table))
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    place = header.index("序号")
    return "、".join(f"5-{int(str(row[place])):03}" for row in rows)


async def test_what_is_pushed_keeps_to_the_law(directory: Path) -> None:
    """提醒、逾期、周报一路发到年底：谁收到的每一条里的编号，都是他看得到的。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        law = await law_of(stage, directory)
        for day in ("2026-10-19", "2026-11-02", "2026-11-16", "2026-12-21"):
            await stage.go(f"{day} 08:58")
        heard = 0
        for userid in law.posts:
            for said in stage.heard(userid):
                assert_only(law, userid, said, "推送")
                heard += bool(NAMED.search(said))
        assert heard > 50
