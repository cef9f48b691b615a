"""Stands in for extractors that have not landed yet; goes away with the last of them."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def pending(module: str, name: str, default: Any) -> Any:
    """Return ``module.name``, or ``default`` where it is not there yet."""
    try:
        return getattr(import_module(f"index.compare.{module}"), name)
    except (ImportError, AttributeError):
        return default
