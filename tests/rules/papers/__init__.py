"""What papers say, before it is known of which work they are."""
