"""What is counted, for Prometheus. Labels hold routes and outcomes, never anything that was sent."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

#: Seconds; an article takes a few thousandths, a full queue a few seconds.
_BUCKETS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4


class Metrics:
    """The counters of one application; two applications in one process do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "scorer_http_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "scorer_http_request_seconds", "Time to answer.", ("route",), buckets=_BUCKETS, registry=self.registry
        )
        self._articles = Counter(
            "scorer_articles", "Articles reported on.", ("status", "reason"), registry=self.registry
        )
        self._known: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def watch(self, name: str, help_text: str, value: Callable[[], float]) -> None:
        """Tell ``value()`` under ``name`` whenever the metrics are read."""
        Gauge(name, help_text, registry=self.registry).set_function(value)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        # Looking a label set up costs more than counting; there are few of them.
        key = (method, route, status)
        if key not in self._known:
            self._known[key] = (self._requests.labels(method, route, str(status)), self._seconds.labels(route))
        counter, histogram = self._known[key]
        counter.inc()
        histogram.observe(seconds)

    def article(self, status: str, reason: str | None) -> None:
        """Count one report."""
        self._articles.labels(status, reason or "").inc()

    def text(self) -> bytes:
        """The metrics in Prometheus' text format."""
        return generate_latest(self.registry)
