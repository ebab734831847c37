"""What is sent from the reporting pages."""

from __future__ import annotations

from django import forms


class SendForm(forms.Form):
    """A press of the button; ``key`` makes a second one the same press."""

    key = forms.UUIDField(widget=forms.HiddenInput)
