"""The kinds of field, one module each; ``KINDS`` finds the one of a field."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from forms.definition import Kind
from forms.fields.address import Address
from forms.fields.blank_box import BlankBox
from forms.fields.care_level import CareLevel
from forms.fields.checkbox import Checkbox
from forms.fields.choice import Choice
from forms.fields.date import Date
from forms.fields.datetime import DateTime
from forms.fields.digits import Digits
from forms.fields.kana import Kana
from forms.fields.money import Money
from forms.fields.multi import Multi
from forms.fields.my_number import MyNumber
from forms.fields.name import Name
from forms.fields.number import Number
from forms.fields.phone import Phone
from forms.fields.photo import Photo
from forms.fields.postal import Postal
from forms.fields.relation import Relation
from forms.fields.seal import Seal
from forms.fields.signature import Signature
from forms.fields.staff import Staff
from forms.fields.text import Text
from forms.fields.textarea import Textarea
from forms.fields.time import Time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.fields.base import FieldKind

# Any: each kind has its own type of value, and a field is only ever met by the kind it names.
KINDS: Mapping[Kind, FieldKind[Any]] = MappingProxyType(
    {
        Kind.TEXT: Text(),
        Kind.NAME: Name(),
        Kind.KANA: Kana(),
        Kind.TEXTAREA: Textarea(),
        Kind.DATE: Date(),
        Kind.DATETIME: DateTime(),
        Kind.TIME: Time(),
        Kind.PHONE: Phone(),
        Kind.POSTAL: Postal(),
        Kind.ADDRESS: Address(),
        Kind.RELATION: Relation(),
        Kind.CHOICE: Choice(),
        Kind.CARE_LEVEL: CareLevel(),
        Kind.MULTI: Multi(),
        Kind.NUMBER: Number(),
        Kind.DIGITS: Digits(),
        Kind.MONEY: Money(),
        Kind.MY_NUMBER: MyNumber(),
        Kind.CHECKBOX: Checkbox(),
        Kind.SIGNATURE: Signature(),
        Kind.SEAL: Seal(),
        Kind.PHOTO: Photo(),
        Kind.STAFF: Staff(),
        Kind.BLANK_BOX: BlankBox(),
    }
)
