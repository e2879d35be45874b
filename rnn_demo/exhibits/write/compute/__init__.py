"""What the page “Write” shows, computed: arrays in, frozen dataclasses out."""
