"""What can be done while browsing, in parts: each desk is a container around the panes with keys of its own.

They stand one in the other, so that every key works wherever the keyboard is: searching innermost, around it
reading, marking, what leaves the reader, comparing, and the sidebar. An inner desk announces with messages;
an outer one tells with methods.
"""
