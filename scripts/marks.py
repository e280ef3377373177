"""What a citation, a link and a picture look like in Markdown, as parts of patterns.

None passes over the same text for nothing again and again, so a page of opening brackets alone
is read as quickly as any other: words in brackets end at the next bracket, addresses are bounded.
"""

CITATION = r"\[@[^\[\]]*+\]"
TARGET = r"\([^)]{0,999}+\)"
"""Four times as long as the longest address on our pages."""
LINK = rf"\[([^\[\]]*+)\]{TARGET}"
"""Its text is the only group."""
PICTURE = rf"!\[[^\[\]]*+\]{TARGET}"
