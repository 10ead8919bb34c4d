"""Frames -> Altair charts, one visual language."""

import sys
from importlib import import_module

# Altair has jsonschema look at charts, and that compiles on import a grammar of addresses in every
# alphabet: two seconds in each kernel, for a format of which no chart has a value.
GRAMMAR = "rfc3987_syntax"
if GRAMMAR not in sys.modules:
    sys.modules[GRAMMAR] = None  # type: ignore[assignment]
    import_module("jsonschema")
    del sys.modules[GRAMMAR]
