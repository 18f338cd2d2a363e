ALTER TABLE log_head ADD COLUMN records BLOB;
