"""How the HTML report looks: light and dark, on paper, on a telephone; for the keyboard and for every eye."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

#: Colours by scheme; every text on every ground reaches WCAG AA, see :data:`PAIRS`.
COLOURS: Final[dict[str, dict[str, str]]] = {
    "light": {
        "ink": "#1a1a1a",
        "quiet": "#555555",
        "ground": "#fffefb",
        "rule": "#c8c4ba",
        "link": "#1f5688",
        "head": "#f3f0e8",
        "agree": "#1c6634",
        "close": "#6d5200",
        "differ": "#a52f18",
        "differ-ground": "#fdecea",
        "unique": "#1f5688",
        "spelling": "#673a99",
    },
    "dark": {
        "ink": "#e6e6e6",
        "quiet": "#a6adb8",
        "ground": "#16181c",
        "rule": "#454a53",
        "link": "#8fb8de",
        "head": "#1f2329",
        "agree": "#8ccf9b",
        "close": "#e8c974",
        "differ": "#ff9a85",
        "differ-ground": "#3a1d18",
        "unique": "#86bff0",
        "spelling": "#c9abeb",
    },
}

#: Which text stands on which ground.
PAIRS: Final = (
    *((text, ground) for text in ("ink", "quiet", "link") for ground in ("ground", "head")),
    *((mark, "ground") for mark in ("agree", "close", "differ", "unique", "spelling")),
    *((text, "differ-ground") for text in ("ink", "differ")),
)

_RULES = """
* { box-sizing: border-box; }
html { color-scheme: light dark; }
body { font: 1rem/1.55 Georgia, "Times New Roman", serif; max-width: 76rem; margin: 0 auto; padding: 1rem;
  color: var(--ink); background: var(--ground); overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; top: .5rem; padding: .4rem .8rem;
  background: var(--ground); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: 0; list-style: none; }
.accounts { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; padding: 0; margin: 0; }
.accounts dt { font-weight: bold; } .accounts dd { margin: 0; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
caption { text-align: left; color: var(--quiet); font-size: .9rem; padding-bottom: .4rem; }
th, td { border-top: 1px solid var(--rule); padding: .45rem .6rem; text-align: left; vertical-align: top; }
thead th { background: var(--head); }
.kind { width: 8.5rem; font: .9rem/1.6 system-ui, sans-serif; }
td p { margin: 0 0 .4rem; }
.place { font: .8rem system-ui, sans-serif; color: var(--quiet); }
:target { outline: 2px solid var(--link); outline-offset: 3px; }
mark { background: none; color: inherit; padding: 0 .1em; border-bottom: 2px solid; }
mark.agree { border-color: var(--agree); }
mark.close { border-color: var(--close); border-bottom-style: dashed; }
mark.differ { border-color: var(--differ); border-bottom: 4px double; background: var(--differ-ground); }
mark.unique { border-color: var(--unique); border-bottom-style: dotted; }
mark.spelling { border-color: var(--spelling); border-bottom-style: dotted; }
mark.differ::before { content: "\\2260" / ""; color: var(--differ); font-weight: bold; }
mark.close::before { content: "\\2248" / ""; color: var(--close); }
mark.spelling::before { content: "~" / ""; color: var(--spelling); }
@media (max-width: 44rem) {
  .accounts { grid-template-columns: 1fr; }
  table, thead, tbody, tr, th, td { display: block; width: auto; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-top: 2px solid var(--rule); padding: .4rem 0; }
  th, td { border: 0; padding: .15rem 0; } td:empty { display: none; }
  .kind { width: auto; }
  td[data-of]::before { content: attr(data-of) " "; font: bold .8rem system-ui, sans-serif;
    color: var(--quiet); }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .skip { display: none; }
  thead { display: table-header-group; } tr { break-inside: avoid; } h2 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  .accounts a::after { content: " (" attr(href) ")"; font-size: 8pt; }
}
"""


def _variables(scheme: str) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in COLOURS[scheme].items())


STYLE: Final = (
    f":root {{ {_variables('light')} }}\n"
    f"@media (prefers-color-scheme: dark) {{ :root {{ {_variables('dark')} }} }}\n"
    f"@media print {{ :root {{ {_variables('light')} }} }}\n{_RULES}"
)

#: Nothing is loaded and nothing runs; the page's own style is named by what it holds.
POLICY: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
    + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    + "'"
)
