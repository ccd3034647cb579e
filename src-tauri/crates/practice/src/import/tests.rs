//! Files as practices export them, and files that are none.

use std::io::{self, Read};
use std::time::Instant;

use store::{Cause, PatientState, Role};

use super::{ImportField, ImportReport, Mapping, Mode};
use crate::sample::{GP, NUMBERS, Sample, manager, now};
use crate::{Act, DeskError};

fn import(csv: impl Read, mode: Mode) -> (Sample, ImportReport) {
    let sample = Sample::new();
    let report = sample
        .practice
        .import(csv, &Mapping::default(), mode, &manager())
        .unwrap();

    (sample, report)
}

/// Row, column and sentence of each problem; nothing was imported.
fn problems(csv: impl AsRef<[u8]>) -> Vec<String> {
    let (sample, report) = import(csv.as_ref(), Mode::Real);

    assert_eq!(report.imported, 0);
    assert_eq!(count(&sample), 0, "all or nothing");
    report
        .problems
        .iter()
        .map(|problem| {
            let row = problem.row.map(|row| format!("{row} ")).unwrap_or_default();
            let column = problem.column.as_ref().map(|name| format!("{name}: "));

            format!("{row}{}{}", column.unwrap_or_default(), problem.sentence)
        })
        .collect()
}

fn count(sample: &Sample) -> u64 {
    sample
        .practice
        .store()
        .read(|r| r.count_patients())
        .unwrap()
}

#[test]
fn a_whole_row_becomes_a_patient() {
    let csv = format!(
        "NHS Number,Surname,First Forename,second_forename,other_forenames,title,previous_surname,sex,born,house_name,road,locality,post_town,county,postcode,gp,link,accepted_on,institute,drugs_dispensed\n\
         999 000 2371,Cole,Tunde,Ade,John James,Mr,Bell,male,30/09/1971,The Old Forge,\"1, Mill\nLane\",Barford,Norwich,Norfolk,nr90zy,\"{GP}\",NF,2025-03-11,NH1,yes\n"
    );
    let (sample, report) = import(csv.as_bytes(), Mode::Real);

    assert_eq!((report.rows, report.imported), (1, 1), "{report:?}");
    let patient = sample
        .practice
        .store()
        .read(|r| r.patient_numbered(NUMBERS[0]))
        .unwrap()
        .unwrap();
    let record = &patient.record;
    assert_eq!(record.state, PatientState::Registered);
    assert_eq!(record.surname, "Cole");
    assert_eq!(record.other_forenames.as_deref(), Some("John James"));
    assert_eq!(
        record.road.as_deref(),
        Some("1, Mill Lane"),
        "a quoted line end is a space"
    );
    assert_eq!(record.postcode.as_deref(), Some("NR9 0ZY"));
    assert_eq!(record.born.unwrap().iso(), "1971-09-30");
    assert_eq!((record.sex.as_str(), record.gp.as_str()), ("1", GP));
    assert!(record.drugs_dispensed);
    let log = sample
        .practice
        .store()
        .read(|r| r.changes_of(patient.id))
        .unwrap();
    assert_eq!((log.len(), log[0].cause), (1, Cause::Imported));
    let audit = sample
        .practice
        .store()
        .read(|r| r.audit_between(now(), jiff::Timestamp::MAX))
        .unwrap();
    let last = audit.last().unwrap();
    assert_eq!(
        (last.act.as_str(), last.details.as_str()),
        ("imported", "{\"patients\":1}")
    );
    assert!(sample.practice.verify(now()).unwrap().is_sound());
}

#[test]
fn a_dry_run_looks_and_writes_nothing() {
    let csv = "surname;born\r\nCole;1971-09-30\r\nAdair;31/31/1971\r\n";
    let (sample, report) = import(csv.as_bytes(), Mode::DryRun);

    assert_eq!((report.rows, report.bad_rows, report.imported), (2, 1, 0));
    assert!(report.is_refused());
    assert_eq!(report.refusal(), Some(DeskError::Import { rows: 1 }));
    assert_eq!(count(&sample), 0);
    let (sample, report) = import("surname,born\nCole,1971-09-30\n".as_bytes(), Mode::DryRun);
    assert!(!report.is_refused());
    assert_eq!((report.imported, count(&sample)), (0, 0));
}

