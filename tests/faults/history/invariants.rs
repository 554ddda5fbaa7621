//! The invariants I1 to I9, each a look over a whole history that gives what it complains of.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::event::{Event, Kind, Verdict};

/// Gates of a reset in these histories.
pub const GATES: usize = 2;
/// Wrong codes that are judged for an account in a day, from browsers that nobody knows.
const GUESSES_MAX: usize = 10;
/// A code lives for so long.
pub const LIFE: Duration = Duration::from_secs(60);
/// Most that is taken out of a purse in an hour, in millionths: for thrice as many texts as a history has, and what crashes leave.
pub const MONEY_PER_HOUR_MICROS: u64 = 30_000_000;
/// The same for a day.
pub const MONEY_PER_DAY_MICROS: u64 = 2 * MONEY_PER_HOUR_MICROS;
/// Who begins to speak while a gateway stops to listen is cut off so soon: nobody heard it. Later, somebody had.
const CUT_OFF_IN: Duration = Duration::from_millis(50);
/// Between the moment that ends a code and a send that had begun before: a provider's time-out and the longest pause of a process.
const UNDER_WAY: Duration = Duration::from_secs(10);

type Entries = [(Duration, Event)];
/// Looks over a history, and gives what it complains of.
type Look = fn(&Entries) -> Vec<String>;

/// Everything that any invariant complains of.
pub fn complaints(entries: &Entries) -> Vec<String> {
    let all: [(&str, Look); 11] = [
        ("I1", proofs_come_before_passwords),
        ("I2", guesses_are_capped),
        ("I3", secrets_count_once),
        ("I4", a_reset_changes_one_password_and_tells_everybody),
        ("I5", codes_arrive_once_in_time_or_the_person_sees_it),
        ("I6", secrets_are_kept_nowhere),
        ("I7", strangers_are_answered_alike),
        ("I8", no_more_is_sent_than_was_asked_for),
        ("I8", no_more_is_spent_than_was_taken_within_the_caps),
        ("I9", what_was_acknowledged_stays),
        ("503", who_is_not_served_is_told_when_to_come_back),
    ];
    all.into_iter()
        .flat_map(|(name, look)| look(entries).into_iter().map(move |what| format!("{name}: {what}")))
        .collect()
}

/// Whose a reset is.
fn persons(entries: &Entries) -> BTreeMap<usize, usize> {
    let began = |event: &Event| match event {
        Event::Began { reset, person } => Some((*reset, *person)),
        _ => None,
    };
    entries.iter().filter_map(|(_, event)| began(event)).collect()
}

/// Resets whose password was changed, as far as anybody was told.
fn completed(entries: &Entries) -> BTreeSet<usize> {
    let is_done = |event: &Event| match event {
        Event::SetPassword { reset, verdict: Verdict::Yes, .. } => Some(*reset),
        Event::Looked { reset, standing } if standing.status == "completed" => Some(*reset),
        _ => None,
    };
    entries.iter().filter_map(|(_, event)| is_done(event)).collect()
}

/// I1. A password is changed after its gates were proven in the same reset, each by another way.
pub fn proofs_come_before_passwords(entries: &Entries) -> Vec<String> {
    let mut proven: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let mut found = Vec::new();
    for (_, event) in entries {
        match event {
            Event::Proved { reset, channel, verdict: Verdict::Yes | Verdict::Unknown, .. } => {
                proven.entry(*reset).or_default().insert(channel);
            }
            Event::SetPassword { reset, verdict: Verdict::Yes, .. } => {
                let count = proven.get(reset).map_or(0, BTreeSet::len);
                if count < GATES {
                    found.push(format!("reset {reset} changed a password after {count} proofs"));
                }
            }
            Event::Looked { reset, standing } => {
                let count = proven.get(reset).map_or(0, BTreeSet::len);
                if standing.passed > count as u64 || (standing.status == "completed" && count < GATES) {
                    found.push(format!("reset {reset} stands at {standing:?} after {count} proofs"));
                }
            }
            _ => {}
        }
    }
    found
}

