"""The walls that no import linter can name: purity, and which part of Qt is whose."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


def test_the_domain_needs_nothing_but_python() -> None:
    graph = grimp.build_graph("app", include_external_packages=True)
    inside = {
        module
        for root in ("app.domain", "app.ports", "app.errors")
        for module in {root} | graph.find_descendants(root)
    }

    foreign = {
        imported
        for module in inside
        for imported in graph.find_modules_directly_imported_by(module)
        if imported.split(".")[0] not in sys.stdlib_module_names
    }

    assert foreign <= inside


@pytest.mark.parametrize(
    ("part", "allowed"),
    [
        ("engine", {"PySide6.QtCore"}),
        ("workers", {"PySide6.QtCore"}),
        ("models", {"PySide6.QtCore", "PySide6.QtGui"}),
    ],
)
def test_what_draws_nothing_imports_no_widgets(part: str, allowed: set[str]) -> None:
    used = {module for file in _files(part) for module in _qt_modules(file)}

    assert used <= allowed


def _files(part: str) -> list[Path]:
    ui = CHECKOUT / "ui"
    return [*ui.glob(f"{part}.py"), *ui.glob(f"{part}/**/*.py")]


def _qt_modules(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (x.name for x in names if x.name.startswith("PySide6"))
            case ast.ImportFrom(module="PySide6", names=names):
                yield from (f"PySide6.{x.name}" for x in names)
            case ast.ImportFrom(module=str(module)) if module.startswith("PySide6."):
                yield module
