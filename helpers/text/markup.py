"""Korean sentences with `code` in backticks as HTML. Knows nothing else; what it gives goes between tags."""

from __future__ import annotations

import html
import re


def marked(text: str) -> str:
    """Escaped, with what stands between backticks as code and each line on its own."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False)).replace("\n", "<br>")
