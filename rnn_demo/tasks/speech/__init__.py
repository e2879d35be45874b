"""Spoken digits: recordings, a network between convolutions and CTC, word errors and a card."""
