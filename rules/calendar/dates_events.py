"""从哪一天数起：会后、批准之日起没有日子，反馈之日有。"""

import re

from rules.calendar.dates_base import before_it

AFTER_EVENT = re.compile(
    r"[\u4e00-\u9fa5](?<![今然最随往稍延推挪退错顺])后(?:的|第)?$"
    r"|[\u4e00-\u9fa5](?:之日|当日|当天)起(?:的|算|计算)?$"
)
"""会后三天内 and 方案批准之日起三天内 count from a day that nobody named; 今后 and 延后
count from today."""

AFTER_FEEDBACK = re.compile(
    r"(?:反馈|收到|交办|接到|意见|通知书?).{0,8}(?:后的?|(?:之日|当日|当天)起(?:的|算|计算)?)$"
)
"""The day of the feedback is known: 收到反馈意见后两个月内."""


def after_event(folded: str, match: re.Match[str]) -> bool:
    """Say whether a number of days counts from an event that has no date here."""
    before = before_it(folded, match)
    return bool(AFTER_EVENT.search(before) and not AFTER_FEEDBACK.search(before))
