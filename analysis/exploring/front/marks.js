// The few marks that explorers draw, as SVG. All words are set as text, never as HTML.

/**
 * An HTML element.
 * @param {string} tag its name
 * @param {object} props properties; `data` becomes data-*, `aria` aria-*, functions listeners
 * @param {...(Node|string|null)} kids what stands in it
 */
export function el(tag, props = {}, ...kids) {
  return fill(document.createElement(tag), props, kids);
}

/** The same for SVG, whose properties are attributes. */
export function svg(tag, attrs = {}, ...kids) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attrs, kids);
}

function fill(node, props, kids) {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else if (name === "style" && typeof value === "object") {
      for (const [key, each] of Object.entries(value)) node.style.setProperty(key, each);
    } else if (name === "data" || name === "aria") {
      for (const [key, each] of Object.entries(value)) {
        if (each !== undefined && each !== null) node.setAttribute(`${name}-${key}`, each);
      }
    } else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...kids.flat().filter((kid) => kid !== null && kid !== undefined && kid !== false));
  return node;
}

const DAY = 864e5;
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** A day ("2023-10-29") as a number of days. */
export const dayOf = (text) => Date.parse(text) / DAY;

/** A number of days as a day. */
export const textOf = (day) => new Date(Math.round(day) * DAY).toISOString().slice(0, 10);

/** Where a number of one range lies in another; `.back` the other way. */
export function scale([from, to], [start, end]) {
  const step = (end - start) / (to - from || 1);
  const place = (value) => start + (value - from) * step;
  place.back = (at) => from + (at - start) / (step || 1);
  return place;
}

/** First days of months for an axis, as many as have room, each with its words. */
export function monthTicks([from, to], width, room = 50) {
  const months = (to - from) / 30.4;
  const step = [1, 2, 3, 6, 12, 24].find((each) => (months / each) * room <= width) ?? 24;
  const first = new Date(from * DAY);
  const ticks = [];
  for (let month = Math.ceil(first.getUTCMonth() / step) * step; ; month += step) {
    const at = Date.UTC(first.getUTCFullYear(), month, 1) / DAY;
    if (at > to - 12) return ticks;
    const date = new Date(at * DAY);
    const said = `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCFullYear()).slice(2)}`;
    if (at >= from) ticks.push({ at, said });
  }
}

/** A share in words: "77 %". */
export const percent = (share) => (share > 0 && share <= 0.005 ? "<1 %" : `${Math.round(share * 100)} %`);

/** Unbroken stretches of points: the line ends where a value is missing. */
function stretches(values) {
  const runs = [[]];
  values.forEach((value, place) => {
    if (value !== null) runs.at(-1).push(place);
    else if (runs.at(-1).length) runs.push([]);
  });
  return runs.filter((run) => run.length);
}

const path = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L")}`;

/**
 * One panel of shares over time: band, course, events, and a dot for each period.
 *
 * @param {object} panel key, title, hue, course, dots or singles
 * @param {object} chart what all panels have: from, to, top, events
 * @param {object} size width, height, whether it is the first (which alone names its axes' events)
 * @returns {{node: SVGElement, hover: function(number|null): string}} the drawing, and what moves
 *   the hairline to a day and says the share there
 */
export function coursePanel(panel, chart, { width, height, first, chosen }) {
  const left = 2, right = width - 8, bottom = height - 17, top = 15;
  const x = scale([dayOf(chart.from), dayOf(chart.to)], [left, right]);
  const y = scale([0, chart.top], [bottom, top]);
  const node = svg("svg", {
    width, height, viewBox: `0 0 ${width} ${height}`, class: `panel hue${panel.hue}`,
    role: "group", aria: { label: panel.title }, data: { panel: panel.key },
  });
  const words = [], ends = [];
  for (const share of [0, chart.top / 2, chart.top]) {
    node.append(svg("line", { class: "grid", x1: left, x2: right, y1: y(share), y2: y(share) }));
    if (first && share) words.push(svg("text", { class: "tick over", x: left, y: y(share) - 3.5 }, percent(share)));
  }
  for (const tick of monthTicks([dayOf(chart.from), dayOf(chart.to)], right - left)) {
    const anchor = x(tick.at) > right - 24 ? "end" : "start";
    node.append(
      svg("line", { class: "grid", x1: x(tick.at), x2: x(tick.at), y1: bottom, y2: bottom + 3 }),
      svg("text", { class: "tick", x: x(tick.at), y: height - 4, "text-anchor": anchor }, tick.said),
    );
  }
  for (const event of chart.events) {
    const at = x(dayOf(event.x)), room = event.word.length * 5.6 + 8;
    const rule = svg("line", { class: "event", x1: at, x2: at, y1: top, y2: bottom });
    node.append(svg("g", {}, svg("title", {}, event.name), rule));
    // Words of events that stand close together go one below the other, at the edge to the left.
    const [from, to] = at + room > width ? [at - room, at] : [at, at + room];
    const free = ends.findIndex((end) => end <= from), row = free < 0 ? ends.length : free;
    ends[row] = to;
    words.push(svg("text", { class: "tick over", x: to === at ? at - 3 : at + 3, y: top + 9 + row * 11,
      "text-anchor": to === at ? "end" : "start" }, event.word));
  }
  if (panel.singles) node.append(...singleBars(panel.singles, x, top, bottom));
  if (panel.course) node.append(...courseLine(panel.course, x, y));
  for (const dot of panel.dots) node.append(periodDot(dot, panel, x(dayOf(dot.x)), y(dot.y), chosen));
  const hair = svg("line", { class: "hair", x1: 0, x2: 0, y1: top, y2: bottom, visibility: "hidden" });
  node.append(hair, ...(first ? words : []));
  const hover = (day) => {
    const share = panel.course && valueAt(panel.course, day ?? Infinity);
    hair.setAttribute("visibility", day === null ? "hidden" : "visible");
    if (day !== null) for (const end of ["x1", "x2"]) hair.setAttribute(end, x(day));
    return share === null || share === undefined ? "" : percent(share);
  };
  return { node, hover, day: (at) => x.back(at) };
}

