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


def dress(css: str, html: str) -> str:
    """HTML of what others wrote, with the style that it is for before it."""
    return f"<style>{css}</style>{plain_html(html)}"
