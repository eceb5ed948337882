"""Seeded synthetic documents that conform to the shapes, in any number.

    python benchmarks/synthetic.py DIR --documents 100 [--seed 1]     # a registry and an account a document

Each account has the structure of the article's: the same kinds of nodes, the same links between them. What varies
with the seed is who: each document is about one of as many invented armed groups as there are documents over
four, backed by one of twelve invented states through an organ of it. So the number of answers about one group
does not grow with the number of documents, and those about all do.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from pathlib import Path

from parley import resources

STATES = 12
PER_GROUP = 4
ENTITY = """
id:{name} a parley:{kind} ;
    skos:prefLabel "{label}"@en ;
    parley:curator id:parley-curators .
"""
#: Who of the article becomes who: a group, its patron, the patron's organ, the state and its government.
GROUP, PATRON, ORGAN = "id:islamic-resistance-in-iraq", "id:iran", "id:irgc"


def registry(documents: int, seed: int) -> str:
    """Return the registry that Parley ships, with the invented groups, states and organs in place of the article's."""
    text = resources.registry_file().read_text(encoding="utf-8")
    for name in (GROUP, PATRON, ORGAN):
        text = re.sub(rf"^{name} a .*?\.\n(?=\n|\Z)", "", text, flags=re.DOTALL | re.MULTILINE)
    chosen = [cast(number, documents, seed) for number in range(documents)]
    for number in sorted({group for group, _ in chosen}):
        text += ENTITY.format(name=f"group-{number}", kind="ArmedGroup", label=f"Group {number}")
    for number in sorted({state for _, state in chosen}):
        text += ENTITY.format(name=f"state-{number}", kind="State", label=f"State {number}")
        text += ENTITY.format(name=f"organ-{number}", kind="StateOrgan", label=f"Organ {number}")
    return text


def cast(number: int, documents: int, seed: int) -> tuple[int, int]:
    """Return which group and which state a document is about; the first is about the first of each."""
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 (no secret)
    group, state = chance.randrange(max(1, documents // PER_GROUP)), chance.randrange(STATES)
    return (group, state) if number else (0, 0)


def account(number: int, documents: int, seed: int) -> str:
    """Return one account.

    Args:
        number: Which, from 0.
        documents: How many there are in all.
        seed: What makes the choices repeatable.
    """
    text = resources.account_files()[0].read_text(encoding="utf-8")
    old = re.search(r'parley:textDigest "([0-9a-f]{64})"', text)
    assert old
    new = hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()
    group, state = cast(number, documents, seed)
    text = text.replace(old[1], new).replace(f"doc/{old[1][:12]}", f"doc/{new[:12]}")
    for before, after in ((GROUP, f"id:group-{group}"), (ORGAN, f"id:organ-{state}"), (PATRON, f"id:state-{state}")):
        text = re.sub(rf"{before}(?![\w-])", after, text)
    return text


def write(folder: Path, documents: int, seed: int) -> None:
    """Write the registry and the accounts."""
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    (folder / "registry.ttl").write_text(registry(documents, seed), encoding="utf-8")
    for number in range(documents):
        path = folder / "documents" / f"{number:05d}.ttl"
        path.write_text(account(number, documents, seed), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="synthetic documents that conform to the shapes")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.folder, options.documents, options.seed)
    print(f"wrote {options.documents} documents to {options.folder}")


if __name__ == "__main__":
    main()
