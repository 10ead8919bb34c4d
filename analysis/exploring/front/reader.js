// A text to read: what is said in it, and beside it who speaks; each lights the other.
import { el } from "./marks.js";

/** Paragraphs with who speaks, distance and sources marked; with an explorer, speech can be chosen. */
export function passages(paragraphs, explorer) {
  return el("div", { class: "text" }, ...paragraphs.map(({ kind, parts }) => el("p", { class: kind }, ...runs(parts).map(({ says, inside }) => {
    const words = inside.map((part) => (part.names.length
      ? el("span", { class: part.names.join(" "), title: part.names.join(", ") }, part.text) : part.text));
    return says === null || !explorer ? words : speech(says, words, inside[0].start, explorer);
  }).flat())));
}

/** Neighbours that belong to the same speech, together. */
function runs(parts) {
  const found = [];
  for (const part of parts) {
    if (found.length && part.says !== null && found.at(-1).says === part.says) found.at(-1).inside.push(part);
    else found.push({ says: part.says, inside: [part] });
  }
  return found;
}

function speech(says, words, start, explorer) {
  const { row, name } = rowOf(explorer, says);
  if (!row) return words;
  return el("span", { class: "said", role: "button", tabindex: -1, data: { says, key: `said ${says} ${start}` },
    title: `${row.at}: ${row.who || name}`, aria: { pressed: String(chosen(explorer, row.mark)) },
    click: (event) => explorer.mark(row.mark, event.shiftKey || event.ctrlKey || event.metaKey) }, ...words);
}

function rowOf(explorer, says) {
  for (const { name, rows } of explorer.view.list.speech) {
    const row = rows.find((each) => each.says === says);
    if (row) return { row, name };
  }
  return {};
}

const chosen = (explorer, mark) => explorer.state.marks.some((each) => each[0] === mark[0] && each[1] === mark[1]);

/** The text of a reader. */
export function drawText(view, explorer) {
  const text = passages(view.chart.paragraphs, explorer);
  const box = el("div", { class: "reader", role: "group", aria: { label: "The text" } }, text);
  linkSpeech(box, explorer);
  return [box];
}

/** Who speaks: roles with their numbers, and what each says with its place. */
export function speechList(groups, explorer) {
  const box = el("div", { class: "reader speech", role: "group", aria: { label: "Who speaks" } }, ...groups.map(({ name, hue, rows }) =>
    el("section", { class: `hue${hue}` },
      el("h5", {}, el("span", {}, name), el("span", { class: "number" }, String(rows.length))),
      ...rows.map((row) => speechRow(row, explorer)))));
  linkSpeech(box, explorer);
  return box;
}

function speechRow({ says, mark, who, text, at }, explorer) {
  const words = [el("span", { class: "what" }, text, who && el("small", {}, ` ${who}`)), el("span", { class: "number" }, at)];
  if (says === null) return el("div", { class: "sayrow" }, ...words);
  return el("div", { class: "sayrow", role: "button", tabindex: -1, data: { says, key: `row ${says}` },
    aria: { pressed: String(chosen(explorer, mark)) },
    click: (event) => explorer.mark(mark, event.shiftKey || event.ctrlKey || event.metaKey) }, ...words);
}

/** Pointer or focus on a quotation lights its row, and on a row its quotation. */
function linkSpeech(box, explorer) {
  const light = (event) => {
    const says = event?.target.closest?.("[data-says]")?.dataset.says;
    for (const each of explorer.root.querySelectorAll("[data-says]")) each.classList.toggle("near", each.dataset.says === says);
    if (says === undefined || event.type === "pointerover" && event.pointerType === "touch") return;
    const other = box.classList.contains("speech") ? ".reader:not(.speech)" : ".speech";
    reveal(explorer.root.querySelector(`${other} [data-says="${says}"]`));
  };
  box.addEventListener("pointerover", light);
  box.addEventListener("focusin", light);
  for (const event of ["pointerleave", "focusout"]) box.addEventListener(event, () => light());
}

/** Scroll what holds a node, and nothing else, until the node is in it. */
function reveal(node) {
  const pane = node?.closest(".inner, .reader:not(.speech)");
  if (!pane) return;
  const [box, around] = [node.getBoundingClientRect(), pane.getBoundingClientRect()];
  if (box.top < around.top + 30) pane.scrollTop -= around.top + 30 - box.top;
  else if (box.bottom > around.bottom) pane.scrollTop += box.bottom - around.bottom + 10;
}
