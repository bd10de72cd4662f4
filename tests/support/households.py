"""Invented households whose visits are counted (tests/support/effort.py)."""

from __future__ import annotations

from datetime import date
from functools import cache

from cardreader.mynumber import BasicFour, Sex
from tests.support.effort import NOBODY, Effort, Household, events, visit

OLD_ADDRESS = "北海道砂川市西7条北2丁目1番1号"
NEW_ADDRESS = "北海道空知郡上砂川町字上砂川町40番地10"
MOVED_ON = date(2026, 11, 20)

MOTHER = BasicFour("空知　花子", OLD_ADDRESS, date(1991, 2, 17), Sex.FEMALE)
"""On the card still stands the address of before."""

PEOPLE = (
    {"name": "空知　花子", "kana": "ソラチ ハナコ", "birth": MOTHER.birth, "sex": "女", "relation": "妻"},
    {"name": "空知 太郎", "kana": "ソラチ タロウ", "birth": date(1989, 6, 3), "sex": "男", "relation": "世帯主"},
    {"name": "空知 大地", "kana": "ソラチ ダイチ", "birth": date(2019, 5, 1), "sex": "男", "relation": "子"},
    {"name": "空知 さくら", "kana": "ソラチ サクラ", "birth": date(2023, 11, 10), "sex": "女", "relation": "子"},
)
ALL, CHILDREN, YOUNGEST = (0, 1, 2, 3), (2, 3), (3,)

MOVING_IN = Household(
    people=PEOPLE,
    rows={
        "jumin_ido.members": ALL,
        "mnc_kisai.members": ALL,
        "kokuho_ido.members": ALL,
        "jidoteate_nintei.children": CHILDREN,
        "iryohi.members": CHILDREN,
        "hoiku_nintei.family": (0, 1, 2),
        "hoiku_riyo.children": YOUNGEST,
    },
    roles={
        **dict.fromkeys(("applicant", "pension", "cardholder", "seal", "vehicle_owner"), 0),
        **{"spouse": 1, "head": 1, "insured_head": 1, "former_head": 1, "nursery_child": 3},
    },
    answers={
        "applicant.phone": "0125620101",
        "applicant.address": NEW_ADDRESS,
        "applicant.address_in_january": OLD_ADDRESS,
        "move.kind": "転入（町外から）",
        "move.notifier": "異動者本人",
        "move.date": MOVED_ON,
        "move.to.address": NEW_ADDRESS,
        "mnc_kisai.kind": "継続利用（転入）",
        "mnc_kisai.relation": "本人",
        "cardholder.applied_by": "本人",
        "mnc_shomei.act": "新規発行",
        "mnc_shomei.certs": ("署名用電子証明書",),
        "mnc_shomei.why": "住所・氏名等の変更",
        "kokuho_ido.kind": "加入（資格取得）",
        "kokuho_ido.reason_in": "転入",
        "kokuho_ido.ev_date": MOVED_ON,
        "kokuho_ido.notifier": "同一世帯員",
        "kokuho_ido.h_addr": NEW_ADDRESS,
        "kokuho_ido.h_tel": "0125620101",
        "pension.applied_by": "本人",
        "pension.address": NEW_ADDRESS,
        "nenkin_todoke.kind": ("住所変更",),
        "nenkin_todoke.reason": "転入・帰国",
        "nenkin_todoke.ev_date": MOVED_ON,
        "jidoteate_nintei.reason": "転入",
        "jidoteate_nintei.ev_date": MOVED_ON,
        "jidoteate_nintei.single": "有",
        "hoiku_nintei.p_jan1": "町外",
        "hoiku_riyo.kind": "新規",
        "inkan_toroku.todo_kind": "登録",
        "seal.applied_by": "本人",
        "seal.address": NEW_ADDRESS,
        "suido.kind": "使用開始",
        "suido.ev_date": MOVED_ON,
        "suido.use_addr": NEW_ADDRESS,
        "vehicle.applied_by": "本人",
        "vehicle_owner.address": NEW_ADDRESS,
        "kei_toroku.reason": "転入",
        "kei_toroku.ev_date": MOVED_ON,
    },
)

TRIGGERED = (
    *("jumin_ido", "mnc_kisai", "mnc_shomei", "kokuho_ido", "nenkin_todoke", "jidoteate_nintei", "iryohi"),
    *("hoiku_nintei", "hoiku_riyo", "inkan_toroku", "suido"),
)
"""What moving in triggers for this family: no dog, no moped, nobody in care, two children who live with them."""

ONESELF = Household(
    people=({"name": "髙﨑　𠮷郎"},),
    roles={"record_head": 0},
    answers={"applicant.phone": "0125620101"},
)
"""The person of tests.support.pages, who is the head of the household."""

EVENTS = {
    name: Household(answers={"move.kind": kind})
    for name, kind in {
        "tenkyo": "転居（町内）",
        "tenshutsu": "転出（町外へ）",
        "kekkon": "転居（町内）",
        "rikon": "世帯主変更",
        "okuyami": "世帯主変更",
    }.items()
}
"""What the typical answers of the single forms cannot know: which move an event is about."""


@cache
def moving_in() -> Effort:
    """Return what moving in costs this family, all in one visit."""
    return visit(TRIGGERED, MOVING_IN, MOTHER)


@cache
def of_event(event: str) -> Effort:
    """Return what a visit for every procedure of a life event costs."""
    return visit(events()[event][1], EVENTS.get(event, NOBODY))
