"""What a citation, a link and a picture look like in Markdown, as parts of patterns.

None can begin anew inside what it has already passed over for nothing, or only within a line's
length, so a page of opening brackets alone is read as quickly as any other.
"""

CITATION = r"\[@[^\[\]]*+\]"
TARGET = r"\([^)\n]{0,999}+\)"
LINK = rf"\[([^\[\]]*+)\]{TARGET}"
"""Its text is the only group."""
PICTURE = rf"!\[[^\[\]]*+\]{TARGET}"
