"""Bring articles in: feeds, pages, OPML, JSONL and files, and keep each one once, whole and readable."""
