//! Letters in chunks, and more letters than a page holds.

use std::collections::BTreeSet;

use mailbox::{LocalId, Mailbox, MailboxId, Outgoing, Posted, Workflow};
use mesh::{Limits, Mesh};
use serde_json::json;

use crate::server::{Server, block_on, mesh};
use crate::sides::{SERVICE, SURGERY, exchange, exchanges, lies_in, surgery};

/// The service says that a quarter has ended, under this number.
fn letter(number: u32) -> Vec<u8> {
    format!(
        "UNB+UNOA:2+NF01+HIL5+250402:2152+{number:08}++FHSREG+++FHSA EDI TRANSFERS'\nUNH+{number:08}+FHSREG:0:1:FH:FHS001'\n\
         BGM+++507'\nNAD+FHS+NF:954'\nDTM+137:202504022150:203'\nDTM+206:20250331:102'\nRFF+950:F8'\nRFF+TN:{number}'\n\
         GIS+Q:ZZZ'\nUNT+9+{number:08}'\nUNZ+1+{number:08}'\n"
    )
    .into_bytes()
}

async fn posts(mesh: &Mesh, number: u32) {
    let mut id = [0; 16];
    id[..4].copy_from_slice(&number.to_be_bytes());
    let posted = mesh
        .post(&Outgoing {
            to: MailboxId::new(SURGERY),
            workflow: Workflow::Registration,
            local_id: LocalId::from_bytes(id),
            body: letter(number).into(),
            sha256: None,
        })
        .await;

    assert!(matches!(posted, Posted::Accepted { .. }), "{posted:?}");
}

pub(crate) fn in_chunks(server: &Server) {
    let surgery = surgery(server, &server.setup(SURGERY).address, SERVICE);
    let mut setup = server.setup(SERVICE);
    setup.limits = Limits {
        chunk_bytes: 100,
        ..Limits::default()
    };
    block_on(posts(&mesh(setup), 1));

    assert_eq!(exchanges(&surgery), [1, 1, 1, 1]);
    let kept = surgery
        .store()
        .read(|r| r.letters_in_after(None, 10))
        .unwrap();
    let headers: serde_json::Value = serde_json::from_str(&kept[0].headers).unwrap();
    assert!(kept[0].body == letter(1), "the very bytes");
    assert_eq!(headers["mex-chunk-range"], "1:3");
    assert_eq!(lies_in(server, SURGERY), []);
}

pub(crate) fn six_hundred(server: &Server) {
    const COUNT: u32 = 600;
    let surgery = surgery(server, &server.setup(SURGERY).address, SERVICE);
    let service = server.mesh(SERVICE);
    block_on(async {
        for number in 1..=COUNT {
            posts(&service, number).await;
        }
        let first = server.mesh(SURGERY).list(None).await.unwrap();
        assert_eq!((first.messages.len(), first.next.is_some()), (500, true));
    });

    let (exit, pass) = exchange(&surgery);

    assert_eq!((exit, &pass["troubles"]), (0, &json!([])));
    let counts = ["received", "acknowledged", "posted"].map(|name| &pass[name]);
    assert_eq!(
        counts,
        [&json!(COUNT); 3],
        "fetched, forgotten by MESH, receipted"
    );
    assert_eq!(pass["read"]["notices"], COUNT);
    assert_eq!(lies_in(server, SURGERY), []);
    let kept = surgery
        .store()
        .read(|r| r.letters_in_after(None, 1000))
        .unwrap();
    let numbers: Vec<u64> = kept.iter().filter_map(|letter| letter.ris).collect();
    assert_eq!(
        numbers,
        (1..=u64::from(COUNT)).collect::<Vec<_>>(),
        "in the order in which they were sent"
    );
    assert_eq!(receipted(server), (1..=COUNT).collect(), "each letter once");
}

/// The numbers of the letters whose receipts lie with the service.
fn receipted(server: &Server) -> BTreeSet<u32> {
    let service = server.mesh(SERVICE);
    let mut numbers = Vec::new();
    block_on(async {
        let mut page = None;
        loop {
            let listing = service.list(page).await.unwrap();
            for id in &listing.messages {
                let mailbox::Fetched::Letter(letter) = service.fetch(id).await.unwrap() else {
                    panic!("it is a receipt");
                };
                numbers.push(number_of(&String::from_utf8(letter.body).unwrap()));
            }
            page = listing.next;
            if page.is_none() {
                break;
            }
        }
    });
    let once: BTreeSet<u32> = numbers.iter().copied().collect();
    assert_eq!(once.len(), numbers.len());

    once
}

/// `RFF+RIS:00000007 OK:1'`
fn number_of(receipt: &str) -> u32 {
    let (_, rest) = receipt.split_once("RFF+RIS:").unwrap();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();

    digits.parse().unwrap()
}
