"""``run_fill``: the whole session without a window; every way it can end, with nothing half done."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from cardreader.secret import Door, Secret
from cardreader.virtual import Answer, Cut, Fault, Pull, VirtualReader, load_profile, profile_facts
from forms.answers import Giver
from forms.definition import BrokenDefinition, Catalogue, Limits
from forms.loader import load_catalogue
from forms.problems import ProblemCode
from forms.settings import load_town
from kiosk.drawing import Document, Drawing, Drawn
from kiosk.failures import FailureCode
from kiosk.fill_request import FillRequest, FillResult, MemberCard
from kiosk.headless import run_fill
from kiosk.session.effects import DrawPages
from kiosk.session.persons import Relation
from kiosk.session.state import PageProblem
from printing.job import Failed, Outcome, PrinterStatus, Sent, Unsure
from tests.support.visit import CATALOGUE

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
CATALOGUE_OF_FORMS = load_catalogue()
TOWN = load_town()
JUMINHYO = """
[applicant]
phone = "0125-62-0101"

[juminhyo]
relation = "本人"
t_head = "空知 太郎"
t_scope = "世帯全員（謄本）"
kind = "住民票の写し"
copies = 1
"""


class Reader(VirtualReader):
    """A reader with one card in it that counts how often it was opened and what it was sent."""

    def __init__(self, profile: str | None = "plain", *faults: Fault) -> None:
        super().__init__(lambda _: None)
        self.opened = 0
        if profile:
            card = load_profile(profile)
            card.inject(*faults)
            self.insert(card)

    def connect(self) -> Any:
        self.opened += 1
        return super().connect()


class Paper:
    """A printer that says what it is told to say."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.titles: list[str] = []
        self.cleared = 0
        self._outcomes = list(outcomes)

    def print(self, pdf: bytes, title: str) -> Outcome:
        assert pdf.startswith(b"%PDF")
        self.titles.append(title)
        return self._outcomes.pop(0) if self._outcomes else Sent(str(len(self.titles)))

    def status(self) -> PrinterStatus:
        return PrinterStatus()

    def clear(self) -> bool:
        self.cleared += 1
        return True


class Sketch:
    """Drawing that costs nothing; keeps what it was given."""

    def __init__(self, *problems: PageProblem) -> None:
        self.drawn: list[DrawPages] = []
        self._problems = problems

    def __call__(self, effect: DrawPages) -> Drawn:
        self.drawn.append(effect)
        documents = tuple(Document(id_, f"title {id_}", b"%PDF-", 1) for id_ in effect.procedures)
        return Drawn("S-1", NOW, documents, self._problems)


def secret(profile: str = "plain", door: Door = Door.PIN) -> Secret:
    known = profile_facts(profile)
    return Secret(door, bytearray(known.pin if door is Door.PIN else known.code_b))


def fill(
    out: Path,
    *procedures: str,
    draw: Callable[[DrawPages], Drawn] | None = None,
    answers: str | None = None,
    catalogue: Catalogue = CATALOGUE_OF_FORMS,
    **request: Any,
) -> FillResult:
    path = None
    if answers is not None:
        path = out.parent / "answers.toml"
        path.write_text(answers, "utf-8")
    return run_fill(
        FillRequest(procedures or ("juminhyo",), out, answers=path, **request),
        catalogue,
        TOWN,
        draw or Sketch(),
        TODAY,
    )


def code(result: FillResult) -> str | None:
    return result.failure.code.value if result.failure else None


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


