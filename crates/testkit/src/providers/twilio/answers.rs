//! What the stand-in answers, in Twilio's form or in none.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{ACCOUNT_SID, Complaint, Message, Next, rules};
use crate::providers::connections::Cut;

pub(super) async fn answer(next: Next, taken: Option<Value>, cut: &Cut) -> Response {
    let created = |taken: &Value| (StatusCode::CREATED, axum::Json(taken)).into_response();
    let status = |code: u16| StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match (next, &taken) {
        (Next::Take, Some(taken)) => created(taken),
        (Next::TakeSlowly(wait), Some(taken)) => {
            tokio::time::sleep(wait).await;
            created(taken)
        }
        (Next::TakeInGarbage, _) => (StatusCode::CREATED, "<html>\u{fffd}{").into_response(),
        (Next::TakeAndHang, _) => std::future::pending().await,
        (Next::TakeAndAnswer(code), _) => (status(code), "upstream trouble").into_response(),
        (Next::TooMany(after), _) => {
            let refused = Complaint::new(429, 20429, "Too many requests").into_response();
            match after {
                Some(seconds) => ([(RETRY_AFTER, seconds.to_string())], refused).into_response(),
                None => refused,
            }
        }
        (Next::Refuse(code, error), _) => Complaint::new(code, error, "Refused +14255550134").into_response(),
        (Next::Redirect(to), _) => (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, to)]).into_response(),
        (Next::TakeAndCutOff | Next::Take | Next::TakeSlowly(_), _) => {
            cut.off();
            StatusCode::OK.into_response()
        }
    }
}

/// A message as Twilio describes it, that stands so: `queued`, `failed:30003`.
pub(super) fn described(message: &Message, standing: &str) -> Value {
    let (status, error) = standing.split_once(':').map_or((standing, None), |(status, code)| (status, Some(code)));
    let error = error.and_then(|code| code.parse::<u32>().ok());
    let path = format!("/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{}", message.sid);
    let now = "Tue, 24 Nov 2026 10:15:00 +0000";
    json!({
        "account_sid": ACCOUNT_SID, "api_version": "2010-04-01", "body": message.body, "date_created": now,
        "date_sent": null, "date_updated": now, "direction": "outbound-api", "error_code": error, "error_message": null,
        "from": rules::field(&message.fields, "From"), "num_media": "0", "num_segments": "1", "price": null, "price_unit": "USD",
        "messaging_service_sid": rules::field(&message.fields, "MessagingServiceSid"), "sid": message.sid,
        "status": status, "subresource_uris": { "media": format!("{path}/Media.json") }, "to": message.to,
        "uri": format!("{path}.json"),
    })
}

impl IntoResponse for Complaint {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        let body = json!({
            "code": self.code, "message": self.message, "status": self.status,
            "more_info": format!("https://www.twilio.com/docs/errors/{}", self.code),
        });
        (status, [(CONTENT_TYPE, "application/json")], body.to_string()).into_response()
    }
}
