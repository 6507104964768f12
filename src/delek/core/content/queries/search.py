"""Finding pages by words: Chinese by pairs, Tibetan by syllables; the same on both databases, because it counts here.

Every term of the question that occurs anywhere counts the more, the rarer it is; in a title three times, in the
words people search by two and a half times. Two tokens that stand beside each other as they were asked are a term
of their own, for a Tibetan syllable alone is seldom a word; so is the whole question. A term counts as often as it has
tokens. Particles alone never decide.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log

from delek.foundation.words import query_tokens, search_tokens

from ..models import Text

LONGEST, MOST = 200, 24
ENOUGH = 0.45
FACTORS = (3.0, 2.5, 1.0)
_PARTICLES = (
    "གི གྱི ཀྱི ཡི འི གིས གྱིས ཀྱིས ཡིས ལ ན ནི དང དུ ཏུ སུ ར རུ ནས ལས ཀྱང ཡང འང "
    "པ བ པའི བའི པར བར དེ འདི ང ངའི ཡོད ཡིན རེད གཅིག གང"
)
PARTICLES = frozenset(search_tokens(_PARTICLES))


def index(text: Text) -> str:
    """What is kept of one language of a page: title, words people search by, all the rest, a line each."""
    rest = (text.lead, text.who, text.benefit, text.steps, text.papers, text.where, text.hours, text.more)
    return "\n".join(_line(part) for part in (text.title, text.keywords, "\n".join(rest)))


def rank(question: str, entries: Mapping[int, Iterable[str]]) -> list[int]:
    """The keys of the entries that answer the question, best first; equals in the order in which they were given.

    An entry is its `index` in each language. What reaches less than half of the best is left out.
    """
    texts = {key: [_parts(one) for one in several] for key, several in entries.items()}
    weights = _weights(_terms(question), texts)
    scores = {
        key: max((_score(weights, parts) for parts in several), default=0.0) for key, several in texts.items()
    }
    enough = max(scores.values(), default=0.0) * ENOUGH
    order = {key: place for place, key in enumerate(entries)}
    found = [key for key, score in scores.items() if score > 0 and score >= enough]
    return sorted(found, key=lambda key: (-round(scores[key], 6), order[key]))


def _line(text: str) -> str:
    return f" {' '.join(search_tokens(text))} "


def _terms(question: str) -> list[str]:
    """The tokens that tell something, each two that stand beside each other, and all of them in a row."""
    tokens = query_tokens(question[:LONGEST])[:MOST]
    telling = [token for token in tokens if token not in PARTICLES]
    pairs = [f"{first} {second}" for first, second in pairwise(tokens)]
    return [*(telling or tokens), *pairs, *([" ".join(tokens)] if len(tokens) > 2 else [])]


def _parts(indexed: str) -> Sequence[str]:
    return [*indexed.split("\n"), "", "", ""][:3]


def _weights(terms: Sequence[str], texts: Mapping[int, Sequence[Sequence[str]]]) -> dict[str, float]:
    """The rarer, the heavier; a term that occurs nowhere has no weight."""
    weights = {}
    for term in terms:
        within = sum(any(f" {term} " in part for parts in several for part in parts) for several in texts.values())
        if within:
            weights[term] = log(1 + len(texts) / within) ** 2 * (1 + term.count(" "))
    return weights


def _score(weights: Mapping[str, float], parts: Sequence[str]) -> float:
    return sum(weight * max(_where(f" {term} ", parts)) for term, weight in weights.items())


def _where(term: str, parts: Sequence[str]) -> Iterator[float]:
    return (factor * (term in part) for factor, part in zip(FACTORS, parts, strict=True))
