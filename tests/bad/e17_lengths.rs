//! E-17: every field as long as a letter allows, and a character longer.

use gplinks::Item;

use super::table::Bad;
use crate::support::letters::{Lines, filing, notice, post};

/// A field, its longest value, and a letter that carries so many characters in it.
type Field = (Item, usize, fn(usize) -> Lines);

const FIELDS: &[Field] = &[
    (Item::Gp, 17, |count| {
        post().swap(
            "NAD+GP+9934561,B12",
            &format!("NAD+GP+9934561,{}", x(count - 8)),
        )
    }),
    (Item::Institute, 4, |count| {
        amendment(&format!("NAD+RIC+{}:956", x(count)))
    }),
    (Item::Fp69Reason, 4, |count| {
        fp69(&format!("HEA+FRN+{}:ZZZ", "8".repeat(count)), "SU:PIKE")
    }),
    (Item::Notes, 70, |count| rejection(&x(count))),
    (Item::Number, 15, |count| {
        post().swap("9990413703", &x(count))
    }),
    (Item::NewNumber, 15, |count| {
        amendment(&format!("PNA+PER+{}:API", x(count)))
    }),
    (Item::Surname, 35, |count| post().swap("FERRIER", &x(count))),
    (Item::FirstForename, 35, |count| {
        post().swap("GRACE", &x(count))
    }),
    (Item::Title, 35, |count| {
        post().swap("TI:DR", &format!("TI:{}", x(count)))
    }),
    (Item::SecondForename, 35, |count| {
        post().swap("TI:DR", &format!("TI:DR+MI:{}", x(count)))
    }),
    (Item::OtherForenames, 35, |count| {
        post().swap("TI:DR", &format!("TI:DR++FS:{}", x(count)))
    }),
    (Item::PreviousSurname, 35, |count| {
        amendment(&format!("PNA+PER++++SU:{}", x(count)))
    }),
    (Item::HouseName, 35, |count| {
        post().swap("++??:", &format!("++{}:", x(count)))
    }),
    (Item::Road, 35, |count| {
        post().swap("5 QUAY SIDE", &x(count))
    }),
    (Item::Locality, 35, |count| {
        post().swap("5 QUAY SIDE:", &format!("5 QUAY SIDE:{}", x(count)))
    }),
    (Item::PostTown, 35, |count| post().swap("CROMER", &x(count))),
    (Item::County, 35, |count| post().swap("NORFOLK", &x(count))),
    (Item::PreviousGp, 35, |count| {
        transfer(&x(count), "18 SHORE ROAD", "OTLEY")
    }),
    (Item::Birthplace, 35, |count| {
        transfer("DR LANE", "18 SHORE ROAD", &x(count))
    }),
    (Item::PreviousLine1, 35, |count| {
        transfer("DR LANE", &format!("{}:B:C:D:E", x(count)), "OTLEY")
    }),
    (Item::PreviousLine2, 35, |count| {
        transfer("DR LANE", &format!("A:{}:C:D:E", x(count)), "OTLEY")
    }),
    (Item::PreviousLine3, 35, |count| {
        transfer("DR LANE", &format!("A:B:{}:D:E", x(count)), "OTLEY")
    }),
    (Item::PreviousLine4, 35, |count| {
        transfer("DR LANE", &format!("A:B:C:{}:E", x(count)), "OTLEY")
    }),
    (Item::PreviousLine5, 35, |count| {
        transfer("DR LANE", &format!("A:B:C:D:{}", x(count)), "OTLEY")
    }),
];

pub(crate) fn files() -> Vec<Bad> {
    let rows = FIELDS.iter().flat_map(|(item, longest, letter)| {
        assert_eq!(item.longest(), *longest, "{}", item.words());
        let parts = letter(*longest).parts();
        let also = usual_remarks(*item);
        let file = |extra: usize, codes: &str| {
            let name = format!(
                "{} ({item:?}) of {} characters",
                item.words(),
                longest + extra
            );
            Bad::new(
                "E-17",
                name,
                letter(longest + extra),
                codes,
                format!("{parts} read"),
            )
        };
        let too_long = [Some("E417"), also]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");

        [
            file(0, also.unwrap_or_default()),
            file(1, &too_long),
            file(1_000, &too_long),
        ]
    });
    let postcode = |text: &str, codes: &str| {
        let letter = post().swap("NR27 0ZZ", text);
        Bad::new(
            "E-17",
            format!("the postcode `{text}`"),
            letter,
            codes,
            "4 read",
        )
    };
    let longer_than_codes = [
        (
            "an acceptance code of two letters",
            "HEA+ACD+A:",
            "HEA+ACD+AA:",
            "E409 E417",
        ),
        (
            "an acceptance type of two digits",
            "HEA+ATP+3:",
            "HEA+ATP+33:",
            "E409 E415 E417",
        ),
        ("a sex of two digits", "PDI+2", "PDI+22", "E409 E417"),
    ];
    let codes = longer_than_codes.map(|(name, old, new, codes)| {
        let letter = transfer("DR LANE", "18 SHORE ROAD", "OTLEY").swap(old, new);
        Bad::new("E-17", name, letter, codes, "0 read, 1 aside")
    });

    rows.chain(codes)
        .chain([
            postcode("NR27 0ZZ", ""),
            postcode("NR270ZZ", ""),
            postcode("NR27  0ZZ", "E417"),
            postcode("NR27 0ZZZ", "E417 E423"),
        ])
        .collect()
}

/// A number of letters is of an older form.
fn usual_remarks(item: Item) -> Option<&'static str> {
    matches!(item, Item::Number | Item::NewNumber).then_some("E420")
}

fn x(count: usize) -> String {
    "X".repeat(count)
}

fn amendment(lines: &str) -> Lines {
    post().after("PNA+PAT+9990415072", lines).counted()
}

fn rejection(text: &str) -> Lines {
    notice(
        "F3",
        &format!("S01+1\nRFF+TN:1290\nNAD+GP+9934561,B12:900\nFTX+RGI+++{text}"),
    )
}

fn fp69(reason: &str, surname: &str) -> Lines {
    notice(
        "F9",
        &format!(
            "S01+1\nRFF+TN:1\nNAD+GP+9934561,B12:900\n{reason}\nDTM+962:20250702:102\nS02+2\n\
             PNA+PAT+9990413703:OPI+++{surname}\nDTM+329:19700101:102"
        ),
    )
}

fn transfer(previous_gp: &str, previous_address: &str, birthplace: &str) -> Lines {
    filing(
        "G1",
        &format!(
            "S01+1\nRFF+TN:1290\nNAD+GP+9934561,B12:900\nNAD+PGP+++{previous_gp}\nHEA+ACD+A:ZZZ\nHEA+ATP+3:ZZZ\n\
             DTM+956:20250402:102\nLOC+950+{birthplace}\nS02+2\nPNA+PAT+9990413703:OPI+++SU:HORVAT\n\
             DTM+329:19900101:102\nPDI+2\nNAD+PAT++??:1 HIGH STREET::DISS:\nNAD+PER++{previous_address}"
        ),
    )
}
