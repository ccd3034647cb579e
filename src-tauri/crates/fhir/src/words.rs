//! The names, systems and addresses that stand in the adaptor's JSON.

use gplinks::Sex;

pub(crate) const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";
pub(crate) const GMC_NUMBER: &str = "https://fhir.hl7.org.uk/Id/gmc-number";
pub(crate) const GP_LINKS: &str =
    "https://digital.nhs.uk/services/nhais/guide-to-nhais-gp-links-documentation";

pub(crate) const BIRTHPLACE: &str = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace";
pub(crate) const DRUGS_DISPENSED: &str =
    "https://fhir.nhs.uk/R4/StructureDefinition/Extension-UKCore-NHAIS-DrugsDispensedMarker";
pub(crate) const INSTITUTE: &str =
    "https://fhir.nhs.uk/R4/StructureDefinition/Extension-UKCore-NHAIS-ResidentialInstituteCode";

pub(crate) const PRACTICE: &str = "gpTradingPartnerCode";
pub(crate) const PATIENT: &str = "patient";
pub(crate) const ACCEPTANCE_CODE: &str = "acceptanceCode";
pub(crate) const ACCEPTANCE_TYPE: &str = "acceptanceType";
pub(crate) const ACCEPTANCE_DATE: &str = "acceptanceDate";
pub(crate) const ENTERED_UK: &str = "dateOfUkEntry";
pub(crate) const LEFT_UK: &str = "dateOfUkExit";
pub(crate) const PREVIOUS_GP: &str = "previousGpName";
pub(crate) const PREVIOUS_HA: &str = "previousHaCipher";
pub(crate) const NOTES: &str = "freeText";
pub(crate) const DEDUCTED_ON: &str = "dateOfDeduction";
pub(crate) const DEDUCTION_REASON: &str = "deductionReasonCode";
pub(crate) const NEW_HA: &str = "newHaCipher";
pub(crate) const FP69_REASON: &str = "fp69ReasonCode";
pub(crate) const FP69_EXPIRY: &str = "fp69ExpiryDate";

/// The words of FHIR's administrative gender.
pub(crate) fn sex_word(sex: Sex) -> &'static str {
    match sex {
        Sex::Unknown => "unknown",
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::Other => "other",
    }
}

pub(crate) fn sex_of(word: &str) -> Option<Sex> {
    Sex::ALL.into_iter().find(|sex| sex_word(*sex) == word)
}
