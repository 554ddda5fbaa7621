//! Which parts a mail has, for each kind of notice.

use rekey_domain::{Means, Slot};
use rekey_wire::notice::{AccountNews, CodePurpose, DIGEST_REQUESTS_MAX, HelpLine, MethodChange, Notice, NoticeBody};

use super::letter::{Block, Fact, Letter, Link};
use super::moment::moment;
use super::texts::{Language, Say as _};
use super::{Email, HOUSE_MAX_CHARS, RenderError, clean};

/// Longest single value from outside, in characters.
const VALUE_MAX_CHARS: usize = 120;
/// Requests that a digest spells out; the rest is counted.
pub(super) const DIGEST_MAX_REQUESTS: usize = DIGEST_REQUESTS_MAX as usize;
/// Longest message of a request in a digest, in characters.
pub(super) const MESSAGE_MAX_CHARS: usize = 1_000;
/// Most lines of such a message.
pub(super) const MESSAGE_MAX_LINES: usize = 20;
/// Longest address of a link, in bytes.
const URL_MAX_BYTES: usize = 500;

/// Writes a notice as a mail.
///
/// # Errors
/// When the template does not render, or this kind of notice does not travel by mail.
pub(super) fn mail(notice: &Notice, language: Language, public_host: &str) -> Result<Email, RenderError> {
    let [house, help_name] = [&notice.house, &notice.help_name].map(|name| clean::one_line(name, HOUSE_MAX_CHARS));
    let writer = Writer { language, house, help_name, public_host };
    writer.letter(&notice.body)?.write()
}

struct Writer<'a> {
    language: Language,
    house: String,
    /// Name of whom the way to the administrator leads to; may be empty.
    help_name: String,
    public_host: &'a str,
}

/// Names of the texts of a mail that tells what has changed.
struct News {
    subject: &'static str,
    title: &'static str,
    lead: &'static str,
    alert: &'static str,
    foot: &'static str,
}

const CHANGED: News = News {
    subject: "changed-subject",
    title: "changed-title",
    lead: "changed-lead",
    alert: "changed-alert",
    foot: "changed-foot",
};
const CODE_USED: News = News {
    subject: "code-used-subject",
    title: "code-used-title",
    lead: "code-used-lead",
    alert: "code-used-alert",
    foot: "code-used-foot",
};
const LAST_CODE_USED: News = News { lead: "code-used-last-lead", ..CODE_USED };
const UNLOCKED: News = News {
    subject: "unlocked-subject",
    title: "unlocked-title",
    lead: "unlocked-lead",
    alert: "unlocked-alert",
    foot: "unlocked-foot",
};
const ADMINISTRATOR: News = News {
    subject: "administrator-subject",
    title: "administrator-title",
    lead: "administrator-lead",
    alert: "administrator-alert",
    foot: "administrator-foot",
};
const ADDED: News = News {
    subject: "added-subject",
    title: "added-title",
    lead: "added-lead",
    alert: "added-alert",
    foot: "method-foot",
};
const REMOVED: News = News {
    subject: "removed-subject",
    title: "removed-title",
    lead: "removed-lead",
    alert: "removed-alert",
    foot: "method-foot",
};

