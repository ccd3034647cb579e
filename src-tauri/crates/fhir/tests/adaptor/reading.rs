//! Bodies that the adaptor takes, and the letters they become.

use crate::bodies::*;
use fhir::{FilingKind, Repair, read_filing};
use gplinks::{AcceptanceKind, Change, Filing, PatientNumber};
use serde_json::json;

#[test]
fn the_transfer_in_becomes_the_letter_of_the_specification() {
    let expected = "\
UNB+UNOA:2+HIL5+NF01+250311:1047+00000514'
UNH+00000735+FHSREG:0:1:FH:FHS001'
BGM+++507'
NAD+FHS+NF:954'
DTM+137:202503111047:203'
RFF+950:G1'
S01+1'
RFF+TN:1292'
NAD+GP+9912345,K31:900'
NAD+PGP+++DR A SINGH'
NAD+PFH+LDS:954'
HEA+ACD+A:ZZZ'
HEA+ATP+3:ZZZ'
DTM+956:20250311:102'
LOC+950+OTLEY'
S02+2'
PNA+PAT+9990002371:OPI+++SU:COLE+FO:TUNDE+TI:MR+MI:ADE+FS:JAMES PAUL'
DTM+329:19710930:102'
PDI+1'
NAD+PAT++THE OLD FORGE::BARFORD:NORWICH:NORFOLK+++++NR9  0ZY'
NAD+PER++14 MILL BROW:OTLEY:WEST YORKSHIRE'
UNT+21+00000735'
UNZ+1+00000514'";

    assert_eq!(
        letter(&transfer_in(), 514, 735, 1292, "2025-03-11T10:47"),
        expected
    );
}

#[test]
fn the_amendment_becomes_the_letter_of_the_specification() {
    let expected = "\
UNB+UNOA:2+HIL5+NF01+250312:0903+00000516'
UNH+00000737+FHSREG:0:1:FH:FHS001'
BGM+++507'
NAD+FHS+NF:954'
DTM+137:202503120903:203'
RFF+950:G2'
S01+1'
RFF+TN:1294'
NAD+GP+9912345,K31:900'
NAD+RIC+%:956'
HEA+DM+%:ZZZ'
FTX+RGI+++MOVED 01 MARCH 2025'
S02+2'
PNA+PAT+9990003742:OPI+++SU:ADEYEMI+FO:GRACE+TI:MRS+MI:OLU'
NAD+PAT++%:22 PRIORY LANE:COSTESSEY:NORWICH:NORFOLK+++++NR5  0ZZ'
S02+2'
PNA+PER++++SU:COLE'
UNT+17+00000737'
UNZ+1+00000516'";

    assert_eq!(
        letter(&amendment(), 516, 737, 1294, "2025-03-12T09:03"),
        expected
    );
}

#[test]
fn removal_and_deduction_become_the_letters_of_the_specification() {
    let removal = letter(&removal(), 517, 738, 1295, "2025-03-12T09:05");
    let deduction = letter(&deduction(), 518, 739, 1296, "2025-03-12T09:08");

    assert!(removal.ends_with(
        "NAD+GP+9976543,K32:900'\nFTX+RGI+++NEW ADDRESS IS 19 MILES FROM SURGERY'\nS02+2'\n\
         PNA+PAT+9990005117:OPI'\nUNT+12+00000738'\nUNZ+1+00000517'"
    ));
    assert!(deduction.ends_with(
        "NAD+GP+9976543,K32:900'\nGIS+13:ZZZ'\nDTM+961:20250228:102'\nFTX+RGI+++ADDRESS UNKNOWN'\n\
         S02+2'\nPNA+PAT+9990006482:OPI'\nUNT+14+00000739'\nUNZ+1+00000518'"
    ));
}

#[test]
fn what_another_type_needs_is_left_out_without_a_word() {
    let is_birth = |filing: &Filing| match filing {
        Filing::Acceptance(body) => matches!(body.kind, AcceptanceKind::Birth { .. }),
        Filing::Amendment(_) | Filing::Removal(_) | Filing::DeductionRequest(_) => false,
    };

    assert!(is_birth(&read_body(&of_type("1")).draft.filing));
    let birth = letter(&of_type("1"), 1, 1, 1, "2025-03-11T10:47");
    let transfer = letter(&of_type("3"), 1, 1, 1, "2025-03-11T10:47");
    let immigrant = letter(&of_type("4"), 1, 1, 1, "2025-03-11T10:47");
    assert!(!birth.contains("NAD+PGP") && !birth.contains("NAD+PFH") && !birth.contains("NAD+PER"));
    assert!(!transfer.contains("DTM+957") && !transfer.contains("DTM+958"));
    assert!(immigrant.contains("DTM+957:20250120:102'\nDTM+958:20011005:102'\n"));
}

#[test]
fn the_kind_is_told_from_the_body() {
    let kind = |body| read_body(&body).draft.filing.kind();

    assert_eq!(kind(transfer_in()).code(), "G1");
    assert_eq!(kind(amendment()).code(), "G2");
    assert_eq!(kind(removal()).code(), "G3");
    assert_eq!(kind(deduction()).code(), "G5");
    let asked = read_filing(&removal().to_string(), Some(FilingKind::Deduction)).unwrap_err();
    assert_eq!(
        asked.first().code(),
        "E652",
        "a kind that is given is not guessed"
    );
}

