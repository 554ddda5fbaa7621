//! Wrong settings files, each with its place and reason.

use rekey_admin::settings::{SETTINGS_MAX_BYTES, Settings, SettingsError};

const TENANT: &str = "[tenants.contoso]\nname = \"Contoso\"\ndomains = [\"contoso.example\"]\n";

fn refusal(text: &str) -> String {
    Settings::parse(text).expect_err(text).to_string()
}

/// What a tenant with this added says.
fn refuses(added: &str, place: &str, reason: &str) {
    let said = refusal(&format!("{TENANT}{added}"));
    assert!(said.starts_with(place) && said.contains(reason), "{added}\nsaid: {said}");
}

#[test]
fn what_is_not_of_the_expected_shape_is_refused_with_its_line() {
    for (text, reason) in [
        ("[tenants.contoso", "line 1"),
        ("", "missing field `tenants`"),
        ("[tenants.contoso]\n", "missing field `name`"),
        ("[tenants.a]\nname = \"A\"\n[tenants.a]\nname = \"B\"", "duplicate key"),
        ("defaulttenant = \"a\"\n[tenants.a]\nname = \"A\"", "unknown field `defaulttenant`"),
        ("[tenants.a]\nname = \"A\"\nhost = [\"a.example\"]", "unknown field `host`"),
        ("[tenants.a]\nname = 7", "line 2"),
        ("[tenants.a]\nname = \"A\"\n[tenants.a.policy]\ngate = 1", "unknown field `gate`"),
        ("[tenants.a]\nname = \"A\"\n[tenants.a.policy]\nprofile = \"l4\"", "`l4` is not one of model, nist, l3"),
        (
            "[tenants.a]\nname = \"A\"\n[[tenants.a.accounts]]\nuser_id = \"a\"\npassword = \"x\"",
            "unknown field `password`",
        ),
    ] {
        let said = refusal(text);
        assert!(said.contains(reason), "{text}\nsaid: {said}");
    }
    let unknown = refusal("[tenants.a]\nname = \"A\"\nhost = [\"a.example\"]");
    assert!(unknown.contains("line 3"), "{unknown}");
}

#[test]
fn a_file_may_be_as_large_as_the_limit_and_no_larger() {
    let fill = |bytes: usize| format!("{TENANT}#{}", "x".repeat(bytes - TENANT.len() - 1));
    assert!(Settings::parse(&fill(SETTINGS_MAX_BYTES)).is_ok());
    assert_eq!(Settings::parse(&fill(SETTINGS_MAX_BYTES + 1)).err(), Some(SettingsError::TooLarge));
}

#[test]
fn what_a_tenant_says_about_itself_is_checked() {
    for (added, place, reason) in [
        ("hosts = [\"Reset.contoso.example\"]", "tenants.contoso.hosts: ", "lower case"),
        ("hosts = [\"reset.contoso.example:443\"]", "tenants.contoso.hosts: ", "not a host name"),
        ("sign_in_url = \"javascript:alert(1)\"", "tenants.contoso.sign_in_url: ", "http"),
        ("sign_in_url = \"mailto:a@b.example\"", "tenants.contoso.sign_in_url: ", "http"),
        ("help_url = \"portal\"", "tenants.contoso.help_url: ", "mailto"),
        ("help_name = \"\"", "tenants.contoso.help_name: ", "1 to 100"),
        ("help_recipients = [\"desk\"]", "tenants.contoso.help_recipients: ", "`desk` is not an email address"),
        ("help_recipients = [\"a@b.example\", \"a@B.example\"]", "tenants.contoso.help_recipients: ", "twice"),
        ("locale = \"english\"", "tenants.contoso.locale: ", "language tag"),
    ] {
        refuses(added, place, reason);
    }
    let said = refusal("[tenants.Contoso]\nname = \"Contoso\"");
    assert!(said.starts_with("tenants.Contoso: ") && said.contains("lower-case"), "{said}");
    let said = refusal("[tenants.contoso]\nname = \"\"");
    assert!(said.starts_with("tenants.contoso.name: "), "{said}");
    let said = refusal("[tenants.contoso]\nname = \"Contoso\"\ndomains = [\"contoso\"]");
    assert_eq!(said, "tenants.contoso.domains: `contoso` is not a domain");
    let said = refusal("default_tenant = \"fabrikam\"\n[tenants.contoso]\nname = \"Contoso\"");
    assert_eq!(said, "default_tenant: there is no [tenants.fabrikam] in this file");
}

#[test]
fn a_domain_or_host_belongs_to_one_tenant() {
    let other = "[tenants.fabrikam]\nname = \"Fabrikam\"\n";
    let said = refusal(&format!("{TENANT}{other}domains = [\"CONTOSO.example\"]"));
    assert_eq!(said, "tenants.fabrikam.domains: `contoso.example` is in tenants.contoso.domains already");
    let said = refusal(&format!("{TENANT}hosts = [\"a.example\"]\n{other}hosts = [\"a.example\"]"));
    assert_eq!(said, "tenants.fabrikam.hosts: `a.example` is in tenants.contoso.hosts already");
    let said = refusal(&format!("{TENANT}hosts = [\"a.example\", \"a.example\"]"));
    assert_eq!(said, "tenants.contoso.hosts: `a.example` is in tenants.contoso.hosts already");
    let both = format!("{TENANT}hosts = [\"contoso.example\"]");
    assert!(Settings::parse(&both).is_ok(), "a name may be host and domain");
}

