//! What the operator set for the gateway, parsed once at start.

use std::time::Duration;

use axum::http::Uri;
use rekey_runtime::config::GatewayConfig;
use thiserror::Error;

use crate::address::TrustedProxies;
use crate::arrival::host_name;

/// Why the gateway cannot start with this config.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GatewayConfigError {
    /// Not a scheme and a host.
    #[error("gateway.public_url: `{0}` is not https:// or http:// with a host and nothing behind it")]
    PublicUrl(String),
    /// Neither an address nor a block.
    #[error("gateway.trusted_proxies: `{0}` is neither an address nor a CIDR block")]
    TrustedProxy(String),
    /// Not a host name.
    #[error("gateway.allowed_hosts: `{0}` is not a host name without port")]
    AllowedHost(String),
}

/// The parsed config.
#[derive(Debug)]
pub(crate) struct Settings {
    /// `https` or `http`, as people reach the pages.
    pub scheme: &'static str,
    /// Origin of the public URL.
    pub origin: String,
    /// Host names that are answered: the public URL's and those of the list.
    pub allowed_hosts: Vec<String>,
    /// Proxies whose `X-Forwarded-For` counts.
    pub proxies: TrustedProxies,
    /// Whether requests that came through a proxy are refused.
    pub refuse_forwarded: bool,
    /// For a service to answer.
    pub deadline: Duration,
    /// Requests at a time.
    pub max_in_flight: usize,
}

impl Settings {
    pub(crate) fn parse(config: &GatewayConfig) -> Result<Self, GatewayConfigError> {
        let (scheme, origin) = origin(&config.public_url)?;
        let authority = origin.split_once("://").map_or("", |(_, authority)| authority);
        let own = host_name(authority).ok_or_else(|| GatewayConfigError::PublicUrl(config.public_url.clone()))?;
        let host = |name: &String| {
            let host = host_name(name).filter(|host| *host == name.to_ascii_lowercase());
            host.ok_or_else(|| GatewayConfigError::AllowedHost(name.clone()))
        };
        Ok(Self {
            scheme,
            allowed_hosts: std::iter::once(Ok(own))
                .chain(config.allowed_hosts.iter().map(host))
                .collect::<Result<_, _>>()?,
            origin,
            proxies: TrustedProxies::parse(&config.trusted_proxies).map_err(GatewayConfigError::TrustedProxy)?,
            refuse_forwarded: config.refuse_forwarded,
            deadline: Duration::from_secs(config.request_timeout_seconds),
            max_in_flight: config.max_in_flight,
        })
    }

    /// Whether people reach the pages by TLS: decides the cookies' names and `Strict-Transport-Security`.
    pub(crate) fn is_secure(&self) -> bool {
        self.scheme == "https"
    }
}

fn origin(url: &str) -> Result<(&'static str, String), GatewayConfigError> {
    let wrong = || GatewayConfigError::PublicUrl(url.to_owned());
    let parsed: Uri = url.parse().map_err(|_| wrong())?;
    let scheme = match parsed.scheme_str() {
        Some("https") => "https",
        Some("http") => "http",
        _ => return Err(wrong()),
    };
    let authority = parsed.authority().filter(|authority| !authority.as_str().contains('@')).ok_or_else(wrong)?;
    if parsed.path() != "/" || url.ends_with('/') || parsed.query().is_some() {
        return Err(wrong());
    }
    Ok((scheme, format!("{scheme}://{}", authority.as_str().to_ascii_lowercase())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(url: &str) -> GatewayConfig {
        GatewayConfig { public_url: url.into(), ..GatewayConfig::default() }
    }

    #[test]
    fn the_public_url_is_an_origin() {
        let settings = Settings::parse(&config("https://Reset.Contoso.example")).expect("an origin");
        assert_eq!(settings.origin, "https://reset.contoso.example");
        assert_eq!(settings.allowed_hosts, ["reset.contoso.example"]);
        assert!(settings.is_secure());
        assert!(!Settings::parse(&config("http://localhost:8080")).expect("an origin").is_secure());
        for bad in ["", "localhost", "ftp://x", "https://x/y", "https://x/", "https://a@x", "https://x?y"] {
            let error = Settings::parse(&config(bad)).expect_err(bad);
            assert_eq!(error, GatewayConfigError::PublicUrl(bad.into()));
        }
    }

    #[test]
    fn a_proxy_or_host_that_is_none_is_an_error() {
        let mut proxies = config("https://x");
        proxies.trusted_proxies = vec!["10.0.0.0/8".into(), "10.0.0.0/33".into()];
        let error = Settings::parse(&proxies).expect_err("a wrong block");
        assert_eq!(error, GatewayConfigError::TrustedProxy("10.0.0.0/33".into()));
        let mut hosts = config("https://x");
        hosts.allowed_hosts = vec!["localhost:8080".into()];
        assert!(Settings::parse(&hosts).is_err());
    }
}
