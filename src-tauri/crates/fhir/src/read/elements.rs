//! The elements of the FHIR types (R4) that stand in a Parameters body.

/// The elements of one FHIR type (R4).
pub(super) struct Type {
    /// Those that are not looked into any further.
    plain: &'static [&'static str],
    /// Those of another type here, and whether FHIR lets them repeat.
    pub(super) typed: &'static [(&'static str, &'static Type, bool)],
}

pub(super) static PARAMETERS: Type = Type {
    plain: &["resourceType", "id", "meta", "implicitRules", "language"],
    typed: &[("parameter", &PARAMETER, true)],
};
static PARAMETER: Type = Type {
    plain: &[
        "id",
        "extension",
        "modifierExtension",
        "name",
        "resource",
        "part",
    ],
    typed: &[],
};
pub(super) static PATIENT: Type = Type {
    plain: &[
        "resourceType",
        "id",
        "meta",
        "implicitRules",
        "language",
        "text",
        "contained",
        "modifierExtension",
        "active",
        "telecom",
        "gender",
        "birthDate",
        "deceasedBoolean",
        "deceasedDateTime",
        "maritalStatus",
        "multipleBirthBoolean",
        "multipleBirthInteger",
        "photo",
        "contact",
        "communication",
        "link",
    ],
    typed: &[
        ("extension", &EXTENSION, true),
        ("identifier", &IDENTIFIER, true),
        ("name", &NAME, true),
        ("address", &ADDRESS, true),
        ("generalPractitioner", &REFERENCE, true),
        ("managingOrganization", &REFERENCE, false),
    ],
};
static EXTENSION: Type = Type {
    plain: &["id", "extension", "url"],
    typed: &[],
};
static IDENTIFIER: Type = Type {
    plain: &[
        "id",
        "extension",
        "use",
        "type",
        "system",
        "value",
        "period",
        "assigner",
    ],
    typed: &[],
};
static NAME: Type = Type {
    plain: &[
        "id",
        "extension",
        "use",
        "text",
        "family",
        "given",
        "prefix",
        "suffix",
        "period",
    ],
    typed: &[],
};
static ADDRESS: Type = Type {
    plain: &[
        "id",
        "extension",
        "use",
        "type",
        "text",
        "line",
        "city",
        "district",
        "state",
        "postalCode",
        "country",
        "period",
    ],
    typed: &[],
};
static REFERENCE: Type = Type {
    plain: &["id", "extension", "reference", "type", "display"],
    typed: &[("identifier", &IDENTIFIER, false)],
};

impl Type {
    /// Whether FHIR has an element of this name here.
    pub(super) fn knows(&self, key: &str) -> bool {
        // A member that begins with an underscore holds the extensions of its namesake.
        let name = key.strip_prefix('_').unwrap_or(key);
        let holds_a_value = std::ptr::eq(self, &PARAMETER) || std::ptr::eq(self, &EXTENSION);

        self.plain.contains(&name)
            || (holds_a_value && name.starts_with("value"))
            || key == "fhir_comments"
    }
}
