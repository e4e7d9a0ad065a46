"""角色的词：花名册一格里写的是什么角色，哪些要看职务和单位（domain.md §1）。"""

import re

from rules.vocabulary import Role

ROLE_WORDS: dict[str, Role] = {
    "经办人": Role.RESPONSIBLE_PERSON,
    "责任人": Role.RESPONSIBLE_PERSON,
    "具体责任人": Role.RESPONSIBLE_PERSON,
    "直接责任人": Role.RESPONSIBLE_PERSON,
    "具体经办人": Role.RESPONSIBLE_PERSON,
    "经办人员": Role.RESPONSIBLE_PERSON,
    "承办人": Role.RESPONSIBLE_PERSON,
    "责任领导": Role.RESPONSIBLE_LEADER,
    "牵头领导": Role.RESPONSIBLE_LEADER,
    "牵头责任领导": Role.RESPONSIBLE_LEADER,
    "主要负责人": Role.PRINCIPAL,
    "党组织主要负责人": Role.PRINCIPAL,
    "第一责任人": Role.PRINCIPAL,
    "一把手": Role.PRINCIPAL,
    "联络员": Role.LIAISON,
    "联系人": Role.LIAISON,
    "派驻纪检组": Role.UNIT_DISCIPLINE,
    "单位纪检机构": Role.UNIT_DISCIPLINE,
    "巡察办": Role.OFFICE,
    "巡察办负责人": Role.OFFICE_HEAD,
    "巡察办主任": Role.OFFICE_HEAD,
    "单位主要负责人": Role.PRINCIPAL,
    "协办人": Role.RESPONSIBLE_PERSON,
    "配合领导": Role.RESPONSIBLE_LEADER,
    "巡察组": Role.TEAM,
    "领导小组": Role.LEADING_GROUP,
    "分管领导": Role.DISTRICT_LEADER,
    "分管区领导": Role.DISTRICT_LEADER,
    "纪委": Role.DISCIPLINE,
    "组织部": Role.ORGANISATION,
    "职能部门": Role.DEPARTMENT,
}
"""Role words of rosters (domain.md §1); 接收部门 goes by its unit."""

RECEIVER, HEAD = "接收部门", "负责人"
HEADS = re.compile(
    r"^(?:党组|党委|党工委|党总支|党支部)?书记|^(?:局长|主任|院长|校长|镇长|乡长|董事长)"
)
"""Titles by which 负责人 is the principal; of others it may be anybody."""

DISTRICT = re.compile(r"[省市州区县旗]长|常委|[市区县]委|人大|政协|政府")
"""What a title of a 分管区领导 has; a 副局长 leads within the unit."""

SECTION = re.compile(r"(?:股|科|科室|股室|处室)$")


def role_of(word: str, unit: str) -> Role:
    """Return the role of a role word; 接收部门 and 负责人 by the kind of the unit.

    Raises KeyError for a word that is not in `ROLE_WORDS`.
    """
    if word == HEAD:
        return Role.OFFICE_HEAD if "巡察办" in unit else Role.PRINCIPAL
    if word != RECEIVER:
        return ROLE_WORDS[word]
    if "纪委" in unit:
        return Role.DISCIPLINE
    return Role.ORGANISATION if "组织部" in unit else Role.DEPARTMENT
