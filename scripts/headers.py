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
A_DAY = "public, max-age=86400"
DRAWINGS = ("svg", "png", "webmanifest")
"""Asked for by name, so kept for a day only."""
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
    for kind in DRAWINGS:
        rows += [f"/*.{kind}", "  ! Cache-Control", f"  Cache-Control: {A_DAY}"]
    for address in hashed:
        # Two values for one header would be joined; "!" takes the first one away.
        rows += [f"/{address}", "  ! Cache-Control", f"  Cache-Control: {FOR_EVER}"]
    return "\n".join(rows) + "\n"


def nginx(root: str = "/srv/laser-skin-guide/site", listen: str = "80") -> str:
    """Return an example of an nginx configuration that sends the same headers.

    Args:
        root: where the built site lies.
        listen: address and port, as nginx's `listen` takes them.
    """
    always = "".join(f'    add_header {name} "{value}" always;\n' for name, value in HEADERS.items())
    return NGINX.format(
        root=root,
        listen=listen,
        always=always,
        drawings="|".join(DRAWINGS),
        for_ever=FOR_EVER,
        a_day=A_DAY,
        each_time=CHECK_EACH_TIME,
    )


NGINX = """\
# An example for nginx, made by scripts/headers.py: make guide. It belongs into http {{ }}.
# Before: make build compress. TLS is yours to add; HSTS counts only over it.

map $uri $keep_for {{
    default "{each_time}";
    ~\\.(?:{drawings})$ "{a_day}";
    # These names change with what is in them.
    ~^/(?:assets|search)/[\\w-]+\\.?[\\w-]*\\.(?:css|js)$ "{for_ever}";
}}

server {{
    listen {listen};
    root {root};
    index index.html;
    charset utf-8;
    charset_types text/css text/javascript image/svg+xml application/xml application/manifest+json;
    server_tokens off;
    gzip_static on;
    # Who reads what is nobody's business: no log of visits.
    access_log off;
    error_page 404 /404.html;

    types {{
        text/html html;
        text/css css;
        text/javascript js;
        image/svg+xml svg;
        image/png png;
        application/xml xml;
        application/manifest+json webmanifest;
    }}

{always}    add_header Cache-Control $keep_for always;

    location / {{
        try_files $uri $uri/ =404;
    }}
    location = /_headers {{
        return 404;
    }}
}}
"""


def write(site: Path, hashed: list[str]) -> None:
    """Put `_headers` on top of the built site."""
    (site / "_headers").write_text(static_host(hashed), "utf-8")
