"""The look of what explorers show as HTML, in a notebook and on the pages of the report."""

from analysis.untrusted import plain_html

READER = """
.overheard-text {max-width: 660px; max-height: 640px; overflow-y: auto; line-height: 1.6}
.overheard-text p {margin: 0 0 .6em}
.overheard-text .furniture {color: #767b84; font-style: italic}
.overheard-text .quote {border-radius: 3px; padding: 1px 2px; color: #1f2430; background: #eceff3}
.overheard-text .soldier {background: #cfe5f4}
.overheard-text .mother, .overheard-text .wife, .overheard-text .relative {background: #fbe3b5}
.overheard-text .comrade {background: #cdeee2}
.overheard-text .official, .overheard-text .politician {background: #f3d9e6}
.overheard-text .journalist {background: #e3def2}
.overheard-text .marker {text-decoration: underline wavy #D55E00; text-underline-offset: 3px}
.overheard-text .source {border-bottom: 2px solid #009E73}
.overheard-text .headline {font-weight: 700; font-size: 1.15em}
.overheard-text .subheading {font-weight: 600}
.overheard-text .hit {color: #1f2430; background: #F0E442; outline: 1px solid #D55E00}
.overheard-tables {max-height: 600px; overflow: auto; font-size: 12px}
"""

LIST = """
.overheard-controls .widget-select-multiple > .widget-label {text-align: left; width: 100%}
.overheard-list {max-width: 880px; font-size: 13px; line-height: 1.45}
.overheard-list ol {margin: 0; padding: 0; list-style: none; max-height: 420px; overflow-y: auto}
.overheard-list li {padding: 8px 2px; border-top: 1px solid var(--jp-border-color2, #d5dae1)}
.overheard-list .facts {color: var(--jp-ui-font-color2, #4b5563)}
.overheard-list p {margin: 3px 0 0}
.overheard-list mark {color: #1f2430; background: #F0E442; outline: 1px solid #D55E00}
"""

VERDICTS = """
.overheard-verdicts {max-width: 880px; font-size: 13px; line-height: 1.45}
.overheard-verdicts p {margin: 3px 0 0}
.overheard-verdicts ul {margin: 2px 0 4px; padding-left: 18px}
"""

LINES = """
.overheard-lines {max-width: 880px; max-height: 330px; overflow-y: auto; margin: 0 0 12px;
  padding: 0; list-style: none; font-size: 13px; line-height: 1.5}
.overheard-lines li {margin: 0; padding: 0}
.overheard-lines .line {display: grid; grid-template-columns: 12em minmax(0, 1fr) minmax(0, 1.1fr);
  width: 100%; box-sizing: border-box; padding: 2px 4px; border: 0;
  border-top: 1px solid var(--jp-border-color2, #d5dae1); background: none; text-align: left;
  color: inherit; font: inherit; white-space: pre}
.overheard-lines button.line {cursor: pointer}
.overheard-lines button.line:hover {background: var(--jp-layout-color2, #eceff3)}
.overheard-lines button.line:focus-visible {outline: 2px solid #0072B2; outline-offset: -2px}
.overheard-lines button.line[aria-current=true] {background: #cfe5f4; color: #1f2430}
.overheard-lines .line > span {overflow: hidden; text-overflow: ellipsis}
.overheard-lines .name {padding-right: 10px; color: var(--jp-ui-font-color2, #4b5563)}
.overheard-lines .left {display: flex; justify-content: flex-end; padding-right: .45em}
"""


def dress(css: str, html: str) -> str:
    """HTML of what others wrote, with the style that it is for before it."""
    return f"<style>{css}</style>{plain_html(html)}"
