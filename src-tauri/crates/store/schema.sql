-- What the migrations make of a new file. Written by: UPDATE_GOLDEN=1 cargo test -p store schema_sql

CREATE TABLE settings (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  name  TEXT    NOT NULL UNIQUE,
  value TEXT    NOT NULL                  -- `practice` knows what it means
) STRICT;

CREATE TABLE users (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  name   TEXT    NOT NULL UNIQUE,
  role   TEXT    NOT NULL CHECK (role = 'viewer' OR role = 'clerk' OR role = 'manager' OR role = 'trainer'),  -- what they may do
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))  -- 0 once they have left
) STRICT;

CREATE TABLE links (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  practice_code TEXT    NOT NULL,         -- our link code, 'HIL5'
  cipher        TEXT    NOT NULL,         -- theirs, 'NF'
  service_code  TEXT    NOT NULL,         -- their link code, 'NF01'
  mailbox       TEXT    NOT NULL,         -- where letters to them are posted
  paused_at     INTEGER,                  -- a person stopped sending
  paused_by     TEXT,
  paused_why    TEXT,
  stopped_at    INTEGER,                  -- the program stopped sending, until a person has looked
  stopped_why   TEXT,
  UNIQUE (practice_code, service_code),
  CHECK ((paused_at IS NULL) = (paused_by IS NULL) AND (paused_at IS NULL) = (paused_why IS NULL)),
  CHECK ((stopped_at IS NULL) = (stopped_why IS NULL))
) STRICT;

CREATE TABLE numbers (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  sequence     TEXT    NOT NULL CHECK (sequence = 'SIS' OR sequence = 'SMS' OR sequence = 'TN'),
  link_id      INTEGER REFERENCES links,  -- NULL for TN, which all links share
  opened_after INTEGER NOT NULL,          -- the last number that an earlier system used; 0 on a new link
  epoch        INTEGER NOT NULL DEFAULT 0 CHECK (epoch >= 0),  -- counts the roll-overs
  last         INTEGER NOT NULL,          -- the last number used; 0 where none was
  CHECK ((sequence = 'TN') = (link_id IS NULL)),
  CHECK (last BETWEEN 0 AND CASE sequence WHEN 'TN' THEN 9999999 ELSE 99999999 END),
  CHECK (opened_after BETWEEN 0 AND CASE sequence WHEN 'TN' THEN 9999999 ELSE 99999999 END)
) STRICT;

CREATE UNIQUE INDEX numbers_sequence ON numbers (sequence, coalesce(link_id, 0));

CREATE TABLE number_gaps (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  direction TEXT    NOT NULL CHECK (direction IN ('out', 'in')),  -- our numbers, or theirs
  sequence  TEXT    NOT NULL CHECK (sequence = 'SIS' OR sequence = 'SMS' OR sequence = 'TN'),
  link_id   INTEGER REFERENCES links,     -- NULL for TN
  epoch     INTEGER NOT NULL,             -- the roll-over count that the run belongs to
  first     INTEGER NOT NULL,
  last      INTEGER NOT NULL,             -- the run's last number, inclusive
  reason    TEXT    NOT NULL CHECK (length(reason) > 0),
  was_sent  INTEGER NOT NULL DEFAULT 0 CHECK (was_sent IN (0, 1)),  -- it went out, and what it said is lost
  at        INTEGER NOT NULL,
  by        TEXT    NOT NULL,
  CHECK (first BETWEEN 1 AND last),
  CHECK (direction = 'out' OR was_sent = 0),
  CHECK ((sequence = 'TN') = (link_id IS NULL))
) STRICT;

CREATE TABLE letters_lost (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  link_id      INTEGER NOT NULL REFERENCES links,
  epoch        INTEGER NOT NULL,          -- the roll-over count that the run belongs to
  first        INTEGER NOT NULL,          -- the first number that this data did not have
  last         INTEGER NOT NULL,          -- the highest that came, inclusive
  noticed_at   INTEGER NOT NULL,
  confirmed_at INTEGER,                   -- a manager has seen it; nothing is sent before
  confirmed_by TEXT,
  CHECK (first BETWEEN 1 AND last),
  CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL))
) STRICT;

CREATE INDEX letters_lost_link ON letters_lost (link_id, epoch, last);

CREATE INDEX letters_lost_open ON letters_lost (id) WHERE confirmed_at IS NULL;

CREATE TABLE doctors (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  link_id    INTEGER NOT NULL REFERENCES links,
  name       TEXT    NOT NULL,
  code       TEXT    NOT NULL,            -- national and local code, '9912345,K31'
  from_on    TEXT,                        -- at the practice since
  to_on      TEXT,                        -- and until
  UNIQUE (link_id, code)
) STRICT;

