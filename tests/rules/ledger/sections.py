"""分段的表都用的：没有单位一栏的表头，和照它写的行。"""

PLAIN = ["序号", "具体问题", "整改措施", "责任领导", "责任人", "完成时限"]


def line(number: float | str, people: str = "邓佳宁") -> list[object]:
    """One good row of the layout without a column for the unit."""
    return [
        number,
        f"第{str(number).removesuffix('.0')}项问题。",
        "整改",
        "",
        people,
        "2026年12月底前",
    ]
