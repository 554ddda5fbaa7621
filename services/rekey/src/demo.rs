//! The demo: two organisations, their people, and where to read their messages.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use rekey_admin::authenticators;
use rekey_admin::contacts::{self, ContactOrigin, SlotValue};
use rekey_admin::people::Owner;
use rekey_admin::settings::{self, Settings};
use rekey_domain::{AccountId, ChangeId, QuestionId, Slot, UserId};
use rekey_passwords::{PasswordHash, PlainPassword};
use rekey_proofs::questions::{self, Answer};
use rekey_store::answers::{self, StoredAnswer};
use rekey_store::instance::{self as facts, Fact};
use rekey_store::{accounts, password_changes, tenants};
use serde::{Deserialize, Serialize};

use crate::instance::Instance;
use crate::roles;

const SETTINGS: &str = include_str!("../../../deploy/demo/settings.toml");

/// Words of drawn passwords: easy to type, none of them telling.
const WORDS: [&str; 32] = [
    "amber", "basil", "cedar", "copper", "coral", "dune", "ember", "fern", "flint", "gable", "hazel", "indigo",
    "juniper", "kelp", "lantern", "maple", "meadow", "nectar", "olive", "opal", "pebble", "quartz", "raven", "river",
    "saddle", "tundra", "umber", "velvet", "walnut", "willow", "yarrow", "zephyr",
];

/// Role of who sees the administrators' pages.
const ADMINISTRATOR: &str = "administrator";

/// Words of a password of the demo.
const DEMO_WORDS: usize = 3;

/// What a person of the demo has on file.
struct Person {
    user_id: &'static str,
    role: &'static str,
    contacts: &'static [(Slot, &'static str)],
    /// Questions of the catalogue, and what is answered to them.
    answers: &'static [(&'static str, &'static str)],
}

const PEOPLE: [Person; 8] = [
    Person { user_id: "alice@contoso.example", role: "ready to register", contacts: &[], answers: &[] },
    Person {
        user_id: "bob@contoso.example",
        role: "every contact on file, and questions answered",
        contacts: &[
            (Slot::AuthenticationPhone, "+14255550121"),
            (Slot::MobilePhone, "+14255550167"),
            (Slot::OfficePhone, "+14255550100;ext=103"),
            (Slot::AuthenticationEmail, "bob@personal.example"),
            (Slot::AlternateEmail, "bob@family.example"),
        ],
        answers: &[
            ("first-pet", "Whiskers"),
            ("first-boss", "Miller"),
            ("first-job-city", "Seattle"),
            ("first-flight", "Lisbon"),
            ("first-concert", "Blue Hats"),
        ],
    },
    Person {
        user_id: "dave@contoso.example",
        role: "phone and email registered",
        contacts: &[(Slot::AuthenticationPhone, "+14255550134"), (Slot::AuthenticationEmail, "dave@personal.example")],
        answers: &[],
    },
    Person {
        user_id: "erin@contoso.example",
        role: "not enabled for password reset",
        contacts: &[(Slot::AuthenticationPhone, "+14255550145"), (Slot::AuthenticationEmail, "erin@personal.example")],
        answers: &[],
    },
    Person {
        user_id: "admin@contoso.example",
        role: ADMINISTRATOR,
        contacts: &[(Slot::AuthenticationPhone, "+14255550111"), (Slot::AuthenticationEmail, "admin@personal.example")],
        answers: &[],
    },
    Person {
        user_id: "frank@fabrikam.example",
        role: "phone and email registered; two proofs are asked for",
        contacts: &[(Slot::AuthenticationPhone, "+14255550156"), (Slot::AuthenticationEmail, "frank@personal.example")],
        answers: &[],
    },
    Person { user_id: "grace@fabrikam.example", role: "not registered", contacts: &[], answers: &[] },
    Person {
        user_id: "heidi@fabrikam.example",
        role: "not enabled for password reset",
        contacts: &[(Slot::AuthenticationPhone, "+14255550189"), (Slot::AuthenticationEmail, "heidi@personal.example")],
        answers: &[],
    },
];