function singleBars(singles, x, top, bottom) {
  const step = (bottom - top) / singles.length;
  return singles.map((single, place) => {
    const at = top + (place + 0.5) * step;
    const [start, end] = [x(dayOf(single.from)), x(dayOf(single.to) + 1)];
    const attrs = { class: single.given ? "single given" : "single", x: start, y: at - 2.5,
      width: Math.max(end - start, 5), height: 5, rx: 2.5 };
    return svg("rect", attrs, svg("title", {}, single.said));
  });
}

function courseLine(course, x, y) {
  const from = dayOf(course.from);
  const at = (place) => x(from + 7 * place);
  return stretches(course.share).flatMap((run) => {
    const high = run.map((place) => [at(place), y(course.high[place])]);
    const low = run.map((place) => [at(place), y(course.low[place])]).reverse();
    const line = run.map((place) => [at(place), y(course.share[place])]);
    return [
      svg("path", { class: "band", d: `${path([...high, ...low])}Z` }),
      svg("path", { class: "course", d: path(line) }),
    ];
  });
}

function valueAt(course, day) {
  const place = Math.round((day - dayOf(course.from)) / 7);
  if (place < course.share.length && place >= 0) return course.share[place];
  return course.share.findLast((share) => share !== null);
}

function periodDot(dot, panel, cx, cy, chosen) {
  const mark = JSON.stringify([panel.key, dot.key]);
  return svg("g", {
    class: `mark${dot.few ? " few" : ""}`, role: "button", tabindex: -1,
    data: { key: `mark ${mark}`, mark, tip: dot.said, column: dot.key },
    aria: { label: dot.said, pressed: String(chosen.has(mark)) },
  }, svg("circle", { class: "halo", cx, cy, r: 11 }), svg("circle", { class: "dot", cx, cy, r: 2 + 4 * dot.size }));
}

/**
 * Bars of months to brush: pale all reports, dark the independent calls, and the window chosen.
 * @returns {{node: SVGElement, day: function(number): number}}
 */
export function brushBars(data, { width, height }) {
  const bars = data.bars;
  const node = svg("svg", {
    width, height, viewBox: `0 0 ${width} ${height}`, class: "bars", role: "group",
    aria: { label: data.label },
  });
  if (!bars.length) return { node, day: () => 0 };
  const bottom = height - 16;
  const ends = [dayOf(bars[0].from), dayOf(bars.at(-1).to) + 1];
  const x = scale(ends, [2, width - 8]);
  const y = scale([0, Math.max(...bars.map((bar) => bar.all), 1)], [bottom, 12]);
  for (const tick of monthTicks(ends, width, 64)) {
    node.append(svg("text", { class: "tick", x: x(tick.at), y: height - 3 }, tick.said));
  }
  const inside = (bar) => (!data.start || bar.to >= data.start) && (!data.end || bar.from <= data.end);
  const wide = bars.length < 40;
  bars.forEach((bar, place) => {
    const start = x(dayOf(bar.from)), across = x(dayOf(bar.to) + 1) - start - 2;
    node.append(svg("g", {
      class: inside(bar) ? "bar" : "bar out", role: data.fixed ? "img" : "button", tabindex: data.fixed ? null : -1,
      data: { key: `bar ${bar.from}`, bar: place, tip: bar.said }, aria: { label: bar.said },
    },
    svg("rect", { class: "space", x: start, y: 0, width: across + 2, height: bottom }),
    svg("rect", { class: "all", x: start, width: across, y: y(bar.all), height: bottom - y(bar.all) }),
    svg("rect", { class: "dark", x: start, width: across, y: y(bar.dark), height: bottom - y(bar.dark) }),
    wide && bar.all >= 1 && svg("text", { class: "tick", x: start + across / 2, y: y(bar.all) - 2, "text-anchor": "middle" },
      String(Math.round(bar.all)))));
  });
  const veil = svg("rect", { class: "veil", y: 0, height: bottom, visibility: "hidden" });
  node.append(veil);
  const show = (from, to) => {
    veil.setAttribute("visibility", from === null ? "hidden" : "visible");
    if (from === null) return;
    veil.setAttribute("x", x(dayOf(from)));
    veil.setAttribute("width", Math.max(x(dayOf(to) + 1) - x(dayOf(from)), 0));
  };
  if (data.start || data.end) show(data.start ?? bars[0].from, data.end ?? bars.at(-1).to);
  return { node, show, day: (at) => x.back(at) };
}

