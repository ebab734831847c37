"""What is typed on the awards pages."""

from django import forms

from goldenthread.web.shared.fields import TextAreaField


class RevokeForm(forms.Form):
    """Why a certificate no longer stands."""

    why = TextAreaField(
        label="Why does it no longer stand?",
        rows=3,
        hint="The holder reads it, and it stays in the record. The public page says that it is revoked, not why",
        asks="Say why the certificate no longer stands",
    )


class AgainForm(forms.Form):
    """Why another certificate is made."""

    why = TextAreaField(
        label="Why is another certificate made?",
        rows=3,
        hint="It stays in the record. The holder does not read it",
        asks="Say why another certificate is made",
    )
