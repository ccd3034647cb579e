//! Whole days on a line that is slow and breaks, and with everything at random: in the end all has come and gone once.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use mesh::fake::{Call, Fault, Reply};
use mesh::{Limits, Rate, Setup};
use practice::Filed;
use storm::{Dice, Ending, Proxy, Script, Way};

use crate::{Desk, PRACTICE, codes};

/// A second of the line lasts so many times less here; its rates and the client's limits are scaled alike.
const FASTER: u32 = 50;
const SEED: u64 = 20_261_121;
/// Set to try for longer, in seconds.
const CHAOS: &str = "LINKDESK_CHAOS_SECONDS";
const BUDGET: Duration = Duration::from_secs(15);
const MOST_FILINGS: u32 = 60;

/// A desk behind a line that is told how to behave.
struct Far {
    desk: Desk,
    proxy: Proxy,
    filed: Vec<Filed>,
    taken: usize,
    /// Passes on which something broke, and doubts that tracking has settled.
    broken: u32,
    settled: u32,
}

impl Far {
    async fn new(limits: Limits) -> Self {
        let desk = Desk::new().await;
        let fake = SocketAddr::from(([127, 0, 0, 1], desk.fake.port()));
        let proxy = Proxy::to(fake).await.unwrap();
        let setup = Setup {
            address: format!("http://{}", proxy.address()),
            limits,
            ..desk.fake.setup(PRACTICE)
        };
        desk.fake
            .rules(|rules| rules.expires_after = SignedDuration::from_hours(365 * 24));

        Self {
            desk: desk.reaching(setup),
            proxy,
            filed: Vec::new(),
            taken: 0,
            broken: 0,
            settled: 0,
        }
    }

    fn files(&mut self) {
        let nth = u32::try_from(self.filed.len()).unwrap();
        self.filed.push(self.desk.files(nth));
    }

    /// Both sides work, and then some minutes pass. A person lets a surgery on that was stopped.
    async fn works(&mut self, minutes: i64) {
        let pass = self.desk.exchanges().await;
        self.broken += u32::from(pass.is_down());
        self.settled += pass.settled;
        if codes(&pass).contains(&"E974") {
            let practice = &self.desk.world.surgery.practice;
            practice.let_in(self.desk.world.now()).unwrap();
        }
        self.desk.service_works(&mut self.taken).await;
        self.desk.minutes_pass(minutes);
    }

    /// Every letter was heard once and receipted, every answer is here once, and the data is sound.
    fn is_settled(&self) {
        let desk = &self.desk;
        for filed in &self.filed {
            assert_eq!(desk.shows(filed), "Receipted");
        }
        assert_eq!(desk.world.heard(), vec!["G1"; self.filed.len()]);
        assert_eq!(desk.world.surgery.notices("F4").len(), self.filed.len());
        assert_eq!(
            (desk.world.unreceipted(), desk.world.complaints()),
            (0, vec![])
        );
        assert_eq!(desk.fake.waiting(PRACTICE), []);
        assert_eq!(desk.fake.witness().breaches, [""; 0]);
        let proof = desk
            .world
            .surgery
            .practice
            .verify(desk.world.now())
            .unwrap();
        assert!(proof.is_sound());
    }
}

/// 2 KB and 2 s, and every tenth connection breaks somewhere.
fn bad_line(dice: &mut Dice) -> Script {
    let slow = Way {
        delay: Duration::from_secs(2) / FASTER,
        bytes_a_second: Some(2_000 * u64::from(FASTER)),
        ..Way::default()
    };
    let mut script = Script {
        up: slow.clone(),
        down: slow,
    };
    if dice.chance(10) {
        let ending = if dice.chance(50) {
            Ending::Reset
        } else {
            Ending::Close
        };
        // Within what is asked, or within the answer.
        let (way, most) = if dice.chance(50) {
            (&mut script.up, 1_000)
        } else {
            (&mut script.down, 200)
        };
        way.cut = Some((1 + dice.below(most), ending));
    }

    script
}

/// The usual limits, on the time of this line.
fn usual() -> Limits {
    let usual = Limits::default();

    Limits {
        connect: usual.connect / FASTER,
        answer: usual.answer / FASTER,
        carry: usual.carry / FASTER,
        idle: usual.idle / FASTER,
        slowest: Rate {
            bytes_a_second: usual.slowest.bytes_a_second * u64::from(FASTER),
            after: usual.slowest.after / FASTER,
        },
        // A connection for each post, so that each can break.
        posts_again: Duration::ZERO,
        ..usual
    }
}