CREATE TABLE patients (
  id                    INTEGER PRIMARY KEY AUTOINCREMENT,
  state                 TEXT    NOT NULL CHECK (state = 'applied' OR state = 'registered' OR state = 'left' OR
                                                state = 'died' OR state = 'rejected'),
  link_id               INTEGER NOT NULL REFERENCES links,  -- the authority whose patient it is
  nhs_number            TEXT,             -- as it stands on the wire
  surname               TEXT    NOT NULL,
  first_forename        TEXT,
  second_forename       TEXT,
  other_forenames       TEXT,             -- the third and later ones
  title                 TEXT,
  previous_surname      TEXT,
  sex                   TEXT    NOT NULL CHECK (sex = '0' OR sex = '1' OR sex = '2' OR sex = '9'),  -- unknown, male, female, not stated
  born                  TEXT,             -- a day
  birthplace            TEXT,
  house_name            TEXT,
  road                  TEXT,
  locality              TEXT,
  post_town             TEXT,
  county                TEXT,
  postcode              TEXT,             -- canonical, 'BR6 7EW'
  institute             TEXT,             -- code of the residential institute
  drugs_dispensed       INTEGER NOT NULL DEFAULT 0 CHECK (drugs_dispensed IN (0, 1)),  -- by the practice itself
  gp                    TEXT    NOT NULL, -- national and local code of the registered doctor
  accepted_on           TEXT,
  left_on               TEXT,
  left_reason           TEXT,             -- the deduction reason's code
  new_ha                TEXT,             -- cipher of where the patient went, where it was told
  fp69_expires_on       TEXT,             -- flagged while this or the reason is there
  fp69_reason           TEXT,             -- the flag's code
  removal_requested_on  TEXT,             -- the practice asked PCSE to remove the patient
  removal_pending_until TEXT,             -- PCSE holds the request until then
  out_of_area           INTEGER NOT NULL DEFAULT 0 CHECK (out_of_area IN (0, 1)),  -- lives outside the practice's area
  version               INTEGER NOT NULL DEFAULT 1,  -- counts the changes, so that a stale one is refused
  search_name           TEXT    NOT NULL, -- all words of all names, folded
  sort_name             TEXT    NOT NULL, -- surname and forenames, folded: the order of lists
  search_postcode       TEXT    NOT NULL DEFAULT '',  -- without spaces
  created_at            INTEGER NOT NULL,
  changed_at            INTEGER NOT NULL,
  CHECK ((state IN ('left', 'died')) = (left_on IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX patients_nhs_number ON patients (nhs_number) WHERE nhs_number IS NOT NULL;

CREATE INDEX patients_sort_name ON patients (sort_name, id);

CREATE INDEX patients_born ON patients (born, sort_name);

CREATE INDEX patients_postcode ON patients (search_postcode, sort_name);

CREATE INDEX patients_state ON patients (state, sort_name);

CREATE INDEX patients_flagged ON patients (fp69_expires_on, id) WHERE fp69_expires_on IS NOT NULL OR fp69_reason IS NOT NULL;

CREATE INDEX patients_order ON patients (id, sort_name);

CREATE TABLE patient_changes (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  patient_id INTEGER NOT NULL REFERENCES patients,
  at         INTEGER NOT NULL,
  by         TEXT    NOT NULL,
  cause      TEXT    NOT NULL CHECK (cause = 'imported' OR cause = 'registered' OR cause = 'amended' OR
                                     cause = 'filed' OR cause = 'decided' OR cause = 'undone' OR
                                     cause = 'corrected'),
  notice_id  INTEGER REFERENCES notices,  -- that brought it about
  filing_id  INTEGER REFERENCES filings,  -- that tells the other side
  undoes_id  INTEGER REFERENCES patient_changes,  -- the change that it takes back
  before     TEXT    NOT NULL,            -- JSON: the changed columns as they were
  after      TEXT    NOT NULL             -- JSON: the same columns as they are now
) STRICT;

CREATE INDEX patient_changes_patient ON patient_changes (patient_id, id);

CREATE UNIQUE INDEX patient_changes_undoes ON patient_changes (undoes_id) WHERE undoes_id IS NOT NULL;

CREATE TABLE number_moves (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  from_change_id INTEGER NOT NULL UNIQUE REFERENCES patient_changes,  -- that took it off the one
  to_change_id   INTEGER NOT NULL UNIQUE REFERENCES patient_changes,  -- that put it on the other
  reason         TEXT    NOT NULL CHECK (length(reason) > 0),
  at             INTEGER NOT NULL,
  by             TEXT    NOT NULL,
  undone_at      INTEGER,
  undone_by      TEXT,
  undone_why     TEXT,
  CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undone_why IS NULL))
) STRICT;

CREATE TABLE corrections (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  change_id INTEGER NOT NULL UNIQUE REFERENCES patient_changes,
  kind      TEXT    NOT NULL CHECK (kind = 'taken off the list' OR kind = 'put on the list' OR
                                    kind = 'NHS number changed' OR kind = 'FP69 flag removed' OR
                                    kind = 'removal mark removed'),
  reason    TEXT    NOT NULL CHECK (length(reason) > 0)
) STRICT;

CREATE TABLE filings (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  kind         TEXT    NOT NULL CHECK (kind = 'G1' OR kind = 'G2' OR kind = 'G3' OR kind = 'G5'),  -- registration, amendment, removal, deduction request
  patient_id   INTEGER NOT NULL REFERENCES patients,
  link_id      INTEGER NOT NULL REFERENCES links,
  gp           TEXT    NOT NULL,          -- national and local code of the doctor it is filed for
  content      TEXT    NOT NULL,          -- JSON: what it says, without the number that names the patient
  state        TEXT    NOT NULL CHECK (state = 'draft' OR state = 'ready' OR state = 'released'),
  held_why     TEXT,                      -- a person holds it back
  not_before   INTEGER NOT NULL,          -- the end of the time in which it can be taken back at leisure
  answer       TEXT    NOT NULL CHECK (answer = 'none expected' OR answer = 'waiting' OR answer = 'approved' OR
                                       answer = 'rejected' OR answer = 'answered' OR answer = 'closed'),
  answered_at  INTEGER,
  decision_id  INTEGER REFERENCES decisions,  -- that recorded the answer; NULL where something else did
  closed_why   TEXT,                      -- a person's reason to wait no longer
  notice_id    INTEGER REFERENCES notices,  -- the notice that it reacts to
  replaces_id  INTEGER REFERENCES filings,  -- the rejected or lost filing that it takes the place of
  letter_id    INTEGER REFERENCES letters_out,
  draft_key    TEXT,                      -- told by the caller, so that a second click files nothing
  mark_key     TEXT    NOT NULL DEFAULT (lower(hex(randomblob(16)))),  -- what the record outside the data knows it by: ids begin again when an old copy is put back
  created_at   INTEGER NOT NULL,
  created_by   TEXT    NOT NULL,
  CHECK ((state = 'released') = (letter_id IS NOT NULL)),
  CHECK (held_why IS NULL OR state <> 'released'),
  CHECK ((answer = 'closed') = (closed_why IS NOT NULL)),
  CHECK ((answer = 'approved' OR answer = 'rejected' OR answer = 'answered' OR
         answer = 'closed') = (answered_at IS NOT NULL)),
  CHECK (state = 'released' OR (answer <> 'approved' AND answer <> 'rejected' AND answer <> 'answered')),
  CHECK (kind IN ('G1', 'G5') OR answer IN ('none expected', 'closed')),
  CHECK (kind IN ('G2', 'G3') OR answer <> 'none expected')
) STRICT;

CREATE INDEX filings_due ON filings (state, link_id, id);

CREATE INDEX filings_patient ON filings (patient_id, id);

CREATE INDEX filings_answer ON filings (answer, kind, answered_at, id) WHERE state = 'released';

CREATE INDEX filings_notice ON filings (notice_id) WHERE notice_id IS NOT NULL;

CREATE INDEX filings_replaces ON filings (replaces_id) WHERE replaces_id IS NOT NULL;

CREATE UNIQUE INDEX filings_letter ON filings (letter_id) WHERE letter_id IS NOT NULL;

CREATE UNIQUE INDEX filings_draft_key ON filings (draft_key) WHERE draft_key IS NOT NULL;

CREATE TABLE receipts_out (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  letter_in_id INTEGER NOT NULL UNIQUE REFERENCES letters_in,
  link_id      INTEGER NOT NULL REFERENCES links,
  content      TEXT    NOT NULL,          -- JSON: what it says
  state        TEXT    NOT NULL CHECK (state IN ('ready', 'released')),
  letter_id    INTEGER REFERENCES letters_out,
  made_at      INTEGER NOT NULL,
  CHECK ((state = 'released') = (letter_id IS NOT NULL))
) STRICT;

CREATE INDEX receipts_out_due ON receipts_out (state, link_id, id);

CREATE UNIQUE INDEX receipts_out_letter ON receipts_out (letter_id) WHERE letter_id IS NOT NULL;

CREATE TABLE letters_out (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  link_id        INTEGER NOT NULL REFERENCES links,
  workflow       TEXT    NOT NULL CHECK (workflow IN ('NHAIS_REG', 'NHAIS_RECEP')),  -- a filing, or a receipt
  sis_epoch      INTEGER NOT NULL,
  sis            INTEGER NOT NULL,        -- interchange number
  sms_epoch      INTEGER NOT NULL,
  sms            INTEGER NOT NULL,        -- message number
  tn_epoch       INTEGER,
  tn             INTEGER,                 -- transaction number; a receipt has none
  body           BLOB    NOT NULL,        -- the exact bytes to post, never rebuilt
  sha256         BLOB    NOT NULL CHECK (length(sha256) = 32),
  written_at     INTEGER NOT NULL,        -- the time that the letter itself bears
  state          TEXT    NOT NULL CHECK (state = 'numbered' OR state = 'sending' OR state = 'accepted' OR
                                         state = 'collected' OR state = 'unknown' OR state = 'handed over' OR
                                         state = 'refused' OR state = 'undelivered' OR state = 'abandoned'),
  attempts       INTEGER NOT NULL DEFAULT 0,  -- counted before the attempt, so a crash counts too
  next_try_at    INTEGER NOT NULL,        -- nothing is done about it before
  mesh_id        TEXT,                    -- given by MESH on acceptance; not told where MESH took it twice
  accepted_at    INTEGER,                 -- the last time that MESH took it
  trouble        TEXT,                    -- what the last attempt met, as a code and in words
  first_miss_at  INTEGER,                 -- MESH said, believably, that it does not know an attempt
  receipt        TEXT    NOT NULL CHECK (receipt = 'not expected' OR receipt = 'awaited' OR
                                         receipt = 'received' OR receipt = 'problem'),  -- what the other side said of it
  receipt_at     INTEGER,
  abandoned_why  TEXT,                    -- a manager's reason to give the numbers up
  abandoned_by   TEXT,
  UNIQUE (link_id, sis_epoch, sis),
  UNIQUE (link_id, sms_epoch, sms),
  UNIQUE (tn_epoch, tn),
  CHECK ((workflow = 'NHAIS_REG') = (tn IS NOT NULL) AND (tn IS NULL) = (tn_epoch IS NULL)),
  CHECK (state <> 'accepted' OR accepted_at IS NOT NULL),
  CHECK (mesh_id IS NULL OR state = 'accepted' OR state = 'collected' OR state = 'undelivered' OR state = 'abandoned'),
  CHECK ((state = 'abandoned') = (abandoned_why IS NOT NULL) AND (abandoned_why IS NULL) = (abandoned_by IS NULL)),
  CHECK ((workflow = 'NHAIS_RECEP') = (receipt = 'not expected')),
  CHECK ((receipt IN ('received', 'problem')) = (receipt_at IS NOT NULL)),
  CHECK (state <> 'sending' OR attempts > 0)
) STRICT;

CREATE UNIQUE INDEX letters_out_one_at_a_time ON letters_out (link_id)
  WHERE state = 'numbered' OR state = 'sending' OR state = 'refused';

CREATE INDEX letters_out_state ON letters_out (state, accepted_at);

CREATE INDEX letters_out_receipt ON letters_out (receipt, written_at);

CREATE INDEX letters_out_mesh_id ON letters_out (mesh_id) WHERE mesh_id IS NOT NULL;

CREATE INDEX letters_out_tn ON letters_out (tn) WHERE tn IS NOT NULL;

CREATE INDEX letters_out_sis ON letters_out (link_id, sis, sis_epoch);

CREATE INDEX letters_out_written ON letters_out (written_at);

CREATE TABLE attempts (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  letter_id INTEGER NOT NULL REFERENCES letters_out,
  local_id  TEXT    NOT NULL UNIQUE,      -- 128 random bits
  at        INTEGER NOT NULL,
  outcome   TEXT    NOT NULL DEFAULT 'open' CHECK (outcome = 'open' OR outcome = 'accepted' OR
                                                   outcome = 'handed over' OR outcome = 'refused' OR
                                                   outcome = 'not sent' OR outcome = 'unknown' OR
                                                   outcome = 'found later' OR outcome = 'not there'),
  mesh_id   TEXT,                         -- given by MESH for this attempt
  words     TEXT                          -- what was answered
) STRICT;

CREATE INDEX attempts_letter ON attempts (letter_id, id);

CREATE INDEX attempts_mesh_id ON attempts (mesh_id) WHERE mesh_id IS NOT NULL;

CREATE INDEX attempts_witness ON attempts (at) WHERE mesh_id IS NOT NULL;

CREATE TABLE resends (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  letter_id  INTEGER NOT NULL REFERENCES letters_out,
  filing_id  INTEGER REFERENCES filings,  -- where it was entered anew, with new numbers; else the same bytes
  after_attempts INTEGER NOT NULL,        -- how often it had been tried; a resend serves for one more only
  state_before   TEXT NOT NULL CHECK (state_before = 'accepted' OR state_before = 'collected' OR
                                      state_before = 'handed over' OR state_before = 'undelivered'),  -- the letter's, to which it goes back where the resend is given up
  asked_by   TEXT    NOT NULL CHECK (length(asked_by) > 0),   -- who at PCSE
  asked_on   TEXT    NOT NULL,
  reference  TEXT    NOT NULL,            -- theirs
  at         INTEGER NOT NULL,
  by         TEXT    NOT NULL
) STRICT;

CREATE INDEX resends_letter ON resends (letter_id, id);

CREATE TABLE reports_in (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  mesh_id         TEXT    NOT NULL UNIQUE,  -- of the report itself
  about           TEXT,                   -- MESH's id of our letter, as the report has it
  about_attempt   TEXT,                   -- our id of the attempt, as the report has it
  code            TEXT,                   -- MESH's code of what went wrong
  description     TEXT,
  received_at     INTEGER NOT NULL,
  acknowledged_at INTEGER,                -- MESH was told to forget it
  letter_id       INTEGER REFERENCES letters_out,  -- ours, where it was found
  attempt_id      INTEGER REFERENCES attempts,
  fate            TEXT    NOT NULL CHECK (fate = 'undelivered' OR fate = 'sent again' OR fate = 'receipted' OR
                                          fate = 'abandoned' OR fate = 'another copy' OR fate = 'not ours'),  -- what became of the letter by it, or had before
  CHECK ((letter_id IS NULL) = (fate = 'not ours') AND (letter_id IS NULL) = (attempt_id IS NULL))
) STRICT;

CREATE INDEX reports_in_letter ON reports_in (letter_id) WHERE letter_id IS NOT NULL;

CREATE INDEX reports_in_unacknowledged ON reports_in (id) WHERE acknowledged_at IS NULL;

CREATE TABLE damaged_in (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  mesh_id         TEXT    NOT NULL UNIQUE,
  headers         TEXT    NOT NULL,       -- JSON, as they were the last time
  why             TEXT    NOT NULL,       -- code of what was wrong the last time
  tries           INTEGER NOT NULL CHECK (tries > 0),
  first_at        INTEGER NOT NULL,
  tried_at        INTEGER NOT NULL,
  came_at         INTEGER                 -- it came whole after all
) STRICT;

CREATE TABLE letters_in (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  mesh_id         TEXT    NOT NULL UNIQUE,
  workflow        TEXT    NOT NULL CHECK (workflow IN ('NHAIS_REG', 'NHAIS_RECEP')),
  headers         TEXT    NOT NULL,       -- JSON: what the carrier said about it
  body            BLOB    NOT NULL,       -- the bytes as they came
  sha256          BLOB    NOT NULL CHECK (length(sha256) = 32),
  received_at     INTEGER NOT NULL,
  acknowledged_at INTEGER,                -- told to MESH, which may then forget it
  state           TEXT    NOT NULL CHECK (state = 'stored' OR state = 'read' OR state = 'set aside'),
  read_at         INTEGER,                -- or set aside
  link_id         INTEGER REFERENCES links,
  sender          TEXT,                   -- as UNB names it
  epoch           INTEGER,                -- counts the sender's roll-overs
  ris             INTEGER,                -- the sender's interchange number
  written_at      INTEGER,                -- the time that UNB bears
  messages        INTEGER NOT NULL DEFAULT 0,  -- how many it has
  transactions    INTEGER NOT NULL DEFAULT 0,  -- and how many these have
  copy_of_id      INTEGER REFERENCES letters_in,  -- the same letter came before, under another MESH id
  problems        TEXT    NOT NULL DEFAULT '[]',  -- JSON: what is odd about it, with codes and places
  why             TEXT,                   -- code of the reason that it is set aside
  dealt_with_at   INTEGER,                -- a person has seen to a letter that stays set aside
  dealt_with_by   TEXT,
  dealt_with_why  TEXT,
  CHECK ((state = 'stored') = (read_at IS NULL)),
  CHECK ((state = 'set aside') = (why IS NOT NULL)),
  CHECK (state <> 'read' OR link_id IS NOT NULL),
  CHECK ((ris IS NULL) = (epoch IS NULL)),
  CHECK (dealt_with_at IS NULL OR (state = 'set aside' AND dealt_with_by IS NOT NULL AND dealt_with_why IS NOT NULL))
) STRICT;

CREATE INDEX letters_in_state ON letters_in (state, id);

CREATE INDEX letters_in_number ON letters_in (link_id, ris, epoch);

CREATE INDEX letters_in_newest ON letters_in (link_id, epoch, ris);

CREATE INDEX letters_in_copies ON letters_in (copy_of_id) WHERE copy_of_id IS NOT NULL;

CREATE INDEX letters_in_unacknowledged ON letters_in (id) WHERE acknowledged_at IS NULL;

CREATE TABLE messages_in (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  letter_id INTEGER NOT NULL REFERENCES letters_in,
  position  INTEGER NOT NULL,             -- in the letter, from 1
  rms       INTEGER,                      -- the sender's message number
  kind      TEXT,                         -- 'F1' to 'F11', 'RECEP', or what it says
  problems  TEXT    NOT NULL DEFAULT '[]',  -- JSON: what is odd about it
  UNIQUE (letter_id, position)
) STRICT;

CREATE TABLE receipts_in (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  letter_in_id INTEGER NOT NULL REFERENCES letters_in,
  letter_id    INTEGER REFERENCES letters_out,  -- ours, where it was found
  sis          INTEGER NOT NULL,          -- the number that it names
  verdict      TEXT    NOT NULL,          -- OK, NA, ER
  messages     TEXT    NOT NULL,          -- JSON: number and verdict of each message
  fate         TEXT    NOT NULL CHECK (fate = 'matched' OR fate = 'duplicate' OR fate = 'unmatched' OR
                                       fate = 'listed outside' OR fate = 'earlier system'),  -- what became of it
  CHECK ((letter_id IS NOT NULL) = (fate IN ('matched', 'duplicate')))
) STRICT;

CREATE INDEX receipts_in_letter ON receipts_in (letter_id) WHERE letter_id IS NOT NULL;

CREATE TABLE notices (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  letter_id     INTEGER NOT NULL REFERENCES letters_in,
  message       INTEGER NOT NULL,         -- the message's place among the letter's, by its number, from 1
  position      INTEGER NOT NULL,         -- the transaction's position in the message, from 1
  kind          TEXT    NOT NULL,         -- 'F1' to 'F11', 'RECEP' for a receipt with a problem, or an unknown code
  link_id       INTEGER NOT NULL REFERENCES links,
  epoch         INTEGER NOT NULL,
  ris           INTEGER NOT NULL,         -- its letter's number
  rms           INTEGER,                  -- its message's number
  tn            INTEGER,                  -- its transaction number
  gp            TEXT,                     -- the doctor it is addressed to
  nhs_number    TEXT,                     -- the number that it names the patient by
  content       TEXT,                     -- JSON: what it says; NULL where it cannot be read
  outline       TEXT    NOT NULL,         -- JSON: the same in plain English, a line each
  problems      TEXT    NOT NULL DEFAULT '[]',  -- JSON: what is odd about it
  raw_from      INTEGER NOT NULL,         -- its bytes in the letter
  raw_to        INTEGER NOT NULL,         -- exclusive
  arrived_at    INTEGER NOT NULL,
  state         TEXT    NOT NULL CHECK (state = 'to decide' OR state = 'done' OR state = 'information' OR
                                        state = 'set aside'),
  snoozed_until INTEGER,                  -- a time; a person looks away until then
  patient_id    INTEGER REFERENCES patients,
  matched_by    TEXT    CHECK (matched_by = 'transaction' OR matched_by = 'number' OR
                               matched_by = 'new number' OR matched_by = 'person'),
  filing_id     INTEGER REFERENCES filings,  -- ours, that it answers
  owner         TEXT,                     -- who at the desk has taken it on
  late          INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1)),  -- came after something newer was decided
  decided_at    INTEGER,
  decided_by    TEXT,
  UNIQUE (letter_id, message, position),
  CHECK ((state = 'done') = (decided_at IS NOT NULL) AND (decided_at IS NULL) = (decided_by IS NULL)),
  CHECK (snoozed_until IS NULL OR state = 'to decide'),
  CHECK ((patient_id IS NULL) = (matched_by IS NULL)),
  CHECK (content IS NOT NULL OR state IN ('set aside', 'done'))
) STRICT;

