#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| linkdesk_fuzz::letter(data));
