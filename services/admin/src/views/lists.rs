//! `GET /api/v1/admin/resets`, `/deliveries` and `/dead-letters`: newest first, page by page.
//!
//! A reset of somebody without an account that can reset has no user ID: what was typed was never kept. Messages to such
//! people were never sent, and are in no list. Payloads of dead letters stay sealed.

use std::sync::Arc;

use axum::extract::State;
use rekey_runtime::{ApiProblem, Bearer, Context};
use rekey_store::StoreError;
use rekey_store::listings::{self, DeadLetterRow, DeliveryFilter, DeliveryRow, Place, ResetFilter, ResetRow};
use rekey_wire::http::admin::{
    AdminDeadLetter, AdminDeadLetters, AdminDeliveries, AdminDelivery, AdminReset, AdminResetStatus, AdminResets,
    DeliveryStateView, cursor,
};
use rekey_wire::http::{ChannelView, ClosedReasonView, rfc3339};

use super::question::{Question, account};
use super::{View, stored, word};
use crate::Parts;

/// `GET /api/v1/admin/resets?status=&closed_reason=&user_id=&before=&limit=`.
pub(crate) async fn resets(
    State(parts): State<Arc<Parts>>,
    Context(_): Context,
    Bearer(token): Bearer,
    mut question: Question,
) -> Result<axum::Json<AdminResets>, ApiProblem> {
    let tenant = parts.administrator(&token, View::Resets).await?.tenant;
    let stage = question.word::<AdminResetStatus>("status")?.map(stored);
    let closed_reason = question.word::<ClosedReasonView>("closed_reason")?.map(stored);
    let user_id = question.user_id()?;
    let page = question.page(tenant)?;
    let mut tx = parts.store.read().await?;
    let account = account(&mut tx, tenant, user_id.as_ref()).await?;
    let filter = ResetFilter { stage: stage.as_deref(), closed_reason: closed_reason.as_deref(), account };
    let mut rows = listings::resets(&mut tx, page.asked(), &filter, parts.reset_idle()).await?;
    let older = page.cut(&mut rows, ResetRow::place).map(text);
    let resets = rows.into_iter().map(reset).collect::<Result<_, StoreError>>()?;
    Ok(axum::Json(AdminResets { resets, older }))
}

/// `GET /api/v1/admin/deliveries?channel=&state=&user_id=&before=&limit=`.
pub(crate) async fn deliveries(
    State(parts): State<Arc<Parts>>,
    Context(_): Context,
    Bearer(token): Bearer,
    mut question: Question,
) -> Result<axum::Json<AdminDeliveries>, ApiProblem> {
    let tenant = parts.administrator(&token, View::Deliveries).await?.tenant;
    let channel = question.word::<ChannelView>("channel")?.map(stored);
    let state = question.word::<DeliveryStateView>("state")?.map(stored);
    let user_id = question.user_id()?;
    let page = question.page(tenant)?;
    let mut tx = parts.store.read().await?;
    let account = account(&mut tx, tenant, user_id.as_ref()).await?;
    let filter = DeliveryFilter { channel: channel.as_deref(), state: state.as_deref(), account };
    let mut rows = listings::deliveries(&mut tx, page.asked(), &filter).await?;
    let older = page.cut(&mut rows, DeliveryRow::place).map(text);
    let deliveries = rows.into_iter().map(delivery).collect::<Result<_, StoreError>>()?;
    Ok(axum::Json(AdminDeliveries { deliveries, older }))
}

/// `GET /api/v1/admin/dead-letters?kind=&before=&limit=`.
pub(crate) async fn dead_letters(
    State(parts): State<Arc<Parts>>,
    Context(_): Context,
    Bearer(token): Bearer,
    mut question: Question,
) -> Result<axum::Json<AdminDeadLetters>, ApiProblem> {
    let tenant = parts.administrator(&token, View::DeadLetters).await?.tenant;
    let kind = question.name("kind")?;
    let page = question.page(tenant)?;
    let mut tx = parts.store.read().await?;
    let mut rows = listings::dead_letters(&mut tx, page.asked(), kind.as_deref()).await?;
    let older = page.cut(&mut rows, DeadLetterRow::place).map(text);
    Ok(axum::Json(AdminDeadLetters { dead_letters: rows.into_iter().map(dead_letter).collect(), older }))
}

fn text(place: Place) -> String {
    cursor(place.at, place.id)
}

fn reset(row: ResetRow) -> Result<AdminReset, StoreError> {
    Ok(AdminReset {
        id: row.id.uuid(),
        user_id: row.user_id,
        status: word(&row.stage)?,
        closed_reason: row.closed_reason.as_deref().map(word).transpose()?,
        required: row.required,
        passed: row.passed,
        started_at: rfc3339(row.created_at),
        touched_at: rfc3339(row.touched_at),
    })
}

fn delivery(row: DeliveryRow) -> Result<AdminDelivery, StoreError> {
    Ok(AdminDelivery {
        message_id: row.message.uuid(),
        user_id: row.user_id,
        channel: word(&row.channel)?,
        purpose: row.purpose,
        state: word(&row.state)?,
        attempts: row.attempt,
        provider: row.provider,
        reason: row.reason,
        created_at: rfc3339(row.created_at),
        updated_at: rfc3339(row.updated_at),
    })
}

fn dead_letter(row: DeadLetterRow) -> AdminDeadLetter {
    AdminDeadLetter {
        message_id: row.message.uuid(),
        kind: row.kind,
        listener: row.listener,
        attempt: row.attempt,
        reason: row.reason,
        expires_at: rfc3339(row.expires_at),
        buried_at: rfc3339(row.buried_at),
    }
}
