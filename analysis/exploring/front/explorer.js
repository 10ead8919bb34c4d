// An explorer: controls above, chart and reading list side by side. It holds what the reader chose,
// asks for the view of it, and draws each view that comes, unless the reader has chosen on.
import { brushBars, coursePanel, el, estimateRows, snap, svg } from "./marks.js";
import { drawText, passages, speechList } from "./reader.js";
import { drawDetails, drawStory, drawTimeLine, nextCard } from "./story.js";

/** What is drawn for each kind of chart: (view, explorer, width) -> nodes. */
const CHARTS = {
  panels: drawPanels, rows: drawRows, lines: drawLines,
  story: drawStory, timeline: drawTimeLine, details: drawDetails, text: drawText,
};

/**
 * One explorer on the page.
 *
 * `model` is anywidget's, or anything with its `get`, `set`, `on` and `save_changes`: it holds
 * `state` (the choices, numbered) and `view` (what is drawn of them, with the number it answers),
 * of which the part that does not depend on what is marked can be in `picture`.
 */
class Explorer {
  constructor(model, root) {
    this.model = model;
    this.root = root;
    this.past = [];
    this.open = null;
    this.sought = {};
    this.take();
    root.className = "overheard";
    // JupyterLab takes keys from what has the focus, unless it carries this.
    root.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
    root.addEventListener("focusin", ({ target }) => this.hint(target, target.dataset.tip ?? ""));
    root.addEventListener("focusout", () => this.hint(null, ""));
    root.addEventListener("keydown", (event) => this.keys(event));
    root.addEventListener("click", (event) => {
      if (this.open && !event.target.closest?.(".menu")) this.unfold(null);
    });
    this.controls = el("div", { class: "controls" });
    this.figure = el("figure", {});
    this.side = el("div", { class: "inner", tabindex: 0, role: "region", aria: { label: "Reports chosen" } });
    this.tip = el("div", { class: "tip", role: "status", hidden: true });
    const list = el("aside", {}, this.side);
    root.replaceChildren(this.controls, el("div", { class: "main" }, this.figure, list), this.tip);
    model.on("change:view", () => this.answer());
    this.width = 0;
    new ResizeObserver(() => {
      if (this.figure.clientWidth !== this.width) this.drawFigure();
    }).observe(this.figure);
    this.draw();
  }

  take() {
    const { picture = {}, view } = Object.fromEntries(["picture", "view"].map((name) => [name, this.model.get(name)]));
    this.view = { ...picture, ...view };
    this.state = view.state;
    this.seq = view.seq;
  }

  /** A view has come: the newest state wins, so one of an older state is not drawn. */
  answer() {
    if (this.model.get("view").seq < this.seq) return;
    this.take();
    this.draw();
  }

  /** The reader chose: say so, and show the controls as they are now at once. */
  choose(change, { remember = true } = {}) {
    if (remember) this.past.push(this.state);
    this.state = { ...this.state, ...(remember ? { shown: this.view.first.shown } : {}), ...change };
    this.seq += 1;
    this.model.set("state", { ...this.state, seq: this.seq });
    this.model.save_changes();
    this.keep(() => this.drawControls());
    this.root.setAttribute("aria-busy", "true");
  }

  undo() {
    if (this.past.length) this.choose(this.past.pop(), { remember: false });
  }

  draw() {
    this.root.removeAttribute("aria-busy");
    this.keep(() => {
      this.drawControls();
      this.drawFigure();
      this.drawList();
    });
  }

  /** Draw, and leave the focus where it was. */
  keep(draw) {
    const key = this.root.contains(document.activeElement) && document.activeElement.dataset.key;
    draw();
    if (!key || this.root.contains(document.activeElement)) return;
    this.root.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }

  drawControls() {
    const rows = { chips: [], others: [] };
    for (const control of this.view.controls) {
      rows[control.kind === "chips" ? "chips" : "others"].push(CONTROLS[control.kind](control, this));
    }
    this.controls.replaceChildren(...rows.chips, el("div", { class: "row" }, ...rows.others, this.tools()));
  }

