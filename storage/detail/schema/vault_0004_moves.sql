CREATE TABLE sent_case (
  transfer TEXT PRIMARY KEY, in_case TEXT NOT NULL, to_vault TEXT NOT NULL, sent_at INTEGER NOT NULL,
  head BLOB NOT NULL, digest BLOB NOT NULL, signature BLOB NOT NULL);
CREATE TABLE sent_part (
  transfer TEXT NOT NULL, number INTEGER NOT NULL, sealed BLOB NOT NULL, UNIQUE (transfer, number));

CREATE TABLE received_case (
  transfer TEXT PRIMARY KEY, in_case TEXT NOT NULL, from_vault TEXT NOT NULL, received_at INTEGER NOT NULL,
  last_note_at INTEGER NOT NULL, receipt BLOB NOT NULL);
CREATE INDEX received_by_case ON received_case (in_case);
