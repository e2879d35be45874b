"""The forms of a Russian dictionary, each with what it can be.

OpenCorpora's dictionary (CC BY-SA 3.0, opencorpora.org) as the package pymorphy3-dicts-ru has it:
a form such as «стали» is a verb in the past and five forms of the noun «сталь». Only training
needs it, and the two packages: a trained tagger has no dictionary, but has read one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.text import TextError
from rnn_demo.words import sentence

PACKAGES = "pymorphy3==2.0.6 pymorphy3-dicts-ru==2.4.417150.4580142"
TOLD = "forms of the dictionary of OpenCorpora (opencorpora.org, CC BY-SA 3.0)"
GRAMMEMES = (
    "NOUN", "ADJF", "ADJS", "COMP", "VERB", "INFN", "PRTF", "PRTS", "GRND", "NUMR", "ADVB",
    "NPRO", "PRED", "PREP", "CONJ", "PRCL", "INTJ", "Apro", "Anum", "Prnt", "Abbr", "Name",
    "Surn", "Patr", "Geox", "Orgn", "Trad", "nomn", "gent", "datv", "accs", "ablt", "loct",
    "sing", "plur", "masc", "femn", "neut", "past", "pres", "futr", "impr",
)  # fmt: skip


@dataclass(frozen=True)
class WordForms:
    """Forms of a dictionary.

    Attributes:
        forms: each once, in small letters.
        can_be: which of `GRAMMEMES` hold of it in one reading or another, (forms, grammemes).
    """

    forms: tuple[str, ...]
    can_be: NDArray[np.bool_]


def read_word_forms(texts: Collection[str]) -> WordForms:
    """The forms of the dictionary that occur in some texts.

    Args:
        texts: the different words of the texts, in small letters.

    Raises:
        TextError: the packages are not installed.
    """
    try:
        from pymorphy3 import MorphAnalyzer
    except ImportError:
        raise TextError(
            sentence(
                "The dictionary is missing: install it with `pip install {packages}`.",
                packages=PACKAGES,
            )
        ) from None
    dictionary = MorphAnalyzer().dictionary
    substitutes = dictionary.words.compile_replaces({"е": "ё"})
    places = {name: place for place, name in enumerate(GRAMMEMES)}
    held: dict[str, set[int]] = {}
    for form in sorted(texts):
        for _, readings in dictionary.words.similar_items(form, substitutes):
            for paradigm, row in readings:
                names = dictionary.build_tag_info(paradigm, row).grammemes
                held.setdefault(form, set()).update(
                    places[name] for name in names if name in places
                )
    can_be = np.zeros((len(held), len(GRAMMEMES)), bool)
    for place, own in enumerate(held.values()):
        can_be[place, list(own)] = True
    return WordForms(tuple(held), can_be)
