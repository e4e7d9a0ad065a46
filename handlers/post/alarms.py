"""警报：系统自己不好了，告诉巡察办每一位，一天一回；没送到的不算说过。"""

from collections.abc import Mapping
from datetime import datetime

from handlers.context import Context
from handlers.post import mail, requests
from models import organisation, post_office
from models.mailbox import ALARM
from models.organisation import Person
from rules.vocabulary import NoticeStatus

SAID_ANEW = "未能送达，另发一条"


def alarm(
    ctx: Context,
    what: str,
    key: str,
    facts: Mapping[str, object],
    about: Person | None = None,
    release_after: datetime | None = None,
) -> int:
    """Owe everybody of the office a word, each once by `key`; return how many.

    Whose word did not arrive is told again at the next occasion. But two of the office
    who cannot be reached would tell each other of it for ever: what is `about` one of
    them is said once.
    """
    staff = organisation.office_staff(ctx.session)
    others = [one for one in staff if about is None or one.id != about.id]
    made = 0
    for colleague in others:
        whole = f"{key}:{colleague.userid_key}"
        if len(others) == len(staff):
            _forget_lost(ctx, whole)
        step = f"{requests.OFFICE}-{what}"
        said = {"what": what, ALARM: True, **facts}
        owed = mail.owe(
            ctx,
            colleague,
            step,
            key=whole,
            facts=said,
            release_after=release_after,
        )
        made += owed is not None
    return made


def _forget_lost(ctx: Context, key: str) -> None:
    """Free the key of a word that did not arrive: the next one says it instead.

    Whoever can be reached later hears it once, however often it was tried.
    """
    notice = post_office.notice_by_key(ctx.session, key)
    if notice is not None and notice.status == NoticeStatus.UNDELIVERABLE:
        notice.key = f"unheard-{notice.id}:{key}"
        notice.status, notice.reason = NoticeStatus.WITHDRAWN, SAID_ANEW
