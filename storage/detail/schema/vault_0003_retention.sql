CREATE TABLE retention_fact (
  in_case TEXT PRIMARY KEY REFERENCES subject_case (id), placed INTEGER, paternity INTEGER, adoption INTEGER,
  custody_agreement INTEGER, closed_at INTEGER, recorded_by TEXT NOT NULL, recorded_at INTEGER NOT NULL);
CREATE INDEX concern_of_case ON concern (opened_case) WHERE opened_case IS NOT NULL;
CREATE INDEX concern_of_number ON concern (personal_number) WHERE personal_number IS NOT NULL;

CREATE TABLE purge_proposal (
  one INTEGER PRIMARY KEY CHECK (one = 1), proposed_by TEXT NOT NULL, proposed_at INTEGER NOT NULL);
CREATE TABLE purge_item (
  kind TEXT NOT NULL CHECK (kind IN ('case', 'concern')), id TEXT NOT NULL, rule TEXT NOT NULL, due_on TEXT NOT NULL,
  last_note_at INTEGER NOT NULL, PRIMARY KEY (kind, id));

ALTER TABLE once ADD COLUMN about TEXT;
CREATE INDEX once_about ON once (about);
