//! P6 and P7: memory over the input, measured in a process of its own, and allocations a segment.

use std::fs::File;
use std::io::Write;
use std::process::Command;

use crate::corpus::corpus;

pub fn run(quick: bool) {
    let size = if quick { 10_000_000 } else { 100_000_000 };
    let path = std::env::temp_dir().join(format!("linkdesk-bench-{}.dat", std::process::id()));
    let corpus = corpus(size);
    File::create(&path).and_then(|mut file| file.write_all(&corpus.bytes)).unwrap();
    let megabytes = corpus.bytes.len() as f64 / 1e6;

    println!("\n== memory over a letter of {megabytes:.0} MB");
    let empty = peak("nothing", &path);
    let streamed = peak("stream", &path) - empty;
    let bytes = peak("bytes", &path) - empty;
    let typed = peak("typed", &path) - empty;
    println!("streamed to notices: {streamed:.1} MB   P6 must 8 aim 2");
    println!("in memory, typed: {:.2} x the input (the bytes alone {:.2} x)   P6 must 3 aim 1.5", typed / megabytes, bytes / megabytes);
    print!("{}", beside("allocations", &path));
    _ = std::fs::remove_file(&path);
}

/// The highest resident memory of this program doing one thing, in MB.
fn peak(what: &str, path: &std::path::Path) -> f64 {
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program).arg("memory").arg(what).arg(path).output().unwrap();

    String::from_utf8(output.stdout).unwrap().trim().parse().unwrap()
}

/// What another program of this package prints; it counts allocations, which would slow the timing here.
fn beside(name: &str, path: &std::path::Path) -> String {
    let program = std::env::current_exe().unwrap().with_file_name(name);
    let output = Command::new(program).arg(path).output().unwrap();

    String::from_utf8(output.stdout).unwrap()
}

/// What the process of its own does.
pub fn child(what: &str, path: &str) {
    let reading = gplinks::Reading { limits: gplinks::Limits::file(), today: None };
    let mut seen = 0_u64;
    match what {
        "stream" => gplinks::read_stream(File::open(path).unwrap(), &reading, |_| seen += 1, |_| {}).unwrap(),
        "bytes" => seen = std::fs::read(path).unwrap().len() as u64,
        "typed" => {
            let bytes = std::fs::read(path).unwrap();
            let letters = gplinks::read(&bytes, &reading);
            seen = letters.iter().map(|letter| letter.messages.len() as u64).sum();
            println!("{}", high_water());
            std::process::exit(i32::from(seen == 0));
        }
        _ => {}
    }
    println!("{}", high_water());
    std::process::exit(i32::from(seen == 0 && what != "nothing"));
}

/// `VmHWM` of this process in MB; Linux only.
pub fn high_water() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");

    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or_default() / 1000.0
}