class TestDone:
    def test_from_card_to_files(self, out: Path) -> None:
        reader, pin = Reader(), secret()
        drawing = Drawing(CATALOGUE_OF_FORMS.procedures, TOWN, lambda: NOW, bytes)
        result = fill(out, answers=JUMINHYO, source=reader, secret=pin, draw=drawing)
        assert (result.failure, result.exit, result.problems) == (None, 0, ())
        assert {file.name for file in result.files} == {"juminhyo.pdf", "slip.pdf", "manifest.json"}
        assert all(file.read_bytes().startswith(b"%PDF-") for file in result.files if file.suffix == ".pdf")
        assert result.manifest["slip"] == {"id": "261124-222222", "file": "slip.pdf", "sealed": False}
        assert json.loads((out / "manifest.json").read_text("utf-8")) == result.manifest
        assert set(out.iterdir()) == set(result.files)
        assert pin.digits == bytearray(4)
        assert reader.opened == 1

    def test_the_manifest_tells_sources_and_never_values(self, out: Path) -> None:
        result = fill(out, answers=JUMINHYO, source=Reader(), secret=secret())
        text = (out / "manifest.json").read_text("utf-8")
        person = profile_facts("plain").person
        assert person is not None
        assert not [word for word in (person.name, person.address, "1980", "0125", "本人", "1234") if word in text]
        form = result.manifest["forms"][0]  # type: ignore[index]  # json
        assert form["fields"]["v_name"] == Giver.CARD
        assert form["fields"]["v_tel"] == Giver.RESIDENT
        assert form["fields"]["req_date"] == Giver.COMPUTED
        assert "v_tel" not in form["missing"]

    @pytest.mark.parametrize(("expiry", "total"), [(True, 6), (False, 4)])
    def test_the_fewest_exchanges(self, out: Path, expiry: bool, total: int) -> None:
        result = fill(out, source=Reader(), secret=secret(), check_expiry=expiry)
        card = result.manifest["card"]
        assert card == {
            "kind": "my-number",
            "door": "pin",
            "expires_on": "2035-02-17" if expiry else None,
            "expired": False,
            "tries_left": 3,
            "integrity": "not-checked",
            "apdus": {"total": total, "check": total - 2, "read": 2},
        }

    def test_by_the_printed_number(self, out: Path) -> None:
        result = fill(out, source=Reader("pin-locked"), secret=secret("pin-locked", Door.CODE_B))
        assert result.failure is None
        assert (result.manifest["card"]["door"], result.manifest["card"]["tries_left"]) == ("code-b", 10)  # type: ignore[index]  # json

    @pytest.mark.parametrize("with_card", [False, True])
    def test_without_a_secret_everything_comes_from_the_answers(self, out: Path, with_card: bool) -> None:
        reader = Reader()
        result = fill(out, answers=JUMINHYO, source=reader if with_card else None)
        form = result.manifest["forms"][0]  # type: ignore[index]  # json
        assert (result.failure, result.manifest["card"], reader.opened) == (None, None, 0)
        assert {"v_name", "v_addr", "v_birth"} <= set(form["missing"])

    def test_what_nobody_answered_stays_empty_on_paper(self, out: Path) -> None:
        sketch = Sketch()
        result = fill(out, answers='[applicant]\nphone = "わからない"\n', draw=sketch)
        form = result.manifest["forms"][0]  # type: ignore[index]  # json
        assert form["unknown"] == ["v_tel"]
        assert "relation" in form["missing"]
        assert "relation" not in form["fields"]
        relation = sketch.drawn[-1].answers.get("juminhyo.relation")
        assert relation is not None
        assert relation.value.name == "SKIPPED"  # type: ignore[union-attr]  # the sentinel

    def test_the_file_wins_over_the_card(self, out: Path) -> None:
        sketch = Sketch()
        result = fill(out, answers='[applicant]\nname = "窓辺　花"\n', source=Reader(), secret=secret(), draw=sketch)
        assert result.manifest["forms"][0]["fields"]["v_name"] == Giver.RESIDENT  # type: ignore[index]  # json
        name = sketch.drawn[-1].answers.get("applicant.name")
        assert name is not None
        assert name.value == "窓辺　花"
        assert len(sketch.drawn) == 1

    def test_what_the_forms_do_not_ask_is_told(self, out: Path) -> None:
        result = fill(out, answers=JUMINHYO + 'removed_date = "2020-01-01"\n')
        assert result.manifest["unused"] == ["juminhyo.removed_date"]

    def test_several_forms_and_other_tables_in_the_file(self, out: Path) -> None:
        result = fill(out, "juminhyo", "kaigo_shinki", answers=JUMINHYO + "[jidoteate_nintei]\n")
        assert result.failure is None
        assert [one["id"] for one in result.manifest["forms"]] == ["juminhyo", "kaigo_shinki"]  # type: ignore[attr-defined]  # json
        assert {file.name for file in result.files} == {"juminhyo.pdf", "kaigo_shinki.pdf", "manifest.json"}

    def test_an_expired_card_is_told_in_the_manifest(self, out: Path) -> None:
        result = fill(out, source=Reader("expired"), secret=secret("expired"))
        assert (result.failure, result.manifest["card"]["expired"]) == (None, True)  # type: ignore[index]  # json

    def test_fields_left_for_handwriting_are_told(self, out: Path) -> None:
        problem = PageProblem(FailureCode.FORM_CHARACTER, "juminhyo", "applicant.name")
        result = fill(out, source=Reader(), secret=secret(), draw=Sketch(problem))
        assert result.manifest["forms"][0]["left_blank"] == [{"field": "v_name", "code": "FORM-02"}]  # type: ignore[index]  # json


