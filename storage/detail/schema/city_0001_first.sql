CREATE TABLE log (
  sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
  object TEXT NOT NULL, reason TEXT NOT NULL, outcome TEXT NOT NULL, mac BLOB NOT NULL);
CREATE TABLE log_head (one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL, mac BLOB NOT NULL);

CREATE TABLE account (
  id TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, district TEXT,
  password_hash TEXT NOT NULL, totp_secret TEXT, totp_last_step INTEGER NOT NULL, draft_key TEXT NOT NULL,
  disabled INTEGER NOT NULL, failures INTEGER NOT NULL, locked_until INTEGER);

CREATE TABLE session (
  token_digest TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account (id), csrf TEXT NOT NULL,
  created_at INTEGER NOT NULL, seen_at INTEGER NOT NULL);
CREATE INDEX session_of_account ON session (account);
