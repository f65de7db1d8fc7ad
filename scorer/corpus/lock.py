"""One run, one output: a lock next to the output that dies with the process that holds it."""

from __future__ import annotations

import os
from pathlib import Path

from scorer.corpus.rows import InputError

try:
    import fcntl
except ImportError:  # Windows: runs are not kept apart there
    fcntl = None  # type: ignore[assignment]


class OutputLock:
    """Held from its making to :meth:`release`, or to the end of the process, however it ends.

    Raises
    ------
    InputError : another run holds it, or the folder cannot be written.
    """

    def __init__(self, output: Path) -> None:
        self._path = output.with_name(output.name + ".partial.lock")
        self._file: int | None = None
        while self._file is None:
            file = self._locked(output)
            # The run before us may have removed the file between our opening and our locking it.
            if self._is_ours(file):
                self._file = file
            else:
                os.close(file)

    def _locked(self, output: Path) -> int:
        try:
            file = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o644)
        except OSError as error:
            raise InputError(f"cannot write {output}: {error.strerror}") from None
        try:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            raise InputError(f"another run is writing {output} now") from None
        except OSError:  # a file system without locks
            pass
        return file

    def _is_ours(self, file: int) -> bool:
        try:
            return os.path.samestat(self._path.stat(), os.fstat(file))
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Remove the lock. Harmless where it is gone already."""
        file, self._file = self._file, None
        if file is not None:
            try:
                self._path.unlink(missing_ok=True)
            except OSError:
                pass
            finally:
                os.close(file)
