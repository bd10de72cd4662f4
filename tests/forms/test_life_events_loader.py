"""Reading an event: every mistake with its code and its place; a broken file breaks only itself."""

from __future__ import annotations

import copy
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.conditions import AllOf, AnyOf, Is, Not
from forms.figures import Figure, Unit
from forms.life_events.definition import After, Asks, Yearly
from forms.life_events.loader import load_events, parse_common, parse_event, shipped_events
from forms.problems import DefinitionCode, DefinitionError
from forms.settings import load_town

if TYPE_CHECKING:
    from pathlib import Path

D = DefinitionCode
COMMON = """
[procedure]
a = "甲の届"
b = "乙の届"
[direct_only]
b = "自分で選ぶ"
[item.seal]
text = "印鑑"
text_en = "Seal"
[source.law]
text = "なにかの法律"
confidence = "law"
checked_on = 2026-11-24
"""
EVENT = """
id = "move"
name = "引っ越し"
name_en = "Move"
order = 1
checked_on = 2026-11-24
[[question]]
id = "moved"
ask = "引っ越しましたか"
ask_en = "Did you move?"
[[question]]
id = "day"
asks = "date"
noun = "引っ越した日"
noun_en = "the day of moving"
ask = "いつですか"
ask_en = "When?"
show_if = { field = "moved", is = true }
[[rule]]
procedure = "a"
when = { any = [{ field = "moved", is = true }, { not = { all = [{ field = "moved", is = false }] } }] }
reason = "届けます。"
reason_en = "Notify."
deadline = { days = 14, from = "day", opens = -14, note = "お早めに", note_en = "soon" }
bring = ["seal"]
source = "law"
[[stop]]
when = { field = "moved", is = false }
text = "まだです。"
text_en = "Not yet."
where = "あとで"
where_en = "Later"
stops = ["a"]
source = "law"
[[advice]]
text = "水道も。"
text_en = "Water too."
where = "役場"
where_en = "Town hall"
deadline = { yearly_from = "08-01", yearly_until = "08-31" }
see = "other"
source = "law"
"""


def common() -> dict[str, Any]:
    return tomllib.loads(COMMON)


def event() -> dict[str, Any]:
    return tomllib.loads(EVENT)


def changed(raw: dict[str, Any], path: str, value: object = None) -> dict[str, Any]:
    """Return the parsed file with one key set, or taken out (no value)."""
    raw = copy.deepcopy(raw)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = raw
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return raw


def place_of(raw: dict[str, Any]) -> tuple[DefinitionCode, str]:
    with pytest.raises(DefinitionError) as caught:
        parse_event(raw, parse_common(common()), ("move", "other"))
    return caught.value.code, caught.value.where


def test_an_event_is_read_as_it_is_written() -> None:
    read = parse_event(event(), parse_common(common()), ("move", "other"))
    assert (read.id, read.name.ja, read.name.en, read.order) == ("move", "引っ越し", "Move", 1)
    moved, day = read.questions
    assert (moved.asks, day.asks, day.noun.en, day.show_if) == (
        Asks.YES_NO,
        Asks.DATE,
        "the day of moving",
        Is("moved", value=True),
    )
    (rule,) = read.rules
    yes, no = Is("moved", value=True), Is("moved", value=False)
    assert rule.when == AnyOf((yes, Not(AllOf((no,)))))
    assert rule.deadline is not None
    assert rule.deadline.counted == After(14, "day", first_day=False, opens=-14)
    assert rule.deadline.note.en == "soon"
    assert (rule.bring, rule.basis.source, rule.basis.checked_on) == (("seal",), "なにかの法律", date(2026, 11, 24))
    assert read.stops[0].stops == ("a",)
    assert not read.stops[0].ends
    (advice,) = read.advice
    assert advice.deadline is not None
    assert (advice.see, advice.deadline.counted) == ("other", Yearly((8, 1), (8, 31)))


