"""顺带说的：去看了就是回访；电话里说改派，讲清没有改派；序号后的手势是签收。"""

from tests.conftest import Stage

PERSON, OFFICE = "dengjianing", "kuangming"


async def test_who_went_to_look_is_asked_whether_it_was_a_visit(stage: Stage) -> None:
    """巡察办说“昨天去看了，到位”，读回是回访，确认了才记。"""
    asked = await stage.say(OFFICE, "昨天去看了5-004，到位")
    assert asked.startswith("请确认：5-004 记为回访")
    kept = await stage.say(OFFICE, "确认")
    assert kept.startswith("已记入回访：5-004")
    assert "结论：到位" in kept


async def test_a_call_that_speaks_of_somebody_else_changes_nobody(stage: Stage) -> None:
    """电话记录里说改派谁办，只记电话，讲清没有改派，给出能照抄的改派：换下话里说到的那个人，没说到谁的不猜。"""
    before = (await stage.show("5-005"))["people"]
    said = await stage.say(OFFICE, "电话 5-005 邓佳宁说已补发到位，改派石海涛办")
    assert said.startswith("已记入电话了解：5-005")
    assert "责任人没有改变" in said
    assert "改派 5-005 邓佳宁给石海涛" in said
    unnamed = await stage.say(OFFICE, "电话 5-005 局里说已补发到位，改派石海涛办")
    assert "改派 5-005 姓名给石海涛" in unnamed
    assert (await stage.show("5-005"))["people"] == before
    plain = await stage.say(OFFICE, "电话 5-005 邓佳宁说已补发到位")
    assert "责任人没有改变" not in plain


async def test_a_gesture_behind_a_number_is_a_receipt(stage: Stage) -> None:
    """“1👌 2👌”是签收，不是查看，也不算进展。"""
    said = await stage.say(PERSON, "1👌 2👌")
    assert said.count("已知道您收到") == 2
    kept = [await stage.show(code) for code in ("5-002", "5-005", "5-006")]
    kinds = [one["kind"] for finding in kept for one in finding["progress"]]
    assert kinds == ["receipt", "receipt"]
