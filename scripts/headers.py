"""What a browser is told with every page: load nothing from elsewhere, tell nobody where the reader comes from."""

from __future__ import annotations

from pathlib import Path

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "manifest-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""The Content-Security-Policy. No page holds a script or a style of its own, so no hash is needed."""

HEADERS = {
    "Content-Security-Policy": "; ".join(
        f"{name} {value}" for name, value in [*POLICY.items(), ("frame-ancestors", "'none'")]
    ),
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(),"
    " payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}
"""Sent with every answer. A `<meta>` cannot say `frame-ancestors`, so only the header does."""

FOR_EVER = "public, max-age=31536000, immutable"
CHECK_EACH_TIME = "public, max-age=0, must-revalidate"


def meta() -> str:
    """Return the policy for the `<meta>` of a page."""
    return "; ".join(f"{name} {value}" for name, value in POLICY.items())


def static_host(hashed: list[str]) -> str:
    """Return the text of `_headers`, which static hosts read.

    Args:
        hashed: addresses of files whose name changes with what is in them.
    """
    rows = ["/*", *(f"  {name}: {value}" for name, value in HEADERS.items()), f"  Cache-Control: {CHECK_EACH_TIME}"]
    for address in hashed:
        # Two values for one header would be joined; "!" takes the first one away.
        rows += [f"/{address}", "  ! Cache-Control", f"  Cache-Control: {FOR_EVER}"]
    return "\n".join(rows) + "\n"


def write(site: Path, hashed: list[str]) -> None:
    """Put `_headers` on top of the built site."""
    (site / "_headers").write_text(static_host(hashed), "utf-8")