YEARLY = {"yearly_from": "08-01", "yearly_until": "08-31"}
IS = {"field": "moved", "is": True}
MISTAKES: list[tuple[str, object, DefinitionCode, str]] = [
    # path in the file, new value (None: taken out), code, place
    *[(key, None, D.MISSING_KEY, key) for key in ("id", "name", "name_en", "order", "checked_on", "question", "rule")],
    ("name", "　", D.MISSING_KEY, "name"),
    ("rule", [], D.MISSING_KEY, "rule"),
    ("id", "Move", D.NOT_ALLOWED, "id"),
    ("order", "1", D.WRONG_TYPE, "order"),
    ("order", True, D.WRONG_TYPE, "order"),
    ("checked_on", "2026-11-24", D.WRONG_TYPE, "checked_on"),
    ("nmae", "x", D.UNKNOWN_KEY, "nmae"),
    ("question", "x", D.WRONG_TYPE, "question"),
    ("rule", ["x"], D.WRONG_TYPE, "rule[0]"),
    ("question.0.id", None, D.MISSING_KEY, "question[0].id"),
    ("question.0.id", "today", D.NOT_ALLOWED, "question.today.id"),
    ("question.0.id", "Moved", D.NOT_ALLOWED, "question.Moved.id"),
    ("question.1.id", "moved", D.DUPLICATE, "question.moved.id"),
    ("question.0.asks", "number", D.NOT_ALLOWED, "question.moved.asks"),
    ("question.0.ask_en", None, D.MISSING_KEY, "question.moved.ask_en"),
    ("question.0.help", "ヒント", D.MISSING_KEY, "question.moved.help_en"),
    ("question.0.noun", "日", D.UNKNOWN_KEY, "question.moved.noun"),
    ("question.0.future", True, D.UNKNOWN_KEY, "question.moved.future"),
    ("question.1.noun", None, D.MISSING_KEY, "question.day.noun"),
    ("question.1.future", 1, D.WRONG_TYPE, "question.day.future"),
    ("question.0.gives", "move.date", D.UNKNOWN_KEY, "question.moved.gives"),
    ("question.1.gives", "move.day", D.NOT_ALLOWED, "question.day.gives"),
    ("question.1.gives", "move.kind", D.NOT_ALLOWED, "question.day.gives"),
    ("question.0.show_if", {"field": "day", "is": True}, D.UNKNOWN_FIELD, "question.moved.show_if.field"),
    ("question.1.show_if", {"field": "day", "is": True}, D.UNKNOWN_FIELD, "question.day.show_if.field"),
    ("rule.0.procedure", "c", D.NOT_ALLOWED, "rule[0].procedure"),
    ("rule.0.reason_en", None, D.MISSING_KEY, "rule[0].reason_en"),
    ("rule.0.bring", ["ring"], D.NOT_ALLOWED, "rule[0].bring"),
    ("rule.0.bring", ["seal", "seal"], D.DUPLICATE, "rule[0].bring"),
    ("rule.0.source", "rumour", D.NOT_ALLOWED, "rule[0].source"),
    ("rule.0.source", None, D.MISSING_KEY, "rule[0].source"),
    ("rule.0.at_counter", "yes", D.WRONG_TYPE, "rule[0].at_counter"),
    ("rule.0.whne", IS, D.UNKNOWN_KEY, "rule[0].whne"),
    ("rule.0.when", {"field": "gone", "is": True}, D.UNKNOWN_FIELD, "rule[0].when.field"),
    ("rule.0.when", {"field": "day", "is": True}, D.NOT_ALLOWED, "rule[0].when.field"),
    ("rule.0.when", {"field": "moved"}, D.MISSING_KEY, "rule[0].when.is"),
    ("rule.0.when", {"field": "moved", "is": "yes"}, D.WRONG_TYPE, "rule[0].when.is"),
    ("rule.0.when", {"any": []}, D.MISSING_KEY, "rule[0].when.any"),
    ("rule.0.when", {"all": [IS, {"field": "gone", "is": True}]}, D.UNKNOWN_FIELD, "rule[0].when.all[1].field"),
    ("rule.0.when", {"not": IS, "field": "moved"}, D.UNKNOWN_KEY, "rule[0].when.field"),
    ("rule.0.when", {"age": "day"}, D.MISSING_KEY, "rule[0].when.field"),
    ("rule.0.deadline", {}, D.MISSING_KEY, "rule[0].deadline.days"),
    ("rule.0.deadline", {"note": "早めに"}, D.MISSING_KEY, "rule[0].deadline.note_en"),
    ("rule.0.deadline", {"days": 14}, D.MISSING_KEY, "rule[0].deadline.from"),
    ("rule.0.deadline", {"days": "14", "from": "day"}, D.WRONG_TYPE, "rule[0].deadline.days"),
    ("rule.0.deadline", {"days": 14, "from": "gone"}, D.UNKNOWN_FIELD, "rule[0].deadline.from"),
    ("rule.0.deadline", {"days": 14, "from": "moved"}, D.NOT_ALLOWED, "rule[0].deadline.from"),
    ("rule.0.deadline", {"days": 14, "from": "today"}, D.MISSING_KEY, "rule[0].deadline.noun"),
    ("rule.0.deadline", {"days": 14, "from": "day", "opens": 15}, D.NOT_ALLOWED, "rule[0].deadline.opens"),
    ("rule.0.deadline", {"days": 14, "from": "day", "wekes": 2}, D.UNKNOWN_KEY, "rule[0].deadline.wekes"),
    ("rule.0.deadline", {"yearly_from": "08-01"}, D.MISSING_KEY, "rule[0].deadline.yearly_until"),
    ("rule.0.deadline", {**YEARLY, "days": 3}, D.UNKNOWN_KEY, "rule[0].deadline.days"),
    *[
        ("rule.0.deadline", {**YEARLY, "yearly_until": day}, D.NOT_ALLOWED, "rule[0].deadline.yearly_until")
        for day in ("07-31", "13-01", "09-31", "8-31", "02-29", "09-00", "00-10")
    ],
    ("stop.0.when", None, D.MISSING_KEY, "stop[0].when.field"),
    ("stop.0.where", None, D.MISSING_KEY, "stop[0].where"),
    ("stop.0.stops", ["c"], D.NOT_ALLOWED, "stop[0].stops"),
    ("stop.0.ends", "no", D.WRONG_TYPE, "stop[0].ends"),
    ("stop.0.source", "rumour", D.NOT_ALLOWED, "stop[0].source"),
    ("stop.0.see", "other", D.UNKNOWN_KEY, "stop[0].see"),
    ("advice.0.see", "nowhere", D.NOT_ALLOWED, "advice[0].see"),
    ("advice.0.text_en", None, D.MISSING_KEY, "advice[0].text_en"),
    ("advice.0.bring", ["seal"], D.UNKNOWN_KEY, "advice[0].bring"),
]


