//! Holds the border between the window and the program: the same names on both sides and in what is permitted, the same
//! types, and a configuration that lets nothing else through.
#![cfg(test)]
#![allow(
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use linkdesk::{events, problem, wire};
use serde_json::{Value, json};
use ts_rs::{Config, TS};

/// While no practice is open there is no ledger that could tell a role: these open one, and refuse where one is open.
const BEFORE_THERE_IS_A_DESK: [&str; 2] = ["open_again", "new_training"];

const BINDINGS: &str = "ui/src/bindings";

#[test]
fn the_window_calls_the_commands_that_there_are_and_no_others() {
    let program = handled();

    assert!(program.len() > 15);
    assert_eq!(called(), program, "backend.ts calls what lib.rs handles");
    assert_eq!(permitted(), program, "permissions/desk.toml permits it");
    let let_through: BTreeSet<String> = let_through()
        .into_iter()
        .filter(|name| !name.starts_with("plugin:event|"))
        .collect();
    assert_eq!(let_through, program, "isolation.js lets it through");
}

#[test]
fn every_command_asks_the_session_whether_it_may() {
    let mut seen = BTreeSet::new();
    for file in files("src-tauri/src/commands") {
        let source = read(&file);
        for part in source.split("#[tauri::command]").skip(1) {
            let body = part.split("\n}\n").next().unwrap();
            let (_, from_name) = body.split_once("fn ").unwrap();
            let name = from_name.split('(').next().unwrap().to_owned();

            let asks = if BEFORE_THERE_IS_A_DESK.contains(&name.as_str()) {
                "opening::"
            } else {
                ".may(May::"
            };
            assert_eq!(body.matches(asks).count(), 1, "`{name}` must ask once");
            seen.insert(name);
        }
    }

    assert_eq!(seen, handled());
}

/// What only a manager may is asked for as such, at the door and not only within.
#[test]
fn what_only_a_manager_may_is_asked_of_a_manager() {
    let mut found = BTreeSet::new();
    for file in files("src-tauri/src/commands") {
        let source = read(&file);
        for part in source.split("#[tauri::command]").skip(1) {
            let body = part.split("\n}\n").next().unwrap();
            let (_, from_name) = body.split_once("fn ").unwrap();
            if body.contains("May::Manage") {
                found.insert(from_name.split('(').next().unwrap().to_owned());
            }
        }
    }

    for name in [
        "change_link_mailbox",
        "change_setting",
        "explain_gap",
        "export_report",
        "move_number",
        "pause_link",
        "pause_sending",
        "put_right",
        "put_right_back",
        "save_doctor",
        "set_mesh",
        "test_mesh",
    ] {
        assert!(found.contains(name), "{name}");
    }
}

#[test]
fn only_one_file_of_the_window_talks_to_the_program() {
    for file in files_below("ui/src") {
        let names_it = read(&file).contains("@tauri-apps/");
        // What stands in for the program while the window is drawn never ships.
        let may = file.ends_with("src/lib/backend.ts") || file.starts_with("ui/src/dev/");

        assert!(may || !names_it, "{file} imports @tauri-apps");
    }
}

#[test]
fn the_types_of_the_window_are_those_of_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::new()
        .with_large_int("number")
        .with_out_dir(folder.path());
    export(&config);
    let made = typescript(folder.path());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        write(&made);
    }

    let committed = typescript(Path::new(BINDINGS));
    let names = committed.keys().chain(made.keys());
    let differing: BTreeSet<_> = names
        .filter(|name| committed.get(*name) != made.get(*name))
        .collect();
    assert_eq!(
        differing,
        BTreeSet::new(),
        "UPDATE_GOLDEN=1 writes them anew"
    );
}

#[test]
fn the_configuration_permits_what_is_used_and_nothing_else() {
    let config: Value = serde_json::from_str(&read("tauri.conf.json")).unwrap();
    let security = &config["app"]["security"];

    assert_eq!(security["freezePrototype"], true);
    assert_eq!(security["pattern"]["use"], "isolation");
    assert_eq!(
        security["dangerousDisableAssetCspModification"],
        Value::Null
    );
    assert_eq!(security["assetProtocol"], Value::Null);
    assert_eq!(config["app"]["withGlobalTauri"], false);
    assert_eq!(config["app"]["windows"].as_array().unwrap().len(), 1);
    assert_eq!(config["app"]["windows"][0]["devtools"], false);
    assert_eq!(
        config["app"]["windows"][0]["create"], false,
        "the program makes it, so that it goes nowhere else"
    );
    let capabilities = security["capabilities"].as_array().unwrap();
    assert_eq!(capabilities.len(), 1, "one window, one capability, inlined");
    assert_eq!(capabilities[0]["windows"], json!(["main"]));
    assert_eq!(capabilities[0]["remote"], Value::Null);
    assert_eq!(
        capabilities[0]["permissions"],
        json!([
            "core:event:allow-listen",
            "core:event:allow-unlisten",
            "desk"
        ])
    );
    assert!(
        !Path::new("capabilities").exists() && !Path::new("permissions").exists(),
        "all of it stands in one place"
    );
}

