// The story of a call: cards in columns by step with the lines between them, its time line, and the
// table of its details. The way to the card under the pointer, or with the focus, is dark.
import { dayOf, el, scale, svg } from "./marks.js";

const GAP = 9, NARROWEST = 108;
/** So many cards and more show only what changed, and less of it. */
const DENSE = 14;
const WORDS = { "outside the corpus": "not in the corpus" };
const HUES = { release: 5, telling: 0, translation: 2, "outside the corpus": 7 };
const hueOf = (kind) => `hue${HUES[kind]}`;

/** Columns of cards, a column a step. */
export function drawStory(view, explorer, width) {
  const { chart } = view, columns = chart.heads.length;
  const between = Math.min(64, Math.max(24, (width - 140 * columns) / (columns - 1 || 1)));
  const across = Math.min(210, Math.floor((width - between * (columns - 1)) / columns));
  const stacked = across < NARROWEST && width < NARROWEST * columns + between * (columns - 1);
  const dense = chart.cards.length > DENSE;
  const cards = new Map(chart.cards.map((card) => [card.key, storyCard(card, explorer, dense)]));
  const lines = chart.lines.map((line) => svg("path", {
    class: `thread ${line.evidence}${line.against ? " against" : ""}${line.long ? " long" : ""}` }));
  const paths = new Map(chart.cards.map((card) => [card.key, card.path]));
  const root = el("div", { class: `story${stacked ? " stacked" : ""}`, role: "group", aria: { label: "Tellings by step" } });
  const heads = chart.heads.map((head, column) => stepHead(head, column, explorer));
  const light = (key) => lightPath(root, chart, cards, lines, key, paths.get(key) ?? []);
  if (stacked) {
    heads.forEach((head, column) => root.append(head, ...of(chart.cards, column).map(({ key }) => cards.get(key))));
  } else {
    const drawing = svg("svg", { class: "threads", aria: { hidden: "true" } }, ...lines);
    root.append(drawing, ...heads, ...cards.values());
    // Heights are known once the cards stand on the page, which is before it is painted.
    queueMicrotask(() => placeCards(root, chart, { cards, heads, lines, drawing, across, between, width }));
  }
  followPointer(root, explorer, light);
  return [stepsBar(view, explorer), el("div", { class: "scroll" }, root), legend(chart)];
}

const of = (cards, column) => cards.filter((card) => card.column === column);

function stepHead(head, column, explorer) {
  const open = explorer.state.unfolded.filter((key) => key.startsWith(`${column} `));
  const fold = open.length ? el("button", { type: "button", class: "link", data: { key: `fold ${column}` },
    click: () => explorer.choose({ unfolded: explorer.state.unfolded.filter((key) => !open.includes(key)), marks: [] }) }, "fold again") : "";
  return el("div", { class: "step" }, el("span", { data: { words: "" } }, head), fold);
}

/** One card: who, on whose page, in which language, when; then what changed. */
function storyCard(card, explorer, dense) {
  const mark = [card.key], pressed = explorer.state.marks.some(([key]) => key === card.key);
  const changed = card.changes.filter(({ what, of: counted }) => what === "new" || !(counted || dense)).slice(0, dense ? 2 : 3), more = card.changes.length - changed.length;
  const said = [nameOf(card), card.facts, card.group?.names, ...card.changes.map(sayChange)];
  const act = {
    role: "button", tabindex: -1, data: { key: `card ${card.key}`, tip: null },
    aria: { label: said.filter(Boolean).join(". "), pressed: String(pressed) },
    click: (event) => explorer.mark(mark, event.shiftKey || event.ctrlKey || event.metaKey),
  };
  const words = [
    el("strong", { data: { words: "" } }, nameOf(card)),
    card.facts && el("span", { class: "facts", data: { words: "" } }, card.facts),
    card.group && el("span", { class: "facts names", data: { words: "" } }, card.group.names),
    ...changed.map(changeLine),
    !dense && more > 0 && el("span", { class: "facts", data: { words: "" } }, `and ${more} more`),
  ];
  const look = `card ${hueOf(card.kind)}${pressed ? " chosen" : ""}${card.kind === "outside the corpus" ? " outside" : ""}`;
  if (!card.group) return el("div", { class: look, ...act, data: { ...act.data, node: card.key, box: "" } }, ...words);
  const unfold = el("button", { type: "button", class: "link", data: { key: `unfold ${card.key}` },
    title: "unfold", aria: { label: `Show ${card.group.names} one by one` },
    click: () => explorer.choose({ unfolded: [...explorer.state.unfolded, card.key] }) }, "+");
  return el("div", { class: `${look} group`, data: { node: card.key, box: "" } }, el("div", act, ...words), unfold);
}

