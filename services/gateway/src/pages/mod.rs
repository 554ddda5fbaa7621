//! Pages as pure functions: a struct with what a page shows, and its template. No I/O, no clock, no upstream.
//!
//! Every page has a [`Frame`]: language, the tenant's name, title, what went wrong, the token of its forms.

pub mod admin;
pub mod contact;
pub mod failure;
pub mod frame;
pub mod help;
pub mod icons;
pub mod live;
pub mod proofs;
pub mod register;
pub mod reset;
pub mod security_info;
pub mod sent;
pub mod set_up;

#[cfg(test)]
mod admin_samples;
#[cfg(test)]
mod gallery;
#[cfg(test)]
mod proof_samples;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod set_up_samples;

pub use contact::Mask;
pub use frame::{FieldProblem, Frame, Visit};
pub use live::Live;

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

/// Turns a page into an answer. A template that fails is a fault of ours and answers 500 without details.
pub fn show<T: Template>(status: StatusCode, page: &T) -> Response {
    match page.render() {
        Ok(html) => (status, [(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
        Err(error) => {
            tracing::error!(error = %error, "page.render_failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
