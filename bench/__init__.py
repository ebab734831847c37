"""Benchmarks: what pages cost as rows grow. `bin/bench` lists them, `bin/bench NAME` runs one.

They read models and write rows in bulk, which nothing in the house may do: a benchmark needs ten thousand rows in
seconds, and it is not part of what is served.
"""
