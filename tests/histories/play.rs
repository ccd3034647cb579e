//! Plays a history.

use agency::{
    AcknowledgeFault, Agency, Count, Failure, Fault, FetchFault, ListFault, Mischief, PostFault,
    RejectionRule, TrackFault, When,
};
use gplinks::{
    AcceptanceCode, Changes, DeductionReason, Fp69Reason, Minute, NameChange, PatientNumber,
    RegistrationType, Text,
};
use jiff::SignedDuration;
use practice::{Asked, Choice, DeskError, Exchange, Filed, Given, ToFile};
use store::{FilingId, Notice, NoticeState, PatientState};

use crate::dangerous;
use crate::model::{Model, laid_aside};
use crate::step::{Deed, Event, Step, Word};
use crate::world::World;
use crate::world::cut::Cut;
use crate::world::people::{Person, person};

/// So many people both sides know from the beginning.
const KNOWN: u32 = 6;
/// So many more may be registered.
const NEW: u32 = 12;

pub(crate) async fn play(steps: &[Step]) -> Result<(), String> {
    let mut world = World::new();
    // The model looks at the complaints after every step.
    world.may_complain(|_| true);
    let mut model = Model::default();
    for nth in 0..KNOWN {
        world.both_know(&person(nth));
    }
    for (at, step) in steps.iter().enumerate() {
        take(&mut world, &mut model, *step).await;
        model
            .always(&world)
            .map_err(|words| format!("after step {at} ({step:?}): {words}"))?;
    }
    come_to_rest(&mut world, &mut model).await;
    model.at_rest(&world)?;
    if laid_aside(&world) > 0 {
        return Err("the service laid a letter of ours aside".to_owned());
    }

    stays_at_rest(&mut world).await
}

/// The post is reached again, managers have looked, and time passes until nothing more happens.
async fn come_to_rest(world: &mut World, model: &mut Model) {
    world.service.lift_faults();
    // A clock that went back has left times that lie up to a week ahead.
    world.days_pass(8);
    flush(world);
    for _ in 0..12 {
        look_after_links(world);
        dangerous::send_undelivered(world, model);
        world.minutes_pass(20);
        let _ = world.surgery.tries_to_exchange().await;
    }
}

/// A letter that the service holds back, to come after its next one, comes.
fn flush(world: &World) {
    let today = Minute::at(world.now()).day();
    for _ in 0..2 {
        world
            .service
            .with_agency(|agency| agency.close_quarter(today, world.now()));
    }
}

/// A restart and another pass change nothing.
async fn stays_at_rest(world: &mut World) -> Result<(), String> {
    let extent = |world: &World| {
        let store = world.surgery.practice.store();

        store.read(|r| r.audit_extent()).unwrap()
    };
    let before = extent(world);
    world.restarts();
    let _ = world.surgery.tries_to_exchange().await;
    let after = extent(world);

    if before == after {
        Ok(())
    } else {
        Err(format!(
            "at rest, a restart still did something: {before:?} became {after:?}"
        ))
    }
}

/// A manager lets stopped links go on and settles what tracking cannot, by the truth.
fn look_after_links(world: &World) {
    let act = world.surgery.act();
    let practice = &world.surgery.practice;
    let _ = practice.reopen_link(store::LinkId::new(1), "looked into", &act);
    let _ = practice.pause(None, &act);
    retry_refused(world);
    dangerous::settle_by_hand(world);
}

async fn take(world: &mut World, model: &mut Model, step: Step) {
    match step {
        Step::Desk(deed) => act(world, model, deed),
        Step::Service(word) => speaks(world, model, word),
        Step::Machine(event) => happens(world, model, event).await,
    }
}

async fn happens(world: &mut World, model: &mut Model, event: Event) {
    match event {
        Event::Exchange => drop(world.surgery.tries_to_exchange().await),
        Event::ExchangeCut { calls, after } => {
            exchange_cut(world, calls, after).await;
            world.restarts();
        }
        Event::Restart => world.restarts(),
        Event::Minutes(minutes) => world.minutes_pass(minutes.into()),
        Event::Days(days) => world.days_pass(days.into()),
        Event::Back(hours) => {
            model.went_back = true;
            world
                .clock
                .add(SignedDuration::from_hours(-i64::from(hours)));
        }
        Event::Fault(which) => world.service.fault(fault(which)),
        Event::LiftFaults => world.service.lift_faults(),
        Event::MarksFail => world.marks.fail_once(),
        Event::Undelivered => world.service.fault(PostFault::Undelivered {
            code: "14".to_owned(),
            words: "not delivered".to_owned(),
        }),
        Event::TakesCopy => dangerous::takes_copy(world, model),
        Event::PutsBack => dangerous::puts_back(world, model),
        Event::DiskFull => dangerous::disk_full(world).await,
        Event::SecondProgram(n) => dangerous::second_program(world, model, n).await,
    }
}

