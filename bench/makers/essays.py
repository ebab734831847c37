"""Essays by the thousand, whose words come as often as words do, about subjects that some of them share."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

WORDS = 2_000
VOCABULARY = 40_000
SUBJECTS = 40
OF_A_SUBJECT = 1_500
PHRASES = 400

Words = npt.NDArray[np.int64]


class Essays:
    """Draws essays: small words, words of a subject, other words by Zipf's law, and phrases that everybody uses."""

    def __init__(self, seed: int = 7) -> None:
        self.dice = np.random.default_rng(seed)
        ranks = np.arange(1, VOCABULARY + 1)
        self.often = np.cumsum(1 / (ranks + 2.7)) / np.sum(1 / (ranks + 2.7))
        # A subject is a vocabulary of its own order: what is rare elsewhere is frequent there.
        self.subjects = [self.dice.permutation(VOCABULARY)[:OF_A_SUBJECT] for _ in range(SUBJECTS)]
        self.phrases = [self.words(int(n)) for n in self.dice.integers(3, 9, PHRASES)]
        self.spelt = _spelt(self.dice)

    def words(self, number: int) -> Words:
        """Words by Zipf's law, the most frequent first."""
        return np.searchsorted(self.often, self.dice.random(number)).astype(np.int64)

    def essay(self) -> Words:
        """One essay on one subject."""
        subject = self.subjects[self.dice.integers(SUBJECTS)]
        ranks = np.minimum(self.dice.zipf(1.35, WORDS) - 1, OF_A_SUBJECT - 1)
        words = np.where(self.dice.random(WORDS) < 0.3, subject[ranks], self.words(WORDS))
        for _ in range(30):
            phrase = self.phrases[self.dice.integers(PHRASES)]
            at = self.dice.integers(0, WORDS - len(phrase))
            words[at : at + len(phrase)] = phrase
        return words

    def reworded(self, words: Words, rate: float) -> Words:
        """A share of the words exchanged for others, or for their neighbour."""
        changed = words.copy()
        for at in np.flatnonzero(self.dice.random(len(words)) < rate):
            if self.dice.random() < 0.7 or at + 1 == len(words):
                changed[at] = self.words(1)[0]
            else:
                changed[[at, at + 1]] = changed[[at + 1, at]]
        return changed

    def text(self, words: Words) -> str:
        """The essay as somebody would have typed it."""
        return " ".join(self.spelt[word] for word in words.tolist())


def _spelt(dice: np.random.Generator) -> list[str]:
    """The vocabulary: real small words first, made words after them, no two with the same first six letters."""
    small = (
        "the of and to in a is that it for as with was on be by this are from at or which not have an they but their"
    )
    made: dict[str, None] = dict.fromkeys(small.split())
    letters, sounds = "bcdfghjklmnprstvwz", "aeiou"
    while len(made) < VOCABULARY:
        syllables = ("".join((letters[dice.integers(18)], sounds[dice.integers(5)])) for _ in range(3))
        made["".join(syllables) + ("", "n", "r", "nd")[dice.integers(4)]] = None
    return list(made)
