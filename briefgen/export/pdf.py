"""A paper's HTML as PDF: by WeasyPrint where it is installed, else by a Chromium or Chrome found on this machine."""

import importlib.util
import shutil
import subprocess
import tempfile
from pathlib import Path

from briefgen.errors import BriefgenError, Problem

_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
_PATIENCE = 120  # seconds for one document


def to_pdf(html: str) -> bytes:
    """Print. Raises BriefgenError when there is nothing to print with."""
    if importlib.util.find_spec("weasyprint") is not None:
        return _by_weasyprint(html)
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        mend = "pip install 'briefgen[pdf]', or install Chromium; .docx and .html need neither"
        raise BriefgenError(Problem("export", "there is nothing here that makes PDF files", mend))
    return by_browser(html, browser)


def _by_weasyprint(html: str) -> bytes:
    from weasyprint import HTML

    return bytes(HTML(string=html).write_pdf())


def by_browser(html: str, browser: str) -> bytes:
    """Print by a browser without a window."""
    with tempfile.TemporaryDirectory() as folder:
        page, target = Path(folder) / "paper.html", Path(folder) / "paper.pdf"
        page.write_text(html, "utf-8")
        words = [browser, "--headless", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
        words += ["--no-sandbox", f"--user-data-dir={folder}/profile", page.as_uri()]  # our own page, without scripts
        done = subprocess.run(words, capture_output=True, timeout=_PATIENCE, check=False)
        if done.returncode or not target.is_file():
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no word of why"]
            raise BriefgenError(Problem(browser, f"made no PDF: {said[0]}", "pip install 'briefgen[pdf]'"))
        return target.read_bytes()
