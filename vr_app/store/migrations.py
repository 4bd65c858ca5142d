"""The database's history: append-only, numbered. Never change one that was released; add the next."""

from __future__ import annotations

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE persons (
        person_id TEXT PRIMARY KEY,
        name TEXT NOT NULL DEFAULT '',
        created_s REAL NOT NULL
    ) STRICT;
    CREATE TABLE consents (
        id INTEGER PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES persons (person_id),
        scope TEXT NOT NULL,
        granted INTEGER NOT NULL CHECK (granted IN (0, 1)),
        at_s REAL NOT NULL
    ) STRICT;
    CREATE INDEX consents_by_person ON consents (person_id, scope, id);
    CREATE TABLE turns (
        id INTEGER PRIMARY KEY,
        session TEXT NOT NULL,
        turn INTEGER NOT NULL,
        person_id TEXT NOT NULL REFERENCES persons (person_id),
        consent TEXT NOT NULL,
        scene TEXT NOT NULL DEFAULT '',
        said TEXT NOT NULL,
        spoken_by TEXT NOT NULL,
        opened_s REAL NOT NULL,
        closed_s REAL,
        heard TEXT NOT NULL DEFAULT '',
        outcome TEXT CHECK (outcome IN ('complete', 'interrupted', 'failed')),
        UNIQUE (session, turn)
    ) STRICT;
    CREATE INDEX turns_by_person ON turns (person_id, id);
    CREATE INDEX turns_open ON turns (id) WHERE outcome IS NULL;
    CREATE TABLE sentences_heard (
        id INTEGER PRIMARY KEY,
        turn_id INTEGER NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
        person_id TEXT NOT NULL REFERENCES persons (person_id),
        consent TEXT NOT NULL,
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
        at_s REAL NOT NULL,
        UNIQUE (turn_id, position)
    ) STRICT;
    CREATE TABLE memories (
        id INTEGER PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES persons (person_id),
        consent TEXT NOT NULL,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        turn_id INTEGER REFERENCES turns (id) ON DELETE SET NULL,
        at_s REAL NOT NULL
    ) STRICT;
    CREATE INDEX memories_by_person ON memories (person_id, id);
    CREATE TABLE interactions (
        id INTEGER PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES persons (person_id),
        consent TEXT NOT NULL,
        kind TEXT NOT NULL,
        item TEXT NOT NULL,
        value REAL NOT NULL DEFAULT 1.0,
        at_s REAL NOT NULL
    ) STRICT;
    CREATE INDEX interactions_by_person ON interactions (person_id, item, id);
    """,
    """
    CREATE TABLE story_places (
        person_id TEXT NOT NULL REFERENCES persons (person_id),
        consent TEXT NOT NULL,
        scene TEXT NOT NULL,
        saved TEXT NOT NULL,
        at_s REAL NOT NULL,
        PRIMARY KEY (person_id, scene)
    ) STRICT;
    """,
)
"""Number n (counted from 1) brings a database from version n - 1 to version n (`PRAGMA user_version`)."""