const nameOf = ({ name, group }) => (group ? `${name.replaceAll("_", " ")} ·\u00a0${group.number}` : name);

const sayChange = ({ detail, old, new: now, said }) => `${detail}: ${old ? `${old}, here ` : ""}${now || said} (${said})`;

/** A detail: struck out as the source has it, then as it is here. */
function changeLine(change) {
  const { old, new: now, what, detail, said, of: counted } = change;
  return el("span", { class: `change ${what}`, title: `${detail} (${said})` },
    counted && el("span", { class: "facts", data: { words: "" } }, `${counted}: `),
    old && el("s", { data: { words: "" } }, old), old && now ? el("span", { data: { words: "" } }, " → ") : "",
    now && el(what === "new" ? "b" : "span", { data: { words: "" } }, now));
}

/** Put cards near their sources, none on another, and draw the lines between them. */
function placeCards(root, chart, { cards, heads, lines, drawing, across, between, width }) {
  const left = (column) => column * (across + between);
  const high = new Map(), top = new Map(), head = 30;
  for (const { key, column } of chart.cards) {
    const card = cards.get(key);
    card.style.width = `${across}px`;
    card.style.left = `${left(column)}px`;
  }
  for (const [key, card] of cards) high.set(key, card.offsetHeight);
  const middle = (key) => top.get(key) + high.get(key) / 2;
  heads.forEach((each, column) => {
    each.style.left = `${left(column)}px`;
    each.style.width = `${across}px`;
    const here = of(chart.cards, column);
    const wished = here.map(({ key }) => {
      const from = chart.lines.filter((line) => line.to === key && !line.long && top.has(line.from));
      return from.length ? from.reduce((sum, line) => sum + middle(line.from), 0) / from.length : null;
    });
    const spread = spreadOut(here.map(({ key }) => high.get(key)), wished);
    here.forEach(({ key }, place) => top.set(key, spread[place]));
  });
  const first = Math.min(...top.values());
  let bottom = 0;
  for (const [key, card] of cards) {
    top.set(key, top.get(key) - first + head);
    card.style.top = `${top.get(key)}px`;
    bottom = Math.max(bottom, top.get(key) + high.get(key));
  }
  const columns = new Map(chart.cards.map(({ key, column }) => [key, column]));
  chart.lines.forEach(({ from, to }, place) => {
    const [x1, y1] = [left(columns.get(from)) + across, middle(from)];
    const [x2, y2] = [left(columns.get(to)), middle(to)];
    if (columns.get(from) === columns.get(to)) {
      lines[place].setAttribute("d", `M${x1},${y1}C${x1 + 22},${y1} ${x1 + 22},${y2} ${x1},${y2}`);
      return;
    }
    const bend = Math.max((x2 - x1) / 2, between / 2);
    lines[place].setAttribute("d", `M${x1},${y1}C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`);
  });
  const wide = left(chart.heads.length) - between;
  for (const [name, value] of [["width", wide], ["height", bottom + 2]]) drawing.setAttribute(name, value);
  root.style.height = `${bottom + 4}px`;
  root.style.minWidth = `${Math.min(wide, Math.max(wide, width - 2))}px`;
}

/** Tops of boxes in this order, near the middles wished and apart from each other. */
function spreadOut(heights, wished) {
  const known = wished.filter((each) => each !== null);
  const usual = known.length ? known.reduce((sum, each) => sum + each, 0) / known.length : 0;
  const tops = [];
  let free = -Infinity;
  heights.forEach((height, place) => {
    tops.push(Math.max((wished[place] ?? usual) - height / 2, free));
    free = tops.at(-1) + height + GAP;
  });
  const off = heights.map((height, place) => (wished[place] ?? usual) - tops[place] - height / 2);
  const shift = off.reduce((sum, each) => sum + each, 0) / (off.length || 1);
  return tops.map((top) => top + shift);
}

/** The way to one card dark, its other lines shown, the rest light; no card: as it was chosen. */
function lightPath(root, chart, cards, lines, key, path) {
  root.classList.toggle("lit", Boolean(key));
  const on = new Set([key, ...path.flatMap((place) => [chart.lines[place].from, chart.lines[place].to])]);
  chart.lines.forEach(({ from, to }, place) => {
    lines[place].classList.toggle("on", path.includes(place));
    lines[place].classList.toggle("also", !path.includes(place) && (from === key || to === key));
    if (from === key) on.add(to);
  });
  for (const [each, card] of cards) card.classList.toggle("on", on.has(each));
}

