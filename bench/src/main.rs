//! `cargo xtask bench NAME... [--quick]`: ratios against peers and limits, taken in one round-robin run.

mod cipher;
mod contenders;
mod corpus;
mod desk;
mod evening;
mod floors;
mod inbox;
mod ledger;
mod long;
mod measure;
mod memory;
mod peers;
mod people;
mod post;
mod search;
mod standing;
mod table;
mod verify;
mod window;
mod wire;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();

    match words[..] {
        ["profile", what] => wire::profile(what),
        ["memory", what, path] => memory::child(what, path),
        ["stub", millis, letters, people] => post::serve(number(millis), number(letters) as u32, number(people)),
        ["drain", address, letters] => post::drain_child(address, number(letters) as u32),
        ["upload", address, bytes] => post::upload_child(address, number(bytes) as usize),
        _ => named(&words),
    }
}

fn named(words: &[&str]) {
    let (options, names): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| word.starts_with("--"));
    let quick = match options[..] {
        [] => false,
        ["--quick"] => true,
        _ => usage(),
    };
    let benches: Vec<fn(bool)> = names
        .iter()
        .map(|name| match *name {
            "wire" => wire::run as fn(bool),
            "ledger" => ledger::run,
            "long" => long::run,
            "search" => search::run,
            "post" => post::run,
            "verify" => verify::run,
            "standing" => standing::run,
            "window" => window::run,
            _ => usage(),
        })
        .collect();
    if benches.is_empty() {
        usage();
    }
    benches.iter().for_each(|bench| bench(quick));
}

fn number(word: &str) -> u64 {
    word.parse().unwrap_or_else(|_| usage())
}

fn usage() -> ! {
    eprintln!("usage: bench NAME... [--quick]   names: wire, ledger, search, post, verify, long, standing, window");
    std::process::exit(64);
}
