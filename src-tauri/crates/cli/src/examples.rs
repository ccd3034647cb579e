//! An example for every command under a command, and words for what several commands take.

use clap::{Arg, Command};

/// The words after `linkdesk-cli`; the folder is put in behind the first of them.
const EXAMPLES: &[(&str, &str)] = &[
    (
        "outbox hold",
        r#"12 --why "the address is being asked for""#,
    ),
    ("outbox let-go", "12"),
    ("outbox send-now", "12"),
    ("outbox take-back", "12"),
    ("outbox confirm", "12"),
    ("outbox correct", "12 --clean corrected.json"),
    ("outbox drop", r#"12 --why "filed for the wrong patient""#),
    (
        "outbox close",
        r#"12 --why "PCSE asked us to register again""#,
    ),
    (
        "outbox send-again",
        r#"31 --asked-by "J Okoro" --asked-on 2026-11-21 --reference CAS-1234"#,
    ),
    (
        "outbox enter-again",
        r#"31 --asked-by "J Okoro" --asked-on 2026-11-21 --reference CAS-1234"#,
    ),
    ("outbox abandon", r#"31 --why "PCSE does not want it""#),
    ("outbox retry", r#"31 --why "the mailbox is corrected""#),
    (
        "outbox settle",
        r#"31 --arrived --why "PCSE has it, CAS-1234""#,
    ),
    ("outbox pause", r#"--why "the numbers are being checked""#),
    ("outbox resume", ""),
    ("outbox reopen", r#"NF --why "PCSE has explained it""#),
    ("inbox show", "7"),
    ("inbox candidates", "7"),
    ("inbox snooze", "7 --until 2026-11-23T09:00"),
    ("inbox unsnooze", "7"),
    ("inbox note", r#"7 "rang the patient, no answer""#),
    (
        "letters release",
        r#"4 --why "PCSE confirmed that it is meant for us""#,
    ),
    ("letters dealt-with", r#"4 --why "PCSE sends it again""#),
    (
        "numbers confirm",
        r#"--sis NF=512 --sms NF=733 --tn 1290 --why "asked PCSE""#,
    ),
    (
        "numbers explain",
        r#"out SIS 41 43 --link NF --why "used by the earlier system""#,
    ),
    ("report missing-numbers-out", ""),
    ("report missing-numbers-in", ""),
    ("report missing-receipts", ""),
    ("report operations", "--link NF --first 40 --last 52"),
    ("report unanswered", ""),
    ("report fp69", ""),
    ("report quarter", "--from 2026-10-01 --to 2026-12-31"),
    ("report set-aside", ""),
    ("report traffic", "--from 2026-11-16 --to 2026-11-20"),
    ("report overdue", ""),
    ("training send F1", "--nhs 9990001006 --surname OKAFOR"),
    (
        "training send F2",
        "--nhs 9990001006 --reason 1 --on 2026-11-20",
    ),
    ("training send F8", "--ends-on 2026-12-31"),
    (
        "training send F9",
        "--nhs 9990001006 --expires-on 2027-05-20",
    ),
    ("training send F10", "--nhs 9990001006"),
    (
        "training send F11",
        r#"--nhs 9990001006 --words "HELD FOR 30 DAYS""#,
    ),
    ("training send", "F10 --nhs 9990001006"),
    ("training letter", "evening.dat"),
    ("training enrol", ""),
    ("training rules", "answer_after=hours:0"),
    ("training misbehave", "gap=3"),
    ("training fault", "post=lose_answer"),
    ("training ledger", "--bodies"),
    (
        "patient take-number",
        r#"12 | 7 --why "the same person, who came back""#,
    ),
    (
        "patient give-back",
        r#"12 | --why "they are two persons after all""#,
    ),
    (
        "patient put-right",
        r#"12 | no-flag --why "PCSE has lifted it, CAS-1234""#,
    ),
    (
        "patient put-right left",
        r#"12 | --on 2026-11-02 --why "PCSE says so, CAS-1234""#,
    ),
    (
        "patient put-right approved",
        r#"12 | --why "PCSE says so, CAS-1234""#,
    ),
    (
        "patient put-right number",
        r#"12 | 9990001006 --why "traced on PDS""#,
    ),
    (
        "patient put-right no-flag",
        r#"12 | --why "PCSE has lifted it, CAS-1234""#,
    ),
    (
        "patient put-right no-removal",
        r#"12 | --why "PCSE knows of no request""#,
    ),
    ("patient put-back", r#"12 | --why "it was the other twin""#),
    ("settings set", "hold_minutes 30"),
    ("settings mailbox", "NF X26OT006"),
    ("settings pause", r#"NF --why "PCSE moves its mailbox""#),
    (
        "mesh set",
        "--password-file pw.txt --shared-key-file key.txt",
    ),
    ("mesh show", ""),
    ("mesh check", ""),
    ("agency init", "service.toml"),
    (
        "agency set",
        "--password-file pw.txt --shared-key-file key.txt",
    ),
    ("agency show", ""),
    ("agency check", ""),
    ("agency send F1", "--nhs 9990001006 --surname OKAFOR"),
    (
        "agency send F2",
        "--nhs 9990001006 --reason 1 --on 2026-11-20",
    ),
    ("agency send F8", "--ends-on 2026-12-31"),
    ("agency send F9", "--nhs 9990001006 --expires-on 2027-05-20"),
    ("agency send F10", "--nhs 9990001006"),
    (
        "agency send F11",
        r#"--nhs 9990001006 --words "HELD FOR 30 DAYS""#,
    ),
    ("agency send", "F10 --nhs 9990001006"),
    ("agency rules", "answer_after=hours:0"),
    ("agency misbehave", "gap=3"),
    ("agency ledger", "--bodies"),
];

/// What is taken by many commands under one name.
const TAKEN: &[(&str, &str)] = &[
    ("notice", "The notice, by its number in `inbox`"),
    ("filing", "The filing, by its number in `outbox`"),
    ("letter", "The letter, by its number in the list"),
    (
        "patient",
        "The patient, by their number here (as `search` tells it), not their NHS number",
    ),
    (
        "choice",
        "What is done about it: one of the choices that `inbox show` tells",
    ),
    ("link", "The other side's cipher or link code"),
    (
        "words",
        "Words of a name, an NHS number, a date of birth, a postcode, or several of these",
    ),
    ("text", "The note"),
    ("mailbox", "A mailbox at MESH, like X26OT005"),
    ("until", "Until when, like 2026-11-23T09:00"),
    ("first", "The first number"),
    ("last", "The last number"),
    ("from", "The first day, like 2026-10-01"),
    ("to", "The last day"),
    ("file", "The letter's file; - is standard input"),
    ("on", "The day, like 2026-11-20"),
    ("ends_on", "The last day of the quarter"),
    ("expires_on", "The day on which the flag expires"),
    ("reason", "The code of the reason"),
    ("notes", "A note that goes with it"),
    ("new_number", "Another NHS number"),
    ("surname", "Another surname"),
    ("forename", "Another first forename"),
    ("second_forename", "Another second forename"),
    ("title", "Another title"),
    ("previous_surname", "Another previous surname"),
    ("born", "Another date of birth"),
    ("house", "The name of the house in a new address"),
    ("road", "The number and road in a new address"),
    ("locality", "The locality in a new address"),
    ("town", "The post town of a new address"),
    ("county", "The county of a new address"),
    ("postcode", "The postcode of a new address"),
];

/// The command line with its examples and words.
pub(crate) fn told(command: Command) -> Command {
    below(command, "")
}

fn below(command: Command, path: &str) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|one| one.get_name().to_owned())
        .collect();
    let command = command.mut_args(described);

    names.iter().fold(command, |command, name| {
        let path = format!("{path} {name}").trim_start().to_owned();

        command.mut_subcommand(name, |one| below(exemplified(one, &path), &path))
    })
}

fn exemplified(command: Command, path: &str) -> Command {
    let example = EXAMPLES.iter().find(|(whose, _)| *whose == path);
    let (Some((_, rest)), Some((first, deed))) = (example, path.split_once(' ')) else {
        return command;
    };

    command.after_help(format!("Example:\n  {}", line(first, deed, rest)))
}

/// Some commands name what they are about before they say what is done with it.
fn line(first: &str, deed: &str, rest: &str) -> String {
    let line = match rest.split_once(" | ") {
        Some((what, rest)) => format!("linkdesk-cli {first} --data ./desk {what} {deed} {rest}"),
        None => format!("linkdesk-cli {first} --data ./desk {deed} {rest}"),
    };

    line.trim_end().to_owned()
}

fn described(arg: Arg) -> Arg {
    if arg.get_help().is_some() {
        return arg;
    }
    let words = TAKEN.iter().find(|(id, _)| arg.get_id() == *id);

    match words {
        Some((_, words)) => arg.help(*words),
        None => arg,
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::args::Arguments;

    /// Every command, with the words that lead to it.
    fn all(command: &Command, path: &str, told: &mut Vec<(String, Command)>) {
        for one in command.get_subcommands() {
            let path = format!("{path} {}", one.get_name());
            told.push((path.clone(), one.clone()));
            all(one, &path, told);
        }
    }

    fn tree() -> Vec<(String, Command)> {
        let mut commands = Vec::new();
        all(&told(Arguments::command()), "linkdesk-cli", &mut commands);

        commands
    }

    #[test]
    fn every_command_has_an_example_that_can_be_read() {
        for (path, command) in tree() {
            let help = command.get_after_help().map(ToString::to_string);
            let help = help.unwrap_or_default();
            let (_, deed) = path.split_once(' ').unwrap();
            let last = deed.split(' ').next_back().unwrap();

            assert!(help.starts_with("Example"), "{path}");
            let is_its_own = |line: &str| {
                line.trim_start().starts_with("linkdesk-cli ")
                    && line.split(' ').any(|word| word == last)
            };
            assert!(help.lines().any(is_its_own), "{path}: {help}");
        }
    }

    #[test]
    fn every_argument_and_every_command_is_described() {
        let mut blank = Vec::new();
        for (path, command) in tree() {
            if command.get_about().is_none() {
                blank.push(path.clone());
            }
            let args = command
                .get_arguments()
                .filter(|arg| arg.get_help().is_none());
            blank.extend(args.map(|arg| format!("{path} {}", arg.get_id())));
        }

        assert!(blank.is_empty(), "{blank:#?}");
    }

    #[test]
    fn no_example_is_left_without_its_command() {
        let known: Vec<String> = tree().into_iter().map(|(path, _)| path).collect();
        for (path, _) in EXAMPLES {
            assert!(known.contains(&format!("linkdesk-cli {path}")), "{path}");
        }
    }

    #[test]
    fn the_examples_are_command_lines() {
        for (path, rest) in EXAMPLES {
            let (first, deed) = path.split_once(' ').unwrap();
            let line = line(first, deed, rest);
            let words = words(&line);
            let read = told(Arguments::command()).try_get_matches_from(words);

            assert!(read.is_ok(), "{line}: {}", read.unwrap_err());
        }
    }

    /// The words as a shell makes them.
    fn words(line: &str) -> Vec<String> {
        let parts = line.split('"').enumerate();

        parts
            .flat_map(|(at, part)| {
                if at % 2 == 1 {
                    vec![part.to_owned()]
                } else {
                    part.split_whitespace().map(str::to_owned).collect()
                }
            })
            .collect()
    }
}
