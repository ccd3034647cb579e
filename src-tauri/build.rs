//! Reads the window's configuration into the program. Without the window's files an empty folder takes their place, so
//! that the crates can be built and tested where there is no Node.

use std::error::Error;
use std::path::Path;

use tauri_build::{AppManifest, Attributes};

const WINDOW: &str = "ui/dist";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={WINDOW}");
    println!("cargo:rerun-if-changed=src-tauri/isolation");
    std::fs::create_dir_all(Path::new(WINDOW))?;
    let permissions = AppManifest::new().permissions_path_pattern("src-tauri/permissions/**/*");
    tauri_build::try_build(Attributes::new().app_manifest(permissions))?;

    Ok(())
}
