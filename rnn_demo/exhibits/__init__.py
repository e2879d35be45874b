"""Pure computation behind the pages: arrays in, frozen dataclasses out."""
