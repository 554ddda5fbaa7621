//! The composition root: every role as a service, and how they are tied together.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use rekey_bus::Bus;
use rekey_directory::{BuiltIn, Directory};
use rekey_gateway::{GatewayKeys, Upstreams, proxy};
use rekey_notifier::channel::sms::http::Gateway;
use rekey_notifier::channel::sms::twilio::Twilio;
use rekey_notifier::channel::smtp::Smtp;
use rekey_notifier::{Carrier, Carriers};
use rekey_runtime::Service;
use rekey_runtime::config::{ProviderChannel, ProviderConfig, Providers, RoleConfig};

use crate::instance::{CannotStart, Foundation, Instance, Mode};

/// What the operator's commands stand on. What they write to people goes to the outbox, from which the running roles take it.
pub fn admin_parts(instance: &Instance, public_url: &str) -> rekey_admin::Parts {
    rekey_admin::Parts {
        store: instance.store.clone(),
        bus: Bus::new(instance.store.clone(), instance.entropy),
        keys: instance.keys.clone(),
        limits: instance.config.limits.clone(),
        help: instance.config.help.clone(),
        public_url: public_url.to_owned(),
        clock: instance.clock.clone(),
        entropy: instance.entropy,
    }
}

/// What the people see, and what works behind it.
pub struct Roles {
    /// What the listeners serve.
    pub gateway: Service,
    /// Behind it.
    pub others: Vec<Service>,
}

/// Builds roles.
pub struct Builder<'a> {
    instance: &'a Instance,
    bus: Bus,
    directory: Directory,
    public_url: &'a str,
}

impl<'a> Builder<'a> {
    /// For roles on this instance, which people reach by this URL.
    pub fn new(instance: &'a Instance, bus: Bus, public_url: &'a str) -> Self {
        let built_in = BuiltIn::new(instance.store.clone(), instance.hasher.clone(), instance.entropy);
        Self { instance, bus, directory: Directory::BuiltIn(built_in), public_url }
    }

    /// Every role, the gateway in front.
    ///
    /// # Errors
    /// [`CannotStart`] when a section of the config cannot work.
    pub fn all(&self) -> anyhow::Result<Roles> {
        let (orchestrator, registration) = (self.orchestrator(), self.registration());
        let (admin, notifier) = (self.admin(), self.notifier()?);
        let upstreams = Upstreams {
            orchestrator: orchestrator.router.clone(),
            registration: registration.router.clone(),
            admin: admin.router.clone(),
            inbox: (self.instance.mode == Mode::Demo).then(|| notifier.router.clone()),
            webhooks: notifier.router.clone(),
        };
        let gateway = gateway(&self.instance.foundation, self.public_url, upstreams)?;
        Ok(Roles { gateway, others: vec![orchestrator, registration, admin, notifier] })
    }

    /// Resets.
    pub fn orchestrator(&self) -> Service {
        rekey_orchestrator::service(rekey_orchestrator::Parts {
            store: self.instance.store.clone(),
            bus: self.bus.clone(),
            directory: self.directory.clone(),
            keys: self.instance.keys.clone(),
            limits: self.instance.config.limits.clone(),
            captcha: self.instance.config.captcha.clone(),
            hasher: self.instance.hasher.clone(),
            public_url: self.public_url.to_owned(),
            clock: self.instance.clock.clone(),
            entropy: self.instance.entropy,
        })
    }

    /// Sign-in and methods.
    pub fn registration(&self) -> Service {
        rekey_registration::service(rekey_registration::Parts {
            store: self.instance.store.clone(),
            bus: self.bus.clone(),
            directory: self.directory.clone(),
            keys: self.instance.keys.clone(),
            limits: self.instance.config.limits.clone(),
            hasher: self.instance.hasher.clone(),
            public_url: self.public_url.to_owned(),
            clock: self.instance.clock.clone(),
            entropy: self.instance.entropy,
        })
    }

