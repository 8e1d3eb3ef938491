"""The imported official words beside our summaries: kept as JSON, found by clause id."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from gongbao.law.cite import Cite
from gongbao.law.errors import Refusal
from gongbao.law.gazette import Gazette, OfficialText
from gongbao.law.text import Text

_FOLDER = "texts"
_FORMAT = 1


class Texts:
    """Official passages by document; empty until a gazette has been imported."""

    def __init__(self, passages: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._passages = passages or {}

    def __bool__(self) -> bool:
        return bool(self._passages)

    @property
    def documents(self) -> tuple[str, ...]:
        """The prefixes of the documents whose words are here."""
        return tuple(self._passages)

    def passage(self, clause_id: str) -> str | None:
        """The official words of a clause, or None where none were imported.

        Where the text has no place of that very label (one rule among several in an item), the words
        of the item around it. Raises `Refusal` when `clause_id` is not a clause id.
        """
        cite = Cite(clause_id)
        passages = self._passages.get(cite.prefix, {})
        segments = list(cite.segments)
        if segments[0] in ("art", "body") and len(segments) > 1:
            segments = ["0" if segment == "p0" else segment for segment in segments[1:]]
        segments = [{"annex": "annex1", "addressees": "addr"}.get(segment, segment) for segment in segments]
        while segments:
            for label in (".".join(segments), ".".join([*segments[:-1], f"p{segments[-1]}"])):
                if label in passages:
                    return passages[label]
            segments.pop()
        return None


def save(gazette: Gazette, folder: Path) -> None:
    """Keep the passages of `gazette` in the data folder, one JSON file a document."""
    target = folder / _FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for official in gazette.documents:
        path = target / f"{official.document.prefix}.json"
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(_as_json(official), ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(fresh, path)


def load(folder: Path) -> Texts:
    """The passages kept in the data folder; empty when nothing was imported.

    Raises `Refusal` when a file there is damaged.
    """
    passages = {}
    for path in sorted((folder / _FOLDER).glob("*.json")):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["format"] != _FORMAT:
                raise ValueError(f"format {data['format']}")
            passages[path.stem] = {str(label): str(words) for label, words in data["passages"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise Refusal(
                Text("导入的公报文本损坏", "The imported gazette text is damaged"),
                where=path.name,
                mend=Text("重新运行“gongbao gazette import”", "Run “gongbao gazette import” again"),
            ) from error
    return Texts(passages)


def _as_json(official: OfficialText) -> dict[str, object]:
    return {
        "format": _FORMAT,
        "number": official.document.number,
        "title": official.title,
        "issuers": list(official.issuers),
        "dated": official.dated.isoformat(),
        "passages": dict(official.passages),
    }
