"""A tagger of names over a transformer encoder: ORG, PER, LOC, MISC in BIO, decoded by Viterbi over the allowed pairs.

The encoders at hand are uncased: eight features of each word's letters are added to the embeddings of its pieces (zero at
first) and, through a small convolution, to the encoder's output. Chunks are runs of sentences, so that a word is seen with
its neighbours over the sentence's bounds.
"""

import math
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from corpora import Article
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from factx.ner import accurate
from factx.ner.runs import TAGS, letters, runs

NUMBER = {tag: n for n, tag in enumerate(TAGS)}
PIECES = 320  # of a chunk, at most
WORDS = 1200  # of a batch, about
TOGETHER = 32  # chunks that are labelled at a time
TOLD = 50  # steps of which the mean loss is printed
Found = tuple[int, int, str, float]  # first and past-the-last character, label, probability
BARRED, FIRST = torch.tensor(accurate.BARRED), torch.tensor(accurate.FIRST)


class Chunk(NamedTuple):
    """Some sentences of an article: offsets of the words, their tags."""

    article: Article
    words: list[tuple[int, int]]
    tags: list[str]


def chunks(article: Article) -> Iterator[Chunk]:
    """Yield an article in runs of whole sentences, with the tags of its spans."""
    parts = list(runs(article.text))
    words = [word for part in parts for word in part]
    tags = ["O"] * len(words)
    for span in article.spans:
        inside = [i for i, (start, end) in enumerate(words) if start >= span.start and end <= span.end]
        for n, i in enumerate(inside):
            tags[i] = f"{'I' if n else 'B'}-{span.label}"
    begin = 0
    for part in parts:
        yield Chunk(article, part, tags[begin : begin + len(part)])
        begin += len(part)


class Batch(NamedTuple):
    """Tensors of a batch: pieces, each word's first piece, which words there are, their letters, each piece's word."""

    pieces: Any
    first: Tensor
    real: Tensor
    letters: Tensor
    word: Tensor


class Tagger(nn.Module):
    """An encoder with a tagging head: forward gives (batch, words, tags) scores."""

    def __init__(self, encoder: str) -> None:
        """Load an encoder from its folder."""
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(encoder)
        self.encoder = AutoModel.from_pretrained(encoder, add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.case = nn.Linear(8, width)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.case.bias)
        self.around = nn.Conv1d(8, 64, 3, padding=1)
        self.head = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(width + 64, 256), nn.GELU(), nn.Dropout(0.1), nn.Linear(256, len(TAGS))
        )

    def batch(self, some: Sequence[Chunk]) -> Batch:
        """Return the tensors of chunks."""
        texts = [[c.article.text[a:b] for a, b in c.words] for c in some]
        pieces = self.tokenizer(
            texts, is_split_into_words=True, return_tensors="pt", padding=True, truncation=True, max_length=PIECES
        )
        most = max(map(len, texts))
        first = torch.zeros(len(some), most, dtype=torch.long)
        real = torch.zeros(len(some), most, dtype=torch.bool)
        shapes = torch.zeros(len(some), most, 8)
        word = torch.full(pieces["input_ids"].shape, -1)
        for i, words in enumerate(texts):
            seen = -1
            for k, which in enumerate(pieces.word_ids(i)):
                if which is not None:
                    word[i, k] = which
                    if which != seen:
                        first[i, which], real[i, which], seen = k, True, which
            shapes[i, : len(words)] = torch.tensor([letters(w) for w in words], dtype=torch.float)
        return Batch(pieces, first, real, shapes, word)

    def forward(self, batch: Batch) -> Tensor:
        """Return the scores of each word's tags."""
        embedded = self.encoder.get_input_embeddings()(batch.pieces["input_ids"])
        at = batch.word.clamp(min=0).unsqueeze(-1).expand(-1, -1, 8)
        shapes = torch.gather(batch.letters, 1, at) * (batch.word >= 0).unsqueeze(-1)
        out = self.encoder(inputs_embeds=embedded + self.case(shapes), attention_mask=batch.pieces["attention_mask"])
        hidden = out.last_hidden_state
        words = torch.gather(hidden, 1, batch.first.unsqueeze(-1).expand(-1, -1, hidden.size(-1)))
        around = torch.relu(self.around(batch.letters.transpose(1, 2))).transpose(1, 2)
        scores: Tensor = self.head(torch.cat([words, around], -1))
        return scores


def decoded(log_probabilities: Tensor) -> list[int]:
    """Return the best allowed sequence of tags for (words, tags) log-probabilities."""
    score, back = log_probabilities[0] + FIRST, []
    for row in log_probabilities[1:]:
        best, come = (score.unsqueeze(1) + BARRED).max(0)
        back.append(come)
        score = best + row
    path = [int(score.argmax())]
    for come in reversed(back):
        path.append(int(come[path[-1]]))
    return path[::-1]


