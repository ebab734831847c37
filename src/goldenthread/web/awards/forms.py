"""What is typed on the awards pages."""

from django import forms

from goldenthread.web.shared.fields import TextAreaField


class RevokeForm(forms.Form):
    """Why a certificate no longer stands."""

    why = TextAreaField(
        label="Why does it no longer stand?",
        rows=3,
        hint="It stays in the record. The public page says that the certificate is revoked, not why",
        asks="Say why the certificate no longer stands",
    )
