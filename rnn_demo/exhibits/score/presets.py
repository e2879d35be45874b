"""Texts to score: in the public domain, and in none of the training texts."""

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
}
