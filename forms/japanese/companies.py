"""The short forms of companies in the name of an account holder (法人略語 of 全国銀行協会, as banks publish them)."""

from __future__ import annotations

import re

_SHORT = {
    "株式会社": "カ",
    "カブシキガイシャ": "カ",
    "有限会社": "ユ",
    "ユウゲンガイシャ": "ユ",
    "合同会社": "ド",
    "ゴウドウガイシャ": "ド",
    "合名会社": "メ",
    "ゴウメイガイシャ": "メ",
    "合資会社": "シ",
    "ゴウシガイシャ": "シ",
    "医療法人": "イ",
    "イリョウホウジン": "イ",
    "財団法人": "ザイ",
    "ザイダンホウジン": "ザイ",
    "社団法人": "シャ",
    "シャダンホウジン": "シャ",
    "宗教法人": "シュウ",
    "シュウキョウホウジン": "シュウ",
    "学校法人": "ガク",
    "ガッコウホウジン": "ガク",
    "社会福祉法人": "フク",
    "シャカイフクシホウジン": "フク",
    "特定非営利活動法人": "トクヒ",
    "トクテイヒエイリカツドウホウジン": "トクヒ",
    "農事組合法人": "ノウ",
    "ノウジクミアイホウジン": "ノウ",
}
_LARGE = str.maketrans("ァィゥェォッャュョ", "アイウエオツヤユヨ")
_SPELT = {spelling: short for name, short in _SHORT.items() for spelling in (name, name.translate(_LARGE))}
_NAMES = re.compile(" ?({}) ?".format("|".join(sorted(_SPELT, key=len, reverse=True))))


def companies(text: str) -> str:
    """Return the text with 株式会社 and the like in short: カ) at the head, (カ at the end, (カ) between."""

    def short(found: re.Match[str]) -> str:
        opening = "" if found.start() == 0 else "("
        closing = "" if found.end() == len(text) else ")"
        return f"{opening}{_SPELT[found[1]]}{closing or ('' if opening else ')')}"

    return _NAMES.sub(short, text)