class TestCard:
    @pytest.mark.parametrize(
        ("profile", "expected"),
        [
            ("other-card", "CARD-03"),
            ("resident-card", "CARD-07"),
            ("phone-token", "CARD-08"),
            ("pin-locked", "PIN-02"),
            ("face-only", "PIN-02"),
            ("mute-card", "CARD-02"),
            ("garbage", "READ-01"),
            ("one-try-left", "PIN-04"),
            (None, "CARD-01"),
        ],
    )
    def test_a_card_that_cannot_be_used(self, out: Path, profile: str | None, expected: str) -> None:
        result = fill(out, source=Reader(profile), secret=secret(profile or "plain"))
        assert (code(result), result.exit) == (expected, 3)
        assert list(out.iterdir()) == []

    def test_an_altered_record(self, out: Path) -> None:
        result = fill(out, source=Reader("tampered"), secret=secret("tampered"), check_integrity=True)
        assert (code(result), result.exit) == ("READ-03", 3)

    def test_a_wrong_secret_is_sent_once(self, out: Path) -> None:
        reader = Reader()
        result = fill(out, source=reader, secret=Secret(Door.PIN, bytearray(b"0000")))
        assert result.failure is not None
        assert (result.failure.code, result.failure.tries_left, result.exit) == (FailureCode.PIN_WRONG, 2, 3)
        assert code(fill(out, source=reader, secret=secret())) is None

    def test_the_last_try_needs_a_clerk(self, out: Path) -> None:
        reader = Reader("one-try-left")
        assert code(fill(out, source=reader, secret=secret("one-try-left"))) == "PIN-04"
        result = fill(out, source=reader, secret=secret("one-try-left"), allow_last_try=True)
        assert result.failure is None

    def test_the_last_try_spent_in_vain(self, out: Path) -> None:
        wrong = Secret(Door.PIN, bytearray(b"0000"))
        result = fill(out, source=Reader("one-try-left"), secret=wrong, allow_last_try=True)
        assert code(result) == "PIN-02"

    def test_a_malformed_secret_costs_no_try(self, out: Path) -> None:
        reader = Reader()
        assert code(fill(out, source=reader, secret=Secret(Door.PIN, bytearray(b"12")))) == "PIN-03"
        assert fill(out, source=reader, secret=secret()).manifest["card"]["tries_left"] == 3  # type: ignore[index]  # json

    @pytest.mark.parametrize("at", range(1, 7))
    def test_pulled_at_every_exchange(self, out: Path, at: int) -> None:
        pin = secret()
        result = fill(out, source=Reader("plain", Pull(at)), secret=pin)
        assert code(result) == "CARD-01"
        assert pin.digits == bytearray(4)
        assert list(out.iterdir()) == []

    @pytest.mark.parametrize(("fault", "expected"), [(Answer(6, 0x6F00), "READ-02"), (Cut(6, 40), "READ-02")])
    def test_a_card_that_answers_nonsense(self, out: Path, fault: Fault, expected: str) -> None:
        assert code(fill(out, source=Reader("plain", fault), secret=secret())) == expected

    def test_reader_gone_and_service_down(self, out: Path) -> None:
        reader = Reader()
        reader.unplug()
        assert code(fill(out, source=reader, secret=secret())) == "RDR-01"
        reader.service_down()
        assert code(fill(out, source=reader, secret=secret())) == "RDR-02"

    def test_card_held_by_another_program(self, out: Path) -> None:
        reader = Reader()
        reader.connect()
        assert code(fill(out, source=reader, secret=secret())) == "CARD-05"

    def test_the_card_is_let_go_of(self, out: Path) -> None:
        reader = Reader()
        fill(out, source=reader, secret=Secret(Door.PIN, bytearray(b"0000")))
        reader.connect().close()


