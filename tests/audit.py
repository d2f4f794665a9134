"""Asks a public list of known weaknesses (OSV) about every package that an installation gets: `python -m tests.audit`.

A weakness fails the check. Where the list cannot be reached, that is said in one sentence and nothing fails: work goes on
without internet, and a silent pass would be taken for an answer.
"""

import json
import subprocess
import sys
from typing import Any, Final

from tracker.settings import ROOT

LOCK: Final = ROOT / "requirements.lock"
SECONDS: Final = 180
ACCEPTED: Final[dict[str, str]] = {}
"""Weaknesses that do not concern this program: by their number, with the reason."""


def audit(*, url: str | None = None, seconds: float = SECONDS) -> tuple[int, str]:
    """The exit status (1 for a weakness) and what is to be said."""
    command = [
        sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--disable-pip", "--no-deps", "--format", "json",
        "--vulnerability-service", "osv", "--progress-spinner", "off", "--timeout", "10",
        *(["--osv-url", url] if url else []), *(word for number in ACCEPTED for word in ("--ignore-vuln", number)),
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return (
            0,
            "Packages were not looked up for known weaknesses: the list at osv.dev could not be reached.",
        )
    weak = [(one, weakness) for one in answer["dependencies"] for weakness in one.get("vulns", ())]
    if not weak:
        return 0, f"None of {len(answer['dependencies'])} packages has a known weakness."
    lines = [
        f"{one['name']} {one['version']}: {weakness['id']}, mended in {', '.join(weakness['fix_versions']) or 'no version'}"
        for one, weakness in weak
    ]
    return 1, "\n".join(
        [
            "Packages with known weaknesses:",
            *lines,
            "Pin them anew (make lock) or say why not (tests/audit.py).",
        ]
    )


if __name__ == "__main__":
    status, said = audit()
    print(said, file=sys.stderr)
    sys.exit(status)
