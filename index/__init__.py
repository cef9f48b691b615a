"""Everything Lateral knows about articles: reading, searching, grouping and comparing them.

A library that a script can use without a screen. It never imports ``tui`` or Textual.
"""
