"""How forms are drawn: our templates first, Django's own controls inside them."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from goldenthread.web.shared.fields.bound import HouseBoundField


class HouseRenderer(DjangoTemplates):
    """Looks for a template among the house's, then among Django's."""

    form_template_name = "shared/fields/form.html"
    field_template_name = "shared/fields/field.html"
    bound_field_class = HouseBoundField

    def get_template(self, template_name: str) -> Any:
        """The house's template of this name, or else Django's own."""
        try:
            return get_template(template_name)
        except TemplateDoesNotExist:
            return super().get_template(template_name)
