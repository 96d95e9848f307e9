"""The day of the next stage beside each posted verdict.

What is posted follows from the facts: rows of before wait to be posted again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nothing posted says it yet."""
    op.add_column("order_status", sa.Column("stage_day", sa.String, nullable=True))
    op.execute("UPDATE order_status SET stale = 1")
