"""Strings that a pattern matches, made at random from its own parse tree: what a rule may meet and no one thought of."""

import random
from re import _constants as op
from re import _parser

from factx.rules.anchors import FLAGS

_WORD = "abcxyzABCXYZ019_"
_CATEGORIES = {
    op.CATEGORY_DIGIT: "0123456789",
    op.CATEGORY_NOT_DIGIT: "abz -,",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_NOT_SPACE: "abz09-,",
    op.CATEGORY_WORD: _WORD,
    op.CATEGORY_NOT_WORD: " ,.-",
}


class Strings:
    """Makes strings from a pattern; look-arounds are written out or left to luck, so some will not match after all."""

    def __init__(self, source, seed):
        self.tree = _parser.parse(source, FLAGS)
        self.dice = random.Random(seed)

    def one(self):
        """Return a text and where in it the match is to begin."""
        self.groups = {}
        self.begun = False
        self.before = self.ahead = ""  # what look-arounds at either end ask for
        made = self._all(self.tree)
        return self.before + made + self.ahead, len(self.before)

    def _all(self, nodes):
        made = ""
        for code, value in nodes:
            held, self.ahead = self.ahead, ""
            piece = self._one(code, value)
            if not piece and not self.ahead:
                self.ahead = held  # what was asked for is not written yet
            made += piece
            self.begun = self.begun or bool(made)
        return made

    def _one(self, code, value):  # noqa: C901, PLR0911 - one case a construct
        match code:
            case op.LITERAL:
                return self._cased(chr(value))
            case op.NOT_LITERAL | op.ANY:
                return self.dice.choice("ab 1,")
            case op.IN:
                return self._of(value)
            case op.BRANCH:
                return self._all(self.dice.choice(value[1]))
            case op.SUBPATTERN:
                number, _, _, nodes = value
                made = self._all(nodes)
                if number is not None:
                    self.groups[number] = made
                return made
            case op.ATOMIC_GROUP:
                return self._all(value)
            case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
                least, most, nodes = value
                return "".join(self._all(nodes) for _ in range(self.dice.randint(least, min(most, least + 3))))
            case op.GROUPREF:
                return self.groups.get(value, "")
            case op.GROUPREF_EXISTS:
                number, yes, no = value
                return self._all((yes if self.groups.get(number) else no) or ())
            case op.ASSERT if value[0] > 0:
                begun = self.begun
                self.ahead, self.begun = self._all(value[1]), begun
            case op.ASSERT if not self.begun:
                self.before, self.begun = self._all(value[1]), False
        return ""

    def _cased(self, c):
        return c.upper() if self.dice.random() < 0.05 else c

    def _of(self, value):
        few = [(kind, what) for kind, what in value if kind is not op.NEGATE]
        if len(few) < len(value):
            return self.dice.choice("abz ")
        kind, what = self.dice.choice(few)
        if kind is op.CATEGORY:
            return self.dice.choice(_CATEGORIES[what])
        return self._cased(chr(what)) if kind is op.LITERAL else chr(self.dice.randint(*what))
