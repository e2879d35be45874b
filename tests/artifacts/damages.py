"""What can be wrong with a model folder of any kind, and the words that say it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.tokenizers.grid import PixelGrid
from rnn_demo.tokenizers.labels import Labels
from rnn_demo.tokenizers.name_words import NameWords
from rnn_demo.tokenizers.sentence_pieces import SentencePieces
from rnn_demo.tokenizers.sign_names import SignNames
from rnn_demo.tokenizers.tagged_words import TaggedWords
from rnn_demo.tokenizers.tunes import TuneTokenizer, needed_tokens
from rnn_demo.tokenizers.word_pieces import WordPieceTokenizer


def change_weights(folder: Path, change: Callable[[dict[str, np.ndarray]], object]) -> None:
    """Change the tensors of a folder."""
    weights = load_file(folder / "model.safetensors")
    change(weights)
    save_file(weights, folder / "model.safetensors")


def change_config(folder: Path, *path: str, value: object) -> None:
    """Set one value of config.json."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    inner = config
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")


def first_matrix(weights: dict[str, np.ndarray]) -> str:
    """The name of the first tensor of two axes, in the order of the names."""
    return next(name for name in sorted(weights) if weights[name].ndim == 2)


def matrix_in(folder: Path) -> str:
    """The name of the first matrix of a folder's."""
    return first_matrix(load_file(folder / "model.safetensors"))


def size_in(folder: Path) -> str:
    """The name in config.json of a size that a matrix has."""
    network = json.loads((folder / "config.json").read_text(encoding="utf-8"))["network"]
    return "hidden_size" if "hidden_size" in network else "grams"


def cut(folder: Path, name: str, size: int) -> None:
    """Keep the first bytes of a file, or drop the last ones."""
    path = folder / name
    path.write_bytes(path.read_bytes()[:size])


def _of_another_model(folder: Path) -> None:
    """The same sort of vocabulary with fewer entries."""
    path = folder / "tokenizer.json"
    try:
        CharacterTokenizer.load(path)
    except ValueError:
        text = path.read_text(encoding="utf-8")
        others = {
            "pixels": PixelGrid(2, 3),
            "words": NameWords.of(["no other"]),
            "labels": Labels(["one", "another"]),
            "signs": SignNames(["yes", "no"]),
            "tagged words": TaggedWords(["NOUN"], ["tea"], "aet"),
            "tunes": TuneTokenizer(needed_tokens()),
        }
        if own := next((o for kind, o in others.items() if f'"type": "{kind}"' in text), None):
            path.write_text(own.as_json(), encoding="utf-8")
        elif '"<ru>"' in text:
            SentencePieces.learn(["no other sentence"], 60).save(path)
        else:
            WordPieceTokenizer.learn(["no other film"], 300).save(path)
    else:
        CharacterTokenizer("\nabc").save(path)


def _with_value(value: float) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        def put(weights: dict[str, np.ndarray]) -> None:
            weights[first_matrix(weights)][0, 2] = value

        change_weights(folder, put)

    return change


def _as_numbers(weights: dict[str, np.ndarray], dtype: type) -> None:
    name = first_matrix(weights)
    weights[name] = weights[name].astype(dtype)


