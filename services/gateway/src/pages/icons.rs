//! Drawings: line icons on a 24 by 24 grid, in the colour of the text around them, hidden from screen readers.

use crate::texts::Markup;

/// The drawing of this name; an empty one for an unknown name.
pub fn icon(name: &str) -> Markup {
    let lines = lines(name);
    debug_assert!(!lines.is_empty(), "no icon named {name}");
    let class = if matches!(name, "ring" | "tick" | "cross") { format!("icon {name}") } else { "icon".to_owned() };
    Markup::trusted(format!(
        "<svg class=\"{class}\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">{lines}</svg>"
    ))
}

fn lines(name: &str) -> &'static str {
    match name {
        "globe" => {
            r#"<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c2.6 2.5 4 5.6 4 9s-1.4 6.500-4 9c-2.600-2.500-4-5.600-4-9s1.400-6.500 4-9z"/>"#
        }
        "mail" => r#"<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3.500 7 8.500 6 8.500-6"/>"#,
        "text" => {
            r#"<path d="M4 4.500h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8.500L7.500 20v-3.500H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1z"/><path d="M8 10.500h.01M12 10.500h.01M16 10.500h.01"/>"#
        }
        "phone" => {
            r#"<path d="M6.500 3.500 9 4l1.500 4-2 1.500c1 2.500 3.500 5 6 6l1.500-2 4 1.500.5 2.500c0 1.500-1.500 3-3 3C10.500 20.500 3.500 13.500 3.500 6.500c0-1.500 1.500-3 3-3z"/>"#
        }
        "office" => {
            r#"<path d="M3 9.500C3 6 7 4.500 12 4.500s9 1.500 9 5V11h-4.500V8.800c-3-.8-6-.8-9 0V11H3z"/><path d="M7.500 11.500 5 19.500h14l-2.500-8"/><circle cx="12" cy="14.500" r="2"/>"#
        }
        "question" => {
            r#"<circle cx="12" cy="12" r="9"/><path d="M9.500 9.500c0-1.500 1.100-2.500 2.600-2.500s2.500 1 2.500 2.300c0 1.900-2.600 2-2.600 3.900M12 17h.01"/>"#
        }
        "app" => r#"<rect x="6.500" y="3" width="11" height="18" rx="2"/><path d="m9.500 12.500 2 2 3-3.500"/>"#,
        "list" => {
            r#"<rect x="4.500" y="3.500" width="15" height="17" rx="1.500"/><path d="M8.500 8.500h.01M8.500 12h.01M8.500 15.500h.01M11.500 8.500h4M11.500 12h4M11.500 15.500h4"/>"#
        }
        "shield" => {
            r#"<path d="M12 3 4.500 5.500V11c0 4.500 3 8.300 7.500 10 4.500-1.700 7.500-5.500 7.500-10V5.500z"/><path d="m9 12 2.200 2.200L15.200 10"/>"#
        }
        "warning" => r#"<path d="M12 4 2.500 20h19z"/><path d="M12 10.500v4M12 17.200h.01"/>"#,
        "info" => r#"<circle cx="12" cy="12" r="9"/><path d="M12 11v5.500M12 7.800h.01"/>"#,
        "grid" => {
            r#"<rect x="4" y="4" width="6.500" height="6.500" rx="1"/><rect x="13.500" y="4" width="6.500" height="6.500" rx="1"/><rect x="4" y="13.500" width="6.500" height="6.500" rx="1"/><rect x="13.500" y="13.500" width="6.500" height="6.500" rx="1"/>"#
        }
        "key" => r#"<circle cx="8" cy="15.500" r="4.500"/><path d="m11.500 12.500 8-8M16 8l3 3M13.500 10.500l2 2"/>"#,
        "box" => r#"<path d="M12 3 4 7v10l8 4 8-4V7z"/><path d="m4 7 8 4 8-4M12 11v10"/>"#,
        "arrow" => r#"<path d="M4.500 12h15M13.500 6l6 6-6 6"/>"#,
        "down" => r#"<path d="m6 9.500 6 6 6-6"/>"#,
        "eye" => {
            r#"<path d="M2.500 12c2.300-4.200 5.600-6.300 9.500-6.300s7.200 2.100 9.500 6.300c-2.300 4.200-5.600 6.300-9.500 6.300S4.800 16.200 2.500 12z"/><circle cx="12" cy="12" r="3"/>"#
        }
        "check" => r#"<path d="m5 12.500 4.500 4.500L19 7.500"/>"#,
        "ring" => r#"<circle cx="12" cy="12" r="9"/>"#,
        "tick" => {
            r#"<circle class="solid" cx="12" cy="12" r="10"/><path class="knock" d="m7.500 12.300 3 3 6-6.300"/>"#
        }
        "cross" => {
            r#"<circle class="solid" cx="12" cy="12" r="10"/><path class="knock" d="m8.500 8.500 7 7M15.500 8.500l-7 7"/>"#
        }
        _ => "",
    }
}
