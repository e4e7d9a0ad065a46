"""还没取到的文件再去取；取到以后，仍以发来的人的名义办。"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from handlers.context import Context
from handlers.incoming import Incoming
from handlers.talk.attaching import DONE, FETCHING, expect
from models import organisation, post_office

Result = TypeVar("Result")


def as_sender(
    ctx: Context,
    incoming: Incoming,
    inbox_id: int | None,
    deed: Callable[[Context], Result],
) -> Result | None:
    """Do what a message leads to later, in the name of whoever sent it.

    Whoever left the roster meanwhile hands nothing in any more: the message is let go.
    """
    person = organisation.find_person(ctx.session, incoming.userid)
    if person is not None:
        door = incoming.channel
        context = replace(ctx, actor=person, inbox_id=inbox_id, door=door, came_by=door)
        return deed(context)
    if inbox_id is not None:
        post_office.inbox(ctx.session, inbox_id).state = DONE
    return None


def unfetched(ctx: Context, most: int) -> list[tuple[Incoming, int]]:
    """At most so many files to be fetched again now, oldest first.

    Each is expected from here on. Of whoever left the roster meanwhile nothing is
    fetched any more.
    """
    rows = []
    for row in post_office.inbox_due(ctx.session, FETCHING, ctx.now)[:most]:
        if organisation.find_person(ctx.session, row.userid) is None:
            row.state = DONE
            continue
        expect(ctx, row)
        rows.append(row)
    return [
        (
            Incoming(
                key=row.key,
                channel=row.channel,
                userid=row.userid,
                kind=row.kind,
                media_id=row.media_id,
                created_at=row.received_at,
            ),
            row.id or 0,
        )
        for row in rows
    ]
