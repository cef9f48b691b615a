"""What the reader sees and types: the Textual app, its screens and widgets, and the command line."""
