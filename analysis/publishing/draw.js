// Draws each chart of the page from the specification that stands beside it. Until a chart is
// drawn, and wherever it cannot be, its picture stays.
"use strict";

// Charts bring their data with them: whatever asks for a file is refused.
const closed = {
  load: () => Promise.reject(new Error("charts of this report load nothing")),
  sanitize: () => Promise.reject(new Error("charts of this report link nowhere")),
};

for (const figure of document.querySelectorAll("figure.chart")) {
  const drawn = figure.querySelector(".drawn");
  const still = figure.querySelector(".still");
  const spec = JSON.parse(figure.querySelector(".spec").textContent);
  drawn.hidden = false;
  // ast: expressions are interpreted, so that the page needs no right to evaluate code.
  vegaEmbed(drawn, spec, { renderer: "svg", actions: false, ast: true, loader: closed })
    .then(() => { still.hidden = true; })
    .catch((error) => { drawn.hidden = true; console.error(error); });
}
