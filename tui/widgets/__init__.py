"""Widgets: each owns its look, is told what to show, and announces what happened with messages."""
