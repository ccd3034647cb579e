//! Each refusal of a removal or a deduction request that the adaptor knows, in its words.

use fhir::FilingKind;
use serde_json::json;

use crate::bodies::*;

#[test]
fn what_a_removal_and_a_deduction_need_is_missed() {
    let number = "Patient resource property /identifier/0/value (NHS Number) is required";
    let rows = [
        (
            without(removal(), "identifier"),
            FilingKind::Removal,
            number,
        ),
        (
            without(deduction(), "identifier"),
            FilingKind::Deduction,
            number,
        ),
        (
            dropped(removal(), "freeText"),
            FilingKind::Removal,
            "Value freeText is missing in FHIR Parameters",
        ),
        (
            set_to(removal(), "freeText", json!(" ")),
            FilingKind::Removal,
            "FTX: Attribute freeTextValue is blank or missing",
        ),
        (
            set_to(deduction(), "freeText", json!(" ")),
            FilingKind::Deduction,
            "FTX: Attribute freeTextValue is blank or missing",
        ),
        (
            dropped(deduction(), "dateOfDeduction"),
            FilingKind::Deduction,
            "Parameter dateOfDeduction is required",
        ),
        (
            set_to(deduction(), "dateOfDeduction", json!(" ")),
            FilingKind::Deduction,
            "Parameter dateOfDeduction is required",
        ),
        (
            set_to(deduction(), "dateOfDeduction", json!("2025-02-30")),
            FilingKind::Deduction,
            "DTM: Date of deduction is not a date written YYYY-MM-DD",
        ),
        (
            dropped(deduction(), "deductionReasonCode"),
            FilingKind::Deduction,
            "Parameter deductionReasonCode is required (GIS: Deduction Reason Code is required)",
        ),
        (
            set_to(deduction(), "deductionReasonCode", json!(" ")),
            FilingKind::Deduction,
            "Parameter deductionReasonCode is required (GIS: Deduction Reason Code is required)",
        ),
    ];
    for (body, kind, expected) in rows {
        assert_eq!(words(&body, Some(kind)), expected);
    }
}
