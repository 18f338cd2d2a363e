CREATE TABLE log (
  sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
  object TEXT NOT NULL, reason TEXT NOT NULL, outcome TEXT NOT NULL, mac BLOB NOT NULL);
CREATE INDEX log_of_case ON log (subject, sequence) WHERE subject <> '';
CREATE TABLE log_head (one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL, mac BLOB NOT NULL);

CREATE TABLE once (
  account TEXT NOT NULL, key TEXT NOT NULL, request_digest TEXT NOT NULL, status INTEGER NOT NULL, answer TEXT NOT NULL,
  headers TEXT NOT NULL, PRIMARY KEY (account, key));

CREATE TABLE subject_case (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, born_on TEXT, sex TEXT, personal_number TEXT, school TEXT,
  is_protected INTEGER NOT NULL, assigned_to TEXT NOT NULL, opened_at INTEGER NOT NULL, opened_on TEXT NOT NULL,
  due_on TEXT NOT NULL, concern TEXT REFERENCES concern (id));
CREATE INDEX case_by_due_day ON subject_case (due_on, id);
CREATE INDEX case_of_number ON subject_case (personal_number) WHERE personal_number IS NOT NULL;

CREATE TABLE concern (
  id TEXT PRIMARY KEY, receipt TEXT NOT NULL UNIQUE, name TEXT NOT NULL, born_on TEXT, sex TEXT, personal_number TEXT,
  school TEXT, is_protected INTEGER NOT NULL, signs TEXT NOT NULL, text TEXT NOT NULL, urgency TEXT NOT NULL,
  reporter TEXT NOT NULL, reporter_role TEXT NOT NULL, district TEXT NOT NULL, received_at INTEGER NOT NULL,
  received_on TEXT NOT NULL, due_on TEXT NOT NULL, protection_due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'opened', 'closed')), opened_case TEXT REFERENCES subject_case (id),
  decided_by TEXT, decided_at INTEGER, decision_reason TEXT);
CREATE INDEX concern_by_receipt ON concern (received_at, id);
CREATE INDEX concern_of_reporter ON concern (reporter, received_at, id);

CREATE TABLE offence (
  id TEXT PRIMARY KEY, in_case TEXT NOT NULL REFERENCES subject_case (id), code TEXT NOT NULL, committed_on TEXT NOT NULL,
  basis TEXT NOT NULL, first INTEGER NOT NULL, recorded_at INTEGER NOT NULL, recorded_by TEXT NOT NULL);
CREATE INDEX offence_of_case ON offence (in_case, committed_on);

CREATE TABLE assessment (
  id TEXT PRIMARY KEY, in_case TEXT NOT NULL REFERENCES subject_case (id), instrument TEXT NOT NULL, version TEXT NOT NULL,
  digest TEXT NOT NULL, assessor TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'awaiting_approval', 'signed', 'amended')),
  revision INTEGER NOT NULL, started_at INTEGER NOT NULL, signed_at INTEGER, assessed_on TEXT NOT NULL,
  final_level TEXT, scored_level TEXT,
  direction TEXT, reason_code TEXT, reason TEXT, author TEXT, approver TEXT, approval_reason TEXT,
  result TEXT NOT NULL DEFAULT '', archive BLOB, archive_mac BLOB);
CREATE INDEX assessment_of_case ON assessment (in_case, started_at);
CREATE INDEX assessment_awaiting ON assessment (signed_at) WHERE state = 'awaiting_approval';

CREATE TABLE response (
  assessment TEXT NOT NULL REFERENCES assessment (id), item TEXT NOT NULL, rating INTEGER, missing TEXT NOT NULL,
  evidence TEXT NOT NULL, sources TEXT NOT NULL, at TEXT NOT NULL, editor TEXT NOT NULL, revision INTEGER NOT NULL,
  UNIQUE (assessment, item));

CREATE TABLE decided_override (
  assessment TEXT NOT NULL REFERENCES assessment (id), decided_at INTEGER NOT NULL, approved INTEGER NOT NULL,
  scored_level TEXT, final_level TEXT, direction TEXT NOT NULL, reason_code TEXT NOT NULL, reason TEXT NOT NULL,
  author TEXT NOT NULL, approver TEXT NOT NULL, approval_reason TEXT NOT NULL);
CREATE INDEX decided_override_of_assessment ON decided_override (assessment);
