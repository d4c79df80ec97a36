"""Names on a cover that tell nothing of the text, or that it is another organization's."""

import re

from app.domain.organs import Names
from app.sources.plain_text.cover import Cover

_ORGAN_LETTER = re.compile(r"(?:联\s*合\s*国\s+)?[AEST]")
"""The large letter at the head of covers of the 1990s."""
_ENGLISH_COVER = re.compile(
    r"United Nations|General Assembly|Security Council|Economic and Social Council|Human Rights Council|[A-Z][a-z]+(?:-[a-z]+)? session"
)
"""What a cover prints in English above a text in Chinese."""
_OTHER_ORGANIZATION = re.compile(
    r"(?:联合国)?(?:粮食及农业组织|粮农组织|教育[、,，]?科学及文化组织|教科文组织|世界卫生组织|世卫组织|世界卫生大会|国际劳工组织|国际劳工大会"
    r"|国际原子能机构|国际民用航空组织|国际海事组织|国际电信联盟|万国邮政联盟|世界气象组织|世界知识产权组织|工业发展组织|世界旅游组织"
    r"|环境大会|人居大会)(?:大会)?"
)


def printed_beside(text: str, plain: str, cover: Cover, _names: Names) -> str | None:
    """联合国 A · United Nations · 粮食及农业组织, whose conference is called 大会 as well."""
    if _ENGLISH_COVER.fullmatch(plain):
        return "session" if plain.endswith("session") else "body"
    if not cover.number and _ORGAN_LETTER.fullmatch(plain):
        return "body"
    if _OTHER_ORGANIZATION.fullmatch(plain):
        cover.other_organization = text
        return "body"
    return None