impl Writer<'_> {
    fn letter(&self, body: &NoticeBody) -> Result<Letter, RenderError> {
        Ok(match body {
            NoticeBody::Call(_) => return Err(RenderError::Channel),
            NoticeBody::Code { purpose, code, reference, lifetime_minutes, contact_url, .. } => {
                let reference = clean::reference(reference);
                let code = Block::Code { digits: code.expose().to_owned(), letters: reference.clone() };
                let blocks = self.code(*purpose, code, *lifetime_minutes);
                self.code_letter(*purpose, &reference, blocks, contact_url)
            }
            NoticeBody::PasswordChanged { at, network, device, contact_url } => {
                let [network, device, contact_url] = [network, device, contact_url].map(String::clone);
                self.account_news(&CHANGED, None, &AccountNews { at: *at, network, device, contact_url })
            }
            NoticeBody::RecoveryCodeUsed { left, news } => {
                let told = if *left == 0 { &LAST_CODE_USED } else { &CODE_USED };
                self.account_news(told, Some(("fact-codes-left", left.to_string())), news)
            }
            NoticeBody::AccountUnlocked(news) => self.account_news(&UNLOCKED, None, news),
            NoticeBody::AdministratorReset { user_id, news } => {
                self.account_news(&ADMINISTRATOR, Some(("digest-user", user_id.clone())), news)
            }
            NoticeBody::MethodAdded(change) => self.news(&ADDED, self.change(change), &change.contact_url),
            NoticeBody::MethodRemoved(change) => self.news(&REMOVED, self.change(change), &change.contact_url),
            NoticeBody::HelpDigest { requests, omitted } => self.digest(requests, *omitted),
        })
    }

    fn code(&self, purpose: CodePurpose, code: Block, minutes: u32) -> Vec<Block> {
        let (purpose, not_you) = match purpose {
            CodePurpose::Reset => (self.of_house("code-for-reset"), self.language.say("code-not-you-reset")),
            CodePurpose::Registration => {
                (self.of_house("code-for-registration"), self.language.say("code-not-you-registration"))
            }
        };
        let lifetime = self.language.with("code-lifetime").count("minutes", minutes).text();
        vec![
            code,
            Block::Paragraph { strong: String::new(), text: lifetime },
            Block::Facts(vec![Fact::new(self.language.say("code-for"), purpose)]),
            Block::Paragraph { strong: self.language.say("code-not-you"), text: not_you },
        ]
    }

    fn code_letter(&self, purpose: CodePurpose, reference: &str, blocks: Vec<Block>, contact_url: &str) -> Letter {
        let say = |key| self.language.with(key).arg("house", &self.house).arg("reference", reference).text();
        let foot = match purpose {
            CodePurpose::Reset => self.of_house("code-foot-reset"),
            CodePurpose::Registration => self.of_house("code-foot-registration"),
        };
        Letter {
            language: self.language,
            house: self.house.clone(),
            subject: say("code-subject"),
            preview: say("code-preview"),
            title: self.language.say("code-title"),
            lead: self.language.say("code-lead"),
            blocks,
            foot: vec![foot, self.language.say("mail-no-answer")],
            contact: self.contact(contact_url),
        }
    }

    fn news(&self, news: &News, facts: Vec<Fact>, contact_url: &str) -> Letter {
        let lead = self.language.say(news.lead);
        let alert = Block::Alert { title: self.language.say("alert-title"), text: self.language.say(news.alert) };
        let foot = [self.of_house(news.foot), self.language.say("mail-never-ask"), self.language.say("mail-no-answer")];
        Letter {
            language: self.language,
            house: self.house.clone(),
            subject: self.of_house(news.subject),
            preview: lead.clone(),
            title: self.language.say(news.title),
            lead,
            blocks: vec![Block::Facts(facts), alert],
            foot: foot.into(),
            contact: self.contact(contact_url),
        }
    }

    /// What happened to an account, with a fact of its own before those that all have.
    fn account_news(&self, texts: &News, own: Option<(&str, String)>, news: &AccountNews) -> Letter {
        let facts = [
            own.unwrap_or_default(),
            ("fact-when", moment(news.at, self.language)),
            ("fact-device", news.device.clone()),
            ("fact-network", news.network.clone()),
        ];
        self.news(texts, self.facts(facts), &news.contact_url)
    }

    fn change(&self, change: &MethodChange) -> Vec<Fact> {
        self.facts([
            ("fact-way", self.language.say(means_key(change.means))),
            ("fact-contact", change.hint.replace('*', "•")),
            ("fact-when", moment(change.at, self.language)),
        ])
    }

    /// Facts without those that are not known.
    fn facts<const N: usize>(&self, facts: [(&str, String); N]) -> Vec<Fact> {
        let facts = facts.into_iter().map(|(key, value)| (key, clean::one_line(&value, VALUE_MAX_CHARS)));
        let known = facts.filter(|(_, value)| !value.is_empty());
        known.map(|(key, value)| Fact::new(self.language.say(key), value)).collect()
    }

    fn digest(&self, requests: &[HelpLine], omitted: u32) -> Letter {
        let shown = &requests[..requests.len().min(DIGEST_MAX_REQUESTS)];
        let left_out = u32::try_from(requests.len() - shown.len()).unwrap_or(u32::MAX).saturating_add(omitted);
        let all = u32::try_from(shown.len()).unwrap_or(u32::MAX).saturating_add(left_out);
        let counted = |key| self.language.with(key).arg("house", &self.house).count("count", all).text();
        let mut blocks: Vec<Block> = shown.iter().map(|request| self.request(request)).collect();
        if left_out > 0 {
            let text = self.language.with("digest-omitted").count("count", left_out).text();
            blocks.push(Block::Paragraph { strong: String::new(), text });
        }
        let lead = self.language.say("digest-lead");
        Letter {
            language: self.language,
            house: self.house.clone(),
            subject: counted("digest-subject"),
            preview: lead.clone(),
            title: counted("digest-title"),
            lead,
            blocks,
            foot: vec![self.of_house("digest-foot"), self.language.say("mail-no-answer")],
            contact: None,
        }
    }

    fn request(&self, request: &HelpLine) -> Block {
        let (mut lines, shortened) = clean::lines(&request.message, MESSAGE_MAX_LINES, MESSAGE_MAX_CHARS);
        if shortened {
            lines.push(self.language.say("digest-shortened"));
        }
        let facts = [
            ("digest-user", request.user_id.clone()),
            ("digest-reach", request.reach_me.clone()),
            ("fact-when", moment(request.at, self.language)),
        ];
        Block::Quote { facts: self.facts(facts), label: self.language.say("digest-message"), lines }
    }

    fn of_house(&self, key: &str) -> String {
        self.language.with(key).arg("house", &self.house).text()
    }

    /// The way to the administrator, if it is one that a mail may link to.
    fn contact(&self, contact_url: &str) -> Option<Link> {
        let url = match contact_url {
            path if path.starts_with('/') && !path.starts_with("//") => format!("https://{}{path}", self.public_host),
            url => url.to_owned(),
        };
        let known = ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme));
        let sound = url.len() <= URL_MAX_BYTES && url.bytes().all(|byte| byte.is_ascii_graphic());
        let words = match self.help_name.as_str() {
            "" => self.language.say("mail-contact"),
            name => self.language.with("mail-contact-named").arg("name", name).text(),
        };
        (known && sound).then_some(Link { words, url })
    }
}

fn means_key(means: Means) -> &'static str {
    match means {
        Means::Contact(Slot::AuthenticationPhone) => "slot-authentication-phone",
        Means::Contact(Slot::MobilePhone) => "slot-mobile-phone",
        Means::Contact(Slot::OfficePhone) => "slot-office-phone",
        Means::Contact(Slot::AuthenticationEmail) => "slot-authentication-email",
        Means::Contact(Slot::AlternateEmail) => "slot-alternate-email",
        Means::Questions => "means-questions",
        Means::AuthenticatorApp => "means-authenticator-app",
        Means::Passkey => "means-passkey",
        Means::RecoveryCodes => "means-recovery-codes",
    }
}
