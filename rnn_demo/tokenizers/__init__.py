"""Characters and word pieces, and their ids."""
