"""Where the frozen program begins; PyInstaller wants a script, not a module."""

from __future__ import annotations

import multiprocessing
import sys

from remanence.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
