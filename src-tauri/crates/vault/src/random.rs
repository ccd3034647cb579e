//! The one source of randomness: the operating system's.

use crate::VaultError;

pub(crate) fn random<const N: usize>() -> Result<[u8; N], VaultError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(VaultError::NoRandomness)?;

    Ok(bytes)
}
