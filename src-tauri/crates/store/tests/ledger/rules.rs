//! The database itself refuses what the ledger must never hold, whoever writes: each rule is tried by
//! somebody with the key and a SQL prompt.

use crate::desk::{Desk, raw};
use rusqlite::Connection;

/// A small ledger. Letters out: 1 accepted, 2 numbered, 3 a collected receipt, 4 abandoned, 5 handed over.
/// Letters in: 1 read, 2 stored, 3 set aside. Notices: 1 to decide, 2 done, 3 unreadable.
const LEDGER: &str = "
    INSERT INTO links (practice_code, cipher, service_code, mailbox) VALUES ('HIL5', 'KC', 'KC01', 'X');
    INSERT INTO users (name, role) VALUES ('asha', 'manager');
    INSERT INTO settings (name, value) VALUES ('a', 'b');
    INSERT INTO doctors (link_id, name, code) VALUES (1, 'Dr Adams', '9912345,K31');
    INSERT INTO number_gaps (direction, sequence, link_id, epoch, first, last, reason, at, by)
      VALUES ('out', 'SIS', 1, 0, 90, 91, 'restored', 1, 'asha');
    INSERT INTO letters_lost (link_id, epoch, first, last, noticed_at, confirmed_at, confirmed_by)
      VALUES (1, 1, 41, 47, 1, 2, 'asha'), (1, 1, 50, 51, 1, NULL, NULL);
    INSERT INTO patients (state, link_id, nhs_number, surname, sex, gp, search_name, sort_name, created_at, changed_at)
      VALUES ('registered', 1, '9990000018', 'Cole', '1', '9912345,K31', 'cole', 'cole', 1, 1),
             ('applied', 1, NULL, 'Okafor', '2', '9912345,K31', 'okafor', 'okafor', 1, 1);
    INSERT INTO patient_changes (patient_id, at, by, cause, before, after) VALUES (1, 1, 'asha', 'imported', '{}', '{}');
    INSERT INTO letters_out (link_id, workflow, sis_epoch, sis, sms_epoch, sms, tn_epoch, tn, body, sha256, written_at,
                             state, attempts, next_try_at, mesh_id, accepted_at, receipt, abandoned_why, abandoned_by)
      VALUES (1, 'NHAIS_REG', 0, 1, 0, 1, 0, 1, x'01', zeroblob(32), 1, 'accepted', 1, 1, 'M1', 100, 'awaited', NULL, NULL),
             (1, 'NHAIS_REG', 0, 2, 0, 2, 0, 2, x'02', zeroblob(32), 1, 'numbered', 0, 1, NULL, NULL, 'awaited', NULL, NULL),
             (1, 'NHAIS_RECEP', 0, 3, 0, 3, NULL, NULL, x'03', zeroblob(32), 1, 'collected', 1, 1, 'M3', 100, 'not expected', NULL, NULL),
             (2, 'NHAIS_REG', 0, 1, 0, 1, 0, 3, x'04', zeroblob(32), 1, 'abandoned', 1, 1, NULL, NULL, 'awaited', 'given up', 'asha'),
             (2, 'NHAIS_REG', 0, 2, 0, 2, 0, 4, x'05', zeroblob(32), 1, 'handed over', 1, 1, NULL, NULL, 'awaited', NULL, NULL);
    INSERT INTO attempts (letter_id, local_id, at) VALUES (1, 'L1', 1);
    INSERT INTO attempts (letter_id, local_id, at, outcome, mesh_id)
      VALUES (1, 'L2', 1, 'accepted', 'M1'), (3, 'L3', 1, 'found later', 'M3'), (5, 'L5', 1, 'found later', NULL);
    INSERT INTO reports_in (mesh_id, received_at, letter_id, attempt_id, fate)
      VALUES ('R1', 1, 1, 1, 'undelivered'), ('R2', 1, NULL, NULL, 'not ours');
    INSERT INTO damaged_in (mesh_id, headers, why, tries, first_at, tried_at, came_at)
      VALUES ('Z1', '{}', 'E977', 2, 1, 5, NULL), ('Z2', '{}', 'E977', 1, 1, 1, 9);
    INSERT INTO filings (kind, patient_id, link_id, gp, content, state, not_before, answer, letter_id, draft_key, created_at, created_by)
      VALUES ('G1', 1, 1, 'K31', '{}', 'released', 1, 'waiting', 1, 'D1', 1, 'asha'),
             ('G2', 1, 1, 'K31', '{}', 'ready', 1, 'none expected', NULL, 'D2', 1, 'asha'),
             ('G5', 1, 1, 'K31', '{}', 'draft', 1, 'waiting', NULL, NULL, 1, 'asha');
    INSERT INTO letters_in (mesh_id, workflow, headers, body, sha256, received_at, state, read_at, link_id, epoch, ris, why)
      VALUES ('I1', 'NHAIS_REG', '{}', x'01', zeroblob(32), 1, 'read', 2, 1, 0, 1, NULL),
             ('I2', 'NHAIS_REG', '{}', x'02', zeroblob(32), 1, 'stored', NULL, NULL, NULL, NULL, NULL),
             ('I3', 'NHAIS_REG', '{}', x'03', zeroblob(32), 1, 'set aside', 2, NULL, NULL, NULL, 'E101');
    INSERT INTO messages_in (letter_id, position, rms, kind) VALUES (1, 1, 1, 'F2');
    INSERT INTO receipts_out (letter_in_id, link_id, content, state, letter_id, made_at)
      VALUES (1, 1, '{}', 'released', 3, 1), (2, 1, '{}', 'ready', NULL, 1);
    INSERT INTO receipts_in (letter_in_id, letter_id, sis, verdict, messages, fate) VALUES (1, 1, 1, 'OK', '[]', 'matched');
    INSERT INTO notices (letter_id, message, position, kind, link_id, epoch, ris, rms, tn, content, outline, raw_from, raw_to,
                         arrived_at, state, patient_id, matched_by, decided_at, decided_by)
      VALUES (1, 1, 1, 'F2', 1, 0, 1, 1, 1, '{}', '[]', 0, 9, 1, 'to decide', 1, 'number', NULL, NULL),
             (1, 1, 2, 'F2', 1, 0, 1, 1, 2, '{}', '[]', 9, 18, 1, 'done', 1, 'number', 2, 'asha'),
             (1, 1, 3, 'F2', 1, 0, 1, 1, 2, NULL, '[]', 18, 27, 1, 'set aside', NULL, NULL, NULL, NULL);
    INSERT INTO decisions (notice_id, choice, at, by, stands) VALUES (2, 'record', 2, 'asha', 1), (1, 'record', 2, 'asha', NULL);
    INSERT INTO notes (patient_id, text, at, by) VALUES (1, 'ring', 1, 'asha');
    INSERT INTO reminders (patient_id, due_on, text, at, by) VALUES (1, '2026-06-15', 'ring', 1, 'asha');
    INSERT INTO unfinished (key, by, form, begun_at, saved_at, ended)
      VALUES ('U1', 'asha', '{}', 1, 1, NULL), ('U2', 'asha', NULL, 1, 1, 'filed');
    INSERT INTO audit (at, by, act, subject, row, previous, hash) VALUES (1, 'asha', 'imported', 'patient', 1, zeroblob(32), zeroblob(32));
