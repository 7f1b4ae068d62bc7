"""Settings under which properties find the same examples on every machine."""

from hypothesis import settings

steady = settings(derandomize=True, database=None, deadline=None, max_examples=100)
