"""Feedback, and what the bot costs people (四(二)(三))."""
