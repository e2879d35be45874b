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
EVERY = 4
TOLD = "forms of the dictionary of OpenCorpora (opencorpora.org, CC BY-SA 3.0)"
GRAMMEMES = (
    "NOUN ADJF ADJS COMP VERB INFN PRTF PRTS GRND NUMR ADVB NPRO PRED PREP CONJ PRCL INTJ "
    "Apro Anum Prnt Abbr Name Surn Patr Geox Orgn Trad "
    "nomn gent datv accs ablt loct sing plur masc femn neut past pres futr impr"
).split()


@dataclass(frozen=True)
class WordForms:
    """The forms of a dictionary.

    Attributes:
        forms: each once, in small letters; first those that occur in the texts.
        seen: how many these are.
        can_be: which of `GRAMMEMES` hold of it in one reading or another, (forms, grammemes).
    """

    forms: tuple[str, ...]
    seen: int
    can_be: NDArray[np.bool_]


def read_word_forms(texts: Collection[str]) -> WordForms:
    """Forms of the dictionary: those that occur in some texts, and every fourth of the others.

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
    held: dict[str, set[int]] = {}
    marks: dict[str, list[int]] = {}
    places = {name: place for place, name in enumerate(GRAMMEMES)}
    others = 0
    for form, tag, *_ in MorphAnalyzer().dictionary.iter_known_words():
        if form not in held:
            if form not in texts:
                others += 1
                if others % EVERY:
                    continue
            held[form] = set()
        name = str(tag)
        if name not in marks:
            marks[name] = [places[one] for one in tag.grammemes if one in places]
        held[form].update(marks[name])
    forms = tuple(sorted(held, key=lambda form: (form not in texts, form)))
    can_be = np.zeros((len(forms), len(GRAMMEMES)), bool)
    for place, form in enumerate(forms):
        can_be[place, list(held[form])] = True
    return WordForms(forms, sum(form in texts for form in forms), can_be)
