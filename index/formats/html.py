"""Saved web pages: read as pages fetched from the web are, see :mod:`index.intake.pages`."""

from __future__ import annotations

from index.formats.draft import Draft, FormatError, draft


def parse_html(data: bytes) -> Draft:
    """Read a saved page. Raises FormatError where no article can be found in it."""
    from index.intake.pages import PageError, read_page

    try:
        page = read_page(data)
    except PageError as error:
        raise FormatError(str(error)) from None
    fields = {
        "title": page.title,
        "source": page.source,
        "published": page.published,
        "url": page.url,
        "language": page.language,
        "authors": page.authors,
    }
    return draft(fields, page.text)
