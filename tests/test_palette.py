"""One palette: figures, style sheets and scripts say no colour themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rnn_demo import palette
from rnn_demo.ui.components import style

PACKAGE = Path(palette.__file__).parent
OWN = {PACKAGE / "palette.json", PACKAGE / "palette.py"}
COLOUR = re.compile(
    r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b"
    r"|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(\s*[\d.]"
    r"|(?<=[\"' ])(?-i:white|black|gr[ea]y|red|green|blue|orange|purple|violet)(?=[\"';])",
    re.IGNORECASE,
)


def literals(text: str) -> set[str]:
    return set(COLOUR.findall(text))


def test_no_colour_stands_outside_the_palette() -> None:
    found = {
        str(path.relative_to(PACKAGE)): literals(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in {".py", ".js", ".css", ".html"} and path not in OWN
    }
    assert {"figures/bars.py", "ui/js/charts.js", "ui/plots.css"} <= found.keys()
    assert {path: colours for path, colours in found.items() if colours} == {}


@pytest.mark.parametrize(
    "text", ["color: #1b998b;", "'#fff'", "rgba(27, 153, 139, 0.5)", "hsl(20deg 1% 1%)", '"white"']
)
def test_a_colour_is_recognised(text: str) -> None:
    assert literals(text)


@pytest.mark.parametrize(
    "text", ["var(--green)", "color-mix(in srgb, var(--own) 5%)", "`rgba(${x}"]
)
def test_what_takes_its_colour_elsewhere_is_none(text: str) -> None:
    assert not literals(text)


def test_a_style_sheet_uses_names_that_the_palette_has() -> None:
    sheets = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.css"))}
    assert any("var(--green)" in sheet for sheet in sheets.values())
    for path, sheet in sheets.items():
        used = set(re.findall(r"var\(--(?!st-)([\w-]+)", sheet))
        own = set(re.findall(r"--([\w-]+):", sheet))
        shared = {"own", "share", "faint"}  # set by scripts, and by the sheet that comes with it
        assert used <= palette.PALETTE.keys() | own | shared, path


def test_a_component_has_the_palette_before_its_sheet() -> None:
    sheet = style("plots")
    assert sheet.startswith(":host { --green: #1b998b; --orange: #e08a1e; ")
    assert sheet.index("--on-orange: #1b1408;") < sheet.index(".stats")


def test_a_colour_that_lets_something_through() -> None:
    assert palette.translucent("#808996", 0.55) == "rgba(128, 137, 150, 0.55)"
    assert palette.translucent(palette.BLUE, 1) == "rgba(42, 120, 184, 1)"
