"""The command line's door: parse, call one action, print.

Exit codes mean something and are listed in the help. Long work shows progress.
"""
