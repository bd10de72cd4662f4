"""Pages on every screen a kiosk may have, lying and upright, at every scale factor: the same millimetres, sharp."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from math import gcd

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from kiosk.i18n import LANGUAGES, Words
from kiosk.session.settings import Settings, TextSize
from tests.support.displays import FACTORS, GLASSES, glass, offscreen, told_by
from tests.support.pictures import FakeClock, settle
from tests.support.sights import pages
from tests.ui.test_every_page import gaps, inside, room, sizes
from ui import tokens
from ui.shell import Shell
from ui.theme import Theme

SIGHTS = tuple(product(GLASSES, FACTORS, (False, True), TextSize, LANGUAGES))
STRIDE = 1153
"""Has no factor in common with the number of sights: page after page goes through all of them."""
MakeShell = Callable[..., Shell]


def look(shell_of: MakeShell, page: str, sight: tuple[str, float, bool, TextSize, str]) -> list[str]:
    name, factor, upright, size, language = sight
    state = replace(pages()[page], settings=Settings(language=language, text_size=size))
    shell = shell_of(state, glass(name, factor, upright=upright))
    found = [f"{page}, {sight}: {problem}" for check in (sizes, gaps, room, inside) for problem in check(shell)]
    shell.hide()
    return found


@pytest.mark.parametrize("start", range(2))
def test_every_sixth_page_somewhere(shell_of: MakeShell, start: int) -> None:
    assert gcd(STRIDE, len(SIGHTS)) == 1
    names = list(pages())[start::12]
    found = [
        problem
        for number, page in enumerate(names)
        for problem in look(shell_of, page, SIGHTS[(start + 3 * number) * STRIDE % len(SIGHTS)])
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("page", "sight"),
    [
        # The row of 上へ and 下へ came while the pad was being laid out, and stood over it.
        ("secret-pin", ("11.6 hd", 1.0, True, TextSize.LARGEST, "ja")),
        # A pixel is a third of a millimetre here: rounded up, a word was wider than its button.
        ("failure-PIN-05", ("10.1 wxga", 1.75, False, TextSize.LARGER, "en")),
        ("ask-record.head", ("10.1 wuxga", 2.0, False, TextSize.LARGER, "en")),
        ("check-proxy", ("10.1 wxga", 1.5, False, TextSize.LARGEST, "ja-easy")),
        ("failure-CARD-03", ("11.6 hd", 1.75, True, TextSize.LARGEST, "ja-easy")),
        # The width of a word was rounded down to that of its button, and the word was parted.
        ("failure-PIN-01", ("10.1 wuxga", 1.25, False, TextSize.LARGEST, "ko")),
        # Each edge of five buttons was rounded up: together more than the standing screen had.
        ("checking", ("10.1 wuxga", 2.0, True, TextSize.STANDARD, "en")),
    ],
)
def test_where_it_was_too_narrow(shell_of: MakeShell, page: str, sight: tuple[str, float, bool, TextSize, str]) -> None:
    assert not look(shell_of, page, sight)


@pytest.mark.parametrize("size", list(TextSize))
def test_the_row_of_scroll_buttons_comes_to_rest(shell_of: MakeShell, dressed: QApplication, size: TextSize) -> None:
    """With the row a page begins 7 mm higher and may be whole, without it it is longer: the row came and went."""
    for language, page in product(LANGUAGES, ("failure-READ-02", "failure-CARD-01", "ask-applicant.phone")):
        settings = Settings(language=language, text_size=size)
        shell = shell_of(replace(pages()[page], settings=settings), glass("10.1 wuxga", upright=True))
        settle(dressed)
        seen = set()
        for _ in range(6):
            settle(dressed)
            seen.add(shell.frame.down.isVisible())
        assert len(seen) == 1, (language, page)
        scroller = shell.screen_shown.scroller if shell.screen_shown else None
        assert scroller is not None
        assert seen == {scroller.overflows}, (language, page)
        shell.hide()


@pytest.mark.long
@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("name", GLASSES)
def test_every_page_on_every_screen(shell_of: MakeShell, name: str, factor: float) -> None:
    found: list[str] = []
    for number, (upright, page) in enumerate(product((False, True), pages())):
        size, language = list(TextSize)[number % 4], LANGUAGES[number % len(LANGUAGES)]
        found += look(shell_of, page, (name, factor, upright, size, language))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", GLASSES)
@pytest.mark.parametrize(("size", "least_mm"), [(TextSize.STANDARD, 6.1), (TextSize.LARGEST, 10.0)])
def test_a_scale_factor_changes_no_millimetre(
    dressed: QApplication, name: str, size: TextSize, least_mm: float
) -> None:
    """What is laid out may be larger than it asks by the pixel it is rounded up to, never smaller."""
    for factor in FACTORS:
        screen, _ = glass(name, factor)
        pixel = 1 / screen.px_per_mm
        theme = Theme(screen, FakeClock(), Words(), size)
        for mm in (tokens.TARGET, tokens.GAP, tokens.LETTER, tokens.LETTER_GAP):
            assert mm - 1e-9 <= theme.px(mm) * pixel <= mm + pixel
        for font, points in ((theme.body(), tokens.BODY_PT[size]), (theme.frame(), tokens.FRAME_PT)):
            high = points * tokens.MM_PER_PT
            assert high - 1e-9 <= font.pixelSize() * pixel <= high + pixel
        assert QFontMetricsF(theme.body()).capHeight() * pixel >= least_mm - 1e-9


REAL = """
import json, sys
from dataclasses import replace
from PySide6.QtWidgets import QApplication
from kiosk.session.settings import Settings
from tests.support.displays import glass
from tests.support.pages import all_pages
from tests.support.pictures import make_shell, settle
from tests.ui.test_every_page import gaps, inside, room, sizes
from ui.theme import NAME_FONTS, dress, load_fonts
from ui.widgets.picture import Picture

