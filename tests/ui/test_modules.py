"""JavaScript modules joined into one script that behaves as they do, or refused with a reason."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from rnn_demo.ui.modules import joined
from tests.node import node

ROOT = Path(__file__).parents[2] / "rnn_demo"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "entry.js"


def shown(script: str, folder: Path) -> str:
    """What a joined script's default export returns."""
    (folder / "joined.mjs").write_text(script, encoding="utf-8")
    program = "import show from './joined.mjs'; console.log(JSON.stringify(show()));"
    run = subprocess.run(
        [node(), "--input-type=module", "--eval", program],
        cwd=folder, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_a_module_keeps_its_names_to_itself_and_runs_once(tmp_path: Path) -> None:
    (tmp_path / "colours.json").write_text('{"green": "#1b998b"}', encoding="utf-8")
    entry = write(
        tmp_path,
        counter="let count = 0;\nconst step = 1;\nexport const START = 10;\n"
        "export function next() { return count += step; }\n",
        side='import { next } from "./counter.js";\nglobalThis.seen = next();\n',
        middle='import { next as onward } from "./counter.js";\nconst step = 5;\n'
        "export function twice() { onward(); return onward() + step; }\n",
        entry='import { next, START } from "./counter.js";\n'
        'import {\n  twice,\n} from "./middle.js";\n'
        'import "./side.js";\nimport colours from "./colours.json" with { type: "json" };\n'
        "const step = 100;\n"
        "export default function () {\n"
        "  return [globalThis.seen, twice(), next(), START, step, colours.green];\n}\n",
    )
    assert shown(joined(entry), tmp_path) == '[1,8,4,10,100,"#1b998b"]'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            'import { no } from "./other.js";',
            "imports no, which .*other.js does not export; it has",
        ),
        ('import { a } from "./lost.js";', r"imports '\./lost\.js': .*lost\.js is no file"),
        ('import { a } from "charts";', "imports 'charts': .* is no file"),
        ('import * as other from "./other.js";', "name what you import in braces"),
        ('import other from "./other.js";', "name what you import in braces"),
        ("import { a } from './other.js';", "no import or export that can be joined"),
        ("export let a = 1;", "'export let a = 1;' is no import or export"),
        ("const a = 1;\nexport { a };", "'export { a };' is no import or export"),
        ('export * from "./other.js";', "no import or export that can be joined"),
        ("export const { a } = {};", "no import or export that can be joined"),
        ('import { b } from "./round.js";', "in a circle: entry.js → round.js → entry.js"),
        ('import { d } from "./default.js";', "'export default 1;' is no import or export"),
    ],
)
def test_what_cannot_be_joined_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    entry = write(
        tmp_path,
        other="export const a = 1;\n",
        round='import { a } from "./entry.js";\nexport const b = 1;\n',
        default="export default 1;\nexport const d = 1;\n",
        entry=f"{text}\nexport default () => 1;\n",
    )
    with pytest.raises(ValueError, match=reason):
        joined(entry)


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.js")), ids=lambda path: path.stem)
def test_each_script_of_ours_can_be_joined(path: Path, tmp_path: Path) -> None:
    script = joined(path)
    assert not re.search(r"^(import|export(?! default))\b", script, re.MULTILINE)
    (tmp_path / "joined.mjs").write_text(script, encoding="utf-8")
    subprocess.run([node(), "--check", tmp_path / "joined.mjs"], check=True, timeout=60)