/** Pointer or focus on what has `data-node` lights it; else what is chosen stays lit. */
function followPointer(root, explorer, light) {
  const nodeOf = (event) => event.target.closest?.("[data-node]")?.dataset.node;
  const rest = () => {
    const focus = root.contains(document.activeElement) && document.activeElement.closest("[data-node]")?.dataset.node;
    light(focus || explorer.state.marks.at(-1)?.[0]);
  };
  root.addEventListener("pointerover", (event) => light(nodeOf(event) ?? explorer.state.marks.at(-1)?.[0]));
  root.addEventListener("pointerleave", rest);
  root.addEventListener("focusin", (event) => light(nodeOf(event)));
  root.addEventListener("focusout", () => queueMicrotask(rest));
  light(explorer.state.marks.at(-1)?.[0]);
}

/** Earlier and later: one telling after the other, as they are listed. */
function stepsBar(view, explorer) {
  const { order } = view.chart;
  const at = order.indexOf(explorer.state.marks.at(-1)?.[0]);
  const go = (words, place, key) => el("button", { type: "button", class: "tool", data: { key },
    disabled: place < 0 || place >= order.length, click: () => explorer.choose({ marks: [[order[place]]] }) }, words);
  return el("div", { class: "onward" }, go("◂ earlier", at < 0 ? -1 : at - 1, "earlier"),
    el("span", {}, at < 0 ? `${order.length} telling${order.length === 1 ? "" : "s"}` : `${at + 1} of ${order.length}`),
    go("later ▸", at + 1, "later"));
}

const LINES = { named: "named", copied: "copied", inferred: "inferred", assumed: "assumed" };

function legend({ kinds, evidence = [] }) {
  return el("p", { class: "keys" },
    ...kinds.map((kind) => el("span", { class: `${hueOf(kind)} key` }, el("i", { data: { box: "" } }), el("span", { data: { words: "" } }, WORDS[kind] ?? kind))),
    ...evidence.map((each) => el("span", { class: "key" }, svg("svg", { width: 26, height: 8 }, svg("path", { class: `thread ${each}`, d: "M1,4H25" })),
      el("span", { data: { words: "" } }, LINES[each]))));
}

/** Rows of tellings in order of time: a dot is a known day, a bar an interval. */
export function drawTimeLine(view, explorer, width) {
  const { chart } = view, row = 21, head = 20;
  const longest = Math.max(...chart.rows.map(({ name, facts }) => `${name} · ${facts}`.length));
  const start = Math.round(Math.min(longest * 6.3 + 4, width * 0.42)), end = width - 62;
  const x = scale([dayOf(chart.from), dayOf(chart.to) + 1], [start + 8, end]);
  const height = head + row * chart.rows.length + 6;
  const node = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "timeline", role: "group", aria: { label: "Tellings in order of time" } });
  const [release] = chart.rows;
  node.append(svg("rect", { class: `band ${hueOf("release")}`, x: x(dayOf(release.first)), y: head - 2,
    width: Math.max(x(dayOf(release.last) + 1) - x(dayOf(release.first)), 3), height: height - head - 2 }));
  for (const { x: day, said } of chart.ticks) {
    node.append(svg("line", { class: "grid", x1: x(dayOf(day)), x2: x(dayOf(day)), y1: head - 4, y2: height - 4 }),
      svg("text", { class: "tick", x: x(dayOf(day)), y: 11, "text-anchor": "middle" }, said));
  }
  node.append(svg("text", { class: "tick", x: width, y: 11, "text-anchor": "end" }, "place"));
  const rows = new Map(chart.rows.map((each, place) => [each.key, timeRow(each, head + row * place, { x, row, start, width, explorer })]));
  node.append(...rows.values());
  const root = el("div", { class: "story times" }, node);
  followPointer(root, explorer, (key) => {
    const path = chart.rows.find((each) => each.key === key)?.path ?? [];
    root.classList.toggle("lit", path.length > 0);
    for (const [each, drawn] of rows) drawn.classList.toggle("on", path.includes(each));
  });
  return [stepsBar(view, explorer), el("div", { class: "scroll" }, root), legend(chart)];
}