#[test]
fn values_are_taken_as_they_stand() {
    let mut body = with(transfer_in(), "identifier", json!([{"value": "RE1/12/13"}]));
    patient(&mut body)["address"][0]["postalCode"] = json!("ZZ7 1ZZ");
    patient(&mut body)["name"][0]["given"] = json!([null, " ADE"]);
    set(&mut body, "previousHaCipher", json!("XX1"));
    let letter = letter(&body, 1, 1, 1, "2025-03-11T10:47");

    assert!(letter.contains("PNA+PAT+RE1/12/13:OPI+++SU:COLE++TI:MR+MI: ADE'"));
    assert!(letter.contains("NAD+PAT++THE OLD FORGE::BARFORD:NORWICH:NORFOLK+++++ZZ7 1ZZ'"));
    assert!(letter.contains("NAD+PFH+XX1:954'"));
    assert_eq!(read_body(&body).remarks, []);
}

#[test]
fn text_is_already_released() {
    let mut body = with(transfer_in(), "name", json!([{"family": "O?'NEILL"}]));
    add(&mut body, "freeText", "OOAR?: 50% ?+ MORE??");
    let letter = letter(&body, 1, 1, 1, "2025-03-11T10:47");

    assert!(letter.contains("SU:O?'NEILL'"));
    assert!(letter.contains("FTX+RGI+++OOAR?: 50% ?+ MORE??'"));
    assert_eq!(read_body(&body).remarks, []);
}

#[test]
fn text_that_is_not_released_is_repaired_and_told() {
    let mut body = with(transfer_in(), "name", json!([{"family": "O'NEILL"}]));
    add(&mut body, "freeText", "WHY? NOT");
    let remarks: Vec<_> = read_body(&body).remarks;
    let seen: Vec<_> = remarks
        .iter()
        .map(|r| (r.repair, r.pointer.as_str()))
        .collect();

    assert_eq!(
        seen,
        [
            (Repair::ReleasesNothing, "/parameter/7/valueString"),
            (Repair::NotReleased, "/parameter/6/resource/name/0/family"),
        ]
    );
    let letter = letter(&body, 1, 1, 1, "2025-03-11T10:47");
    assert!(letter.contains("SU:O?'NEILL'") && letter.contains("FTX+RGI+++WHY?? NOT'"));
    assert!(!remarks[1].to_string().contains("NEILL"));
}

#[test]
fn lines_after_the_fifth_are_told_and_a_missing_one_is_blank() {
    let address = |line| with(of_type("2"), "address", json!([{ "line": line }]));
    let long = address(json!(["A", "B", "C", "D", "E", "F"]));
    let short = address(json!(["A"]));

    assert_eq!(read_body(&long).remarks[0].repair, Repair::LinesLeftOut);
    assert!(letter(&long, 1, 1, 1, "2025-03-11T10:47").contains("NAD+PAT++A:B:C:D:E'"));
    assert!(letter(&short, 1, 1, 1, "2025-03-11T10:47").contains("NAD+PAT++A::::'"));
}

#[test]
fn a_percent_sign_in_a_patch_removes() {
    let body = patches(json!([{"op": "replace", "path": "/name/0/prefix/0", "value": "%"}]));
    let read = read_body(&body);

    assert_eq!(read.remarks[0].repair, Repair::PercentRemoves);
    let title = match read.draft.filing {
        Filing::Amendment(amendment) => amendment.changes.name.title,
        Filing::Acceptance(_) | Filing::Removal(_) | Filing::DeductionRequest(_) => Change::Keep,
    };
    assert_eq!(title, Change::Erase);
}

#[test]
fn a_percent_sign_for_an_institute_code_removes_it() {
    let value = json!({"url": INSTITUTE, "valueString": "%"});
    let body = patches(json!([{"op": "add", "path": "/extension/0", "value": value}]));

    assert!(letter(&body, 1, 1, 1, "2025-03-12T09:03").contains("NAD+RIC+%:956'"));
    assert_eq!(
        read_body(&body).remarks[0].pointer,
        "/patches/0/value/valueString"
    );
}

#[test]
fn blank_notes_of_an_amendment_are_left_out() {
    let mut body = amendment();
    body["freeText"] = json!(" ");

    assert!(!letter(&body, 1, 1, 1, "2025-03-11T10:47").contains("FTX"));
}

#[test]
fn an_amendment_belongs_to_the_number_in_its_path() {
    let read = read_body(&amendment());

    assert_eq!(read.is_for("9990003742"), Ok(()));
    let refusal = read.is_for("9990003741").unwrap_err();
    assert_eq!(
        (refusal.code(), refusal.issue().word()),
        ("E663", "invalid")
    );
    assert_eq!(
        refusal.fault.to_string(),
        "Request body has different NHS number than provided in request path"
    );
}

#[test]
fn an_identifier_of_another_system_is_not_an_nhs_number() {
    let body = with(
        transfer_in(),
        "identifier",
        json!([
            {"system": "https://practice.example/id", "value": "4711"},
            {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990002371"},
        ]),
    );

    let number = read_body(&body)
        .draft
        .filing
        .number()
        .map(PatientNumber::written);
    assert_eq!(number.as_deref(), Some("9990002371"));
}

#[test]
fn names_in_a_removal_are_not_looked_at() {
    let body = with(removal(), "name", json!([{"family": "not level A"}]));

    assert!(!letter(&body, 1, 1, 1, "2025-03-12T09:05").contains("SU:"));
}

#[test]
fn the_reason_of_a_deduction_is_not_checked() {
    let mut body = deduction();
    set(&mut body, "deductionReasonCode", json!("22"));

    assert!(letter(&body, 1, 1, 1, "2025-03-12T09:08").contains("GIS+22:ZZZ'"));
}
