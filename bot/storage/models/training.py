"""Training, placements, stations and studios (三(四), 三(六))."""