    /// Administration.
    pub fn admin(&self) -> Service {
        rekey_admin::service(rekey_admin::Parts {
            store: self.instance.store.clone(),
            bus: self.bus.clone(),
            keys: self.instance.keys.clone(),
            limits: self.instance.config.limits.clone(),
            help: self.instance.config.help.clone(),
            public_url: self.public_url.to_owned(),
            clock: self.instance.clock.clone(),
            entropy: self.instance.entropy,
        })
    }

    /// Notices.
    ///
    /// # Errors
    /// [`CannotStart`] when a provider's section of the config cannot work.
    pub fn notifier(&self) -> anyhow::Result<Service> {
        Ok(rekey_notifier::service(rekey_notifier::Parts {
            store: self.instance.store.clone(),
            bus: self.bus.clone(),
            keys: self.instance.keys.clone(),
            config: self.instance.config.notifier.clone(),
            budgets: self.instance.config.limits.budgets.clone(),
            prices: self.instance.config.prices.clone(),
            carriers: carriers(self.instance, self.public_url)?,
            public_url: self.public_url.to_owned(),
            clock: self.instance.clock.clone(),
            entropy: self.instance.entropy,
        }))
    }
}

/// The gateway in front of roles that run apart.
///
/// # Errors
/// [`CannotStart`] when its section of the config cannot work.
pub fn gateway_apart(foundation: &Foundation, public_url: &str) -> anyhow::Result<Service> {
    let roles = &foundation.config.roles;
    // A little longer than people wait: what is told is the gateway's own word.
    let patience = Duration::from_secs(foundation.config.gateway.request_timeout_seconds.saturating_add(1));
    let apart = |role: &RoleConfig| proxy::router(&role.addresses, patience);
    let notifier = apart(&roles.notifier);
    let upstreams = Upstreams {
        orchestrator: apart(&roles.orchestrator),
        registration: apart(&roles.registration),
        admin: apart(&roles.admin),
        inbox: (foundation.mode == Mode::Demo).then(|| notifier.clone()),
        webhooks: notifier,
    };
    gateway(foundation, public_url, upstreams)
}

fn gateway(foundation: &Foundation, public_url: &str, upstreams: Upstreams) -> anyhow::Result<Service> {
    let mut config = foundation.config.gateway.clone();
    public_url.clone_into(&mut config.public_url);
    let parts = rekey_gateway::Parts {
        config,
        captcha: foundation.config.captcha.clone(),
        keys: GatewayKeys::of(&foundation.keys),
        clock: foundation.clock.clone(),
        entropy: foundation.entropy,
        upstreams,
    };
    Ok(rekey_gateway::service(parts).map_err(|error| CannotStart(error.to_string()))?)
}

fn carriers(instance: &Instance, public_url: &str) -> anyhow::Result<Carriers> {
    if instance.mode == Mode::Demo {
        return Ok(Carriers::all_into_inbox(&instance.store));
    }
    let email = match &instance.config.smtp {
        Some(config) => {
            let smtp = Smtp::new(config).map_err(|error| CannotStart(error.to_string()))?;
            Some(Carrier::Smtp(Arc::new(smtp)))
        }
        None => None,
    };
    if email.is_none() {
        tracing::warn!("no mail server is configured: codes and notices by email will not be sent");
    }
    let (providers, routing) = (providers(&instance.config.providers, public_url)?, instance.config.routing.clone());
    if !routing.carries(ProviderChannel::Sms) {
        tracing::warn!("no provider for text messages is configured: every policy needs `sms = false`");
    }
    Ok(Carriers { email, providers, routing })
}

/// Every provider, set up.
fn providers(configured: &Providers, public_url: &str) -> anyhow::Result<BTreeMap<String, Carrier>> {
    let set_up = |(id, config): (&String, &ProviderConfig)| {
        let carrier = match config {
            ProviderConfig::Twilio(config) => {
                let twilio = Twilio::new(id, config, public_url).map_err(|error| CannotStart(error.to_string()))?;
                Carrier::Twilio(Arc::new(twilio))
            }
            ProviderConfig::Http(config) => {
                let gateway = Gateway::new(id, config).map_err(|error| CannotStart(error.to_string()))?;
                Carrier::Gateway(Arc::new(gateway))
            }
        };
        Ok((id.clone(), carrier))
    };
    configured.iter().map(set_up).collect()
}