CREATE INDEX notices_state ON notices (state, id, kind, patient_id, snoozed_until, arrived_at);

CREATE INDEX notices_waiting ON notices (kind, patient_id) WHERE state = 'to decide';

CREATE INDEX notices_put_off ON notices (snoozed_until, id) WHERE snoozed_until IS NOT NULL;

CREATE INDEX notices_patient ON notices (patient_id, state, link_id, epoch, ris, rms, position);

CREATE INDEX notices_nhs_number ON notices (nhs_number, state) WHERE nhs_number IS NOT NULL AND patient_id IS NULL;

CREATE INDEX notices_filing ON notices (filing_id) WHERE filing_id IS NOT NULL;

CREATE INDEX notices_arrived ON notices (arrived_at);

CREATE INDEX notices_decided ON notices (decided_at) WHERE decided_at IS NOT NULL;

CREATE UNIQUE INDEX notices_once ON notices (link_id, epoch, ris, rms, tn, kind)
  WHERE state <> 'set aside' AND kind <> 'RECEP' AND content IS NOT NULL;

CREATE TABLE decisions (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  notice_id  INTEGER NOT NULL REFERENCES notices,
  choice     TEXT    NOT NULL,            -- `practice` knows the words
  reason     TEXT,
  at         INTEGER NOT NULL,
  by         TEXT    NOT NULL,
  rule       INTEGER NOT NULL DEFAULT 0 CHECK (rule IN (0, 1)),  -- by "Clear routine", not one by one
  change_id  INTEGER REFERENCES patient_changes,  -- what it changed on the patient
  filing_id  INTEGER REFERENCES filings,  -- made by this decision
  answers_id INTEGER REFERENCES filings,  -- whose answer it recorded
  undoes_id  INTEGER REFERENCES decisions,  -- the decision that it takes back
  stands     INTEGER CHECK (stands = 1),  -- NULL once it is undone, and for an undo itself
  ticked_at  INTEGER,                     -- done in the clinical system as well
  ticked_by  TEXT,
  UNIQUE (notice_id, stands),
  CHECK ((choice = 'undo') = (undoes_id IS NOT NULL)),
  CHECK (choice <> 'undo' OR stands IS NULL)
) STRICT;

