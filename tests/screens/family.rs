//! A family of five is registered from paper forms by keys alone: what they share is typed once. Each key is counted.

use store::Patient;

use crate::support::Window;

/// What stands on one paper form and is nobody else's.
struct Form {
    number: &'static str,
    forename: &'static str,
    title: &'static str,
    /// How often an arrow is pressed from the first choice of the sex.
    sex: usize,
    born: &'static str,
    birthplace: &'static str,
}

const FATHER: Form = form("9990003017", "Tariq", "Mr", 0, "12031985", "Amman, Jordan");
const MOTHER: Form = form("9990003025", "Leila", "Mrs", 1, "05091987", "Irbid, Jordan");
const CHILDREN: [Form; 2] = [
    form(
        "9990003033",
        "Omar",
        "Master",
        0,
        "23052015",
        "Amman, Jordan",
    ),
    form(
        "9990003041",
        "Salma",
        "Miss",
        1,
        "30112018",
        "Amman, Jordan",
    ),
];
const NEWBORN: Form = form("9990003068", "Nour", "Miss", 1, "02112026", "Great Marling");

/// From the first key to the last confirmation, for all five.
const MOST_KEYS: usize = 400;

const fn form(
    number: &'static str,
    forename: &'static str,
    title: &'static str,
    sex: usize,
    born: &'static str,
    birthplace: &'static str,
) -> Form {
    Form {
        number,
        forename,
        title,
        sex,
        born,
        birthplace,
    }
}

/// Somebody who types, and never points.
struct Typist<'a> {
    window: &'a Window,
    keys: usize,
}

impl Typist<'_> {
    async fn press(&mut self, keys: &str) {
        self.window.key(keys).await;
        self.keys += 1;
    }

    async fn tab(&mut self, times: usize) {
        for _ in 0..times {
            self.press("Tab").await;
        }
    }

    async fn types(&mut self, text: &str) {
        self.window.types(text).await;
        self.keys += text.chars().count();
    }

    /// Goes on, and types where the section leads to.
    async fn goes_on(&mut self, heading: &str, field: &str) {
        self.press("Ctrl+Enter").await;
        self.is_at(heading, field).await;
    }

    async fn is_at(&self, heading: &str, field: &str) {
        self.window
            .sees(&format!("//h1[normalize-space(.)='{heading}']"))
            .await;
        self.window.is_led_to(field).await;
    }

    async fn who(&mut self, form: &Form) {
        self.types(form.forename).await;
        self.tab(3).await;
        self.types(form.title).await;
        self.tab(2).await;
        self.press("Space").await;
        for _ in 0..form.sex {
            self.press("Down").await;
        }
        let way = self.window.tabs_to("Place of birth").await;
        self.keys += way.len() + 1;
        self.types(form.birthplace).await;
    }

    async fn find(&mut self, form: &Form) {
        self.types(form.number).await;
        self.tab(1).await;
        self.types("Haddad").await;
        self.tab(1).await;
        self.types(form.born).await;
    }

    /// The first of them, with everything that they share.
    async fn first(&mut self, form: &Form) {
        self.press("Ctrl+n").await;
        self.is_at("Find first", "NHS number").await;
        self.find(form).await;
        self.goes_on("Kind of registration", "Birth").await;
        for _ in 0..3 {
            self.press("Down").await;
        }
        self.goes_on("Who", "First forename").await;
        self.who(form).await;
        self.goes_on("Address", "House name").await;
        self.tab(1).await;
        self.types("14 Mill Brow").await;
        self.tab(2).await;
        self.types("Little Marling").await;
        self.tab(2).await;
        self.types("ZZ99 3AZ").await;
        self.goes_on("Previous registration", "Day").await;
        self.types("01102026").await;
        self.goes_on("GP", "Registered GP").await;
        self.press("Down").await;
        self.confirms().await;
    }

    /// Another of the same household: only what is on their own form.
    async fn another(&mut self, form: &Form, is_newborn: bool) {
        let way = self
            .window
            .tabs_to("Register another in this household")
            .await;
        self.keys += way.len() + 1;
        self.press("Enter").await;
        self.is_at("Find first", "NHS number").await;
        self.find(form).await;
        self.goes_on("Kind of registration", "Kind of registration")
            .await;
        if is_newborn {
            self.tab(1).await;
            for _ in 0..3 {
                self.press("Up").await;
            }
        }
        self.goes_on("Who", "First forename").await;
        self.who(form).await;
        self.goes_on("Address", "House name").await;
        if !is_newborn {
            self.goes_on("Previous registration", "Previous registration")
                .await;
        }
        self.goes_on("GP", "GP").await;
        self.confirms().await;
    }

    async fn confirms(&mut self) {
        self.goes_on("Check answers", "Check answers").await;
        self.press("Ctrl+Enter").await;
        self.window.says("Not registered yet.").await;
    }
}

#[tokio::test]
async fn a_family_of_five_is_registered_by_keys_alone() {
    let window = Window::open().await;
    window.sees("//h1[contains(., '23 November 2026')]").await;
    let mut typist = Typist {
        window: &window,
        keys: 0,
    };
    typist.first(&FATHER).await;
    typist.another(&MOTHER, false).await;
    for child in &CHILDREN {
        typist.another(child, false).await;
    }
    typist.another(&NEWBORN, true).await;
    let keys = typist.keys;
    println!("A family of five: {keys} keys.");
    assert!(keys <= MOST_KEYS, "{keys} keys");

    let kept = window.kept().await;
    let family = kept.called("Haddad");
    let born_here = |one: &Patient| one.record.birthplace.as_deref() == Some("Great Marling");
    assert_eq!(family.len(), 5);
    for one in &family {
        let record = &one.record;
        assert_eq!(record.road.as_deref(), Some("14 Mill Brow"));
        assert_eq!(record.postcode.as_deref(), Some("ZZ99 3AZ"));
        assert_eq!(record.gp, family[0].record.gp);
        assert_eq!(kept.filed(one.id), ["G1 ready, waiting"]);
        let says = kept.says(one.id);
        let kind = if born_here(one) {
            "birth"
        } else {
            "from abroad"
        };
        assert!(
            says[0].starts_with(&format!("Registration, {kind}, ")),
            "{says:?}"
        );
        assert_eq!(
            says.contains(&"Came to the UK on 01-Oct-2026".to_owned()),
            !born_here(one)
        );
    }
}