function timeRow(row, top, { x, row: high, start, width, explorer }) {
  const middle = top + high / 2, [one, other] = [x(dayOf(row.first)), x(dayOf(row.last) + 1)];
  const pressed = explorer.state.marks.some(([key]) => key === row.key);
  const letters = Math.floor(start / 6.4), words = `${row.name} · ${row.facts}`;
  const said = `${words}, ${row.days}${row.place ? `, place ${row.place} in the order of time` : ""}`;
  const known = row.first === row.last && !row.before && !row.after;
  const centre = (one + other) / 2;
  const arrow = (at, to) => svg("path", { class: "dot", d: `M${at},${middle - 5}L${at + to * 7},${middle}L${at},${middle + 5}Z` });
  return svg("g", { class: `timerow ${hueOf(row.kind)}`, role: "button", tabindex: -1,
    data: { key: `card ${row.key}`, node: row.key }, aria: { label: said, pressed: String(pressed) },
    click: (event) => explorer.mark([row.key], event.shiftKey || event.ctrlKey) },
  svg("title", {}, said),
  svg("rect", { class: "halo", x: 0, y: top, width, height: high, rx: 3 }),
  svg("text", { class: "rowname", x: start, y: middle + 4, "text-anchor": "end" }, words.length > letters ? `${words.slice(0, letters - 1)}…` : words),
  known ? svg("circle", { class: "dot", cx: centre, cy: middle, r: 5 })
    : svg("rect", { class: "days", x: one, y: middle - 4, width: Math.max(other - one, 4), height: 8, rx: 4 }),
  row.before && row.days !== "undated" && arrow(one, -1), row.after && row.days !== "undated" && arrow(other, 1),
  svg("text", { class: "tick", x: width, y: middle + 4, "text-anchor": "end" }, row.place));
}

/** A table: details across, tellings down; what changed struck out and new. */
export function drawDetails(view, explorer, width) {
  const { chart } = view;
  if (!chart.heads.length) return [];
  const across = Math.floor(Math.max(120, Math.min(220, (width - 150) / chart.heads.length)));
  const table = el("table", { class: "details", style: { width: `${140 + across * chart.heads.length}px` } },
    el("thead", {}, el("tr", {}, el("th", { scope: "col", style: { width: "140px" }, data: { words: "" } }, "Telling"),
      ...chart.heads.map(({ aspect, detail }) => el("th", { scope: "col", style: { width: `${across}px` } },
        el("span", { class: "facts", data: { words: "" } }, aspect), el("span", { data: { words: "" } }, detail))))),
    el("tbody", {}, ...chart.rows.map((row) => {
      const pressed = explorer.state.marks.some(([key]) => key === row.key);
      return el("tr", { class: pressed ? "chosen" : "", data: { node: row.key } },
        el("th", { scope: "row" }, el("div", { role: "button", tabindex: -1, data: { key: `card ${row.key}` }, aria: { pressed: String(pressed) },
          click: (event) => explorer.mark([row.key], event.shiftKey || event.ctrlKey) },
        el("strong", { data: { words: "" } }, row.name), el("span", { class: "facts", data: { words: "" } }, row.facts))),
        ...row.cells.map((cell) => !cell ? el("td", { class: "kept" }, "?") : el("td", { class: cell.what, title: cell.said },
          el("i", { data: { words: "" }, aria: { label: cell.said } }, cell.sign), changeLine(cell))));
    })));
  const box = el("div", { class: "story scroll", tabindex: 0, role: "region", aria: { label: "Details that differ" } }, table);
  return [stepsBar(view, explorer), box, el("p", { class: "keys" }, ...chart.signs.map((sign) => el("span", { class: "key", data: { words: "" } }, sign)))];
}

/** Arrows among cards: to the next one in that direction; null where there is none. */
export function nextCard(card, key) {
  const place = (each) => {
    const box = each.getBoundingClientRect();
    return { x: box.x, y: box.y + box.height / 2 };
  };
  const here = place(card), sideways = key === "ArrowLeft" || key === "ArrowRight";
  const ahead = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  const far = (each) => {
    const there = place(each), [along, beside] = sideways ? [there.x - here.x, there.y - here.y] : [there.y - here.y, there.x - here.x];
    if (along * ahead < 4 || (!sideways && Math.abs(beside) > 30)) return Infinity;
    return sideways ? Math.abs(along) * 1000 + Math.abs(beside) : Math.abs(along);
  };
  const [next] = [...card.closest(".story").querySelectorAll("[role=button]")].map((each) => [far(each), each])
    .filter(([size]) => size < Infinity).sort(([one], [other]) => one - other);
  return next?.[1] ?? null;
}
