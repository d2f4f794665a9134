"""What registers say of forums, partners, officials and indicators; and what was taken back of them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Columns are only added, all of them empty, so that no table is rebuilt and no guard is lost.
ADDED = {
    "forum": (("participants", sa.Integer), ("subject", sa.String), ("withdrawn", sa.Boolean)),
    "partner": (("regions", sa.String), ("districts", sa.String), ("withdrawn", sa.Boolean)),
    "official": (("holder", sa.String), ("withdrawn", sa.Boolean)),
    "indicator_value": (("visibility", sa.String), ("withdrawn", sa.Boolean)),
}


def upgrade() -> None:
    for table, columns in ADDED.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind(), nullable=True))


def downgrade() -> None:
    for table, columns in ADDED.items():
        for name, _kind in columns:
            op.drop_column(table, name)