async fn exchange_cut(world: &World, calls: u8, after: bool) {
    let (mailbox, died) = Cut::at(world.service.clone(), calls, after);
    let exchange = Exchange::new(world.surgery.practice.clone(), mailbox, world.clock.clone());
    tokio::select! {
        _ = exchange.pass() => {}
        _ = died => {}
    }
}

fn fault(which: u8) -> Fault {
    match which % 10 {
        0 => PostFault::LoseAnswer.into(),
        1 => PostFault::LosePost.into(),
        2 => PostFault::Fails(Failure::NotReached).into(),
        3 => PostFault::Refuse {
            code: "417".to_owned(),
            words: "no".to_owned(),
        }
        .into(),
        4 => ListFault::Twice.into(),
        5 => FetchFault::Fails(Failure::Broken).into(),
        6 => AcknowledgeFault::AnswerLost.into(),
        7 => AcknowledgeFault::Fails(Failure::TimedOut).into(),
        8 => TrackFault::Slow { calls: 2 }.into(),
        _ => Fault::Offline,
    }
}

fn mischief(which: u8) -> Mischief {
    match which % 8 {
        0 => Mischief::Duplicate,
        1 => Mischief::OtherBytes,
        2 => Mischief::Gap { letters: 2 },
        3 => Mischief::WrongCount(Count::Segments),
        4 => Mischief::UnknownCode {
            code: "Z9".to_owned(),
        },
        5 => Mischief::Truncated,
        6 => Mischief::Reordered,
        _ => Mischief::StrangeTransaction,
    }
}

fn act(world: &World, model: &mut Model, deed: Deed) {
    let clerk = world.surgery.clerk();
    let practice = &world.surgery.practice;
    match deed {
        Deed::Register(n) => register(world, model, &person(KNOWN + u32::from(n) % NEW)),
        Deed::RegisterWithoutNumber(n) => {
            let nth = KNOWN + NEW + u32::from(n) % 3;
            register(world, model, &person(nth).without_number());
        }
        Deed::Move(n) => {
            let road = format!("{n} NEW ROAD");
            files(world, model, someone(n).moves_to(&road, world.now()));
        }
        Deed::AskToRemove(n) => {
            let reason = [1, 5, 13][usize::from(n) % 3];
            let draft = someone(n).leaves(reason, "2026-11-01", world.now());
            files(world, model, draft);
        }
        Deed::Hold(n) => on_filing(model, n, |id| practice.hold(id, "wait", &clerk)),
        Deed::LetGo(n) => on_filing(model, n, |id| practice.let_go(id, &clerk)),
        Deed::TakeBack(n) => on_filing(model, n, |id| practice.take_back(id, &clerk)),
        Deed::Confirm(n) => on_filing(model, n, |id| practice.confirm(id, &clerk)),
        Deed::Drop(n) => on_filing(model, n, |id| {
            practice.drop_filing(id, "not needed", &clerk)
        }),
        Deed::Decide(which, how) => decide(world, model, which, how),
        Deed::Undo(n) => undo(world, n),
        Deed::Match(which, whom) => matches(world, which, whom),
        Deed::ClearRoutine => drop(practice.clear_routine(&clerk)),
        Deed::SendAgain(n) => again(world, model, n, true),
        Deed::EnterAgain(n) => again(world, model, n, false),
        Deed::RetryRefused => retry_refused(world),
        Deed::ReopenLink => {
            let link = store::LinkId::new(1);
            drop(practice.reopen_link(link, "looked into", &world.surgery.act()));
        }
        Deed::Abandon(n) => dangerous::abandon(world, n),
        Deed::SettleByHand => dangerous::settle_by_hand(world),
        Deed::Correct(n) => dangerous::correct(world, model, n),
        Deed::CloseFiling(n) => on_filing(model, n, |id| {
            practice.close_filing(id, "nothing more is expected", &world.surgery.act())
        }),
        Deed::Pause => drop(practice.pause(Some("the service is down"), &world.surgery.act())),
        Deed::GoOn => drop(practice.pause(None, &world.surgery.act())),
        Deed::Snooze(n) => snooze(world, n),
        Deed::ReleaseLetter(n) => dangerous::release_letter(world, n),
    }
}