class TestBadInput:
    """Each stops before a card is touched: no try is spent in vain."""

    def refused(self, out: Path, *procedures: str, **request: Any) -> FillResult:
        reader, pin = Reader(), secret()
        result = fill(out, *procedures, source=reader, secret=pin, **request)
        assert (reader.opened, pin.digits) == (0, bytearray(4))
        assert not out.is_dir() or not list(out.iterdir())
        return result

    def test_answers_that_do_not_validate(self, out: Path) -> None:
        result = self.refused(out, answers='[applicant]\nphone = "12"\n[juminhyo]\nnothing = 1\n')
        assert (code(result), result.exit) == ("ANS-00", 4)
        assert result.failure is not None
        assert result.failure.params == {"count": 2}
        assert [one.code for one in result.problems] == [ProblemCode.NOT_PHONE, ProblemCode.UNKNOWN_KEY]

    def test_answers_that_cannot_be_read(self, out: Path) -> None:
        result = self.refused(out, answers="[")
        assert [one.code for one in result.problems] == [ProblemCode.UNREADABLE_FILE]
        assert (code(result), result.exit) == ("ANS-00", 4)

    def test_no_such_form(self, out: Path) -> None:
        result = self.refused(out, "nothing")
        assert (code(result), result.exit) == ("USE-02", 2)
        assert result.failure is not None
        assert result.failure.params["name"] == "nothing"
        assert "juminhyo" in str(result.failure.params["known"])

    def test_a_broken_definition(self, out: Path) -> None:
        broken = Catalogue({}, (BrokenDefinition("juminhyo", "DEF-04", "field[3].kind", "x"),))
        result = self.refused(out, catalogue=broken)
        assert (code(result), result.exit) == ("DEF-00", 2)
        assert result.failure is not None
        assert result.failure.params == {
            "id": "juminhyo",
            "where": "field[3].kind",
            "detail_code": "DEF-04",
            "detail": "x",
        }

    def test_a_sheet_that_cannot_be_drawn(self, out: Path) -> None:
        result = self.refused(out, "small", catalogue=Catalogue(CATALOGUE))
        assert (code(result), result.exit) == ("DEF-00", 2)

    def test_an_addressee_the_town_does_not_know(self, out: Path) -> None:
        form = replace(CATALOGUE_OF_FORMS.procedures["juminhyo"], addressee="nobody")
        result = self.refused(out, catalogue=Catalogue({"juminhyo": form}))
        assert (code(result), result.failure and result.failure.params["detail_code"]) == ("DEF-00", "DEF-20")

    def test_a_value_of_the_card_that_the_form_does_not_take(self, out: Path) -> None:
        form = CATALOGUE_OF_FORMS.procedures["juminhyo"]
        young = replace(form.field("v_birth"), limits=Limits(age_at_most=2))
        fields = tuple(young if one.id == "v_birth" else one for one in form.fields)
        catalogue = Catalogue({"juminhyo": replace(form, fields=fields)})
        result = fill(out, catalogue=catalogue, source=Reader(), secret=secret())
        assert (code(result), [one.key for one in result.problems]) == ("ANS-00", ["applicant.birth"])
        assert list(out.iterdir()) == []

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        result = fill(tmp_path / "file" / "out", source=(reader := Reader()), secret=secret())
        assert (code(result), result.exit, reader.opened) == ("SYS-02", 6, 0)

    def test_a_folder_that_fails_while_writing(self, out: Path) -> None:
        (out / "manifest.json").mkdir(parents=True)
        (out / "manifest.json" / "x").write_text("")
        result = fill(out)
        assert (code(result), result.exit) == ("SYS-02", 6)
        assert not [one for one in out.iterdir() if one.name.startswith(".")]

    def test_a_stop_rule_ends_it_kindly(self, out: Path) -> None:
        answers = '[jidoteate_nintei]\na_job = "公務員"\n'
        result = fill(out, "jidoteate_nintei", answers=answers, language="en")
        assert (code(result), result.exit) == ("ANS-90", 4)
        assert result.failure is not None
        assert set(result.failure.params) == {"text", "where"}
        assert all(result.failure.params.values())


