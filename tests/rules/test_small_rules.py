"""关口、数、灯、工作时间、发送决定：小而要紧的规矩。"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules import deadlines, figures, gates
from rules.calendar.hours import WorkingHours
from rules.calendar.slots import Timetable
from rules.calendar.workdays import statutory_calendar
from rules.deadlines import Due, read_due
from rules.errors import Misconfigured, Refusal
from rules.figures import FindingFigures
from rules.gates import AcceptFacts, SubmitFacts
from rules.post import delivery
from rules.post.outcomes import NotSent, Rejected, Uncertain
from rules.vocabulary import Clock, Light, Status
from rules.writing.text import split_bytes

CALENDAR = statutory_calendar()
ZONE = ZoneInfo("Asia/Shanghai")
HOURS = WorkingHours(ZONE)
TABLE = Timetable(ZONE)


def test_submit_gate_names_everything_missing() -> None:
    """申请销号缺什么，一句话全说出来。"""
    facts = SubmitFacts(0, 0, 2, ((1, "甲", True), (2, "乙", False)), open_return=True)
    assert gates.submit_missing(facts) == [
        "实质进展说明",
        "佐证材料2份",
        "第2条措施的完成标记",
        "退回意见的补充说明",
    ]
    full = SubmitFacts(1, 2, 2, ((1, "甲", True),), open_return=False)
    assert gates.submit_missing(full) == []


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"endorsed": False}, "主要负责人签字"),
        ({"rejected_unreplaced": 1}, "被退回的材料1份未替换"),
        ({"sampled": True}, "回访到位的记录（在抽查之列）"),
        ({"returned_before": True}, "回访到位的记录（曾被退回）"),
        ({"dissatisfied": True}, "群众不满意的处理结果"),
    ],
)
def test_accept_gate(changed: dict[str, object], word: str) -> None:
    """核验的每道关口各自把得住。"""
    good = {
        "endorsed": True,
        "rejected_unreplaced": 0,
        "sampled": False,
        "returned_before": False,
        "visit_passed": False,
        "dissatisfied": False,
    }
    assert gates.accept_missing(AcceptFacts(**good)) == []  # type: ignore[arg-type]
    assert gates.accept_missing(AcceptFacts(**{**good, **changed})) == [word]  # type: ignore[arg-type]


def test_extension_on_the_due_day_is_in_time() -> None:
    """到期当天提出延期算按时，第二天就不受理。"""
    due, new = date(2026, 10, 16), date(2026, 11, 30)
    arguments = {"code": "5-005", "due_on": due, "new_due_on": new}
    arguments |= {"clock": Clock.DATED}
    gates.extension_allowed(asked_on=due, **arguments)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="after_due"):
        gates.extension_allowed(asked_on=date(2026, 10, 17), **arguments)  # type: ignore[arg-type]


def test_defer_needs_cause_date_and_document() -> None:
    """转长期要有三类原因之一、六个月内的复核日期和文件。"""
    today, review = date(2026, 10, 16), date(2027, 3, 31)
    text = "历史遗留 2027年3月31日复核 领导小组会议纪要第3期"
    cause, _ = gates.defer_allowed(
        code="5-005", text=text, review_on=review, today=today
    )
    assert cause == "历史遗留"
    for bad in (
        ("人手不足 会议纪要", review),
        (text, date(2027, 12, 31)),
        ("历史遗留", review),
    ):
        with pytest.raises(Refusal, match="defer_cause"):
            gates.defer_allowed(
                code="5-005", text=bad[0], review_on=bad[1], today=today
            )


def figure(status: Status, **more: object) -> FindingFigures:
    """One finding as the rates see it."""
    facts: dict[str, object] = {
        "code": "5-001",
        "clock": Clock.DATED,
        "due_on": date(2026, 10, 16),
        "endorsed_on": date(2026, 10, 15),
        "closed_on": None,
        "returned": False,
        "overdue_days": 0,
        "light": None,
    }
    return FindingFigures(status=status, **{**facts, **more})  # type: ignore[arg-type]


def test_published_example_of_the_rate() -> None:
    """销号率照公布的例子算：697项销号688项，基本完成的、没完成的不算，是98.7%。"""
    rows = [
        *[figure(Status.CLOSED)] * 688,
        *[figure(Status.LONG_TERM)] * 4,
        *[figure(Status.RECTIFYING)] * 5,
    ]
    assert figures.rates(rows)[0].text == "98.7%（688/697）"


def test_rates_with_their_denominators() -> None:
    """销号率不算核减的，按期销号只算有期限、按时签字、没被退回的。"""
    rows = [
        figure(Status.CLOSED),
        figure(Status.CLOSED, endorsed_on=date(2026, 10, 20)),
        figure(Status.CLOSED, returned=True),
        figure(Status.RECTIFYING),
        figure(Status.WITHDRAWN),
    ]
    closing, timely, _ = figures.rates(rows)
    assert (closing.numerator, closing.denominator) == (3, 4)
    assert (timely.numerator, timely.denominator) == (1, 3)


@pytest.mark.parametrize(
    ("status", "clock", "due", "review", "expected"),
    [
        (Status.CLOSED, Clock.DATED, "2026-10-01", None, Light.BLUE),
        (Status.WITHDRAWN, Clock.DATED, "2026-10-01", None, None),
        (Status.RECTIFYING, Clock.DATED, "2026-10-15", None, Light.RED),
        (Status.RECTIFYING, Clock.DATED, "2026-10-16", None, Light.YELLOW),
        (Status.RECTIFYING, Clock.DATED, "2026-10-30", None, Light.YELLOW),
        (Status.RECTIFYING, Clock.DATED, "2026-11-02", None, Light.GREEN),
        (Status.RECTIFYING, Clock.UNSET, None, None, Light.GREY),
        (Status.RECTIFYING, Clock.IMMEDIATE, None, None, Light.GREY),
        (Status.LONG_TERM, Clock.LONG_TERM, None, "2027-03-31", Light.GREEN),
    ],
)
def test_light(
    status: Status,
    clock: Clock,
    due: str | None,
    review: str | None,
    expected: Light | None,
) -> None:
    """十六日那天，每种情形亮该亮的灯。"""
    seen = deadlines.light(
        status,
        clock,
        date.fromisoformat(due) if due else None,
        date.fromisoformat(review) if review else None,
        date(2026, 10, 16),
        CALENDAR,
    )
    assert seen is expected


def test_cells_of_a_ledger() -> None:
    """台账里的期限：日期格、序列号、文字、空白，各读各的；读不懂的不收。"""
    feedback = date(2026, 4, 10)
    read = {
        45992: Due(Clock.DATED, date(2025, 12, 1), text="45992"),
        "三个月内": Due(Clock.DATED, date(2026, 7, 10), text="三个月内"),
        "": Due(Clock.UNSET, text=""),
        "立行立改": Due(Clock.IMMEDIATE, text="立行立改"),
        "3月底": Due(Clock.DATED, date(2027, 3, 31), text="3月底"),
    }
    for cell, expected in read.items():
        assert read_due(cell, feedback, CALENDAR) == expected
    assert read_due("2月30日", feedback, CALENDAR) is None


def test_unknown_preset_is_named() -> None:
    """没有的口径，说出有哪些。"""
    with pytest.raises(Misconfigured, match="three-months"):
        deadlines.preset("1999")


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-10-16T09:00", "2026-10-16T09:00"),
        ("2026-10-16T07:00", "2026-10-16T08:37"),
        ("2026-10-16T08:30", "2026-10-16T08:37"),
        ("2026-10-16T08:37", "2026-10-16T08:37"),
        ("2026-10-16T12:30", "2026-10-16T14:07"),
        ("2026-10-16T18:00", "2026-10-19T08:37"),
        ("2026-10-10T10:00", "2026-10-10T10:00"),
        ("2026-10-01T10:00", "2026-10-08T08:37"),
    ],
)
def test_working_hours(moment: str, opens: str) -> None:
    """清晨、午间、晚上、休息日都等到上班后几分钟，避开整点半点；调休的周六照常。"""
    now = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
    assert HOURS.next_open(now, CALENDAR) == datetime.fromisoformat(opens).replace(
        tzinfo=ZONE
    )


@pytest.mark.parametrize(
    ("hours", "hour", "opens"),
    [
        (WorkingHours(ZONE, before=time(8, 45)), 7, "16 08:45"),
        (WorkingHours(ZONE, lunch=None), 12, "16 12:00"),
        (WorkingHours(ZONE, after=time(14)), 12, "19 08:37"),
        (WorkingHours(ZONE, before=time(9), after=time(9, 5)), 7, "16 09:00"),
    ],
)
def test_it_begins_where_there_is_room(
    hours: WorkingHours, hour: int, opens: str
) -> None:
    """不在整点半点的照写的；没有午休、只上半天、只有几分钟的，都有话出得去的时候。"""
    begins = hours.next_open(datetime(2026, 10, 16, hour, tzinfo=ZONE), CALENDAR)
    assert f"{begins:%d %H:%M}" == opens
    assert hours.is_open(begins, CALENDAR)


def test_digest_slot_after_a_holiday_monday() -> None:
    """周一放假，周报排在本周第一个工作日。"""
    now = datetime(2026, 10, 9, 12, tzinfo=ZONE)
    assert TABLE.latest("digest", now, CALENDAR) == datetime(
        2026, 10, 8, 8, 53, tzinfo=ZONE
    )
    assert TABLE.on("patrol", date(2026, 10, 7), CALENDAR) == []
    assert TABLE.on("patrol", date(2026, 10, 10), CALENDAR)[0].time() == time(8, 47)


@pytest.mark.parametrize("weekday", range(7))
def test_every_week_with_a_workday_has_one_digest(weekday: int) -> None:
    """周报定在星期几都行：那天放假就在本周里顺延，后面没有工作日的提前，一周不多不少一期。"""
    table = Timetable(ZONE, digest_weekday=weekday)
    for number in range(16):
        monday = date(2026, 9, 14) + timedelta(weeks=number)
        week = [monday + timedelta(days=days) for days in range(7)]
        issues = [day for day in week if table.on("digest", day, CALENDAR)]
        assert len(issues) == any(map(CALENDAR.is_workday, week))


def test_a_digest_of_a_friday_off_is_earlier() -> None:
    """周五放假，那周的周报排在周四。"""
    table = Timetable(ZONE, digest_weekday=4)
    assert table.on("digest", date(2026, 9, 24), CALENDAR)
    assert not table.on("digest", date(2026, 9, 28), CALENDAR)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Rejected(81013), delivery.Undeliverable),
        (Rejected(60111), delivery.Undeliverable),
        (Rejected(45009), delivery.Pause),
        (Rejected(-1), delivery.TryLater),
        (Rejected(60020), delivery.Pause),
        (Rejected(40091), delivery.Pause),
        (Rejected(40014), delivery.Pause),
        (Rejected(40058), delivery.GiveUp),
        (NotSent(), delivery.TryLater),
        (NotSent(reached=True), delivery.TryLater),
        (Uncertain(), delivery.TryLater),
    ],
)
def test_what_to_do_after_a_failed_send(outcome: object, expected: type) -> None:
    """发送失败，查表决定再发、不再发还是无法送达。"""
    assert isinstance(delivery.decide(outcome, 1), expected)  # type: ignore[arg-type]


def test_a_line_that_is_down_gives_up_no_mail() -> None:
    """平台连不上，多少次也不放弃，隔得不超过五分钟；文件传不上去的，十二次后请人看。"""
    tried = [delivery.decide(NotSent(), attempts, 7) for attempts in range(1, 12)]
    assert all(isinstance(one, delivery.TryLater) for one in tried)
    assert max(one.after for one in tried if isinstance(one, delivery.TryLater)) <= 300
    assert isinstance(delivery.decide(NotSent(), 12, 7), delivery.SayAnew)
    stuck = delivery.decide(NotSent(reached=True), 12, 7)
    assert isinstance(stuck, delivery.GiveUp)


def test_long_text_is_cut_on_borders() -> None:
    """长消息按行切开，一行太长才在字与字之间切，从不切坏一个字。"""
    text = "甲" * 700 + "\n" + "乙" * 100
    pieces = split_bytes(text)
    assert all(len(piece.encode()) <= 2048 for piece in pieces)
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
