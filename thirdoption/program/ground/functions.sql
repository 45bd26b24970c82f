-- What every word's SQL stands on: schemas, and one row of settings that the app role cannot read.

-- Who may use what of these schemas is written by ground/policies.py; by default nobody.
CREATE SCHEMA IF NOT EXISTS private;
CREATE SCHEMA IF NOT EXISTS sharing;
CREATE SCHEMA IF NOT EXISTS trail;

-- One row: may a context bring its own time (rehearsals and tests); which server's transactions the
-- trail counts, and by how much it moves their numbers on (a restored backup meets lower ones).
CREATE TABLE IF NOT EXISTS private.setting (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    rehearsal boolean NOT NULL DEFAULT false,
    server text,
    shift bigint NOT NULL DEFAULT 0
);
ALTER TABLE private.setting ADD COLUMN IF NOT EXISTS server text;
ALTER TABLE private.setting ADD COLUMN IF NOT EXISTS shift bigint NOT NULL DEFAULT 0;
INSERT INTO private.setting DEFAULT VALUES ON CONFLICT DO NOTHING;
