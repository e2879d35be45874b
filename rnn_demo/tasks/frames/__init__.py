"""Films of moving digits: a network is trained to foretell their next frames, and measured."""
