#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| linkdesk_fuzz::model_round_trip(data));
