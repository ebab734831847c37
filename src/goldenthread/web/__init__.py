"""The browser's door: translate a request, call one thing, answer with a page.

It speaks to rooms through types, queries and actions only. Layout, fields and routes live in `shared`.
"""