/** First or last day of the week, month, quarter or year that a day lies in. */
export function snap(day, every, last) {
  const date = new Date(Math.floor(day) * DAY);
  const year = date.getUTCFullYear(), month = date.getUTCMonth();
  if (every === "week") {
    const monday = Math.floor(day) - ((date.getUTCDay() + 6) % 7);
    return textOf(last ? monday + 6 : monday);
  }
  const size = { month: 1, quarter: 3, year: 12 }[every];
  const start = Math.floor(month / size) * size;
  return textOf(Date.UTC(year, last ? start + size : start, last ? 0 : 1) / DAY);
}

/**
 * Estimates with their intervals, a row each: label, band and dots, number at the right.
 *
 * @param {object} panel title, rows, and the line that all are compared with
 * @param {object} chart what all panels have: from, to, percent
 * @param {object} size width, and of it what labels and numbers take; the marks chosen
 * @returns {SVGElement}
 */
export function estimateRows(panel, chart, { width, labels, numbers, chosen, step }) {
  const top = 4, bottom = top + panel.rows.length * step, height = bottom + 18;
  const x = scale([chart.from, chart.to], [labels + 8, width - numbers - 12]);
  const node = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "estimates",
    role: "group", aria: { label: panel.title || "Estimates" } });
  for (const at of numberTicks(chart, x(chart.to) - x(chart.from))) {
    node.append(
      svg("line", { class: "grid", x1: x(at), x2: x(at), y1: top, y2: bottom }),
      svg("text", { class: "tick", x: x(at), y: height - 4, "text-anchor": "middle" },
        chart.percent ? percent(at).replace("<1 %", "0 %") : String(+at.toFixed(2))),
    );
  }
  if (panel.line !== null) node.append(svg("line", { class: "all-line", x1: x(panel.line), x2: x(panel.line), y1: top, y2: bottom }));
  panel.rows.forEach((row, place) => {
    const y = top + (place + 0.5) * step;
    const clear = row.clear ?? row.dots.some((dot) => dot.hue !== 7);
    const known = row.dots.filter((dot) => dot.x !== null);
    node.append(
      svg("rect", { class: "space", x: 0, y: y - step / 2, width, height: step, data: { mark: JSON.stringify(row.mark) } }),
      shortened(row.label, labels, { class: clear ? "label strong" : "label", x: labels, y: y + 4, "text-anchor": "end" }),
      svg("text", { class: clear ? "number strong" : "number", x: width - numbers, y: y + 4 }, row.text));
    if (known.length > 1) node.append(svg("line", { class: "between", x1: x(known[0].x), x2: x(known[1].x), y1: y, y2: y }));
    const apart = known.length > 1 && known[0].low !== null && known[1].low !== null ? step / 6 : 0;
    known.forEach((dot, side) => node.append(estimateDot(dot, row, x, y + (side ? apart : -apart), chosen)));
  });
  return node;
}

function estimateDot(dot, row, x, y, chosen) {
  const mark = JSON.stringify(dot.mark ?? row.mark), said = dot.said ?? row.said;
  const r = dot.few ? 4 : 4.5, cx = x(dot.x);
  const shape = dot.shaky
    ? svg("rect", { class: "dot", x: cx - r, y: y - r, width: 2 * r, height: 2 * r, transform: `rotate(45 ${cx} ${y})` })
    : svg("circle", { class: "dot", cx, cy: y, r });
  return svg("g", {
    class: `mark hue${dot.hue}${dot.few || dot.shaky ? " few" : ""}`, role: "button", tabindex: -1,
    data: { key: `mark ${mark}`, mark, tip: said }, aria: { label: said, pressed: String(chosen.has(mark)) },
  }, dot.low === null ? null : svg("line", { class: "interval", x1: x(dot.low), x2: x(dot.high), y1: y, y2: y }),
  svg("circle", { class: "halo", cx, cy: y, r: 10 }), shape);
}

function numberTicks({ from, to }, room) {
  const step = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10].find((each) => ((to - from) / each) * 26 <= room) ?? 20;
  const ticks = [];
  for (let at = Math.ceil(from / step) * step; at <= to + 1e-9; at += step) ticks.push(at);
  return ticks;
}

/** Words cut to a width, whole on hover. */
function shortened(words, width, attrs) {
  const room = Math.floor(width / 6.1);
  const cut = words.length > room ? `${words.slice(0, room - 1).trimEnd()}…` : words;
  return svg("text", attrs, cut, svg("title", {}, words));
}
