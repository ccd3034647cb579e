//! What ships has none of the features that are for tests. Cargo is asked, because it joins the features of all
//! that is built together: tests are built with them, and a build for shipping is not.

use crate::process;

/// The packages that ship.
const SHIPPED: [&str; 2] = ["linkdesk", "linkdesk-cli"];
const FOR_TESTS: [&str; 3] = ["kill", "fake", "damage"];

/// Refuses a package that would be built with one of them.
pub(crate) fn look() -> Result<(), String> {
    let mut command = process::cargo(&["tree", "--edges", "normal,build", "--prefix", "none"]);
    command.args(["--format", "{lib} [{f}]"]);
    for package in SHIPPED {
        command.args(["--package", package]);
    }
    let tree = process::answer(&mut command).ok_or("cargo tree failed")?;
    // A tree in which our own packages are not found says nothing.
    if !tree.lines().any(|line| line.starts_with("points [")) {
        return Err("what would ship cannot be told from cargo tree".to_owned());
    }

    match with_tests_features(&tree) {
        found if found.is_empty() => Ok(()),
        found => Err(format!("built for shipping with: {}", found.join(", "))),
    }
}

/// The lines of our own packages that name a feature for tests.
fn with_tests_features(tree: &str) -> Vec<String> {
    let ours = |line: &&str| {
        ["points [", "mesh [", "store ["]
            .iter()
            .any(|ours| line.starts_with(ours))
    };
    let is_on = |line: &&str| {
        let features = line.split(['[', ']']).nth(1).unwrap_or_default();
        features
            .split(',')
            .any(|feature| FOR_TESTS.contains(&feature))
    };

    tree.lines()
        .filter(ours)
        .filter(is_on)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_for_tests_in_what_ships_is_found() {
        let tree = "mesh []\npoints [kill]\nstore [default,damage] (*)\nother [fake]\n";

        assert_eq!(
            with_tests_features(tree),
            ["points [kill]", "store [default,damage] (*)"]
        );
        assert_eq!(with_tests_features("points []\nmesh [faked]\n"), [""; 0]);
    }
}
