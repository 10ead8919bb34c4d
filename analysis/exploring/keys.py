"""Keys pressed in an explorer are the explorer's."""

import anywidget
import ipywidgets as widgets

# JupyterLab takes keys from whatever has the focus in a notebook: in a list of choices, the arrow
# keys would leave the cell, and "x" would cut it. The attribute is the way out that JupyterLab
# leaves (Lumino's command registry); it looks for it on what has the focus. This widget's element
# is in its place only some frames after it was made.
ESM = """
function claim(el, frames) {
  const output = el.closest(".jp-OutputArea-output");
  const ours = (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true");
  if (output) output.addEventListener("focusin", ours);
  else if (frames > 0) requestAnimationFrame(() => claim(el, frames - 1));
}
export default { render: ({ el }) => claim(el, 600) };
"""


class Keys(anywidget.AnyWidget):
    """An invisible widget that keeps JupyterLab's shortcuts out of the output that it is in."""

    _esm = ESM

    def __init__(self) -> None:
        super().__init__(layout=widgets.Layout(display="none"))
