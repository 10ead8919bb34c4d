"""A chart to a file that needs no network to be seen."""

import os
import tempfile
from pathlib import Path

import altair as alt
import vl_convert

FORMATS = {
    ".png": lambda spec: vl_convert.vegalite_to_png(spec, scale=2, allowed_base_urls=[]),
    ".svg": lambda spec: vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]).encode(),
    ".html": lambda spec: vl_convert.vegalite_to_html(spec, bundle=True).encode(),
}


def save_chart(chart: alt.TopLevelMixin, path: str | Path, *, overwrite: bool = False) -> Path:
    """Save a chart as PNG, SVG or HTML; the HTML holds its scripts and needs no network.

    Parameters
    ----------
    chart
        Any Altair chart.
    path
        Where to; the ending says the format.
    overwrite
        Replace a file that is there.

    Returns
    -------
    Path
        The file written, whole or not at all.

    Raises
    ------
    ValueError
        The ending is none of .png, .svg, .html.
    FileExistsError
        The file is there and `overwrite` is not set.

    Examples
    --------
    >>> import analysis, tempfile, pathlib
    >>> chart = analysis.chart_dates(analysis.bound_dates(analysis.read_corpus().reports))
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "dates.svg"
    >>> analysis.save_chart(chart, path).stat().st_size > 1_000
    True
    """
    path = Path(path)
    if path.suffix.lower() not in FORMATS:
        raise ValueError(f"{path.name}: a chart is saved as one of: {', '.join(FORMATS)}")
    if path.exists() and not overwrite:
        raise FileExistsError(f"{path} is there already; choose another name or overwrite=True")
    data = FORMATS[path.suffix.lower()](chart.to_dict())
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return path
