CREATE TABLE hidden_count (release TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (release, name)) WITHOUT ROWID;
CREATE TABLE city_action (
  id TEXT PRIMARY KEY, indicator TEXT NOT NULL, district TEXT NOT NULL, what TEXT NOT NULL, due_on TEXT NOT NULL,
  recorded_by TEXT NOT NULL, recorded_at INTEGER NOT NULL, outcome TEXT, followed_up_at INTEGER);
