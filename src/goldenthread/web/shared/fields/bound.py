"""A field on a form, ready to be drawn. Fields that other people's forms bring are drawn the same way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

TEMPLATES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "shared/fields/confirm.html"),
    (forms.CheckboxSelectMultiple, "shared/fields/choices.html"),
    (forms.RadioSelect, "shared/fields/choices.html"),
    (forms.MultiWidget, "shared/fields/group.html"),
    (forms.PasswordInput, "shared/fields/password.html"),
)
CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.FileInput, "gt-file"),
    (forms.PasswordInput, "govuk-input govuk-password-input__input govuk-js-password-input-input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.widgets.Input, "govuk-input"),
)


class HouseBoundField(BoundField):
    """Draws itself whole where Django's own draws only the control."""

    def __str__(self) -> SafeString:
        """The whole field; a hidden one is only its control."""
        return self.as_widget() if self.is_hidden else self.as_field_group()

    __html__ = __str__

    @property
    def template_name(self) -> str:
        """The pattern this field follows, by its control."""
        own: str | None = getattr(self.field, "template_name", None)
        if own:
            return own
        widget = self.field.widget
        found = (name for kind, name in TEMPLATES if isinstance(widget, kind))
        return next(found, "shared/fields/field.html")

    @property
    def look(self) -> dict[str, Any]:
        """What only the page needs to know; nothing for fields that other people's forms bring."""
        return getattr(self.field, "look", {})

    @property
    def optional(self) -> bool:
        """Whether the label says so: everything that is not marked has to be answered."""
        if isinstance(self.field.widget, forms.CheckboxInput) or not self.look.get("says_optional", True):
            return False
        return not self.field.required

    @property
    def anchor(self) -> str:
        """The id an error leads to: the first control."""
        widget = self.field.widget
        if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's attributes with the pattern's classes; our sentences instead of the browser's own bubbles."""
        made = super().build_widget_attrs(attrs, widget)
        made.pop("required", None)
        used = widget or self.field.widget
        if used.is_hidden or isinstance(used, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)):
            return made
        names = [next((name for kind, name in CLASSES if isinstance(used, kind)), "")]
        if self.look.get("width"):
            width = self.look["width"]
            names.append(f"govuk-input--width-{width}" if isinstance(width, int) else f"govuk-!-width-{width}")
        if self.errors:
            names.append(f"{names[0].split()[0]}--error")
        made["class"] = " ".join(filter(None, [str(used.attrs.get("class", "")), *names]))
        return made

    @property
    def aria_describedby(self) -> str | None:
        """Hint, error and count, in the order they stand."""
        said = super().aria_describedby
        if self.look.get("words"):
            said = f"{said or ''} {self.auto_id}-info".strip()
        return said
