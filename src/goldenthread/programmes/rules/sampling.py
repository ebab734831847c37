"""Rules of moderation samples: read one."""

from __future__ import annotations

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.types import SamplingRule


def read_sampling(fields: Fields) -> SamplingRule:
    """A rule of samples out of its fields; faults are noted on them. What is not said is the usual."""
    usual = SamplingRule()
    says_near = "borderline" in fields.values
    rule = SamplingRule(
        share=fields.whole("share", least=0, most=100, default=usual.share),
        bands=fields.whole("bands", least=1, most=10, default=usual.bands),
        each_marker=fields.whole("each_marker", least=0, most=100, default=usual.each_marker),
        borderline=fields.whole_or_none("borderline", least=0, most=100) if says_near else usual.borderline,
        first_share=fields.whole("first_share", least=0, most=100, default=usual.first_share),
        each_criterion=fields.whole("each_criterion", least=0, most=20, default=usual.each_criterion),
        total=fields.whole("total", least=0, most=500, default=usual.total),
        most_apart=fields.whole("most_apart", least=0, most=100, default=usual.most_apart),
        doublings=fields.whole("doublings", least=0, most=6, default=usual.doublings),
        unsampled=fields.whole("unsampled", least=0, most=1000, default=usual.unsampled),
    )
    fields.done()
    return rule
