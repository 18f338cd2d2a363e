CREATE TABLE outcome (
  instrument TEXT NOT NULL, signed_at INTEGER NOT NULL, assessment TEXT NOT NULL, in_case TEXT NOT NULL,
  assessor TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (instrument, signed_at, assessment)) WITHOUT ROWID;
CREATE TABLE uncounted (assessment TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO uncounted (assessment) SELECT id FROM assessment WHERE archive IS NOT NULL;
