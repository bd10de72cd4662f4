"""Two soft notes ask to take the card, with the voice and without, and stop with it; by the clock of the test alone."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from kiosk.app import Application
from kiosk.card_tone import EVERY_S, MOST, CardTone
from kiosk.config import Card, Config
from kiosk.session.events import PaperReviewed, SecretSubmitted, SettingsChanged, StartOver, Tick, VoiceChanged
from kiosk.session.settings import VOLUMES, Settings
from kiosk.session.state import Phase, Policy
from tests.support.visit import Visit

EVERY = int(EVERY_S)
SLOW = Policy(warn_s=10_000, slow_warn_s=10_000)


class Recorder:
    """A loudspeaker that keeps when and how loud."""

    def __init__(self) -> None:
        self.now = 0.0
        self.heard: list[tuple[float, float]] = []
        self.stopped: list[float] = []
        self.closed = False

    def tone(self, volume: float) -> None:
        self.heard.append((self.now, volume))

    def leave(self) -> None:
        self.stopped.append(self.now)

    def close(self) -> None:
        self.closed = True


class Heard:
    """A visit, a tick a second, and what is heard of it."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.device = visit, Recorder()
        self.tone = CardTone(self.device)
        self.look()
        self.begun = visit.state.now

    def look(self) -> None:
        self.device.now = self.visit.state.now
        self.tone.hear(self.visit.state)

    def run(self, seconds: int) -> Heard:
        for _ in range(seconds):
            self.visit.do(Tick)
            self.look()
        return self

    @property
    def at(self) -> list[float]:
        """When a tone came, in seconds since the beginning."""
        return [at - self.begun for at, _ in self.device.heard]


def take(settings: Settings | None = None) -> Visit:
    visit = Visit(SLOW).to_pad().do(SettingsChanged, settings=settings or Settings())
    visit.do(SecretSubmitted).card_read()
    assert visit.phase is Phase.TAKE_CARD
    return visit


def test_it_repeats_until_the_card_is_taken_and_stops_at_once() -> None:
    heard = Heard(take()).run(3 * EVERY)
    assert heard.at == [0, EVERY, 2 * EVERY, 3 * EVERY]
    heard.visit.remove()
    heard.look()
    assert heard.device.stopped == [heard.visit.state.now]
    assert (len(heard.run(60).device.heard), len(heard.device.stopped)) == (4, 1)


@pytest.mark.parametrize("volume", range(len(VOLUMES)))
def test_it_is_as_loud_as_the_resident_wants_the_voice(volume: int) -> None:
    heard = Heard(take(Settings(volume=volume)))
    assert [loud for _, loud in heard.device.heard] == [VOLUMES[volume]]


def test_it_waits_for_the_voice() -> None:
    heard = Heard(take(Settings(voice=True)))
    heard.visit.do(VoiceChanged, speaking=True)
    assert heard.run(3 * EVERY).device.heard == []
    heard.visit.do(VoiceChanged, speaking=False)
    heard.look()
    assert len(heard.run(EVERY).device.heard) == 2


def test_a_language_without_a_voice_is_not_waited_for() -> None:
    assert Heard(take(Settings(language="en", voice=True))).at == [0]


def test_a_card_left_when_all_is_done_is_reminded_of_for_a_while() -> None:
    visit = take().do(StartOver)
    assert visit.phase is Phase.ATTRACT
    heard = Heard(visit).run(EVERY * (MOST + 5))
    assert len(heard.device.heard) == MOST
    visit.remove()
    heard.look()
    assert len(heard.device.stopped) == 1


def test_the_card_of_the_next_resident_is_not_asked_back() -> None:
    visit = Visit(SLOW).insert()
    assert visit.phase is Phase.ATTRACT
    assert Heard(visit).run(60).device.heard == []


def test_a_card_on_the_reader_at_the_last_page_is_reminded_of() -> None:
    visit = Visit(SLOW).to_paper().do(PaperReviewed, came_out=True)
    assert visit.phase is Phase.FINISHED
    assert Heard(visit).device.heard == []
    visit.insert()
    assert Heard(visit).at == [0]


def test_without_a_loudspeaker_it_is_tried_once_for_each_card() -> None:
    heard = Heard(take())
    heard.tone.give_up()
    assert len(heard.run(60).device.heard) == 1
    heard.visit.do(StartOver).remove()
    heard.look()
    heard.visit = take()
    heard.look()
    assert len(heard.device.heard) == 2


@pytest.mark.parametrize("on", [True, False])
def test_the_machine_may_be_set_to_be_silent(monkeypatch: pytest.MonkeyPatch, on: bool) -> None:
    device = Recorder()
    monkeypatch.setattr(Application, "load_tone", lambda _: CardTone(device))
    application = object.__new__(Application)
    application.aloud = application.tone = None
    application.config = Config(card=Card(tone=on))
    kiosk = SimpleNamespace(runtime=SimpleNamespace(hear=lambda _: None), start=lambda: None)
    application.begin(kiosk)  # type: ignore[arg-type]  # what is used of the kiosk
    kiosk.runtime.hear(take().state)
    assert bool(device.heard) is on
