"""The page to sign on: one finger writes, what leaves the box is cut, nothing of it leaves the page but "signed"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.i18n import LANGUAGES
from kiosk.session.events import Signed, Touched
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import Hand, Phase, SessionState
from kiosk.signaturebox import SignatureBox
from tests.support.assisted import assisted
from tests.support.pages import all_pages
from tests.support.pictures import SCREENS, settle
from tests.support.robots import ROBOTS, Robot, Sitting
from tests.ui.test_in_sight import whole
from ui.screens.sign import PAD_MM, SignScreen
from ui.shell import Shell
from ui.strokes import Tracer, clipped
from ui.widgets.button import BigButton
from ui.widgets.sentence import Sentence
from ui.widgets.signature_pad import SignaturePad

MakeShell = Callable[..., Shell]


@cache
def sign() -> SessionState:
    return all_pages()["sign"]


@pytest.fixture(scope="module")
def fingers() -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.fixture
def shell(shell_of: MakeShell) -> Shell:
    return shell_of(sign())


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def pad_of(shell: Shell) -> SignaturePad:
    return next(one for one in shell.findChildren(SignaturePad) if one.isVisible())


def button(shell: Shell, words: str) -> BigButton:
    return next(
        one
        for one in shell.findChildren(BigButton)
        if "".join(one.words.split("\n")) == words and one.isVisible()  # in two lines or one
    )


def strokes(shell: Shell) -> list[int]:
    """How many points each stroke has."""
    with shell.signature.lent() as found:
        return [len(stroke) for stroke in found]


def at(pad: SignaturePad, across: float, down: float) -> QPoint:
    return QPoint(round(across * pad.width()), round(down * pad.height()))


def write(shell: Shell, *places: tuple[float, float]) -> None:
    """Write one stroke with the mouse; places are shares of the pad's width and height."""
    pad, left, none = pad_of(shell), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(pad, left, none, at(pad, *places[0]))
    for place in places[1:]:
        QTest.mouseMove(pad, at(pad, *place))
    QTest.mouseRelease(pad, left, none, at(pad, *places[-1]))
    rest()


def heard(shell: Shell) -> list[object]:
    events: list[object] = []
    shell.intent.connect(events.append)
    return events


# --- what is written


def test_a_stroke_makes_it_ready_and_no_event_tells_where_it_went(shell: Shell) -> None:
    events = heard(shell)
    done, again = button(shell, "これでよい"), button(shell, "書き直す")
    assert not done.isEnabled()
    assert not again.isEnabled()
    write(shell, (0.2, 0.5))
    assert not done.isEnabled(), "a touch is no signature"
    write(shell, (0.2, 0.2), (0.5, 0.6), (0.8, 0.3))
    assert done.isEnabled()
    assert again.isEnabled()
    assert strokes(shell) == [1, 3]
    assert [type(event) for event in events] == [Touched, Touched]
    done.click()
    assert isinstance(events[-1], Signed)
    assert events[-1].given
    assert shell.stage.draft() == (shell.stage.page_key, None)


def test_writing_anew_and_leaving_it_to_the_pen_overwrite_it(shell: Shell) -> None:
    events = heard(shell)
    write(shell, (0.2, 0.2), (0.5, 0.6))
    before = pad_of(shell).grab().toImage()
    button(shell, "書き直す").click()
    rest()
    assert not shell.signature
    assert pad_of(shell).grab().toImage() != before
    assert not button(shell, "これでよい").isEnabled()
    write(shell, (0.2, 0.2), (0.5, 0.6))
    button(shell, "紙に書く").click()
    assert strokes(shell) == []
    assert isinstance(events[-1], Signed)
    assert not events[-1].given


def test_in_another_language_and_size_the_strokes_are_still_there(shell: Shell) -> None:
    write(shell, (0.2, 0.2), (0.5, 0.6), (0.8, 0.3))
    settings = Settings(language="en", text_size=TextSize.LARGEST)
    other = all_pages(settings)["sign"]
    shell.show_state(other)
    rest()
    assert strokes(shell) == [3]
    assert button(shell, "This is fine").isEnabled()


def test_a_stroke_that_leaves_the_box_is_cut(shell: Shell) -> None:
    write(shell, (0.5, 0.5), (0.5, 1.8), (0.7, 1.8), (0.7, 0.5))
    with shell.signature.lent() as found:
        height = pad_of(shell).height() / pad_of(shell).width()
        assert [len(stroke) for stroke in found] == [2, 2], "out, and in again elsewhere"
        assert max(y for stroke in found for _, y in stroke) == pytest.approx(height, abs=0.002)
        assert found[1][0][0] == pytest.approx(0.7, abs=0.002)


def test_a_palm_that_rests_on_the_box_does_not_write(shell: Shell, fingers: QPointingDevice) -> None:
    pad, window = pad_of(shell), shell.windowHandle()

    def place(across: float, down: float) -> QPoint:
        return pad.mapTo(shell, at(pad, across, down))

    QTest.touchEvent(window, fingers).press(0, place(0.2, 0.3), window).commit()
    QTest.touchEvent(window, fingers).move(0, place(0.3, 0.3), window).press(1, place(0.8, 0.8), window).commit()
    for step in range(3):
        event = QTest.touchEvent(window, fingers)
        event.move(0, place(0.4 + step / 10, 0.3), window).move(1, place(0.8, 0.7 - step / 10), window).commit()
    QTest.touchEvent(window, fingers).release(0, place(0.6, 0.3), window).stationary(1).commit()
    QTest.touchEvent(window, fingers).release(1, place(0.8, 0.5), window).commit()
    rest()
    with shell.signature.lent() as found:
        assert len(found) == 1
        height = pad.height() / pad.width()
        assert all(y == pytest.approx(0.3 * height, abs=0.003) for _, y in found[0])
        assert found[0][-1][0] == pytest.approx(0.6, abs=0.003)
    assert button(shell, "これでよい").isEnabled()


