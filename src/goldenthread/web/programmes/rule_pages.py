"""What the pages of each rule of assessment say, and the form that sets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from goldenthread.programmes.types import RULE_NAMES, RuleAbout
from goldenthread.web.programmes.agree_forms import AgreementForm
from goldenthread.web.programmes.allow_forms import AllowancesForm
from goldenthread.web.programmes.limit_forms import LimitForm
from goldenthread.web.programmes.result_forms import AttemptsForm, ReleaseForm, ReviewsForm
from goldenthread.web.programmes.rule_form import RuleForm
from goldenthread.web.programmes.sample_forms import SamplingForm
from goldenthread.web.programmes.standard_forms import StandardForm
from goldenthread.web.programmes.window_forms import MarkersForm, WindowsForm


@dataclass(frozen=True)
class RulePages:
    """``lead``: what the rule is about. ``before``: what stays as it was when another one is set."""

    form: type[RuleForm]
    lead: str
    before: str

    @property
    def title(self) -> str:
        """The name of the rule."""
        return RULE_NAMES[self.form.about]


PAGES: Mapping[RuleAbout, RulePages] = MappingProxyType(
    {
        pages.form.about: pages
        for pages in (
            RulePages(
                WindowsForm,
                "How long a window is, what must hold before a brief opens, and what happens at the close.",
                "Windows that opened before keep their days, and what opened them.",
            ),
            RulePages(
                LimitForm,
                "How many words the assessed work may have, what is counted, and what follows beyond that.",
                "What was handed in before keeps its count and the rule it was counted by.",
            ),
            RulePages(
                MarkersForm,
                "How many mark each script, who may, by when, and when figures about markers say something.",
                "Scripts of windows that opened before are given out by the rule they had.",
            ),
            RulePages(
                StandardForm,
                "Whether markers are cleared before live work, what counts as close, and when marking stops.",
                "Markers of windows that opened before are held to the rule they had.",
            ),
            RulePages(
                AgreementForm,
                "Which scripts are marked twice, when markings agree, and what follows.",
                "Scripts of windows that opened before are marked and agreed by the rule they had.",
            ),
            RulePages(
                SamplingForm,
                "Which markings a moderator looks at, and when more of them.",
                "Scripts of windows that opened before are sampled by the rule they had.",
            ),
            RulePages(
                ReleaseForm,
                "What is asked before results go out, and who is told what.",
                "Results of windows that opened before go out by the rule they had.",
            ),
            RulePages(
                AttemptsForm,
                "How often somebody may try, and what comes between two attempts.",
                "Attempts in windows that opened before are counted by the rule they had.",
            ),
            RulePages(
                AllowancesForm,
                "Whether a piece may be offered late, what may follow from circumstances, and what helps before "
                "another attempt.",
                "In windows that opened before, what they allowed still is.",
            ),
            RulePages(
                ReviewsForm,
                "In which ways a released result can be questioned, on which grounds, and until when.",
                "Results of windows that opened before are questioned by the rule they had.",
            ),
        )
    }
)