CREATE INDEX decisions_notice ON decisions (notice_id, id);

CREATE UNIQUE INDEX decisions_undoes ON decisions (undoes_id) WHERE undoes_id IS NOT NULL;

CREATE INDEX decisions_to_tick ON decisions (id) WHERE stands = 1 AND change_id IS NOT NULL AND ticked_at IS NULL;

CREATE TABLE notes (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  patient_id INTEGER REFERENCES patients,
  notice_id  INTEGER REFERENCES notices,
  filing_id  INTEGER REFERENCES filings,
  text       TEXT    NOT NULL CHECK (length(text) > 0),
  at         INTEGER NOT NULL,
  by         TEXT    NOT NULL,
  CHECK (coalesce(patient_id, notice_id, filing_id) IS NOT NULL)
) STRICT;

CREATE INDEX notes_patient ON notes (patient_id, id);

CREATE INDEX notes_notice ON notes (notice_id, id) WHERE notice_id IS NOT NULL;

CREATE INDEX notes_filing ON notes (filing_id, id) WHERE filing_id IS NOT NULL;

CREATE TABLE reminders (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  patient_id INTEGER NOT NULL REFERENCES patients,
  notice_id  INTEGER REFERENCES notices,
  due_on     TEXT    NOT NULL,
  text       TEXT    NOT NULL,
  at         INTEGER NOT NULL,
  by         TEXT    NOT NULL,
  decision_id INTEGER REFERENCES decisions,  -- that made it
  done_at    INTEGER,
  done_by    TEXT,
  done_decision_id INTEGER REFERENCES decisions,  -- that ended it
  CHECK ((done_at IS NULL) = (done_by IS NULL)),
  CHECK (done_decision_id IS NULL OR done_at IS NOT NULL)
) STRICT;

