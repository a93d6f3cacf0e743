"""Where the paragraphs of a text end."""

import re
from functools import lru_cache

from factx.observe.sentence import Article

_PARAGRAPH = re.compile(r"[.!?”\"]\s*\n|\n\s*\n")
_EMPTY_LINE = re.compile(r"\n\s*\n")
_SENTENCES = re.compile(r"[a-z][.!?][”\"]? +(?=[“\"]?[A-Z])")  # one ends within a line
_FEW = 3
_LINE = re.compile(r"[^\n]{40,}")


def parted(article: Article, start: int, end: int) -> bool:
    """Tell whether a paragraph ends between two places; an empty line ends one where each sentence has its own line."""
    return (_EMPTY_LINE if _in_lines(article) else _PARAGRAPH).search(article.text, start, end) is not None


@lru_cache(maxsize=4)
def _in_lines(article: Article) -> bool:
    """Tell whether a text has each sentence in a line of its own, as wires were stored, and no empty line."""
    if _EMPTY_LINE.search(article.text):
        return False
    lines = len(_LINE.findall(article.text))
    return lines > _FEW and lines > _FEW * len(_SENTENCES.findall(article.text))
