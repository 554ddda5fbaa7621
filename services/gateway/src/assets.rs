//! Files that pages refer to: style, scripts, faces, the captcha's worker. Compiled in, named by their content, so
//! that they may be kept for ever and a new version has a new name.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

/// Path under which assets are served.
pub const PREFIX: &str = "/assets/";

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const NO_SNIFFING: HeaderValue = HeaderValue::from_static("nosniff");
/// Hex digits of the content's SHA-256 that stand in a name.
const HASH_DIGITS: usize = 12;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

struct Asset {
    media_type: &'static str,
    content: Cow<'static, [u8]>,
}

struct Catalogue {
    /// Name in the source tree to URL.
    urls: HashMap<String, String>,
    /// Path below [`PREFIX`] to content.
    served: HashMap<String, Asset>,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::build);

impl Catalogue {
    fn build() -> Self {
        let mut catalogue = Self { urls: HashMap::new(), served: HashMap::new() };
        // Style names faces, so the faces get their names first.
        let mut names: Vec<_> = Files::iter().collect();
        names.sort_by_key(|name| (name.ends_with(".css"), name.to_string()));
        let mut all_so_far = [0; 32];
        for name in names {
            let Some(file) = Files::get(&name) else { continue };
            let mut digest = file.metadata.sha256_hash();
            all_so_far.iter_mut().zip(digest).for_each(|(sum, byte)| *sum ^= byte);
            if name.ends_with(".css") {
                // Its content names the others, so its name changes with theirs.
                digest = all_so_far;
            }
            catalogue.add(&name, file.data, &hex(&digest));
        }
        catalogue
    }

    fn add(&mut self, name: &str, data: Cow<'static, [u8]>, digest: &str) {
        let content = if name.ends_with(".css") { self.with_urls(&data) } else { data };
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "txt"));
        let served = format!("{stem}.{}.{extension}", &digest[..HASH_DIGITS]);
        self.urls.insert(name.to_owned(), format!("{PREFIX}{served}"));
        self.served.insert(served, Asset { media_type: media_type(extension), content });
    }

    fn with_urls(&self, style: &[u8]) -> Cow<'static, [u8]> {
        let mut text = String::from_utf8_lossy(style).into_owned();
        for (name, url) in &self.urls {
            text = text.replace(&format!("url(\"{name}\")"), &format!("url(\"{url}\")"));
        }
        Cow::Owned(text.into_bytes())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    }
}

/// The URL of a file in `assets/`, such as `rekey.css`.
pub fn url(name: &str) -> &'static str {
    let found = CATALOGUE.urls.get(name);
    debug_assert!(found.is_some(), "no asset named {name}");
    found.map_or("", String::as_str)
}

/// Every URL and content, for the gallery of pages.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = (String, &'static [u8])> {
    CATALOGUE.served.iter().map(|(path, asset)| (format!("{PREFIX}{path}"), asset.content.as_ref()))
}

/// Serves `/assets/{*path}`. What is not there is a bare 404: nobody reads a page in place of a script.
pub async fn serve(Path(path): Path<String>) -> Response {
    let Some(asset) = CATALOGUE.served.get(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(asset.media_type)),
        (CACHE_CONTROL, FOR_EVER),
        (X_CONTENT_TYPE_OPTIONS, NO_SNIFFING),
    ];
    let content: &'static [u8] = asset.content.as_ref();
    (headers, content).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_is_named_by_its_content() {
        let url = url("rekey.css");
        assert!(url.starts_with("/assets/rekey.") && url.ends_with(".css"), "{url}");
        assert_eq!(url.len(), "/assets/rekey..css".len() + HASH_DIGITS);
    }

    #[test]
    fn style_names_only_files_that_are_served() {
        let style = String::from_utf8_lossy(&CATALOGUE.served[url("rekey.css").trim_start_matches(PREFIX)].content);
        let named: Vec<_> = style.split("url(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(named.len(), 3);
        for name in named {
            assert!(CATALOGUE.served.contains_key(name.trim_start_matches(PREFIX)), "{name}");
        }
    }

    #[test]
    fn style_has_no_left_or_right_but_where_text_is_always_left_to_right() {
        let style = String::from_utf8_lossy(&CATALOGUE.served[url("rekey.css").trim_start_matches(PREFIX)].content);
        for line in style.lines().filter(|line| line.contains("left") || line.contains("right")) {
            let allowed = ["to right", "position: left", "text-align: left", "right-to-left"];
            assert!(allowed.iter().any(|known| line.contains(known)), "{line}");
        }
    }

    #[test]
    fn every_face_and_foreign_script_has_its_licence_beside_it() {
        for licence in
            ["fonts/OFL-atkinson-hyperlegible-next.txt", "fonts/OFL-noto-sans-arabic.txt", "altcha/LICENSE.txt"]
        {
            assert!(Files::get(licence).is_some(), "{licence}");
        }
    }

    #[tokio::test]
    async fn an_asset_may_be_kept_for_ever() {
        let answer = serve(Path(url("code.js").trim_start_matches(PREFIX).to_owned())).await;
        assert_eq!(answer.headers()[CACHE_CONTROL], FOR_EVER);
        assert_eq!(answer.headers()[CONTENT_TYPE], "text/javascript; charset=utf-8");
    }

    #[tokio::test]
    async fn an_unknown_asset_is_not_found() {
        assert_eq!(serve(Path("../Cargo.toml".to_owned())).await.status(), StatusCode::NOT_FOUND);
    }
}
