"""Can this order go to its next stage, and if not, what exactly is missing."""

from __future__ import annotations

from remanence.app.files import order_file
from remanence.app.judging import Judge
from remanence.app.workspace import Workspace
from remanence.core.base.errors import WrongUse
from remanence.core.facts.orders import STAGES
from remanence.core.readiness import Readiness


def readiness(workspace: Workspace, number: str, stage: str | None = None) -> Readiness:
    """The verdict for a stage, the order's next one if left out.

    Raises:
        NotFound: no such order.
        WrongUse: no such stage.
    """
    if stage is not None and stage not in STAGES:
        raise WrongUse("--stage", what=f"There is no stage {stage!r}. Stages: {', '.join(STAGES)}.")
    return Judge.of(workspace).readiness(order_file(workspace, number), stage)
