CREATE INDEX case_by_opening ON subject_case (opened_on, id, assigned_to);
