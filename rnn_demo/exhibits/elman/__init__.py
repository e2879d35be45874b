"""Jordan and Elman networks: what each feeds back, and what it can remember by that."""