  tools() {
    const tool = (key, words, act, off) =>
      el("button", { type: "button", class: "tool", data: { key }, disabled: off, click: act }, words);
    const changed = JSON.stringify(this.state) !== JSON.stringify(this.view.first);
    return el("div", { class: "tools" },
      tool("reset", "Reset", () => this.choose(this.view.first), !changed),
      tool("undo", "Undo", () => this.undo(), !this.past.length),
      this.model.get("link") && tool("link", "Copy link", (event) => copy(this.model.get("link"), event.currentTarget)),
      tool("python", "Copy as Python", (event) => copy(this.view.python, event.currentTarget)),
      this.menu("download", "Download", [
        tool("csv", "Numbers (CSV)", () => save(`${this.name()}.csv`, "text/csv", this.view.csv)),
        tool("svg", "Picture (SVG)", () => save(`${this.name()}.svg`, "image/svg+xml", this.picture().text)),
        tool("png", "Picture (PNG)", () => savePng(`${this.name()}.png`, this.picture())),
        tool("cite", "Copy citation", (event) => copy(this.citation(), event.currentTarget)),
      ]),
      this.menu("about", "About these numbers",
        el("dl", {}, ...this.view.about.flatMap((each) => [el("dt", {}, each.term), el("dd", {}, each.text)]))));
  }

  /** A button that unfolds what belongs to it. */
  menu(name, words, ...inside) {
    const open = this.open === name;
    return el("div", { class: `menu ${name}` },
      el("button", { type: "button", class: "tool", data: { key: `menu ${name}` },
        aria: { expanded: String(open) }, click: () => this.unfold(open ? null : name) }, words, " ▾"),
      open && el("div", { class: "fold", role: "group", tabindex: 0, aria: { label: name } }, ...inside.flat()));
  }

  unfold(name) {
    this.open = name;
    this.keep(() => this.drawControls());
  }

  name() {
    return this.view.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60).toLowerCase();
  }

  citation() {
    return `${this.view.source}: ${this.view.title}. ${this.view.subtitle} [${this.view.python}]`;
  }

  drawFigure() {
    this.width = this.figure.clientWidth;
    if (!this.width) return;
    const { title, subtitle, chart, bars, verdicts, notes = [] } = this.view;
    this.keep(() => this.figure.replaceChildren(
      el("h3", {}, title),
      el("p", { class: "subtitle" }, subtitle),
      ...CHARTS[chart.kind](this.view, this, this.width),
      ...(bars?.bars.length ? drawBars(bars, this, this.width) : []),
      verdicts ? verdictList(verdicts) : "",
      ...notes.map((note) => el("p", { class: "note" }, note)),
    ));
    rove(this.figure);
  }

  drawList() {
    const { heading, total, cards, note, text, speech } = this.view.list;
    const clear = el("button", { type: "button", class: "clear", title: "List all again", data: { key: "clear" },
      aria: { label: "List all again" }, click: () => this.choose({ marks: [] }) }, "×");
    const more = Math.min(total - cards.length, 30);
    const top = this.side.scrollTop, same = this.listed === heading;
    this.side.replaceChildren(
      el("header", { aria: { live: "polite" } }, el("h4", {}, heading), this.state.marks.length ? clear : ""),
      note ? el("p", { class: "note" }, note) : "",
      el("ol", {}, ...cards.map((card) => reportCard(card, this))),
      text ? passages(text) : "",
      speech ? speechList(speech, this) : "",
      more > 0
        ? el("button", { type: "button", class: "more", data: { key: "more" },
          click: () => this.choose({ shown: this.state.shown + 30 }, { remember: false }) }, `Show ${more} more`)
        : "",
    );
    const hit = this.side.querySelector(".hit");
    this.side.scrollTop = same && !hit ? top : hit ? hit.offsetTop - this.side.clientHeight / 3 : 0;
    this.listed = heading;
    rove(this.side);
  }

  /** A mark was clicked, or Enter pressed on it: its reports; with shift or ctrl, too. */
  mark(mark, also) {
    const text = JSON.stringify(mark);
    const others = this.state.marks.filter((each) => JSON.stringify(each) !== text);
    const was = others.length < this.state.marks.length;
    this.choose({ marks: also ? (was ? others : [...others, mark]) : was && !others.length ? [] : [mark] });
  }

  /** Keys: Escape folds and forgets, arrows go from mark to mark, Enter lists. */
  keys(event) {
    const at = event.target;
    if (event.key === "Escape") {
      if (this.open) {
        const key = `menu ${this.open}`;
        this.unfold(null);
        this.root.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
      } else if (this.state.marks.length) this.choose({ marks: [] });
      return;
    }
    if (at.getAttribute("role") !== "button") return;
    if (event.key === "Enter" || event.key === " ") at.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: event.shiftKey }));
    else if (!step(at, event.key)) return;
    event.preventDefault();
  }

  hint(node, words) {
    this.tip.hidden = !words;
    if (!words) return;
    this.tip.textContent = words;
    const [box, around] = [node.getBoundingClientRect(), this.root.getBoundingClientRect()];
    const left = Math.min(Math.max(box.x + box.width / 2 - around.x - 130, 4), around.width - 264);
    this.tip.style.left = `${left}px`;
    const above = box.y - around.y - this.tip.offsetHeight - 8;
    this.tip.style.top = `${above > 0 ? above : box.bottom - around.y + 8}px`;
  }

  /** The chart with its words as one SVG that stands alone, and its size. */
  picture() {
    const around = this.figure.getBoundingClientRect();
    const [width, height] = [Math.ceil(around.width) + 24, Math.ceil(around.height) + 44];
    const whole = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `-12 -12 ${width} ${height}` });
    whole.append(svg("rect", { x: -12, y: -12, width, height, fill: getComputedStyle(this.root).backgroundColor }));
    for (const node of this.figure.querySelectorAll("h3, p:not(.keys), [data-words], [data-box], svg")) {
      const box = node.getBoundingClientRect();
      const [x, y] = [box.x - around.x, box.y - around.y];
      if ("box" in node.dataset) whole.append(boxOf(node, { x, y, width: box.width, height: box.height }));
      else if (node.tagName === "svg") whole.append(dressed(node, x, y));
      else whole.append(...linesOf(node, around));
    }
    const source = { x: 0, y: around.height + 16, "font-size": 10, "font-family": "system-ui, sans-serif", fill: "#6b7280" };
    whole.append(svg("text", source, this.view.source));
    return { text: new XMLSerializer().serializeToString(whole), width, height };
  }
}

