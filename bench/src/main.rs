//! `cargo xtask bench wire [--quick]`: ratios against peers and limits, taken in one round-robin run.

mod contenders;
mod corpus;
mod floors;
mod measure;
mod memory;
mod wire;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();

    match words[..] {
        ["wire"] => wire::run(false),
        ["wire", "--quick"] => wire::run(true),
        ["profile", what] => wire::profile(what),
        ["memory", what, path] => memory::child(what, path),
        _ => {
            eprintln!("usage: bench wire [--quick]");
            std::process::exit(64);
        }
    }
}
