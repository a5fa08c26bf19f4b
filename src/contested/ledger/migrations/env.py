"""Run by Alembic: migrates over the connection, and inside the transaction, that it is handed."""

from alembic import context

from contested.ledger.tables import metadata

connection = context.config.attributes["connection"]
if connection is None:
    raise RuntimeError("migrations run through contested.ledger.migrate, which hands over a connection")
context.configure(connection=connection, target_metadata=metadata)
context.run_migrations()
