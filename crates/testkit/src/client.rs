//! The HTTP client of the tests: no proxy, a deadline, and ring for TLS, as everywhere.

use std::time::Duration;

use reqwest::Client;

/// For an answer.
const DEADLINE: Duration = Duration::from_secs(30);

/// A client.
///
/// # Errors
/// When TLS cannot be set up.
pub fn client() -> anyhow::Result<Client> {
    // Where somebody in this process was first, it is the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(Client::builder().no_proxy().timeout(DEADLINE).build()?)
}