/// `demo.json`.
#[derive(Debug, Serialize, Deserialize)]
struct Described {
    address: String,
    inbox: String,
    accounts: Vec<DescribedAccount>,
}

#[derive(Debug, Serialize, Deserialize)]
struct DescribedAccount {
    user_id: String,
    password: String,
    role: String,
    contacts: Vec<DescribedContact>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    answers: Vec<DescribedAnswer>,
    /// Base32, of administrators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    totp_secret: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct DescribedContact {
    slot: String,
    value: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct DescribedAnswer {
    question: String,
    answer: String,
}

/// The demo's organisations and people, as its file describes them.
#[derive(Debug)]
pub struct Prepared {
    described: Described,
    path: PathBuf,
}

/// Makes the organisations and their people at the first start.
///
/// # Errors
/// When the database or the file cannot be written.
pub async fn prepare(instance: &Instance, public_url: &str) -> anyhow::Result<Prepared> {
    let path = instance.config.data_dir.join("demo.json");
    let known = read(&path);
    let is_marked = {
        let mut tx = instance.store.read().await?;
        facts::get(&mut tx, Fact::Demo).await?.as_deref() == Some("ready")
    };
    let accounts = match known {
        Some(described) if is_marked => described.accounts,
        _ => seed(instance, public_url).await?,
    };
    let described = Described { address: public_url.to_owned(), inbox: format!("{public_url}/inbox"), accounts };
    write(&path, &described)?;
    Ok(Prepared { described, path })
}

async fn seed(instance: &Instance, public_url: &str) -> anyhow::Result<Vec<DescribedAccount>> {
    let mut tx = instance.store.begin().await?;
    facts::set(&mut tx, Fact::Demo, "begun").await?;
    tx.commit().await?;
    let settings = Settings::parse(SETTINGS).context("the demo's own settings are sound")?;
    settings::apply(&roles::admin_parts(instance, public_url), &settings).await?;
    let mut described = Vec::new();
    for person in &PEOPLE {
        let owner = find(instance, person.user_id).await?;
        let password = draw_password(DEMO_WORDS, &mut |buffer| instance.entropy.fill(buffer));
        let plain = PlainPassword::parse(&password).context("a drawn password is sound")?;
        set_password(instance, owner.account, plain).await?;
        put_contacts(instance, owner, person.contacts).await?;
        put_answers(instance, owner, person.answers).await?;
        let contact =
            |(slot, value): &(Slot, &str)| DescribedContact { slot: slot.as_str().into(), value: (*value).into() };
        let answered = |(question, answer): &(&str, &str)| DescribedAnswer {
            question: QuestionId::parse(question).ok().and_then(|id| questions::text(&id, "en")).unwrap_or_default(),
            answer: (*answer).into(),
        };
        described.push(DescribedAccount {
            user_id: person.user_id.into(),
            password,
            role: person.role.into(),
            contacts: person.contacts.iter().map(contact).collect(),
            answers: person.answers.iter().map(answered).collect(),
            totp_secret: enrol(instance, person).await?,
        });
    }
    let mut tx = instance.store.begin().await?;
    facts::set(&mut tx, Fact::Demo, "ready").await?;
    tx.commit().await?;
    Ok(described)
}

/// Gives an administrator an authenticator; its secret in base32.
async fn enrol(instance: &Instance, person: &Person) -> anyhow::Result<Option<String>> {
    if person.role != ADMINISTRATOR {
        return Ok(None);
    }
    let user_id = UserId::parse(person.user_id).context("the demo's own user IDs are sound")?;
    let enrolled =
        authenticators::replace(&instance.store, (&instance.keys, &instance.config.limits), instance.entropy, &user_id)
            .await?;
    Ok(Some(enrolled.secret.expose().to_string()))
}

async fn find(instance: &Instance, user_id: &str) -> anyhow::Result<Owner> {
    let user_id = UserId::parse(user_id).context("the demo's own user IDs are sound")?;
    let mut tx = instance.store.read().await?;
    let domain = user_id.domain().unwrap_or("");
    let tenant = tenants::by_name(&mut tx, tenants::Name::Domain(domain)).await?.context("the demo's tenant")?;
    let account = accounts::by_user_id(&mut tx, tenant.id, user_id.as_str()).await?.context("the demo's person")?;
    Ok(Owner { tenant: tenant.id, account: account.id })
}

async fn set_password(instance: &Instance, account: AccountId, password: PlainPassword) -> anyhow::Result<()> {
    let hash = instance.hasher.hash(password, instance.entropy.bytes()).await?;
    let mut tx = instance.store.begin().await?;
    let change = ChangeId::from_uuid(instance.entropy.uuid(tx.now()));
    password_changes::make(&mut tx, account, change, hash.as_str()).await?;
    Ok(tx.commit().await?)
}

async fn put_contacts(instance: &Instance, owner: Owner, values: &[(Slot, &str)]) -> anyhow::Result<()> {
    let mut put = Vec::new();
    for (slot, value) in values {
        let origin = if slot.is_own() { ContactOrigin::Verified } else { ContactOrigin::Managed };
        put.push((SlotValue::parse(*slot, value).context("the demo's own contacts are sound")?, origin));
    }
    Ok(contacts::set_contacts(&instance.store, &instance.keys, instance.entropy, owner, &put).await?)
}

async fn put_answers(instance: &Instance, owner: Owner, typed: &[(&str, &str)]) -> anyhow::Result<()> {
    let mut put = Vec::new();
    for (question, answer) in typed {
        let question = QuestionId::parse(question).context("the demo's own questions are in the catalogue")?;
        let answer = Answer::parse(answer).context("the demo's own answers are sound")?;
        let hash = instance.hasher.hash(answer.into_plain(), instance.entropy.bytes()).await?;
        put.push((question, hash));
    }
    let mut tx = instance.store.begin().await?;
    let usable_from = tx.now();
    let stored = |(question, hash): (QuestionId, PasswordHash)| StoredAnswer {
        question,
        hash: hash.as_str().to_owned(),
        usable_from,
    };
    let put: Vec<StoredAnswer> = put.into_iter().map(stored).collect();
    answers::set(&mut tx, owner.account, &put).await?;
    Ok(tx.commit().await?)
}

/// So many words (five bits each) and four digits: easy to read out and to type.
pub fn draw_password(words: usize, fill: &mut dyn FnMut(&mut [u8])) -> String {
    let mut drawn = vec![0; words + 2];
    fill(&mut drawn);
    let (number, words) = drawn.split_at(2);
    let number = u16::from_be_bytes([number[0], number[1]]) % 9000 + 1000;
    let mut text: Vec<&str> = words.iter().map(|byte| WORDS[usize::from(*byte) % WORDS.len()]).collect();
    let number = number.to_string();
    text.push(&number);
    let mut text = text.join("-");
    text[..1].make_ascii_uppercase();
    text
}

fn read(path: &Path) -> Option<Described> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

fn write(path: &Path, described: &Described) -> anyhow::Result<()> {
    let fresh = path.with_extension("json.new");
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&fresh)?;
    file.write_all(&serde_json::to_vec_pretty(described)?)?;
    file.sync_all()?;
    Ok(std::fs::rename(&fresh, path)?)
}

impl Prepared {
    /// Says where everything is.
    pub fn announce(&self) {
        let Self { described, path } = self;
        println!("Rekey's demo is ready.\n\n  pages  {}\n  inbox  {}\n", described.address, described.inbox);
        println!("  {:<24} {:<30} what is special", "user ID", "password at the first start");
        for account in &described.accounts {
            println!("  {:<24} {:<30} {}", account.user_id, account.password, account.role);
            if let Some(secret) = &account.totp_secret {
                println!("  {:<24} authenticator: {secret}", "");
            }
        }
        println!("\nPhone numbers and addresses: {}. Stop with ctrl-c.", path.display());
    }
}
