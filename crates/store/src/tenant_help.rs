//! Where people of an organisation get help, on which host, and in which language they are written to: a group may say so for
//! its members, but for the host.

use rekey_wire::http::{HELP_PATH, HelpView, host_of};

use crate::policy_document::{GroupPolicy, TenantSettings};
use crate::tenants::Tenant;

/// Language of messages where nobody says which.
const LOCALE_DEFAULT: &str = "en";

/// The way to the administrator, and the language of messages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Help {
    /// A page, or `mailto:`.
    pub url: Option<String>,
    /// An email address, used where there is no page.
    pub address: Option<String>,
    /// Name of the help desk.
    pub name: Option<String>,
    /// Language (BCP 47) where the person's is not known.
    pub locale: Option<String>,
}

impl Help {
    /// Of a group's members.
    pub(crate) fn of_group(group: &GroupPolicy) -> Self {
        Self {
            url: group.help_url.clone(),
            address: group.help_address.clone(),
            name: group.help_name.clone(),
            locale: group.locale.clone(),
        }
    }

    fn of_everybody(settings: &TenantSettings) -> Self {
        Self {
            url: settings.help_url.clone(),
            address: settings.help_address.clone(),
            name: settings.help_name.clone(),
            locale: settings.locale.clone(),
        }
    }

    /// Whether it says whom to ask. The name alone is another name for the same place.
    fn has_way(&self) -> bool {
        self.url.is_some() || self.address.is_some()
    }

    /// What a group says, and everybody's where it says nothing. A name belongs to the way that it is given with.
    fn or(self, everybodys: Self) -> Self {
        let locale = self.locale.clone().or(everybodys.locale);
        if self.has_way() {
            return Self { locale, ..self };
        }
        Self { url: everybodys.url, address: everybodys.address, name: self.name.or(everybodys.name), locale }
    }

    fn view(self) -> HelpView {
        let mail = self.address.as_ref().map(|address| format!("mailto:{address}"));
        HelpView {
            contact_url: self.url.or(mail).unwrap_or_else(|| HELP_PATH.to_owned()),
            address: self.address,
            name: self.name,
        }
    }
}

impl Tenant {
    fn help_and_locale(&self, group: Option<&str>) -> Help {
        let own = self.policies.help.iter().find(|(name, _)| Some(name.as_str()) == group);
        let own = own.map(|(_, help)| help.clone()).unwrap_or_default();
        own.or(Help::of_everybody(&self.settings))
    }

    /// Where help is to be had, for the members of a group or for everybody.
    pub fn help(&self, group: Option<&str>) -> HelpView {
        self.help_and_locale(group).view()
    }

    /// The way to the administrator for messages, where a path means nothing by itself.
    pub fn help_url(&self, group: Option<&str>, public_url: &str) -> String {
        let url = self.help(group).contact_url;
        if url.starts_with('/') { format!("{public_url}{url}") } else { url }
    }

    /// The host on whose pages a code is to be typed: where it was asked for, if that is its own; else the one that all
    /// organisations share.
    pub fn host_for<'a>(&'a self, asked: &'a str, public_url: &'a str) -> &'a str {
        let is_own = self.settings.hosts.iter().any(|host| host == asked);
        if is_own { asked } else { host_of(public_url) }
    }

    /// The language of messages to members of a group, where they did not say which.
    pub fn locale(&self, group: Option<&str>) -> String {
        self.help_and_locale(group).locale.unwrap_or_else(|| LOCALE_DEFAULT.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use rekey_domain::TenantId;

    use super::*;
    use crate::policy_document::PolicyDocument;

    fn help(url: Option<&str>, address: Option<&str>, name: Option<&str>) -> Help {
        let own = |text: Option<&str>| text.map(str::to_owned);
        Help { url: own(url), address: own(address), name: own(name), locale: None }
    }

    fn tenant(hosts: &[&str]) -> Tenant {
        let hosts = hosts.iter().copied().map(str::to_owned).collect();
        Tenant {
            id: TenantId::from_uuid(uuid::Uuid::nil()),
            slug: "fabrikam".into(),
            settings: TenantSettings { hosts, ..TenantSettings::default() },
            policies: PolicyDocument::default().to_policies().expect("sound"),
        }
    }

    #[test]
    fn a_code_is_bound_to_the_host_that_was_asked_if_that_is_ones_own() {
        let (none, own) = (tenant(&[]), tenant(&["reset.fabrikam.example", "other.fabrikam.example"]));
        for (asked, of_none, of_own) in [
            ("reset.example", "reset.example", "reset.example"),
            ("other.fabrikam.example", "reset.example", "other.fabrikam.example"),
            ("reset.contoso.example", "reset.example", "reset.example"),
            ("", "reset.example", "reset.example"),
        ] {
            assert_eq!(none.host_for(asked, "https://reset.example:8443"), of_none);
            assert_eq!(own.host_for(asked, "https://reset.example:8443"), of_own);
        }
    }

    #[test]
    fn a_group_has_its_own_way_with_its_own_name_or_everybodys() {
        let everybodys = help(Some("https://help.contoso.example/"), None, Some("Service Desk"));
        let of_group = |group: Help| group.or(everybodys.clone()).view();
        assert_eq!(of_group(Help::default()), everybodys.clone().view());
        let board = of_group(help(None, Some("board@contoso.example"), None));
        assert_eq!((board.contact_url.as_str(), board.name), ("mailto:board@contoso.example", None));
        assert_eq!(board.address.as_deref(), Some("board@contoso.example"));
        let named = of_group(help(None, None, Some("Field Desk")));
        assert_eq!(
            (named.contact_url.as_str(), named.name.as_deref()),
            ("https://help.contoso.example/", Some("Field Desk"))
        );
        assert_eq!(Help::default().view().contact_url, HELP_PATH);
    }
}
