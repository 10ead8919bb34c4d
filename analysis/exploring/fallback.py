"""What a widget leaves on a page that has no kernel."""

from typing import Any


def add_fallback(bundle: Any, fallback: dict[str, Any]) -> Any:
    """A widget's representations with others that need no kernel; metadata stay as they are."""
    data, *metadata = bundle if isinstance(bundle, tuple) else (bundle,)
    data = data | fallback
    return (data, *metadata) if metadata else data
