"""Banks and branches of 全国銀行協会's list, as `zengin-code` packs it: offline, by code, by name or by kana.

The package reads its whole list when it is imported (some 1,200 files); here one file is read when it is asked for.
A list grows old: what it does not know is never refused, and a code is filled in only for a name that one bank has.
Kept is only what the list holds, never what somebody typed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from forms.japanese.furigana import over
from forms.japanese.kana import bank_kana

JAPAN_POST = "9900"
"""金融機関コード of ゆうちょ銀行."""

_SHORT = {"信用金庫": "信金", "信用組合": "信組", "農業協同組合": "農協", "労働金庫": "労金", "銀行": ""}
"""How the list writes the kinds of bank."""
_TELLS_ITS_KIND = (*filter(None, _SHORT.values()), "信連", "信漁連")
"""Ends of names of the list that no 銀行 has; the last two are 農協 and 漁協 of a whole prefecture."""
BRANCH_KINDS = ("本店", "支店", "出張所", "支所")
"""What sheets print to be circled beside a branch's name."""
_READ = {
    "信用金庫": ("シンキン", "シンヨウキンコ"),
    "信用組合": ("シンクミ", "シンヨウクミアイ"),
    "農業協同組合": ("ノウキヨウ", "ノウギヨウキヨウドウクミアイ"),
    "労働金庫": ("ロウキン", "ロウドウキンコ"),
}
"""How the list reads the kinds, and how they are read written out."""
_LONG_SOUND = re.compile("([キギシジチヂニヒビピミリ])([ユヨ])(?=ウ)")
_KNOWN_SOUND = re.compile("(?<=ホ)ツ(?=カイドウ)|(?<=サ)ツ(?=ポロ)")
_UNSURE = re.compile("ツ[カ-ヂテ-トハ-ポ]|[キギシジチヂニヒビピミリ][ヤユヨ]")
_SMALL = str.maketrans("ユヨ", "ュョ")
_PLACE = re.compile(r"(支店|出張所|支所|店)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A bank (code of four digits) or a branch (three), with its name and its reading in bank kana."""

    code: str
    name: str
    kana: str


def bank(code: str) -> Entry | None:
    """Return the bank of a code."""
    return _banks().get(code)


def branch(bank_code: str, code: str) -> Entry | None:
    """Return a branch of a bank."""
    return _branches(bank_code).get(code)


def full_name(entry: Entry) -> str:
    """Return the name of a bank with its kind written out: 空知信用金庫; a bank of the list is only 北洋."""
    for long, short in _SHORT.items():
        if short and entry.name.endswith(short):
            return entry.name.removesuffix(short) + long
    return entry.name


def marked(entry: Entry) -> str:
    """Return the full name with its reading (forms.japanese.furigana), without one where the list does not tell it.

    Bank kana have no small letters: チユウオウ is ちゅうおう for certain, マツタ may be まった or まつた.
    """
    name, kana = full_name(entry), entry.kana
    for long, (short, said) in _READ.items():
        if name.endswith(long):
            kana = f"{kana.removesuffix(short)}{said}"
    kana = _LONG_SOUND.sub(lambda found: found[1] + found[2].translate(_SMALL), _KNOWN_SOUND.sub("ッ", kana))
    return name if _UNSURE.search(kana) else over(name, kana)


def banks_of(kind: str) -> tuple[Entry, ...]:
    """Return the banks of a kind (銀行, 信用金庫 …) by their readings; every bank for a kind the list does not know."""
    found = banks_read("")
    short = _SHORT.get(kind)
    if short:
        return tuple(entry for entry in found if entry.name.endswith(short))
    others = tuple(name for name in _SHORT.values() if name)
    return found if short is None else tuple(entry for entry in found if not entry.name.endswith(others))


def written_beside(entry: Entry, kind: str) -> str:
    """Return the name of a bank as it is written where its kind is circled beside it: 空知 of 信用金庫."""
    return full_name(entry).removesuffix(kind)


def banks_read(kana: str) -> tuple[Entry, ...]:
    """Return the banks whose reading begins so, in any kana."""
    return _read(tuple(_banks().values()), kana)


def branches_read(bank_code: str, kana: str) -> tuple[Entry, ...]:
    """Return the branches of a bank whose reading begins so."""
    return _read(tuple(_branches(bank_code).values()), kana)


def bank_named(name: str, kind: str = "") -> Entry | None:
    """Return the bank of a written name; None when it is none's or more than one's.

    ``kind`` is 銀行, 信用金庫 and so on: 北海道 and 信用金庫 are 北海道信金; a name may hold its kind itself.
    """
    wanted = _bank(name)
    short = _SHORT.get(kind, "")
    # A plain name is a 銀行 of the list: beside another kind it would be another bank's code.
    own = (wanted,) if not short or wanted.endswith(_TELLS_ITS_KIND) else ()
    for form in dict.fromkeys((wanted + short, *own)):
        if (found := _only(_banks_by_name().get(form, []))) is not None:
            return found
    return None


def branch_named(bank_code: str, name: str) -> Entry | None:
    """Return the branch of a written name, with or without 支店; None when it is none's or more than one's."""
    wanted = _same(name)
    entries = _branches(bank_code).values()
    exact = _only([entry for entry in entries if _name(entry) == wanted])
    return exact or _only([entry for entry in entries if _name(entry) == _PLACE.sub("", wanted)])


def branch_kind(bank_code: str, kind: str, name: str) -> str | None:
    """Return which of 本店・支店・出張所・支所 a branch is; None where neither its name nor the list tells.

    The list writes 本店 and 出張所 out and nowhere 支店 or 支所 (a test counts): a plain name of it is a 支店, but for
    農業協同組合, whose plain names may be either, and for names like 名古屋営業部 or 代理店, which are none of them.
    """
    written = _same(name)
    found = branch_named(bank_code, name) if bank_code else None
    listed = _same(found.name) if found else ""
    for text in (written, listed):
        if text.startswith("本店"):
            return "本店"
        said = next((option for option in BRANCH_KINDS if text.endswith(option)), None)
        if said:
            return said
    plain = bool(listed) and not listed.endswith(("部", "店", "本所", "センター"))
    return "支店" if plain and bank_code != JAPAN_POST and kind != "農業協同組合" else None


def _bank(name: str) -> str:
    """Return a name as the list writes it: 空知信用金庫 is 空知信金, JA新砂川 is 新砂川農協, 北海道銀行 is 北海道."""
    text = _same(name).removeprefix("株式会社")
    if text.upper().startswith("JA"):
        text = f"{text[2:].removesuffix('農協').removesuffix('農業協同組合')}農協"
    for long, short in _SHORT.items():
        if text.endswith(long):
            return text.removesuffix(long) + short
    return text


def _only(found: list[Entry]) -> Entry | None:
    return found[0] if len(found) == 1 else None


def _read(entries: tuple[Entry, ...], kana: str) -> tuple[Entry, ...]:
    wanted = _same(bank_kana(kana))
    found = (entry for entry in entries if _reading(entry).startswith(wanted))
    return tuple(sorted(found, key=lambda entry: (_reading(entry), entry.code)))


@lru_cache(maxsize=8192)
def _name(entry: Entry) -> str:
    return _same(entry.name)


@lru_cache(maxsize=8192)
def _reading(entry: Entry) -> str:
    return _same(bank_kana(entry.kana))


def _same(text: str) -> str:
    return re.sub(r"[\sー\-－]", "", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=1)
def _banks() -> dict[str, Entry]:
    return _entries("banks.json")


@lru_cache(maxsize=1)
def _banks_by_name() -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in _banks().values():
        found.setdefault(_name(entry), []).append(entry)
    return found


@lru_cache(maxsize=16)
def _branches(bank_code: str) -> dict[str, Entry]:
    return _entries(f"branches/{bank_code}.json") if bank_code in _banks() else {}


def _entries(name: str) -> dict[str, Entry]:
    raw = json.loads((_folder() / name).read_text("utf-8"))
    return {code: Entry(code, item["name"], item["kana"]) for code, item in raw.items()}


@lru_cache(maxsize=1)
def _folder() -> Path:
    spec = find_spec("zengin_code")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("zengin-code is not installed")
    return Path(spec.submodule_search_locations[0]) / "source-data" / "data"
