// The desk: a report at the left, at the right the variables of the codebook, one of them open.
// Keys and buttons send numbered commands; the kernel saves and answers with the codes as saved.
import { el } from "./marks.js";
import { passages } from "./reader.js";

const NONE = "", SIDES = ["<", ">"];
const PATIENCE = 4000;
const KEYS = "Keys: digits and letters give a value, 0 none; Tab next variable, ↑ ↓ in it; ? unsure, e selected words, . note; ← → or p n report; u undo.";

class Desk {
  constructor(model, root) {
    Object.assign(this, { model, root, seq: model.get("view").seq, open: null, at: null, draft: null, turning: false, held: [] });
    root.className = "overheard desk";
    root.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
    root.addEventListener("keydown", (event) => this.keys(event));
    this.bar = el("div", { class: "row" });
    this.alarm = el("div", { role: "alert" });
    this.status = el("span", { class: "word", role: "status" });
    this.paper = el("figure", {});
    this.codes = el("div", { class: "codes", role: "group", aria: { label: "Codes" } });
    root.replaceChildren(this.bar, this.alarm, el("div", { class: "main" }, this.paper, this.codes), el("p", { class: "note" }, KEYS + (model.get("view").settling ? " < or > takes what the left or the right one gave." : "")));
    model.on("change:view", () => this.answer());
    this.answer();
  }

  /** The kernel's answer; one to an older command is not drawn. */
  answer() {
    const view = this.model.get("view"), report = this.model.get("report");
    if (view.seq < this.seq) return;
    clearTimeout(this.timer);
    this.seq = view.seq;
    const turned = report.id !== this.report?.id;
    Object.assign(this, { view, report, given: { ...view.codes } });
    this.say(view.said);
    this.alarm.replaceChildren(view.error, view.waiting ? this.tool("again", "Try again", () => this.send("again")) : "");
    if (turned) this.turn();
    else this.draw();
    this.turning = false;
    for (const key of this.held.splice(0)) this.take(key);
  }

  /** Another report: its text, and the first variable that is not coded yet. */
  turn() {
    const inside = this.root.contains(document.activeElement), { outlet, facts, sort, paragraphs } = this.report;
    this.open = this.view.asked.find((name) => !this.given[name]) ?? this.view.asked[0];
    this.at = this.draft = null;
    this.text = passages(paragraphs);
    this.paper.replaceChildren(el("h3", {}, outlet), el("p", { class: "subtitle" }, `${facts} · ${sort === "text" ? "full text" : "digest"}`),
      el("div", { class: "reader", tabindex: 0, role: "region", aria: { label: "The report" } }, this.text));
    this.draw(inside);
  }

  /** Keys pressed while another report is on its way wait for it: they are about that one. */
  leave(action, details) {
    this.turning = true;
    this.send(action, details);
  }

  send(action, details = {}) {
    this.seq += 1;
    this.say("Saving ...");
    clearTimeout(this.timer);
    const lost = () => this.alarm.replaceChildren("No answer from the kernel: what you pressed last may not be saved. If it does not come, run the cell again.");
    this.timer = setTimeout(lost, PATIENCE);
    try {
      this.model.send({ do: action, seq: this.seq, ...details });
    } catch {
      lost();
    }
  }

  say(words) {
    this.status.textContent = words;
  }

  variable() {
    return this.model.get("book").variables.find(({ name }) => name === this.open);
  }

  find([variable, value]) {
    return (this.given[variable] ?? []).find((code) => code.value === value);
  }

  /** Give a value or take it back; shown at once as it will be. */
  code(value) {
    const { name, one } = this.variable(), was = this.find([name, value]);
    const others = (this.given[name] ?? []).filter((code) => code.value !== value && (was || (!one && value && code.value)));
    this.given[name] = was ? others : [...others, { value, evidence: "", unsure: false }];
    if (!this.given[name].length) delete this.given[name];
    this.at = was ? null : [name, value];
    this.send("code", { variable: name, value, report: this.report.id });
    if (!was && this.view.settling) this.write();
    else this.show(!was && (one || !value) ? this.next() : name);
  }

  /** Settle the open variable as one of those who differ has it; what is left to say is why. */
  settle(coder) {
    const name = this.open, given = this.report.given[name], all = Object.values(given);
    const codes = given[coder].length ? given[coder] : [{ value: NONE, evidence: "" }];
    this.given[name] = codes.map(({ value, evidence }) => ({ value, evidence: `as ${coder}${evidence && `: ${evidence}`}`, unsure: false }));
    const apart = codes.find(({ value }) => !all.every((some) => some.some((each) => each.value === value)));
    this.at = [name, (apart ?? codes[0]).value];
    this.send("settle", { variable: name, coder, report: this.report.id });
    this.write();
  }

  next() {
    const { asked } = this.view;
    return asked[asked.indexOf(this.open) + 1] ?? this.open;
  }

  /** What is done to the code given last, or to the one that has the focus. */
  touch(action, details) {
    if (!this.at) return this.say("Give a code first.");
    const [variable, value] = this.at;
    this.send(action, { variable, value, report: this.report.id, ...details });
  }