#[test]
fn a_policy_has_to_work() {
    for (policy, place, reason) in [
        ("methods = [\"emial\"]", "tenants.contoso: policy.methods: ", "`emial` is not one of"),
        ("gates = 3", "tenants.contoso: policy.gates: ", "not one of 1, 2"),
        ("methods = [\"email\"]", "tenants.contoso: policy: ", "two gates are required"),
        ("code_length = 4", "tenants.contoso: policy: ", "6, 7 or 8"),
        ("countries = [\"us\"]", "tenants.contoso: policy.countries: ", "ISO 3166"),
        ("enabled_for = { groups = [\"staff\"] }", "tenants.contoso.policy.enabled_for: ", "no group `staff`"),
    ] {
        refuses(&format!("[tenants.contoso.policy]\n{policy}"), place, reason);
    }
}

#[test]
fn people_have_user_ids_of_their_tenant() {
    for (typed, reason) in [
        ("not a user id", "character that is not allowed"),
        ("alice@fabrikam.example", "add `fabrikam.example` to its domains"),
        ("alice@sub.contoso.example", "add `sub.contoso.example`"),
        ("alice", "has no domain"),
    ] {
        refuses(&format!("[tenants.contoso.groups]\nstaff = [\"{typed}\"]"), "tenants.contoso.groups.staff: ", reason);
        let account = format!("[[tenants.contoso.accounts]]\nuser_id = \"{typed}\"");
        refuses(&account, "tenants.contoso.accounts[0].user_id: ", reason);
    }
    let bare = "[[tenants.contoso.accounts]]\nuser_id = \"alice\"";
    assert!(Settings::parse(&format!("{TENANT}hosts = [\"a.example\"]\n{bare}")).is_ok());
    assert!(Settings::parse(&format!("default_tenant = \"contoso\"\n{TENANT}{bare}")).is_ok());
    let twice = "[[tenants.contoso.accounts]]\nuser_id = \"alice@contoso.example\"\n\
                 [[tenants.contoso.accounts]]\nuser_id = \"Alice@Contoso.example\"";
    refuses(twice, "tenants.contoso.accounts[1]: ", "`alice@contoso.example` is there twice");
    let unnamed = "[[tenants.contoso.accounts]]\nuser_id = \"alice@contoso.example\"\ndisplay_name = \"a\\nb\"";
    refuses(unnamed, "tenants.contoso.accounts[0].display_name: ", "on one line");
    refuses("[tenants.contoso.groups]\n\"\" = []", "tenants.contoso.groups.: ", "1 to 100");
}

#[test]
fn contacts_fit_a_slot_of_the_administrator() {
    let account = "[[tenants.contoso.accounts]]\nuser_id = \"alice@contoso.example\"\n";
    let contact = |slot: &str, value: &str| {
        format!("[[tenants.contoso.accounts.contacts]]\nslot = \"{slot}\"\nvalue = \"{value}\"\n")
    };
    let place = "tenants.contoso.accounts[0].contacts[0]";
    for (slot, value, key, reason) in [
        ("pager", "+14255550167", "slot", "`pager` is not one of mobile_phone, office_phone, alternate_email"),
        ("authentication_phone", "+14255550167", "slot", "is not one of"),
        ("mobile_phone", "425 555 0167", "value", "not an international phone number"),
        ("mobile_phone", "+14255550167;ext=1", "value", "not an international phone number"),
        ("alternate_email", "+14255550167", "value", "not an email address"),
    ] {
        refuses(&format!("{account}{}", contact(slot, value)), &format!("{place}.{key}: "), reason);
    }
    let wrong = refusal(&format!("{TENANT}{account}{}", contact("mobile_phone", "0425-555-0167")));
    assert!(!wrong.contains("0167"), "a contact is not repeated: {wrong}");
    let twice = contact("mobile_phone", "+14255550167") + &contact("mobile_phone", "+14255550168");
    refuses(
        &format!("{account}{twice}"),
        "tenants.contoso.accounts[0].contacts[1]: ",
        "slot `mobile_phone` is there twice",
    );
}

#[test]
fn a_policy_that_nobody_can_use_is_refused() {
    let policy = |text: &str| format!("[tenants.contoso.policy]\nprofile = \"model\"\n{text}");
    refuses(&policy("methods = [\"office_phone\"]"), "tenants.contoso.policy", "nobody can give enough proofs");
    refuses(
        &policy("gates = 2\nsms = false\nmethods = [\"email\", \"mobile_phone\"]"),
        "tenants.contoso.policy",
        "nobody can give enough proofs",
    );
    refuses(&policy("countries = [\"XX\"]"), "tenants.contoso.policy.countries", "`XX` is no country");
}
