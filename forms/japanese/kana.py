"""Kana: widths, katakana and hiragana, and the alphabet of bank transfers."""

from __future__ import annotations

import re
import unicodedata

import jaconv

_KATAKANA = re.compile(r"[ァ-ヺー・ゝゞヽヾ　 ]+")
_SMALL = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_BANK = re.compile(r"[ア-ヴヷ-ヺー0-9A-Z().\-/ ]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


def katakana(text: str) -> str:
    """Return the text with hiragana and half-width katakana as full-width katakana, and dashes after kana as ー."""
    wide = jaconv.h2z(unicodedata.normalize("NFC", text), kana=True, ascii=False, digit=False)
    turned = jaconv.hira2kata(unicodedata.normalize("NFC", wide))
    return re.sub(r"(?<=[ァ-ヺー])[-‐‑‒–—―−－]", "ー", turned)


def is_katakana(text: str) -> bool:
    """Tell whether there is nothing but full-width katakana, ー, ・, iteration marks and spaces."""
    return _KATAKANA.fullmatch(text) is not None and text.strip() != ""


def hiragana(text: str) -> str:
    """Return katakana as hiragana; what has no hiragana (ヷ) and ー stay."""
    return jaconv.kata2hira(text)


def bank_kana(text: str) -> str:
    """Return the text in the alphabet of bank transfers (全銀協): no small kana, capitals, ASCII ( ) . - / only."""
    wide = katakana(text).translate(_SMALL).replace("・", ".").replace("　", " ")
    narrow = "".join(unicodedata.normalize("NFKC", item) if "！" <= item <= "～" else item for item in wide)
    return re.sub(r" +", " ", narrow.translate(_DASHES).upper())


def is_bank_kana(text: str) -> bool:
    """Tell whether a text as bank_kana makes it can be the name of an account holder."""
    return _BANK.fullmatch(text) is not None


def zengin(text: str) -> str:
    """Return bank kana in half width, as transfer files hold it: ー is a hyphen there."""
    return jaconv.z2h(text.replace("ー", "-"), kana=True, ascii=False, digit=False)