CREATE INDEX reminders_due ON reminders (done_at, due_on);

CREATE INDEX reminders_patient ON reminders (patient_id, done_at, due_on);

CREATE TABLE unfinished (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  key      TEXT    NOT NULL UNIQUE CHECK (length(key) > 0),  -- the draft_key of the filing that comes of it
  by       TEXT    NOT NULL,
  form     TEXT,                             -- as it was typed, JSON
  begun_at INTEGER NOT NULL,
  saved_at INTEGER NOT NULL,
  ended    TEXT    CHECK (ended IN ('filed', 'discarded')),
  CHECK ((form IS NULL) = (ended IS NOT NULL))
) STRICT;

CREATE INDEX unfinished_open ON unfinished (by, saved_at) WHERE ended IS NULL;

CREATE TABLE audit (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  at       INTEGER NOT NULL,
  by       TEXT    NOT NULL,
  act      TEXT    NOT NULL,              -- what was done, a word
  subject  TEXT    NOT NULL,              -- 'filing', 'notice', 'letter out', 'patient', ...
  row      INTEGER,                       -- its id
  details  TEXT    NOT NULL DEFAULT '{}', -- JSON
  previous BLOB    NOT NULL CHECK (length(previous) = 32),  -- the hash of the row before; zeros for the first
  hash     BLOB    NOT NULL CHECK (length(hash) = 32),  -- SHA-256 over that and this row's fields
  key_day  TEXT                           -- for the keyed chain that is to come: the day whose key it was made with
) STRICT;

