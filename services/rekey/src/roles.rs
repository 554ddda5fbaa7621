//! The composition root: every role as a service, and how they are tied together.

use std::sync::Arc;

use rekey_bus::Bus;
use rekey_directory::{BuiltIn, Directory};
use rekey_gateway::{GatewayKeys, Upstreams};
use rekey_notifier::channel::sms::twilio::Twilio;
use rekey_notifier::channel::smtp::Smtp;
use rekey_notifier::{Carrier, Carriers};
use rekey_runtime::Service;
use rekey_runtime::config::{ProviderChannel, ProviderKind, Providers};

use crate::instance::{CannotStart, Instance, Mode};

/// Every role of this process.
pub struct Roles {
    /// What the listeners serve.
    pub gateway: Service,
    /// Behind it.
    pub others: Vec<Service>,
}

/// Every role in this process.
///
/// # Errors
/// [`CannotStart`] when a section of the config cannot work.
pub fn all(instance: &Instance, public_url: &str) -> anyhow::Result<Roles> {
    let bus = Bus::new(instance.store.clone(), instance.entropy);
    let built_in = BuiltIn::new(instance.store.clone(), instance.hasher.clone(), instance.entropy);
    let directory = Directory::BuiltIn(built_in);
    let orchestrator = rekey_orchestrator::service(rekey_orchestrator::Parts {
        store: instance.store.clone(),
        bus: bus.clone(),
        directory: directory.clone(),
        keys: instance.keys.clone(),
        limits: instance.config.limits.clone(),
        public_url: public_url.to_owned(),
        clock: instance.clock.clone(),
        entropy: instance.entropy,
    });
    let registration = rekey_registration::service(rekey_registration::Parts {
        store: instance.store.clone(),
        bus: bus.clone(),
        directory,
        keys: instance.keys.clone(),
        limits: instance.config.limits.clone(),
        public_url: public_url.to_owned(),
        clock: instance.clock.clone(),
        entropy: instance.entropy,
    });
    let admin = rekey_admin::service(rekey_admin::Parts {
        store: instance.store.clone(),
        bus: bus.clone(),
        keys: instance.keys.clone(),
        limits: instance.config.limits.clone(),
        help: instance.config.help.clone(),
        public_url: public_url.to_owned(),
        clock: instance.clock.clone(),
        entropy: instance.entropy,
    });
    let notifier = rekey_notifier::service(rekey_notifier::Parts {
        store: instance.store.clone(),
        bus,
        keys: instance.keys.clone(),
        config: instance.config.notifier.clone(),
        carriers: carriers(instance, public_url)?,
        public_url: public_url.to_owned(),
        clock: instance.clock.clone(),
        entropy: instance.entropy,
    });
    let upstreams = Upstreams {
        orchestrator: orchestrator.router.clone(),
        registration: registration.router.clone(),
        admin: admin.router.clone(),
        inbox: (instance.mode == Mode::Demo).then(|| notifier.router.clone()),
        webhooks: notifier.router.clone(),
    };
    let gateway = gateway(instance, public_url, upstreams)?;
    Ok(Roles { gateway, others: vec![orchestrator, registration, admin, notifier] })
}

fn gateway(instance: &Instance, public_url: &str, upstreams: Upstreams) -> anyhow::Result<Service> {
    let mut config = instance.config.gateway.clone();
    public_url.clone_into(&mut config.public_url);
    let parts = rekey_gateway::Parts {
        config,
        captcha: instance.config.captcha.clone(),
        keys: GatewayKeys::of(&instance.keys),
        clock: instance.clock.clone(),
        entropy: instance.entropy,
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
            Some(Carrier::Smtp(smtp))
        }
        None => None,
    };
    if email.is_none() {
        tracing::warn!("no mail server is configured: codes and notices by email will not be sent");
    }
    let sms = text_carrier(&instance.config.providers, public_url)?;
    if sms.is_none() {
        tracing::warn!("no provider for text messages is configured: set `sms = false` in every policy");
    }
    Ok(Carriers { email, sms })
}

/// The one provider of text messages, where there is one.
fn text_carrier(providers: &Providers, public_url: &str) -> anyhow::Result<Option<Carrier>> {
    let found = providers.iter().find(|(_, provider)| provider.channels.contains(&ProviderChannel::Sms));
    let Some((id, provider)) = found else { return Ok(None) };
    let twilio = match provider.kind {
        ProviderKind::Twilio => Twilio::new(id, provider, public_url),
    };
    let twilio = twilio.map_err(|error| CannotStart(error.to_string()))?;
    Ok(Some(Carrier::Twilio(Arc::new(twilio))))
}
