"""工作交给别人：不是进展，要问清；交东西、交单位、派工不是这回事。"""

from datetime import datetime

import pytest

from rules.calendar.workdays import statutory_calendar
from rules.speech.entrusting import named_beside
from rules.speech.reading import read

NOW = datetime.fromisoformat("2026-10-15T10:00:00+08:00")


def _read(words: str) -> tuple[str, str, str]:
    """读出命令、编号和人名。"""
    (said,) = read(words, NOW, statutory_calendar(), frozenset("5"))
    return said.command, said.target.code, said.to_person


@pytest.mark.parametrize(
    ("words", "code", "name"),
    [
        ("工作交给叶红霞", "", "叶红霞"),
        ("这事转给叶红霞办", "", "叶红霞"),
        ("我的工作以后都交给叶红霞同志负责了", "", "叶红霞"),
        ("这项由叶红霞接手", "", "叶红霞"),
        ("5-005转给叶红霞办", "5-005", "叶红霞"),
        ("5-005以后由欧阳若溪负责", "5-005", "欧阳若溪"),
        ("5-005交给叶红霞", "5-005", "叶红霞"),
        ("把5-005转给叶红霞", "5-005", "叶红霞"),
        ("下周我要出差，手头工作先交给叶红霞", "", "叶红霞"),
        ("我调走了，工作已移交给叶红霞", "", "叶红霞"),
        ("我调到财政局了，工作由叶红霞接手", "", "叶红霞"),
        ("10月20日至25日工作交给叶红霞，请知悉", "", "叶红霞"),
        ("責任人換成叶红霞", "", "叶红霞"),
        ("工作交给同事了", "", ""),
        ("这活儿我甩给小李了", "", "小李"),
        ("工作交給叶红霞", "", "叶红霞"),
    ],
)
def test_work_given_to_somebody_is_no_report(words: str, code: str, name: str) -> None:
    """整句只说工作交给谁办，是要问清的话，不是进展。"""
    assert _read(words) == ("entrust", code, name)


@pytest.mark.parametrize(
    "words",
    [
        "材料已交给叶红霞",
        "问题线索移交给纪委办理",
        "工程款已转给施工方",
        "这项交给第三方公司审计",
        "已完成清查，后续工作交给叶红霞",
        "管护工作由村委会负责",
        "已明确由叶红霞负责，每周调度一次",
        "财务工作由叶红霞负责",
        "5-005 已由叶红霞办结",
        "工作交给专人办",
        "这事交给施工队去做",
    ],
)
def test_things_units_and_workers_are_told_as_reports(words: str) -> None:
    """交材料、交给单位、派给施工队，还是进展。"""
    assert _read(words)[0] in ("progress", "complete")


@pytest.mark.parametrize(
    "words",
    ["5-005由叶红霞代办10月20日至25日", "10月20日至25日由叶红霞代办"],
)
def test_a_deputy_with_days_stays_one(words: str) -> None:
    """说了代办和日子的，还是请人代办。"""
    assert _read(words)[0] == "substitute"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("邓佳宁说已补发到位，改派石海涛办", "石海涛"),
        ("现场看了，建议改由石海涛同志负责", "石海涛"),
        ("改派邓佳宁给石海涛", "石海涛"),
        ("说已改派石海涛办理，月底完", ""),
        ("现场看了，改派工作已落实", ""),
        ("说要改派", ""),
    ],
)
def test_whom_a_record_would_give_the_work_to(words: str, name: str) -> None:
    """督查记录里顺带说改派谁的，认得出；已经改派的、没说谁的，不认。"""
    assert named_beside(words) == name
