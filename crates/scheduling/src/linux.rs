//! `sched_setattr(2)` and `sched_getattr(2)`.

use std::io;
use std::time::Duration;

/// How a thread shares a core with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// From -20 to 19: who has more leaves more of the core to others.
    pub nice: i32,
    /// How long it keeps a core while somebody else who may go first wants it: 0.1 to 100 ms. Before Linux 6.12 it is
    /// not the thread's own, and reads as nothing.
    pub slice: Duration,
}

/// Sets it for the thread that calls, which is scheduled as an ordinary one from then on.
///
/// # Errors
/// When the kernel does not allow it, such as a lower `nice` without the privilege.
pub fn set(share: Share) -> io::Result<()> {
    let attributes = libc::sched_attr {
        sched_nice: share.nice,
        sched_runtime: share.slice.as_nanos().try_into().unwrap_or(u64::MAX),
        ..nothing_said()
    };
    #[expect(unsafe_code, reason = "no safe library has it")]
    // SAFETY: the kernel reads as many bytes from the pointer as `size` says, which is what the attributes have, and keeps
    // nothing of it. Thread 0 is the one that calls.
    let outcome = unsafe { libc::syscall(libc::SYS_sched_setattr, 0, &raw const attributes, 0) };
    if outcome == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// What the thread that calls has.
///
/// # Errors
/// When the kernel does not tell.
pub fn share() -> io::Result<Share> {
    let mut attributes = nothing_said();
    #[expect(unsafe_code, reason = "no safe library has it")]
    // SAFETY: the kernel writes no more bytes to the pointer than it is told, which is what the attributes have, and any
    // bytes make good ones.
    let outcome =
        unsafe { libc::syscall(libc::SYS_sched_getattr, 0, &raw mut attributes, u64::from(attributes.size), 0) };
    if outcome != 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(Share { nice: attributes.sched_nice, slice: Duration::from_nanos(attributes.sched_runtime) })
}

/// An ordinary thread (`SCHED_OTHER`).
fn nothing_said() -> libc::sched_attr {
    libc::sched_attr {
        size: SIZE,
        sched_policy: libc::SCHED_OTHER.unsigned_abs(),
        sched_flags: 0,
        sched_nice: 0,
        sched_priority: 0,
        sched_runtime: 0,
        sched_deadline: 0,
        sched_period: 0,
    }
}

/// Bytes of the attributes; they are 48.
#[expect(clippy::cast_possible_truncation, reason = "48 bytes")]
const SIZE: u32 = size_of::<libc::sched_attr>() as u32;

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether slices are a thread's own here.
    fn has_slices() -> bool {
        !share().expect("told").slice.is_zero()
    }

    #[test]
    fn what_is_set_is_what_the_thread_has_and_no_other_thread() {
        let before = share().expect("told");
        let wanted = Share { nice: (before.nice + 5).min(19), slice: Duration::from_micros(100) };
        let found =
            std::thread::spawn(move || set(wanted).and_then(|()| share())).join().expect("no panic").expect("set");
        assert_eq!(found.nice, wanted.nice);
        if has_slices() {
            assert_eq!(found.slice, wanted.slice);
        }
        assert_eq!(share().expect("told"), before);
    }
}
