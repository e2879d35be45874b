"""What the page “Memory in bits” shows, computed: arrays in, frozen dataclasses out."""
