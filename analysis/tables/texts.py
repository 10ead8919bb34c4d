"""A table of texts: one row a text, the key first, `text` as it was saved."""

import pandas as pd


def require_texts(texts: pd.DataFrame) -> str:
    """The column that is the key of texts; KeyError where they have no `text`."""
    if "text" not in texts:
        raise KeyError(f"texts have no column 'text'; there are: {', '.join(texts)}")
    return str(texts.columns[0])
