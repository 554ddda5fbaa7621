//! Message kinds and who hears them: one static table.

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A sealed notice by email.
    NoticeEmail,
    /// A sealed notice by text message.
    NoticeSms,
    /// A sealed notice by phone call.
    NoticeVoice,
    /// News of a delivery, signed by the notifier.
    DeliveryChanged,
    /// What happened in a call, signed by the notifier.
    CallChanged,
}

/// Who hears messages: a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Listener {
    /// The notifier, for emails.
    NotifierEmail,
    /// The notifier, for text messages.
    NotifierSms,
    /// The notifier, for calls.
    NotifierVoice,
    /// The orchestrator, for news of deliveries and calls.
    OrchestratorDeliveries,
    /// Registration, for news of deliveries and calls.
    RegistrationDeliveries,
}

/// Every listener.
pub const LISTENERS: [Listener; 5] = [
    Listener::NotifierEmail,
    Listener::NotifierSms,
    Listener::NotifierVoice,
    Listener::OrchestratorDeliveries,
    Listener::RegistrationDeliveries,
];

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 5] =
        [Self::NoticeEmail, Self::NoticeSms, Self::NoticeVoice, Self::DeliveryChanged, Self::CallChanged];

    /// Its name in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoticeEmail => "notice.email",
            Self::NoticeSms => "notice.sms",
            Self::NoticeVoice => "notice.voice",
            Self::DeliveryChanged => "event.delivery_changed",
            Self::CallChanged => "event.call_changed",
        }
    }

    /// The kind with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Who hears it. News of a delivery go to the one of them that keeps what it belongs to.
    pub const fn listeners(self) -> &'static [Listener] {
        match self {
            Self::NoticeEmail => &[Listener::NotifierEmail],
            Self::NoticeSms => &[Listener::NotifierSms],
            Self::NoticeVoice => &[Listener::NotifierVoice],
            Self::DeliveryChanged | Self::CallChanged => {
                &[Listener::OrchestratorDeliveries, Listener::RegistrationDeliveries]
            }
        }
    }
}

impl Listener {
    /// Its name in tables, and of its queue.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotifierEmail => "rekey.notice.email",
            Self::NotifierSms => "rekey.notice.sms",
            Self::NotifierVoice => "rekey.notice.voice",
            Self::OrchestratorDeliveries => "rekey.deliveries.orchestrator",
            Self::RegistrationDeliveries => "rekey.deliveries.registration",
        }
    }

    /// The listener with this name.
    pub fn parse(name: &str) -> Option<Self> {
        LISTENERS.into_iter().find(|listener| listener.as_str() == name)
    }

    pub(crate) const fn number(self) -> usize {
        match self {
            Self::NotifierEmail => 0,
            Self::NotifierSms => 1,
            Self::NotifierVoice => 2,
            Self::OrchestratorDeliveries => 3,
            Self::RegistrationDeliveries => 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_numbers_are_places_in_the_list() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
            assert!(!kind.listeners().is_empty());
        }
        for (place, listener) in LISTENERS.into_iter().enumerate() {
            assert_eq!(listener.number(), place);
            assert_eq!(Listener::parse(listener.as_str()), Some(listener));
        }
    }
}
