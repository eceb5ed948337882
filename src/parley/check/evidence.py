"""Passages and coverage: offsets, digests, the words themselves where the text is at hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from parley.check.files import PARLEY, Files, Source
from parley.check.literals import XSD, is_well_formed
from parley.check.mends import ENTITIES
from parley.rdf.locate import RDF_TYPE
from parley.rdf.terms import PREFIXES
from parley.text.documents import digest
from parley.text.numbers import missing, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.check.report import Fault
    from parley.text.documents import Sources

_START, _END = PREFIXES["oa"] + "start", PREFIXES["oa"] + "end"
_HEX = 12
_NOT_AT_HAND = "its text is not at hand (set PARLEY_SOURCES to the folder that holds it)"
_NO_SUCH_FILE = "no file under PARLEY_SOURCES has its digest, byte for byte"
#: What these hold is the text's own, letter for letter but for case, commas and apostrophes.
_LONGEST_RUN = 8
_OWN_WORDS = frozenset(
    [PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "note", PARLEY + "gloss", PARLEY + "explanation"]
)
_LABEL = PREFIXES["skos"] + "prefLabel"
_NAMED = frozenset(ENTITIES)  # their labels are names, which are the text's own
_SAYING = frozenset([_LABEL, PARLEY + "gloss"])
_LANGUAGE = PREFIXES["dcterms"] + "language"
_NEAR = 64  # letters by which a passage is looked for elsewhere
_DIGITS = 18  # of a quantity that are compared
_QUOTED = frozenset({"timeExpression", "conditionText", "name", "quantity"})


class _Span(NamedTuple):
    iri: str
    start: int
    end: int
    digest: str
    is_sentence: bool
    is_evidence: bool

    def holds(self, text: str, start: int | None = None, end: int | None = None) -> bool:
        """Whether the words are those of the digest, at its offsets or at others."""
        start, end = (self.start, self.end) if start is None or end is None else (start, end)
        return 0 <= start < end <= len(text) and digest(text[start:end]) == self.digest


class _Account:
    """What the check needs of one document of one file."""

    def __init__(self, files: Files, source: Source, document: str) -> None:
        self.document = document
        values: dict[tuple[str, str], list[str]] = {}
        for s in source.statements:
            values.setdefault((s.subject, s.predicate), []).append(s.object)
        self.digest = values.get((document, PARLEY + "textDigest"), [""])[0]
        self.language = values.get((document, _LANGUAGE), ["en"])[0]
        self.length = _number(values.get((document, PARLEY + "textLength")))
        self.values = values
        self.excluded = {o for (_, p), os in values.items() if p == PARLEY + "excludes" for o in os}
        evidence = {o for (_, p), os in values.items() if p == PARLEY + "evidencedBy" for o in os}
        sentences = set(files.of_type(source, "Sentence"))
        self.passages = sorted(
            iri for iri in {*files.of_type(source, "Passage"), *sentences} if iri.startswith(f"{document}#")
        )
        self.spans = []
        for iri in self.passages:
            start, end = _number(values.get((iri, _START))), _number(values.get((iri, _END)))
            words = values.get((iri, PARLEY + "wordsDigest"), [])
            if start is not None and end is not None and len(words) == 1:  # the shapes say so of the others
                self.spans.append(_Span(iri, start, end, words[0], iri in sentences, iri in evidence))
        self.spans.sort(key=lambda span: (span.start, span.end))

    @property
    def sentences(self) -> list[_Span]:
        return [span for span in self.spans if span.is_sentence]


def check_evidence(files: Files, sources: Sources) -> tuple[list[Fault], list[str]]:
    """Check the offsets, digests, words and sentences of the accounts.

    Args:
        files: The files under check.
        sources: The texts at hand.

    Returns:
        The faults, and what could be verified.
    """
    faults: list[Fault] = []
    notes: list[str] = []
    for source in files.accounts():
        for document in files.of_type(source, "Document"):
            account = _Account(files, source, document)
            text = sources.text(account.digest)
            offsets = list(_spans(account, text))
            found = [*_identity(account), *offsets]
            if text is not None:
                account.spans = [_at_its_name(span, text) for span in account.spans]
            is_sound = len(account.spans) == len(account.passages) and all(f[2] == "passage-iri" for f in offsets)
            if is_sound:  # else what follows from a wrong offset would be told as well
                found += _coverage(account)
            if text is None:
                mend = _NO_SUCH_FILE if sources.folders else _NOT_AT_HAND
                notes.append(f"the words of {account.digest[:_HEX]} were not verified: {mend}")
            else:
                found += [*_words(account, text), *(_gaps(account, text) if is_sound else ()), *_labels(account, text)]
                found += [*_quotations(account, text, notes), *_copies(account, text)]
                notes.append(_verified(account, found))
            for iri, message, name, predicate in found:
                if fault := files.fault(iri, message, name, predicate, source.path):
                    faults.append(fault)
    return faults, notes


def _verified(account: _Account, found: list[_Finding]) -> str:
    """Say of how many passages the words are right: of those that have no fault of any kind."""
    faulty = {iri for iri, *_ in found}
    right = sum(span.iri not in faulty for span in account.spans)
    count = len(account.passages)
    if right == count:
        return f"the words of {count} passages of {account.digest[:_HEX]} were verified"
    verified = f"{right} of {count} passages of {account.digest[:_HEX]} were verified"
    return f"the words of {verified}, {count - right} are wrong"


_Finding = tuple[str, str, str, str]


def _identity(account: _Account) -> Iterator[_Finding]:
    expected = PREFIXES["doc"] + account.digest[:_HEX]
    if account.document != expected:
        message = f"the IRI of a document ends with the first {_HEX} digits of its digest: {expected}"
        yield account.document, message, "document-iri", PARLEY + "textDigest"


def _spans(account: _Account, text: str | None) -> Iterator[_Finding]:
    for span in account.spans:
        if account.length is not None and span.end > account.length:
            message = f"ends at {span.end}, after the {account.length} characters of the document"
            yield span.iri, message, "offset-range", _END
        if not 0 <= span.start < span.end:
            yield span.iri, f"{span.start} to {span.end} is no span", "offset-range", _START
        elif not span.iri.endswith(f"#char={span.start},{span.end}"):
            yield _misnamed(span, text)


def _misnamed(span: _Span, text: str | None) -> _Finding:
    """Return which of the offsets and the IRI, which disagree, is wrong, where the words can tell."""
    named = span if text is None else _at_its_name(span, text)
    for name, given, right in (("oa:start", span.start, named.start), ("oa:end", span.end, named.end)):
        if given != right:
            message = f"{name} should be {right}, not {given}: its IRI says so, and the words there are its own"
            return span.iri, message, "passage-iri", _START if name == "oa:start" else _END
    message = f"its IRI and its offsets disagree: the fragment should be #char={span.start},{span.end}"
    return span.iri, message, "passage-iri", _START


def _at_its_name(span: _Span, text: str) -> _Span:
    """Return a span at the offsets of its IRI, if its words stand there and not at its own offsets."""
    named = re.search(r"#char=(\d{1,12}),(\d{1,12})$", span.iri, re.ASCII)
    if named and not span.holds(text) and span.holds(text, int(named[1]), int(named[2])):
        return span._replace(start=int(named[1]), end=int(named[2]))
    return span


def _coverage(account: _Account) -> Iterator[_Finding]:
    passages = [span for span in account.spans if span.is_evidence]
    for before, after in zip(account.sentences, account.sentences[1:], strict=False):
        if after.start < before.end:
            yield after.iri, "overlaps the sentence before it", "sentence-overlap", _START
    for sentence in account.sentences:
        claimed = any(p.start < sentence.end and sentence.start < p.end for p in passages)
        excluded = sentence.iri in account.excluded
        if not claimed and not excluded:
            yield sentence.iri, "no claim rests on this sentence, and no exclusion says why", "coverage", ""
        if claimed and excluded:
            yield sentence.iri, "is excluded, and a claim rests on it", "coverage", ""
    for p in account.spans:
        if not any(s.start <= p.start and p.end <= s.end for s in account.sentences):
            yield p.iri, "does not lie within one sentence", "passage-in-sentence", _START


def _words(account: _Account, text: str) -> Iterator[_Finding]:
    if account.length != len(text):
        message = f"parley:textLength is {account.length}, and the text has {len(text)} characters"
        yield account.document, message, "text-length", PARLEY + "textLength"
    for span in account.spans:
        if 0 <= span.start < span.end and not span.holds(text) and span.iri.endswith(f"#char={span.start},{span.end}"):
            message = f"the words at these offsets are not the words of parley:wordsDigest{_moved(span, text)}"
            yield span.iri, message, "words", PARLEY + "wordsDigest"


def _moved(span: _Span, text: str) -> str:
    """Return where the words are instead, if they are near: an offset is often counted wrongly by a few letters."""
    for shift in sorted(range(-_NEAR, _NEAR + 1), key=abs):
        if span.holds(text, span.start + shift, span.end + shift):
            return f"; they stand at {span.start + shift} to {span.end + shift}"
    return ""


def _gaps(account: _Account, text: str) -> Iterator[_Finding]:
    position = 0
    for sentence in account.sentences:
        if text[position : sentence.start].strip():
            message = f"the text from {position} to {sentence.start} belongs to no sentence"
            yield sentence.iri, message, "sentence-gap", _START
        position = max(position, sentence.end)
    if account.sentences and text[position:].strip():
        message = f"the text from {position} to its end belongs to no sentence"
        yield account.document, message, "sentence-gap", ""


def _quotations(account: _Account, text: str, notes: list[str]) -> Iterator[_Finding]:
    """Find time expressions, conditions, names and numbers that the sentences of a node do not give."""
    for (node, predicate), quoted in account.values.items():
        if predicate.removeprefix(PARLEY) not in _QUOTED:
            continue
        sentences = " ".join(_sentences_of(account, text, node))
        if not sentences:
            continue  # nobody states it: a fault of its own
        said = _plain(sentences)
        for words in quoted:
            if predicate == PARLEY + "quantity" and words.isascii() and words.isdecimal():
                is_there = int(words[:_DIGITS]) in numbers(sentences)
                if not is_there and account.language != "en" and not re.search(r"\d", sentences):
                    notes.append(f"{words} was not verified: numbers in words of {account.language!r} are not read")
                    continue
            else:
                is_there = bool(re.search(rf"(?<!\w){re.escape(_plain(words))}(?!\w)", said))
            if not is_there:
                message = f"{words[:60]!r} does not stand in the sentences of the claims that state this node"
                yield node, message, "quotation", predicate


def _labels(account: _Account, text: str) -> Iterator[_Finding]:
    """Find numbers of labels and glosses that the text does not give; of a text in English, whose words are read."""
    given = numbers(text)
    for (node, predicate), values in account.values.items():
        if predicate in _SAYING and account.language == "en":
            for value in values:
                if added := missing(value, given):
                    message = f"says {', '.join(added)}, which the text does not: an account adds no number"
                    yield node, message, "number", predicate


def _copies(account: _Account, text: str) -> Iterator[_Finding]:
    """Find words of our own that are not: a run of the text in a gloss, label, note or explanation."""
    said = f" {' '.join(_plain(text).split())} "
    named = {node for (node, p), os in account.values.items() if p == RDF_TYPE and not _NAMED.isdisjoint(os)}
    for (node, predicate), values in account.values.items():
        if predicate in _OWN_WORDS and not (predicate == _LABEL and node in named):
            for value in values:
                words = _plain(value).split()
                runs = (" ".join(words[i : i + _LONGEST_RUN]) for i in range(len(words) - _LONGEST_RUN + 1))
                if run := next((run for run in runs if f" {run} " in said), None):
                    message = f"repeats {_LONGEST_RUN} words of the text from {run[:30]!r}: say it in other words"
                    yield node, message, "copied-words", predicate


def _sentences_of(account: _Account, text: str, node: str) -> Iterator[str]:
    claims = [s for (s, p), os in account.values.items() if p == PARLEY + "states" and node in os]
    passages = {iri for claim in claims for iri in account.values.get((claim, PARLEY + "evidencedBy"), ())}
    spans = [span for span in account.spans if span.iri in passages]
    for sentence in account.sentences:
        if any(sentence.start <= span.start < sentence.end for span in spans):
            yield text[sentence.start : sentence.end]


def _plain(words: str) -> str:
    return words.casefold().replace(",", "").replace("’", "'")


def _number(values: list[str] | None) -> int | None:
    """Return the one whole number that a property gives; the shapes say what is wrong with others."""
    if values is None or len(values) != 1 or not is_well_formed(values[0], XSD + "integer"):
        return None
    return int(values[0][:_DIGITS])
