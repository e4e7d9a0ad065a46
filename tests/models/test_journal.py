"""流水的字节：怎样写都和规范的 JSON 一样，旧链才验得过。"""

import json
from datetime import UTC

from hypothesis import given
from hypothesis import strategies as some

from models import journal
from models.journal import Entry

TEXT = some.text(max_size=12)
NUMBER = some.none() | some.integers(min_value=1)
SAID = some.dictionaries(TEXT, some.none() | TEXT | some.integers() | some.lists(TEXT))


@given(
    some.builds(
        Entry,
        at=some.datetimes(timezones=some.just(UTC)),
        userid=TEXT,
        door=TEXT,
        action=TEXT,
        finding_id=NUMBER,
        inbox_id=NUMBER,
        code=TEXT,
        before=SAID,
        after=SAID,
    )
)
def test_the_hashed_text_is_canonical_json(entry: Entry) -> None:
    """哪一笔流水，参与哈希的都是键排好序、不带空格的 JSON。"""
    content = journal.content(entry)
    plain = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert journal.canonical(entry) == plain
