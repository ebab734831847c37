"""A module's syntax with a note at each statement: which line was reached, and from which.

The notes are pairs of lines as coverage's own tracer would have them: from a statement to the next that is carried out
in the same function, a loop's head anew for each round, a function's end as its first line below zero. Coverage judges
them as it judges its own (`bin/lib/coverage_gate.py`); a test holds both ways of measuring side by side.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

SEEN, LINE = "_seen_", "_line_"
ENDS = (ast.Return, ast.Raise, ast.Break, ast.Continue)
FLOWS = (ast.If, ast.For, ast.While, ast.Try, ast.With, ast.Match, ast.FunctionDef, ast.ClassDef)
FUTURE = "__future__"


def with_probes(source: bytes, path: str) -> ast.Module:
    """The syntax of a module, noted throughout."""
    tree = ast.parse(source, path)
    tree.body = Code(first=1, is_function=True).all_of(tree.body)
    return ast.fix_missing_locations(tree)


class Code:
    """One module, class or function: what has lines of its own. ``first``: its first line.

    A class keeps no line, for each name in it would become a part of it; its statements are noted as entered.
    """

    def __init__(self, *, first: int, is_function: bool) -> None:
        self.first, self.is_function = first, is_function

    def all_of(self, body: list[ast.stmt]) -> list[ast.stmt]:
        """The whole of it, from its first statement to its end."""
        kept = _before_all(body)
        noted = [self.note(s.lineno, s, s.lineno) for s in body[:kept] if isinstance(s, ast.ImportFrom)]
        noted += self.block(body[kept:])
        if not self.is_function:
            return body[:kept] + noted
        start: list[ast.stmt] = [_set(-self.first, body[0])]
        end = [] if isinstance(body[-1], ENDS) else [self.note(-self.first, body[-1])]
        return body[:kept] + start + noted + end

    def block(self, body: Sequence[ast.stmt], *, before: Iterable[ast.stmt] = ()) -> list[ast.stmt]:
        """Statements one after another, each with its note."""
        noted, last = list(before), 0
        for statement in body:
            line, *more = _lines_of(statement)
            noted += self.reach(line, statement, last)
            for following in more:
                noted += self.reach(following, statement)
            noted.append(self.within(statement))
            last = 0 if isinstance(statement, FLOWS) else line
        return noted

    def reach(self, line: int, near: ast.stmt, last: int = 0) -> list[ast.stmt]:
        """A line is reached: from the ``last``, where that can only have been one."""
        return [self.note(line, near, last), *([_set(line, near)] if self.is_function else [])]

    def note(self, line: int, near: ast.stmt, last: int = 0) -> ast.stmt:
        """That a line was reached from the last or, where nothing is said, from the one that was kept."""
        came: ast.expr = ast.Name(LINE, ast.Load()) if self.is_function and not last else ast.Constant(last)
        pair = ast.Tuple([came, ast.Constant(line)], ast.Load())
        seen = ast.Subscript(ast.Name(SEEN, ast.Load()), pair, ast.Store())
        return ast.copy_location(ast.Assign([seen], ast.Constant(1)), near)

    def within(self, statement: ast.stmt) -> ast.stmt:
        """A statement with notes in its own blocks."""
        match statement:
            case ast.FunctionDef():
                statement.body = Code(first=_lines_of(statement)[0], is_function=True).all_of(statement.body)
            case ast.ClassDef():
                statement.body = Code(first=_lines_of(statement)[0], is_function=False).all_of(statement.body)
            case ast.For() | ast.While():
                again = self.reach(statement.lineno, statement)
                statement.body = self.block(statement.body, before=again)
                # A loop that is not broken off ends at its head.
                statement.orelse = self.block(statement.orelse, before=self.reach(statement.lineno, statement))
            case ast.If():
                statement.body = self.block(statement.body)
                statement.orelse = self.block(statement.orelse)
            case ast.With():
                statement.body = self.block(statement.body)
            case ast.Try():
                self._try(statement)
            case ast.Match():
                self._match(statement)
        return statement

    def _try(self, statement: ast.Try) -> None:
        statement.body = self.block(statement.body)
        passed: list[ast.stmt] = []
        for handler in statement.handlers:
            passed = [*passed, *self.reach(handler.lineno, handler.body[0])]
            handler.body = self.block(handler.body, before=passed)
        statement.orelse = self.block(statement.orelse)
        statement.finalbody = self.block(statement.finalbody)

    def _match(self, statement: ast.Match) -> None:
        passed: list[ast.stmt] = []
        for case in statement.cases:
            passed = [*passed, *self.reach(case.pattern.lineno, case.body[0])]
            case.body = self.block(case.body, before=passed)
        if not _takes_all(statement.cases[-1]):
            statement.cases.append(ast.match_case(ast.MatchAs(), None, passed))


def _before_all(body: Sequence[ast.stmt]) -> int:
    """How many statements must stay first: a docstring, and imports from the future."""
    number = 0
    for statement in body:
        match statement:
            case ast.Expr(ast.Constant(str())) if number == 0:
                number = 1
            case ast.ImportFrom(module=name) if name == FUTURE:
                number += 1
            case _:
                break
    return number


def _takes_all(case: ast.match_case) -> bool:
    return case.guard is None and isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None


def _lines_of(statement: ast.stmt) -> list[int]:
    """Its first line, after those of its decorators."""
    return [*(decorator.lineno for decorator in getattr(statement, "decorator_list", ())), statement.lineno]


def _set(line: int, near: ast.stmt) -> ast.stmt:
    return ast.copy_location(ast.Assign([ast.Name(LINE, ast.Store())], ast.Constant(line)), near)