#[tokio::test]
async fn a_day_on_a_slow_line_of_which_every_tenth_connection_breaks_is_completed() {
    let mut dice = Dice::new(3);
    let mut far = Far::new(usual()).await;
    far.proxy
        .play((0..2_000).map(|_| bad_line(&mut dice)).collect::<Vec<_>>());
    for quarter in 0..36 {
        if quarter % 3 == 0 {
            far.files();
            far.files();
            far.files();
        }
        far.works(15).await;
    }
    for _ in 0..30 {
        far.works(20).await;
    }

    assert_eq!(far.filed.len(), 36);
    assert!(far.broken > 5 && far.settled > 0, "the line was a bad one");
    far.is_settled();
}

fn any_call(dice: &mut Dice) -> Call {
    let calls = [
        Call::Check,
        Call::List,
        Call::Fetch,
        Call::Acknowledge,
        Call::Post,
        Call::Track,
    ];

    calls[usize::try_from(dice.below(6)).unwrap()]
}

/// Anything that mends itself, or that a person mends by being let in.
fn any_fault(dice: &mut Dice) -> Fault {
    let after = usize::try_from(dice.below(400)).unwrap();

    match dice.below(12) {
        0 => Fault::LoseRequest,
        1 => Fault::LoseAnswer,
        2 => Fault::Cut { after },
        3 => Fault::Reset { after },
        4 => Fault::Stall { after },
        5 => Fault::say(500, "<soap:Envelope/>"),
        6 => Fault::Say(Reply::new(503).with("retry-after", "120")),
        7 => Fault::say(429, ""),
        8 => Fault::say(403, ""),
        9 => Fault::say(302, ""),
        10 => Fault::alter(|reply| reply.set("content-encoding", Some("gzip"))),
        _ => Fault::alter(|reply| reply.body.clear()),
    }
}

fn any_script(dice: &mut Dice) -> Script {
    match dice.below(6) {
        0 => Script {
            up: Way::cut_after(dice.below(2_000), Ending::Reset),
            ..Script::default()
        },
        1 => Script {
            down: Way::cut_after(dice.below(2_000), Ending::HalfClose),
            ..Script::default()
        },
        _ => Script::default(),
    }
}

#[tokio::test]
async fn whatever_happens_at_random_everything_has_happened_once_in_the_end() {
    let asked = std::env::var(CHAOS)
        .ok()
        .map(|text| Duration::from_secs(text.parse().unwrap()));
    let (began, budget) = (Instant::now(), asked.unwrap_or(BUDGET));
    let mut dice = Dice::new(SEED);
    let mut days = 0;
    while days == 0 || began.elapsed() < budget {
        chaos(&mut dice).await;
        days += 1;
    }
    println!("{days} days of chaos in {:?}", began.elapsed());
}

/// Some days on which anything goes wrong, and a few on which nothing does.
async fn chaos(dice: &mut Dice) {
    let mut far = Far::new(super::short()).await;
    // One letter that MESH is known to have: without such a witness a doubt is for a person.
    far.files();
    far.works(20).await;
    for _ in 0..60 {
        if dice.chance(20) && far.filed.len() < MOST_FILINGS as usize {
            far.files();
        }
        for _ in 0..dice.below(3) {
            let call = any_call(dice);
            far.desk.fake.fault(call, any_fault(dice));
        }
        far.proxy.play(
            (0..12)
                .map(|_| any_script(dice))
                .chain([Script::default()])
                .collect::<Vec<_>>(),
        );
        far.works(5 + i64::try_from(dice.below(40)).unwrap()).await;
    }
    far.desk.fake.lift_faults();
    far.proxy.play([]);
    // A message that was set aside is tried again after a day.
    for _ in 0..60 {
        far.works(30).await;
    }

    far.is_settled();
}

#[tokio::test]
async fn a_letter_that_mesh_took_and_cut_is_missed_by_its_receipt() {
    let desk = Desk::new().await;
    let filed = desk.files(1);
    desk.exchanges().await;
    desk.world.may_complain(|_| true);
    let cut = |posted: &mesh::fake::AcceptedPost| posted.body[..30].to_vec();
    desk.service_works_on(&mut 0, cut).await;
    desk.exchanges().await;
    assert_eq!(desk.shows(&filed), "Accepted by MESH");
    assert!(
        !desk.world.complaints().is_empty(),
        "the service cannot read it"
    );

    desk.minutes_pass(4 * 24 * 60);
    desk.exchanges().await;

    assert_eq!(desk.shows(&filed), "Receipt overdue");
    let practice = &desk.world.surgery.practice;
    let letter = practice
        .store()
        .read(|r| r.letters_out_after(None, 1))
        .unwrap()
        .remove(0);
    assert!(
        desk.fake.witness().accepted[0].body == letter.body,
        "ours is whole"
    );
    assert!(practice.verify(desk.world.now()).unwrap().is_sound());
    assert_eq!(desk.accepted(), 1, "nothing is sent again by itself");
}
