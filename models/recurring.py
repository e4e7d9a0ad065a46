"""又见的：同一个单位、同一段话，早先一轮里已经有过。"""

from sqlmodel import Session, col, select

from models.ledger import Finding, Round
from models.patrol_room import columns


def alike_before(session: Session) -> dict[int, str]:
    """The findings (row ids) whose very words their unit was told in an earlier round,
    with the code of then; the newest where there are several.

    Rounds follow each other by their numbers. Where there is one only, nothing is read.
    """
    rounds = session.exec(select(Round)).all()
    numbers = {row.id: int(row.code) for row in rounds if row.code.isdecimal()}
    if len(numbers) < 2:
        return {}
    statement = columns(
        Finding.id, Finding.code, Finding.unit_id, Finding.round_id, Finding.text
    ).where(col(Finding.round_id).in_(numbers))
    told: dict[tuple[int, str], dict[int, str]] = {}
    known = []
    for key, code, unit_id, round_id, text in session.connection().execute(statement):
        place, number = (unit_id, "".join(text.split())), numbers[round_id]
        told.setdefault(place, {}).setdefault(number, code)
        known.append((key, number, told[place]))
    found: dict[int, str] = {}
    for key, number, codes in known:
        earlier = [one for one in codes if one < number]
        if earlier:
            found[key] = codes[max(earlier)]
    return found
