"""答问：读回之后说的话，是确认、是改口、是不提了，还是别的事，分得清；不猜，不误记。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged

PERSON, LEADER, OFFICE = "dengjianing", "suxiaotong", "kuangming"
ASKED = "延期 5-006 到11月30日 因招标流程未完"


@pytest.mark.parametrize("words", ["不对", "不确认", "先不延了", "不提了"])
async def test_no_is_no_report_and_hands_nothing_in(
    directory: Path, words: str
) -> None:
    """读回之后说不，申请不提交，这句话也不记成进展。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, ASKED)
        assert (await stage.say(PERSON, words)).startswith("已取消")
        shown = await stage.show("5-006")
        assert (shown["extensions"], shown["progress"]) == ([], [])


@pytest.mark.parametrize("words", ["好的", "收到", "对"])
async def test_yes_in_other_words_is_told_what_is_missing(
    directory: Path, words: str
) -> None:
    """“好的”不等于确认：说清还没提交，再说确认才提交。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, ASKED)
        assert (await stage.say(PERSON, words)).startswith("尚未提交：5-006")
        assert (await stage.show("5-006"))["extensions"] == []
        assert (await stage.say(PERSON, "确认提交")).startswith("已提交延期申请")


async def test_another_day_is_read_back_anew(directory: Path) -> None:
    """读回之后改了日子，按新的日子再读回，确认的是新日子。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, ASKED)
        again = await stage.say(PERSON, "不对，是12月10日")
        assert again.startswith("请确认：5-006")
        assert "12月10日" in again
        await stage.say(PERSON, "确认")
        (asked,) = (await stage.show("5-006"))["extensions"]  # type: ignore[misc]
        assert asked["new_due_on"] == "2026-12-10"


async def test_a_later_day_within_the_reason_is_read_back(directory: Path) -> None:
    """理由里提到更晚的日子，先读回，不按原来的日子直接提交；更早的日子照样提交。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "能不能把5-006延到11月底")
        back = await stage.say(PERSON, "组织部没批，12月10号比较稳妥")
        assert back.startswith("请确认：5-006 申请延期")
        assert "申请延到：11月30日（周一）。" in back
        assert (await stage.show("5-006"))["extensions"] == []
        await stage.say(PERSON, "取消")
        await stage.say(PERSON, "能不能把5-006延到11月底")
        handed = await stage.say(PERSON, "9月20日组织部才开会研究")
        assert handed.startswith("已提交延期申请")


@pytest.mark.parametrize(
    "words", ["12月25号吧 组织部批复慢", "还是到12月25日，因组织部批复慢"]
)
async def test_a_day_beside_the_reason_is_the_day(directory: Path, words: str) -> None:
    """问的是原因，答话里另说了日子，按新的日子读回，不按旧的日子提交。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "能不能把5-006延到年底")
        back = await stage.say(PERSON, words)
        assert back.startswith("请确认：5-006 申请延期")
        assert "申请延到：12月25日（周五）。" in back
        assert "原因：组织部批复慢" in back
        assert (await stage.show("5-006"))["extensions"] == []
        assert "延到12月25日" in await stage.say(PERSON, "确认")


async def test_a_day_before_the_limit_is_part_of_the_reason(directory: Path) -> None:
    """理由里先说了期限以前的日子，是理由，不当成另要的期限。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "能不能把5-006延到年底")
        handed = await stage.say(PERSON, "9月20日因组织部出差没开成会")
        assert handed.startswith("已提交延期申请：5-006"), handed
        (asked,) = (await stage.show("5-006"))["extensions"]  # type: ignore[misc]
        assert asked["new_due_on"] == "2026-12-31"


@pytest.mark.parametrize("words", ["不催了", "先不销了"])
async def test_what_else_is_dropped_cancels_nothing(
    directory: Path, words: str
) -> None:
    """读回的是延期，说“不催了”“先不销了”，延期还等着确认。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "延期 5-006 到12月31日 因批复慢")
        assert (await stage.say(PERSON, words)).startswith("尚未提交：5-006")
        assert "延到12月31日" in await stage.say(PERSON, "确认")


