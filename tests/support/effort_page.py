"""docs/effort.md: what each procedure and each life event costs, counted by the program.

python -m tests.support.effort_page
"""

from __future__ import annotations

from pathlib import Path

from forms.loader import load_catalogue
from tests.support import keystroke_level
from tests.support.effort import Effort, apart, events, one_by_one, typical, visit
from tests.support.households import MOTHER, MOVING_IN, ONESELF, TRIGGERED, moving_in, of_event

PAGE = Path(__file__).parents[2] / "docs" / "effort.md"

HEAD = """# 手間の数 / What a visit costs

プログラムが自分で数えたものです。手で書きかえないでください。作りなおすときは
`QT_QPA_PLATFORM=offscreen python -m tests.support.effort_page`。
Counted by the program on its own session; do not edit by hand.

- 質問 questions: one page each. なおす on the check page counts as a question.
- タッチ touches: after the PIN, with はい (is this you), 印刷する and はい、出ました. One touch for a choice, a small
  number or a name that is offered; for several options one each and つぎへ; for a date its era and つぎへ; for what is
  typed つぎへ. Taking the card is no touch.
- 文字 characters: keys pressed for what is typed (digits, kana, text as it stands at the end; the choice among
  candidates of the kana keyboard is not counted).
- 用紙の欄 boxes: filled from the card, told before (再利用: the same answer, or known of a person from another form),
  worked out (計算), asked (質問), left empty (空欄: left out by the resident, or for a pen).
- 名前 name: how often the resident's name is printed; 署名 signature: lines left for a pen.
- 時間 time: minutes by touch alone, and with a clerk who asks and types (assisted mode). An estimate, at the end.

The answers are the typical ones of tests/fixtures/answers.
"""
ESTIMATED = "ひとりで・分（見積り） alone, min (est.) | 職員と・分（見積り） with a clerk, min (est.)"
COLUMNS = (
    "質問 questions | タッチ touches | 文字 characters | カード card | 再利用 reused | 計算 computed | 質問 asked | "
    f"空欄 empty | 名前 name | 署名 signature | {ESTIMATED}"
)
RULE = "---|" + "---:|" * 12
TIME = """
## 時間の見積り / The time, estimated

時間は測っていません。操作の数に、1つの操作にかかると見た秒数をかけた見積りです（Keystroke-Level Model）。
はじめて使う方は、これより長くかかると考えてください。
Nobody was timed. The steps counted above are multiplied by the seconds one of them is taken to last (Keystroke-Level
Model). From the page of the three doors to the paper in the hand, with a card and its PIN; every page is read once;
nobody errs, hesitates, asks or corrects, so a first visit takes longer. With a clerk, the card, the PIN and the check
stay the resident's own. Useful to compare two visits or two ways, not to promise a time.

| 操作 step | 秒 seconds | どう見たか reckoned | 出典 source |
|---|---:|---|---|
"""


def page() -> str:
    """Return the page as the forms are now."""
    catalogue = load_catalogue().procedures
    lines = [HEAD, "## 手続ごと / Each procedure", "", f"| 手続 procedure | {COLUMNS} |", f"|{RULE}"]
    alone = {name: typical((name,)) for name in catalogue}
    lines += [_line(f"{catalogue[name].name} `{name}`", effort) for name, effort in alone.items()]
    lines += ["", "## 住民票（ご本人） / One's own residence record", "", f"| | {COLUMNS} |", f"|{RULE}"]
    lines += [_line("世帯主ご本人 head of the household", visit(("juminhyo",), ONESELF))]
    lines += ["", "## 4人家族の転入 / A family of four moves in", "", *_family()]
    lines += ["", "## 暮らしの出来事ごと / Each life event", ""]
    lines += [
        "Every procedure the event can yield, in one visit; 1件ずつ: the questions of the same forms one by one.",
        "",
    ]
    lines += [f"| 出来事 event | 手続 procedures | 1件ずつ one by one | {COLUMNS} |", f"|---|---:|---:|{'---:|' * 12}"]
    for event, (name, names) in events().items():
        lines.append(_line(f"{name} | {len(names)} | {apart(names)}", of_event(event)))
    return "\n".join(lines) + "\n" + _time()


def _time() -> str:
    numbered = {text: number for number, text in enumerate(keystroke_level.sources(), start=1)}
    lines = []
    for one in keystroke_level.operators().values():
        sources = ", ".join(str(numbered[text]) for text in one.sources)
        lines.append(f"| {one.name} | {one.seconds:g} | {one.reckoned} | {sources} |")
    lines += ["", *(f"{number}. {text}." for text, number in numbered.items())]
    return TIME + "\n".join(lines) + "\n"


def _family() -> list[str]:
    together, alone = moving_in(), one_by_one(TRIGGERED, MOVING_IN, MOTHER)
    share = f"{together.questions / alone:.1%}"
    return [
        f"{len(TRIGGERED)} procedures: {'、'.join(f'`{name}`' for name in TRIGGERED)}.",
        "",
        f"- 質問 {together.questions} (1件ずつ {alone}, {share}) / questions; one by one {alone}",
        f"- 手書きのお名前 {together.names_by_hand}、署名 {together.signatures} / names by hand; signatures",
        "",
        f"| | {COLUMNS} |",
        f"|{RULE}",
        _line("いちどに in one visit", together),
    ]


def _line(name: str, effort: Effort) -> str:
    cells = (effort.questions, effort.touches, effort.characters)
    paper = (effort.card, effort.reused, effort.computed, effort.asked, effort.empty, effort.names, effort.signatures)
    return f"| {name} | " + " | ".join(str(item) for item in (*cells, *paper, *keystroke_level.minutes(effort))) + " |"


def main() -> None:
    """Run as a program."""
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
