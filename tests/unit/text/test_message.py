"""What is said to a learner is safe and alike in every box."""

from __future__ import annotations

import pytest

from helpers.text.message import Note, box, boxed, marked


def test_code_is_marked_and_nothing_else_is_markup() -> None:
    """What stands between backticks is code, a line stays a line, and what is typed is no tag."""
    assert marked('`a <b>`\n<i>"x"</i>') == '<code>a &lt;b&gt;</code><br>&lt;i&gt;"x"&lt;/i&gt;'


def test_a_box_is_heard_as_well_as_seen() -> None:
    """Its role and its label stand in it, and its language."""
    drawn = box("<b>x</b>", name="lab-x", colour="#123456", style="margin:0", role="note", label="코치")
    assert drawn == (
        '<div class="lab-x" role="note" aria-label="코치" lang="ko" style="border-left:4px solid #123456;margin:0">'
        "<b>x</b></div>"
    )


@pytest.mark.parametrize("kind", ["done", "refused", "broken"])
def test_a_note_is_boxed_by_its_kind(kind: str) -> None:
    """With its title and its script, escaped."""
    drawn = boxed(Note(title="<t>", text="`a`", kind=kind, script="echo '<x>'"))
    assert f'class="lab-note lab-{kind}" role="status" lang="ko"' in drawn
    assert "<strong>&lt;t&gt;</strong><br><code>a</code><pre" in drawn
    assert "echo &#x27;&lt;x&gt;&#x27;</pre></div>" in drawn


def test_a_note_is_plain_text_too() -> None:
    """Its title in brackets, its script below."""
    assert Note(text="됐어요.").plain == "됐어요."
    assert Note(title="t", text="됐어요.", script="ls").plain == "[t] 됐어요.\n\nls"
