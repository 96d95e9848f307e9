"""Every page as a picture: `python -m tests.pictures [FOLDER]` draws them from the sample.

Light and dark at 1280x800 and 1280x720, once more at twice the pixels, and beside them the states
that the sample does not show: empty, failing, waiting. Look at each one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 24)
SIZES = ((1280, 800), (1280, 720), (1024, 680))


def main() -> None:
    """Draw into the folder named, once at each ratio of pixels."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "pictures").absolute()
    if os.environ.get("REMANENCE_PICTURES"):
        draw(folder, os.environ["REMANENCE_PICTURES"])
        return
    for ratio in ("1", "2"):
        env = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": ratio,
            "QT_LOGGING_RULES": "qt.qpa.fonts.warning=false",
            "REMANENCE_PICTURES": ratio,
        }
        words = [sys.executable, "-m", "tests.pictures", str(folder)]
        subprocess.run(words, env=env, cwd=ROOT, check=True)


def draw(folder: Path, ratio: str) -> None:
    """Draw all pages in this process."""
    from remanence.app.demo import sample_workspace
    from remanence.app.settings import Surroundings
    from remanence.gui.answers import Answers
    from remanence.gui.hub import Hub
    from remanence.gui.jobs import InlineJobs
    from remanence.gui.painting import application, page_pictures
    from remanence.gui.theme import Theme
    from remanence.gui.window import Window

    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        around = Surroundings(home, ROOT / "resources", lambda: "2026-11-24T09:00:00+00:00")
        workspace = sample_workspace(home / "Calder.remanence", TODAY, around)
        sheet = home / "orders_november.csv"
        sheet.write_text(_SHEET, encoding="utf-8")

        def plan(window: Window) -> None:
            window.plan_import([sheet])

        theme = Theme(application(), ROOT / "resources" / "icons")
        theme.choose("light")
        for width, height in SIZES if ratio == "1" else SIZES[:1]:
            hub = Hub(Answers(workspace), theme, InlineJobs())
            target = folder / (f"{width}x{height}" if ratio == "1" else f"{width}x{height}@{ratio}")
            for path in page_pictures(hub, target, size=(width, height), prepare=plan):
                print(path)
        workspace.close()


_SHEET = """order_number,order_date,supplier_code,line_no,product_code,quantity,unit,unit_price,\
currency,incoterm,Buyer note
PO-2701,2026-11-23,S-QLM,1,M-N42SH-BLK,12000,pcs,4.86,USD,FOB,urgent
PO-2702,2026-11-23,S-QLN2,1,M-N42SH-BLK,1.200,pcs,4.86,USD,FOB,
PO-2703,2026-11-24,S-QLM,1,M-N42SH-BLK,24/11/2026,pcs,"4,86",USD,FOB,
PO-2704,2026-11-24,S-GYR,1,NOT-THERE,250,kg,281.00,USD,FOB,
"""


if __name__ == "__main__":
    main()