CREATE INDEX audit_subject ON audit (subject, row, id);

CREATE INDEX audit_at ON audit (at);

CREATE VIRTUAL TABLE patient_words USING fts5 (search_name, content = 'patients', content_rowid = 'id', tokenize = 'ascii', prefix = '1 2 3', detail = 'none');

CREATE VIRTUAL TABLE patient_parts USING fts5 (search_name, content = 'patients', content_rowid = 'id', tokenize = 'trigram case_sensitive 1');

CREATE TRIGGER patients_search_insert AFTER INSERT ON patients BEGIN
  INSERT INTO patient_words (rowid, search_name) VALUES (new.id, new.search_name);
  INSERT INTO patient_parts (rowid, search_name) VALUES (new.id, new.search_name);
END;

CREATE TRIGGER patients_search_update AFTER UPDATE OF search_name ON patients WHEN old.search_name <> new.search_name BEGIN
  INSERT INTO patient_words (patient_words, rowid, search_name) VALUES ('delete', old.id, old.search_name);
  INSERT INTO patient_words (rowid, search_name) VALUES (new.id, new.search_name);
  INSERT INTO patient_parts (patient_parts, rowid, search_name) VALUES ('delete', old.id, old.search_name);
  INSERT INTO patient_parts (rowid, search_name) VALUES (new.id, new.search_name);
