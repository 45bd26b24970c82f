"""Habits of the code that linters can't see. Each function takes one source and returns its faults.

What is only a banned name is banned in pyproject.toml (ruff, TID251); see test_linters.py.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from tests.repository.tree import called_name

Function = ast.FunctionDef | ast.AsyncFunctionDef
UPSERTS = {"get_or_create", "update_or_create", "aget_or_create", "aupdate_or_create"}
PURE_GROUND = {"thirdoption.program.ground.refusal", "thirdoption.program.ground.texts"}
CLOCKS = {"now", "today", "utcnow", "uuid1", "uuid4", "random", "time_ns", "monotonic"}
ASKING = {"check_may", "check"}


def functions_of(tree: ast.AST) -> Iterator[Function]:
    """Every function and method, nested ones included."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def hidden_imports(name: str, source: str) -> list[str]:
    """Imports inside a function or under TYPE_CHECKING: they hide a cycle instead of ending it."""
    tree = ast.parse(source)
    places: list[ast.AST] = list(functions_of(tree))
    places += [n for n in ast.walk(tree) if isinstance(n, ast.If) and "TYPE_CHECKING" in ast.unparse(n.test)]
    lines = {
        node.lineno
        for place in places
        for node in ast.walk(place)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    return [
        f"{name}:{line}: import at the top of the file; if that makes a cycle, move code down."
        for line in lines
    ]


def saves_with_logic(name: str, source: str) -> list[str]:
    """`save` or `delete` written in a class: what happens on a write is in an action, where it is read."""
    return [
        f"{name}:{item.lineno}: {node.name}.{item.name}() hides a decision. Put it into an action."
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, Function) and item.name in {"save", "asave", "delete", "adelete"}
    ]


def upserts(name: str, source: str, open_models: Iterable[str]) -> list[str]:
    """get_or_create and update_or_create on anything but an open table, named as `Model.objects`.

    Under row security a row that exists and can't be seen is "not found" to the first half, and the
    second half then clashes with it: that tells what should not be known.
    """
    allowed = {f"{model}.objects" for model in open_models}
    return [
        f"{name}:{node.lineno}: {called_name(node)} looks before it writes, and what it can't see it makes "
        f"twice. Insert, and let a constraint answer."
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and called_name(node) in UPSERTS
        and not (isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) in allowed)
    ]


def readings_of_models(name: str, source: str) -> list[str]:
    """Models that a presenter uses for more than an annotation: reading is a query's."""
    tree = ast.parse(source)
    models = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and ("models" in (node.module or "").split(".") or any(one.name == "models" for one in node.names))
        for alias in node.names
    }
    annotations = [
        part
        for node in ast.walk(tree)
        for part in (getattr(node, "annotation", None), getattr(node, "returns", None))
        if part is not None
    ]
    told = {id(part) for annotation in annotations for part in ast.walk(annotation)}
    return [
        f"{name}:{node.lineno}: a presenter reads {node.id}. Ask a query of the word."
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in models and id(node) not in told
    ]


def imported_modules(tree: ast.AST) -> Iterator[tuple[int, set[str]]]:
    """(line, the names that an import could mean): `from a import b` is `a` and `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, {alias.name}) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            yield from ((node.lineno, {start, f"{start}.{alias.name}"}) for alias in node.names)


def is_pure(module: str) -> bool:
    """May a rule import this? The standard library, rules, and the ground's refusal and texts."""
    parts = module.split(".")
    if module.startswith("thirdoption.program."):
        return "rules" in parts[3:5] or module in PURE_GROUND
    return parts[0] in sys.stdlib_module_names


def impure_rules(name: str, source: str) -> list[str]:
    """Rules import only what a lawyer can follow, and never ask the clock or chance themselves."""
    tree = ast.parse(source)
    faults = [
        f"{name}:{line}: a rule imports {min(modules, key=len)}. Rules decide over values: pass them in."
        for line, modules in imported_modules(tree)
        if not any(is_pure(module) for module in modules)
    ]
    return faults + [
        f"{name}:{node.lineno}: a rule calls {ast.unparse(node.func)}(). Take the value as an argument (at=)."
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called_name(node) in CLOCKS
    ]


def _in_word(name: str) -> bool:
    parts = PurePath(name).parts
    return parts[:2] == ("thirdoption", "program") and len(parts) > 3


def is_rules(name: str) -> bool:
    """thirdoption/program/<word>/rules.py, or a file of the folder rules/."""
    return _in_word(name) and PurePath(name).parts[3] in {"rules.py", "rules"}


def is_actions(name: str) -> bool:
    """thirdoption/program/<word>/actions.py, or a file of the folder actions/."""
    return _in_word(name) and PurePath(name).parts[3] in {"actions.py", "actions"}


def loose_actions(name: str, source: str, exceptions: dict[str, str]) -> list[str]:
    """Public actions that take positional arguments, miss `by` or `at`, or don't first ask who may.

    `exceptions` maps "word.function" to the reason why it asks in another way.
    """
    word = PurePath(name).parts[2]
    faults = []
    for node in ast.parse(source).body:
        if not isinstance(node, Function) or node.name.startswith("_"):
            continue
        at = f"{name}:{node.lineno}: {node.name}()"
        if node.args.args or node.args.posonlyargs or node.args.vararg:
            faults.append(f"{at} takes arguments by place. Put * first: a call reads as a sentence.")
        missing = {"by", "at"} - {argument.arg for argument in node.args.kwonlyargs}
        if missing:
            faults.append(f"{at} misses {' and '.join(sorted(missing))}: who acts, and when.")
        if f"{word}.{node.name}" not in exceptions and not asks_first(node):
            faults.append(f"{at} must begin with check(by, Permission.X): may this worker?")
    return faults


def asks_first(node: Function) -> bool:
    """Is the first statement after the docstring the question whether this worker may?"""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    first = body[0] if body else None
    return (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Call)
        and called_name(first.value) in ASKING
    )
