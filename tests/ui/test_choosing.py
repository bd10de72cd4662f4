"""The pages that lead to the procedures: what they say, and what a touch on them tells the session."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from forms.answers import Giver
from forms.life_events.loader import load_events
from forms.loader import load_catalogue
from forms.settings import load_town
from forms.values import UNKNOWN
from kiosk.i18n import LANGUAGES, Words
from kiosk.session.events import (
    ByNameAsked,
    EventChosen,
    ProcedureMarked,
    PurposeChosen,
    ResidentEvent,
    Started,
    StartOver,
)
from kiosk.session.state import Phase, Policy, SessionState, new_session
from tests.support.pages import TODAY, after, all_pages, choosing_pages, start
from tests.support.visit import CATALOGUE, EVENTS, Visit, small_procedure
from ui import clerk_view, view, visit_view
from ui.choosing_view import CATEGORIES, page
from ui.shell import Shell
from ui.widgets.button import BigButton

MakeShell = Callable[..., Shell]


@pytest.fixture(scope="module")
def pages() -> dict[str, SessionState]:
    return choosing_pages()


def touch(shell: Shell, words: str) -> list[ResidentEvent]:
    """Touch the button with these words and return what the session is told."""
    events: list[ResidentEvent] = []
    shell.intent.connect(events.append)
    button = next(one for one in shell.findChildren(BigButton) if one.isVisible() and one.words == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return events


def marked(shell: Shell) -> dict[str, bool]:
    screen = shell.screen_shown
    assert screen is not None
    return {one.words: one.isChecked() for one in screen.findChildren(BigButton) if one.isCheckable()}


def shown(state: SessionState, language: str = "ja") -> view.Outcome:
    found = page(state, Words(language), load_town())
    assert isinstance(found, view.Outcome)
    return found


def test_every_event_and_group_has_its_drawing_and_its_word() -> None:
    icons = {item.name for item in (files("assets") / "icons").iterdir()}
    assert {f"event-{name}.svg" for name in load_events().events} <= icons
    groups = {one.category for one in load_catalogue().procedures.values()}
    assert groups <= set(CATEGORIES)
    for language in LANGUAGES:
        assert all(f"screen.category.{one}" in Words(language) for one in CATEGORIES)
    assert {f"category-{one}.svg" for one in CATEGORIES} <= icons


@pytest.mark.parametrize("name", ["outcome-tennyu", "outcome-unknown"])
def test_what_is_marked_stands_in_the_order_in_which_it_is_printed(pages: dict[str, SessionState], name: str) -> None:
    """So the clerk's list of the forms and the last page have it too."""
    state = pages[name]
    listed = [option.value for group in shown(state).groups for option in group.options if option.value]
    assert len(listed) > 5
    for one in (one for one in reversed(listed) if one not in state.visit.procedures):
        state = after(state, ProcedureMarked(10, one))
    assert list(state.visit.procedures) == listed
    dropped = after(state, ProcedureMarked(10, listed[2]))
    assert list(dropped.visit.procedures) == [one for one in listed if one != listed[2]]
    ended = after(dropped, ProcedureMarked(10, listed[2]), PurposeChosen(11, dropped.visit.procedures))
    assert list(ended.visit.procedures) == [one for one in listed if one != listed[2]]
    titles = [form.title for form in clerk_view.progress(state, Words("ja")).forms]
    assert titles == [state.station.catalogue[one].name for one in listed]


def test_every_event_is_a_card_that_acts_at_once(shell_of: MakeShell) -> None:
    shell = shell_of(after(start(), *_started()))
    first = next(iter(load_events().events.values()))
    (event,) = touch(shell, first.name.ja.partition("（")[0])
    assert isinstance(event, EventChosen)
    assert event.event == first.id
    words = {one.words for one in shell.findChildren(BigButton) if one.isVisible()}
    assert {one.name.ja.partition("（")[0] for one in load_events().events.values()} <= words


def _started() -> list[ResidentEvent]:
    return [Started(1, TODAY)]


