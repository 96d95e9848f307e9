"""Every page as a picture: `python -m tests.pictures [FOLDER]` draws them from the sample.

Light and dark at several sizes, once more at twice the pixels, then Today, Orders and the import
with larger text, and an empty workspace. Look at each one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from remanence.app.demo import sample_workspace
from remanence.app.settings import Surroundings
from remanence.app.workspace import create_workspace, open_workspace
from remanence.core.facts.business import Business
from remanence.gui.answers import Answers
from remanence.gui.hub import Hub
from remanence.gui.jobs import InlineJobs
from remanence.gui.painting import PICTURED, application, page_pictures
from remanence.gui.theme import Theme
from tests.picture_dialogs import dialog_pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 24)
FIRM = Business(name="Empty Motion", country="US", currency="USD")
SIZES = ((1280, 800), (1280, 720), (1024, 680))
LARGE = (150, 200)  # percent of the usual text
EVERY = (*PICTURED, "order/new", "suppliers/exposure", "preferences")


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
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        around = Surroundings(home, ROOT / "resources", lambda: "2026-11-24T09:00:00+00:00")
        sheet = home / "orders_november.csv"
        sheet.write_text(_SHEET, encoding="utf-8")
        theme = Theme(application(), ROOT / "resources" / "icons")
        theme.choose("light")
        workspace = sample_workspace(home / "Calder.remanence", TODAY, around)

        def pages(into: str, size: tuple[int, int], names: Sequence[str]) -> None:
            hub = Hub(Answers(workspace), theme, InlineJobs())
            shown = page_pictures(
                hub, folder / into, size=size, pages=names, prepare=lambda w: w.plan_import([sheet])
            )
            print(*shown, sep="\n")

        if ratio != "1":
            pages(f"1280x800@{ratio}", SIZES[0], EVERY)
        else:
            for width, height in SIZES:
                pages(f"{width}x{height}", (width, height), EVERY)
            for percent in LARGE:
                theme.choose(text_percent=percent)
                pages(f"text-{percent}", SIZES[0], ("today", "orders"))
            theme.choose(text_percent=100)
            empty = open_workspace(create_workspace(home / "empty", FIRM, around), TODAY, around)
            hub = Hub(Answers(empty), theme, InlineJobs())
            print(*page_pictures(hub, folder / "empty", pages=EVERY), sep="\n")
            hub = Hub(Answers(workspace), theme, InlineJobs())
            print(*dialog_pictures(hub, folder / "dialogs"), sep="\n")
            empty.close()
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