/// I2. Of an account's wrong guesses no more are judged than the cap.
pub fn guesses_are_capped(entries: &Entries) -> Vec<String> {
    let mut judged: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, event) in entries {
        match event {
            Event::Guessed { person, verdict: Verdict::No(code) } if code == "wrong_code" => {
                *judged.entry(*person).or_default() += 1;
            }
            Event::Guessed { person, verdict: Verdict::Yes } => *judged.entry(*person).or_default() += 1000,
            _ => {}
        }
    }
    let over = judged.into_iter().filter(|(_, count)| *count > GUESSES_MAX);
    over.map(|(person, count)| format!("of person {person} {count} guesses were judged")).collect()
}

/// I3. A code is accepted at most once.
pub fn secrets_count_once(entries: &Entries) -> Vec<String> {
    let mut accepted: BTreeMap<(usize, &str, &str), usize> = BTreeMap::new();
    for (_, event) in entries {
        if let Event::Proved { reset, channel, reference, verdict: Verdict::Yes } = event {
            *accepted.entry((*reset, channel, reference)).or_default() += 1;
        }
    }
    let twice = accepted.into_iter().filter(|(_, count)| *count > 1);
    twice
        .map(|((reset, channel, _), count)| format!("a code by {channel} of reset {reset} was accepted {count} times"))
        .collect()
}

/// I4. A reset changes one password; sign-ins end with that, and every contact is told, once by mail.
pub fn a_reset_changes_one_password_and_tells_everybody(entries: &Entries) -> Vec<String> {
    let (mut found, mut missing, mut refused) = (Vec::new(), 0, 0);
    let mut passwords: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let mut news: BTreeMap<(usize, &str), BTreeSet<&str>> = BTreeMap::new();
    for (_, event) in entries {
        match event {
            Event::SetPassword { reset, password, verdict: Verdict::Yes } => {
                passwords.entry(*reset).or_default().insert(password);
            }
            Event::UsedOldSignIn { reset, verdict: Verdict::Yes } => {
                found.push(format!("a sign-in outlived the new password of reset {reset}"));
            }
            Event::Refuses { texts } => refused += texts,
            Event::Took { channel, person, id, kind: Kind::Changed } => {
                news.entry((*person, channel)).or_default().insert(id);
            }
            _ => {}
        }
    }
    found.extend(
        passwords.iter().filter(|(_, all)| all.len() > 1).map(|(reset, _)| format!("reset {reset} set two passwords")),
    );
    let persons = persons(entries);
    let mut changes: BTreeMap<usize, usize> = BTreeMap::new();
    for reset in completed(entries) {
        if let Some(person) = persons.get(&reset) {
            *changes.entry(*person).or_default() += 1;
        }
    }
    let told = |person: usize, channel| news.get(&(person, channel)).map_or(0, BTreeSet::len);
    for person in changes.keys().copied().chain(news.keys().map(|(person, _)| *person)).collect::<BTreeSet<_>>() {
        let count = changes.get(&person).copied().unwrap_or(0);
        let (mails, texts) = (told(person, "email"), told(person, "sms"));
        if mails != count {
            found.push(format!("person {person} changed {count} passwords and was told by {mails} mails"));
        }
        missing += count.saturating_sub(texts);
    }
    // A number that is refused for good cannot be told.
    if missing > refused {
        found.push(format!("{missing} texts about a changed password are missing, and {refused} were refused"));
    }
    found
}

