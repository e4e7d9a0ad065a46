"""进展后面的“存在问题”是剩下的问题，不是那一项。"""

SURELY_DONE = ("progress", "result")
DONE = (*SURELY_DONE, "status")
"""Columns of what was done so far: a problem behind them is one that is left."""


def without_what_is_left(
    candidates: dict[str, list[tuple[int, int]]],
) -> dict[str, list[tuple[int, int]]]:
    """Leave out 存在问题 behind what was done, where the finding stands before it.

    What was done stands behind the measures; where there are none, 状态 says too little.
    """
    texts, measures = candidates.get("text", []), candidates.get("measure", [])
    first = min((column for _, column in measures), default=0)
    names = DONE if first else SURELY_DONE
    found = [column for name in names for _, column in candidates.get(name, [])]
    done = [column for column in found if column > first]
    before = [one for one in texts if not done or one[1] < min(done)]
    return {**candidates, "text": before} if before else candidates