/** How each kind of control is drawn: (control, explorer) -> node. */
const CONTROLS = {
  chips(control, explorer) {
    const chosen = explorer.state[control.name];
    return el("div", { class: "chips", role: "group", aria: { label: control.label } },
      ...control.options.map(({ value, label, hue, number }) => {
        const on = chosen.includes(value);
        const next = on ? chosen.filter((each) => each !== value) : [...chosen, value];
        const order = control.options.map((option) => option.value);
        next.sort((one, other) => order.indexOf(one) - order.indexOf(other));
        return el("button", { type: "button", class: `chip hue${hue ?? 0}`, aria: { pressed: String(on) },
          data: { key: `${control.name} ${value}` },
          click: () => explorer.choose({ [control.name]: next, marks: explorer.state.marks.filter((mark) => !on || !mark.includes(value)) }) },
        label, (number ?? null) === null ? "" : el("small", {}, String(number)));
      }));
  },

  segments(control, explorer) {
    return el("div", { class: "segments", role: "group", aria: { label: control.label } },
      el("span", { class: "word" }, control.label),
      el("span", { class: "joined" }, ...control.options.map(({ value, label, why }) => el("button", {
        type: "button", aria: { pressed: String(explorer.state[control.name] === value), disabled: why ? "true" : null },
        data: { key: `${control.name} ${value}`, tip: why || null }, title: why || null,
        click: () => why || explorer.choose({ [control.name]: value, marks: control.name === "every" ? [] : explorer.state.marks }),
      }, label))));
  },

  pick(control, explorer) {
    const chosen = control.options.find(({ value }) => same(value, explorer.state[control.name]));
    return explorer.menu(control.name, `${control.label}: ${chosen?.label ?? control.nothing}`,
      choiceBoxes(control, explorer, "radio", ({ value }) => same(value, explorer.state[control.name]),
        ({ value }) => { explorer.open = null; explorer.choose({ [control.name]: value }); }));
  },

  menu(control, explorer) {
    const chosen = explorer.state[control.name];
    const named = control.options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
    const said = named.length > 1 ? `${named[0]} + ${named.length - 1}` : named[0] ?? control.nothing;
    return explorer.menu(control.name, `${control.label}: ${said}`,
      choiceBoxes(control, explorer, "checkbox", ({ value }) => chosen.includes(value), ({ value }) => explorer.choose({
        [control.name]: chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value] })));
  },

  search(control, explorer) {
    const seek = ({ target }) => target.value !== explorer.state[control.name] && explorer.choose({ [control.name]: target.value, marks: [] });
    return el("label", { class: "search" }, el("span", { class: "word" }, control.label), el("input", {
      type: "search", value: explorer.state[control.name], placeholder: control.nothing, data: { key: control.name },
      change: seek, keydown: (event) => event.key === "Enter" && seek(event) }));
  },

  switch(control, explorer) {
    const on = explorer.state[control.name];
    return el("button", { type: "button", class: "tool", data: { key: control.name }, aria: { pressed: String(on) },
      click: () => explorer.choose({ [control.name]: !on }) }, `${on ? "☑" : "☐"} ${control.label}`);
  },
};

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** What a menu holds: a search where there are many options, and a box each. */
function choiceBoxes(control, explorer, type, isOn, act) {
  if (explorer.open !== control.name) return [];
  const sought = explorer.sought[control.name] ?? "";
  const inside = (option) => `${option.label} ${option.words ?? ""}`.toLowerCase();
  const has = (text, words) => words.split(/\s+/).every((word) => text.includes(word));
  const lines = control.options.map((option) => el("label", { hidden: !has(inside(option), sought), data: { label: inside(option) } },
    el("input", { type, name: control.name, checked: isOn(option), disabled: Boolean(option.why),
      data: { key: `${control.name} ${JSON.stringify(option.value)}` }, change: () => act(option) }),
    el("span", {}, option.label), option.number === null ? "" : el("small", {}, String(option.number))));
  const search = el("input", { type: "search", placeholder: "find", aria: { label: `Find in ${control.label}` },
    data: { key: `find ${control.name}` }, value: sought, input: (event) => {
      explorer.sought[control.name] = event.target.value.toLowerCase();
      for (const line of lines) line.hidden = !has(line.dataset.label, explorer.sought[control.name]);
    } });
  return [control.options.length > 8 ? search : null, ...lines];
}

