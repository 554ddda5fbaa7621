//! QR codes, for what an authenticator app reads from the screen.
//!
//! The rows hold what the text holds: who shows a secret this way must not store or log them.

use qrcode::{Color, EcLevel, QrCode};

/// Longest text, in bytes (ISO/IEC 18004 table 7, version 40 with correction M).
pub const TEXT_MAX_BYTES: usize = 2331;

/// The modules of a QR code as rows of `1` (dark) and `0` (light), with error correction M and without the quiet zone of four modules
/// around it. `None` where the text is too long.
pub fn rows(text: &str) -> Option<Vec<String>> {
    if text.len() > TEXT_MAX_BYTES {
        return None;
    }
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let row = |modules: &[Color]| modules.iter().map(|module| module.select('1', '0')).collect();
    Some(code.into_colors().chunks(width).map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an app reads: each module four pixels wide, with a quiet zone of four modules.
    fn read(rows: &[String]) -> (rqrr::MetaData, String) {
        let dark = |x: usize, y: usize| {
            let (x, y) = ((x / 4).wrapping_sub(4), (y / 4).wrapping_sub(4));
            rows.get(y).and_then(|row| row.as_bytes().get(x)).is_some_and(|module| *module == b'1')
        };
        let side = (rows.len() + 8) * 4;
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if dark(x, y) { 0 } else { 255 });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().expect("readable")
    }

    #[test]
    fn what_is_drawn_can_be_read_with_correction_m() {
        let uri = "otpauth://totp/Contoso%3A%20S%C3%B6hne:admin@contoso.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
                   &issuer=Contoso%3A%20S%C3%B6hne&algorithm=SHA1&digits=6&period=30";
        for text in [uri, "A", "https://reset.contoso.example/"] {
            let rows = rows(text).expect("short enough");
            assert!(
                rows.iter().all(|row| row.len() == rows.len() && row.bytes().all(|module| b"01".contains(&module)))
            );
            let (meta, read) = read(&rows);
            assert_eq!(read, text);
            assert_eq!(meta.ecc_level, 0, "M, as the format information writes it");
        }
    }

    #[test]
    fn there_is_no_quiet_zone() {
        let rows = rows("A").expect("short enough");
        assert_eq!(rows.len(), 21, "version 1");
        assert!(rows[0].starts_with("1111111") && rows[0].ends_with("1111111") && rows[20].starts_with("1111111"));
    }

    #[test]
    fn a_text_has_2331_bytes_at_most() {
        let longest = rows(&"a".repeat(TEXT_MAX_BYTES)).expect("as long as it gets");
        assert_eq!(longest.len(), 177, "version 40");
        assert_eq!(rows(&"a".repeat(TEXT_MAX_BYTES + 1)), None);
        assert_eq!(rows(&"1".repeat(TEXT_MAX_BYTES + 1)), None, "though digits would fit");
    }
}
