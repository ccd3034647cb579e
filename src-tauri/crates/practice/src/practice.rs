//! One practice, opened: its ledger, and the record of its numbers that is kept elsewhere.

use std::sync::Arc;

use gplinks::{Cipher, DeskRules, GpCode, LinkCode, Minute};
use jiff::Timestamp;
use store::{LinkId, Role, Sequence, Store};

use crate::marks::{self, KeepMarks, Marks};
use crate::{Act, DeskError, Result, Settings};

/// A practice that was opened. Copies share it.
#[derive(Clone)]
pub struct Practice {
    store: Arc<Store>,
    marks: Arc<dyn KeepMarks>,
}

/// What a new practice begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    pub settings: Settings,
    pub manager: String,
    pub links: Vec<SetupLink>,
    /// The last transaction number that an earlier system used; 0 on a new link.
    pub last_tn: u32,
}

/// A link as it is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupLink {
    pub cipher: Cipher,
    /// Usually follows from the cipher.
    pub service: LinkCode,
    pub mailbox: String,
    /// The last numbers that an earlier system used; 0 on a new link.
    pub last_sis: u32,
    pub last_sms: u32,
    pub doctors: Vec<SetupDoctor>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupDoctor {
    pub name: String,
    pub code: GpCode,
}

impl Practice {
    /// Fills an empty ledger, and begins the record of its numbers.
    pub fn create(
        store: Store,
        marks: Arc<dyn KeepMarks>,
        setup: &Setup,
        at: Timestamp,
    ) -> Result<Self> {
        let act = Act {
            by: &setup.manager,
            role: Role::Manager,
            at,
        };
        store.write(|w| {
            setup.settings.write(w)?;
            w.add_user(&setup.manager, Role::Manager)?;
            for link in &setup.links {
                let id = w.add_link(
                    &setup.settings.practice_code,
                    link.cipher.as_str(),
                    link.service.as_str(),
                    &link.mailbox,
                )?;
                w.open_counter(Sequence::Sis, Some(id), link.last_sis)?;
                w.open_counter(Sequence::Sms, Some(id), link.last_sms)?;
                for doctor in &link.doctors {
                    w.add_doctor(id, &doctor.name, doctor.code.as_str(), None, None)?;
                }
            }
            w.open_counter(Sequence::Tn, None, setup.last_tn)?;
            act.record(
                w,
                "practice created",
                "practice",
                None,
                serde_json::json!({}),
            )?;

            Ok::<_, DeskError>(())
        })?;
        let counters = store.read(|r| r.counters())?;
        Marks::default()
            .with_counters(&counters)
            .write(marks.as_ref())?;

        Ok(Self::open(store, marks))
    }

    /// Opens a ledger that is there. Whether it may send is asked each time that it would.
    pub fn open(store: Store, marks: Arc<dyn KeepMarks>) -> Self {
        Self {
            store: Arc::new(store),
            marks,
        }
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn marks(&self) -> &dyn KeepMarks {
        self.marks.as_ref()
    }

    pub fn settings(&self) -> Result<Settings> {
        self.store.read(Settings::read)
    }

    /// Data was put back from an earlier time: nothing is sent until the numbers are confirmed.
    pub fn is_restored(&self) -> Result<bool> {
        marks::is_restored(&self.store, self.marks())
    }

    /// The rules that the desk's forms are checked by on a day.
    pub fn desk_rules(&self, at: Timestamp) -> Result<DeskRules> {
        let (settings, links) = self
            .store
            .read(|r| Ok::<_, DeskError>((Settings::read(r)?, r.links()?)))?;
        let mut rules = DeskRules::on(Minute::at(at).day());
        rules.own_ha = links.first().and_then(|link| Cipher::parse(&link.cipher));
        rules.outside_area = settings.outside_area;

        Ok(rules)
    }

    /// Who a name is at this desk. Somebody whom the practice does not know may do nothing.
    pub fn role_of(&self, name: &str) -> Result<Option<Role>> {
        let user = self.store.read(|r| r.user(name))?;

        Ok(user.filter(|user| user.active).map(|user| user.role))
    }

    /// Who acts where nobody is named: the manager, if there is one and no other.
    pub fn only_manager(&self) -> Result<Option<String>> {
        let users = self.store.read(|r| r.users())?;
        let is_manager = |user: &store::User| user.active && user.role == Role::Manager;
        let mut managers = users.into_iter().filter(is_manager);

        Ok(match (managers.next(), managers.next()) {
            (Some(manager), None) => Some(manager.name),
            _ => None,
        })
    }

    /// The link that a filing with this authority goes over. A form derives the service's code from the cipher; where
    /// the link has another one, the cipher alone tells.
    pub(crate) fn link_of(r: &store::Read<'_>, ends: &gplinks::Link) -> Result<LinkId> {
        let mut links = r.links()?;
        links.retain(|link| link.cipher == ends.cipher.as_str());
        let same = links
            .iter()
            .find(|link| link.service_code == ends.service.as_str());
        let link = same.or(links.first()).ok_or(DeskError::NoLink)?;

        Ok(link.id)
    }
}

impl std::fmt::Debug for Practice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Practice")
    }
}
