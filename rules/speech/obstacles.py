"""受阻：卡在谁那里、谁一直不批不拨不配合；另说了办成什么的，还是进展。"""

import re

from rules.writing.patterns import run

STUCK = re.compile(
    r"受阻|卡在|推不动|无法推进|推进不了|难以推进|推进困难|需.{1,12}(?:配合|批复)才能"
)
"""What says so whatever else is said."""

GIVEN = r"批复|批准|审批|批下来|批|拨款|拨付|拨钱|拨下来|拨|答复|回复|回函|表态|松口"
"""What others give, and what one waits for."""

NOT_GIVEN = (
    rf"(?:一直|迟迟|始终|至今|老是|总是|就是|死活)(?:还|都|也)*(?:不|没有?|未)(?:给|予|肯|能)*(?:{GIVEN}|盖章|配合|下文|回音)"
    r"|(?:还|尚|仍|都)(?:没有?|未)(?:给|予)?(?:批复|批准|批下来|拨款|拨付|拨下来|答复)"
    r"|(?:没|未|不)(?:给)?(?:批钱|批复|拨款|拨付)|(?:钱|款|资金|经费)(?:一直|还|都|也|迟迟)*(?:没有?|未|不)(?:批|拨)"
)
HINDERED = re.compile(
    r"卡住|卡壳|卡着(?:呢|了)?$|不给(?:批|拨|盖章|配合)|"
    r"(?:不(?:愿|肯|太|大|予)?|拒绝?)配合(?:我们|整改|工作|检查|调查|提供|材料|了|啊|呢)*$|"
    rf"(?:{NOT_GIVEN})(?![^,;。]{{0,4}}的)"
)
"""组织部一直不批复, 财务科不配合, 财政一直没拨款; 一直没拨付的资金 is only spoken of."""

WAITING = re.compile(
    run(r"还|仍|正|一直|目前|现在|都|在|就|只|需要?|本项", "still")
    + r"(?:等待|等着?|待)(?!您|你|巡察办|领导|区委)[\u4e00-\u9fa5]{2,12}?的?"
    rf"(?:{GIVEN}|会签|盖章|签字)(?:意见|文件)?(?:下来|到位|呢|了|中)*"
)
"""等组织部批复: of whom is said; that one waits for us is none."""

OWN = re.compile(r"(?:我|本单位|本局)(?!们?(?:报|提|送|交|申请))")
"""What the speaker has not done hinders nobody."""

WORKED = re.compile(
    r"已(?!经?(?:卡|拖|等))|(?<![法能没未])完成|形成|印发|开展|召开|修订|整改(?=[了到完好])|退[回还缴]|追[缴回]|[了过]\d|多次|"
    r"(?<![没未能快要])[办改修补填拆装签谈](?:好|完|妥|齐)了|约谈|批评|处分|纠正|查处|问责|立案|谈话"
)
CLAUSE = re.compile(r"[\s,;。!?、:]+")
SHORT = 60
"""Characters of a sentence that is nothing but an obstacle."""


def stands(plain: str) -> bool:
    """Say whether words tell of an obstacle and of no work beside it."""
    if STUCK.search(plain):
        return True
    if len(plain) > SHORT or WORKED.search(plain):
        return False
    return any(map(_hinders, CLAUSE.split(plain)))


def _hinders(clause: str) -> bool:
    if OWN.match(clause):
        return False
    return bool(HINDERED.search(clause) or WAITING.fullmatch(clause))