/// I5. A code that was asked for arrives once and in time, or its person sees that it did not; and never when it is of no use.
pub fn codes_arrive_once_in_time_or_the_person_sees_it(entries: &Entries) -> Vec<String> {
    let persons = persons(entries);
    let mut found = Vec::new();
    // Two resets of one person may have drawn the same reference.
    let mut askings: BTreeMap<_, Vec<(Duration, usize)>> = BTreeMap::new();
    for (when, event) in entries {
        let Event::Asked { reset, channel, reference } = event else { continue };
        if let Some(person) = persons.get(reset) {
            askings.entry((*channel, *person, reference.as_str())).or_default().push((*when, *reset));
        }
    }
    for ((channel, person, reference), askings) in askings {
        let resets: BTreeSet<_> = askings.iter().map(|(_, reset)| *reset).collect();
        let of = format!("the code {reference} of {resets:?}");
        let ended = askings.iter().map(|(when, reset)| end_of(entries, (*when, *reset, channel))).max();
        let taken: Vec<_> = entries
            .iter()
            .filter_map(|(when, event)| match event {
                Event::Took { channel: by, person: whose, id, kind: Kind::Code { reference: under, .. } }
                    if (*by, *whose, under.as_str()) == (channel, person, reference) =>
                {
                    Some((*when, id.as_str()))
                }
                _ => None,
            })
            .collect();
        for late in taken.iter().filter_map(|(when, _)| when.checked_sub(ended? + UNDER_WAY)) {
            found.push(format!("{of} was sent {:?} after its end", late + UNDER_WAY));
        }
        let distinct = taken.iter().map(|(_, id)| id).collect::<BTreeSet<_>>().len();
        let (copies, most) = (taken.len(), resets.len());
        if distinct > most || (channel == "sms" && copies > most) {
            found.push(format!("{of} was sent {copies} times"));
        }
        let is_told = |(when, reset): &(_, _)| is_told(entries, (*when, *reset, channel), reference);
        if copies == 0 && !askings.iter().all(is_told) {
            found.push(format!("{of} never came and its person was not told"));
        }
    }
    found
}

/// When a code that was asked for then stopped being of use.
fn end_of(entries: &Entries, (when, reset, channel): (Duration, usize, &str)) -> Duration {
    let ends = |event: &Event| match event {
        Event::Cancelled { reset: of } => *of == reset,
        Event::Asked { reset: of, channel: by, .. } => *of == reset && *by == channel,
        _ => false,
    };
    let end = entries.iter().find(|(later, event)| *later > when && ends(event)).map(|(later, _)| *later);
    end.unwrap_or(when + LIFE).min(when + LIFE)
}

/// Whether the person saw that it did not come, or did not wait for it any more.
fn is_told(entries: &Entries, (when, reset, channel): (Duration, usize, &str), reference: &str) -> bool {
    let tells = |event: &Event| match event {
        Event::Cancelled { reset: of } => *of == reset,
        Event::Asked { reset: of, channel: by, reference: newer } => {
            (*of, *by) == (reset, channel) && newer != reference
        }
        Event::Looked { reset: of, standing } => {
            let is_failure = ["failed", "delayed"].contains(&standing.delivery.as_str());
            *of == reset && (standing.status == "closed" || (standing.reference == reference && is_failure))
        }
        _ => false,
    };
    entries.iter().any(|(later, event)| *later >= when && tells(event))
}