END;

CREATE TRIGGER letters_out_frozen BEFORE UPDATE OF link_id, workflow, sis_epoch, sis, sms_epoch, sms, tn_epoch, tn, body, sha256, written_at ON letters_out
  BEGIN SELECT raise(ABORT, 'a letter never changes'); END;

CREATE TRIGGER letters_in_frozen BEFORE UPDATE OF mesh_id, workflow, headers, body, sha256, received_at ON letters_in
  BEGIN SELECT raise(ABORT, 'a letter never changes'); END;

CREATE TRIGGER letters_in_read BEFORE UPDATE OF state, link_id, sender, epoch, ris, messages, transactions ON letters_in WHEN old.state = 'read'
  BEGIN SELECT raise(ABORT, 'a letter is read once'); END;

CREATE TRIGGER letters_out_accepted BEFORE UPDATE OF state ON letters_out
  WHEN (old.state = 'accepted' OR old.state = 'collected' OR old.state = 'undelivered')
   AND (new.state = 'numbered' OR new.state = 'sending' OR new.state = 'unknown' OR new.state = 'handed over' OR new.state = 'refused')
   AND NOT EXISTS (SELECT 1 FROM resends WHERE resends.letter_id = old.id AND resends.filing_id IS NULL AND resends.after_attempts = old.attempts)
  BEGIN SELECT raise(ABORT, 'an accepted letter is posted again only at a person''s word'); END;

CREATE TRIGGER letters_out_abandoned BEFORE UPDATE OF state ON letters_out WHEN old.state = 'abandoned' AND new.state <> 'abandoned'
  BEGIN SELECT raise(ABORT, 'an abandoned letter stays abandoned'); END;

CREATE TRIGGER filings_released BEFORE UPDATE OF kind, patient_id, link_id, gp, content, state, letter_id, notice_id, replaces_id, draft_key, mark_key, created_at, created_by ON filings
  WHEN old.state = 'released' BEGIN SELECT raise(ABORT, 'a released filing never changes'); END;

CREATE TRIGGER receipts_out_released BEFORE UPDATE ON receipts_out WHEN old.state = 'released'
  BEGIN SELECT raise(ABORT, 'a released receipt never changes'); END;

CREATE TRIGGER attempts_frozen BEFORE UPDATE OF letter_id, local_id, at ON attempts BEGIN SELECT raise(ABORT, 'an attempt was what it was'); END;

CREATE TRIGGER attempts_taken BEFORE UPDATE OF outcome, mesh_id ON attempts
  WHEN old.outcome = 'accepted' OR (old.outcome = 'found later' AND (old.mesh_id IS NOT NULL OR new.outcome <> 'accepted'))
  BEGIN SELECT raise(ABORT, 'what MESH has taken it has taken'); END;

