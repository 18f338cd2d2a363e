CREATE TABLE double_draw (
  id TEXT PRIMARY KEY, instrument TEXT NOT NULL, wanted INTEGER NOT NULL, days INTEGER NOT NULL, due_on TEXT NOT NULL,
  drawn INTEGER NOT NULL, drawn_by TEXT NOT NULL, drawn_at INTEGER NOT NULL);

CREATE TABLE double_rating (
  id TEXT PRIMARY KEY, draw TEXT NOT NULL, in_case TEXT NOT NULL REFERENCES subject_case (id),
  of_assessment TEXT NOT NULL UNIQUE REFERENCES assessment (id), rater TEXT NOT NULL, drawn_by TEXT NOT NULL,
  drawn_at INTEGER NOT NULL, due_on TEXT NOT NULL, second TEXT UNIQUE REFERENCES assessment (id), done_at INTEGER,
  cancelled_at INTEGER, discussion TEXT, discussed_by TEXT, discussed_at INTEGER);
CREATE INDEX double_rating_of_case ON double_rating (in_case);
CREATE INDEX double_rating_of_rater ON double_rating (rater);

CREATE TABLE given_back (
  double_rating TEXT NOT NULL REFERENCES double_rating (id), in_case TEXT NOT NULL, rater TEXT NOT NULL, at INTEGER NOT NULL,
  reason TEXT NOT NULL, PRIMARY KEY (double_rating, rater)) WITHOUT ROWID;
