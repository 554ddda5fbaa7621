//! Signing in (once more) before a change, and on to the page of that change. Where it leads is a name of a fixed list,
//! never an address.

use axum::extract::Path;
use axum::http::StatusCode;
use rekey_wire::http::NextStep;

use super::{DOOR, HOME, account, go_on};
use crate::cookies::Cookie;
use crate::form::Form;
use crate::pages::register::Register;
use crate::pages::security_info::{APP_PATH, PASSKEY_PATH, QUESTIONS_PATH, RECOVERY_CODES_PATH};
use crate::pages::{FieldProblem, Visit, show};
use crate::routes::credentials;
use crate::visitor::{Outcome, Stop, Visitor};

/// A change for which the sign-in was too old.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Phone,
    Email,
    App,
    Passkey,
    Questions,
    RecoveryCodes,
    List,
}

impl Change {
    const ALL: [Self; 7] =
        [Self::Phone, Self::Email, Self::App, Self::Passkey, Self::Questions, Self::RecoveryCodes, Self::List];

    const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::App => "app",
            Self::Passkey => "passkey",
            Self::Questions => "questions",
            Self::RecoveryCodes => "recovery-codes",
            Self::List => "list",
        }
    }

    /// The page to which signing in leads back.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Phone => "/security-info/phone",
            Self::Email => "/security-info/email",
            Self::App => APP_PATH,
            Self::Passkey => PASSKEY_PATH,
            Self::Questions => QUESTIONS_PATH,
            Self::RecoveryCodes => RECOVERY_CODES_PATH,
            Self::List => HOME,
        }
    }

    /// The change of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.name() == name)
    }

    /// The page of the password for this change.
    pub(super) fn sign_in_path(self) -> String {
        format!("/register/again/{}", self.name())
    }
}

fn change_of(name: &str) -> Result<Change, Stop> {
    Change::named(name).ok_or_else(|| Stop::go("/register"))
}

type Page = fn(Visit, &str, String, Vec<FieldProblem>) -> Register;

/// The page for who signed in a while ago, with the user ID, which is known; or for who comes to it from elsewhere.
async fn page(visitor: &Visitor) -> (Page, String) {
    match account(visitor).await {
        Ok(account) => (Register::again, account.user_id),
        Err(_) => (Register::on, String::new()),
    }
}

pub(super) async fn sign_in(visitor: Visitor, Path(name): Path<String>) -> Outcome {
    let path = change_of(&name)?.sign_in_path();
    let (page, user_id) = page(&visitor).await;
    let visit = visitor.visit_at(&path).await;
    Ok(show(StatusCode::OK, &page(visit, &path, user_id, Vec::new())))
}

pub(super) async fn signed_in(visitor: Visitor, Path(name): Path<String>, form: Form) -> Outcome {
    let change = change_of(&name)?;
    let path = change.sign_in_path();
    let (page, _) = page(&visitor).await;
    let again = |visit, user_id, problems| page(visit, &path, user_id, problems);
    let signed_in = match credentials::taken(&visitor, &form, None, again).await {
        Ok(signed_in) => signed_in,
        Err(outcome) => return outcome,
    };
    let next = go_on(&visitor, &signed_in);
    match signed_in.next {
        NextStep::SecondFactor => {
            visitor.set(Cookie::Change, change.name());
            Err(Stop::go(DOOR.code))
        }
        NextStep::NotEnabled => Err(next),
        NextStep::None | NextStep::Register | NextStep::Confirm => Err(Stop::go(change.path())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_is_found_by_its_name_and_leads_to_a_page_of_ours() {
        for change in Change::ALL {
            assert_eq!(Change::named(change.name()), Some(change));
            assert!(change.path().starts_with(HOME));
        }
        for foreign in ["", "//evil.example", "security-info", "PHONE"] {
            assert_eq!(Change::named(foreign), None);
        }
    }
}
