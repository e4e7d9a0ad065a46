"""材料的一生：收、认、审、封档。"""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from models import journal, organisation
from rules.vocabulary import Role
from tests.conftest import APP, Stage, staged

SAMPLES = Path(__file__).parent.parent / "data" / "evidence"
PERSON, OFFICE = "dengjianing", "feisiyuan"
BOTH = ("app", "robot")


def sample(name: str) -> bytes:
    """A file of the samples."""
    return (SAMPLES / name).read_bytes()


def docx(text: str, **members: str) -> bytes:
    """A small Word file with one paragraph."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        body = f"<w:document><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:document>"
        packed.writestr("word/document.xml", body)
        for name, content in members.items():
            packed.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


async def flags(stage: Stage, code: str) -> list[list[str]]:
    """The flags of a finding's files, in order."""
    shown = await stage.show(code)
    return [one["flags"] for one in shown["evidence"]]  # type: ignore[attr-defined]


async def test_same_picture_on_two_findings_is_seen_on_both(directory: Path) -> None:
    """同一张照片压缩后又交到另一项，两项的审材料人都看得到疑点和另一处。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "进展 5-005 已张贴制度")
        await stage.send_file(PERSON, "a.jpg", sample("photo_after.jpg"))
        await stage.wait(200)
        await stage.say(PERSON, "进展 5-006 已张贴制度")
        await stage.send_file(PERSON, "b.jpg", sample("photo_after_resized.jpg"))
        assert await flags(stage, "5-006") == [["near_duplicate"]]
        assert await flags(stage, "5-005") == [["near_duplicate"]]
        shown = await stage.show("5-006")
        assert shown["evidence"][0]["like"][0]["code"] == "5-005"  # type: ignore[index]


async def test_same_words_in_another_file_are_known_again(directory: Path) -> None:
    """文档另存一遍，字节变了字没变，认得出是同一份。"""
    words = "关于进一步严肃离退休支部组织生活的若干规定（试行）"
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.say(PERSON, "进展 5-005 已印发制度")
        await stage.hand(PERSON, "制度.docx", docx(words))
        again = docx(words, settings="<w:settings/>")
        await stage.hand(PERSON, "另存.docx", again)
        assert await flags(stage, "5-005") == [[], ["same_document"]]


async def test_a_file_reaches_no_app_unless_a_platform_delivers_it(
    directory: Path,
) -> None:
    """应用里发文件，平台不递来，什么也不收；哪家平台真递来了，照样收得下。"""
    content = docx("组织生活制度")
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.say(PERSON, "进展 5-005 已印发制度")
        await stage.send_file(PERSON, "制度.docx", content, "file")
        assert (await stage.show("5-005"))["evidence"] == []
        sent = stage.phone(PERSON)[-1]
        fields = {"MsgType": "file", "MediaId": sent.media_id, "FileName": sent.name}
        await stage.simulator.deliver(PERSON, fields)
        await stage.settle()
        (kept,) = (await stage.show("5-005"))["evidence"]  # type: ignore[misc]
        assert (kept["name"], kept["source"]) == ("制度.docx", "file")


async def test_same_name_again_is_a_new_version(directory: Path) -> None:
    """同名文件再交是新版本，旧版留着，凑不成两份。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.say(OFFICE, "更正 5-005 佐证要求 2份")
        await stage.say(PERSON, "进展 5-005 已印发制度")
        first, second = (
            docx("组织生活制度第一稿"),
            docx("组织生活制度第二稿，增加双人签到"),
        )
        await stage.hand(PERSON, "制度.docx", first)
        await stage.hand(PERSON, "制度.docx", second)
        shown = await stage.show("5-005")
        assert [one["version"] for one in shown["evidence"]] == [1, 2]  # type: ignore[attr-defined]
        assert "佐证材料1份" in shown["missing"]  # type: ignore[operator]