#[test]
fn only_a_manager_imports() {
    let sample = Sample::new();
    let clerk = Act {
        role: Role::Clerk,
        ..manager()
    };
    let refused = sample.practice.import(
        "surname\nCole\n".as_bytes(),
        &Mapping::default(),
        Mode::Real,
        &clerk,
    );

    assert_eq!(
        refused,
        Err(DeskError::NotAllowed {
            needs: Role::Manager
        })
    );
}

#[test]
fn marks_separators_and_line_ends_do_not_matter() {
    for csv in [
        "\u{feff}surname,born\nCole,1971-09-30\nAdair,1984-05-03\n",
        "surname;born\r\nCole;1971-09-30\r\nAdair;1984-05-03",
        "surname\tborn\rCole\t1971-09-30\rAdair\t1984-05-03\r",
        "surname,born\r\nCole,1971-09-30\n\n\r\nAdair,1984-05-03\r\n,\r\n",
        "\"surname\",\"born\"\n\"Cole\",\"1971-09-30\"\n\"Ada\"\"ir\",1984-05-03\n",
    ] {
        let (sample, report) = import(csv.as_bytes(), Mode::Real);
        assert_eq!(
            (report.imported, count(&sample)),
            (2, 2),
            "{csv:?}: {report:?}"
        );
    }
}