fn export(config: &Config) {
    problem::Problem::export_all(config).unwrap();
    events::Changed::export_all(config).unwrap();
    events::Chosen::export_all(config).unwrap();
    wire::Desk::export_all(config).unwrap();
    wire::Standing::export_all(config).unwrap();
    wire::Today::export_all(config).unwrap();
    wire::View::export_all(config).unwrap();
    wire::NoticeDetail::export_all(config).unwrap();
    wire::LetterAside::export_all(config).unwrap();
    wire::Candidate::export_all(config).unwrap();
    wire::RoutinePreview::export_all(config).unwrap();
    wire::SavedView::export_all(config).unwrap();
    wire::Display::export_all(config).unwrap();
    wire::Told::export_all(config).unwrap();
    wire::DecideForm::export_all(config).unwrap();
    wire::NoteOn::export_all(config).unwrap();
    wire::Push::export_all(config).unwrap();
    wire::PatientDetail::export_all(config).unwrap();
    wire::PutRightForm::export_all(config).unwrap();
    wire::RegisterChoices::export_all(config).unwrap();
    wire::RegisterChecked::export_all(config).unwrap();
    wire::BeginFrom::export_all(config).unwrap();
    wire::Beginning::export_all(config).unwrap();
    wire::Begun::export_all(config).unwrap();
    wire::FiledShown::export_all(config).unwrap();
    wire::AmendBeginning::export_all(config).unwrap();
    wire::AmendChecked::export_all(config).unwrap();
    wire::RemovalChecked::export_all(config).unwrap();
    wire::RemovalForm::export_all(config).unwrap();
    wire::OutboxDetail::export_all(config).unwrap();
    wire::Stoppages::export_all(config).unwrap();
    wire::DeedForm::export_all(config).unwrap();
    wire::Links::export_all(config).unwrap();
    wire::ReportForm::export_all(config).unwrap();
    wire::ReportShown::export_all(config).unwrap();
    wire::SettingsShown::export_all(config).unwrap();
    wire::DoctorForm::export_all(config).unwrap();
    wire::MeshForm::export_all(config).unwrap();
}

fn typescript(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());

    entries
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .filter(|(name, _)| name.ends_with(".ts"))
        .collect()
}

/// What is no longer made goes.
fn write(made: &BTreeMap<String, String>) {
    for name in typescript(Path::new(BINDINGS)).keys() {
        fs::remove_file(Path::new(BINDINGS).join(name)).unwrap();
    }
    for (name, text) in made {
        fs::write(Path::new(BINDINGS).join(name), text).unwrap();
    }
}

fn handled() -> BTreeSet<String> {
    let source = read("src-tauri/src/lib.rs");
    let (_, rest) = source.split_once("generate_handler![").unwrap();
    let (list, _) = rest.split_once(']').unwrap();

    list.split(',')
        .filter_map(|path| path.trim().rsplit("::").next())
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

fn called() -> BTreeSet<String> {
    let source = read("ui/src/lib/backend.ts");
    let calls = source.split("invoke<").skip(1);

    calls
        .map(|call| call.split('"').nth(1).unwrap().to_owned())
        .collect()
}

fn permitted() -> BTreeSet<String> {
    let table: toml::Table = read("src-tauri/permissions/desk.toml").parse().unwrap();
    let permissions = table["permission"].as_array().unwrap();

    assert_eq!(permissions.len(), 1);
    let allowed = permissions[0]["commands"]["allow"].as_array().unwrap();
    allowed
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

fn let_through() -> BTreeSet<String> {
    let source = read("src-tauri/isolation/isolation.js");
    let (_, rest) = source.split_once("new Set([").unwrap();
    let (list, _) = rest.split_once(']').unwrap();

    list.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn files(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let paths = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_file());

    paths.map(|path| path.display().to_string()).collect()
}

fn files_below(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let below = folders
        .iter()
        .flat_map(|folder| files_below(&folder.display().to_string()));

    files
        .iter()
        .map(|path| path.display().to_string())
        .chain(below)
        .collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}
