//! How long a notice waits for its next attempt, and when there is none.

use std::time::Duration;

use rekey_domain::{Channel, Timestamp};
use rekey_runtime::Entropy;
use rekey_runtime::config::NotifierConfig;
use rekey_store::deliveries::Turn;

/// Wait before the second, third, ... attempt at an email, or at what only informs; the last one repeats.
pub(super) const EMAIL_BACKOFF: [Duration; 5] = [
    Duration::from_secs(3),
    Duration::from_secs(10),
    Duration::from_secs(30),
    Duration::from_secs(120),
    Duration::from_secs(300),
];
/// What only informs waits no longer than this for the next attempt, however often nobody knew whether it arrived: each may have
/// arrived, and be billed.
const DOUBTED_MAX: Duration = Duration::from_secs(6 * 3600);
/// What only informs and found nobody to be called waits at least so long.
const NOBODY_CALLED_MIN: Duration = Duration::from_secs(30);
/// A wait for a text message grows by up to this part of it, so that many do not come back at once.
const JITTER_PART: u32 = 4;

/// What an attempt that was certainly in vain was about.
#[derive(Debug, Clone, Copy)]
pub(super) struct InVain {
    /// How it travels.
    pub channel: Channel,
    /// A code is given up; what only informs is tried until it is of no use any more.
    pub is_code: bool,
    /// 1 for the first.
    pub attempt: u32,
    /// What is known of it.
    pub turn: Turn,
    /// What the provider asks for.
    pub asked: Option<Duration>,
    /// Of no use from this time on.
    pub expires_at: Timestamp,
}

/// The wait before the next attempt, or why there is none.
pub(super) fn next(
    vain: InVain,
    config: &NotifierConfig,
    now: Timestamp,
    entropy: Entropy,
) -> Result<Duration, &'static str> {
    let by_phone = vain.channel != Channel::Email;
    let attempts = if by_phone { config.sms_attempts } else { config.email_attempts };
    if vain.is_code && vain.attempt >= attempts {
        return Err("every attempt failed");
    }
    let step = vain.attempt.saturating_sub(1);
    let wait = if by_phone && vain.is_code {
        let doubled = config.sms_backoff_seconds.saturating_mul(2_u64.saturating_pow(step));
        jittered(Duration::from_secs(doubled.min(config.sms_backoff_max_seconds)), entropy)
    } else {
        informing(vain, step)
    };
    let wait = wait.max(vain.asked.unwrap_or_default());
    if by_phone && vain.is_code && now.plus(wait) >= vain.expires_at {
        return Err("the next attempt would come too late");
    }
    Ok(wait)
}

/// Of a mail, or of what only informs.
fn informing(vain: InVain, step: u32) -> Duration {
    let last = EMAIL_BACKOFF.len() - 1;
    let step = usize::try_from(step).unwrap_or(usize::MAX);
    let wait = EMAIL_BACKOFF[step.min(last)];
    match vain.turn {
        Turn::Doubted => {
            let doublings = u32::try_from(step.saturating_sub(last)).unwrap_or(u32::MAX);
            wait.saturating_mul(2_u32.saturating_pow(doublings)).min(DOUBTED_MAX)
        }
        Turn::Waited if !vain.is_code => wait.max(NOBODY_CALLED_MIN),
        Turn::Tried | Turn::Waited => wait,
    }
}

fn jittered(wait: Duration, entropy: Entropy) -> Duration {
    let mut drawn = [0];
    entropy.fill(&mut drawn);
    wait + wait / JITTER_PART * u32::from(drawn[0]) / u32::from(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(0);

    fn vain(attempt: u32) -> InVain {
        let expires_at = NOW.plus(Duration::from_secs(300));
        InVain { channel: Channel::Sms, is_code: true, attempt, turn: Turn::Tried, asked: None, expires_at }
    }

    fn wait(vain: InVain) -> Result<Duration, &'static str> {
        next(vain, &NotifierConfig::default(), NOW, Entropy)
    }

    #[test]
    fn a_text_waits_longer_each_time_and_not_beyond_the_longest() {
        for (attempt, least) in [(1, 1), (2, 2), (3, 4), (4, 8), (5, 10)] {
            let (least, drawn) = (Duration::from_secs(least), wait(vain(attempt)).expect("another"));
            assert!(drawn >= least && drawn <= least * 5 / 4, "{attempt}: {drawn:?}");
        }
        assert_eq!(wait(vain(6)), Err("every attempt failed"));
    }

    #[test]
    fn what_the_provider_asks_for_is_waited_for_within_the_life_of_the_code() {
        let asked = |seconds| InVain { asked: Some(Duration::from_secs(seconds)), ..vain(1) };
        assert_eq!(wait(asked(299)), Ok(Duration::from_secs(299)));
        assert_eq!(wait(asked(300)), Err("the next attempt would come too late"));
        let news = InVain { is_code: false, ..asked(300) };
        assert_eq!(wait(news), Ok(Duration::from_secs(300)));
    }

    #[test]
    fn news_by_text_are_as_patient_as_mail() {
        let news = |attempt| InVain { is_code: false, ..vain(attempt) };
        assert_eq!(wait(news(1)), Ok(EMAIL_BACKOFF[0]));
        assert_eq!(wait(news(100)), Ok(EMAIL_BACKOFF[4]));
    }

    #[test]
    fn what_an_owner_is_told_in_doubt_comes_ever_more_seldom() {
        let config = NotifierConfig::default();
        let doubted = |attempt| InVain { is_code: false, turn: Turn::Doubted, ..vain(attempt) };
        let waits = |attempts: std::ops::Range<u32>| -> Vec<u64> {
            attempts.map(|attempt| next(doubted(attempt), &config, NOW, Entropy).expect("another").as_secs()).collect()
        };
        assert_eq!(waits(1..9), [3, 10, 30, 120, 300, 600, 1_200, 2_400]);
        assert_eq!(waits(20..22), [6 * 3600; 2], "a day has room for a dozen at most");
        let mail = InVain { channel: Channel::Email, ..doubted(7) };
        assert_eq!(next(mail, &config, NOW, Entropy), Ok(Duration::from_secs(1_200)), "a mail as well");
        let unsent = InVain { turn: Turn::Tried, ..doubted(20) };
        assert_eq!(next(unsent, &config, NOW, Entropy), Ok(Duration::from_secs(300)), "nobody was billed for it");
        let waited = InVain { turn: Turn::Waited, ..doubted(1) };
        assert_eq!(next(waited, &config, NOW, Entropy), Ok(NOBODY_CALLED_MIN));
    }
}
