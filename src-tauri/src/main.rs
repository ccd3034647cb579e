#[allow(clippy::print_stdout, reason = "there is no window to say it in")]
fn main() {
    println!("{}", linkdesk::NO_WINDOW_YET);
}
