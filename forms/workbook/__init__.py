"""A definition file as a workbook that a clerk can read and edit, and back, without loss.

``writing`` puts a whole definition on its sheets and ``reading`` takes it off them; ``xlsx`` is the file. ``keys`` is
the one table of keys; ``cells`` writes one value into one cell; ``conditions`` and ``placement`` write trees as rows.
``difference`` tells what changed.
Both directions are about the parsed TOML table: whether it is a good definition is for forms.loader to say.
"""
