"""The anchor ``file``: checkpoints as files in a folder somebody else keeps."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from gongbao.evidence.errors import LogRebuilt
from gongbao.evidence.log.anchors import Receipt
from gongbao.evidence.log.checkpoints import Checkpoint, read
from gongbao.law.text import Text


@dataclass(frozen=True)
class FileAnchor:
    """A folder; a file that exists is never written again."""

    folder: Path

    def leave(self, checkpoint: Checkpoint) -> Receipt:
        """One file a size. Raises LogRebuilt where the folder holds another root for it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{checkpoint.size:020}.checkpoint"
        try:
            with path.open("xb") as file:
                file.write(checkpoint.text)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            self.confirm(checkpoint, Receipt("file", path.name))
        return Receipt("file", path.name)

    def confirm(self, checkpoint: Checkpoint, receipt: Receipt) -> None:
        """The file must hold the same three lines."""
        path = self.folder / Path(receipt.detail).name
        if not path.exists() or path.read_bytes() != checkpoint.text:
            raise LogRebuilt(
                Text(
                    f"锚定文件 {path.name} 与检查点不同：日志被重建",
                    f"the anchor {path.name} holds another root",
                )
            )

    def held(self) -> list[Checkpoint]:
        """Every checkpoint left here. Raises HostileInput for a file that is none."""
        return [read(path.read_bytes()) for path in sorted(self.folder.glob("*.checkpoint"))]

    def standing(self) -> Text:
        """A folder, not a chain."""
        return Text("文件锚定，不是区块链", "anchored in files, not in a chain of blocks")