@pytest.mark.parametrize("words", ["等等", "没有原因", "不提了"])
async def test_what_is_no_reason_hands_nothing_in(directory: Path, words: str) -> None:
    """问着原因，客套话、没有、不提了都不当成原因提交上去。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "延期 5-006 到11月30日")
        await stage.say(PERSON, words)
        assert (await stage.show("5-006"))["extensions"] == []


async def test_a_date_with_its_reason_answers_which_date(directory: Path) -> None:
    """问延到哪天，答日期带理由，读回这一天，不记成进展。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "延期 5-006")
        back = await stage.say(PERSON, "11月30日 招标流程未完")
        assert "申请延到：11月30日" in back
        assert "原因：招标流程未完" in back
        assert (await stage.show("5-006"))["progress"] == []


async def test_another_command_with_days_is_no_answer(directory: Path) -> None:
    """问着延到哪天，说的是代办，就办代办，不把代办的日子当成延期的日子。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "延期 5-006")
        said = await stage.say(PERSON, "代办 石海涛 12月10日至15日")
        assert said.startswith("已安排代办：石海涛")
        later = await stage.say(PERSON, "延期到11月30日 因招标流程未完")
        assert "申请延到：11月30日" in later


async def test_a_day_that_the_next_year_has_not_is_asked(directory: Path) -> None:
    """延期到2月29日，来年没有这一天，不替人定成2028年，说清了再问。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        asked = await stage.say(PERSON, "延期 5-006 到2月29日 因招标流程未完")
        assert "2027年没有2月29日" in asked
        assert "1. 2027年2月28日（周日）" in asked
        back = await stage.say(PERSON, "1")
        assert "申请延到：2027年2月28日" in back
        assert (await stage.show("5-006"))["extensions"] == []


async def test_several_numbers_choose_several(directory: Path) -> None:
    """问是哪一项，答“1和3”，两项都记上原话，一项不漏。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        asked = await stage.say(PERSON, "已召开专题会研究，形成纪要1份")
        lines = asked.splitlines()
        chosen = [line.split()[1] for line in lines if line[:2] in ("1.", "3.")]
        await stage.say(PERSON, "1和3")
        for code in chosen:
            (report,) = (await stage.show(code))["progress"]  # type: ignore[misc]
            assert report["text"] == "已召开专题会研究，形成纪要1份"


async def test_a_pointed_code_answers_and_a_number_means_the_choices(
    directory: Path,
) -> None:
    """答“5-006那个”记的是原话；答“2完成”说的是刚列出的第2项，不是2号问题。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        asked = await stage.say(PERSON, "已召开专题会研究，形成纪要1份")
        kept = await stage.say(PERSON, "5-006那个")
        assert kept.startswith("已记入：5-006")
        assert "形成纪要" in kept
        second = next(line for line in asked.splitlines() if line.startswith("2."))
        done = await stage.say(PERSON, "2完成")
        assert done.startswith(f"已记入：{second.split()[1]} 报告完成")


async def test_a_receipt_of_a_quoted_list_is_one_receipt(directory: Path) -> None:
    """引用整条提醒说收到，就是收到了，不再追问是哪一项。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        quote = "巡察整改提醒：2项\n1. 5-005 离退休\n2. 5-006 轮岗"
        said = await stage.say(PERSON, "收到", quote=quote)
        assert said.startswith("好的。签收不算进展")


async def test_a_question_about_ones_own_is_answered(directory: Path) -> None:
    """问“什么时候到期”“还缺什么”，列出自己的事项，不记成进展。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        listed = await stage.say(PERSON, "什么时候到期")
        assert "5-005" in listed
        assert "5-006" in listed
        await stage.say(PERSON, "2还缺什么")
        for code in await stage.codes():
            assert (await stage.show(code))["progress"] == []


