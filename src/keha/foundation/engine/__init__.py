"""The database engine of the application: PostgreSQL that refuses a statement without a context."""
