"""Bring articles in: feeds, pages, OPML, JSONL and files, and keep each one once, whole and readable.

Begin at :func:`index.intake.add.add`, :func:`index.intake.fetch.fetch_feeds`,
:func:`index.intake.opml.opml_export` and :mod:`index.intake.versions`. Nothing is imported here: reading news
must not wait for what fetches it.
"""
