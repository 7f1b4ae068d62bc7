"""Alerts, and each task force's emergency plan (§7.4)."""
