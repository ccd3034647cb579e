//! Which practice the window opens, and how: its folder, its key, its post.

use std::path::PathBuf;
use std::sync::Arc;

use mailbox::MailboxId;
use mesh::Folders;
use practice::{Carrier, Practice, Rhythm, Role};
use premises::{
    Counterpart, Premises, PremisesError, Real, Secrets, Service, Way, clock, env, has_practice,
    line,
};

use crate::clock::DeskClock;
use crate::desk::Desk;
use crate::events::Teller;
use crate::post::{self, Link, Post};
use crate::problem::{Problem, ShellError};
use crate::training;

/// Names the folder in which the program keeps its practices.
const DATA: &str = "LINKDESK_DATA";
/// Names who acts, where a practice has several managers.
const USER: &str = "LINKDESK_USER";

/// Which practice is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// A folder that `linkdesk-cli init` made.
    Practice(PathBuf),
    /// The training practice below this folder; made where it is not there.
    Training(PathBuf),
}

impl Place {
    /// The folder that was named; else the practice in the data folder; else training.
    pub(crate) fn asked() -> Result<Self, Problem> {
        let named = std::env::args_os().nth(1);
        if let Some(named) = named.filter(|named| named != "--training") {
            return Ok(Self::Practice(PathBuf::from(named)));
        }
        let data = data_folder().ok_or(ShellError::NoDataFolder)?;
        let practice = data.join("practice");
        let is_training = std::env::args_os().any(|argument| argument == "--training");
        if !is_training && has_practice(&practice) {
            return Ok(Self::Practice(practice));
        }

        Ok(Self::Training(data))
    }
}

fn data_folder() -> Option<PathBuf> {
    let full = |name: &str| {
        env(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    if let Some(named) = full(DATA) {
        return Some(named);
    }
    let own = if cfg!(windows) {
        full("APPDATA")
    } else if cfg!(target_os = "macos") {
        full("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        full("XDG_DATA_HOME").or_else(|| Some(full("HOME")?.join(".local/share")))
    };

    Some(own?.join("linkdesk"))
}

/// Opens the desk and starts its exchange.
pub(crate) fn open(place: &Place, teller: Teller) -> Result<Desk, Problem> {
    let premises = match place {
        Place::Practice(folder) if !has_practice(folder) => {
            return Err(ShellError::NoPractice.into());
        }
        Place::Practice(folder) => Premises::open(folder)?,
        Place::Training(data) => training::open(data)?,
    };
    let clock = Arc::new(if premises.settings.training {
        DeskClock::pushed_in(&premises.folder).map_err(PremisesError::from)?
    } else {
        DeskClock::of_the_computer().map_err(PremisesError::from)?
    });
    let user = who_acts(&premises.practice)?;
    let post = start(&premises, &clock, &teller)?;

    Ok(Desk::new(premises, user, clock, teller, post))
}

fn who_acts(practice: &Practice) -> Result<String, Problem> {
    let named = env(USER).and_then(|name| name.into_string().ok());
    match named {
        Some(name) => match practice.role_of(&name)? {
            Some(Role::Viewer | Role::Clerk | Role::Manager | Role::Trainer) => Ok(name),
            None => Err(ShellError::WhoActs.into()),
        },
        None => Ok(practice.only_manager()?.ok_or(ShellError::WhoActs)?),
    }
}

type Started = (Post, Option<Arc<practice::Exchange<Service>>>);

/// Starts the exchange over what the settings name: a training practice names no line, so it gets none.
fn start(premises: &Premises, clock: &Arc<DeskClock>, teller: &Teller) -> Result<Started, Problem> {
    let lock = match post::lock(premises, clock.now()) {
        Ok(lock) => lock,
        Err(link) => return Ok((Post::closed(link), None)),
    };
    let settings = &premises.settings;
    let rhythm = Rhythm::polled_every(settings.poll_seconds);
    let desk = Launch {
        premises,
        clock,
        teller,
    };
    match settings.carrier() {
        Carrier::Training => {
            let service = Service::open(premises, training::SEED, clock.now())?;
            let (post, exchange) = desk.start(lock, service, Rhythm::default());

            Ok((post, Some(exchange)))
        }
        Carrier::Client(folder) => {
            let mailbox = MailboxId::new(settings.mailbox.clone());
            let folders = Folders::new(folder, mailbox, clock::now);

            let rhythm = rhythm.greeting_each_time();

            Ok((desk.start(lock, Real(folders), rhythm).0, None))
        }
        Carrier::Mesh(mesh) => {
            let secrets = Secrets::read(&premises.safe())?;
            let is_tls = mesh.address.starts_with("https://");
            if !secrets.missing(is_tls).is_empty() {
                return Ok((Post::closed(Link::NotSetUp), None));
            }
            let way = Way {
                mesh,
                client_folder: None,
                secrets,
            };
            let line = line(&settings.mailbox, &way)?;
            let ends = line.certificate_ends();
            let (post, _) = desk.start(lock, Real(line), rhythm);

            Ok((post.until(ends), None))
        }
    }
}

struct Launch<'a> {
    premises: &'a Premises,
    clock: &'a Arc<DeskClock>,
    teller: &'a Teller,
}

impl Launch<'_> {
    fn start<C: Counterpart>(
        &self,
        lock: practice::ExchangeLock,
        counterpart: C,
        rhythm: Rhythm,
    ) -> (Post, Arc<practice::Exchange<C::Mailbox>>) {
        Post::start(
            lock,
            (self.premises.practice.clone(), counterpart),
            self.clock.clone(),
            rhythm,
            self.teller.clone(),
        )
    }
}
