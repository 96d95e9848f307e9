"""What Alembic runs; the caller hands over the connection, inside its transaction."""

from alembic import context

settings = context.config.attributes
context.configure(
    connection=settings["connection"],
    target_metadata=settings.get("metadata"),
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
