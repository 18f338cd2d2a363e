CREATE TABLE kept_response (
  assessment TEXT NOT NULL, item TEXT NOT NULL, rating INTEGER, missing TEXT NOT NULL, evidence TEXT NOT NULL,
  sources TEXT NOT NULL, at TEXT NOT NULL, editor TEXT NOT NULL, revision INTEGER NOT NULL,
  PRIMARY KEY (assessment, item)) WITHOUT ROWID;
INSERT INTO kept_response (assessment, item, rating, missing, evidence, sources, at, editor, revision)
  SELECT assessment, item, rating, missing, evidence, sources, at, editor, revision FROM response ORDER BY assessment, item;
DROP TABLE response;
ALTER TABLE kept_response RENAME TO response;

-- As REFERENCES would: a row that is looked up at each insert, and taken back when it fails, has SQLite keep every page.
CREATE TRIGGER assessment_with_responses BEFORE DELETE ON assessment
  WHEN EXISTS (SELECT 1 FROM response WHERE assessment = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed'); END;
