"""What can go wrong between answers and paper. All of it can be caused by data or a machine; the rest is a bug."""


class LayoutError(Exception):
    """A [sheet] table that cannot be drawn; raised when it is read, at the latest when it is drawn.

    The clerk who edits the file puts it right.

    `code` says what is wrong, `where` is the place in the table (sheet.part[3].rows[1].cells[0].field),
    `detail` a number of mm or a name where that helps:

    - sheet-key: a key nobody knows
    - sheet-value: a value that is missing, of the wrong kind, or not one of the words allowed
    - sheet-field: a field the definition does not have, or that it says is not printed
    - sheet-twice: a field placed a second time
    - sheet-missing: a printed field that stands nowhere (`where` is its id)
    - sheet-repeat: a field of a repeated group outside its table, or another field inside one
    - sheet-width, sheet-height: cells or rows that do not add up to the room they have
    - sheet-page: a part that does not fit on the page
    - sheet-overlap: two parts on one another
    - sheet-background: the town's own PDF under the values cannot be used
    - sheet-words: printed words that their box cannot hold (`where` is the words); raised when the form is drawn
    """

    def __init__(self, code: str, where: str, detail: str = "") -> None:
        super().__init__(" ".join(filter(None, (f"{code}: {where}", detail))))
        self.code = code
        self.where = where
        self.detail = detail


LAYOUT_CODES = (
    "sheet-key",
    "sheet-value",
    "sheet-field",
    "sheet-twice",
    "sheet-missing",
    "sheet-repeat",
    "sheet-width",
    "sheet-height",
    "sheet-page",
    "sheet-overlap",
    "sheet-background",
    "sheet-words",
)
