"""表盘：回调多少、多快，发送的结局；数字进内存，只有数字。"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest

BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds; the platform hangs up after five."""


class Meters:
    """The instruments of one process; the names are stable (docs/operations.md)."""

    def __init__(self) -> None:
        """Set up every instrument at zero."""
        self.registry = CollectorRegistry()
        self.callbacks = Counter(
            "xiaozhang_callbacks",
            "Callbacks by what became of them",
            ["result"],
            registry=self.registry,
        )
        self._by_status: dict[int, Counter] = {}
        self.callback_seconds = Histogram(
            "xiaozhang_callback_seconds",
            "Seconds from callback to answer",
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.sends = Counter(
            "xiaozhang_sends",
            "Sends by what the platform said",
            ["result"],
            registry=self.registry,
        )
        self.mail = self._gauge("mail", "Mails in the outbox by status", ["status"])
        self.oldest = self._gauge(
            "mail_oldest_due_seconds", "Seconds since the oldest due mail was due"
        )
        self.channel = self._gauge(
            "channel_up", "0 where an administrator must mend the channel"
        )
        self.fetching = self._gauge(
            "files_fetching", "Files announced and not here yet"
        )
        self.last_run = self._gauge(
            "job_last_run_timestamp_seconds", "When a named job last ran", ["job"]
        )

    def answered(self, status: int, seconds: float) -> None:
        """Count a callback by its HTTP status, and how many seconds it took."""
        counter = self._by_status.get(status)
        if counter is None:
            counter = self._by_status[status] = self.callbacks.labels(str(status))
        counter.inc()
        self.callback_seconds.observe(seconds)

    def _gauge(self, name: str, text: str, labels: list[str] | None = None) -> Gauge:
        return Gauge(f"xiaozhang_{name}", text, labels or [], registry=self.registry)

    def text(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self.registry)