fn snooze(world: &World, n: u8) {
    if let Some(notice) = pick(&world.surgery.to_decide(), n) {
        let until = world.now() + SignedDuration::from_hours(30);
        let clerk = world.surgery.clerk();
        drop(world.surgery.practice.snooze(notice.id, until, &clerk));
    }
}

/// Some kinds make it doubtful, together with others, which of the service's letters is the true one.
fn misbehave(world: &World, model: &mut Model, mischief: Mischief) {
    let is_delicate = matches!(
        mischief,
        Mischief::Truncated
            | Mischief::UnknownCode { .. }
            | Mischief::OtherBytes
            | Mischief::Reordered
    );
    if is_delicate && !model.mischief.is_empty() {
        return;
    }
    model.mischief.push(mischief.clone());
    world
        .service
        .with_agency(|agency| agency.misbehave(mischief));
}

fn retry_refused(world: &World) {
    let practice = &world.surgery.practice;
    let refused = practice
        .store()
        .read(|r| r.letters_out_in(store::LetterState::Refused))
        .unwrap();
    for letter in refused {
        drop(practice.retry_refused(letter.id, "mended", &world.surgery.act()));
    }
}

/// The service speaks by itself. What is about somebody whom it does not know is not said.
fn speaks(world: &World, model: &mut Model, word: Word) {
    let now = world.now();
    let today = Minute::at(now).day();
    let number = |n: u8| PatientNumber::read(someone(n).number.as_deref().unwrap()).unwrap();
    let say = |speak: &dyn Fn(&mut Agency)| world.service.with_agency(|agency| speak(agency));
    match word {
        Word::Amend(n) => say(&|agency| {
            let changes = Changes {
                name: NameChange {
                    surname: Text::new(format!("NAME{}", char::from(b'A' + n % 26))),
                    ..NameChange::default()
                },
                ..Changes::default()
            };
            agency.amend(&number(n), changes, None, now).ok();
        }),
        Word::Deduct(n) => say(&|agency| {
            let reason = DeductionReason::of(1 + u16::from(n) % 16).unwrap();
            agency.deduct(&number(n), reason, today, None, now).ok();
        }),
        Word::Flag(n) => say(&|agency| {
            let reason = Fp69Reason::read("8").unwrap();
            let until = today.plus_days(90);
            agency.fp69(&number(n), reason, until, None, now).ok();
        }),
        Word::Lift(n) => say(&|agency| {
            agency.lift_fp69(&number(n), now).ok();
        }),
        Word::CloseQuarter => say(&|agency| agency.close_quarter(today, now)),
        Word::Misbehave(n) => misbehave(world, model, mischief(n)),
        Word::Reject => say(&|agency| {
            agency.rules_mut().rejections = vec![RejectionRule {
                when: When::Next(1),
                code: 3,
                words: "CONFIRM CURRENT ADDRESS".to_owned(),
            }];
        }),
    }
    world.service.set_now(now);
}

fn someone(n: u8) -> Person {
    person(u32::from(n) % (KNOWN + NEW))
}

/// Registers by whatever code the person's state asks for.
fn register(world: &World, model: &mut Model, person: &Person) {
    let now = world.now();
    let kind = RegistrationType::TransferIn;
    for (code, notes) in [
        (AcceptanceCode::Acceptance, ""),
        (AcceptanceCode::AfterRejection, "CORRECTED"),
    ] {
        if files(world, model, person.registration(kind, code, notes, now)) {
            return;
        }
    }
}

fn files(world: &World, model: &mut Model, draft: gplinks::Draft) -> bool {
    match world.surgery.tries_to_file(ToFile::new(draft)) {
        Ok(Filed { filing, .. }) => {
            remember(world, model, filing);
            true
        }
        Err(_) => false,
    }
}

pub(crate) fn remember(world: &World, model: &mut Model, filing: FilingId) {
    let store = world.surgery.practice.store();
    let content = store.read(|r| r.filing(filing)).unwrap().content;
    model.filed.insert(filing, content);
}

fn on_filing(model: &Model, n: u8, act: impl FnOnce(FilingId) -> Result<(), DeskError>) {
    let ids: Vec<FilingId> = model.filed.keys().copied().collect();
    if let Some(id) = pick(&ids, n) {
        let _ = act(*id);
    }
}

