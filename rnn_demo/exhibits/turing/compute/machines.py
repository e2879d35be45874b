"""Machines worth running: their tables, and random inputs for each."""

from __future__ import annotations

import random
from collections.abc import Callable

TYPED = "typed"  # in place of a name: the visitor's own table
NAMES = {
    "increment": "binary number plus 1",
    "multiply": "unary multiplication",
    "palindromes": "palindromes of a and b",
    "abc": "aⁿbⁿcⁿ",
    "beaver": "busy beaver of 3 states",
    TYPED: "a table of your own",
}
TABLES = {
    "increment": """\
right 0 0 R right ; to the last digit
right 1 1 R right
right _ _ L carry
carry 1 0 L carry ; 1 plus 1 is 0, carry 1
carry 0 1 S accept
carry _ 1 S accept
""",
    "multiply": """\
start 1 1 R start ; a second x at the end
start x x R start
start _ x L back
back 1 1 L back
back x x L back
back _ _ R next
next 1 _ R find ; one less in the first factor
next x _ R clean
find 1 1 R find
find x x R take
take 1 y R end ; each 1 of the second factor
take x x L undo
end 1 1 R end
end x x R end
end _ 1 L home ; is written at the end
home 1 1 L home
home x x L home
home y y R take
undo y 1 L undo
undo x x L back
clean 1 _ R clean
clean x _ R accept
""",
    "palindromes": """\
start a _ R seen_a ; take the first letter
start b _ R seen_b
start _ _ S accept
seen_a a a R seen_a
seen_a b b R seen_a
seen_a _ _ L is_a ; is the last one the same?
seen_b a a R seen_b
seen_b b b R seen_b
seen_b _ _ L is_b
is_a a _ L back
is_a b b S reject
is_a _ _ S accept
is_b b _ L back
is_b a a S reject
is_b _ _ S accept
back a a L back
back b b L back
back _ _ R start
""",
    "abc": """\
start a X R find_b ; cross out one a, one b, one c
start Y Y R rest
start _ _ S accept
find_b a a R find_b
find_b Y Y R find_b
find_b b Y R find_c
find_c b b R find_c
find_c Z Z R find_c
find_c c Z L home
home a a L home
home b b L home
home Y Y L home
home Z Z L home
home X X R start
rest Y Y R rest ; nothing may be left over
rest Z Z R rest
rest _ _ S accept
""",
    "beaver": """\
A _ 1 R B
A 1 1 R halt
B _ _ R C
B 1 1 R B
C _ 1 L C
C 1 1 L A
""",
}


# An input for each, where the one that another machine had does not fit.
USUAL_WORDS = {
    "increment": "1011",
    "multiply": "111x11",
    "palindromes": "abbaabba",
    "abc": "aabbcc",
    "beaver": "",
}


def random_words(name: str, symbols: str, count: int, seed: int) -> list[str]:
    """Inputs for a machine, about half of them of the kind that it is made for.

    Args:
        name: of the machine.
        symbols: of its tape without the blank, for the other inputs.
        count: how many.
        seed: of the luck.
    """
    luck = random.Random(seed)
    fitting = _FITTING.get(name)
    return [
        fitting(luck) if fitting and luck.random() < 0.5 else _any(luck, symbols)
        for _ in range(count)
    ]


def _any(luck: random.Random, symbols: str) -> str:
    return "".join(luck.choices(symbols, k=luck.randint(0, 12))) if symbols else ""


def _palindrome(luck: random.Random) -> str:
    half = "".join(luck.choices("ab", k=luck.randint(0, 6)))
    return half + luck.choice(("", "a", "b")) + half[::-1]


def _product(luck: random.Random) -> str:
    return "1" * luck.randint(0, 4) + "x" + "1" * luck.randint(0, 4)


def _abc(luck: random.Random) -> str:
    n = luck.randint(0, 4)
    return "a" * n + "b" * n + "c" * n


_FITTING: dict[str, Callable[[random.Random], str]] = {
    "multiply": _product,
    "palindromes": _palindrome,
    "abc": _abc,
}