@pytest.mark.parametrize(
    "member",
    [
        {"header1": "<w:hdr><w:p><w:t>机密</w:t><w:t>★5年</w:t></w:p></w:hdr>"},
        {"footnotes": "<w:p><w:t>绝 密 ★</w:t></w:p>"},
        {
            "document2": "<w:p><w:t>文号</w:t><w:txbxContent><w:p><w:t>秘密</w:t></w:p>"
            "</w:txbxContent></w:p>"
        },
    ],
)
async def test_level_in_header_note_or_box_is_refused(
    directory: Path, member: dict[str, str]
) -> None:
    """页眉、脚注、文本框里的密级标志也认得，拒收，盘上不留。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.say(PERSON, "进展 5-005 已印发制度")
        await stage.hand(PERSON, "制度.docx", docx("正文", **member))
        assert "未收：制度.docx，" in stage.heard(PERSON, "robot")[-1]
        assert (await stage.show("5-005"))["evidence"] == []
        assert not [one for one in (directory / "evidence").rglob("*") if one.is_file()]


async def test_a_photo_that_was_cut_off_is_asked_for_again(directory: Path) -> None:
    """照片传断了半截，当场说没收、请重新发送；再发来完整的，照收。"""
    whole = sample("photo_after.jpg")
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "进展 5-005 已张贴制度")
        await stage.send_file(PERSON, "a.jpg", whole[: len(whole) // 2])
        await stage.wait(200)
        assert "可能没有传完整，请核对后重新发送" in stage.heard(PERSON)[-1]
        assert (await stage.show("5-005"))["evidence"] == []
        await stage.say(PERSON, "进展 5-005 照片重新发送，已张贴在一楼")
        await stage.send_file(PERSON, "a.jpg", whole)
        await stage.wait(200)
        assert await flags(stage, "5-005") == [[]]


@pytest.mark.parametrize("userid", [PERSON, OFFICE])
async def test_what_was_not_kept_is_said_even_where_the_rest_is_asked_about(
    directory: Path, userid: str
) -> None:
    """几份一起发来，收下的要问归哪一项，没收的也当场说清缘由，照样记流水。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        robot = stage.simulator.robot
        await robot.send_file(userid, "file", docx("组织生活制度"), "制度.docx")
        await robot.send_file(userid, "file", docx("机密★"), "名单.docx")
        await stage.arrived()
        await stage.wait(31)
        told = stage.heard(userid, "robot")[-1]
        assert "妥存" in told
        assert "未收：名单.docx，文件带有密级标志" in told
        actions = await stage.house.lane.run(
            lambda s: [entry.action for entry in journal.entries(s)]
        )
        assert actions.count("file_refused") == 1


async def test_files_are_listed_and_judged_one_by_one(directory: Path) -> None:
    """逐份看材料，审的人看得到疑点，交的人看不到；不合格的不计数，补了才过关。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "进展 5-005 已张贴制度")
        await stage.send_file(PERSON, "早.jpg", sample("photo_before.jpg"))
        seen = await stage.say(OFFICE, "佐证 5-005")
        assert seen.startswith("材料：5-005 共1份，计入1份（要求1份）")
        assert "疑点：拍摄日期早于问题反馈" in seen
        assert "疑点" not in await stage.say(PERSON, "佐证 5-005")
        unexplained = await stage.say(OFFICE, "佐证不合格 5-005 1")
        assert unexplained.startswith("请写明原因：5-005")
        wrong = await stage.say(OFFICE, "佐证不合格 5-005 7 看不清")
        assert wrong.startswith("没有文件7：5-005")
        done = await stage.say(OFFICE, "佐证不合格 5-005 1 拍摄于反馈之前")
        assert done.startswith("已审材料：5-005 文件1 不合格")
        assert any("材料退回：1项" in words for words in stage.heard(PERSON))
        shown = await stage.show("5-005")
        assert "佐证材料1份" in shown["missing"]  # type: ignore[operator]
        assert "不合格：拍摄于反馈之前" in await stage.say(OFFICE, "佐证 5-005")
        await stage.say(OFFICE, "佐证合格 5-005 文件1")
        shown = await stage.show("5-005")
        assert "佐证材料1份" not in shown["missing"]  # type: ignore[operator]


async def test_only_the_office_judges_files(directory: Path) -> None:
    """材料合不合格由巡察办定，别人说了不算。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "进展 5-005 已张贴制度")
        await stage.send_file(PERSON, "a.jpg", sample("photo_after.jpg"))
        refused = await stage.say(PERSON, "佐证不合格 5-005 1 不好")
        assert refused.startswith("不能办理：5-005")
        assert (await stage.say(PERSON, "销毁 5-005 文件1 不好")).startswith("不能办理")


