//! Stand-ins for providers: real HTTP servers that speak a provider's protocol, hold its rules, and do what a test says.

pub mod twilio;

pub use twilio::Twilio;
