//! What happened to an account, told to its owner or to the administrators.

use rekey_domain::Timestamp;

use super::NoticeBody;
use crate::proto;

/// When and from where something happened, as far as that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountNews {
    /// When.
    pub at: Timestamp,
    /// From which network, shortened; may be empty.
    pub network: String,
    /// From which kind of device; may be empty.
    pub device: String,
    /// Way to the administrator.
    pub contact_url: String,
}

impl AccountNews {
    pub(super) fn encode(&self) -> proto::AccountNews {
        proto::AccountNews {
            at: self.at.micros(),
            network: self.network.clone(),
            device: self.device.clone(),
            contact_url: self.contact_url.clone(),
            left: 0,
            user_id: String::new(),
        }
    }

    pub(super) fn with_left(&self, left: u32) -> proto::AccountNews {
        proto::AccountNews { left, ..self.encode() }
    }

    pub(super) fn of(&self, user_id: &str) -> proto::AccountNews {
        proto::AccountNews { user_id: user_id.to_owned(), ..self.encode() }
    }

    fn decode(news: proto::AccountNews) -> Self {
        Self {
            at: Timestamp::from_micros(news.at),
            network: news.network,
            device: news.device,
            contact_url: news.contact_url,
        }
    }
}

pub(super) fn recovery_code_used(news: proto::AccountNews) -> NoticeBody {
    NoticeBody::RecoveryCodeUsed { left: news.left, news: AccountNews::decode(news) }
}

pub(super) fn administrator_reset(mut news: proto::AccountNews) -> NoticeBody {
    let user_id = std::mem::take(&mut news.user_id);
    NoticeBody::AdministratorReset { user_id, news: AccountNews::decode(news) }
}

pub(super) fn account_unlocked(news: proto::AccountNews) -> NoticeBody {
    NoticeBody::AccountUnlocked(AccountNews::decode(news))
}