";

const FROZEN: &str = "a letter never changes";
const AT_A_WORD: &str = "an accepted letter is posted again only at a person's word";
const TAKEN: &str = "what MESH has taken it has taken";
const SPENT: &str = "numbers only go forward";
const CHECK: &str = "CHECK constraint failed";
const UNIQUE: &str = "UNIQUE constraint failed";
const KEPT: &str = "nothing is deleted";
const ENDED: &str = "a form that has ended stays so";

/// A letter out of link 1 with numbers of its own, but for what is told.
macro_rules! letter {
    ($columns:literal, $values:literal) => {
        concat!(
            "INSERT INTO letters_out (link_id, workflow, body, sha256, written_at, next_try_at, ",
            $columns,
            ") VALUES (1, 'NHAIS_REG', x'01', zeroblob(32), 1, 1, ",
            $values,
            ")"
        )
    };
}

const REFUSED: &[(&str, &str)] = &[
    // Letters out.
    (FROZEN, "UPDATE letters_out SET body = x'ff' WHERE id = 2"),
    (FROZEN, "UPDATE letters_out SET sha256 = zeroblob(32) WHERE id = 2"),
    (FROZEN, "UPDATE letters_out SET sis = 77 WHERE id = 2"),
    (FROZEN, "UPDATE letters_out SET sms = 77 WHERE id = 2"),
    (FROZEN, "UPDATE letters_out SET tn = 77 WHERE id = 2"),
    (FROZEN, "UPDATE letters_out SET link_id = 2 WHERE id = 1"),
    (FROZEN, "UPDATE letters_out SET written_at = 9 WHERE id = 1"),
    (AT_A_WORD, "UPDATE letters_out SET state = 'numbered', mesh_id = NULL WHERE id = 1"),
    (AT_A_WORD, "UPDATE letters_out SET state = 'sending', mesh_id = NULL WHERE id = 1"),
    (AT_A_WORD, "UPDATE letters_out SET state = 'unknown', mesh_id = NULL WHERE id = 1"),
    (AT_A_WORD, "UPDATE letters_out SET state = 'refused', mesh_id = NULL WHERE id = 1"),
    (AT_A_WORD, "UPDATE letters_out SET state = 'handed over', mesh_id = NULL WHERE id = 1"),
    (AT_A_WORD, "UPDATE letters_out SET state = 'numbered', mesh_id = NULL WHERE id = 3"),
    (
        AT_A_WORD,
        "UPDATE letters_out SET state = 'undelivered' WHERE id = 1;
         UPDATE letters_out SET state = 'numbered', mesh_id = NULL WHERE id = 1",
    ),
    (
        AT_A_WORD, // the reason has served before
        "INSERT INTO resends (letter_id, after_attempts, state_before, asked_by, asked_on, reference, at, by) VALUES (1, 0, 'accepted', 'Ann', '2026-06-15', 'R', 99, 'asha');
         UPDATE letters_out SET state = 'numbered', mesh_id = NULL WHERE id = 1",
    ),
    (
        AT_A_WORD, // the reason is for a filing entered anew
        "INSERT INTO resends (letter_id, filing_id, after_attempts, state_before, asked_by, asked_on, reference, at, by)
           VALUES (1, 2, 1, 'accepted', 'Ann', '2026-06-15', 'R', 200, 'asha');
         UPDATE letters_out SET state = 'numbered', mesh_id = NULL WHERE id = 1",
    ),
    (
        "UNIQUE constraint failed: letters_out.link_id", // one is on its way already
        "INSERT INTO resends (letter_id, after_attempts, state_before, asked_by, asked_on, reference, at, by) VALUES (1, 1, 'accepted', 'Ann', '2026-06-15', 'R', 200, 'asha');
         UPDATE letters_out SET state = 'numbered', mesh_id = NULL WHERE id = 1",
    ),
    ("an abandoned letter stays abandoned", "UPDATE letters_out SET state = 'numbered', abandoned_why = NULL, abandoned_by = NULL WHERE id = 4"),
    (CHECK, "UPDATE letters_out SET state = 'posted' WHERE id = 2"),
    (CHECK, "UPDATE letters_out SET state = 'accepted' WHERE id = 2"),
    (CHECK, "UPDATE letters_out SET mesh_id = 'M2' WHERE id = 2"),
    (CHECK, "UPDATE letters_out SET state = 'sending' WHERE id = 2"),
    (CHECK, "UPDATE letters_out SET state = 'abandoned' WHERE id = 2"),
    (CHECK, "UPDATE letters_out SET abandoned_why = 'why' WHERE id = 2"),
    (CHECK, "UPDATE letters_out SET state = 'abandoned', abandoned_why = 'why' WHERE id = 2"),
    (CHECK, "UPDATE letters_out SET receipt = 'not expected' WHERE id = 1"),
    (CHECK, "UPDATE letters_out SET receipt = 'awaited' WHERE id = 3"),
    (CHECK, "UPDATE letters_out SET receipt = 'received' WHERE id = 1"),
    (CHECK, "UPDATE letters_out SET receipt_at = 5 WHERE id = 1"),
    (CHECK, letter!("sis_epoch, sis, sms_epoch, sms, state, receipt", "0, 9, 0, 9, 'handed over', 'awaited'")),
    (CHECK, letter!("sis_epoch, sis, sms_epoch, sms, tn, state, receipt", "0, 9, 0, 9, 9, 'handed over', 'awaited'")),
    ("letters_out.link_id", letter!("sis_epoch, sis, sms_epoch, sms, tn_epoch, tn, state, receipt", "0, 9, 0, 9, 0, 9, 'numbered', 'awaited'")),
    ("letters_out.link_id", letter!("sis_epoch, sis, sms_epoch, sms, tn_epoch, tn, state, receipt", "0, 9, 0, 9, 0, 9, 'refused', 'awaited'")),
    (CHECK, "INSERT INTO number_gaps (direction, sequence, link_id, epoch, first, last, reason, was_sent, at, by) VALUES ('in', 'SIS', 1, 0, 5, 6, 'why', 1, 1, 'asha')"),
    (CHECK, "INSERT INTO resends (letter_id, after_attempts, state_before, asked_by, asked_on, reference, at, by) VALUES (1, 1, 'numbered', 'Ann', '2026-06-15', 'R', 200, 'asha')"),
    ("a released filing never changes", "UPDATE filings SET mark_key = 'x' WHERE id = 1"),
    ("letters_out.sis", letter!("sis_epoch, sis, sms_epoch, sms, tn_epoch, tn, state, receipt", "0, 1, 0, 9, 0, 9, 'handed over', 'awaited'")),
    ("letters_out.sms", letter!("sis_epoch, sis, sms_epoch, sms, tn_epoch, tn, state, receipt", "0, 9, 0, 1, 0, 9, 'handed over', 'awaited'")),
    ("letters_out.tn", letter!("sis_epoch, sis, sms_epoch, sms, tn_epoch, tn, state, receipt", "0, 9, 0, 9, 0, 4, 'handed over', 'awaited'")),
    (CHECK, "INSERT INTO resends (letter_id, after_attempts, state_before, asked_by, asked_on, reference, at, by) VALUES (1, 1, 'accepted', '', '2026-06-15', 'R', 200, 'asha')"),
    ("a reason that was given stays", "INSERT INTO resends (letter_id, after_attempts, state_before, asked_by, asked_on, reference, at, by) VALUES (1, 1, 'accepted', 'Ann', '2026-06-15', 'R', 1, 'asha');
       UPDATE resends SET at = 200"),
    // Attempts.
    (UNIQUE, "INSERT INTO attempts (letter_id, local_id, at) VALUES (2, 'L1', 1)"),
    ("an attempt was what it was", "UPDATE attempts SET local_id = 'L2' WHERE id = 1"),
    (CHECK, "UPDATE attempts SET outcome = 'perhaps' WHERE id = 1"),
    // Filings.
    ("a released filing never changes", "UPDATE filings SET content = '[]' WHERE id = 1"),
    ("a released filing never changes", "UPDATE filings SET state = 'draft', letter_id = NULL WHERE id = 1"),
    ("a released filing never changes", "UPDATE filings SET letter_id = 2 WHERE id = 1"),
    ("a released filing never changes", "UPDATE filings SET patient_id = 2 WHERE id = 1"),
    ("a released filing never changes", "UPDATE filings SET gp = 'K32' WHERE id = 1"),
    ("a released filing never changes", "UPDATE filings SET kind = 'G5' WHERE id = 1"),
    (CHECK, "UPDATE filings SET held_why = 'wait' WHERE id = 1"),
    (CHECK, "UPDATE filings SET state = 'released', letter_id = 2, held_why = 'wait' WHERE id = 2"),
    (CHECK, "UPDATE filings SET state = 'released' WHERE id = 2"),
    (CHECK, "UPDATE filings SET letter_id = 2 WHERE id = 2"),
    (UNIQUE, "UPDATE filings SET state = 'released', letter_id = 1 WHERE id = 2"),
    (UNIQUE, "UPDATE filings SET draft_key = 'D1' WHERE id = 2"),
    (CHECK, "UPDATE filings SET answer = 'approved' WHERE id = 1"),
    (CHECK, "UPDATE filings SET answered_at = 5 WHERE id = 1"),
    (CHECK, "UPDATE filings SET answer = 'approved', answered_at = 5 WHERE id = 3"),
    (CHECK, "UPDATE filings SET answer = 'waiting' WHERE id = 2"),
    (CHECK, "UPDATE filings SET answer = 'none expected' WHERE id = 3"),
    (CHECK, "UPDATE filings SET answer = 'closed', answered_at = 5 WHERE id = 3"),
    (CHECK, "UPDATE filings SET closed_why = 'why' WHERE id = 3"),
    (CHECK, "UPDATE filings SET kind = 'G4' WHERE id = 3"),
    // Receipts.
    (UNIQUE, "INSERT INTO receipts_out (letter_in_id, link_id, content, state, made_at) VALUES (1, 1, '{}', 'ready', 1)"),
    ("a released receipt never changes", "UPDATE receipts_out SET content = '[]' WHERE id = 1"),
    ("a released receipt never changes", "UPDATE receipts_out SET state = 'ready', letter_id = NULL WHERE id = 1"),
    (CHECK, "UPDATE receipts_out SET state = 'released' WHERE id = 2"),
    (CHECK, "UPDATE receipts_in SET letter_id = NULL WHERE id = 1"),
    (CHECK, "UPDATE receipts_in SET fate = 'unmatched' WHERE id = 1"),
    // Letters in.
    (FROZEN, "UPDATE letters_in SET body = x'ff' WHERE id = 2"),
    (FROZEN, "UPDATE letters_in SET sha256 = zeroblob(32) WHERE id = 2"),
    (FROZEN, "UPDATE letters_in SET headers = '[]' WHERE id = 2"),
    (FROZEN, "UPDATE letters_in SET mesh_id = 'I9' WHERE id = 2"),
    ("a letter is read once", "UPDATE letters_in SET state = 'stored', read_at = NULL WHERE id = 1"),
    ("a letter is read once", "UPDATE letters_in SET ris = 2 WHERE id = 1"),
    (UNIQUE, "INSERT INTO letters_in (mesh_id, workflow, headers, body, sha256, received_at, state) VALUES ('I1', 'NHAIS_REG', '{}', x'01', zeroblob(32), 1, 'stored')"),
    (CHECK, "INSERT INTO letters_in (mesh_id, workflow, headers, body, sha256, received_at, state) VALUES ('I9', 'NHAIS_REG', '{}', x'01', zeroblob(31), 1, 'stored')"),
    (CHECK, "INSERT INTO letters_in (mesh_id, workflow, headers, body, sha256, received_at, state) VALUES ('I9', 'OTHER', '{}', x'01', zeroblob(32), 1, 'stored')"),
    (CHECK, "UPDATE letters_in SET state = 'read' WHERE id = 2"),
    (CHECK, "UPDATE letters_in SET state = 'read', read_at = 2 WHERE id = 2"),
    (CHECK, "UPDATE letters_in SET state = 'set aside', read_at = 2 WHERE id = 2"),
    (CHECK, "UPDATE letters_in SET why = 'E101' WHERE id = 2"),
    (CHECK, "UPDATE letters_in SET ris = 5 WHERE id = 2"),
    (CHECK, "UPDATE letters_in SET dealt_with_at = 5, dealt_with_by = 'asha', dealt_with_why = 'why' WHERE id = 1"),
    (CHECK, "UPDATE letters_in SET dealt_with_at = 5 WHERE id = 3"),
    (UNIQUE, "INSERT INTO messages_in (letter_id, position) VALUES (1, 1)"),
    // Notices.
    ("a notice stays where it stood", "UPDATE notices SET position = 9 WHERE id = 1"),
    ("a notice stays where it stood", "UPDATE notices SET raw_to = 9 WHERE id = 1"),
    ("a notice is read once", "UPDATE notices SET content = '[]' WHERE id = 1"),
    ("a notice is read once", "UPDATE notices SET tn = 9 WHERE id = 1"),
    (CHECK, "UPDATE notices SET state = 'done' WHERE id = 1"),
    (CHECK, "UPDATE notices SET decided_at = 5 WHERE id = 1"),
    (CHECK, "UPDATE notices SET state = 'done', decided_at = 5 WHERE id = 1"),
    (CHECK, "UPDATE notices SET state = 'to decide' WHERE id = 2"),
    (CHECK, "UPDATE notices SET snoozed_until = 5 WHERE id = 2"),
    (CHECK, "UPDATE notices SET state = 'to decide' WHERE id = 3"),
    (CHECK, "UPDATE notices SET state = 'information' WHERE id = 3"),
    (CHECK, "UPDATE notices SET patient_id = NULL WHERE id = 1"),
    (CHECK, "UPDATE notices SET matched_by = NULL WHERE id = 1"),
    (CHECK, "UPDATE notices SET matched_by = 'guess' WHERE id = 1"),
    (CHECK, "UPDATE notices SET late = 2 WHERE id = 1"),
    (
        "notices.link_id", // the same transaction again
        "INSERT INTO notices (letter_id, message, position, kind, link_id, epoch, ris, rms, tn, content, outline, raw_from, raw_to, arrived_at, state)
         VALUES (2, 1, 1, 'F2', 1, 0, 1, 1, 1, '{}', '[]', 0, 9, 1, 'to decide')",
    ),
    (
        "notices.position", // the same place again
        "INSERT INTO notices (letter_id, message, position, kind, link_id, epoch, ris, rms, tn, content, outline, raw_from, raw_to, arrived_at, state)
         VALUES (1, 1, 1, 'F2', 1, 0, 1, 1, 9, '{}', '[]', 0, 9, 1, 'to decide')",
    ),
    // Decisions.
    (UNIQUE, "INSERT INTO decisions (notice_id, choice, at, by, stands) VALUES (2, 'leave', 3, 'asha', 1)"),
    (CHECK, "INSERT INTO decisions (notice_id, choice, at, by) VALUES (2, 'undo', 3, 'asha')"),
    (CHECK, "INSERT INTO decisions (notice_id, choice, at, by, undoes_id) VALUES (2, 'leave', 3, 'asha', 1)"),
    (CHECK, "INSERT INTO decisions (notice_id, choice, at, by, undoes_id, stands) VALUES (1, 'undo', 3, 'asha', 1, 1)"),
    (CHECK, "UPDATE decisions SET stands = 0 WHERE id = 1"),
    ("a decision never changes", "UPDATE decisions SET choice = 'leave' WHERE id = 1"),
    ("a decision never changes", "UPDATE decisions SET by = 'ben' WHERE id = 1"),
    ("what was undone is decided anew", "UPDATE decisions SET stands = 1 WHERE id = 2"),
    (
        UNIQUE,
        "UPDATE decisions SET stands = NULL WHERE id = 1;
         INSERT INTO decisions (notice_id, choice, at, by, undoes_id) VALUES (2, 'undo', 3, 'asha', 1);
         INSERT INTO decisions (notice_id, choice, at, by, undoes_id) VALUES (2, 'undo', 4, 'asha', 1)",
    ),
    // Patients, and their change log.
    (CHECK, "UPDATE patients SET state = 'leaving' WHERE id = 1"),
    (CHECK, "UPDATE patients SET state = 'left' WHERE id = 1"),
    (CHECK, "UPDATE patients SET state = 'died' WHERE id = 1"),
    (CHECK, "UPDATE patients SET left_on = '2026-06-15' WHERE id = 1"),
    (CHECK, "UPDATE patients SET sex = 'M' WHERE id = 1"),
    (CHECK, "UPDATE patients SET out_of_area = 2 WHERE id = 1"),
    (UNIQUE, "UPDATE patients SET nhs_number = '9990000018' WHERE id = 2"),
    ("FOREIGN KEY", "UPDATE patients SET link_id = 99 WHERE id = 2"),
    ("the change log is only added to", "UPDATE patient_changes SET after = '{}' WHERE id = 1"),
    (CHECK, "INSERT INTO patient_changes (patient_id, at, by, cause, before, after) VALUES (1, 1, 'asha', 'whim', '{}', '{}')"),
    // Numbers.
    (SPENT, "UPDATE numbers SET last = 5 WHERE id = 1; UPDATE numbers SET last = 4 WHERE id = 1"),
    (SPENT, "UPDATE numbers SET epoch = 1, last = 5 WHERE id = 1; UPDATE numbers SET epoch = 0, last = 9 WHERE id = 1"),
    (SPENT, "UPDATE numbers SET opened_after = 5 WHERE id = 1"),
    (SPENT, "UPDATE numbers SET link_id = 2 WHERE id = 1"),
    (CHECK, "UPDATE numbers SET last = 100000000 WHERE sequence = 'SIS'"),
    (CHECK, "UPDATE numbers SET last = 10000000 WHERE sequence = 'TN'"),
    (CHECK, "INSERT INTO numbers (sequence, link_id, opened_after, last) VALUES ('TN', 2, 0, 0)"),
    (CHECK, "INSERT INTO numbers (sequence, opened_after, last) VALUES ('SIS', 0, 0)"),
    (CHECK, "INSERT INTO numbers (sequence, link_id, opened_after, last) VALUES ('SIS', 2, -1, 0)"),
    ("numbers_sequence", "INSERT INTO numbers (sequence, opened_after, last) VALUES ('TN', 0, 0)"),
    ("numbers_sequence", "INSERT INTO numbers (sequence, link_id, opened_after, last) VALUES ('SIS', 1, 0, 0)"),
    (CHECK, "INSERT INTO number_gaps (direction, sequence, link_id, epoch, first, last, reason, at, by) VALUES ('out', 'SIS', 1, 0, 5, 4, 'why', 1, 'asha')"),
    (CHECK, "INSERT INTO number_gaps (direction, sequence, link_id, epoch, first, last, reason, at, by) VALUES ('out', 'SIS', 1, 0, 5, 6, '', 1, 'asha')"),
    (CHECK, "INSERT INTO number_moves (from_change_id, to_change_id, reason, at, by) VALUES (1, 1, '', 1, 'asha')"),
    (CHECK, "INSERT INTO number_moves (from_change_id, to_change_id, reason, at, by) VALUES (1, 1, 'one person', 1, 'asha');
       UPDATE number_moves SET undone_at = 2"),
    ("a move that was made stays", "INSERT INTO number_moves (from_change_id, to_change_id, reason, at, by) VALUES (1, 1, 'one person', 1, 'asha');
       UPDATE number_moves SET reason = 'other'"),
    (CHECK, "INSERT INTO corrections (change_id, kind, reason) VALUES (1, 'FP69 flag removed', '')"),
    (CHECK, "INSERT INTO corrections (change_id, kind, reason) VALUES (1, 'tidied', 'why')"),
    ("FOREIGN KEY", "INSERT INTO corrections (change_id, kind, reason) VALUES (99, 'FP69 flag removed', 'why')"),
    ("a reason that was given stays", "INSERT INTO corrections (change_id, kind, reason) VALUES (1, 'FP69 flag removed', 'why');
       UPDATE corrections SET reason = 'other'"),
    (CHECK, "UPDATE reminders SET done_decision_id = 1 WHERE id = 1"),
    ("a reason that was given stays", "UPDATE number_gaps SET reason = 'other'"),
    (CHECK, "INSERT INTO letters_lost (link_id, epoch, first, last, noticed_at) VALUES (1, 1, 5, 4, 1)"),
    (CHECK, "UPDATE letters_lost SET confirmed_at = 5 WHERE id = 2"),
    ("what was lost was lost", "UPDATE letters_lost SET last = 46 WHERE id = 2"),
    ("a confirmation stays", "UPDATE letters_lost SET confirmed_at = NULL, confirmed_by = NULL WHERE id = 1"),
    // Links, users and the rest.
    (UNIQUE, "INSERT INTO links (practice_code, cipher, service_code, mailbox) VALUES ('HIL5', 'NF', 'NF01', 'X')"),
    (CHECK, "UPDATE links SET paused_at = 5 WHERE id = 1"),
    (CHECK, "UPDATE links SET paused_at = 5, paused_by = 'asha' WHERE id = 1"),
    (CHECK, "UPDATE links SET stopped_at = 5 WHERE id = 1"),
    (CHECK, "UPDATE users SET role = 'god' WHERE id = 1"),
    (UNIQUE, "INSERT INTO users (name, role) VALUES ('asha', 'clerk')"),
    (CHECK, "INSERT INTO notes (text, at, by) VALUES ('about nothing', 1, 'asha')"),
    (CHECK, "UPDATE reminders SET done_at = 5 WHERE id = 1"),
    ("cannot store TEXT value", "UPDATE reminders SET at = 'noon' WHERE id = 1"),
    ("the audit is only added to", "UPDATE audit SET act = 'nothing' WHERE id = 1"),
    // Attempts and reports.
    (TAKEN, "UPDATE attempts SET outcome = 'found later' WHERE id = 2"),
    (TAKEN, "UPDATE attempts SET mesh_id = 'M9' WHERE id = 2"),
    (TAKEN, "UPDATE attempts SET outcome = 'not there' WHERE id = 3"),
    (TAKEN, "UPDATE attempts SET outcome = 'unknown' WHERE id = 4"),
    (UNIQUE, "INSERT INTO reports_in (mesh_id, received_at, fate) VALUES ('R1', 1, 'not ours')"),
    (CHECK, "INSERT INTO reports_in (mesh_id, received_at, fate) VALUES ('R3', 1, 'receipted')"),
    (CHECK, "INSERT INTO reports_in (mesh_id, received_at, letter_id, fate) VALUES ('R3', 1, 1, 'receipted')"),
    ("a report was what it was", "UPDATE reports_in SET fate = 'receipted' WHERE id = 1"),
    (UNIQUE, "INSERT INTO damaged_in (mesh_id, headers, why, tries, first_at, tried_at) VALUES ('Z1', '{}', 'E977', 1, 1, 1)"),
    (CHECK, "INSERT INTO damaged_in (mesh_id, headers, why, tries, first_at, tried_at) VALUES ('Z3', '{}', 'E977', 0, 1, 1)"),
    ("tried as often as it was", "UPDATE damaged_in SET tries = 1 WHERE id = 1"),
    ("tried as often as it was", "UPDATE damaged_in SET came_at = NULL WHERE id = 2"),
    // Nothing is deleted.
    ("the audit is only added to", "DELETE FROM audit"),
    (KEPT, "DELETE FROM patients"),
    (KEPT, "DELETE FROM patient_changes"),
    (KEPT, "DELETE FROM filings"),
    (KEPT, "DELETE FROM letters_out"),
    (KEPT, "DELETE FROM letters_in"),
    (KEPT, "DELETE FROM messages_in"),
    (KEPT, "DELETE FROM notices"),
    (KEPT, "DELETE FROM decisions"),
    (KEPT, "DELETE FROM receipts_out"),
    (KEPT, "DELETE FROM receipts_in"),
    (KEPT, "DELETE FROM attempts"),
    (KEPT, "DELETE FROM reports_in"),
    (KEPT, "DELETE FROM damaged_in"),
    (
        KEPT,
        "INSERT INTO resends (letter_id, after_attempts, state_before, asked_by, asked_on, reference, at, by) VALUES (1, 1, 'accepted', 'Ann', '2026-06-15', 'R', 1, 'asha');
         DELETE FROM resends",
    ),
    (KEPT, "DELETE FROM numbers"),
    (KEPT, "INSERT INTO number_moves (from_change_id, to_change_id, reason, at, by) VALUES (1, 1, 'one person', 1, 'asha');
       DELETE FROM number_moves"),
    (KEPT, "INSERT INTO corrections (change_id, kind, reason) VALUES (1, 'FP69 flag removed', 'why');
       DELETE FROM corrections"),
    (KEPT, "DELETE FROM number_gaps"),
    (KEPT, "DELETE FROM letters_lost"),
    (KEPT, "DELETE FROM links"),
    (KEPT, "DELETE FROM doctors"),
    (KEPT, "DELETE FROM users"),
    (KEPT, "DELETE FROM settings"),
    (KEPT, "DELETE FROM notes"),
    (KEPT, "DELETE FROM reminders"),
    (KEPT, "DELETE FROM unfinished"),
    (ENDED, "UPDATE unfinished SET form = '{}', ended = NULL WHERE key = 'U2'"),
    (ENDED, "UPDATE unfinished SET by = 'tom' WHERE key = 'U1'"),
    (CHECK, "UPDATE unfinished SET ended = 'filed' WHERE key = 'U1'"),
    (CHECK, "UPDATE unfinished SET form = NULL WHERE key = 'U1'"),
    (UNIQUE, "INSERT INTO unfinished (key, by, form, begun_at, saved_at) VALUES ('U1', 'tom', '{}', 1, 1)"),
];

/// What lies beside each rule and is as it should be.
const ALLOWED: &[&str] = &[
    "UPDATE unfinished SET form = NULL, ended = 'discarded' WHERE key = 'U1'",
    "UPDATE letters_lost SET confirmed_at = 5, confirmed_by = 'asha' WHERE id = 2",
    "UPDATE letters_out SET state = 'sending', attempts = 1 WHERE id = 2",
    "UPDATE letters_out SET state = 'sending', attempts = 1 WHERE id = 2;
     UPDATE letters_out SET state = 'accepted', mesh_id = 'M2', accepted_at = 5 WHERE id = 2;
     UPDATE letters_out SET state = 'collected', receipt = 'received', receipt_at = 6 WHERE id = 2",
    "UPDATE letters_out SET state = 'undelivered' WHERE id = 1;
     UPDATE letters_out SET state = 'abandoned', abandoned_why = 'why', abandoned_by = 'asha' WHERE id = 1",
    "UPDATE letters_out SET state = 'abandoned', abandoned_why = 'why', abandoned_by = 'asha' WHERE id = 2;
     INSERT INTO resends (letter_id, after_attempts, state_before, asked_by, asked_on, reference, at, by) VALUES (1, 1, 'accepted', 'Ann', '2026-06-15', 'R', 200, 'asha');
     UPDATE letters_out SET state = 'numbered', mesh_id = NULL WHERE id = 1",
    "UPDATE letters_out SET state = 'refused' WHERE id = 5",
    // The same numbers in the next round, and on another link.
    letter!("sis_epoch, sis, sms_epoch, sms, tn_epoch, tn, state, receipt", "1, 1, 1, 1, 1, 1, 'handed over', 'awaited'"),
    "UPDATE attempts SET outcome = 'found later', mesh_id = 'M9' WHERE id = 1",
    "UPDATE attempts SET outcome = 'accepted', mesh_id = 'M5' WHERE id = 4",
    "UPDATE reports_in SET acknowledged_at = 5 WHERE id = 1",
    "UPDATE damaged_in SET tries = 3, tried_at = 2, came_at = 6 WHERE id = 1",
    "UPDATE filings SET answer = 'approved', answered_at = 5 WHERE id = 1",
    "UPDATE filings SET held_why = 'wait' WHERE id = 2",
    "UPDATE filings SET state = 'released', letter_id = 2 WHERE id = 2",
    "UPDATE filings SET answer = 'closed', answered_at = 5, closed_why = 'why' WHERE id = 3",
    "UPDATE receipts_out SET state = 'released', letter_id = 5 WHERE id = 2",
    "UPDATE letters_in SET acknowledged_at = 5 WHERE id = 1",
    "UPDATE letters_in SET state = 'read', read_at = 5, link_id = 1, epoch = 0, ris = 5, why = NULL WHERE id = 3",
    "UPDATE letters_in SET dealt_with_at = 5, dealt_with_by = 'asha', dealt_with_why = 'why' WHERE id = 3",
    "UPDATE notices SET state = 'done', decided_at = 5, decided_by = 'asha' WHERE id = 1",
    "UPDATE notices SET state = 'to decide', decided_at = NULL, decided_by = NULL WHERE id = 2",
    "UPDATE notices SET state = 'done', decided_at = 5, decided_by = 'asha' WHERE id = 3",
    "UPDATE notices SET snoozed_until = 5 WHERE id = 1",
    // The same transaction again, where it is set aside.
    "INSERT INTO notices (letter_id, message, position, kind, link_id, epoch, ris, rms, tn, content, outline, raw_from, raw_to, arrived_at, state)
     VALUES (2, 1, 1, 'F2', 1, 0, 1, 1, 1, '{}', '[]', 0, 9, 1, 'set aside')",
    "UPDATE decisions SET stands = NULL WHERE id = 1;
     INSERT INTO decisions (notice_id, choice, at, by, undoes_id) VALUES (2, 'undo', 3, 'asha', 1);
     INSERT INTO decisions (notice_id, choice, at, by, stands) VALUES (2, 'leave', 4, 'asha', 1)",
    "UPDATE patients SET state = 'left', left_on = '2026-06-15' WHERE id = 1",
    "UPDATE numbers SET epoch = 1, last = 1 WHERE id = 1",
    "UPDATE links SET paused_at = 5, paused_by = 'asha', paused_why = 'why', stopped_at = 5, stopped_why = 'why' WHERE id = 1",
    "INSERT INTO number_moves (from_change_id, to_change_id, reason, at, by) VALUES (1, 1, 'one person', 1, 'asha');
     UPDATE number_moves SET undone_at = 2, undone_by = 'asha', undone_why = 'twins'",
    "UPDATE reminders SET done_at = 5, done_by = 'asha' WHERE id = 1",
];

#[test]
fn what_the_ledger_must_never_hold_is_refused() {
    let (_folder, path) = Desk::new().close();
    let conn = ledger(&path);

    for (rule, sql) in REFUSED {
        let refused = tried(&conn, sql).expect_err(sql);
        let words = refused.to_string();
        assert!(
            words.contains(rule),
            "refused for another reason:\n{sql}\n{words}"
        );
        assert!(
            !words.contains("9990000018") && !words.contains("Cole"),
            "{words}"
        );
    }
}

#[test]
fn what_the_ledger_is_for_is_allowed() {
    let (_folder, path) = Desk::new().close();
    let conn = ledger(&path);

    for sql in ALLOWED {
        tried(&conn, sql).expect(sql);
    }
}

/// A rule of the schema that nobody tries could be lost unseen.
#[test]
fn every_trigger_is_tried() {
    let (_folder, path) = Desk::new().close();
    let conn = ledger(&path);
    let triggers = |conn: &Connection| -> Vec<String> {
        let mut statement = conn
            .prepare(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND instr(sql, 'raise') > 0",
            )
            .unwrap();
        let names = statement.query_map([], |row| row.get(0)).unwrap();
        names.collect::<Result<_, _>>().unwrap()
    };

    let all = triggers(&conn);
    assert_eq!(all.len(), 52);
    for trigger in all {
        let dropped = format!("DROP TRIGGER {trigger}");
        let is_missed =
            REFUSED.iter().any(
                |(rule, sql)| match tried(&conn, &format!("{dropped};{sql}")) {
                    Ok(()) => true,
                    Err(error) => !error.to_string().contains(rule),
                },
            );
        assert!(is_missed, "nothing tries {trigger}");
    }
}

/// Tries it and takes it back.
fn tried(conn: &Connection, sql: &str) -> rusqlite::Result<()> {
    conn.execute_batch("BEGIN").unwrap();
    let done = conn.execute_batch(sql);
    conn.execute_batch("ROLLBACK").unwrap();

    done
}

fn ledger(path: &std::path::Path) -> Connection {
    let conn = raw(path);
    conn.execute_batch(LEDGER).unwrap();

    conn
}