def test_the_first_page_has_no_way_out_that_erases_unasked() -> None:
    empty = after(start(), Started(1, TODAY))
    typed = replace(empty, visit=replace(empty.visit, answers=empty.visit.answers.set("x", "1", Giver.RESIDENT)))
    shown = [page(state, Words("ja"), None).footer for state in (empty, typed)]
    assert [(one.back, one.stop) for one in shown] == [("もどる", True), ("", True)]


def test_the_day_of_an_event_may_be_today(pages: dict[str, SessionState]) -> None:
    asked = page(pages["event-tennyu-moved_on"], Words(), load_town())
    assert isinstance(asked, view.Ask)
    assert ([one.value for one in asked.options], asked.today) == (["令和"], TODAY)


def test_the_names_of_procedures_are_one_touch_away(shell_of: MakeShell, pages: dict[str, SessionState]) -> None:
    (event,) = touch(shell_of(after(start(), *_started())), "手続きの名前から選ぶ")
    assert isinstance(event, ByNameAsked)
    assert event.category == ""
    (event,) = touch(shell_of(pages["categories"]), "介護")
    assert isinstance(event, ByNameAsked)
    assert event.category == "care11"


def test_marks_are_told_and_shown_as_the_session_keeps_them(
    shell_of: MakeShell, pages: dict[str, SessionState]
) -> None:
    state = pages["procedures"]
    shell = shell_of(state)
    name, other = "介護保険 要介護・要支援更新認定申請書", "介護保険 要介護・要支援認定申請書（新規）"
    assert [one for one, is_on in marked(shell).items() if is_on] == [name]
    (event,) = touch(shell, other)
    assert isinstance(event, ProcedureMarked)
    assert marked(shell)[other] is False
    shell.show_state(after(state, event))
    assert marked(shell)[other] is True
    *_, event = touch(shell, "つぎへ")
    assert isinstance(event, PurposeChosen)
    assert set(event.procedures) == {"kaigo_koshin", "kaigo_shinki"}


def test_without_a_mark_the_page_asks_for_one(shell_of: MakeShell, pages: dict[str, SessionState]) -> None:
    state = pages["procedures"]
    shell = shell_of(after(state, ProcedureMarked(9, "kaigo_koshin")))
    assert touch(shell, "つぎへ") == []
    said = [label.text() for label in shell.findChildren(type(shell.frame.code)) if label.isVisible()]
    assert "手続きを選んでください。" in said


def test_the_page_of_groups_goes_on_once_something_is_marked(
    shell_of: MakeShell, pages: dict[str, SessionState]
) -> None:
    assert not shell_of(pages["categories"]).frame.onward.isVisible()
    (event,) = touch(shell_of(pages["categories-chosen"]), "つぎへ")
    assert isinstance(event, PurposeChosen)
    assert event.procedures == ("kaigo_koshin",)


def test_what_is_due_is_told_with_reason_until_when_and_where() -> None:
    state = Visit().to_outcome(dog="はい").state
    found = shown(state)
    due = found.groups[0]
    assert found.heading == "お手続きが3件あります"
    assert [(one.value, one.text) for one in due.options] == [
        ("small", "小さな申請書"),
        ("", "窓口の申請書"),
        ("other", "小さな申請書"),
    ]
    assert due.options[0].detail == ("hereのため\nいつまで　令和8年12月8日（あと14日）\n窓口　住民課 戸籍・住民担当")
    assert due.options[1].detail.endswith("窓口へお越しください。ここでは紙をつくれません。")
    assert found.chosen == ("small", "other")
    rest = {group.title: [f"{one.text}{one.detail}" for one in group.options] for group in found.groups[1:]}
    assert rest == {"持っていくもの": ["カード"]}


def test_staff_alone_read_what_an_outcome_rests_on() -> None:
    state = Visit().to_outcome(dog="はい").state
    told = clerk_view.page(state, Words("ja"), {}, load_town())
    assert isinstance(told, view.Outcome)
    assert told.groups[:-1] == shown(state).groups
    source = "例規集第2条。www.example.jp ほか（一般知識、令和8年11月24日確認）"
    assert [one.detail for one in told.groups[-1].options] == [source]


