//! CPU time of one bare Argon2id hash with the parameters of every new password, in memory that is used again: for `cargo
//! xtask bench`. Prints milliseconds, the mean of as many hashes as the argument says.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::time::Duration;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use rekey_passwords::HasherConfig;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count: usize = std::env::args().nth(1).unwrap_or_default().parse()?;
    let HasherConfig { memory_kib, passes, lanes, .. } = HasherConfig::default();
    let params = Params::new(memory_kib, passes, lanes, Some(32)).map_err(|error| error.to_string())?;
    let mut blocks = vec![Block::new(); params.block_count()];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut began = 0;
    for round in 0..=count {
        // The first one meets memory that the system has not given yet.
        if round == 1 {
            began = nanoseconds()?;
        }
        let mut tag = [0; 32];
        let salt = u128::try_from(round)?.to_le_bytes();
        argon2
            .hash_password_into_with_memory(b"Nineteen green kettles 7", &salt, &mut tag, &mut blocks)
            .map_err(|error| error.to_string())?;
        std::hint::black_box(tag);
    }
    let spent = Duration::from_nanos(nanoseconds()? - began);
    println!("{}", spent.as_secs_f64() * 1e3 / f64::from(u32::try_from(count)?));
    Ok(())
}

/// CPU time of this thread.
fn nanoseconds() -> Result<u64, Box<dyn std::error::Error>> {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(said.split_whitespace().next().unwrap_or_default().parse()?)
}
