"""The screens of the reader: each alone knows how its panes relate."""
