"""The search index: a table that no model describes, because each database has its own."""

from typing import Any

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE newsroom_search USING fts5(
  headline, body, content='', tokenize='porter unicode61 remove_diacritics 2')"""
POSTGRES = [
    "CREATE TABLE newsroom_search (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX newsroom_search_words ON newsroom_search USING gin (words)",
]


def create(apps: Any, schema_editor: Any) -> None:
    for statement in [SQLITE] if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE newsroom_search")


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