@pytest.mark.parametrize(("path", "value", "code", "where"), MISTAKES)
def test_a_mistake_in_an_event_has_its_code_and_place(
    path: str, value: object, code: DefinitionCode, where: str
) -> None:
    assert place_of(changed(event(), path, value)) == (code, where)


COMMON_MISTAKES: list[tuple[str, object, DefinitionCode, str]] = [
    *[(key, "x", D.WRONG_TYPE, key) for key in ("procedure", "direct_only", "item", "source")],
    ("procedure.a", 5, D.WRONG_TYPE, "procedure.a"),
    ("procedure.a", "", D.MISSING_KEY, "procedure.a"),
    ("direct_only.c", "ない", D.NOT_ALLOWED, "direct_only.c"),
    ("item.seal.text_en", None, D.MISSING_KEY, "item.seal.text_en"),
    ("item.seal.colour", "red", D.UNKNOWN_KEY, "item.seal.colour"),
    ("source.law.confidence", "sure", D.NOT_ALLOWED, "source.law.confidence"),
    ("source.law.checked_on", None, D.MISSING_KEY, "source.law.checked_on"),
    ("source.law.page", 3, D.UNKNOWN_KEY, "source.law.page"),
    ("sources", {}, D.UNKNOWN_KEY, "sources"),
]