def _as_float8(folder: Path) -> None:
    """One tensor stored in a format that numpy does not have."""
    path = folder / "model.safetensors"
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    matrix = header[matrix_in(folder)]
    begin, end = matrix["data_offsets"]
    whole = data[8 + size :]
    half = (end - begin) // 2
    for entry in header.values():
        start, stop = entry["data_offsets"]
        if start >= end:
            entry["data_offsets"] = [start - half, stop - half]
    matrix |= {"dtype": "F8_E4M3", "data_offsets": [begin, end - half]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    rest = whole[: end - half] + whole[end:]
    path.write_bytes(len(text).to_bytes(8, "little") + text + rest)


def _parts(folder: Path) -> tuple[bytes, bytes]:
    """The header of the weights, and what follows it."""
    data = (folder / "model.safetensors").read_bytes()
    end = 8 + int.from_bytes(data[:8], "little")
    return data[8:end], data[end:]


def _put_header(folder: Path, text: bytes) -> None:
    _, rest = _parts(folder)
    (folder / "model.safetensors").write_bytes(len(text).to_bytes(8, "little") + text + rest)


def _with_header(folder: Path, change: Callable[[dict[str, dict[str, object]]], object]) -> None:
    header = json.loads(_parts(folder)[0])
    change(header)
    _put_header(folder, json.dumps(header).encode())


def _claim_header(folder: Path, size: int) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(size.to_bytes(8, "little") + path.read_bytes()[8:])


def _with_text(folder: Path, old: str, new: str) -> None:
    """config.json with a part of its text replaced, for what JSON's writer does not write."""
    path = folder / "config.json"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


# {matrix} stands for the name of the tensor that is damaged, see `matrix_in`, {size} for a size's.
DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "weights cut short": (lambda f: cut(f, "model.safetensors", -10), "cut short; fetch it"),
    "weights cut in the header": (lambda f: cut(f, "model.safetensors", 20), "cut short"),
    "weights empty": (lambda f: cut(f, "model.safetensors", 0), "cut short"),
    "weights are not weights": (
        lambda f: (f / "model.safetensors").write_bytes(b"<html>not found</html>"),
        "model.safetensors cannot be read",
    ),
    "no weights": (lambda f: (f / "model.safetensors").unlink(), "model.safetensors cannot be"),
    "weights are a folder": (
        lambda f: ((f / "model.safetensors").unlink(), (f / "model.safetensors").mkdir()),
        "model.safetensors cannot be read",
    ),
    "no tokenizer": (lambda f: (f / "tokenizer.json").unlink(), "tokenizer.json"),
    "tokenizer cut short": (lambda f: cut(f, "tokenizer.json", 100), "tokenizer.json"),
    "tokenizer of another model": (_of_another_model, "; the two are not of one model."),
    "no configuration": (lambda f: (f / "config.json").unlink(), "config.json cannot be read"),
    "configuration cut short": (lambda f: cut(f, "config.json", 30), "is not JSON"),
    "configuration empty": (lambda f: cut(f, "config.json", 0), "is not JSON"),
    "configuration is a list": (
        lambda f: (f / "config.json").write_text("[1, 2]"),
        "the configuration must be an object",
    ),
    "configuration is a number": (
        lambda f: (f / "config.json").write_text("7"),
        "the configuration must be an object",
    ),
    "configuration is binary": (
        lambda f: (f / "config.json").write_bytes(b"\xff\xfe\x00"),
        "config.json cannot be read",
    ),
    "configuration too large": (
        lambda f: (f / "config.json").write_text(" " * 1_000_001),
        "config.json cannot be read: it has 1,000,001 bytes, and 1,000,000 are the most",
    ),
    "configuration nested without end": (
        lambda f: (f / "config.json").write_text("[" * 100_000),
        "config.json",
    ),
    "a kind that there is not": (
        lambda f: change_config(f, "kind", value="painter"),
        "is of an unknown kind, 'painter', and ",
    ),
    "a kind that is no text": (lambda f: change_config(f, "kind", value=7), "kind"),
    "a cell that there is not": (
        lambda f: change_config(f, "network", "cell", value="transformer"),
        "network.cell is 'transformer'; use one of ",
    ),
    "another hidden size": (
        lambda f: change_config(f, "network", size_in(f), value=33),
        ", config.json asks for (",
    ),
    "a misspelt name": (
        lambda f: change_config(f, "network", "hiden_size", value=8),
        "unknown name 'hiden_size'",
    ),
    "a size that is a very long text": (
        lambda f: change_config(f, "network", size_in(f), value="8" * 900_000),
        "network.{size} is '88888",
    ),
    "a name that is very long": (
        lambda f: change_config(f, "network", "n" * 900_000, value=1),
        "unknown name 'nnnn",
    ),
    "a size that is a text": (
        lambda f: change_config(f, "network", size_in(f), value="8"),
        "network.{size} is '8'; give a whole number",
    ),
    "a corpus that is no text": (
        lambda f: change_config(f, "data", "corpus", value=["x"]),
        "data.corpus",
    ),
    "data is null": (lambda f: change_config(f, "data", value=None), "data must be an object"),
    "a tensor is missing": (
        lambda f: change_weights(f, lambda w: w.pop(first_matrix(w))),
        "lacks the tensor '{matrix}' that config.json asks for",
    ),
    "a foreign tensor": (
        lambda f: change_weights(f, lambda w: w.update(lm_head=np.zeros(3, np.float16))),
        "holds a tensor 'lm_head' that config.json does not know",
    ),
    "a wrong shape": (
        lambda f: change_weights(
            f, lambda w: w.update({first_matrix(w): np.zeros(53, np.float16)})
        ),
        "{matrix} has the shape (53,), config.json asks for (",
    ),
    "a single number": (
        lambda f: change_weights(f, lambda w: w.update({first_matrix(w): np.array(1, np.float16)})),
        "{matrix} has the shape (), config.json asks for (",
    ),
    "transposed": (
        lambda f: change_weights(
            f, lambda w: w.update({first_matrix(w): w[first_matrix(w)].T.copy()})
        ),
        "{matrix} has the shape (",
    ),
    "complex numbers": (
        lambda f: change_weights(f, lambda w: _as_numbers(w, np.complex64)),
        "{matrix} holds complex64, not ",
    ),
    "numbers of 8 bits": (_as_float8, "{matrix} holds F8_E4M3, which cannot be read"),
    "metrics are a list": (
        lambda f: (f / "metrics.json").write_text("[]"),
        "metrics.json is not a JSON object",
    ),
    "metrics cut short": (
        lambda f: (f / "metrics.json").write_text('{"test": '),
        "metrics.json cannot be read",
    ),
    "metrics are binary": (
        lambda f: (f / "metrics.json").write_bytes(b"\xff"),
        "metrics.json cannot be read",
    ),
    "a header that claims terabytes": (
        lambda f: _with_header(f, lambda h: h[matrix_in(f)].update(shape=[10**6, 10**6])),
        "{matrix} has the shape (1000000, 1000000), config.json asks for (",
    ),
    "a header that claims more than the file": (
        lambda f: _with_header(f, lambda h: h[matrix_in(f)].update(data_offsets=[0, 10**12])),
        "model.safetensors cannot be read (it ends within '{matrix}')",
    ),
    "a header whose bytes are not its shape's": (
        lambda f: _with_header(f, lambda h: h[matrix_in(f)].update(data_offsets=[0, 6])),
        "'{matrix}' has too few or too many bytes",
    ),
    "a header with a negative place": (
        lambda f: _with_header(f, lambda h: h[matrix_in(f)].update(data_offsets=[-8, 6])),
        "its header is wrong about '{matrix}'",
    ),
    "a header nested without end": (
        lambda f: _put_header(f, b"[" * 100_000),
        "its header is not JSON",
    ),
    "a header of a hundred megabytes": (
        lambda f: _claim_header(f, 100_000_000),
        "model.safetensors cannot be read (it ends within its header)",
    ),
    "a network of terabytes": (
        lambda f: change_config(f, "network", size_in(f), value=8192),
        ", config.json asks for (",
    ),
    "a rate without bound": (
        lambda f: _with_text(f, f'"{size_in(f)}": ', f'"{size_in(f)}": 1e999, "x": '),
        "config.json",
    ),
    "tokenizer nested without end": (
        lambda f: (f / "tokenizer.json").write_text('{"model":' * 100_000),
        "tokenizer.json is not a usable tokenizer.json",
    ),
    "metrics without bound": (
        lambda f: (f / "metrics.json").write_text('{"test": {"cold-64": [1e999]}}'),
        "metrics.json cannot be used: it holds a number that is not finite",
    ),
    "metrics of a number that no computer shows": (
        lambda f: (f / "metrics.json").write_text('{"test": ' + "9" * 4000 + "}"),
        "metrics.json cannot be used: it holds a number of more than 64 bits",
    ),
    "metrics nested deeply": (
        lambda f: (f / "metrics.json").write_text('{"a":' * 30 + "1" + "}" * 30),
        "metrics.json cannot be used: it is nested more than 20 deep",
    ),
    "metrics nested without end": (
        lambda f: (f / "metrics.json").write_text('{"a":' * 100_000),
        "metrics.json cannot be read",
    ),
}

