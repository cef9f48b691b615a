"""Two accounts side by side: what both say, what differs, what each leaves out."""
