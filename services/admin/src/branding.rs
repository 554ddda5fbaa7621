//! What every page needs to know of a tenant: by the host name, else by a user ID that was typed, else the default one.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use rekey_directory::whose;
use rekey_domain::UserId;
use rekey_runtime::{ApiProblem, Context};
use rekey_wire::http::{BrandingView, HELP_PATH, HelpView, Problem, ProblemCode};
use serde::Deserialize;

use crate::Parts;

/// Said where there is no tenant at all.
const NOBODYS_NAME: &str = "Rekey";

/// The query; other members are ignored.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    user_id: Option<String>,
}

/// `GET /api/v1/branding`.
pub(crate) async fn show(
    State(parts): State<Arc<Parts>>,
    Context(context): Context,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<axum::Json<BrandingView>, ApiProblem> {
    let Query(asked) = asked.map_err(|_| Problem::new(ProblemCode::InvalidField).field("user_id"))?;
    // What is no user ID names no tenant; it is told where a reset is asked for.
    let user_id = asked.user_id.and_then(|typed| UserId::parse(&typed).ok());
    let mut tx = parts.store.read().await?;
    let found = whose(&mut tx, &context.host, user_id.as_ref()).await?;
    Ok(axum::Json(match found {
        Some(found) => BrandingView {
            help: found.tenant.help(None),
            name: found.tenant.settings.name.clone(),
            sign_in_url: found.tenant.settings.sign_in_url.clone(),
        },
        None => BrandingView {
            name: NOBODYS_NAME.into(),
            sign_in_url: None,
            help: HelpView { contact_url: HELP_PATH.into(), address: None, name: None },
        },
    }))
}
