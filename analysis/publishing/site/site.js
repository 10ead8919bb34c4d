// A site without a kernel: explorers that look their views up in tables, the reading list, and
// links that restore what was chosen. Runs from a file; asks for nothing.
import explorer from "./explorer.js";

const packs = {};

/** Data of the page, packed; scripts call it, each with a name. */
globalThis.overheard = (name, packed) => { packs[name] = packed; };

async function unpack(name) {
  const bytes = Uint8Array.from(atob(packs[name]), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** What an explorer asks for its views, in the place of a kernel. */
class Table {
  constructor(name, table, shelf) {
    Object.assign(this, { name, table, shelf });
    this.state = { ...table.first };
    this.restore(0);
  }

  get(what) {
    return { view: this.view, state: this.state, link: this.link() }[what];
  }

  set(_, state) {
    this.wanted = state;
  }

  on(_, act) {
    this.act = act;
  }

  /** Answers after the explorer has shown what was chosen, as a kernel would. */
  save_changes() {
    queueMicrotask(() => {
      this.look(this.wanted);
      history.replaceState(null, "", this.hash());
      this.act();
    });
  }

  /** The view of a state; what is not there becomes the nearest that is. */
  look(wanted) {
    const { fields, views, parts } = this.table;
    // What was chosen last weighs most; of the others, as many as can be.
    const weigh = (key) => fields.reduce((sum, field, place) => sum
      + (same(key[place], wanted[field]) ? (same(wanted[field], this.state[field]) ? 1 : 100) : 0), 0);
    const [key, places] = views.reduce((best, each) => (weigh(each[0]) > weigh(best[0]) ? each : best));
    const { seq, ...rest } = wanted;
    const state = { ...rest, ...Object.fromEntries(fields.map((field, place) => [field, key[place]])) };
    const of = (each) => parts[each][places[each]];
    const view = Object.fromEntries(Object.keys(places).map((each) => [each, of(each)]));
    const panel = (place) => ({ ...parts.panel[place], course: parts.course?.[parts.panel[place].course] });
    if (view.panels) view.chart = { ...view.chart, panels: view.panels.map(panel) };
    const moved = fields.some((field) => field !== "unit" && field !== "view" && !same(this.state[field], state[field]));
    state.marks = moved && !same(wanted.marks, []) && same(wanted.marks, this.state.marks) ? [] : wanted.marks.slice(-1);
    if (this.table.chips) this.choosePanels(view, state);
    state.marks = state.marks.filter((mark) => this.listed(view, mark));
    view.list = this.list(view, state);
    this.state = state;
    this.view = { ...view, python: this.python(view, state), state, first: this.table.first, seq };
  }

  /** Only the values chosen: their panels, their numbers, and for themes a title of these. */
  choosePanels(view, state) {
    const chips = this.table.chips, control = view.controls.find(({ name }) => name === chips);
    const there = (control?.options ?? []).map(({ value }) => value);
    const chosen = state[chips].filter((value) => there.includes(value));
    state[chips] = chosen.length || state[chips].length === 0 && chips === "themes" ? chosen : there;
    const shown = (key) => key === null || state[chips].includes(key);
    view.chart.panels = view.chart.panels.filter(({ key }) => shown(key)).map((panel) => (panel.key !== null ? panel
      : { ...panel, rows: panel.rows.filter(({ mark }) => shown(mark[1])) }));
    if (!view.found) return;
    const [head, ...parts] = view.csv;
    view.csv = [head, ...parts.filter((_, place) => shown(there[place]))].join("\n");
    if (!view.found.length) return;
    view.title = sayFound(view.found.filter(({ value }) => shown(value)), state);
    const highs = view.chart.panels.flatMap(({ course, dots }) => [...(course?.high ?? []), ...dots.map(({ y }) => y)]);
    view.chart.top = Math.min(1, Math.ceil(Math.max(...highs, 0) * 4) / 4) || 0.25;
  }

  /** The reports of a mark: those of its group or period that have its value. */
  listed(view, mark) {
    const named = Object.fromEntries((this.table.order ?? []).map((kind, place) => [kind, mark[place]]));
    const having = named.values === undefined || named.values === null || !view.values ? null : new Set(view.values[named.values]);
    const points = named.members === null || named.members === undefined ? this.everybody(view) : view.members[named.members];
    const within = view.within && new Set(view.within);
    return points?.filter((point) => (!having || having.has(placeOf(point))) && (!within || within.has(placeOf(point))));
  }

  everybody(view) {
    if (view.members[""]) return view.members[""];
    if (this.table.order[0] === "values") return this.shelf.cards.map((_, place) => place);
    return [...new Set(Object.values(view.members).flat())].sort((one, other) => one - other);
  }

  list(view, state) {
    const [mark] = state.marks, points = this.listed(view, mark ?? []);
    const said = mark?.filter((each) => each !== null).map((each) => view.words?.[each] ?? each).join(", ");
    const number = `${points.length} report${points.length === 1 ? "" : "s"}`;
    const heading = view.heads?.[mark?.[0] ?? ""] ?? (said ? `${number}: ${said}` : `${number}${this.table.order[0] === "members" ? " compared" : ""}`);
    return { heading, total: points.length, cards: points.slice(0, state.shown).map((point) => this.card(point, view, state.coder)) };
  }

  card(point, view, coder) {
    const place = placeOf(point), told = view.said && { said: view.said[place], call: null };
    const card = { ...this.shelf.cards[place], ...told, ...(point[1] ?? {}) };
    const { titles, codes } = this.shelf;
    const given = codes[coder] ?? Object.values(codes)[0] ?? {};
    card.themes = titles.filter(({ value }) => given[value]?.includes(place));
    if (card.call && this.shelf.stories.includes(card.call)) card.journey = `${this.shelf.pages.calls}#calls?${new URLSearchParams({ call_id: JSON.stringify(card.call) })}`;
    return card;
  }

  /** The line of Python, with what the page itself chose. */
  python(view, state) {
    const first = this.table.first, chips = this.table.chips;
    const said = [chips === "themes" ? chips : null, "marks"].filter((name) => name && !same(state[name], first[name]))
      .map((name) => `, ${name}=${JSON.stringify(state[name]).replaceAll("null", "None")}`);
    return view.python.replace(/, themes=\[[^\]]*\]|, values=\[[^\]]*\]/g, "").replace(/\)$/, `${said.join("")})`);
  }

  hash() {
    const chips = this.view.controls.find(({ name }) => name === this.table.chips && name !== "themes");
    const usual = (name) => name === "shown" || same(this.state[name], this.table.first[name])
      || (name === chips?.name && this.state[name].length === chips.options.length);
    const changed = Object.keys(this.state).filter((name) => !usual(name));
    return writeHash(this.name, Object.fromEntries(changed.map((name) => [name, JSON.stringify(this.state[name])])));
  }

  link() {
    return location.href.split("#")[0] + this.hash();
  }

  /** What the link of the page says was chosen. */
  restore(seq) {
    const { first } = this.table, asked = readHash(this.name);
    const state = { ...first };
    for (const [name, text] of Object.entries(asked)) {
      try {
        const value = JSON.parse(text);
        // Only of the same kind as what it replaces: a link is somebody else's.
        if (name in first && (first[name] === null || typeof value === typeof first[name]) && Array.isArray(value) === Array.isArray(first[name] ?? value)) state[name] = value;
      } catch { /* not of ours */ }
    }
    state.marks = state.marks.filter(Array.isArray);
    this.state = { ...state, marks: [] };
    this.look({ ...state, seq });
  }
}