/** Panels on one grid; a hairline goes through all of them. */
function drawPanels(view, explorer, width) {
  const { chart } = view, { columns, across, deep, box } = gridOf(chart.panels, width);
  const height = columns === 1 ? 130 : Math.min(Math.max(320 / deep, 84), 230);
  const chosen = new Set(view.state.marks.map((mark) => JSON.stringify(mark)));
  const drawn = [];
  const hover = (day) => drawn.forEach(({ value, last, panel }) => { value.textContent = panel.hover(day) || last; });
  const cells = chart.panels.map((panel, place) => {
    const drawing = coursePanel(panel, chart, { width: across, height, first: place === 0, chosen });
    const last = drawing.hover(null);
    const value = el("span", { class: "value", data: { words: "" } }, last);
    drawn.push({ value, last, panel: drawing });
    drawing.node.addEventListener("pointermove", (event) => {
      const at = event.clientX - drawing.node.getBoundingClientRect().x;
      const dots = [...drawing.node.querySelectorAll(".mark")];
      const near = nearest(dots, event.clientX);
      hover(drawing.day(at));
      explorer.hint(near, near?.dataset.tip);
      this_column(explorer.figure, near?.dataset.column);
    });
    drawing.node.addEventListener("pointerleave", () => {
      hover(null);
      explorer.hint(null, "");
      this_column(explorer.figure, null);
    });
    drawing.node.addEventListener("click", (event) => {
      const dot = event.target.closest(".mark") ?? nearest([...drawing.node.querySelectorAll(".mark")], event.clientX);
      if (dot) explorer.mark(JSON.parse(dot.dataset.mark), event.shiftKey || event.ctrlKey || event.metaKey);
    });
    const name = nameButton(panel, [panel.key, null], chosen, explorer);
    return el("div", { class: `cell hue${panel.hue}` }, el("div", { class: "head" }, name, value), drawing.node);
  });
  return [box(cells)];
}

