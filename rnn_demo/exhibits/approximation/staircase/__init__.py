"""The picture of the constructive proof."""