@pytest.mark.parametrize(("path", "value", "code", "where"), COMMON_MISTAKES)
def test_a_mistake_in_what_is_common_has_its_code_and_place(
    path: str, value: object, code: DefinitionCode, where: str
) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_common(changed(common(), path, value))
    assert (caught.value.code, caught.value.where) == (code, where)


def folder(path: Path, **texts: str | bytes) -> Path:
    for name, text in texts.items():
        file = path / f"{name}.toml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


OTHER = EVENT.replace('id = "move"', 'id = "other"').replace('see = "other"\n', "").replace("order = 1", "order = 2")


def test_events_come_in_their_order(tmp_path: Path) -> None:
    read = load_events(folder(tmp_path, common=COMMON, move=EVENT.replace("order = 1", "order = 3"), other=OTHER))
    assert list(read.events) == ["other", "move"]
    assert read.broken == ()


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("id = ", D.UNREADABLE, "move.toml"),
        (b"\xff\xfe", D.UNREADABLE, "move.toml"),
        (EVENT.replace('"move"', '"mvoe"'), D.FILE_NAME, "id"),
        (EVENT.replace("order = 1\n", ""), D.MISSING_KEY, "order"),
    ],
)
def test_a_broken_event_breaks_only_itself(tmp_path: Path, text: str | bytes, code: DefinitionCode, where: str) -> None:
    read = load_events(folder(tmp_path, common=COMMON, move=text, other=OTHER))
    assert list(read.events) == ["other"]
    (broken,) = read.broken
    assert (broken.id, broken.code, broken.where) == ("move", code, where)


@pytest.mark.parametrize("text", [None, "[procedure", "[procedure]\na = 1"])
def test_without_what_is_common_there_are_no_events(tmp_path: Path, text: str | None) -> None:
    read = load_events(folder(tmp_path, move=EVENT, other=OTHER, **({} if text is None else {"common": text})))
    assert not read.events
    (broken,) = read.broken
    assert broken.id == "common"


def test_an_event_names_figures_in_texts_and_as_the_days_of_a_deadline() -> None:
    figures = {"days.move": Figure(14, Unit.DAYS)}
    raw = changed(event(), "rule.0.reason", "{days.move}以内に届けます。")
    raw = changed(raw, "rule.0.deadline.days", "{days.move}")
    (rule,) = parse_event(raw, parse_common(common()), ("move", "other"), figures).rules
    assert rule.reason.ja == "14日以内に届けます。"
    assert rule.deadline is not None
    assert isinstance(rule.deadline.counted, After)
    assert rule.deadline.counted.days == 14
    with pytest.raises(DefinitionError) as unknown:
        parse_event(raw, parse_common(common()), ("move", "other"))
    assert (unknown.value.code, unknown.value.detail) == (D.UNKNOWN_SETTING, "days.move")


def _keys(raw: object, path: str = "") -> list[str]:
    if isinstance(raw, dict):
        inner = [key for name, value in raw.items() for key in _keys(value, f"{path}.{name}".lstrip("."))]
        return [path, *inner] if path else inner
    if isinstance(raw, list):
        return [path, *(key for number, value in enumerate(raw) for key in _keys(value, f"{path}.{number}"))]
    return [path]


SHIPPED = {
    item.name.removesuffix(".toml"): tomllib.loads(item.read_text("utf-8"))
    for item in shipped_events().iterdir()
    if item.name.endswith(".toml")
}
FIGURES = load_town().figures
SHIPPED_COMMON = parse_common(SHIPPED["common"], FIGURES)


@given(st.sampled_from([name for name in SHIPPED if name != "common"]), st.data())
def test_any_key_taken_out_or_of_another_type_is_told_or_harmless(name: str, data: st.DataObject) -> None:
    """Never anything but a DefinitionError with a place."""
    path = data.draw(st.sampled_from(_keys(SHIPPED[name])))
    value = data.draw(st.sampled_from([None, 7, True, "x", "", [], {}, [{}], {"field": "gone"}, date(2026, 1, 1)]))
    try:
        parse_event(changed(SHIPPED[name], path, value), SHIPPED_COMMON, SHIPPED.keys(), FIGURES)
    except DefinitionError as error:
        assert error.where  # noqa: PT017 - either is right
