"""The county's rules as plain functions: no library, no clock, no storage."""
