"""Korean particles after any noun, by the noun's reading: `nginx를`, `8080을`, `web을`, `포트로`.

Knows Hangul's final consonants, how digits and Latin letters are read aloud, and how loan words usually end in
Korean. Does not know a dictionary: a word whose reading breaks the rules stands in `READINGS`.
"""

from __future__ import annotations

import re
import unicodedata
from string import Formatter
from typing import Literal

Final = Literal["", "ㄹ", "x"]
"""How a reading ends: in a vowel, in ㄹ, or in any other final consonant."""

PAIRS = tuple(
    (closed, opened)
    for closed, _, opened in (
        pair.partition("/")
        for pair in "을/를 은/는 이/가 과/와 으로/로 이라는/라는 이라고/라고 이나/나 이란/란 이며/며 이고/고 이면/면 "
        "이지만/지만 이에요/예요 이어야/여야 이었/였 이든/든 아/야".split()
    )
)
"""Each particle's form after a final consonant and after a vowel."""

_FORMS = {form: pair for pair in PAIRS for form in pair}
_HANGUL = range(0xAC00, 0xD7A4)
_RIEUL = 8
_DIGITS: dict[str, Final] = dict(zip("0123456789", ("x", "ㄹ", "", "x", "", "", "x", "ㄹ", "ㄹ", ""), strict=True))
_LETTERS: dict[str, Final] = {"l": "ㄹ", "r": "ㄹ", "m": "x", "n": "x"}
_SYMBOLS: dict[str, Final] = {"%": "", "&": "", "+": "", "@": "x", "#": "x"}
_CONSONANTS: dict[str, Final] = {**dict.fromkeys("ㄱㄲㄴㄷㄸㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "x"), "ㄹ": "ㄹ"}
"""Letters of Hangul that stand alone are read by their names (`기역`, `리을`)."""

SPELLED = frozenset("api aws cli cpu db gid gpu id ide io ip iso it ls os pid ps sha ui uid uri url usb vm yml".split())
"""Abbreviations with a vowel that are read letter by letter (those without one always are)."""


def _all(end: Final, words: str) -> dict[str, Final]:
    return dict.fromkeys(words.split(), end)


READINGS = {
    **_all(
        "",
        "hub github tube check healthcheck bit kit edit audit credit loop recipe two world env dev srv src "
        "etc tmp mnt txt py md cmd ssh route sudo apt tgz docker rmi pipe disc async sync func http https csv "
        "zsh dash exit",
    ),
    **_all("x", "type one opt none rm volume chrome grep pgrep sleep group dot"),
    **_all("ㄹ", "ghcr mysql sql yaml toml html xml"),
}
"""Words that the rules of loan words would read wrongly."""

_ENDINGS: tuple[tuple[str, Final], ...] = (
    (r"(l|le|lle)$", "ㄹ"),
    (r"(m|me|n|ne|ng)$", "x"),
    (r"[eo]a[kpt]$|e[ek]k$|oo[pt]$|ight$|eet$|ait$", ""),
    (r"(^|[^aeiou])[aeiou]t$|out$", "x"),
    (r"ck$|[aeiou][bckp]$|pp$", "x"),
)
"""How loan words end in Korean, first match first; all others end in a vowel (`포트`, `이미지`, `서버`, `로그`)."""

_NOISE = re.compile(r"[\s`'\"“”‘’.,;:!?…·)\]}>」』*_/=-]+$")
_ASIDE = re.compile(r"(?<=[^\s(])\s?\([^()]*\)$")


def final(noun: str) -> Final:
    """Return how `noun` ends when it is read aloud; quotes, code marks and an aside in brackets are left out."""
    word = _NOISE.sub("", _ASIDE.sub("", noun.rstrip(" `'\"*")))
    if not word:
        return ""
    last = word[-1]
    if ord(last) in _HANGUL:
        code = (ord(last) - _HANGUL.start) % 28
        return "" if code == 0 else "ㄹ" if code == _RIEUL else "x"
    if last.isdecimal():
        return _DIGITS[str(unicodedata.decimal(last))]
    if last in _SYMBOLS | _CONSONANTS:
        return (_SYMBOLS | _CONSONANTS)[last]
    letters = re.search(r"[A-Za-z]+$", word)
    return _latin(letters.group()) if letters else ""


def _latin(word: str) -> Final:
    low = word.lower()
    if low in READINGS:
        return READINGS[low]
    spelled = len(low) == 1 or low in SPELLED or not re.search("[aeiouy]", low)
    if spelled:
        return _LETTERS.get(low[-1], "")
    return next((end for pattern, end in _ENDINGS if re.search(pattern, low)), "")


def particle(noun: str, form: str) -> str:
    """Return the form of a particle (either form names it) that fits after `noun`. Raises KeyError for another."""
    closed, opened = _FORMS[form]
    end = final(noun)
    if closed == "으로" and end == "ㄹ":
        return opened
    return closed if end else opened


def josa(noun: str, form: str) -> str:
    """Add a particle to `noun`: `josa("web", "를")` is `web을`."""
    return noun + particle(noun, form)


def say(template: str, **values: object) -> str:
    """Fill a sentence, `say("{name}{을} 지웁니다.", name="nginx")`; a particle fits whatever stands before it."""
    said = ""
    for literal, field, _, _ in Formatter().parse(template):
        said += literal
        if field is None:
            continue
        said += particle(said, field) if field in _FORMS else str(values[field])
    return said
