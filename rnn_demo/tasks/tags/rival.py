"""The plain rival: every word gets the tag that it had most often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from rnn_demo.data.treebanks import TaggedSentence
from rnn_demo.tokenizers.tagged_words import folded_word


def commonest_tags(learned: Iterable[TaggedSentence]) -> Callable[[str], str]:
    """A function from a word to the tag that it had most often in some sentences.

    A word that they lack gets the tag that words seen once had most often.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in learned:
        for word, tag in zip(one.words, one.tags, strict=True):
            counts[folded_word(word)][tag] += 1
    once = Counter(tag for own in counts.values() if own.total() == 1 for tag in own)
    otherwise = once.most_common(1)[0][0] if once else "NOUN"
    commonest = {word: own.most_common(1)[0][0] for word, own in counts.items()}
    return lambda word: commonest.get(folded_word(word), otherwise)
