//! One window with one word in it.

fn main() {
    tauri::Builder::default().run(tauri::generate_context!()).expect("a window");
}