class TestPrinting:
    def test_each_document_once(self, out: Path) -> None:
        paper = Paper()
        result = fill(out, "juminhyo", "kaigo_shinki", printer=paper)
        assert (result.failure, paper.titles, paper.cleared) == (None, ["title juminhyo", "title kaigo_shinki"], 0)

    @pytest.mark.parametrize(
        ("outcome", "expected"), [(Failed("PRN-01"), "PRN-01"), (Failed("PRN-03"), "PRN-03"), (Unsure(), "PRN-04")]
    )
    def test_a_printer_that_fails_leaves_the_files(self, out: Path, outcome: Outcome, expected: str) -> None:
        paper = Paper(outcome)
        result = fill(out, "juminhyo", "kaigo_shinki", printer=paper)
        assert (code(result), result.exit, len(paper.titles), paper.cleared) == (expected, 5, 1, 1)
        assert len(result.files) == 3
        assert all(file.exists() for file in result.files)

    def test_nothing_is_printed_that_was_not_written(self, out: Path) -> None:
        (out / "manifest.json").mkdir(parents=True)
        (out / "manifest.json" / "x").write_text("")
        paper = Paper()
        fill(out, printer=paper)
        assert paper.titles == []


class TestFamily:
    """Further cards: what they say is on the paper, and how they were read is in the manifest."""

    ANSWERS = """
[move]
kind = "転入（町外から）"
notifier = "異動者本人"
[household]
head = "鶉野 健一"
[[jumin_ido.members]]
[[jumin_ido.members]]
m_name = "鶉野 美咲"
[[jumin_ido.members]]
m_name = "鶉野 大和"
"""

    def test_a_family_moves_in(self, out: Path) -> None:
        members = (
            MemberCard(Relation.SPOUSE, Reader("family-mother"), secret("family-mother")),
            MemberCard(Relation.CHILD, Reader("family-son"), secret("family-son", Door.CODE_B)),
        )
        father = {"source": Reader("family-father"), "secret": secret("family-father")}
        result = fill(out, "jumin_ido", answers=self.ANSWERS, members=members, **father)
        assert (code(result), result.problems) == (None, ())
        fields = result.manifest["forms"][0]["fields"]  # type: ignore[index]  # json
        rows = {name: giver for name, giver in fields.items() if name.endswith((".m_birth", ".m_sex"))}
        assert rows == {f"members[{row}].{part}": "card" for row in range(3) for part in ("m_birth", "m_sex")}
        assert fields["members[1].m_rel"] == fields["members[2].m_rel"] == "computed"
        told = [(one["relation"], one["here"], one["door"]) for one in result.manifest["family"]]  # type: ignore[attr-defined]  # json
        assert told == [("配偶者", True, "pin"), ("子", False, "code-b")]

    def test_without_a_card_of_ones_own(self, out: Path) -> None:
        members = (MemberCard(Relation.PARENT, Reader("plain"), secret("plain", Door.CODE_B)),)
        result = fill(out, "kaigo_hihoken", members=members)
        assert code(result) is None
        assert result.manifest["card"] is None
        assert len(result.manifest["family"]) == 1  # type: ignore[arg-type]  # json

    def test_a_form_that_names_nobody_else_reads_no_card(self, out: Path) -> None:
        reader = Reader("family-mother")
        members = (MemberCard(Relation.SPOUSE, reader, secret("family-mother")),)
        result = fill(out, "hisai", source=Reader(), secret=secret(), members=members)
        assert (code(result), result.manifest["family"], reader.opened) == (None, [], 0)
        assert not any(members[0].secret.digits)

    def test_every_secret_is_wiped(self, out: Path) -> None:
        members = (MemberCard(Relation.SPOUSE, Reader(None), secret("family-mother")),)
        fill(out, "jumin_ido", source=Reader("family-father"), secret=secret("family-father"), members=members)
        assert not any(members[0].secret.digits)