/** Panels in as many columns as have room, three at most: how wide each is, how many lie below each other. */
function gridOf({ length }, width, gap = 24) {
  const columns = Math.max(1, Math.min(Math.floor(width / 200), 3, length));
  const across = Math.floor((width - (columns - 1) * gap) / columns);
  const style = { "grid-template-columns": `repeat(${columns}, ${across}px)`, "column-gap": `${gap}px` };
  return { columns, across, deep: Math.ceil(length / columns), box: (cells) => el("div", { class: "panels", style }, ...cells) };
}

/** The name of a panel, which lists all its reports. */
function nameButton({ key, title }, mark, chosen, explorer) {
  return el("button", { type: "button", class: "name", data: { words: "", key: `name ${key}` },
    aria: { pressed: String(chosen.has(JSON.stringify(mark))), label: `${title}: list all its reports` },
    click: () => explorer.mark(mark) }, title);
}

/** Estimates in rows: a panel a value, or one wide one where there are two dots a row. */
function drawRows(view, explorer, width) {
  const { chart } = view, single = chart.panels.length === 1, { across, deep, box } = gridOf(chart.panels, width);
  const chosen = new Set(view.state.marks.map((mark) => JSON.stringify(mark)));
  const most = Math.max(...chart.panels.map((panel) => panel.rows.length), 1);
  const step = single ? Math.min(Math.max(420 / most, 24), 40) : Math.min(Math.max(390 / deep / most, 15), 26);
  const cells = chart.panels.map((panel) => {
    const pairs = Boolean(panel.legend);
    const longest = Math.max(...panel.rows.map(({ label }) => label.length)) * 6.5 + 2;
    const size = { width: across, labels: Math.min(across * 0.47, longest), numbers: pairs ? 112 : 38, chosen, step };
    const drawing = estimateRows(panel, chart, size);
    for (const mark of drawing.querySelectorAll(".mark")) {
      mark.addEventListener("pointerenter", () => explorer.hint(mark, mark.dataset.tip));
      mark.addEventListener("pointerleave", () => explorer.hint(null, ""));
    }
    drawing.addEventListener("click", (event) => {
      const mark = event.target.closest("[data-mark]");
      if (mark) explorer.mark(JSON.parse(mark.dataset.mark), event.shiftKey || event.ctrlKey || event.metaKey);
    });
    const head = pairs
      ? [el("span", {}, ...panel.legend.map(({ hue, label }) => el("span", { class: `legend hue${hue}`, data: { words: "" } }, label))),
        el("span", { class: "value", data: { words: "" } }, panel.column)]
      : [nameButton(panel, [null, panel.key], chosen, explorer)];
    return el("div", { class: "cell" }, el("div", { class: "head" }, ...head), drawing);
  });
  return [box(cells)];
}

/** Lines of words in context, the word of all of them below each other. */
function drawLines(view, explorer) {
  const chosen = JSON.stringify(view.state.marks.at(-1) ?? null);
  return [el("div", { class: "lines", role: "group", aria: { label: "Lines found" } }, ...view.chart.lines.map((line) => {
    const mark = JSON.stringify(line.mark);
    return el("div", { class: "line", role: "button", tabindex: -1, title: line.said, data: { key: `mark ${mark}`, mark },
      aria: { pressed: String(mark === chosen) }, click: () => explorer.choose({ marks: mark === chosen ? [] : [line.mark] }) },
    el("span", { class: "from" }, line.name), el("span", { class: "left" }, el("span", {}, line.left)),
    el("span", { class: "right" }, el("strong", {}, line.match), line.right));
  }))];
}

/** What can be said of each difference, the surest first. */
function verdictList({ heading, sentences }) {
  if (!sentences.length) return "";
  return el("details", { class: "verdicts" }, el("summary", { data: { key: "verdicts" } }, heading),
    el("ul", { tabindex: 0, role: "list" }, ...sentences.map((sentence) => el("li", {}, sentence))));
}

/** The dots of one period in all panels stand out together. */
function this_column(figure, column) {
  for (const dot of figure.querySelectorAll(".mark")) dot.classList.toggle("near", dot.dataset.column === column);
}

