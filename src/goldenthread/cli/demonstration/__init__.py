"""The demonstration: `demo/small.yml`, turned into real dates and brought in through the actions that pages call.

``load(at=…)`` is the whole of it. It is called once, on an installation where nobody is yet.
"""
