"""A chart to a file that needs no network to be seen."""

import json
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import altair as alt
import vl_convert

from analysis.charting.packing import finite
from analysis.charting.style import drawable
from analysis.collecting.store import new, update

PAGE = Template("""<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval'">
<title>$description</title>
<div id="chart" role="img" aria-label="$description"></div>
<script type="application/json" id="spec">$spec</script>
<script type="module">$script</script>
</html>
""")
DRAW = (
    "vegaEmbed('#chart', JSON.parse(document.getElementById('spec').textContent), "
    "{renderer: 'svg'});"
)


def _page(spec: dict[str, Any]) -> str:
    """A page with its scripts inside; the one of `vl_convert` runs a `</script>` in the data."""
    return PAGE.substitute(
        description=escape(str(spec.get("description", "Chart"))),
        # In a script element only "<" could end the data; JSON may write it as an escape.
        spec=json.dumps(spec, ensure_ascii=False).replace("<", "\\u003c"),
        script=vl_convert.javascript_bundle(DRAW),
    )


FORMATS = {
    ".png": lambda spec: vl_convert.vegalite_to_png(drawable(spec), scale=2, allowed_base_urls=[]),
    ".svg": lambda spec: vl_convert.vegalite_to_svg(drawable(spec), allowed_base_urls=[]).encode(),
    ".html": lambda spec: _page(spec).encode(),
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
    >>> corpus = analysis.read_corpus()
    >>> chart = analysis.chart_reports(analysis.count_reports(corpus, "month"))
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "dates.svg"
    >>> analysis.save_chart(chart, path).stat().st_size > 1_000
    True
    """
    path = Path(path)
    if path.suffix.lower() not in FORMATS:
        raise ValueError(f"{path.name}: a chart is saved as one of: {', '.join(FORMATS)}")
    if path.exists() and not overwrite:
        raise FileExistsError(f"{path} is there already; choose another name or overwrite=True")
    data = FORMATS[path.suffix.lower()](finite(chart.to_dict()))
    update(path, (lambda _: data) if overwrite else new(path, data))
    return path