function nearest(dots, x) {
  const far = (dot) => Math.abs(dot.getBoundingClientRect().x + dot.getBoundingClientRect().width / 2 - x);
  return dots.reduce((best, dot) => (best && far(best) <= far(dot) ? best : dot), null);
}

/** Months below the panels: a drag over them, or Enter on one, chooses a time in whole periods. */
function drawBars(data, explorer, width) {
  const drawing = brushBars(data, { width, height: 78 });
  const { node } = drawing;
  for (const bar of node.querySelectorAll(".bar")) {
    bar.addEventListener("pointerenter", () => explorer.hint(bar, bar.dataset.tip));
    bar.addEventListener("pointerleave", () => explorer.hint(null, ""));
  }
  if (data.fixed) return [el("p", { class: "label" }, data.label), node];
  const at = (event) => drawing.day(event.clientX - node.getBoundingClientRect().x);
  const ends = (one, other) => [snap(Math.min(one, other), data.snap, false), snap(Math.max(one, other), data.snap, true)];
  let from = null;
  node.addEventListener("pointerdown", (event) => {
    from = at(event);
    node.setPointerCapture(event.pointerId);
  });
  node.addEventListener("pointermove", (event) => {
    if (from !== null) drawing.show(...ends(from, at(event)));
  });
  node.addEventListener("pointerup", (event) => {
    const [start, end] = ends(from ?? at(event), at(event));
    from = null;
    choose(start, end);
  });
  node.addEventListener("click", (event) => {
    const bar = event.detail === 0 && event.target.closest(".bar");
    if (bar) choose(...ends(...["from", "to"].map((side) => Date.parse(data.bars[bar.dataset.bar][side]) / 864e5)), event.shiftKey);
  });
  const choose = (start, end, also) => {
    if (also && data.start) [start, end] = [start < data.start ? start : data.start, end > data.end ? end : data.end];
    const again = start === data.start && end === data.end;
    explorer.choose({ start: again ? null : start, end: again ? null : end, marks: [] });
  };
  const all = el("button", { type: "button", class: "tool", data: { key: "all time" },
    click: () => explorer.choose({ start: null, end: null }) }, "all time");
  return [el("p", { class: "label" }, data.label, data.start || data.end ? all : ""), node];
}

/** One report to read. */
function reportCard(card, explorer) {
  const link = (href, words) => el("a", { href, target: "_blank", rel: "noopener noreferrer" }, words);
  const journey = card.journey ? el("a", { href: card.journey }, explorer.view.journey) : card.call && el("button", { type: "button", class: "link", data: { key: `call ${card.id}` },
    click: (event) => copy(`analysis.explore_call(corpus, ${JSON.stringify(card.call)})`, event.currentTarget) }, explorer.view.journey);
  const long = card.digest.length > 280 && !card.hit;
  const whole = long && el("button", { type: "button", class: "link", data: { key: `whole ${card.id}` }, aria: { expanded: "false" },
    click: ({ currentTarget: button }) => {
      const open = button.closest("li").classList.toggle("open");
      button.setAttribute("aria-expanded", String(open));
      button.textContent = open ? "less" : "read on";
    } }, "read on");
  return el("li", { class: long ? "long" : "" },
    el("p", { class: "who" }, el("strong", {}, card.name), " ", el("span", {}, card.facts)),
    el("p", { class: "digest" }, ...marked(card)),
    card.said ? el("p", { class: "note" }, card.said) : "",
    el("p", { class: "links" }, whole || "", ...card.themes.map(({ title, hue }) => el("span", { class: `theme hue${hue}` }, title)),
      card.url ? link(card.url, "article ↗") : "", card.archived ? link(card.archived, "archived copy ↗") : "", journey || ""));
}

function marked({ digest, hit }) {
  if (!hit) return [digest];
  return [digest.slice(0, hit[0]), el("mark", {}, digest.slice(...hit)), digest.slice(hit[1])];
}

/** Of all marks of a group one can be reached with the tab key: the one chosen, or the first. */
function rove(figure) {
  for (const drawing of figure.querySelectorAll(".panels, svg.bars, .lines, .story, .reader")) {
    const marks = [...drawing.querySelectorAll("[role=button]")];
    const first = marks.find((mark) => mark.getAttribute("aria-pressed") === "true") ?? marks[0];
    marks.forEach((mark) => mark.setAttribute("tabindex", mark === first ? 0 : -1));
  }
}

