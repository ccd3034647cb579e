//! `convert`: letters to the JSON of the NHAIS adaptor and back.

mod to_edifact;
mod to_fhir;

pub(crate) use to_edifact::{clean, desk_remarks, refused_by_desk, released, to_edifact};
pub(crate) use to_fhir::to_fhir;

use fhir::Flavour;

fn flavour(clean: bool) -> Flavour {
    if clean {
        Flavour::Clean
    } else {
        Flavour::Adaptor
    }
}