application = QApplication(sys.argv[:1])
dress(application)
load_fonts(NAME_FONTS)
factor, found, twice = float(sys.argv[1]), [], []
ratio = application.primaryScreen().devicePixelRatio()


def blocks(image, area):
    \"\"\"The share of pairs of rows that are the same: all are where a drawing of half the pixels was blown up.\"\"\"
    rows = [[image.pixel(x, y) for x in range(area.left(), area.right())] for y in range(area.top(), area.bottom())]
    pairs = [(one, other) for one, other in zip(rows[::2], rows[1::2]) if len(set(one + other)) > 1]
    return sum(one == other for one, other in pairs) / max(1, len(pairs))


every = all_pages()
for name in sys.argv[2:]:
    shell = make_shell(glass("10.1 wuxga", factor))
    shell.show()
    shell.show_state(replace(every[name], settings=Settings()))
    settle(application)
    found += [f"{name}: {problem}" for check in (sizes, gaps, room, inside) for problem in check(shell)]
    for widget in (*shell.findChildren(Picture), *shell.frame.rail_buttons):
        if widget.isVisible():
            image = widget.grab().toImage()
            assert image.devicePixelRatio() == factor
            icon = image.rect().adjusted(12, 12, -12, -image.height() // 2)
            icon.setWidth(min(200, icon.width()))
            twice.append(blocks(image, icon))
    shell.hide()
print(json.dumps({"ratio": ratio, "found": found, "twice": twice}))
"""


@pytest.mark.parametrize(
    "factor", [*(pytest.param(factor, marks=pytest.mark.long) for factor in FACTORS[1:-1]), FACTORS[-1]]
)
def test_qt_s_own_scale_factor(tmp_path_factory: pytest.TempPathFactory, factor: float) -> None:
    """In a program whose screen really has that factor: everything has room, and no drawing is blown up."""
    env = offscreen(tmp_path_factory.mktemp("screens"), (1920, 1200), factor=factor)
    told = json.loads(told_by(REAL, env, [str(factor), "attract", "secret-pin"]))
    assert told["ratio"] == factor
    assert told["found"] == []
    assert len(told["twice"]) >= 10
    if factor == 2.0:
        assert max(told["twice"]) < 0.9