fn all_notices(world: &World) -> Vec<Notice> {
    let store = world.surgery.practice.store();

    store.read(|r| r.notices_after(None, 100_000)).unwrap()
}

fn decide(world: &World, model: &mut Model, which: u8, how: u8) {
    let open: Vec<Notice> = all_notices(world)
        .into_iter()
        .filter(|one| matches!(one.state, NoticeState::ToDecide | NoticeState::SetAside))
        .collect();
    let Some(notice) = pick(&open, which) else {
        return;
    };
    let word = Choice::WORDS[usize::from(how) % Choice::WORDS.len()];
    let given = Given {
        number_confirmed: how > 128,
        on: None,
        why: Text::new("OUT OF AREA"),
        draft: draft_for(world, notice, word),
    };
    let Ok(choice) = Choice::parse(word, given) else {
        return;
    };
    let act = world.surgery.act();
    let decided = world
        .surgery
        .practice
        .decide(notice.id, &choice, Some("so it is"), &act);
    if let Ok(decided) = decided
        && let Some(filing) = decided.filing
    {
        remember(world, model, filing);
    }
}

/// What a choice files, about the patient of the notice.
fn draft_for(world: &World, notice: &Notice, word: &str) -> Option<gplinks::Draft> {
    draft_of(world, notice.patient?, word)
}

pub(crate) fn draft_of(
    world: &World,
    patient: store::PatientId,
    word: &str,
) -> Option<gplinks::Draft> {
    let record = world.surgery.record_of(patient);
    let person = Person {
        number: record.nhs_number.clone(),
        surname: record.surname.clone(),
        forename: record.first_forename.clone()?,
        born: record.born?.iso(),
        road: record.road.clone()?,
        postcode: record.postcode.clone()?,
    };
    let now = world.now();
    let kind = RegistrationType::TransferIn;
    match word {
        "fix" => Some(person.registration(kind, AcceptanceCode::AfterRejection, "CORRECTED", now)),
        "dispute" => {
            Some(person.registration(kind, AcceptanceCode::AfterDeduction, "STILL HERE", now))
        }
        "counter-amend" | "new-address" if record.nhs_number.is_some() => {
            Some(person.moves_to("77 RIGHT ROAD", now))
        }
        "left" | "ask-again" if record.nhs_number.is_some() => {
            Some(person.leaves(13, "2026-11-01", now))
        }
        _ => None,
    }
}

fn undo(world: &World, n: u8) {
    let done: Vec<Notice> = all_notices(world)
        .into_iter()
        .filter(|one| one.state == NoticeState::Done)
        .collect();
    if let Some(notice) = pick(&done, n) {
        let _ = world.surgery.tries_to_undo(notice);
    }
}

fn matches(world: &World, which: u8, whom: u8) {
    let open: Vec<Notice> = all_notices(world)
        .into_iter()
        .filter(|one| one.patient.is_none() && one.state == NoticeState::ToDecide)
        .collect();
    let patients = world
        .surgery
        .practice
        .store()
        .read(|r| r.patients_in(PatientState::Registered))
        .unwrap();
    if let (Some(notice), Some(patient)) = (pick(&open, which), pick(&patients, whom)) {
        let act = world.surgery.act();
        let _ = world
            .surgery
            .practice
            .match_notice(notice.id, patient.id, &act);
    }
}

/// A manager has a letter posted or entered again.
fn again(world: &World, model: &mut Model, n: u8, same_bytes: bool) {
    let practice = &world.surgery.practice;
    let letters = dangerous::all_letters(practice);
    let Some(letter) = pick(&letters, n) else {
        return;
    };
    if same_bytes {
        send_again(world, model, letter);
    } else if let Ok(filing) = practice.enter_again(letter.id, &asked(world), &world.surgery.act())
    {
        remember(world, model, filing);
    }
}

pub(crate) fn send_again(world: &World, model: &mut Model, letter: &store::LetterOut) {
    let (practice, act) = (&world.surgery.practice, world.surgery.act());
    if practice.send_again(letter.id, &asked(world), &act).is_ok() {
        world.asks_again(letter.sis.number);
        *model.sent_again.entry(letter.body.clone()).or_default() += 1;
    }
}

fn asked(world: &World) -> Asked {
    Asked {
        by: "J Marsh".to_owned(),
        on: Minute::at(world.now()).day(),
        reference: "INC-7".to_owned(),
    }
}

pub(crate) fn pick<T>(all: &[T], n: u8) -> Option<&T> {
    all.get(usize::from(n).checked_rem(all.len())?)
}
