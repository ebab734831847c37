"""Form fields that draw themselves whole: label, hint, error and control.

``{{ form.title }}`` draws one field, ``{{ form }}`` all of them; neither needs anything round it but the form itself.
"""

from goldenthread.web.shared.fields.choosing import CheckboxesField, ChoiceField, ConfirmField, SelectField
from goldenthread.web.shared.fields.dates import DateField, MomentField
from goldenthread.web.shared.fields.files import FileField, FilesField
from goldenthread.web.shared.fields.written import (
    EmailField,
    NumberField,
    PasswordField,
    SearchField,
    TextAreaField,
    TextField,
)

__all__ = [
    "CheckboxesField",
    "ChoiceField",
    "ConfirmField",
    "DateField",
    "EmailField",
    "FileField",
    "FilesField",
    "MomentField",
    "NumberField",
    "PasswordField",
    "SearchField",
    "SelectField",
    "TextAreaField",
    "TextField",
]
