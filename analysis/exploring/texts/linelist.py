"""A list of lines that can be clicked, or worked with the arrow keys and Enter."""

from typing import Any

import anywidget
import traitlets

from analysis.exploring.styles import LINES

# All text is set as text, never as HTML. One line at a time can be reached with the tab key, the
# others with the arrow keys. When a text was opened, its marked place is scrolled into view: the
# reader is drawn some frames later, so it is waited for.
ESM = """
function line(told, number, open) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "line";
  button.title = told.title;
  button.tabIndex = number === 0 ? 0 : -1;
  const part = (name, ...nodes) => {
    const span = document.createElement("span");
    span.className = name;
    span.append(...nodes);
    return span;
  };
  const keyword = document.createElement("strong");
  keyword.textContent = told.match;
  const left = document.createElement("span");
  left.textContent = told.left;
  button.append(part("name", told.name), part("left", left), part("right", keyword, told.right));
  button.onclick = () => open(number);
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function move(list, event) {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  const buttons = [...list.querySelectorAll("button")];
  const next = buttons[buttons.indexOf(document.activeElement) + step];
  if (!step || !next) return;
  event.preventDefault();
  buttons.forEach((each) => { each.tabIndex = each === next ? 0 : -1; });
  next.focus();
}

function reveal(el, before, frames) {
  const output = el.closest(".jp-OutputArea-output") ?? document;
  const hit = output.querySelector(".overheard-text .hit");
  if (hit && hit !== before) {
    const box = hit.closest(".overheard-text");
    const distance = hit.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop += distance - box.clientHeight / 3;
    return;
  }
  if (frames > 0) requestAnimationFrame(() => reveal(el, before, frames - 1));
}

export default { render: ({ model, el }) => {
  const list = document.createElement("ol");
  list.className = "overheard-lines";
  list.setAttribute("aria-label", "Lines found");
  list.addEventListener("keydown", (event) => move(list, event));
  el.append(list);
  const open = (number) => {
    const output = el.closest(".jp-OutputArea-output") ?? document;
    const before = output.querySelector(".overheard-text .hit");
    model.set("opened", number);
    model.save_changes();
    reveal(el, before, 300);
  };
  const mark = () => list.querySelectorAll("button").forEach((each, number) => {
    each.setAttribute("aria-current", number === model.get("opened"));
  });
  const draw = () => {
    list.replaceChildren(...model.get("lines").map((told, n) => line(told, n, open)));
    mark();
  };
  model.on("change:lines", draw);
  model.on("change:opened", mark);
  draw();
} };
"""

NONE = -1


class LineList(anywidget.AnyWidget):
    """Lines with their keywords below each other; `opened` is the number of the one clicked."""

    _esm = ESM
    _css = LINES
    lines: Any = traitlets.List(traitlets.Dict()).tag(sync=True)
    opened: Any = traitlets.Int(NONE).tag(sync=True)
