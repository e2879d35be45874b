"""A folder of models/: read with every check, and each file written whole."""
