"""Run the program in a process that fails or dies at its n-th call: `dying N WORD...`.

A negative N only counts: the number of calls goes to standard error.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from remanence.__main__ import main
from tests.faults.failing import Machine, failing, is_write


class Dying(Machine):
    """Ends this process at its n-th call that changes something, as a power switch would."""

    def call(self, what: str) -> bool:
        """Count a call that changes something, or die before it."""
        if is_write(what):
            self.calls.append(what)
            if len(self.calls) == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
        return False


def run(words: list[str]) -> int:
    """Run the program and give its exit code."""
    at = int(words[0])
    with failing(Dying(at, spared=Path(os.environ["REMANENCE_HOME"]))) as machine:
        code = main(words[1:])
    if at < 0:
        sys.stderr.write(f"calls {len(machine.calls)}\n")
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
