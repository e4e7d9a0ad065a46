"""写出 rules/data/holidays.toml：已公布年份照通知，其后按法定节假日，不排调休。"""

from datetime import date, timedelta
from pathlib import Path

import holidays

PUBLISHED = range(2024, 2027)
STATUTORY = range(2027, 2036)
FESTIVALS = {
    "元旦": "元旦",
    "春节": "春节",
    "清明节": "清明",
    "劳动节": "劳动节",
    "端午节": "端午",
    "中秋节": "中秋",
    "国庆节": "国庆",
}
TARGET = Path(__file__).parent.parent / "rules" / "data" / "holidays.toml"


def main() -> None:
    """Write the file; the same package version gives the same bytes."""
    lines = [
        "# 由 scripts/make_holidays.py 写出。off 放假，work 调休上班，festival 正日。"
    ]
    for year in (*PUBLISHED, *STATUTORY):
        lines += ["", *_year(year)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _year(year: int) -> list[str]:
    table = holidays.country_holidays("CN", years=year, language="zh_CN")
    off = sorted(day for day in table if day.year == year)
    work = sorted(
        day for day in table.weekend_workdays if day.year == year and year in PUBLISHED
    )
    lines = [
        f"[{year}]",
        f"published = {'true' if year in PUBLISHED else 'false'}",
        f"off = [{', '.join(day.isoformat() for day in off)}]",
        f"work = [{', '.join(day.isoformat() for day in work)}]",
        f"[{year}.festival]",
    ]
    for name, short in FESTIVALS.items():
        days = [day for day in off if name in table[day].split("; ")]
        if not days:
            days = [day for day in off if name in table[day]]
        if days:
            first, last = _span(min(days), set(off), set(work))
            lines.append(
                f'"{short}" = [{min(days).isoformat()}, {first.isoformat()},'
                f" {last.isoformat()}]"
            )
    return lines


def _span(day: date, off: set[date], work: set[date]) -> tuple[date, date]:
    """The unbroken run of days without work around a festival's own day."""
    first = last = day
    while _free(first - timedelta(days=1), off, work):
        first -= timedelta(days=1)
    while _free(last + timedelta(days=1), off, work):
        last += timedelta(days=1)
    return first, last


def _free(day: date, off: set[date], work: set[date]) -> bool:
    return day in off or (day.weekday() >= 5 and day not in work)


if __name__ == "__main__":
    main()