const placeOf = (point) => (Array.isArray(point) ? point[0] : point);

const writeHash = (name, values) => {
  const said = new URLSearchParams(values).toString();
  return `#${name}${said && `?${said}`}`;
};

function readHash(name) {
  const [section, said = ""] = location.hash.slice(1).split(/\?(.*)/s);
  return section === name ? Object.fromEntries(new URLSearchParams(said)) : {};
}

/** The title of themes: which is reported most, if its interval lies above the next one's, and the
 * widest change between two periods (as `weigh_themes` and `say_title` have it). */
function sayFound(found, { every }) {
  if (!found.length) return "No theme is chosen";
  const [first, second] = found;
  const near = found.filter(({ high }) => high >= first.low).map(({ title }) => title);
  const lead = !second ? first.alone : first.low > second.high ? first.most
    : `most often reported: ${near.length < 4 ? near.join(", ") : `${near.length} themes`} (intervals overlap)`;
  const widest = found.reduce((best, each) => (each.gap > best.gap ? each : best));
  const said = `${lead}; ${widest.change || `no ${every} differs clearly from another`}`;
  return said[0].toUpperCase() + said.slice(1);
}

/** Explorers of the page, each in the place of its picture. */
async function wake(shelf) {
  for (const place of document.querySelectorAll("[data-explorer]")) {
    const name = place.dataset.explorer;
    const model = new Table(name, await unpack(name), shelf);
    place.hidden = false;
    place.parentNode.classList.add("awake");
    explorer.render({ model, el: place });
    addEventListener("hashchange", () => {
      if (!Object.keys(readHash(name)).length) return;
      model.restore(model.view.seq + 1);
      model.act();
    });
  }
}