CREATE TRIGGER reports_in_frozen BEFORE UPDATE OF mesh_id, about, about_attempt, code, description, received_at, letter_id, attempt_id, fate ON reports_in
  BEGIN SELECT raise(ABORT, 'a report was what it was'); END;

CREATE TRIGGER damaged_in_frozen BEFORE UPDATE ON damaged_in
  WHEN new.mesh_id <> old.mesh_id OR new.first_at <> old.first_at OR new.tries < old.tries OR (old.came_at IS NOT NULL AND new.came_at IS NOT old.came_at)
  BEGIN SELECT raise(ABORT, 'a damaged message was tried as often as it was'); END;

CREATE TRIGGER notices_frozen BEFORE UPDATE OF letter_id, link_id, message, position, epoch, ris, raw_from, raw_to, arrived_at ON notices
  BEGIN SELECT raise(ABORT, 'a notice stays where it stood'); END;

CREATE TRIGGER notices_read BEFORE UPDATE OF kind, rms, tn, gp, nhs_number, content ON notices WHEN old.content IS NOT NULL
  BEGIN SELECT raise(ABORT, 'a notice is read once'); END;

CREATE TRIGGER decisions_frozen BEFORE UPDATE OF notice_id, choice, reason, at, by, rule, change_id, filing_id, answers_id, undoes_id ON decisions
  BEGIN SELECT raise(ABORT, 'a decision never changes'); END;

CREATE TRIGGER decisions_undone BEFORE UPDATE OF stands ON decisions WHEN old.stands IS NULL AND new.stands IS NOT NULL
  BEGIN SELECT raise(ABORT, 'what was undone is decided anew'); END;

CREATE TRIGGER numbers_forward BEFORE UPDATE ON numbers
  WHEN new.sequence <> old.sequence OR new.link_id IS NOT old.link_id OR new.opened_after <> old.opened_after
    OR (new.epoch, new.last) < (old.epoch, old.last)
  BEGIN SELECT raise(ABORT, 'numbers only go forward'); END;

CREATE TRIGGER audit_update BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit is only added to'); END;

CREATE TRIGGER audit_delete BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit is only added to'); END;

CREATE TRIGGER patient_changes_update BEFORE UPDATE ON patient_changes BEGIN SELECT raise(ABORT, 'the change log is only added to'); END;

CREATE TRIGGER number_moves_frozen BEFORE UPDATE OF from_change_id, to_change_id, reason, at, by ON number_moves
  BEGIN SELECT raise(ABORT, 'a move that was made stays'); END;

CREATE TRIGGER corrections_update BEFORE UPDATE ON corrections BEGIN SELECT raise(ABORT, 'a reason that was given stays'); END;

CREATE TRIGGER number_gaps_update BEFORE UPDATE ON number_gaps BEGIN SELECT raise(ABORT, 'a reason that was given stays'); END;

CREATE TRIGGER letters_lost_frozen BEFORE UPDATE OF link_id, epoch, first, last, noticed_at ON letters_lost
  BEGIN SELECT raise(ABORT, 'what was lost was lost'); END;

CREATE TRIGGER letters_lost_confirmed BEFORE UPDATE ON letters_lost WHEN old.confirmed_at IS NOT NULL
  BEGIN SELECT raise(ABORT, 'a confirmation stays'); END;

CREATE TRIGGER resends_update BEFORE UPDATE ON resends BEGIN SELECT raise(ABORT, 'a reason that was given stays'); END;

CREATE TRIGGER settings_delete BEFORE DELETE ON settings BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER users_delete BEFORE DELETE ON users BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER links_delete BEFORE DELETE ON links BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER numbers_delete BEFORE DELETE ON numbers BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER number_gaps_delete BEFORE DELETE ON number_gaps BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER letters_lost_delete BEFORE DELETE ON letters_lost BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER doctors_delete BEFORE DELETE ON doctors BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER patients_delete BEFORE DELETE ON patients BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER patient_changes_delete BEFORE DELETE ON patient_changes BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER number_moves_delete BEFORE DELETE ON number_moves BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER corrections_delete BEFORE DELETE ON corrections BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER filings_delete BEFORE DELETE ON filings BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER receipts_out_delete BEFORE DELETE ON receipts_out BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER letters_out_delete BEFORE DELETE ON letters_out BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER attempts_delete BEFORE DELETE ON attempts BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER reports_in_delete BEFORE DELETE ON reports_in BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER damaged_in_delete BEFORE DELETE ON damaged_in BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER resends_delete BEFORE DELETE ON resends BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER letters_in_delete BEFORE DELETE ON letters_in BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER messages_in_delete BEFORE DELETE ON messages_in BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER receipts_in_delete BEFORE DELETE ON receipts_in BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER notices_delete BEFORE DELETE ON notices BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER decisions_delete BEFORE DELETE ON decisions BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER notes_delete BEFORE DELETE ON notes BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER reminders_delete BEFORE DELETE ON reminders BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER unfinished_delete BEFORE DELETE ON unfinished BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;

CREATE TRIGGER unfinished_ended BEFORE UPDATE ON unfinished WHEN old.ended IS NOT NULL OR new.by <> old.by
  BEGIN SELECT raise(ABORT, 'a form that has ended stays so, and an open one is its author''s'); END;
