"""Reads papers: photos, PDFs and Word documents, on this machine alone, in a process of its own."""
