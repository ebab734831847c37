"""Coverage by branch of rules, actions and queries, measured by what is written into them instead of by a tracer."""
