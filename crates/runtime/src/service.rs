//! A role as a value: its router and its tasks.

use std::future::Future;
use std::pin::Pin;

use axum::Router;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

type Run = Box<dyn FnOnce(CancellationToken) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

/// A role: what answers requests, and what runs beside it.
pub struct Service {
    /// Its name in logs.
    pub name: &'static str,
    /// What answers requests.
    pub router: Router,
    /// What runs until the end.
    pub tasks: Vec<Task>,
}

/// Work that runs until its token is cancelled.
pub struct Task {
    name: &'static str,
    run: Run,
}

impl Task {
    /// A named task.
    pub fn new<F, Fut>(name: &'static str, run: F) -> Self
    where
        F: FnOnce(CancellationToken) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        Self { name, run: Box::new(move |token| Box::pin(run(token))) }
    }
}

/// Starts tasks in one set; the name of each is its result. A task that ends before the token is cancelled is a fault.
pub fn spawn_all(tasks: Vec<Task>, token: &CancellationToken) -> JoinSet<&'static str> {
    let mut set = JoinSet::new();
    spawn_into(&mut set, tasks, token);
    set
}

/// The same into a set that is there already.
pub fn spawn_into(set: &mut JoinSet<&'static str>, tasks: Vec<Task>, token: &CancellationToken) {
    for task in tasks {
        let work = (task.run)(token.clone());
        set.spawn(async move {
            work.await;
            task.name
        });
    }
}
