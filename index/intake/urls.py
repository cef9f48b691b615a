"""Addresses: which may be opened, and which are the same article under two spellings."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from index.formats.clean import one_line

_LONGEST = 4000
_WEB = frozenset({"http", "https"})
_PORTS = {"http": 80, "https": 443}
# Parameters that say how a reader came, never which article it is. Sources: the tables of ClearURLs and of
# Firefox's query stripping, shortened to what news sites use.
_TRACKING = re.compile(
    r"(?:utm_|mtm_|pk_|piwik_|matomo_|ga_|hsa_|_hs|hsctatracking|at_(?:medium|campaign|custom|link|ptr|bbc|format)|"
    r"ns_|stm_|vero_|oly_|sc_|trk_|mkt_|wt\.|xtor|itm_|int_cmp|intcmp|ocid|cmpid?$|cmp$|smid|smtyp|sref$|"
    r"ref$|ref_src|ref_url|referrer$|referer$|source$|src$|fbclid|gclid|gclsrc|dclid|msclkid|yclid|twclid|"
    r"igshid|igsh|mc_(?:cid|eid)|mkwid|wickedid|partner$|campaign(?:_id)?$|rss$|feed$|from$|via$|share|"
    r"emc$|nl$|te$|partnerid|taid|guccounter|guce_|ftag|ftcamp|cid$|icid|ito$|traffic_source|__twitter|amp$|"
    r"outputtype$|_ga|_gl|spm|soc_|__tn__|leadsource|newsletter|mbid$|si$|feature$|linkid$|linkcode$)",
    re.IGNORECASE,
)
_AMP_HOST = re.compile(r"^(?:www|m|mobile|amp|edition|en)\.(?=[^.]+\.)")
_AMP_PATH = re.compile(r"(?:^/amp(?=/)|/amp(?:\.html?)?/?$|\.amp(?=\.html?$|$))", re.IGNORECASE)
_INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_AMP_CACHE = re.compile(r"^[\w-]+\.cdn\.ampproject\.org$")
_AMP_VIEWER = re.compile(r"^/(?:[civ]|wp)/(?:s/)?(?=[^/]+\.)|^/amp/s/(?=[^/]+\.)")


def is_web(url: str) -> bool:
    """Whether ``url`` may be opened: http or https, with a host, without controls or a name and password."""
    if len(url) > _LONGEST or re.search(r"[\x00-\x20\x7f]", url):
        return False
    parts = _split(url)
    return parts is not None and parts.scheme in _WEB and bool(parts.hostname) and "@" not in parts.netloc


def shown_url(url: str) -> str:
    """Return ``url`` for a message: printable, short, without a password."""
    return one_line(re.sub(r"(?<=//)[^/@\s]*@", "", url), 120)


def absolute(link: str | None, base: str) -> str | None:
    """Return ``link`` resolved against ``base``, or None where that is nothing that may be opened."""
    if not link:
        return None
    try:
        url = urljoin(base, link.strip())
    except ValueError:
        return None
    return url if is_web(url) else None


def host_of(url: str) -> str:
    """Return the host of ``url`` in lower case; empty where it has none."""
    parts = _split(url)
    return (parts.hostname or "") if parts else ""


def names_article(url: str) -> bool:
    """Whether ``url`` can tell one article from another: a site's front page, often given instead, cannot."""
    return "/" in url_key(url) or "?" in url_key(url)


def url_key(url: str) -> str:
    """Return what all spellings of one article's address share.

    Scheme, ``www.`` and AMP hosts and paths, default ports, tracking parameters, their order, fragments and
    a final slash do not tell articles apart. Anything that is no web address is its own key.
    """
    parts = _split(url.strip())
    if parts is None or parts.scheme not in _WEB or not parts.hostname:
        return url.strip()
    host, path = parts.hostname.rstrip("."), parts.path
    if _AMP_CACHE.match(host) or host in ("www.google.com", "google.com"):
        inner = _AMP_VIEWER.sub("", path)
        if inner != path:
            return url_key(f"https://{inner}" + (f"?{parts.query}" if parts.query else ""))
    host = _AMP_HOST.sub("", host)
    port = f":{parts.port}" if parts.port and parts.port != _PORTS[parts.scheme] else ""
    path = _INDEX_PAGE.sub("/", _AMP_PATH.sub("", quote(unquote(path), safe="/:@!$&'()*+,;=~%")))
    kept = [pair for pair in _pairs(parts.query) if not _TRACKING.match(pair[0])]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{port}{path.rstrip('/')}{query}"


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return [("", query)]


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port, parts.hostname  # both are read lazily and may raise
    except ValueError:
        return None
    return parts
