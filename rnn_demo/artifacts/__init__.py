"""A folder of models/, read with every check and written whole."""
