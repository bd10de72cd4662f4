"""The box of the secret's digits: bytes, overwritten, never told."""

from __future__ import annotations

import pytest

from kiosk.secretbox import CAPACITY, WESTERN, SecretBox


def _filled(*digits: int) -> SecretBox:
    box = SecretBox()
    for digit in digits:
        box.add(digit)
    return box


def test_digits_go_in_and_are_taken_once() -> None:
    box = _filled(1, 2, 3, 4)
    taken = box.take()
    assert isinstance(taken, bytearray)
    assert taken == b"1234"
    assert len(box) == 0
    assert box.take() == b""


def test_taking_leaves_only_zeros_behind() -> None:
    box = _filled(1, 2, 3, 4)
    box.take()
    assert box._digits == bytes(CAPACITY)


def test_clearing_and_erasing_overwrite() -> None:
    box = _filled(1, 2, 3)
    box.erase()
    assert box._digits == b"12" + bytes(CAPACITY - 2)
    box.clear()
    assert box._digits == bytes(CAPACITY)


def test_a_full_box_ignores_more() -> None:
    box = _filled(*[7] * (CAPACITY + 3))
    assert box.take() == b"7" * CAPACITY


def test_putting_overwrites_the_callers_copy() -> None:
    box, digits = SecretBox(), bytearray(b"55021720352285")
    box.put(digits)
    assert digits == bytes(14)
    assert box.take() == b"55021720352285"


def test_nothing_is_told_by_repr() -> None:
    assert "1" not in repr(_filled(1, 1, 1, 1))


def test_the_same_digits_are_known_again_after_a_refusal_only() -> None:
    box = _filled(1, 2, 3, 4)
    box.take()
    for digit in (1, 2, 3, 4):
        box.add(digit)
    assert not box.same_as_refused()
    box.take()
    box.mark_refused()
    for digit in (1, 2, 3, 4):
        box.add(digit)
    assert box.same_as_refused()
    box.erase()
    box.add(5)
    assert not box.same_as_refused()


def test_the_end_of_a_visit_forgets_the_refusal() -> None:
    box = _filled(1, 2, 3, 4)
    box.take()
    box.mark_refused()
    box.wipe()
    for digit in (1, 2, 3, 4):
        box.add(digit)
    assert not box.same_as_refused()


BIRTH = (5, 5, 0, 2, 1, 7)
SHOWA, HEISEI = ord("S"), ord("H")


def _typed(era: int, *digits: int) -> SecretBox:
    box = SecretBox()
    box.code_b.choose_era(era)
    for digit in digits:
        box.code_b.add(digit)
    return box


def _zeros(box: SecretBox) -> bool:
    return not any(byte for part in (box, *box.code_b.parts) for byte in part._digits)


def test_no_digit_of_the_printed_number_counts_before_its_era() -> None:
    box = SecretBox()
    box.code_b.add(5)
    assert _zeros(box)
    assert box.code_b.missing == 6


def test_a_birth_date_is_taken_as_the_card_prints_it() -> None:
    assert _typed(SHOWA, *BIRTH, 9).code_b.take_birth() == b"S550217"
    assert _typed(WESTERN, 1, 9, 8, 0, 0, 2, 1, 7, 9).code_b.take_birth() == b"19800217"


def test_a_step_back_keeps_what_it_leaves_and_what_it_comes_to() -> None:
    code = _typed(SHOWA, *BIRTH).code_b
    assert code.forward()
    code.add(2)
    assert code.back()
    assert (code.step, code.missing) == (0, 0)
    assert code.forward()
    assert (code.step, code.missing) == (1, 3)
    assert code.back()
    assert code.back()
    assert code.asks_era
    assert not code.back()


@pytest.mark.parametrize(("before", "after", "left"), [(SHOWA, HEISEI, 6), (SHOWA, WESTERN, 0), (WESTERN, SHOWA, 0)])
def test_another_era_keeps_a_birth_date_of_the_same_length(before: int, after: int, left: int) -> None:
    box = _typed(before, *BIRTH)
    assert box.code_b.back()
    box.code_b.add(9)
    box.code_b.choose_era(after)
    assert not box.code_b.asks_era
    assert len(box.code_b.part) == left
    assert _zeros(box) is (left == 0)


def test_the_parts_of_the_printed_number_end_with_the_box() -> None:
    for end in (SecretBox.clear, SecretBox.take, SecretBox.wipe):
        box = _typed(SHOWA, *BIRTH)
        box.code_b.forward()
        box.code_b.add(2)
        end(box)
        assert _zeros(box), end
        assert (box.code_b.step, box.code_b.era) == (0, None), end
    assert "5" not in repr(_typed(SHOWA, *BIRTH).code_b)