# What can be wrong with real numbers, and with counts.
OF_REAL: dict[str, tuple[Callable[[Path], object], str]] = {
    "not a number": (_with_value(np.nan), "{matrix} holds values that are not finite"),
    "infinite": (_with_value(-np.inf), "{matrix} holds values that are not finite"),
    "whole numbers": (
        lambda f: change_weights(f, lambda w: _as_numbers(w, np.int32)),
        "{matrix} holds int32, not real numbers",
    ),
}
OF_COUNTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "real numbers": (
        lambda f: change_weights(f, lambda w: _as_numbers(w, np.float16)),
        "{matrix} holds float16, not uint8, uint16 or uint32.",
    ),
    "numbers with a sign": (
        lambda f: change_weights(f, lambda w: _as_numbers(w, np.int32)),
        "{matrix} holds int32, not uint8, uint16 or uint32.",
    ),
}


def _socket(path: Path) -> None:
    """A name that stands for a socket; made from its folder, because such names are short."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as own:
            own.bind(path.name)
    finally:
        os.chdir(here)


def _large(path: Path) -> None:
    """A file larger than any that is read; it takes no room."""
    path.touch()
    os.truncate(path, 5_000_000_000)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


# What may stand where a file should: how it is put there, and what is said of it.
ODDITIES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a named pipe": (os.mkfifo, "it is a named pipe and no file"),
    "a link to a named pipe": (
        lambda path: (os.mkfifo(path.with_name("pipe")), path.symlink_to("pipe")),
        "it is a named pipe and no file",
    ),
    "a device without end": (
        lambda path: path.symlink_to("/dev/zero"),
        "it is a device and no file",
    ),
    "a socket": (_socket, "it is a socket and no file"),
    "a folder": (Path.mkdir, "it is a folder and no file"),
    "a link to itself": (_loop, "oo many levels of symbolic links"),
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), "No such file or directory"),
    "a file of gigabytes": (_large, "it has 5,000,000,000 bytes, and "),
}
