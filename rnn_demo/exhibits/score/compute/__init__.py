"""What the page “Score my text” shows, computed: arrays in, frozen dataclasses out."""
