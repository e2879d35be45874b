"""Joins JavaScript modules into the single script that Streamlit takes.

Streamlit gives the browser one text for each component and loads it from a blob, where a relative
import cannot be resolved. Modules served from routes of our own would load there, but file by file:
a picture would wait for three more responses from the server, their addresses would have to work
under whatever path a proxy serves the page from, and a browser could combine an old file with a new
one. So the files are joined when the server starts, each module in a function that keeps its names
to itself. There is no build step: the files that are edited are the files that are served.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

_IMPORT = re.compile(
    r'^import\s+(?:(?P<what>[^"\';]*?)\s+from\s+)?"(?P<path>[^"]+)"'
    r'(?P<json>\s+with\s+\{\s*type:\s*"json"\s*\})?;[ \t]*\n?',
    re.MULTILINE,
)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function\b\*?|class|const)\s+(\w+))", re.M)
_DEFAULT = re.compile(r"^export\s+default\b", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_NAMES = re.compile(r"\{\s*(\w+(?:\s+as\s+\w+)?(?:\s*,\s*\w+(?:\s+as\s+\w+)?)*)\s*,?\s*\}")


@dataclass(frozen=True)
class _Module:
    """A module that others import: its variable in the joined script, and what it exports."""

    variable: str
    exports: frozenset[str]


@dataclass
class _Joined:
    """The modules that have been joined so far."""

    parts: list[str] = field(default_factory=list)
    modules: dict[Path, _Module] = field(default_factory=dict)
    open: list[Path] = field(default_factory=list)


def joined(entry: Path) -> str:
    """A module and all that it imports, as one script without imports.

    It understands `import { a, b as c } from "./x.js";`, `import "./x.js";`, `import x from
    "./x.json" with { type: "json" };` and `export` before a function, a class or a `const` of one
    name, each at the beginning of a line. Only the entry may have `export default`.

    Args:
        entry: the file of the module that Streamlit runs.

    Returns:
        JavaScript: each imported module once, before whatever imports it, then the entry.

    Raises:
        ValueError: an import leads nowhere, in a circle or to a name that is not exported, or a
            line has none of these forms; the message names the file and the line.
    """
    script = _Joined()
    own = _body(entry.resolve(), script, entry=True)
    return "\n".join([*script.parts, own])


def _body(path: Path, script: _Joined, *, entry: bool = False) -> str:
    """A module without import and export lines, its imports joined before it."""
    if path in script.open:
        circle = " → ".join(file.name for file in [*script.open[script.open.index(path) :], path])
        raise ValueError(f"These scripts import each other in a circle: {circle}.")
    text = path.read_text(encoding="utf-8")
    script.open.append(path)
    text = _IMPORT.sub(lambda line: _imported(path, line, script), text)
    script.open.pop()
    text = _EXPORT.sub("", text)
    rest = _DEFAULT.sub("", text) if entry else text
    if left := _LEFT.search(rest):
        raise ValueError(
            f"{path}: {left[0]!r} is no import or export that can be joined; "
            "rnn_demo.ui.modules.joined lists those that can."
        )
    return text


def _imported(path: Path, line: re.Match[str], script: _Joined) -> str:
    """The code that replaces one of a module's imports."""
    target = (path.parent / line["path"]).resolve()
    if not line["path"].startswith(".") or not target.is_file():
        raise ValueError(f"{path} imports {line['path']!r}: {target} is no file.")
    if line["json"]:
        return f"const {line['what']} = {json.dumps(json.loads(target.read_bytes()))};\n"
    module = _module(target, script)
    if line["what"] is None:
        return ""
    names = _NAMES.fullmatch(line["what"].strip())
    if not names:
        raise ValueError(
            f"{path}: {line[0].strip()!r} cannot be joined; name what you import in braces."
        )
    pairs = [re.split(r"\s+as\s+", name.strip()) for name in names[1].split(",")]
    if unknown := [pair[0] for pair in pairs if pair[0] not in module.exports]:
        raise ValueError(
            f"{path} imports {', '.join(unknown)}, which {target} does not export; "
            f"it has {', '.join(sorted(module.exports))}."
        )
    return f"const {{ {', '.join(': '.join(pair) for pair in pairs)} }} = {module.variable};\n"


def _module(path: Path, script: _Joined) -> _Module:
    """A module that is imported, joined at its first import."""
    if path not in script.modules:
        exports = _EXPORT.findall(path.read_text(encoding="utf-8"))
        body = _body(path, script)
        module = _Module(f"module_{len(script.modules)}_{path.stem}", frozenset(exports))
        script.parts.append(
            f"const {module.variable} = (() => {{\n{body}return {{ {', '.join(exports)} }};\n}})();"
        )
        script.modules[path] = module
    return script.modules[path]
