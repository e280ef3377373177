"""Two ways to look at a page: Lighthouse for its scores and paint, a plain Chromium for its bytes."""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from paint_peer import MissingError, node, run
from paint_server import Server
from playwright.sync_api import Browser, Request

SCORES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}
TIMES = {
    "first-contentful-paint": "FCP ms",
    "largest-contentful-paint": "LCP ms",
    "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS",
}
FEATURES = (
    "Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,CalculateNativeWinOcclusion,"
    "InterestFeedContentSuggestions,CertificateTransparencyComponentUpdater,AutofillServerCommunication,"
    "PrivacySandboxSettings4"
)
"""What Lighthouse turns off in Chromium, less RenderDocument.

That one is on for every reader. With it off, Chromium 156 held back the first frame of either site for 0.9 s in some
runs and not in others (seen here), which moved the speed index and the blocking time by chance.
"""
FLAGS = f"--headless=new --no-sandbox --disable-gpu --disable-features={FEATURES}"
PHONE: dict[str, Any] = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
"""A phone on a slow line, in bytes a second: on a fast one a script may be done before the first paint, and no shift shows."""
SHIFT = """
  window.shifts = [];
  new PerformanceObserver(list => list.getEntries().forEach(e => e.hadRecentInput || window.shifts.push(e.value)))
    .observe({ type: "layout-shift", buffered: true });
"""
SCROLL = """
  async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
      scrollTo(0, y);
      await new Promise(done => setTimeout(done, 40));
    }
    return window.shifts.reduce((a, b) => a + b, 0);
  }
"""


@dataclass
class Paint:
    """What Lighthouse said of one page, one report for each run."""

    reports: list[dict[str, Any]] = field(default_factory=list)

    def score(self, category: str) -> float:
        """Return the median score of a category, from 0 to 100."""
        return 100 * statistics.median(r["categories"][category]["score"] or 0 for r in self.reports)

    def values(self, audit: str) -> list[float]:
        """Return the value of an audit in every run."""
        return [float(r["audits"][audit]["numericValue"]) for r in self.reports]

    def median(self, audit: str) -> float:
        """Return the median value of an audit."""
        return statistics.median(self.values(audit))

    def below(self) -> list[tuple[str, float, str]]:
        """Return the audits whose median is not at its best, as name, score and Lighthouse's words; scored ones first."""
        weights = {ref["id"]: ref["weight"] for c in self.reports[0]["categories"].values() for ref in c["auditRefs"]}
        found = []
        for name in sorted(weights, key=lambda name: (-weights[name], name)):
            audits = [r["audits"][name] for r in self.reports if r["audits"][name]["score"] is not None]
            score = statistics.median_low(a["score"] for a in audits) if audits else 1
            if score < 1:
                words = next(a.get("displayValue", "") for a in audits if a["score"] == score)
                found.append((name, score, words))
        return found

    def shifted(self) -> list[str]:
        """Return the elements that moved while the page loaded, in any run, as selectors with how far they count."""
        items = [i for r in self.reports for i in r["audits"]["layout-shifts"].get("details", {}).get("items", [])]
        return sorted({f"{i['node'].get('selector', 'not known')} ({i['score']:.3f})" for i in items})


@dataclass(frozen=True)
class View:
    """What one visit costs: a first page with an empty cache, then a second one; the shift is the most of all pages.

    Bytes are those of the compressed files, and then with the heads of the answers.
    """

    first: int
    first_sent: int
    first_requests: int
    second: int
    second_sent: int
    second_requests: int
    others: int
    shift: float


def lighthouse(tools: Path, url: str, chromium: str, report: Path) -> dict[str, Any]:
    """Run Lighthouse once as it comes: a phone, simulated throttling. Try a second time before giving up."""
    program = tools / "node_modules" / "lighthouse" / "cli" / "index.js"
    command = [
        node(tools), str(program), url, "--quiet", "--output=json", f"--output-path={report}",
        "--no-enable-error-reporting", f"--only-categories={','.join(SCORES)}", f"--chrome-flags={FLAGS}",
    ]  # fmt: skip
    for last in (False, True):
        try:
            run(command, report.parent, 180, CHROME_PATH=chromium)
            result: dict[str, Any] = json.loads(report.read_text("utf-8"))
            if not result.get("runtimeError"):
                return result
            raise MissingError(f"Lighthouse: {result['runtimeError']['message']}")
        except MissingError:
            if last:
                raise
    raise AssertionError


def view(browser: Browser, site: Server, paths: list[str]) -> View:
    """Open pages of a site one after the other, as a reader with an empty cache does; the first two are weighed.

    The bytes are counted where they leave, at the server, so that workers and icons count, too.
    """
    context = browser.new_context(**PHONE)
    asked: list[Request] = []
    context.on("request", lambda request: asked.append(request))
    context.add_init_script(SHIFT)
    page = context.new_page()
    phone = context.new_cdp_session(page)
    phone.send("Network.enable")
    phone.send("Network.emulateNetworkConditions", SLOW)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    parts, shift = [], 0.0
    for path in paths:
        site.sent.clear()
        page.goto(site.address + path, wait_until="networkidle")
        time.sleep(1)  # what a page still asks for once it is quiet
        parts.append(list(site.sent))  # counted before the page is scrolled
        shift = max(shift, page.evaluate(SCROLL))
    context.close()
    here = urlsplit(site.address).netloc
    others = [r for r in asked if urlsplit(r.url).netloc not in ("", here)]
    costs = [(sum(a.body for a in part), sum(a.size for a in part), len(part)) for part in parts[:2]]
    return View(*costs[0], *costs[1], len(others), shift)
