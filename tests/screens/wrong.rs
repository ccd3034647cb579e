//! Wrong, odd and hostile input in every field of a registration: all of it is told at once, each sentence leads to its field,
//! nothing that was typed is lost or run, and nothing is filed.

use serde_json::json;

use crate::registering::begins;
use crate::support::Window;

/// A section, its fields with what is typed into each, and what is then said of it.
type Section = (
    &'static str,
    &'static [(&'static str, &'static str, &'static str)],
);

const WRONG: [Section; 5] = [
    (
        "Kind of registration",
        &[(
            "acceptedOn",
            "1/1/2099",
            "The date of acceptance must be today or in the past",
        )],
    ),
    (
        "Who",
        &[
            ("nhsNumber", "9990003018", "This NHS number is not valid"),
            (
                "surname",
                "<script>window.stolen=1</script>",
                "out of the surname",
            ),
            ("firstForename", "Al3x", "out of the first forename"),
            (
                "secondForename",
                "\u{263a}",
                "characters in the second forename that cannot be sent",
            ),
            (
                "otherForenames",
                "Featherstonehaugh Cholmondeley Wriothesley",
                "Shorten the other forenames by",
            ),
            ("title", "%", "Enter the title. The sign % alone"),
            (
                "previousSurname",
                "\u{202e}Cole",
                "characters in the previous surname that cannot be sent",
            ),
            (
                "born",
                "31/2/1990",
                "The date of birth is not a date that exists",
            ),
            (
                "birthplace",
                "{{7*7}} \u{4e2d}",
                "characters in the place of birth that cannot be sent",
            ),
        ],
    ),
    (
        "Address",
        &[
            (
                "road",
                "14 Mill Brow; DROP TABLE patients",
                "out of the number and road",
            ),
            (
                "locality",
                "\"><img src=x onerror=window.stolen=1>",
                "out of the locality",
            ),
            (
                "county",
                "Featherstonehaugh Cholmondeley Wriothesleyshire",
                "Shorten the county by",
            ),
            ("postcode", "QQ", "Postcode"),
        ],
    ),
    (
        "Previous registration",
        &[
            ("enteredUk", "5/6/2099", "date of entry to the UK"),
            ("leftUk", "never", "date of leaving the UK"),
            (
                "previousAddress3",
                "\u{0}Otley\u{7f}\u{2764}",
                "third line of the previous address",
            ),
            (
                "previousGp",
                "Dr \u{2764}",
                "characters in the name of the previous GP that cannot be sent",
            ),
        ],
    ),
    (
        "GP",
        &[(
            "notes",
            "\u{2603}",
            "characters in the note that cannot be sent",
        )],
    ),
];

/// What was left blank that must not be.
const MISSING: [(&str, &str); 3] = [
    ("sex", "Choose the sex"),
    ("postTown", "Enter the post town"),
    ("gp", "Choose the registered GP"),
];

#[tokio::test]
async fn everything_wrong_is_told_at_once_and_leads_to_its_field() {
    let window = Window::open().await;
    window.presses("Register").await;
    begins(&window).await;
    window.chooses_a_section("Kind of registration").await;
    window.chooses("From abroad").await;
    for (section, fields) in WRONG {
        window.chooses_a_section(section).await;
        if section == "GP" {
            window
                .clicks("//summary[contains(., 'note for PCSE')]")
                .await;
        }
        for (field, typed, _) in fields {
            window.fills(field, typed).await;
        }
    }
    window.chooses_a_section("Check answers").await;
    window.presses("Confirm and queue").await;

    let told = WRONG.iter().flat_map(|(_, fields)| fields.iter());
    let told = told.map(|(field, _, words)| (*field, *words));
    for (field, words) in told.chain(MISSING) {
        window
            .clicks(&format!(
                "//*[@role='alert']//a[contains(normalize-space(.), \"{words}\")]"
            ))
            .await;
        window.is_in(field).await;
    }
    window.chooses_a_section("Who").await;
    assert_eq!(
        window.holds("surname").await,
        "<script>window.stolen=1</script>",
        "what was typed stays"
    );
    let stolen = window.asks("return window.stolen ?? null", vec![]).await;
    assert_eq!(stolen, json!(null));

    let kept = window.kept().await;
    assert_eq!(kept.called("<script>window.stolen=1</script>"), []);
}

impl Window {
    /// Waits until a field has the focus.
    async fn is_in(&self, field: &str) {
        self.sees(&format!("//*[@id='field-{field}']")).await;
        let mut glance = tokio::time::interval(crate::support::GLANCE);
        let wanted = json!(format!("field-{field}"));
        let mut here = json!(null);
        for _ in 0..100 {
            here = self.asks("return document.activeElement.id", vec![]).await;
            if here == wanted {
                return;
            }
            glance.tick().await;
        }

        panic!("the focus is in {here}, not in {wanted}");
    }
}
