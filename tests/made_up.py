"""Texts nobody wrote and models nobody trained."""

import random
import warnings

import numpy as np

NAMES = "Acme Corp|Anna Lindqvist|Lake Balaton|the Northern Bank|Zürich|Mr. O'Hara|U.S.|Dr. Weiß|Beijing".split("|")
WORDS = "said it would buy for about on in near and sold to don't can't gonna he'll 8am 9:30 $5 3.5% half-baked 1990s".split()


def made_up(seed, words):
    """A text of known and unknown words."""
    rng = random.Random(seed)
    fresh = ["".join(rng.choices("abcdefgklmnoprstuz", k=rng.randint(2, 9))) for _ in range(200)]
    chosen = (rng.choice((WORDS, NAMES, fresh, [w.title() for w in fresh])) for _ in range(words))
    return "".join(rng.choice(source) + rng.choice((" ",) * 12 + (", ", ". ", "  ", "\n", " — ")) for source in chosen)


def tok2vec(width=48, depth=4, window=1, attrs=("NORM", "PREFIX", "SHAPE"), vectors=False):
    """The configuration of a model that makes token vectors."""
    embed = {"@architectures": "spacy.MultiHashEmbed.v2", "width": width, "attrs": list(attrs)}
    embed |= {"rows": [500, 300, 200, 50][: len(attrs)], "include_static_vectors": vectors}
    encode = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": width, "depth": depth}
    encode |= {"window_size": window, "maxout_pieces": 3}
    return {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}


def listener(width=48):
    """The configuration of one that takes the token vectors of the tok2vec component."""
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "tok2vec"}


def give_vectors(pipeline):
    """Give each of WORDS a static vector."""
    pipeline.vocab.reset_vectors(shape=(len(WORDS), 12))
    for n, word in enumerate(WORDS):
        pipeline.vocab.set_vector(word, np.random.default_rng(n).standard_normal(12).astype("f"))


def give_weights(pipeline):
    """Initialize a pipeline, and give it random weights that make it find something nearly everywhere."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no examples are given: nothing is trained here
        pipeline.initialize()
    rng = np.random.default_rng(3)
    for model in {id(m): m for name in pipeline.pipe_names for m in pipeline.get_pipe(name).model.walk()}.values():
        for name in model.param_names:
            if model.has_param(name) and name in {"E", "W", "b", "pad"}:
                value = model.get_param(name)
                scale = 0.3 if name == "W" else 0.1
                model.set_param(name, (scale * rng.standard_normal(value.shape)).astype("f"))
