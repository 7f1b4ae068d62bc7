"""Several counties in one process."""
