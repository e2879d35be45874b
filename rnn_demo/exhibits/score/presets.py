"""Texts to score: in the public domain or our own, and in none of the training texts."""

from __future__ import annotations

PRESETS = {
    "Hamlet": (
        "HAMLET:\n"
        "To be, or not to be, that is the question:\n"
        "Whether 'tis nobler in the mind to suffer\n"
        "The slings and arrows of outrageous fortune,\n"
        "Or to take arms against a sea of troubles,\n"
        "And by opposing end them.\n"
    ),
    "Anna Karenina": (
        "Happy families are all alike; every unhappy family is unhappy in its own way.\n"
        "\n"
        "Everything was in confusion in the Oblonskys' house. The wife had discovered that the "
        "husband was carrying on an intrigue with a French girl, who had been a governess in "
        "their family, and she had announced to her husband that she could not go on living in "
        "the same house with him.\n"
    ),
    "Лермонтов: Парус": (
        "Белеет парус одинокой\n"
        "В тумане моря голубом!..\n"
        "Что ищет он в стране далекой?\n"
        "Что кинул он в краю родном?..\n"
        "\n"
        "Играют волны — ветер свищет,\n"
        "И мачта гнется и скрыпит...\n"
        "Увы! он счастия не ищет\n"
        "И не от счастия бежит!\n"
    ),
    # Two that say a made-up name again and again: what a network learns while it reads.
    "A made-up name": (
        'Prince Zhubrowick came in late. "Zhubrowick!" cried the countess, and everyone looked at '
        "Zhubrowick. Nobody had expected Zhubrowick, and Zhubrowick knew it. "
        '"Where have you been, Zhubrowick?" asked Pierre. Zhubrowick did not answer. "They say '
        'that Zhubrowick has lost everything," whispered the princess, "and that Zhubrowick will '
        'go to the war." "It is true," said Zhubrowick, "and you will hear no more of '
        'Zhubrowick." With these words Zhubrowick went out.\n'
    ),
    "Выдуманное имя": (
        "Князь Жмыхотворский приехал поздно. — Жмыхотворский! — вскрикнула графиня, и все "
        "посмотрели на него. Никто не ждал, что Жмыхотворский приедет, и Жмыхотворский знал это. "
        "— Где же вы были, Жмыхотворский? — спросил Пьер. Жмыхотворский не "
        "отвечал. — Говорят, что Жмыхотворский всё проиграл, — шептала княжна, — и что "
        "Жмыхотворский едет на войну. Жмыхотворский услыхал её. — Это правда, — сказал "
        "Жмыхотворский, — и больше вы про Жмыхотворского не услышите. Жмыхотворский "
        "поклонился и вышел.\n"
    ),
}