async def test_reviewer_is_told_of_doubts_before_agreeing(directory: Path) -> None:
    """送核验时，疑点写在请核验的那一条里。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "进展 5-005 已建立制度并张贴")
        await stage.send_file(PERSON, "早.jpg", sample("photo_before.jpg"))
        await stage.say(PERSON, "完成 5-005")
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        await stage.say("liangzhenbang", "同意 5-005")
        assert any("疑点1处" in words for words in stage.heard(OFFICE)), stage.heard(
            OFFICE
        )


async def destroyer(stage: Stage) -> str:
    """Whoever may destroy: the office head, else anybody of the office."""
    heads = await stage.house.lane.run(
        lambda s: [one.userid for one in organisation.holders(s, [Role.OFFICE_HEAD])]
    )
    return heads[0] if heads else OFFICE


async def test_secret_that_slipped_in_is_destroyed(directory: Path) -> None:
    """混进来的涉密文件由负责人销毁：要原因、要确认，内容没了，碑还在，再传也不收。"""
    secret = docx("某处内部材料，没有标密")
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        head = await destroyer(stage)
        stage.simulator.add_member(head, "")
        await stage.say(PERSON, "进展 5-005 已整改")
        await stage.hand(PERSON, "内部.docx", secret)
        folder = directory / "evidence"
        assert len([one for one in folder.rglob("*") if one.is_file()]) == 1
        assert (await stage.say(head, "销毁 5-005 文件1")).startswith("请写明原因")
        asked = await stage.say(head, "销毁 5-005 文件1 误传涉密文件")
        assert asked.startswith("请确认销毁：5-005 文件1")
        assert (await stage.say(head, "确认")).startswith("已销毁：5-005 文件1")
        assert not [one for one in folder.rglob("*") if one.is_file()]
        (file,) = (await stage.show("5-005"))["evidence"]  # type: ignore[misc]
        assert file["destroyed_at"]
        assert "内部" not in file["name"]
        assert len(file["sha256"]) == 64
        assert "佐证材料1份" in (await stage.show("5-005"))["missing"]  # type: ignore[operator]
        await stage.hand(PERSON, "又来.docx", secret)
        assert not [one for one in folder.rglob("*") if one.is_file()]
        assert any(
            "已由巡察办负责人销毁" in words for words in stage.heard(PERSON, "robot")
        )
        entries = await stage.house.lane.run(
            lambda s: [
                row.after["reason"]
                for row in journal.entries(s)
                if row.action == "evidence_destroyed"
            ]
        )
        assert entries == ["误传涉密文件"]


async def test_reviewer_is_told_what_was_not_read(directory: Path) -> None:
    """大得比对不了的图照收，审的人看得到系统没有读完；报送的人不见疑点。"""
    stream = io.BytesIO()
    Image.new("L", (9_000, 9_000), 200).save(stream, "PNG", compress_level=1)
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.say(PERSON, "进展 5-005 已建立制度并张贴")
        await stage.hand(PERSON, "规划图.png", stream.getvalue())
        (file,) = (await stage.show("5-005"))["evidence"]  # type: ignore[misc]
        assert file["flags"] == ["unread"]
        assert "系统没有读完" in await stage.say(OFFICE, "佐证 5-005")
        assert "系统没有读完" not in await stage.say(PERSON, "佐证 5-005")