def log_probabilities(model: Tagger, some: Iterable[Chunk]) -> Iterator[tuple[Chunk, Tensor]]:
    """Yield each chunk with the log-probabilities (words, tags) of its words, chunks of like length together."""
    model.eval()
    ordered = sorted(some, key=lambda chunk: len(chunk.words))
    with torch.no_grad():
        for at in range(0, len(ordered), TOGETHER):
            part = ordered[at : at + TOGETHER]
            batch = model.batch(part)
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(batch)
            for row, chunk in enumerate(part):
                n = int(batch.real[row, : len(chunk.words)].sum())
                yield chunk, scores[row, :n].float().log_softmax(-1)


def tag(models: Sequence[Tagger], articles: Sequence[Article]) -> dict[str, list[Found]]:
    """Return the names found in each article, by its id; several models vote by the mean of their log-probabilities."""
    made: dict[str, list[Found]] = {article.id: [] for article in articles}
    some = [chunk for article in articles for chunk in chunks(Article(article.id, article.text))]
    for each in zip(*(log_probabilities(model, some) for model in models), strict=True):
        chunk = each[0][0]
        mean = torch.stack([scores for _, scores in each]).mean(0)
        made[chunk.article.id].extend(names(chunk, mean))
    return {name: sorted(found) for name, found in made.items()}


def names(chunk: Chunk, scores: Tensor) -> Iterator[Found]:
    """Yield the names of a chunk; a name's probability is the geometric mean of its words'."""
    path = decoded(scores) if len(scores) else []
    begin: int | None = None
    for i in range(len(path) + 1):
        tag = TAGS[path[i]] if i < len(path) else "O"
        if begin is not None and tag[0] != "I":
            chosen = [float(scores[j, path[j]]) for j in range(begin, i)]
            label = TAGS[path[begin]][2:]
            yield chunk.words[begin][0], chunk.words[i - 1][1], label, math.exp(sum(chosen) / len(chosen))
            begin = None
        if tag[0] == "B":
            begin = i


class Fit:
    """Steps of AdamW (the head learns faster than the encoder), with linear warm-up and decay over so many."""

    def __init__(self, model: Tagger, rate: float, total: int) -> None:
        """Begin before the first step."""
        self.model, self.total, self.step, self.summed, self.began = model, total, 0, 0.0, time.time()
        head = [*model.case.parameters(), *model.around.parameters(), *model.head.parameters()]
        self.optimizer = torch.optim.AdamW(
            [{"params": model.encoder.parameters(), "lr": rate}, {"params": head, "lr": 1e-3}], weight_decay=0.01
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: min(1, step / 60) * max(0.0, 1 - step / (total + 1))
        )

    def scores(self, part: Sequence[Chunk]) -> tuple[Batch, Tensor]:
        """Return the tensors of chunks and the scores of their words' tags."""
        batch = self.model.batch(part)
        with torch.autocast("cpu", torch.bfloat16):
            scores = self.model(batch)
        return batch, scores.float()

    def learn(self, loss: Tensor) -> None:
        """Take a step down a loss; print the mean of each TOLD."""
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.step, self.summed = self.step + 1, self.summed + loss.item()
        if self.step % TOLD == 0:
            seconds = time.time() - self.began
            print(f"step {self.step} of {self.total}: loss {self.summed / TOLD:.4f}, {seconds:.0f} s", flush=True)
            self.summed = 0.0


def train(
    model: Tagger,
    some: Sequence[Chunk],
    epochs: float,
    seed: int,
    rate: float = 4e-5,
    after: Callable[[], None] = lambda: None,
) -> None:
    """Fine-tune a tagger on chunks, batches of chunks of like length."""
    torch.manual_seed(seed)
    shuffled = random.Random(seed)
    total = math.ceil(epochs * len(batches(some, random.Random(seed))))
    fit, loss_of = Fit(model, rate, total), nn.CrossEntropyLoss(ignore_index=-100, label_smoothing=0.02)
    for _ in range(math.ceil(epochs)):
        model.train()
        for part in batches(some, shuffled)[: total - fit.step]:
            batch, scores = fit.scores(part)
            target = torch.full(batch.real.shape, -100)
            for i, chunk in enumerate(part):
                target[i, : len(chunk.tags)] = torch.tensor([NUMBER[tag] for tag in chunk.tags])
            target[~batch.real] = -100
            fit.learn(loss_of(scores.reshape(-1, len(TAGS)), target.reshape(-1)))
        after()


def batches(some: Sequence[Chunk], shuffled: random.Random) -> list[list[Chunk]]:
    """Return the chunks in batches of about WORDS words, chunks of like length together, in another order each time."""
    order = list(some)
    shuffled.shuffle(order)
    made: list[list[Chunk]] = []
    for at in range(0, len(order), 400):
        part = sorted(order[at : at + 400], key=lambda chunk: len(chunk.words))
        while part:
            size = max(1, WORDS // len(part[min(len(part), 16) - 1].words))
            made.append(part[:size])
            part = part[size:]
    shuffled.shuffle(made)
    return made


def save(model: Tagger, path: Path) -> None:
    """Write the parameters of a tagger."""
    torch.save(model.state_dict(), path)


def load(encoder: str, path: Path) -> Tagger:
    """Return a tagger as it was saved."""
    model = Tagger(encoder)
    model.load_state_dict(torch.load(path, weights_only=True))
    return model