  /** The words selected in the report, and where they stand in it, in code points. */
  evidence() {
    const chosen = getSelection().rangeCount ? getSelection().getRangeAt(0) : null, long = (range) => [...range.toString()].length;
    const parts = [...this.text.children].map((paragraph, number) => {
      const [part, before] = [document.createRange(), document.createRange()];
      for (const range of [part, before]) range.selectNodeContents(paragraph);
      if (!chosen?.intersectsNode(paragraph)) part.collapse();
      else if (paragraph.contains(chosen.endContainer)) part.setEnd(chosen.endContainer, chosen.endOffset);
      if (paragraph.contains(chosen?.startContainer)) part.setStart(chosen.startContainer, chosen.startOffset);
      before.setEnd(part.startContainer, part.startOffset);
      const start = this.report.paragraphs[number].parts[0].start + long(before);
      return { start, end: start + long(part), words: part.toString() };
    }).filter(({ words }) => words.trim());
    if (!parts.length) return this.say("Select words of the report first, or write a note with the key .");
    this.touch("evidence", { start: parts[0].start, end: parts.at(-1).end, words: parts.map(({ words }) => words).join(" ") });
  }

  write() {
    if (!this.at || !this.find(this.at)) return this.say("Give a code first.");
    this.draft = { at: this.at, words: this.find(this.at)?.evidence ?? "" };
    this.draw();
    this.focus("note");
    document.activeElement.setSelectionRange?.(this.draft.words.length, this.draft.words.length);
  }

  /** The note is whole: keep it, and go on. */
  written(keep) {
    const { draft } = this;
    this.draft = null;
    if (!keep || !draft || draft.words === this.find(draft.at)?.evidence) return;
    this.at = draft.at;
    this.touch("note", { words: draft.words });
  }

  show(name) {
    this.open = name;
    this.draw(true);
  }

  /** Draw all but the text; the focus goes to the open variable, or stays where it was. */
  draw(enter = false) {
    const key = this.root.contains(document.activeElement) && document.activeElement.dataset.key, top = this.codes.scrollTop;
    this.drawBar();
    // Words that are being written stay under the cursor.
    if (this.draft && this.codes.contains(document.activeElement) && key === "note") return;
    const named = this.model.get("book").variables.filter(({ name }) => this.view.asked.includes(name));
    const { rulings } = this.model.get("book");
    this.codes.replaceChildren(...named.map((variable) => this.section(variable)), this.strip(),
      rulings.length ? el("details", {}, el("summary", { data: { key: "rulings" } }, "Rulings of the codebook"), el("ul", {}, ...rulings.map((each) => el("li", {}, each)))) : "");
    this.codes.scrollTop = top;
    if (enter || (key && !this.focus(key))) this.focus("value");
  }

  focus(key) {
    const node = key === "value" ? this.codes.querySelector(".values [tabindex='0']") : this.root.querySelector(`[data-key="${CSS.escape(key)}"]`);
    node?.focus({ preventScroll: key !== "value" });
    return Boolean(node);
  }

  tool(key, words, act, props = {}) {
    return el("button", { type: "button", class: "tool", data: { key }, click: act, ...props }, words);
  }

  drawBar() {
    const { place, total, done, undo, agreed, settling, coder, asked } = this.view;
    const go = ({ target }) => Number(target.value) !== this.view.place && this.leave("go", { to: Number(target.value) || place });
    this.bar.replaceChildren(
      el("label", {}, "Report ", el("input", { type: "number", min: 1, max: total, value: place, data: { key: "go" },
        keydown: (event) => event.key === "Enter" && go(event), change: go }), ` of ${total}`),
      el("progress", { max: total, value: done, aria: { label: "Reports finished" } }),
      el("strong", {}, `${done} ${settling ? "settled" : `coded by ${coder}`}`),
      el("span", { class: "word" }, `here ${asked.filter((name) => this.given[name]).length} of ${asked.length} variables`), this.status,
      el("div", { class: "tools" },
        agreed ? this.tool("agreed", `Take over ${agreed.toLocaleString("en")} judgements that all agree on`, () => this.send("agreed")) : "",
        this.tool("undo", "Undo (u)", () => this.leave("undo"), { disabled: !undo }),
        this.tool("previous", "← Previous (p)", () => this.leave("previous"), { disabled: place === 1 }),
        this.tool("next", "Next (n) →", () => this.leave("next"), { disabled: place === total })));
  }

