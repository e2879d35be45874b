"""Pictures that two or more exhibits use."""
