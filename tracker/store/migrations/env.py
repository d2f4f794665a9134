"""Where Alembic finds the tables and the connection; called only from `tracker.store.schema`."""

from alembic import context

from tracker.model import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True
)
context.run_migrations()
