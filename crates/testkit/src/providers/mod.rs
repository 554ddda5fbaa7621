//! Stand-ins for providers: real servers that speak a provider's protocol, hold its rules, and do what a test says.

mod connections;
pub mod gateway;
pub mod mail;
pub mod twilio;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use tokio::sync::watch;
use tokio::task::JoinSet;

use connections::{Connections, Cut};

pub use gateway::Gateway;
pub use mail::MailServer;
pub use twilio::Twilio;

/// For a request to come.
const DEADLINE: Duration = Duration::from_secs(60);

/// Serves it on a free port of this machine, `http://127.0.0.1:PORT`, for as long as the task is held.
async fn serve(router: Router) -> anyhow::Result<(String, JoinSet<()>)> {
    let connections = Connections::bind().await?;
    let address = format!("http://{}", connections.address()?);
    let mut tasks = JoinSet::new();
    tasks.spawn(async move {
        let _ = axum::serve(connections, router.into_make_service_with_connect_info::<Cut>()).await;
    });
    Ok((address, tasks))
}

/// How many there are, once there are so many; they have to come in time.
async fn reached(count: &watch::Sender<usize>, least: usize) -> usize {
    let mut count = count.subscribe();
    let enough = count.wait_for(|count| *count >= least);
    let came = tokio::time::timeout(DEADLINE, enough).await;
    *came.expect("so many requests come").expect("the stand-in runs")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
