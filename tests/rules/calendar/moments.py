"""说话的时刻和日历，读日期的各页都用。"""

from datetime import datetime

from rules.calendar.workdays import statutory_calendar

NOW = datetime.fromisoformat("2026-09-22T10:00:00+08:00")

CALENDAR = statutory_calendar()
