"""抽样：按轮次定的比例抽回访；种子留着，谁都能照着再抽一遍（domain.md §2）。"""

import hashlib

PARTS = 10_000
"""A draw is one of so many parts of the whole: a hundredth of a per cent."""


def is_drawn(seed: str, code: str, cycle: int, share: int) -> bool:
    """Say whether a finding falls into a sample of `share` per cent.

    `sha256(seed|code|cycle)`, its first eight hex digits as a number, modulo 10 000,
    below share × 100. The same seed always draws the same.
    """
    digest = hashlib.sha256(f"{seed}|{code}|{cycle}".encode()).hexdigest()
    return int(digest[:8], 16) % PARTS < share * PARTS // 100