/** Arrows: to the next mark of the drawing, or to the nearest one of the drawing above or below. */
function step(mark, key) {
  const lines = mark.closest(".lines, .estimates, .reader"), sides = { ArrowRight: 1, ArrowLeft: -1 }, ups = { ArrowDown: 1, ArrowUp: -1 };
  const [along, across] = lines ? [ups[key], sides[key]] : [sides[key], ups[key]];
  if (!along && !across) return false;
  if (mark.closest(".story")) return reach(mark, nextCard(mark, key));
  const drawing = mark.closest("svg, .lines, .reader");
  const inside = [...drawing.querySelectorAll("[role=button]")];
  let next = inside[inside.indexOf(mark) + along];
  if (across) {
    const drawings = [...(mark.closest(".panels") ?? drawing.parentNode).querySelectorAll("svg")];
    const other = drawings[drawings.indexOf(drawing) + across];
    const place = (each) => each.getBoundingClientRect().x - each.closest("svg").getBoundingClientRect().x;
    const marks = other ? [...other.querySelectorAll("[role=button]")] : [];
    next = marks.reduce((best, each) => (best && Math.abs(place(best) - place(mark)) <= Math.abs(place(each) - place(mark)) ? best : each), null);
  }
  return reach(mark, next);
}

/** The focus goes on from one mark to another, if there is one. */
function reach(mark, next) {
  if (!next) return true;
  mark.setAttribute("tabindex", -1);
  next.setAttribute("tabindex", 0);
  next.focus();
  return true;
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = el("textarea", { style: { position: "fixed", opacity: "0" } }, text);
    button.after(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  const words = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = words; }, 1200);
}

function save(name, type, data) {
  const link = el("a", { href: URL.createObjectURL(new Blob([data], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function savePng(name, { text, width, height }) {
  const image = new Image();
  image.onload = () => {
    const canvas = el("canvas", { width: width * 2, height: height * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
    canvas.toBlob((blob) => save(name, "image/png", blob));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size", "font-weight", "font-family", "visibility", "paint-order"];

/** A drawing with its style written into it, where it stands in the picture. */
function dressed(node, x, y) {
  const twin = node.cloneNode(true), twins = [...twin.querySelectorAll("*")];
  [...node.querySelectorAll("*")].forEach((each, place) => {
    const style = getComputedStyle(each);
    for (const name of STYLES) twins[place].setAttribute(name, style.getPropertyValue(name));
  });
  for (const [name, value] of [["x", x], ["y", y]]) twin.setAttribute(name, value);
  return twin;
}

/** A box with its edge, the thick one at the left. */
function boxOf(node, box) {
  const style = getComputedStyle(node);
  const edge = svg("rect", { ...box, width: parseFloat(style.borderLeftWidth), fill: style.borderLeftColor });
  return svg("g", { opacity: style.opacity },
    svg("rect", { ...box, rx: 4, fill: style.backgroundColor, stroke: style.borderTopColor, "stroke-width": parseFloat(style.borderTopWidth) }), edge);
}

/** The words of an element as lines of text where they stand. */
function linesOf(node, around) {
  const style = getComputedStyle(node);
  const attrs = { fill: style.color, "font-size": style.fontSize, "font-weight": style.fontWeight, "font-family": style.fontFamily,
    "text-decoration": style.textDecorationLine };
  const lines = [];
  const text = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let part = text.nextNode(); part; part = text.nextNode()) {
    for (const { 0: word, index } of part.data.matchAll(/\S+\s*/g)) {
      const range = document.createRange();
      range.setStart(part, index);
      range.setEnd(part, index + word.length);
      const box = range.getBoundingClientRect();
      const line = lines.at(-1);
      if (line && Math.abs(line.y - box.y) < 3) line.words += word;
      else lines.push({ x: box.x, y: box.y, height: box.height, words: word });
    }
  }
  return lines.map(({ x, y, height, words }) => svg("text", { ...attrs, x: x - around.x, y: y - around.y + height * 0.78 }, words.trimEnd()));
}

/** Draw an explorer into an element; what anywidget calls, and a page of its own can. */
function render({ model, el: root }) {
  new Explorer(model, root);
}

export default { render, copy, save };
