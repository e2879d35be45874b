"""config.json of each kind of network, checked."""