/// I6. No secret is in any sink.
pub fn secrets_are_kept_nowhere(entries: &Entries) -> Vec<String> {
    let secrets: BTreeSet<&str> = entries
        .iter()
        .filter_map(|(_, event)| match event {
            Event::Secret { text } => Some(text.as_str()),
            Event::Took { kind: Kind::Code { code, .. }, .. } => Some(code.as_str()),
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    for (_, event) in entries {
        if let Event::Kept { sink, text } = event {
            found.extend(
                secrets.iter().filter(|secret| holds(text, secret)).map(|secret| format!("{sink} has {secret}")),
            );
        }
    }
    found
}

/// Whether a text has these words for themselves: digits inside of a time or an id are none, and a full stop ends them.
fn holds(text: &str, wanted: &str) -> bool {
    text.match_indices(wanted)
        .any(|(at, _)| !goes_on(text[..at].chars().rev()) && !goes_on(text[at + wanted.len()..].chars()))
}

/// Whether a word goes on with these characters: with a letter or digit, or with one behind a dot or dash.
fn goes_on(mut next: impl Iterator<Item = char>) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    match next.next() {
        Some('.' | '-' | '_') => is_word(next.next()),
        first => is_word(first),
    }
}

/// I7. Somebody whom nobody knows is answered as somebody is who is known.
pub fn strangers_are_answered_alike(entries: &Entries) -> Vec<String> {
    let differs = |event: &Event| match event {
        Event::Compared { known, unknown } if known != unknown => {
            Some(format!("{known} for one, {unknown} for the other"))
        }
        _ => None,
    };
    entries.iter().filter_map(|(_, event)| differs(event)).collect()
}

/// I8. Providers carry no more codes by phone than people asked for.
pub fn no_more_is_sent_than_was_asked_for(entries: &Entries) -> Vec<String> {
    let is_asked = |event: &Event| matches!(event, Event::Tried { channel: "sms", .. });
    let is_sent = |event: &Event| matches!(event, Event::Took { channel: "sms", kind: Kind::Code { .. }, .. });
    let count = |is: &dyn Fn(&Event) -> bool| entries.iter().filter(|(_, event)| is(event)).count();
    let (asked, sent) = (count(&is_asked), count(&is_sent));
    if sent > asked { vec![format!("{sent} codes by text for {asked} that were asked for")] } else { Vec::new() }
}

/// I8. What messages cost was taken out of their purse before, and of no purse more than its hour and its day have.
pub fn no_more_is_spent_than_was_taken_within_the_caps(entries: &Entries) -> Vec<String> {
    let mut found = Vec::new();
    let mut taken: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for (_, event) in entries {
        let Event::Taken { purse, period, micros } = event else { continue };
        *taken.entry((purse, period)).or_default() += micros;
        let cap = if period == "hour" { MONEY_PER_HOUR_MICROS } else { MONEY_PER_DAY_MICROS };
        if *micros > cap {
            found.push(format!("{micros} were taken out of {purse} in one {period} that has {cap}"));
        }
    }
    for (_, event) in entries {
        let Event::Charged { purse, micros } = event else { continue };
        for period in ["hour", "day"] {
            let taken = taken.get(&(purse.as_str(), period)).copied().unwrap_or(0);
            if *micros > taken {
                found.push(format!("{micros} were charged to {purse}, and {taken} were taken by the {period}"));
            }
        }
    }
    found
}

/// I9. What was acknowledged is still there afterwards.
pub fn what_was_acknowledged_stays(entries: &Entries) -> Vec<String> {
    let mut found = Vec::new();
    let mut stood: BTreeMap<usize, (u64, bool)> = BTreeMap::new();
    let mut registered: BTreeSet<(usize, &str)> = BTreeSet::new();
    for (_, event) in entries {
        match event {
            Event::SetPassword { reset, verdict: Verdict::Yes, .. } => stood.entry(*reset).or_default().1 = true,
            Event::Looked { reset, standing } => {
                let (passed, is_completed) = stood.entry(*reset).or_default();
                let is_now_completed = standing.status == "completed";
                if (*is_completed && !is_now_completed) || (standing.status != "closed" && standing.passed < *passed) {
                    found.push(format!("reset {reset} fell back to {standing:?}"));
                }
                (*passed, *is_completed) = (standing.passed.max(*passed), is_now_completed || *is_completed);
            }
            Event::Registered { person, slot } => {
                registered.insert((*person, slot));
            }
            Event::Has { person, methods } => {
                let lost = registered.iter().filter(|(whose, slot)| whose == person && !methods.contains(slot));
                found.extend(lost.map(|(_, slot)| format!("person {person} registered {slot}, and it is gone")));
            }
            Event::SignedIn { person, verdict } if *verdict != Verdict::Yes => {
                found.push(format!("person {person} cannot sign in with the newest password: {verdict:?}"));
            }
            _ => {}
        }
    }
    found
}

/// Whoever is not served is told so by 503 and a time to come back, and by nothing else; no answer at all is one of a gateway
/// that was killed meanwhile.
pub fn who_is_not_served_is_told_when_to_come_back(entries: &Entries) -> Vec<String> {
    let dies_within = |began: Duration, ended: Duration| {
        entries.iter().any(|(when, event)| *event == Event::GatewayDies && (began..=ended).contains(when))
    };
    let is_wrong = |(when, event): &(Duration, Event)| match event {
        Event::Failed { status, says_when } => {
            (*status != 503 || !says_when).then(|| format!("a request was answered {status}"))
        }
        Event::Unanswered { waited, why }
            if *waited > CUT_OFF_IN && !dies_within(when.saturating_sub(*waited), *when) =>
        {
            Some(format!("a request was not answered in {waited:?}: {why}"))
        }
        _ => None,
    };
    entries.iter().filter_map(is_wrong).collect()
}

#[cfg(test)]
#[path = "invariants_tests.rs"]
mod tests;
