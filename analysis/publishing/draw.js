// Draws each chart of the page from the specification that stands beside it. Until a chart is
// drawn, and wherever it cannot be, its picture stays.
"use strict";

// Charts bring their data with them: whatever asks for a file is refused.
const closed = {
  load: () => Promise.reject(new Error("charts of this report load nothing")),
  sanitize: () => Promise.reject(new Error("charts of this report link nowhere")),
};

const NARROW = 640, LETTERS = 46, WIDTH = 280;

// On a phone what stands side by side goes one below the other, and titles take more lines.
function fold(part) {
  if (Array.isArray(part)) return part.map(fold);
  if (typeof part !== "object" || part === null) return part;
  const { hconcat, ...folded } = part;
  if (hconcat) folded.vconcat = hconcat;
  for (const key of ["vconcat", "concat", "layer", "spec"]) if (folded[key]) folded[key] = fold(folded[key]);
  if (folded.columns) folded.columns = 1;
  if (folded.width > WIDTH) folded.width = WIDTH;
  if (folded.title?.text) {
    folded.title = { ...folded.title, text: wrap(folded.title.text), offset: 8 };
    if (folded.title.subtitle) folded.title.subtitle = wrap(folded.title.subtitle);
  }
  return folded;
}

function wrap(lines) {
  return [lines].flat().join(" ").split(" ").reduce((wrapped, word) => {
    const last = wrapped.at(-1);
    if (last !== undefined && last.length + word.length < LETTERS) return [...wrapped.slice(0, -1), `${last} ${word}`];
    return [...wrapped, word];
  }, []);
}

// One picture with its words, not hundreds of marks without a name.
function name(drawn, label) {
  for (const part of drawn.querySelectorAll("svg [role], svg [aria-label], svg [aria-roledescription]")) {
    for (const each of ["role", "aria-label", "aria-roledescription", "aria-hidden"]) part.removeAttribute(each);
  }
  for (const svg of drawn.querySelectorAll("svg")) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  }
}

for (const figure of document.querySelectorAll("figure.chart")) {
  const drawn = figure.querySelector(".drawn");
  const still = figure.querySelector(".still");
  const spec = JSON.parse(figure.querySelector(".spec").textContent);
  drawn.hidden = false;
  // ast: expressions are interpreted, so that the page needs no right to evaluate code.
  vegaEmbed(drawn, innerWidth < NARROW ? fold(spec) : spec, { renderer: "svg", actions: false, ast: true, loader: closed })
    .then(() => {
      still.hidden = true;
      name(drawn, drawn.dataset.label);
    })
    .catch((error) => { drawn.hidden = true; console.error(error); });
}
