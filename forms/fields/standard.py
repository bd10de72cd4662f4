"""Options that a kind has by itself; a definition names its own where its sheet prints others."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.definition import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

_CARE_LEVELS = {
    "非該当": "Not certified",
    "要支援1": "Support level 1",
    "要支援2": "Support level 2",
    "要介護1": "Care level 1",
    "要介護2": "Care level 2",
    "要介護3": "Care level 3",
    "要介護4": "Care level 4",
    "要介護5": "Care level 5",
}
"""介護保険法 7条, 要介護認定等に係る介護認定審査会による審査及び判定の基準等に関する省令 1条・2条."""

_RELATIONS = {
    "本人": "Myself",
    "世帯主": "Head of household",
    "夫": "Husband",
    "妻": "Wife",
    "子": "Child",
    "父": "Father",
    "母": "Mother",
    "兄": "Elder brother",
    "弟": "Younger brother",
    "姉": "Elder sister",
    "妹": "Younger sister",
    "孫": "Grandchild",
    "祖父": "Grandfather",
    "祖母": "Grandmother",
    "子の妻": "Child's wife",
    "子の夫": "Child's husband",
    "妻の子": "Wife's child",
    "夫の子": "Husband's child",
    "夫（未届）": "Husband (not registered)",
    "妻（未届）": "Wife (not registered)",
    "縁故者": "Relative",
    "同居人": "Lodger",
}
"""続柄 as resident records write them (住民基本台帳事務処理要領; forms-research.md, 10), 本人 before them."""

STANDARD_OPTIONS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {Kind.CARE_LEVEL: tuple(_CARE_LEVELS), Kind.RELATION: tuple(_RELATIONS)}
)
STANDARD_OPTIONS_EN: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {Kind.CARE_LEVEL: tuple(_CARE_LEVELS.values()), Kind.RELATION: tuple(_RELATIONS.values())}
)
