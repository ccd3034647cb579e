//! The page's process ends: the desk behind it goes on, the page is loaded again and says so, and what was kept is there.
//! The driver gives up a window whose page has ended, and ends what it started; so the program is started apart from it,
//! and driven anew.

use std::fs;

use rustix::process::{Pid, Signal, kill_process};

use crate::registering::begins;
use crate::support::{GLANCE, Group, PATIENCE, PROGRAM, Start, Window};
use crate::support::{driver, free_port, program, session};

#[tokio::test]
async fn a_page_that_is_lost_is_loaded_again_and_what_was_kept_is_there() {
    let data = tempfile::tempdir().unwrap();
    let place = format!("127.0.0.1:{}", free_port());
    let mut starts = program(PROGRAM, data.path());
    let starts = starts
        .arg("--training")
        .env("WEBKIT_INSPECTOR_SERVER", &place);
    let running = Group::start(starts);
    let port = free_port();
    let mut driver = driver(port, data.path());
    let driver = driver
        .arg(format!("--target={place}"))
        .arg("--replace-on-new-session");
    let driver = Group::start(driver);
    let client = session(port, None).await;

    let window = Window::apart(client, driver, data, Start::training());
    window.presses("Register").await;
    begins(&window).await;
    window.fills("surname", "Zander").await;
    window.says("draft saved").await;
    let page = page_of(&running, None).await;
    kill_process(page, Signal::KILL).unwrap();
    page_of(&running, Some(page)).await;

    let window = window.driven_by(session(port, None).await);
    window
        .says("This window had stopped, and was opened again")
        .await;
    window.presses("Register").await;
    window.says("ZANDER").await;
    window.presses("Go on").await;
    assert_eq!(window.holds("surname").await, "Zander");
}

/// The process that shows the page, once there is one, and another one than before.
async fn page_of(running: &Group, before: Option<Pid>) -> Pid {
    let mut glance = tokio::time::interval(GLANCE);
    let found = async {
        loop {
            let page = pages(running.id())
                .into_iter()
                .find(|page| Some(*page) != before);
            match page {
                Some(page) => return page,
                None => _ = glance.tick().await,
            }
        }
    };

    tokio::time::timeout(PATIENCE, found).await.unwrap()
}

fn pages(group: Pid) -> Vec<Pid> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let stats = processes.filter_map(|one| fs::read_to_string(one.path().join("stat")).ok());

    stats.filter_map(|stat| page(&stat, group)).collect()
}

/// `42 (WebKitWebProces) S 40 38 ...`: the system cuts the name short; its state, its parent and its group follow.
fn page(stat: &str, group: Pid) -> Option<Pid> {
    let (start, rest) = stat.rsplit_once(')')?;
    let (id, name) = start.split_once(" (")?;
    let words: Vec<&str> = rest.split_whitespace().take(3).collect();
    let [state, _, of] = words[..] else {
        return None;
    };
    let is_page = name.starts_with("WebKitWebProc") && state != "Z";

    (is_page && Pid::from_raw(of.parse().ok()?) == Some(group))
        .then(|| Pid::from_raw(id.parse().ok()?))
        .flatten()
}