  section(variable) {
    const { name, question, values, one } = variable, open = name === this.open;
    const titles = Object.fromEntries(values.map(({ value, title }) => [value, title]));
    const said = (this.given[name] ?? []).map(({ value, unsure, evidence }) => `${value ? titles[value] : "none"}${unsure ? "?" : ""}${evidence ? " ✎" : ""}`).join(", ");
    const head = el("h4", {}, el("button", { type: "button", class: "name", data: { key: `head ${name}` }, tabindex: open ? -1 : 0, aria: { expanded: String(open) },
      focus: () => open || this.show(name), click: () => open || this.show(name) }, name.replaceAll("_", " ")), el("span", { class: "said" }, said || "–"));
    if (!open) return head;
    const all = one ? values : [...values, { value: NONE, title: "None of these", when: "", not: "", key: "0" }];
    const first = all.find(({ value }) => this.at?.[0] === name && this.at[1] === value) ?? all.find(({ value }) => this.find([name, value])) ?? all[0];
    return el("section", {}, head, el("p", { class: "note" }, question), this.sides(name, titles),
      el("div", { class: "values", role: "group", aria: { label: name } }, ...all.map((value) => this.value(name, value, value === first))));
  }

  /** Side by side what those who differ gave, and why; a button and a key take it over. */
  sides(name, titles) {
    const given = Object.entries(this.report.given?.[name] ?? {});
    return given.length ? el("div", { class: "sides" }, ...given.map(([coder, codes], place) => el("div", {},
      this.tool(`settle ${coder}`, `${SIDES[place] ?? ""} as ${coder}`, () => this.settle(coder)),
      ...(codes.length ? codes : [{ value: NONE }]).map(({ value, evidence, unsure }) => el("p", { class: "note" },
        el("strong", {}, titles[value] ?? "none"), unsure ? " (unsure)" : "", evidence ? `: ${evidence}` : ""))))) : "";
  }

  value(name, { value, title, when, not, key }, first) {
    const given = this.find([name, value]), words = `${when}${not ? ` Not when: ${not}` : ""}`;
    return el("div", { class: "choice" },
      el("button", { type: "button", title: words || null, tabindex: first ? 0 : -1, data: { key: `value ${value}` }, aria: { pressed: String(Boolean(given)), label: title, keyshortcuts: key || null },
        click: () => this.code(value) },
      el("kbd", {}, key), el("strong", {}, title), words && el("small", {}, words)),
      given && this.tool(`why ${value}`, "why", () => { this.at = [name, value]; this.write(); }, { tabindex: -1, aria: { label: `Why ${title}` } }));
  }

  /** The code given last: whether surely, and why. */
  strip() {
    const at = this.draft?.at ?? this.at, code = at && this.find(at);
    if (!code) return "";
    const { values } = this.model.get("book").variables.find(({ name }) => name === at[0]);
    const title = `${at[0].replaceAll("_", " ")}: ${values.find(({ value }) => value === at[1])?.title ?? "none"}`;
    const why = this.view.settling ? "Why so, in your own words" : "Why, in your own words";
    const note = this.draft && el("input", { type: "text", value: this.draft.words, placeholder: why, aria: { label: `${why}: ${title}` }, data: { key: "note" },
      input: ({ target }) => { if (this.draft) this.draft.words = target.value; }, blur: () => this.written(true),
      keydown: (event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        event.preventDefault();
        this.written(event.key === "Enter");
        this.draw(true);
      } });
    return el("div", { class: "strip", role: "group", aria: { label: title } }, el("strong", {}, title),
      this.tool("unsure", "? unsure", () => this.touch("unsure"), { aria: { pressed: String(code.unsure) } }),
      this.tool("evidence", "e selected words", () => this.evidence(), { mousedown: (event) => event.preventDefault() }),
      this.tool("write", ". note", () => this.write()), note ?? el("span", { class: "said" }, code.evidence));
  }

  keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "INPUT") return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const scrolls = /^Arrow(Up|Down)$/.test(key) && event.target.getAttribute("role") === "region";
    if (scrolls || (key === "Tab" && (event.shiftKey || !this.turning))) return;
    if (!this.take(key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(key) {
    return this.turning ? this.held.push(key) : this.press(key);
  }

  /** What a key does; false for one that does nothing. */
  press(key) {
    const value = this.variable().values.find((each) => each.key === key), side = Object.keys(this.report.given?.[this.open] ?? {})[SIDES.indexOf(key)];
    const act = {
      ArrowLeft: () => this.leave("previous"), p: () => this.leave("previous"), ArrowRight: () => this.leave("next"), n: () => this.leave("next"),
      u: () => this.leave("undo"), "?": () => this.touch("unsure"), e: () => this.evidence(), ".": () => this.write(),
      0: this.variable().one ? null : () => this.code(NONE), Tab: () => this.show(this.next()), ArrowDown: () => this.step(1), ArrowUp: () => this.step(-1),
    }[key] ?? (value && (() => this.code(value.value))) ?? (side && (() => this.settle(side)));
    act?.();
    return Boolean(act);
  }

  /** To the value above or below; one that is given is then the code that keys are about. */
  step(by) {
    const all = [...this.codes.querySelectorAll(".values [aria-pressed]")], now = all.indexOf(document.activeElement);
    const next = all[Math.min(Math.max(now + by, 0), all.length - 1)];
    if (next.getAttribute("aria-pressed") === "true") {
      this.at = [this.open, next.dataset.key.slice("value ".length)];
      this.draw();
    }
    this.focus(next.dataset.key);
  }
}

function render({ model, el: root }) {
  new Desk(model, root);
}

export default { render };
