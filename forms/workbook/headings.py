"""What the sheets of a workbook and their columns are called, where no key of the definition names them."""

from __future__ import annotations

BASIC, SECTIONS, FIELDS, OPTIONS = "基本", "枠", "項目", "選択肢"
CONDITIONS, CHOSEN, REPEATS = "条件", "自動で選ぶ", "くりかえし"
STOPS, CHECKS, ATTACHMENTS, SOURCES = "止まる条件", "答えの確認", "添付", "出典"
PAPER, PLACEMENT, PLACES = "紙面", "配置(mm)", "重ね書き(mm)"

TABLES = {"repeat": REPEATS, "stop": STOPS, "check": CHECKS, "attachment": ATTACHMENTS}
"""The arrays of tables that have a sheet of their own, one row an item."""

NAME, VALUE, MEANING = "項目", "値", "説明"
SECTION, ENGLISH, SOURCE = "枠", "英語", "出典"
OF_FIELD, OPTION, AUTHORITY = "欄の ID", "選択肢", "代理のしるし"
