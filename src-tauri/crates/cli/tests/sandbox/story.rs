//! The whole story: registrations of each type approved and rejected, an amendment, a deduction, and a receipt for each
//! letter that wants one.

use serde_json::{Value, json};

use crate::forms::{FORMS, REJECTED, moves};
use crate::server::Server;
use crate::sides::{SERVICE, SURGERY, exchanges, file, files, lies_in, plays, service, surgery};
use crate::world::World;

pub(crate) fn told(server: &Server) {
    let surgery = surgery(server, &server.setup(SURGERY).address, SERVICE);
    let service = service(server);
    service.done(&["agency", "rules", &rejections()]);

    registers(server, &surgery, &service);
    decides(&surgery);
    amends(server, &surgery, &service);
    deducts(&surgery, &service);
    is_settled(server, &surgery, &service);
}

fn rejections() -> String {
    let rule = json!([{ "when": { "surname": REJECTED }, "code": 3, "words": "CONFIRM ADDRESS" }]);

    format!("rejections={rule}")
}

/// Eight letters go as they lie in the ledger, and each is answered with a receipt and a letter.
fn registers(server: &Server, surgery: &World, service: &World) {
    for (nth, form) in FORMS.iter().enumerate() {
        assert_eq!(files(surgery, form), json!(nth + 1));
    }
    assert_eq!(exchanges(surgery), [0, 0, 0, 8]);
    assert_eq!(carried(server, surgery), 8);

    assert_eq!(plays(service), [8, 16], "a receipt and an answer each");
    assert_eq!(lies_in(server, SERVICE), []);
    assert_eq!(
        exchanges(surgery),
        [16, 16, 8, 8],
        "each answer is receipted"
    );
    assert_eq!(lies_in(server, SURGERY), []);
    let receipts = lies_in(server, SERVICE);
    assert!(
        receipts
            .iter()
            .all(|(_, workflow, _)| *workflow == "NHAIS_RECEP")
    );
    assert_eq!(plays(service), [8, 0], "a receipt is not receipted");
    for filing in filings(surgery) {
        assert_eq!(
            [&filing["letter"]["state"], &filing["letter"]["receipt"]],
            ["collected", "received"],
            "{filing}"
        );
    }
}

/// Every letter of the ledger lies at MESH under its id, with its very bytes; tells how many.
fn carried(server: &Server, surgery: &World) -> usize {
    let letters = surgery
        .store()
        .read(|r| r.letters_out_after(None, 100))
        .unwrap();
    let at_mesh = lies_in(server, SERVICE);
    let wanted: Vec<_> = letters
        .iter()
        .map(|letter| {
            (
                letter.mesh_id.clone().unwrap(),
                letter.workflow.word(),
                letter.body.clone(),
            )
        })
        .collect();
    let found: Vec<_> = at_mesh
        .into_iter()
        .map(|(id, workflow, body)| (id.as_str().to_owned(), workflow, body))
        .collect();
    assert!(
        found == wanted,
        "the bytes at MESH are those of the ledger, in their order"
    );

    found.len()
}

fn filings(surgery: &World) -> Vec<Value> {
    surgery.done(&["outbox", "--all"])["filings"]
        .as_array()
        .unwrap()
        .clone()
}

/// A person records each approval, for numbers of the range for tests are no routine here, and each rejection.
fn decides(surgery: &World) {
    let notices = surgery.done(&["inbox"])["notices"]
        .as_array()
        .unwrap()
        .clone();
    let kinds: Vec<&str> = notices
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["F4", "F3"].repeat(4));
    for one in &notices {
        let notice = one["notice"].to_string();
        surgery.done(&["decide", &notice, "record"]);
    }

    for (nth, form) in FORMS.iter().enumerate() {
        let record = record(surgery, nth + 1);
        let state = if form.surname == REJECTED {
            "rejected"
        } else {
            "registered"
        };
        assert_eq!(record["state"], state, "{}", form.forename);
        match (form.number, state) {
            (Some(number), _) => assert_eq!(record["nhs_number"], number),
            (None, "registered") => {
                assert!(record["nhs_number"].as_str().unwrap().starts_with("999"))
            }
            (None, _) => assert_eq!(record["nhs_number"], Value::Null),
        }
    }
    let answers: Vec<Value> = filings(surgery)
        .iter()
        .map(|one| one["answer"].clone())
        .collect();
    let of = |answer: &str| answers.iter().filter(|one| *one == answer).count();
    assert_eq!((of("approved"), of("rejected")), (4, 4), "{answers:?}");
}

fn record(surgery: &World, patient: usize) -> Value {
    surgery.done(&["patient", &patient.to_string()])["record"].clone()
}

fn amends(server: &Server, surgery: &World, service: &World) {
    let path = file(
        surgery,
        "moves.json",
        &moves(FORMS[0].number.unwrap()).to_string(),
    );
    surgery.done(&["file", "--clean", &path]);
    assert_eq!(exchanges(surgery), [0, 0, 0, 1]);
    let (_, workflow, body) = lies_in(server, SERVICE).pop().unwrap();
    let body = String::from_utf8(body).unwrap();
    assert_eq!(workflow, "NHAIS_REG");
    assert!(body.contains("RFF+950:G2'"), "an amendment");
    assert!(
        body.contains("22 ORCHARD CLOSE"),
        "and the new address in it"
    );

    assert_eq!(plays(service), [1, 1], "its receipt, and no answer");
    assert_eq!(exchanges(surgery), [1, 1, 0, 0]);
    let heard = service.done(&["agency", "ledger"])["transactions"].clone();
    assert_eq!(heard[8]["outcome"], "amended", "{heard}");
    assert_eq!(record(surgery, 1)["postcode"], "NR6 0ZQ");
}

fn deducts(surgery: &World, service: &World) {
    let send = [
        "agency",
        "send",
        "F2",
        "--reason",
        "2",
        "--on",
        "2026-01-05",
        "--nhs",
    ];
    service.done(&[&send[..], &[FORMS[4].number.unwrap()]].concat());
    assert_eq!(plays(service), [0, 1]);
    assert_eq!(exchanges(surgery), [1, 1, 1, 1]);
    let notices = surgery.done(&["inbox"])["notices"].clone();
    assert_eq!(notices[0]["kind"], "F2", "{notices}");

    surgery.done(&["decide", &notices[0]["notice"].to_string(), "record"]);
    let gone = record(surgery, 5);
    assert_eq!([&gone["state"], &gone["left_reason"]], ["left", "2"]);
    assert_eq!(plays(service), [1, 0], "the receipt of the deduction");
}

/// Nothing waits anywhere, nobody complains, and the data is proven.
fn is_settled(server: &Server, surgery: &World, service: &World) {
    assert_eq!(
        (lies_in(server, SURGERY), lies_in(server, SERVICE)),
        (vec![], vec![])
    );
    let ledger = service.done(&["agency", "ledger"]);
    assert_eq!(
        [
            &ledger["unreceipted"],
            &ledger["duplicates"],
            &ledger["complaints"],
            &ledger["waiting"]
        ],
        [&json!(0), &json!(0), &json!([]), &json!([])]
    );
    let fates: Vec<&Value> = ledger["letters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["fate"])
        .collect();
    assert_eq!(fates, ["worked"; 18], "nine filings and nine receipts");
    assert_eq!(exchanges(surgery), [0, 0, 0, 0]);
    let proven = surgery.run(&["verify", "--json"]);
    assert_eq!((proven.exit, proven.err.as_str()), (0, ""));
}