def test_another_button_of_the_mouse_writes_nothing(shell: Shell) -> None:
    pad = pad_of(shell)
    QTest.mousePress(pad, Qt.MouseButton.RightButton)
    QTest.mouseMove(pad, at(pad, 0.7, 0.7))
    QTest.mouseRelease(pad, Qt.MouseButton.RightButton)
    assert strokes(shell) == []


# --- in every size of the text


def _size_of(heading: Sentence) -> int:
    """How large its words are painted, px."""
    return heading.lines(heading.width())._font.pixelSize()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_the_heading_grows_with_the_size_of_the_text(shell_of: MakeShell, screen: str, language: str) -> None:
    sizes = []
    for size in TextSize:
        shell = shell_of(replace(sign(), settings=Settings(language=language, text_size=size)), screen)
        page = shell.screen_shown
        assert isinstance(page, SignScreen)
        sizes.append(_size_of(page._page.heading))
        assert whole(shell, page._page.heading), size
        if language == "ja":
            assert page.pad.height() >= shell.theme.px(PAD_MM), size
        assert whole(shell, page.pad), size
        shell.hide()
    assert sizes == sorted(sizes)
    if language == "ja":
        assert len(set(sizes)) == len(TextSize)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_no_line_of_the_note_is_cut_by_the_box(shell_of: MakeShell, screen: str, language: str) -> None:
    for size in TextSize:
        shell = shell_of(replace(sign(), settings=Settings(language=language, text_size=size)), screen)
        page = shell.screen_shown
        assert isinstance(page, SignScreen)
        note, scroller = page._page.note, page._page.scroller
        pitch = note.lines(note.width()).pitch
        room = scroller.viewport().height() - note.mapTo(scroller.content, QPoint(0, 0)).y()
        assert room >= note.height() or room <= 0 or room % pitch <= 1, f"{size}: {room / pitch:.2f} lines"
        assert (room < note.height()) is shell.frame.down.isEnabled(), size
        shell.hide()


def test_the_whole_note_is_seen_beside_a_box_that_is_little_lower(shell_of: MakeShell) -> None:
    shell = shell_of(replace(sign(), settings=Settings(language="en")))
    page = shell.screen_shown
    assert isinstance(page, SignScreen)
    assert whole(shell, page._page.note)
    assert PAD_MM - 5 < page.pad.height() / shell.theme.screen.px_per_mm < PAD_MM


# --- without a finger, and beside a clerk


@pytest.mark.parametrize("kind", ROBOTS)
def test_without_a_finger_a_pen_signs(shell_of: MakeShell, kind: type[Robot]) -> None:
    sitting = Sitting(shell_of(sign()), sign())
    robot = kind(sitting.shell)
    robot.choose("紙に書く")
    assert (sitting.state.phase, sitting.state.visit.signed) == (Phase.PRINT, False)
    assert robot.presses <= 12


@pytest.mark.parametrize("hand", Hand)
def test_the_clerk_neither_sees_nor_has_it(shell_of: MakeShell, hand: Hand) -> None:
    from kiosk.session.hands import holder  # noqa: PLC0415 - for this question alone
    from tests.support.assisted import WIDE, make_desk  # noqa: PLC0415 - a window more

    state = assisted(sign(), hand)
    assert holder(state) is Hand.RESIDENT
    desk = make_desk(WIDE)
    desk.show_state(state)
    rest()
    write(desk.resident, (0.2, 0.2), (0.5, 0.6))
    desk.mirror()
    assert not desk.clerk.findChildren(SignaturePad)
    assert desk.signature is desk.resident.signature
    assert desk.signature
    for window in (desk.resident, desk.clerk):
        window.hide()
        window.deleteLater()


# --- the geometry

_ANYWHERE = st.tuples(st.floats(-1, 2), st.floats(-1, 2))


@given(st.lists(_ANYWHERE, min_size=1, max_size=12), st.floats(0.2, 0.6))
def test_wherever_a_finger_goes_the_strokes_stay_on_the_pad(places: list[tuple[float, float]], height: float) -> None:
    box = SignatureBox()
    tracer = Tracer(box)
    tracer.begin(places[0], height)
    for place in places[1:]:
        tracer.go(place)
    tracer.end()
    tracer.go((0.5, 0.1))
    with box.lent() as found:
        assert all(0 <= x <= 1 and 0 <= y <= height + 1e-3 for stroke in found for x, y in stroke)
        if len(places) == 1 and not found:
            assert clipped(places[0], places[0], height) is None


@given(_ANYWHERE, _ANYWHERE, st.floats(0.2, 0.6))
def test_the_part_that_is_kept_is_a_part_of_the_line(
    start: tuple[float, float], end: tuple[float, float], height: float
) -> None:
    found = clipped(start, end, height)
    inside = [0 <= x <= 1 and 0 <= y <= height for x, y in (start, end)]
    if found is None:
        assert not any(inside)
        return
    length = (end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2
    for x, y in found:
        assert -1e-9 <= x <= 1 + 1e-9
        assert -1e-9 <= y <= height + 1e-9
        across = (x - start[0]) * (end[1] - start[1]) - (y - start[1]) * (end[0] - start[0])
        assert across**2 <= 1e-12 * max(length, 1)
    assert not inside[0] or found[0] == start
    assert not inside[1] or found[1] == end
