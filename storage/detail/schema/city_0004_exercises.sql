CREATE TABLE panel_rating (
  id TEXT PRIMARY KEY, vignette TEXT NOT NULL, version TEXT NOT NULL, level TEXT NOT NULL, reason TEXT NOT NULL,
  items TEXT NOT NULL, set_by TEXT NOT NULL, set_in TEXT NOT NULL, set_at INTEGER NOT NULL,
  agreed_by TEXT, agreed_at INTEGER);
CREATE INDEX panel_rating_of_vignette ON panel_rating (vignette, version);
CREATE TABLE exercise (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, instrument TEXT NOT NULL, instrument_version TEXT NOT NULL,
  last_day TEXT NOT NULL, opened_by TEXT NOT NULL, opened_at INTEGER NOT NULL, closed_by TEXT, closed_at INTEGER);
CREATE TABLE exercise_vignette (
  exercise TEXT NOT NULL REFERENCES exercise (id), place INTEGER NOT NULL, vignette TEXT NOT NULL, version TEXT NOT NULL,
  panel_rating TEXT NOT NULL REFERENCES panel_rating (id), PRIMARY KEY (exercise, place)) WITHOUT ROWID;
CREATE TABLE exercise_answer (
  exercise TEXT NOT NULL REFERENCES exercise (id), vignette TEXT NOT NULL, account TEXT NOT NULL, district TEXT NOT NULL,
  items TEXT NOT NULL, level TEXT NOT NULL, done_at INTEGER, PRIMARY KEY (exercise, vignette, account)) WITHOUT ROWID;
