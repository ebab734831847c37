"""How good is it, and do we agree?

Briefs, windows, scripts, anonymous marking, settlement and release. Files and words are counted
once, the same for everybody.
"""
