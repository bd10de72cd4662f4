"""Kana: widths, katakana and hiragana, and the alphabet of bank transfers."""

from __future__ import annotations

import re
import unicodedata

import jaconv

from forms.japanese.companies import companies

_KATAKANA = re.compile(r"[ァ-ヺー・ゝゞヽヾ　 ]+")
_SMALL = str.maketrans("ァィゥェォッャュョヮヵヶヲヰヱ", "アイウエオツヤユヨワカケオイエ")
_NOT_BANK = re.compile(r"[^ア-ヴー0-9A-Z().\-/ ]")
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
    """Return the text in the alphabet of bank transfers, with the short forms of companies: カ)ソラチシヨウジ.

    全国銀行協会's alphabet as banks publish it: no small kana, no ヲ ヰ ヱ, capitals, ( ) . - / and space; what has no
    place there stays and is told by not_bank_kana.
    """
    wide = jaconv.h2z(unicodedata.normalize("NFKC", text), kana=True, ascii=False, digit=False)
    kana = companies(katakana(wide)).translate(_SMALL).replace("・", ".")
    narrow = unicodedata.normalize("NFKC", kana).translate(_DASHES).upper()
    # In a transfer file ー and - are one character: after kana it is a long vowel, elsewhere a hyphen.
    long = re.sub(r"(?<=[ア-ヴ])-+", lambda found: "ー" * len(found[0]), narrow.replace("ー", "-"))
    return re.sub(r"[ \u3000]+", " ", long).strip()


def not_bank_kana(text: str) -> str:
    """Return the characters that cannot stand in the name of an account holder, each once; empty when all can.

    ``text`` is as bank_kana makes it.
    """
    return "".join(dict.fromkeys(_NOT_BANK.findall(text))) or ("" if text.strip() else " ")


def zengin(text: str) -> str:
    """Return bank kana in half width, as transfer files hold it: ー is a hyphen there."""
    return jaconv.z2h(text.replace("ー", "-"), kana=True, ascii=False, digit=False)