async def test_who_may_not_report_is_told_what_to_say(directory: Path) -> None:
    """责任领导的话问记成哪一种答复，巡察办说的告诉他这一项能怎么说。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        leader = await stage.say(LEADER, "5-006已开会部署，月底前补齐")
        assert leader.startswith("请确认怎样记：5-006")
        assert "2. 已督促" in leader
        office = await stage.say(OFFICE, "先别催5-006")
        assert "催 5-006" in office


async def test_workdays_are_counted_from_today_where_that_is_later(
    directory: Path,
) -> None:
    """延10个工作日的从今天数；从今天数还不到原期限的，从原期限数，读回写明。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        said = await stage.say(PERSON, "延期 5-006 10个工作日 因招标流程未完")
        assert "申请延到：10月29日（周四）（“10个工作日”从原期限算起）。" in said
        await stage.say(PERSON, "取消")
        await stage.go("2026-10-13 09:00")
        said = await stage.say(PERSON, "延期 5-006 10个工作日 因招标流程未完")
        assert "申请延到：10月27日（周二）（“10个工作日”从今天算起）。" in said


async def test_a_day_from_today_that_is_too_early_is_explained(
    directory: Path,
) -> None:
    """说延到两周后而从今天算还不到原期限，说清是怎么算的。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        said = await stage.say(PERSON, "延期 5-006 到两周后 因招标流程未完")
        assert "您说的“两周后”从今天算起到9月28日" in said


@pytest.mark.parametrize(
    ("words", "day", "span"),
    [
        ("延期 5-006 两个月 因招标未完", "12月15日（周二）", "两个月"),
        ("申请延期半个月 5-006 因招标未完", "10月30日（周五）", "半个月"),
        ("5-006延期10天，招标未完", "10月25日（周日）", "10天"),
        ("5-006延两周，招标未完", "10月29日（周四）", "两周"),
        ("5-006延期15日，招标未完", "10月30日（周五）", "15日"),
        ("再给5-006一个月，招标未完", "11月15日（周日）", "一个月"),
    ],
)
async def test_how_much_longer_is_counted_from_the_limit(
    stage: Stage, words: str, day: str, span: str
) -> None:
    """说延多久而不说到哪天的，从原期限往后数，读回到哪天、周几、从哪天算起；确认了就按那天。"""
    said = await stage.say(PERSON, words)
    assert f"申请延到：{day}（“{span}”从原期限算起）。" in said
    done = await stage.say(PERSON, "确认")
    assert day in done


async def test_a_day_from_today_stays_one(stage: Stage) -> None:
    """说延到几周以后的，从今天数；写了哪天的就是哪天。"""
    said = await stage.say(PERSON, "延期 5-006 到两个月后 因招标未完")
    assert "申请延到：11月14日（周六）（“两个月后”从今天算起）。" in said
    said = await stage.say(PERSON, "延期 5-006 到11月14日 因招标流程未完")
    assert "申请延到：11月14日（周六）。" in said


async def test_how_much_longer_may_be_the_answer(stage: Stage) -> None:
    """问延到哪天，答“半个月”的，也从原期限往后数。"""
    await stage.say(PERSON, "延期 5-006 因招标未完")
    assert "申请延到：10月30日（周五）" in await stage.say(PERSON, "半个月")


async def test_numbered_paragraphs_about_the_only_finding_are_one_report(
    directory: Path,
) -> None:
    """名下只有一项，进展分了1、2、3点，整段记在这一项，一点不丢。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        for code in ("5-002", "5-005"):
            await stage.say(OFFICE, f"改派 {code} 邓佳宁给石海涛")
        await stage.wait(seconds=2 * 86400)
        words = "1.补收4人党费 2.剩1人住院 3.下周去医院收"
        await stage.say(PERSON, words)
        (report,) = (await stage.show("5-006"))["progress"]  # type: ignore[misc]
        assert report["text"] == words


async def test_nothing_is_cancelled_where_nothing_waits(directory: Path) -> None:
    """没有等着确认的事，说“取消”不答已取消。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        assert (await stage.say(PERSON, "取消")).startswith("现在没有等您确认的事")
        await stage.say(PERSON, "延期 5-006 到11月30日 因招标流程未完")
        assert (await stage.say(PERSON, "取消")).startswith("已取消")