#[test]
fn headers_may_be_called_otherwise() {
    let mapping = Mapping::default()
        .with(ImportField::Surname, "Family name")
        .with(ImportField::Born, "DOB");
    let written: Mapping =
        serde_json::from_str(r#"{"surname": "Family name", "born": "DOB"}"#).unwrap();
    assert_eq!(mapping, written);
    assert!(serde_json::from_str::<Mapping>(r#"{"forename": "x"}"#).is_err());

    let sample = Sample::new();
    let report = |csv: &str| {
        sample
            .practice
            .import(csv.as_bytes(), &mapping, Mode::Real, &manager())
            .unwrap()
    };
    let good = report("Ref,FAMILY_NAME,dob,Notes\n1,Cole,3/5/1984,x\n");
    assert_eq!((good.imported, good.unused_columns), (1, vec![1, 4]));
    let bad = report("Family name\nCole\n");
    assert_eq!(
        bad.problems[0].sentence,
        "no column is called \u{201c}DOB\u{201d}; the first row must hold the headers"
    );
    let twice = report("Family name,DOB,dob\nCole,3/5/1984,\n");
    assert_eq!(
        twice.problems[0].sentence,
        "two columns are called \u{201c}DOB\u{201d}"
    );
}

#[test]
fn every_bad_row_is_told_by_its_row_and_column() {
    let told = problems(
        "nhs_number,surname,sex,born,postcode,gp,link,drugs_dispensed\n\
         9990002372,Cole,male,1971-09-30,NR9 0ZY,K31,NF,no\n\
         12345,,boy,2099-01-01,nowhere,K99,XX,maybe\n\
         \n\
         99900O2371,Adair,F,1712-01-01,,Dr Ruth Adeyemi,,\n",
    );

    assert_eq!(
        told,
        [
            "2 nhs_number: this is not a right NHS number: its last digit does not fit the others",
            "3 surname: the surname is missing",
            "3 link: the practice has no link with this cipher",
            "5 nhs_number: an NHS number has digits only",
            "5 born: this day is too long ago",
        ]
    );
    let told = problems(
        "nhs_number,surname,sex,born,postcode,gp,drugs_dispensed\n12345,Cole,boy,2099-01-01,nowhere,9912345,maybe\n",
    );
    assert_eq!(
        told,
        [
            "2 nhs_number: an NHS number has 10 digits",
            "2 sex: the sex is written 1, 2, 9 or 0, or male, female, other or unknown",
            "2 born: this day has not come yet",
            "2 postcode: this is not a UK postcode",
            "2 drugs_dispensed: this is yes or no",
        ]
    );
    let told = problems("surname,born,gp\nCole,1971-09-30,K99\nAdair,1984-05-03,Dr Nobody\n");
    assert_eq!(told.len(), 2);
    assert!(told[0].starts_with("2 gp: this is no doctor of the practice"));
}

#[test]
fn nothing_that_is_told_repeats_a_value() {
    let told = problems(
        "surname,nhs_number,born,title\nQuillfeather,9990002372,Quillfeather,Quill\u{7}feather\nQuillfeather,1,2,3\n",
    );

    assert_eq!(told.len(), 5, "{told:?}");
    assert!(
        told.iter()
            .all(|one| !one.contains("Quill") && !one.contains("999000"))
    );
}

#[test]
fn nobody_is_on_the_list_twice() {
    let csv = format!(
        "surname,born,nhs_number\nCole,1971-09-30,{}\nAdair,1984-05-03,{}\nCole,1971-09-30,{}\n",
        NUMBERS[0], NUMBERS[1], NUMBERS[0]
    );
    assert_eq!(
        problems(&csv),
        ["4 nhs_number: this NHS number stands in row 2 as well"]
    );

    let sample = Sample::new();
    let once = format!("surname,born,nhs_number\nCole,1971-09-30,{}\n", NUMBERS[0]);
    assert_eq!(sample.import(&once).imported, 1);
    let again = sample.import(&once);
    assert_eq!((again.imported, count(&sample)), (0, 1));
    assert_eq!(
        again.problems[0].sentence,
        "this NHS number belongs to patient 1 on the list"
    );
}

#[test]
fn nobody_without_a_number_is_on_the_list_twice_either() {
    let headers = "surname,first_forename,born,postcode,nhs_number";
    let person = "O'Neill,Se\u{e1}n,1984-05-03,NR9 0ZY,";
    let alike = "ONEILL,SEAN,03/05/1984,nr90zy,";
    let told = problems(format!(
        "{headers}\n{person}\n{alike}\n{alike}{}\n",
        NUMBERS[0]
    ));
    let again =
        "somebody with these names, this date of birth and this postcode stands in row 2 as well";
    assert_eq!(told, [format!("3 {again}"), format!("4 {again}")]);

    let sample = Sample::new();
    let both = format!("{headers}\n{person}{}\n{alike}{}\n", NUMBERS[0], NUMBERS[1]);
    assert_eq!(sample.import(&both).imported, 2, "two with numbers are two");
    let listed = sample.import(&format!("{headers}\n{alike}\n"));
    assert_eq!(
        listed.problems[0].sentence,
        "patient 1 on the list has these names, this date of birth and this postcode"
    );
}

#[test]
fn what_can_never_be_sent_is_remarked_on() {
    let sample = Sample::new();
    let report = sample.import("surname,born\nSMI\u{1f600}TH,1971-09-30\nMÜLLER,1971-09-30\n");

    assert_eq!((report.imported, report.remarks.len()), (2, 1));
    assert_eq!(report.remarks[0].row, Some(2));
}

#[test]
fn cells_that_look_like_formulas_are_text() {
    let csv = "surname,born,title,road\n=1+1,1971-09-30,+Mr,@road\n-Cole,1971-09-30,\"\t=x\",\n";
    let (sample, report) = import(csv.as_bytes(), Mode::Real);

    assert_eq!(report.imported, 2, "{report:?}");
    let first = sample
        .practice
        .store()
        .read(|r| r.patient(store::PatientId::new(1)))
        .unwrap();
    assert_eq!(first.record.surname, "=1+1");
    assert_eq!(first.record.road.as_deref(), Some("@road"));
}

/// A spreadsheet would reckon with these; here they are what somebody wrote, and are kept so.
#[test]
fn a_cell_that_looks_like_a_formula_is_text() {
    for cell in ["=1+1", "+44 7700", "-Cole", "@Cole", "\t=Cole", "\r=Cole"] {
        let csv = format!("surname,born,road\nCole,30/09/1971,\"{cell}\"\n");
        let (sample, report) = import(csv.as_bytes(), Mode::Real);

        assert_eq!(report.imported, 1, "{cell:?}: {report:?}");
        let store = sample.practice.store();
        let all = store.read(|r| r.patients_in(PatientState::Registered));
        let road = all.unwrap().remove(0).record.road;
        assert_eq!(road.as_deref(), Some(cell.trim()), "{cell:?}");
    }
    assert!(problems("surname,born,road\nCole,30/09/1971,\0=1\n")[0].contains("NUL"));
}

#[test]
fn what_is_no_list_is_refused_with_a_reason() {
    let wide: Vec<u8> = "surname\nCole\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut marked = vec![0xff, 0xfe];
    marked.extend(&wide);
    for utf16 in [wide, marked] {
        assert!(problems(utf16)[0].contains("UTF-16"));
    }
    for (csv, told) in [
        (&b""[..], "the file is empty"),
        (b"\n\r\n", "the file is empty"),
        (
            b"surname,born\n",
            "there is nobody in the file below its headers",
        ),
        (
            b"surname,born\n ,\n",
            "there is nobody in the file below its headers",
        ),
        (
            b"name\nCole\n",
            "no column is called \u{201c}surname\u{201d}; the first row must hold the headers, and surname and born are needed",
        ),
        (
            b"surname\nCo\0le\n",
            "line 2 holds a NUL character, which no list of patients has; look whether it is the right file",
        ),
        (
            b"surname\nA\nC\xf4le\n",
            "line 3 is not UTF-8; save the file as \u{201c}CSV UTF-8\u{201d} and try again",
        ),
        (
            b"surname\nA\n\"Cole\nB\nC\n",
            "3 a quote is opened and never closed",
        ),
        (
            b"surname,title\n\"Cole\"x,Mr\n",
            "2 text follows a closing quote; look at the quotes in this row",
        ),
        (
            b"surname\nCole\n",
            "no column is called \u{201c}born\u{201d}; the first row must hold the headers, and surname and born are needed",
        ),
        (
            b"surname,born,title\nCole,1971-09-30\n",
            "2 this row has fewer cells than there are headers; look whether it was cut off",
        ),
        (
            b"surname,born\nCole,\n",
            "2 born: the date of birth is missing",
        ),
        (
            b"surname,born\nCole,1971-09-30,Mr\n",
            "2 this row has more cells than there are headers; look whether a separator stands in a cell without quotes",
        ),
    ] {
        assert_eq!(problems(csv), [told]);
    }
}

#[test]
fn sizes_are_bounded_before_they_hurt() {
    let wide = format!("surname{}\nCole\n", ",x".repeat(1_000_000));
    assert_eq!(problems(wide), ["1 there are more than 200 columns"]);
    let long = format!("surname\n\"{}\"\n", "x\n".repeat(6_000));
    assert_eq!(
        problems(long),
        ["2 a cell has more than 10,000 characters; look whether a quote is missing"]
    );
    let name = format!("surname,born\n{},1971-09-30\n", "x".repeat(101));
    assert_eq!(
        problems(name),
        ["2 surname: this has more than 100 characters"]
    );

    // A gigabyte that would come byte by byte; only the limit and one more are ever asked for.
    let mut taken = 0_u64;
    let (_, report) = import(
        Counted {
            inner: io::repeat(b'x').take(1 << 30),
            taken: &mut taken,
        },
        Mode::Real,
    );
    assert_eq!(
        report.problems[0].sentence,
        "the file is larger than 64 MB; look whether it is the right one, or split it"
    );
    assert!(taken <= 64 * 1024 * 1024 + 1);
}

#[test]
fn a_file_that_breaks_off_is_refused() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("gone"))
        }
    }

    let (_, report) = import("surname\nCole\n".as_bytes().chain(Broken), Mode::Real);
    assert_eq!(
        report.problems[0].sentence,
        "the file could not be read to its end"
    );
}

#[test]
fn every_bad_row_is_told() {
    let csv = format!("surname,born\n{}", "Cole,x\n".repeat(1500));
    let (_, report) = import(csv.as_bytes(), Mode::Real);

    assert_eq!(
        (report.problems.len(), report.more_problems, report.bad_rows),
        (1500, 0, 1500)
    );
}

#[test]
fn ten_thousand_patients_take_seconds() {
    let rows: String = (0..10_000)
        .map(|n| {
            format!(
                "Cole{n},Tunde,{}-05-{:02},The Old Forge,Mill Lane,NR9 0ZY\n",
                1930 + n % 90,
                1 + n % 28
            )
        })
        .collect();
    let csv = format!("surname,first_forename,born,house_name,road,postcode\n{rows}");
    let sample = Sample::new();
    let begun = Instant::now();

    assert_eq!(sample.import(&csv).imported, 10_000);

    let taken = begun.elapsed();
    println!("10,000 patients in {taken:?}");
    assert!(taken.as_secs() < 60, "{taken:?}");
}

struct Counted<'c, R> {
    inner: R,
    taken: &'c mut u64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        *self.taken += read as u64;

        Ok(read)
    }
}
