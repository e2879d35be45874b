"""Each text that a page or a script shows passes the one function that translates it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rnn_demo.ui.script_words import words_in

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "rnn_demo"
SHOWING = [
    path
    for part in ("exhibits", "widgets", "ui", "figures")
    for path in sorted((PACKAGE / part).rglob("*.py"))
]
TRANSLATING = {"t", "tn", "sentence", "sentences"}
# What Streamlit and Plotly show of a call: the first argument of these, and these keywords.
FIRST = {
    *("title", "header", "subheader", "markdown", "caption", "text", "write", "info", "warning"),
    *("error", "success", "button", "slider", "number_input", "text_input", "text_area", "toggle"),
    *("checkbox", "selectbox", "radio", "pills", "segmented_control", "expander", "popover"),
    *("file_uploader", "download_button", "link_button", "metric", "progress", "spinner", "toast"),
}
KEYWORDS = {"help", "placeholder", "label", "alt", "y_title", "x_title", "title_text"}
WORDS = re.compile(r"[A-Za-z]{2}")
PROSE = re.compile(r"[A-Za-z’']{2,}[,;:.]? +[A-Za-z{]")
# Where words stand that do not pass, and why.
LEFT = {
    "ui/modules.py": "errors of who writes scripts, and JavaScript",
    "ui/components.py": "a style sheet",
    "ui/page_heads.py": "the head of a page, for whoever previews its link: no visitor yet",
    "exhibits/boltzmann/controls.py": "names that the widgets and the errors translate",
    "exhibits/conventions/formulas.py": "LaTeX",
    "exhibits/vanishing_gradient/formula.py": "LaTeX",
    "exhibits/vanishing_gradient/controls.py": "names that the widgets and the errors translate",
    "ui/knob_widgets.py": "the name in an error, which passes as a part of its sentence",
    "exhibits/series/formula.py": "LaTeX",
    "exhibits/write/columns.py": "a part of a button's key",
    "exhibits/neurons/held_controls.py": "names of options, which the widget translates",
    "exhibits/speech/knobs.py": "a name of an option, which the widget translates",
    "exhibits/memory_ruler/knobs.py": "a name of an option, which the widget translates",
    "figures/costs.py": "a place in Plotly's words",
    "figures/learning.py": "a place in Plotly's words",
    "widgets/read_review/trust.py": "kinds of doubt, compared and not shown",
}


def literals(node: ast.AST) -> Iterator[str]:
    """What is written out in an expression, outside of what translates it."""
    if isinstance(node, ast.Call) and called(node) in TRANSLATING:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        fixed = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
        yield "".join(map(str, fixed))
    else:
        for child in ast.iter_child_nodes(node):
            yield from literals(child)


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def shown(node: ast.expr) -> Iterator[str]:
    """What an argument shows: itself, or a branch of it."""
    if isinstance(node, ast.Constant | ast.JoinedStr):
        yield from literals(node)
    elif isinstance(node, ast.IfExp):
        yield from (*shown(node.body), *shown(node.orelse))
    elif isinstance(node, ast.BoolOp):
        yield from (text for value in node.values for text in shown(value))


def untranslated(source: str) -> list[str]:
    """Texts that are shown as they are written, and prose within functions that passes nothing."""
    tree = ast.parse(source)
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) not in TRANSLATING:
            arguments = node.args[:1] if called(node) in FIRST else []
            arguments += [key.value for key in node.keywords if key.arg in KEYWORDS]
            found += [text for own in arguments for text in shown(own) if WORDS.search(text)]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            found += [text for own in body for text in literals(own) if PROSE.search(text)]
    return found


def constant_knobs(source: str) -> str:
    """A file without its tables: knobs and presets are declared in English and shown by `t`."""
    return "\n".join(
        ast.unparse(node)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Expr | ast.If | ast.With)
        or (isinstance(node, ast.ClassDef) and "dataclass" not in ast.unparse(node)[:40])
    )


@pytest.mark.parametrize("path", SHOWING, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_text_passes(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    name = str(path.relative_to(PACKAGE))
    if path.name != "page.py":
        source = constant_knobs(source)
    found = untranslated(source)
    assert (found == []) is (name not in LEFT), found


def test_an_untranslated_text_is_found() -> None:
    source = (
        "st.title('Conventions')\n"
        "st.text(t('Two words'))\n"
        "st.button(t('Go') if on else f'Stop {name}', help='now')\n"
        "def said():\n    return 'two words' + t('others')\n"
    )
    assert sorted(untranslated(source)) == ["Conventions", "Stop {}", "now", "two words"]


# A literal of a script: its text, or a comment in its place.
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|//[^\n]*|/\*.*?\*/', re.DOTALL)
SAID = re.compile(r"\b(?:t|tn|later)\($|\btn\(\s*\"[^\"]*\",$")
SCRIPT_PROSE = re.compile(r"[A-Za-z]{2,}[,:;.]? [A-Za-z]{2,}|^[A-Z][a-z]+$")
# Selectors, declarations of styles and classes; and a sentence for who writes a view.
NO_PROSE = re.compile(
    r"\.[\w-]+[ ,].*|[a-z-]+: \{\}|\(prefers-[^)]*\)|color-mix\(.*|edge line|copy dark|tbody tr.*|"
    r"This view has no .*"
)


def silent(script: str) -> list[str]:
    """The prose of a script that passes nothing."""
    found = []
    for match in LITERAL.finditer(script):
        inner = re.sub(r"\$\{(?:[^{}]|\{[^{}]*\})*\}", "{}", match[0][1:-1])
        if match[0][0] == "/" or NO_PROSE.fullmatch(inner) or not SCRIPT_PROSE.search(inner):
            continue
        if not SAID.search(script[: match.start()].rstrip()):
            found.append(match[0])
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.js")), ids=lambda path: path.name)
def test_every_text_of_a_script_passes(path: Path) -> None:
    assert silent(path.read_text(encoding="utf-8")) == []


def test_the_words_of_a_view_are_found_where_they_stand() -> None:
    script = (
        'legend([{ name: t("how far it is away") }]); say(`no ${word} said here`);\n'
        'const SIGNS = { " ": later("space") }; tn("{n} bit", "{n} bits", bits);'
    )
    html = '<p aria-label="Play">One\n step<b>2</b></p>'
    words = words_in(script, html)
    assert words.texts == ("how far it is away", "space", "Play", "One step")
    assert words.counted == (("{n} bit", "{n} bits"),)
    assert silent(script + '\nadd("two words");') == ["`no ${word} said here`", '"two words"']


def test_a_template_is_a_literal_or_declared_elsewhere() -> None:
    """What extracts templates reads no f-strings and no sums."""
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and called(node) in TRANSLATING
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert found == []
