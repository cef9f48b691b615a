"""Words that stand on news pages around the article and are not part of it.

Collected from saved pages of English-language outlets. All are compared folded, without punctuation at
their ends.
"""

from __future__ import annotations

import re

#: Whole lines that are never a sentence or sub-heading of an article, wherever they stand.
ANYWHERE = frozenset(
    {
        "ad",
        "add a comment",
        "advert",
        "advertisement",
        "advertisement - continue reading below",
        "advertisement - scroll to continue",
        "advertisements",
        "advertising",
        "article continues after advertisement",
        "article continues below",
        "article continues below advertisement",
        "be the first to comment",
        "click here to subscribe",
        "click to share",
        "continue reading",
        "continue reading below",
        "continue reading the main story",
        "copy link",
        "copy link to clipboard",
        "follow us on facebook",
        "follow us on twitter",
        "join the conversation",
        "leave a comment",
        "leave a reply",
        "listen to this article",
        "no comments",
        "no comments yet",
        "please share this article",
        "post a comment",
        "post comment",
        "print this page",
        "reply",
        "save this article",
        "scroll to continue",
        "share on facebook",
        "share on twitter",
        "share on whatsapp",
        "share this",
        "share this article",
        "share this page",
        "share this post",
        "share this story",
        "sign up for our newsletter",
        "skip to article",
        "skip to content",
        "skip to navigation",
        "skip to main",
        "toggle navigation",
        "skip to main content",
        "skip advertisement",
        "story continues below",
        "story continues below advertisement",
        "subscribe to our newsletter",
        "supported by",
        "this is an advertisement",
        "view comments",
        "write a comment",
        "your ad here",
    }
)

#: Furniture above the first and below the last paragraph; between them these may be sub-headings.
AT_THE_EDGES = frozenset(
    {
        "about us",
        "all rights reserved",
        "back to top",
        "breaking news",
        "comment",
        "comments",
        "contact",
        "close",
        "close menu",
        "contact us",
        "cookie policy",
        "discussion",
        "follow us",
        "home",
        "home page",
        "latest news",
        "log in",
        "login",
        "menu",
        "more",
        "more from this author",
        "more news",
        "most popular",
        "most read",
        "navigation",
        "news",
        "newsletter",
        "newsletters",
        "open menu",
        "next",
        "next article",
        "next post",
        "popular",
        "previous",
        "previous article",
        "previous post",
        "print",
        "privacy policy",
        "read also",
        "read more",
        "read next",
        "recommended",
        "recommended for you",
        "register",
        "related",
        "related articles",
        "related news",
        "related posts",
        "related stories",
        "related topics",
        "search",
        "search for",
        "see also",
        "share",
        "sign in",
        "sign up",
        "sponsored",
        "sponsored content",
        "subscribe",
        "subscribe now",
        "tags",
        "terms of service",
        "terms of use",
        "trending",
        "trending now",
        "you may also like",
        "you might also like",
    }
)

#: Words of which a share bar is made; a short line of nothing else is one.
SHARE_BAR = frozenset(
    {
        "bluesky",
        "copy",
        "email",
        "facebook",
        "flipboard",
        "instagram",
        "link",
        "linkedin",
        "mail",
        "mastodon",
        "messenger",
        "on",
        "pinterest",
        "print",
        "reddit",
        "rss",
        "save",
        "share",
        "shares",
        "telegram",
        "threads",
        "tweet",
        "twitter",
        "viber",
        "via",
        "vk",
        "whatsapp",
        "x",
        "youtube",
    }
)
_NETWORKS = SHARE_BAR - {"copy", "link", "mail", "on", "print", "save", "threads", "via", "x"}

_COUNTED = re.compile(r"\(?\d{1,6}\)?\s+(?:comments?|shares?|likes?|views?|replies)|comments?\s*\(\d{1,6}")
_READING_TIME = re.compile(
    r"(?:\d{1,3}|one|two|three|four|five) min(?:ute)?s?(?: read)?|reading time\W.{1,20}"
)
_TRIMMED = " \t\u00a0.:;,!…•·|»›>«‹<*–—-+()[]#"


def is_furniture(line: str, *, at_the_edge: bool) -> bool:
    """Whether ``line`` belongs to the page, not to the article."""
    if len(line) > 60:
        return False
    words = " ".join(line.casefold().strip(_TRIMMED).split())
    if not words:
        return bool(line.strip())  # nothing but bullets and bars
    if words in ANYWHERE or _COUNTED.fullmatch(words):
        return True
    if at_the_edge and (words in AT_THE_EDGES or _READING_TIME.fullmatch(words)):
        return True
    parts = [part for part in re.split(r"[^\w]+", words) if part]
    return bool(parts) and all(part in SHARE_BAR for part in parts) and not _NETWORKS.isdisjoint(parts)
