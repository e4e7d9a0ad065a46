"""导出：在聊天里要一张表，谁要的写在表上，记进流水。"""

from handlers import people
from handlers.context import Context
from handlers.ledger import exporting
from handlers.post import mail
from handlers.reading import counting
from handlers.reply import Reply
from handlers.wish import Wish
from models import findings
from rules.errors import Refusal
from templates.render import render

KIND = "file"
"""Mail of this kind carries a table; the channel makes the workbook and uploads it."""


def export(wish: Wish, ctx: Context) -> Reply:
    """Queue an Excel file of what the actor may count; it leaves through the outbox.

    Raises Refusal `export_one` where one finding is named: the whole was not meant.
    """
    if not (people.sees_all(ctx, ctx.person) or people.sees_unit(ctx, ctx.person)):
        raise Refusal("not_allowed", action="导出", who="巡察办、领导小组、单位负责人")
    if wish.said.target.code:
        raise Refusal("export_one", code=wish.said.target.code)
    seen = counting.scope(ctx, wish.said.unit)
    chosen = findings.by_codes(ctx.session, [row.code for row in seen.rows])
    table = exporting.table(ctx, chosen)
    stamp = f"{ctx.today:%Y%m%d}"
    name = f"台账-{seen.heading.replace('，', '-')[:20]}-{stamp}.xlsx"
    mark = f"导出人：{ctx.person.name}（{ctx.person.userid}） {ctx.today.isoformat()}"
    content: dict[str, object] = {
        "name": name,
        "mark": mark,
        "header": table.header,
        "rows": table.rows,
    }
    mail.enclose(ctx, ctx.person, name, content)
    ctx.record("export", None, {}, {"scope": seen.heading, "rows": len(table.rows)})
    text = render("export", name=name, count=len(table.rows))
    return Reply(text, outcome="export")
