"""The page “Conveyor belt”."""