@pytest.mark.parametrize("approved", ["", "住民課長"])
def test_a_resident_is_told_that_the_town_has_not_confirmed_it(approved: str) -> None:
    state = Visit().to_outcome(dog="はい").state
    events = {key: replace(one, approved_by=approved) for key, one in EVENTS.events.items()}
    state = replace(state, station=replace(state.station, events=replace(EVENTS, events=events)))
    assert ("まだ町の確認を受けていない案内です。" in shown(state).note) == (not approved)


def test_no_shipped_outcome_shows_a_resident_where_it_is_from(pages: dict[str, SessionState]) -> None:
    """Neither an address of the web nor a note of the research, in what is due, why, until when, where, to bring."""
    for name in (name for name in pages if name.startswith("outcome")):
        found = shown(pages[name])
        told = [found.note, *(text for group in found.groups for one in group.options for text in one)]
        assert "まだ町の確認を受けていない案内です。" in found.note
        assert not [text for text in told if re.search(r"未見|一般知識|要確認|\w+\.\w+\.jp|ほか他", text)], name


def test_what_the_counter_looks_into_says_which_answer_was_missing() -> None:
    found = shown(Visit().to_outcome(dog=UNKNOWN).state)
    maybe = next(group for group in found.groups if group.title == "必要かもしれないお手続き")
    assert [one.value for one in maybe.options] == ["other"]
    assert "窓口で確認　dog？" in maybe.options[0].detail


def test_a_stop_is_told_first_and_kindly_and_ends_the_visit(shell_of: MakeShell) -> None:
    state = Visit().begin().do(EventChosen, event="moving").answer("here", "いいえ").state
    found = shown(state)
    assert (found.heading, found.offered, found.groups[0].title) == (
        "ここでの手続きはありません",
        False,
        "ここではできないお手続き",
    )
    assert [(one.text, one.detail) for one in found.groups[0].options] == [("まだです。", "あとで")]
    (event,) = touch(shell_of(state), "おわる")
    assert isinstance(event, StartOver)


def test_a_group_of_the_towns_own_comes_last_under_a_plain_name() -> None:
    own = {"own": replace(small_procedure("own"), category="own_group"), **CATALOGUE}
    state = after(new_session(own, Policy(), events=EVENTS), *_started(), ByNameAsked(2))
    found = page(state, Words("ja"), None)
    assert isinstance(found, view.Categories)
    assert [(one.text, one.icon) for one in found.options][-1] == ("そのほかの手続き", "form")
    assert page(after(state, ByNameAsked(3, "own_group")), Words("en"), None)[0] == "Other procedures"


def test_broken_procedures_are_named_beside_the_groups() -> None:
    state = new_session(CATALOGUE, Policy(), ("こわれた届", "別の届"), EVENTS)
    state = after(state, *_started(), ByNameAsked(2))
    assert state.phase is Phase.CHOOSE_CATEGORY
    found = page(state, Words("ja"), None)
    assert isinstance(found, view.Categories)
    assert found.note == "次の手続きは、窓口へお越しください：こわれた届、別の届"


def test_the_last_page_tells_until_when_and_what_is_left_to_the_counter() -> None:
    visit = Visit().to_outcome().do(PurposeChosen, procedures=("small",)).put(procedures=("small",))
    found = visit_view.page(replace(visit.state, phase=Phase.FINISHED), Words("ja"), load_town())
    assert isinstance(found, view.Finished)
    rows = {row.label: row.value for row in found.lines}
    assert rows[small_procedure().name].endswith("\nいつまで　令和8年12月8日（あと14日）")
    assert rows["窓口でお聞きになること"] == "窓口の申請書"
    assert rows["持っていくもの"] == "・カード"


def test_the_last_page_tells_what_to_bring_before_where_to_go() -> None:
    """Things at home are told first, one a line; the offices with their telephones follow."""
    found = visit_view.page(all_pages()["finished"], Words("ja"), load_town())
    assert isinstance(found, view.Finished)
    assert [row.label for row in found.lines][:1] == ["持っていくもの"]
    things = found.lines[0].value.split("\n")
    assert len(things) == 3
    assert all(thing.startswith("・") for thing in things)
    assert all("電話" in row.value for row in found.lines[1:])
