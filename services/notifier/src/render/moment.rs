//! Points in time as people read them, always in UTC, since nobody told us where the reader is.

use rekey_domain::Timestamp;
use time::OffsetDateTime;

use super::texts::{Language, Say as _};

/// "24 November 2026, 10:15 UTC".
pub(super) fn moment(at: Timestamp, language: Language) -> String {
    // What lies outside the calendar (year 9999) was never a real time; the epoch shows that something is wrong.
    let seconds = at.micros().div_euclid(1_000_000);
    let time = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let month = language.say(&format!("month-{}", u8::from(time.month())));
    let (day, year) = (time.day().to_string(), time.year().to_string());
    let clock = format!("{:02}:{:02}", time.hour(), time.minute());
    let phrase = language.with("moment").arg("day", &day).arg("month", &month);
    phrase.arg("year", &year).arg("clock", &clock).text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_out_in_utc() {
        let at = Timestamp::from_micros(1_795_515_300_000_000);
        assert_eq!(moment(at, Language::English), "24 November 2026, 10:15 UTC");
        assert_eq!(moment(at, Language::German), "24. November 2026, 10:15 UTC");
        let march = Timestamp::from_micros(1_772_327_099_999_999);
        assert_eq!(moment(march, Language::German), "1. März 2026, 01:04 UTC");
    }

    #[test]
    fn a_time_outside_the_calendar_does_no_harm() {
        assert_eq!(moment(Timestamp::from_micros(i64::MAX), Language::English), "1 January 1970, 00:00 UTC");
    }
}