/** The reading list: words, menus and years leave those that have them; links keep them. */
function readingList(root, shelf) {
  const form = root.querySelector("form"), items = [...root.querySelectorAll("ol.reading > li")];
  const texts = items.map((item) => item.textContent.toLowerCase());
  const count = root.querySelector("[data-count]");
  const values = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
  const kept = () => {
    const { words = "", from, to, ...others } = values(), sought = words.toLowerCase().split(/\s+/);
    return items.map((item, place) => {
      const { first, last } = item.dataset;
      return sought.every((word) => texts[place].includes(word))
        && (!from || (last && last >= from)) && (!to || (first && first <= to))
        && Object.entries(others).every(([name, value]) => (item.dataset[name] ?? "").split(" ").includes(value));
    });
  };
  const draw = () => {
    const keep = kept();
    items.forEach((item, place) => { item.hidden = !keep[place]; });
    const number = keep.filter(Boolean).length;
    count.textContent = `${number} of ${items.length} reports`;
  };
  const restore = () => {
    for (const [name, value] of Object.entries(readHash("reading"))) {
      if (form.elements[name]) form.elements[name].value = value;
    }
    draw();
  };
  form.addEventListener("input", () => {
    draw();
    history.replaceState(null, "", writeHash("reading", values()));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    draw();
    history.replaceState(null, "", "#reading");
  }));
  root.querySelector("[data-link]").addEventListener("click", ({ currentTarget: button }) => {
    explorer.copy(location.href.split("#")[0] + writeHash("reading", values()), button);
  });
  for (const button of root.querySelectorAll("[data-form]")) {
    button.addEventListener("click", () => {
      const keep = kept(), form = button.dataset.form, [type, ending, around, between] = FORMS[form];
      const cited = shelf.cards.filter((_, place) => keep[place]).map((card) => card.cited[form]).join(between);
      const text = form === "csv" ? shelf.columns + cited : around[0] + cited + around[1];
      explorer.save(`reading-list.${ending}`, type, text.replace(/\r?\n/g, "\r\n"));
    });
  }
  restore();
  addEventListener("hashchange", restore);
}

/** Of each form: type, ending of the file, what stands around and between the references. */
const FORMS = {
  csv: ["text/csv", "csv", ["", ""], ""],
  ris: ["application/x-research-info-systems", "ris", ["", ""], ""],
  csl: ["application/json", "json", ["[", "]\n"], ",\n"],
};

/** One file: the section that the link names is shown, the others wait. */
function turnTo() {
  const sections = [...document.querySelectorAll("main > section")];
  if (sections.length < 2) return;
  // A browser goes to the link's place once all is there; a section begins with its head, not there.
  addEventListener("load", () => scrollTo(0, 0), { once: true });
  const name = location.hash.slice(1).split("?")[0];
  const shown = sections.find(({ id }) => id === name) ?? sections[0];
  for (const section of sections) section.hidden = section !== shown;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#${shown.id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

document.documentElement.classList.add("scripted");
document.addEventListener("DOMContentLoaded", async () => {
  turnTo();
  addEventListener("hashchange", () => {
    turnTo();
    scrollTo(0, 0);
  });
  for (const block of document.querySelectorAll("script[data-pack]")) packs[block.dataset.pack] = block.textContent;
  if (!packs.reports) return;
  const shelf = await unpack("reports");
  const list = document.querySelector("#reading");
  if (list) readingList(list, shelf);
  await wake(shelf);
});
