//! Gateway: web pages, the public API, cookies, CSRF, limits of bodies and floods, captchas. It has no database.

pub mod assets;
pub mod pages;
pub mod problems;
pub mod texts;
