"""Photos, videos and papers as bytes: inspected, stripped, laid out for the reviewer."""
